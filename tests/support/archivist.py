"""A program that keeps an archive as fast as it can until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from essgui.domain.run import Deed, Intent, Recording, Run, Settlement
from essgui.domain.scaling import TaskId
from essgui.domain.timeline import Sample
from essgui.local.archive import Archive
from tests.support.states import HANGZHOU, NOW, later, make_group, make_task

WEB = make_group()


def work(archive: Archive, session: str, number: int) -> str:
    """Do what a program does for one Start: intend, see, keep, settle; returns its token."""
    token = f"essgui-{session}-{number}"
    archive.intend(Intent(token, Deed.START, HANGZHOU, WEB.id, later(number).at, "web"))
    task = make_task(WEB, id=TaskId(f"ir-{session}-{number}"))
    archive.keep([Run(task, "web", NOW.at)])
    samples = tuple(Sample(later(n).at, "InProgress", n, 10) for n in range(50))
    archive.record(task.id, Recording(samples))
    archive.settle(token, Settlement.ACCEPTED, later(number).at, task=task.id)
    return token


def say(token: str) -> None:
    """Tell whoever has started it, at once."""
    sys.stdout.write(f"{token}\n")
    sys.stdout.flush()


def main() -> None:
    """Leave a Start on its way, then work, or be idle, for ever; each line names what is on the disk."""
    path, session, idle = Path(sys.argv[1]), sys.argv[2], sys.argv[3:] == ["idle"]
    archive = Archive(path, "account:1", session)
    archive.intend(Intent(f"essgui-{session}-0", Deed.START, HANGZHOU, WEB.id, NOW.at, "web"))
    say(f"essgui-{session}-0")
    number = 0
    if idle:
        sys.stdin.read()
    while True:
        number += 1
        say(work(archive, session, number))


if __name__ == "__main__":
    main()
