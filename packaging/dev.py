"""The developer's commands, for plain Python on a fresh machine: python3 packaging/dev.py --help."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Check this Python before any other file is read: an older one gets a sentence, not a syntax error."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is the one that an older Python may meet
        found = "{}.{}".format(*sys.version_info[:2])
        sys.stderr.write(
            f"Python 3.11 or newer is needed; this is Python {found}. "
            "Run the same command with a newer one, such as python3.11 or python3.12.\n"
        )
        return 1
    # The table of what the system must have is the product's own; it needs nothing but Python.
    sys.path.insert(1, str(Path(__file__).resolve().parents[1]))
    import commands

    return commands.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
