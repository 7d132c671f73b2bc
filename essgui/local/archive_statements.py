"""The statements of the archive that are longer than a line, or used twice."""

from __future__ import annotations

from essgui.domain.lifecycle import TERMINAL
from essgui.domain.run import Deed, Settlement

OVER = "({})".format(", ".join(f"'{status}'" for status in sorted(TERMINAL)))
"""The statuses of what has ended."""

KEEP = (
    "INSERT INTO runs (scope, task, region, grp, name, status, total, finished, request, started, "
    "ended, detail, seen, ours, watched, reason, before, soonest, latest, pace, guards) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET name=excluded.name, "
    # Another program may be a poll behind the one that saw the end.
    + "".join(
        f"{part}=CASE WHEN status IN {OVER} AND excluded.status NOT IN {OVER} "
        f"THEN {part} ELSE excluded.{part} END, "
        for part in ("total", "finished", "detail", "status")
    )
    + "request=CASE WHEN excluded.request='' THEN request ELSE excluded.request END, "
    "started=coalesce(excluded.started, started), ended=coalesce(excluded.ended, ended), "
    "seen=excluded.seen, ours=max(ours, excluded.ours), "
    "reason=CASE WHEN excluded.reason='' THEN reason ELSE excluded.reason END, "
    "before=CASE WHEN before='' THEN excluded.before ELSE before END, "
    "soonest=coalesce(soonest, excluded.soonest), latest=coalesce(latest, excluded.latest), "
    "pace=CASE WHEN pace='' THEN excluded.pace ELSE pace END, guards=excluded.guards, "
    "watched=coalesce(?, watched)"
)
"""Keeps a run: the columns of its row, and last whether it is watched, or None to leave that as it is."""

SETTLE = (
    "UPDATE intents SET settlement = ?, settled = ?, detail = ?, task = coalesce(?, task) "
    "WHERE scope = ? AND token = ?"
)
"""Says what became of an intent."""
GUARDED = "SELECT task, guards, watched, status FROM runs WHERE scope = ? AND guards != ''"
"""Runs that have guards, or had them when they ended."""
GUARDED_ONE = f"{GUARDED} AND task = ?"
"""One run, where it has guards or had them."""
ON_DUTY = f"{GUARDED} AND status NOT IN {OVER}"
"""Runs whose guards may act. Most that had guards have ended; every writing asks for the others."""
SIGN = "UPDATE runs SET guards = ? WHERE scope = ? AND task = ?"
"""Sets the guards of a run, and nothing else."""
FORGETTABLE = (
    f"SELECT task FROM runs WHERE scope = ? AND (NOT watched OR status IN {OVER}) "  # noqa: S608 - names of our own
    "AND coalesce(ended, seen) < ?"
)
"""Ended before a moment, or not seen since; not what is watched and goes on: `Run.forgotten`."""
UNKEPT = (
    f"deed = '{Deed.START}' AND settlement = '{Settlement.ACCEPTED}' "  # noqa: S608 - constants of ours
    "AND task IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM runs WHERE runs.scope = intents.scope AND runs.task = intents.task)"
)
"""Starts that were accepted and of which no run was kept, or is kept any more."""
