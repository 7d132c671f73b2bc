"""What happens with texts and files: imports into the form, files written, saved settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import with_notice
from essgui.core.draft import filled
from essgui.core.effects import KeepSettings, ReadFile, ReadText, WriteFile
from essgui.core.form import wizard_spec
from essgui.core.lookup import detail_of
from essgui.core.messages import SettingsRestored
from essgui.core.on_wizard import fill_over
from essgui.core.state import Intake, Notice, NoticeKind
from essgui.domain.exchange.merging import free_name
from essgui.domain.exchange.settings import MOST, name_problem, settings_of, write_settings
from essgui.domain.refresh import ContainersTarget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.exchange.filling import Filling, Offer
    from essgui.domain.exchange.settings import SavedSettings


def import_text(state: AppState, text: str) -> Outcome:
    """Read a text that was pasted."""
    return replace(state, intake=Intake()), (ReadText(text),)


def import_file(state: AppState, path: str) -> Outcome:
    """Read a file."""
    return replace(state, intake=Intake(path.replace("\\", "/").rpartition("/")[2])), (ReadFile(path),)


def import_read(state: AppState, offer: Offer) -> Outcome:
    """Show what the text offers; nothing is set before the operator says so."""
    if state.intake is None or not state.intake.reading:
        return state, ()
    return replace(state, intake=replace(state.intake, reading=False, offer=offer)), ()


def import_failed(state: AppState, sentence: str) -> Outcome:
    """Say why the file could not be read."""
    if state.intake is None or not state.intake.reading:
        return state, ()
    return replace(state, intake=replace(state.intake, reading=False, failure=sentence)), ()


def apply_import(state: AppState, index: int) -> Outcome:
    """Fill the form with one of the things offered; the group stays that of the form."""
    intake, wizard = state.intake, state.wizard
    readings = intake.offer.readings if intake is not None and intake.offer is not None else ()
    if wizard is None or wizard.attempt is not None or not 0 <= index < len(readings):
        return state, ()
    reading = readings[index]
    state = fill_over(state, filled(wizard.draft, _safe(state, reading.filling)), f"from {reading.title}")
    return replace(state, intake=None), ()


def keep_import(state: AppState) -> Outcome:
    """Add the settings offered to those saved, each under a name of its own."""
    offer = state.intake.offer if state.intake is not None else None
    if offer is None or not offer.saved:
        return state, ()
    saved = list(state.saved)
    for one in offer.saved:
        if one not in saved:
            saved.append(replace(one, name=free_name(one.name, {s.name for s in saved})))
    added = len(saved) - len(state.saved)
    state = replace(state, intake=None)
    if len(saved) > MOST:
        return _say(state, NoticeKind.BAD, f"There would be more than {MOST} saved settings."), ()
    words = {0: "All of these settings are saved already.", 1: "1 was added to your saved settings."}
    text = words.get(added, f"{added} were added to your saved settings.")
    return _keep(_say(state, NoticeKind.GOOD, text), saved)


def file_written(state: AppState, path: str) -> AppState:
    """Say that a file is there."""
    return _say(state, NoticeKind.GOOD, f"Written: {path}", f"file:{path}")


def file_failed(state: AppState, path: str, sentence: str) -> AppState:
    """Say why a file is not there."""
    return _say(state, NoticeKind.BAD, f"{path} was not written. {sentence}", f"file:{path}")


def settings_read(state: AppState, saved: tuple[SavedSettings, ...], trouble: str) -> AppState:
    """Offer the settings of this computer."""
    state = replace(state, saved=_sorted(saved))
    return _say(state, NoticeKind.CAUTION, trouble, "settings:read") if trouble else state


def settings_not_kept(state: AppState, sentence: str) -> AppState:
    """Say that the settings are only in memory."""
    text = f"Your saved settings could not be written and last only until the end. {sentence}"
    return _say(state, NoticeKind.BAD, text, "settings:write")


def save_settings(state: AppState, name: str, *, with_target: bool) -> Outcome:
    """Save what the form says; settings of the same name are replaced."""
    wizard, spec = state.wizard, wizard_spec(state)
    name = name.strip()
    if wizard is None or spec is None or name_problem(name):
        return state, ()
    made = settings_of(name, spec, with_target=with_target, guards=wizard.draft.guards)
    others = tuple(s for s in state.saved if s.name != name)
    if len(others) >= MOST:
        return _say(state, NoticeKind.BAD, f"{MOST} settings are saved already. Delete some first."), ()
    return _keep(state, (*others, made))


def choose_settings(state: AppState, name: str) -> AppState:
    """Fill the form with saved settings."""
    found = next((s for s in state.saved if s.name == name), None)
    if found is None or state.wizard is None:
        return state
    return fill_over(state, filled(state.wizard.draft, _safe(state, found.filling)), f"from “{name}”")


def rename_settings(state: AppState, name: str, to: str) -> Outcome:
    """Give settings another name, if it is free."""
    to = to.strip()
    others = {s.name for s in state.saved if s.name != name}
    if name_problem(to, others):
        return state, ()
    return _keep(state, [replace(s, name=to) if s.name == name else s for s in state.saved])


def delete_settings(state: AppState, name: str) -> Outcome:
    """Delete settings; they can be had back as long as the notice is there."""
    found = next((s for s in state.saved if s.name == name), None)
    if found is None:
        return state, ()
    notice = Notice(
        f"settings:{name}",
        NoticeKind.CAUTION,
        f"The saved settings “{name}” are deleted.",
        act=("Undo", SettingsRestored(found)),
    )
    return _keep(with_notice(state, notice), [s for s in state.saved if s is not found])


def restore_settings(state: AppState, settings: SavedSettings) -> Outcome:
    """Bring deleted settings back; where the name was given away meanwhile, under another one."""
    state = replace(state, notices=tuple(n for n in state.notices if n.key != f"settings:{settings.name}"))
    name = free_name(settings.name, {s.name for s in state.saved})
    return _keep(state, (*state.saved, replace(settings, name=name)))


def share_settings(state: AppState, name: str, path: str) -> Outcome:
    """Write settings to a file that others can import."""
    found = tuple(s for s in state.saved if s.name == name)
    return state, ((WriteFile(path, write_settings(found)),) if found else ())


def _safe(state: AppState, filling: Filling) -> Filling:
    """Leave out containers without their variables while it is not known which variables they have now."""
    if state.wizard is None or not isinstance(filling.target, ContainersTarget):
        return filling
    known = detail_of(state, state.wizard.group).configurations.value is not None
    return filling if known or not filling.keeps_environment else replace(filling, target=None)


def _keep(state: AppState, saved: Iterable[SavedSettings]) -> Outcome:
    ordered = _sorted(saved)
    if ordered == state.saved:
        return state, ()
    return replace(state, saved=ordered), (KeepSettings(ordered, state.saved),)


def _sorted(saved: Iterable[SavedSettings]) -> tuple[SavedSettings, ...]:
    return tuple(sorted(saved, key=lambda s: (s.name.casefold(), s.name)))


def _say(state: AppState, kind: NoticeKind, text: str, key: str = "papers") -> AppState:
    return with_notice(state, Notice(key, kind, text))
