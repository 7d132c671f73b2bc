"""Routes the texts, files and saved settings that come in and go out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.core import on_drafts, on_papers
from essgui.core.effects import WriteFile
from essgui.core.override import withdraw_if_other

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState


def take(state: AppState, message: m.PaperMessage) -> Outcome:
    """Return what becomes of a message of the papers; a form that one filled in is another form."""
    after, effects = _route(state, message)
    return withdraw_if_other(state, after), effects


def _route(state: AppState, message: m.PaperMessage) -> Outcome:
    match message:
        case m.ImportAsked(text):
            return on_papers.import_text(state, text)
        case m.ImportFileChosen(path):
            return on_papers.import_file(state, path)
        case m.ImportRead(offer):
            return on_papers.import_read(state, offer)
        case m.ImportFailed(sentence):
            return on_papers.import_failed(state, sentence)
        case m.ImportApplied(index):
            return on_papers.apply_import(state, index)
        case m.ImportKept():
            return on_papers.keep_import(state)
        case m.ImportDismissed():
            return replace(state, intake=None), ()
        case m.FileAsked(path, text):
            return state, (WriteFile(path, text),)
        case m.FileWritten(path):
            return on_papers.file_written(state, path), ()
        case m.FileFailed(path, sentence):
            return on_papers.file_failed(state, path, sentence), ()
        case m.DraftsRead(kept):
            return on_drafts.drafts_read(state, kept), ()
        case m.DraftsDue():
            return on_drafts.keep_now(state)
        case m.SettingsRead(saved, trouble):
            return on_papers.settings_read(state, saved, trouble), ()
        case m.SettingsNotKept(sentence):
            return on_papers.settings_not_kept(state, sentence), ()
        case m.SettingsSaved(name, with_target):
            return on_papers.save_settings(state, name, with_target=with_target)
        case m.SettingsChosen(name):
            return on_papers.choose_settings(state, name), ()
        case m.SettingsRenamed(name, to):
            return on_papers.rename_settings(state, name, to)
        case m.SettingsDeleted(name):
            return on_papers.delete_settings(state, name)
        case m.SettingsRestored(settings):
            return on_papers.restore_settings(state, settings)
        case m.SettingsShared(name, path):
            return on_papers.share_settings(state, name, path)
