"""A request as one command of the aliyun CLI, quoted for a POSIX shell."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from essgui.domain.exchange.parameters import flat, nested

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshSpec


def cli_command(spec: RefreshSpec) -> str:
    """Return the command without a client token, so each run is a new request.

    It is one line: a backslash at the end of a line is read differently from shell to shell.
    """
    options = [_option(name, value) for name, value in flat(nested(spec))]
    return " ".join(["aliyun ess StartInstanceRefresh", *options]) + "\n"


def _option(name: str, value: str) -> str:
    # A value that is empty or begins with a hyphen would be read as the next option.
    if not value or value.startswith("-"):
        return shlex.quote(f"--{name}={value}")
    return f"--{name} {shlex.quote(value)}"
