from __future__ import annotations

import pytest

from essgui.ui.widgets.tips import plain_tip


@pytest.mark.parametrize(
    ("text", "tip"),
    [
        ("web-frontend", "web-frontend"),
        ("two\nlines", "two\nlines"),
        ("<b>web</b>", "<div>&lt;b&gt;web&lt;/b&gt;</div>"),
        ("a & b\nc", "<div>a &amp; b<br>c</div>"),
        ("", ""),
    ],
)
def test_what_looks_like_markup_is_shown_letter_by_letter(text: str, tip: str) -> None:
    assert plain_tip(text) == tip
