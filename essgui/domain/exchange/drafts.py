"""Forms that were not started, kept for the next run of the program: settings and target, by group.

Of containers nothing is kept: their environment variables are not, and a container without them is another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from essgui.domain.exchange.reader import RequestReader
from essgui.domain.exchange.request import read_json
from essgui.domain.exchange.settings import NewerSchema, SavedSettings, read_one, settings_of, write_one
from essgui.domain.refresh import ContainersTarget
from essgui.domain.scaling import GroupId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.domain.guards import Guards
    from essgui.domain.refresh import RefreshSpec

SCHEMA = 1
MARK = "EssguiDrafts"
MOST = 50
"""Drafts that are kept, the newest ones."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What the form of a group said, and when."""

    group: GroupId
    at: datetime
    settings: SavedSettings


def draft_of(spec: RefreshSpec, at: datetime, guards: Guards | None = None) -> KeptDraft:
    """Keep what a form says."""
    whole = not isinstance(spec.target, ContainersTarget)
    return KeptDraft(spec.group, at, settings_of("draft", spec, with_target=whole, guards=guards))


def write_drafts(kept: Iterable[KeptDraft]) -> str:
    """Return the file."""
    newest = sorted(kept, key=lambda d: d.at, reverse=True)[:MOST]
    drafts = [
        {"Group": d.group, "At": d.at.astimezone(UTC).isoformat(), "Settings": write_one(d.settings)}
        for d in newest
    ]
    return json.dumps({MARK: SCHEMA, "Drafts": drafts}, indent=2, ensure_ascii=False) + "\n"


def read_drafts(text: str) -> tuple[KeptDraft, ...]:
    """Read a file; a draft that cannot be read is left out, for it was never more than a convenience.

    Raises NewerSchema where only a later version of this program can read it.
    """
    reader = RequestReader()
    found, broken = read_json(text, reader)
    if broken is not None:
        return ()
    top = reader.members("", found, (MARK, "Drafts"))
    version: object = top.get(MARK)
    if isinstance(version, int) and version > SCHEMA:
        raise NewerSchema(f"schema {version} is newer than {SCHEMA}")
    if version != SCHEMA or reader.slips:
        return ()
    kept: list[KeptDraft] = []
    for where, each in reader.items("", top, "Drafts"):
        one = RequestReader()
        fields = one.members(where, each, ("Group", "At", "Settings"))
        group, at = one.text(where, fields, "Group", needed=True), _moment(fields.get("At"))
        settings = read_one(one, f"{where}.Settings", fields.get("Settings"))
        if at is not None and not one.slips:
            kept.append(KeptDraft(GroupId(group), at, settings))
    return tuple(kept)


def _moment(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
