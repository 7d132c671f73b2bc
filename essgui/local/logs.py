"""The log: one file of bounded size, from which whatever looks like a secret is struck out."""

from __future__ import annotations

import logging
import re
import sys
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from essgui.domain.credentials import Secret

_STRUCK = "[struck out]"
_MOST_BYTES = 1_000_000
_KEPT_FILES = 3

# What a secret looks like where its value is not known: key ids, tokens, signatures, URLs with a password.
_PATTERNS = (
    re.compile(r"\b(?:LTAI|STS\.)[A-Za-z0-9]{8,}"),
    re.compile(r"(?i)(?<=signature=)[A-Za-z0-9%+/=]{16,}"),
    re.compile(r"(?i)(?<=//)[^/\s:@]+:[^/\s@]+(?=@)"),
    re.compile(
        r"(?i)((?:access_?key_?secret|security_?token|x-acs-security-token|x-acs-bearer-token|authorization|"
        r"password|sts_token)[\"']?\s*[:=]\s*)(\"[^\"]*\"|'[^']*'|[^\s,;}]+(?: Credential=\S+)?)"
    ),
)


class Redaction(logging.Formatter):
    """Formats a record and strikes secrets out of the whole of it, its traceback included."""

    def __init__(self, known: Iterable[Secret] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        # The longest first: one secret may be part of another.
        self._known = sorted({s.reveal() for s in known if len(s.reveal()) >= 6}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line as it is written."""
        return self.strike(super().format(record))

    def strike(self, text: str) -> str:
        """Return the text without what is, or looks like, a secret."""
        for value in self._known:
            text = text.replace(value, _STRUCK)
        for pattern in _PATTERNS:
            text = pattern.sub(lambda m: (m.group(1) if m.re.groups else "") + _STRUCK, text)
        return text


def start_log(path: Path | None, known: Iterable[Secret] = ()) -> logging.Handler:
    """Write the root logger to a file, or to standard error where that cannot be written.

    Returns the handler, so that whoever started the log can end it.
    """
    handler: logging.Handler
    try:
        if path is None:
            raise OSError
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(
            path, maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=False
        )
        path.chmod(0o600)
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redaction(known))
    handler.setLevel(logging.INFO)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # Its chatter tells of connections, not of this program, and its warnings hold whole addresses.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    return handler


def end_log(handler: logging.Handler) -> None:
    """Take the handler away and close its file."""
    root = logging.getLogger()
    root.removeHandler(handler)
    root.setLevel(logging.WARNING)
    handler.close()
