"""The one function that decides: from a state, a message and the moment to the next state and effects.

It is pure. Who asks the cloud, how long that takes and what is drawn are none of its business, so every
race is a unit test and a session can be replayed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import (
    final_looks,
    on_archive,
    on_centre,
    on_discovery,
    on_drafts,
    on_errands,
    on_fleet,
    on_guards,
    on_history,
    on_monitor,
    on_notices,
    on_papers,
    on_picker,
    on_polls,
    on_practice,
    on_start,
    on_survey,
    on_wizard,
    suspended,
)
from essgui.core import messages as m
from essgui.core.changes import loading
from essgui.core.chronicle import chronicle
from essgui.core.close_looks import heed
from essgui.core.effects import Connect, ReadDrafts, ReadSettings, ReadShelf, ReadWebhook, Wake, WriteFile
from essgui.core.lookup import instances_of
from essgui.core.notifications import notify
from essgui.core.override import withdraw_if_other
from essgui.core.state import Override, Page
from essgui.core.wants import ask_for_wants
from essgui.core.wants_monitor import ask_for_monitors
from essgui.domain.settings import OFF, Key

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant

TICK = 1.0
"""Seconds between looks at the clock; ages and countdowns move by it."""


def update(state: AppState, message: m.Message, now: Instant) -> Outcome:
    """Return the state after a message that arrives now, and the effects that it asks for."""
    after, effects = _decide(heed(replace(state, now=now), message, now), message, now)
    after, guarded = on_guards.watch(state, after, now)
    after = suspended.remind(state, after)
    after, more = chronicle(state, after, now)
    after, told = notify(state, after, now)
    return after, (*effects, *guarded, *more, *told, *on_drafts.keep_soon(state, after))


def _decide(state: AppState, message: m.Message, now: Instant) -> Outcome:
    if isinstance(message, m.FleetMessage):
        return _fleet(state, message, now)
    if isinstance(message, m.DetailMessage):
        return _and_wants(_details(state, message, now), now)
    if isinstance(message, m.ArchiveMessage):
        return _archive(state, message, now)
    if isinstance(message, m.CentreMessage):
        return _centre(state, message, now)
    if isinstance(message, m.ErrandMessage):
        return _and_wants(_errand(state, message, now), now)
    if isinstance(message, m.MonitorMessage):
        return _monitor(state, message, now)
    if isinstance(message, m.HistoryMessage):
        return on_history.take(state, message, now)
    if isinstance(message, m.PaperMessage):
        after, effects = _paper(state, message)
        return _and_wants((withdraw_if_other(state, after), effects), now)
    if isinstance(message, m.WizardMessage):
        after, effects = _wizard(state, message, now)
        # Whatever filled the form in: a decision despite no-goes holds for those that were seen.
        state = withdraw_if_other(state, after)
        came = isinstance(message, m.StepChosen | m.WizardOpened | m.WizardOpenedLike | m.WizardOpenedBack)
        state, more = ask_for_wants(state, now, retry=came)
        return state, (*effects, *more)
    match message:
        case m.Opened():
            state = replace(state, regions=loading(state.regions))
            wanted = () if state.settings[Key.WEBHOOK] == OFF else (ReadWebhook(),)
            tick = Wake("tick", TICK, m.Ticked())
            return state, (Connect(), ReadSettings(), ReadDrafts(), *wanted, tick)
        case m.ProfileReady(profile, regions, cadence):
            return _connected(
                replace(
                    on_practice.begun_anew(state),
                    connected=True,
                    profile=profile,
                    chosen=regions,
                    cadence=cadence,
                )
            )
        case m.ProfileFailed(failure):
            return on_practice.no_way(state, failure), ()
        case m.PracticeEnded():
            return on_practice.ended(state), ()
        case m.PracticeWanted():
            return on_practice.want(state)
        case m.Ticked():
            return on_notices.leave(state, now), (Wake("tick", TICK, m.Ticked()),)
        case m.SettingChosen(key, value):
            return on_centre.choose_setting(state, key, value)
        case m.PageChosen(page):
            return _opened_page(_choose_page(state, page), page, now)
        case m.CloseDeclined():
            return suspended.tell_again(state), ()
        case m.NoticeDismissed(key):
            return on_notices.dismiss(state, key), ()
        case m.NoticesHeld(held):
            return on_notices.hold(state, now, held=held), ()


def _opened_page(state: AppState, page: Page, now: Instant) -> Outcome:
    """Read what a page shows of the archive as it is now."""
    match page:
        case Page.HISTORY:
            return on_history.read_asked(state)
        case Page.SETTINGS if state.archive.keeping:
            return state, (on_centre.tidy(state, now),)
        case _:
            return state, ()


def _and_wants(outcome: Outcome, now: Instant) -> Outcome:
    """Let an answer lead to the next question: an image is known by the configuration that names it."""
    state, effects = outcome
    state, more = ask_for_wants(state, now, retry=False)
    return state, (*effects, *more)


def _connected(state: AppState) -> Outcome:
    state, effects = on_fleet.read_regions(state)
    state, more = on_fleet.choose_regions(state, state.chosen)
    return state, (ReadShelf(), *effects, *more)


def _choose_page(state: AppState, page: Page) -> AppState:
    if (page is Page.WIZARD and state.wizard is None) or (page is Page.MONITOR and state.monitor is None):
        return state
    if page is state.page is Page.HISTORY:
        # What was asked for is the list: a replay stands in its place.
        return replace(state, past=replace(state.past, replay=None))
    return replace(state, page=page)


def _fleet(state: AppState, message: m.FleetMessage, now: Instant) -> Outcome:
    match message:
        case m.RegionsLoaded(regions):
            return on_fleet.regions_loaded(state, regions, now)
        case m.RegionsFailed(failure):
            return on_fleet.regions_failed(state, failure, now)
        case m.RegionsChosen(regions):
            return on_fleet.choose_regions(state, regions)
        case m.ReadRegionsAgain():
            return on_fleet.read_regions(state)
        case m.ReadAgain(region):
            return on_fleet.read_again(on_practice.offer_again(state), region)
        case m.FleetDue(region):
            return on_fleet.list_groups(state, region)
        case m.GroupsPage():
            return on_fleet.groups_page(state, message)
        case m.GroupsLoaded(region, groups):
            return on_fleet.groups_loaded(state, region, groups, now)
        case m.GroupsFailed(region, failure):
            return on_fleet.groups_failed(state, region, failure, now)
        case m.GroupLoaded(group):
            return on_fleet.group_loaded(state, group)
        case m.GroupFailed(group, failure):
            return on_fleet.group_failed(state, group, failure)
        case m.FilterTyped(text):
            return replace(state, fleet=replace(state.fleet, text=text)), ()
        case m.SegmentChosen(segment):
            return replace(state, fleet=replace(state.fleet, segment=segment)), ()
        case m.GroupSelected(group):
            return on_fleet.select_group(state, group)


def _details(state: AppState, message: m.DetailMessage, now: Instant) -> Outcome:
    match message:
        case m.RowsShown(groups):
            return on_discovery.rows_shown(on_survey.rows_shown(state, groups), groups)
        case m.SurveyDue():
            return on_survey.due(state)
        case m.Surveyed(group, instances):
            return on_survey.surveyed(state, group, instances, now), ()
        case m.SurveyFailed(group, failure):
            return on_survey.survey_failed(state, group, failure, now)
        case m.DiscoveryDue():
            return on_discovery.discovery_due(state)
        case m.RefreshesFound(group, tasks):
            state, effects = on_discovery.refreshes_found(state, group, tasks, now)
            state, more = on_start.settle_start(state, group, now)
            state, settled = on_archive.settle_old(state, group, now)
            return state, (*effects, *more, *settled)
        case m.RefreshesFailed(group, failure):
            state, effects = on_discovery.refreshes_failed(state, group, failure, now)
            state, more = on_start.look_failed(state, group, failure)
            return state, (*effects, *more)
        case m.InstancesLoaded(group):
            before = instances_of(state, group)
            state, effects = on_fleet.instances_loaded(state, message, now)
            state = on_survey.surveyed(state, group, message.instances, now)
            return on_monitor.record(state, group, before, now, read=True), effects
        case m.InstancesFailed(group, failure):
            state, effects = on_fleet.instances_failed(state, group, failure)
            return on_monitor.record(state, group, None, now, read=False), effects
        case m.ConfigurationsLoaded():
            return on_fleet.configurations_loaded(state, message, now)
        case m.ConfigurationsFailed(group, failure):
            return on_fleet.configurations_failed(state, group, failure)


def _archive(state: AppState, message: m.ArchiveMessage, now: Instant) -> Outcome:
    match message:
        case m.ShelfRead(shelf):
            state, effects = on_archive.shelf_read(state, on_centre.remembered(state, shelf, now), now)
            return state, (*effects, on_centre.tidy(state, now))
        case m.ArchiveMeasured(extent):
            return replace(state, archive=replace(state.archive, extent=extent)), ()
        case m.StorageFailed():
            return on_archive.storage_failed(state, message)
        case m.StorageWorks():
            return on_archive.storage_works(state), ()
        case m.RecordingWanted(task):
            return on_archive.want_recording(state, task)
        case m.RecordingRead(task, recording):
            state, effects = on_archive.recording_read(state, task, recording, now)
            state, more = on_history.opened_read(state, task, now)
            return state, (*effects, *more)
        case m.RecordingFailed(task, failure):
            return on_archive.recording_failed(state, task, failure)
        case m.KeepDue():
            return on_archive.keep(state)


def _centre(state: AppState, message: m.CentreMessage, now: Instant) -> Outcome:
    match message:
        case m.CentreRead():
            return on_centre.read(state), ()
        case m.CentreCleared():
            return on_centre.clear(state), ()
        case m.WebhookEntered(address, secret):
            return on_centre.enter(state, address, secret)
        case m.WebhookKept():
            return on_centre.kept(state, message), ()
        case m.WebhookTestRequested():
            return on_centre.test(state, now)
        case m.WebhookTried(trouble, test):
            return on_centre.tried(state, trouble, now, test=test), ()


def _errand(state: AppState, message: m.ErrandMessage, now: Instant) -> Outcome:
    match message:
        case m.Asked(question, again):
            return on_errands.ask(state, question, again=again)
        case m.Answered(question, answer):
            return on_errands.answered(state, question, answer, now)
        case m.AskFailed(question, failure):
            return on_errands.ask_failed(state, question, failure)
        case m.RemedyRequested(remedy):
            return on_errands.request(state, remedy, now)
        case m.RemedyAccepted(remedy):
            return on_errands.accepted(state, remedy)
        case m.RemedyFailed(remedy, failure):
            return on_errands.refused(state, remedy, failure)
        case m.RemedyFailureDismissed(remedy):
            return on_errands.dismiss(state, remedy)


def _monitor(state: AppState, message: m.MonitorMessage, now: Instant) -> Outcome:
    match message:
        case m.PollDue(region):
            return on_polls.poll_due(state, region, now)
        case m.PollSucceeded():
            before = state
            state, effects = on_polls.poll_succeeded(state, message, now)
            if state is not before:
                state = on_monitor.record_polled(state, message.tasks, effects, now)
            state, more = ask_for_monitors(state, now, message.region)
            return state, (*effects, *more)
        case m.PollFailed():
            return on_polls.poll_failed(state, message, now)
        case m.ActivitiesLoaded():
            return on_monitor.activities_loaded(state, message, now)
        case m.ActivitiesFailed(task, failure):
            return on_monitor.activities_failed(state, task, failure)
        case m.FinalLookDue(task):
            return final_looks.look(state, task, now)
        case m.MonitorOpened(task):
            return on_monitor.open_monitor(state, task, now)
        case m.MonitorClosed(task):
            return on_monitor.close_monitor(state, task)
        case m.WatchRequested(text):
            return on_monitor.watch(state, text, now)
        case m.WatchFound(task):
            return on_monitor.watch_found(state, task, now)
        case m.WatchFailed(task, failure):
            return on_monitor.watch_failed(state, task, failure)
        case m.WatchDismissed():
            return replace(state, watch=None), ()
        case m.ActionRequested(task, action, reason):
            return on_monitor.request_action(state, task, action, now, reason)
        case m.ActionAccepted(task):
            return on_monitor.action_accepted(state, task)
        case m.ActionFailed():
            return on_monitor.action_failed(state, message)
        case m.ActionFailureDismissed(task):
            return on_monitor.dismiss_action_failure(state, task)
        case m.GuardsChosen(task, guards):
            return on_guards.choose(state, task, guards, now), ()
        case m.GuardsRestored(task, guards):
            return on_guards.restore(state, task, guards, now)


def _wizard(state: AppState, message: m.WizardMessage, now: Instant) -> Outcome:
    match message:
        case m.WizardOpened(group):
            return on_wizard.open_wizard(state, group)
        case m.WizardOpenedLike(task, retry):
            return on_wizard.open_like(state, task, retry=retry)
        case m.WizardOpenedBack(task):
            return on_wizard.open_back(state, task)
        case m.WizardClosed():
            return on_wizard.close_wizard(state)
        case m.DraftChanged(draft):
            return on_picker.change_draft(state, draft)
        case m.StepChosen(step):
            return on_wizard.choose_step(state, step)
        case m.OverrideChanged(on, reason, against):
            return on_wizard.change_override(state, Override(on, reason, against)), ()
        case m.StartRequested():
            return on_start.request_start(state, now)
        case m.StartAccepted(token, task):
            return on_start.start_accepted(state, token, task, now)
        case m.StartFailed(token, failure):
            return on_start.start_failed(state, token, failure)
        case m.StartCheckDue(token):
            return on_start.check_start(state, token)
        case m.PickerChanged(picker):
            return on_picker.change_picker(state, picker)
        case m.TypingPaused():
            return on_picker.typing_paused(state), ()
        case m.RequestTyped(text):
            return on_wizard.type_request(state, text)
        case m.DraftRestored(group, draft):
            return on_wizard.restore_draft(state, group, draft)


def _paper(state: AppState, message: m.PaperMessage) -> Outcome:
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
