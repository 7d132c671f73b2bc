"""Shipped files are found, and what is not shipped is named."""

from __future__ import annotations

import pytest

from essgui.resources import resource_path, resource_root


def test_the_tokens_and_the_sheet_are_there() -> None:
    assert resource_path("tokens.json").is_file()
    assert resource_path("style.qss").parent == resource_root()


def test_what_is_not_shipped_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/unicorn\.svg"):
        resource_path("icons/unicorn.svg")
