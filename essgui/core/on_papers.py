"""What happens with texts and files: written, or not and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.changes import with_notice
from essgui.core.state import Notice, NoticeKind

if TYPE_CHECKING:
    from essgui.core.state import AppState


def file_written(state: AppState, path: str) -> AppState:
    """Say that a file is there."""
    return _say(state, NoticeKind.GOOD, f"Written: {path}", f"file:{path}")


def file_failed(state: AppState, path: str, sentence: str) -> AppState:
    """Say why a file is not there."""
    return _say(state, NoticeKind.BAD, f"{path} was not written. {sentence}", f"file:{path}")


def _say(state: AppState, kind: NoticeKind, text: str, key: str) -> AppState:
    return with_notice(state, Notice(key, kind, text))
