"""The command line: reads arguments before Qt is there, so that --help needs neither display nor SDK."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from essgui import __version__
from essgui.simulator import cli as simulator_cli


def build_parser() -> argparse.ArgumentParser:
    """Describe every command."""
    parser = argparse.ArgumentParser(
        prog="essgui",
        description="Run and watch instance refreshes of Alibaba Cloud Auto Scaling.",
        epilog="Without a command, the window opens on a real account.",
    )
    parser.add_argument("--version", action="version", version=f"essgui {__version__}")
    _add_window_arguments(parser)
    _add_account_arguments(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    demo = commands.add_parser("demo", help="open the window on a simulated cloud; no account is needed")
    _add_window_arguments(demo, default=argparse.SUPPRESS)
    _add_practice_arguments(demo)

    tour = commands.add_parser("tour", help="drive the window through its main jobs and write pictures")
    tour.add_argument("--out", type=Path, default=Path("tour"), help="folder for the pictures")
    # A default of its own would undo what was said before the command.
    tour.add_argument("--theme", choices=("light", "dark", "both"), default=argparse.SUPPRESS)

    simulator = commands.add_parser("simulator", help="run the simulated ESS API alone, on loopback")
    simulator_cli.add_arguments(simulator)

    commands.add_parser("doctor", help="say what of libraries, fonts, keyring and display is there")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    args = build_parser().parse_args(arguments)
    # Each command imports what it needs: the simulator and the doctor work where Qt cannot load.
    match args.command:
        case "simulator":
            return simulator_cli.run(args)
        case "doctor":
            from essgui import doctor

            return doctor.main()
        case "tour":
            from essgui.tour.run import run_tour

            return run_tour(args.out, args.theme or "both")
        case "demo":
            wrong = simulator_cli.problem_of_world(args.scenario, args.speed)
            if wrong:
                # A window would only say that there is no practice cloud.
                print(wrong, file=sys.stderr)
                return 2
            from essgui.app import run_demo

            return run_demo(args.theme, scenario=args.scenario, speed=args.speed, seed=args.seed)
        case _:
            from essgui.app import run_account

            return run_account(args.theme, profile=args.profile, region=args.region)


def _add_window_arguments(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    text = "the look; remembered from the last run"
    parser.add_argument("--theme", choices=("light", "dark"), default=default, help=text)


def _add_account_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", metavar="NAME", help="a profile of the aliyun CLI")
    parser.add_argument("--region", metavar="ID", help="the region to begin with, such as cn-hangzhou")


def _add_practice_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scenario", default="default", help="the world to begin with")
    parser.add_argument("--speed", type=float, default=20.0, help="how much faster than real time it runs")
    parser.add_argument("--seed", type=int, default=1, help="the seed of its chances")


if __name__ == "__main__":
    sys.exit(main())
