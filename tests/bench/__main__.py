"""All benches, or those that are named: python -m tests.bench [NAME …] [--out FILE]."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from tests.bench.report import HEAD, Row, as_json, computer, limits, line

FOLDER = Path(__file__).parent
OUT = Path("build") / "bench.json"
NAMES = sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))


def main(arguments: list[str]) -> int:
    """Measure, print and keep; the exit code is 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"any of {', '.join(NAMES)}; without a name, all")
    parser.add_argument("--out", type=Path, default=OUT, help=f"file for the figures as JSON ({OUT})")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.name) - set(NAMES)
    if unknown:
        parser.error(f"there is no bench {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    found = computer()
    print(limits(found), flush=True)  # noqa: T201 - the table is its output
    print(HEAD, flush=True)  # noqa: T201 - as above
    rows: list[Row] = []
    for name in chosen.name or NAMES:
        module = importlib.import_module(f"tests.bench.bench_{name}")
        for row in module.rows():
            rows.append(row)
            print(line(row), flush=True)  # noqa: T201 - as above
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(as_json(rows, found), indent=2) + "\n", "utf-8")
    missed = [row for row in rows if not row.met]
    print(f"{len(rows)} figures in {chosen.out}; {len(missed) or 'no'} targets missed.")  # noqa: T201 - as above
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
