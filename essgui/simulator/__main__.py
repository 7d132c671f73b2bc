"""The simulator run by itself: python -m essgui.simulator."""

from __future__ import annotations

import argparse
import sys

from essgui.simulator import cli


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="essgui.simulator", description="A simulator of the ESS API.")
    cli.add_arguments(parser)
    return cli.run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
