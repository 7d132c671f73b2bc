from __future__ import annotations

from essgui.core import messages as m
from essgui.core.effects import WriteFile
from tests.support.playbook import Playbook
from tests.support.states import make_state


def test_a_text_is_written_and_its_fate_is_told() -> None:
    play = Playbook(make_state())
    assert play.take(m.FileAsked("/tmp/x", "text")) == (WriteFile("/tmp/x", "text"),)
    play.take(m.FileWritten("/tmp/x"))
    assert play.state.notices[-1].text == "Written: /tmp/x"
    play.take(m.FileFailed("/tmp/x", "No space."))
    assert [n.text for n in play.state.notices] == ["/tmp/x was not written. No space."]
