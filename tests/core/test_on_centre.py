"""Settings, the webhook's facts and the retention of the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.select_settings import (
    archive_line,
    archive_place,
    retention_line,
    size,
    test_reason,
    webhook_line,
)
from essgui.core.state import Page, Webhook
from essgui.domain.credentials import Secret
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Extent, Recording, Run, Shelf
from essgui.domain.settings import Key, Settings
from tests.support.playbook import Playbook
from tests.support.states import NOW, make_group, make_state, make_task

WEB = make_group()
CANARY = "canary-8f2a"
test_reason.__test__ = False  # type: ignore[attr-defined] - its name is that of the button


def run(days: int, name: str) -> Run:
    ended = NOW.at - timedelta(days=days)
    return Run(make_task(make_group(name), RefreshStatus.SUCCESSFUL, ended_at=ended), name, ended)


def test_a_setting_is_taken_once_and_nonsense_not_at_all() -> None:
    play = Playbook(make_state())
    assert play.take(m.SettingChosen(Key.NOTIFY_LOST, "off")) == (e.KeepSetting(Key.NOTIFY_LOST, "off"),)
    assert not play.state.settings.on(Key.NOTIFY_LOST)
    assert play.take(m.SettingChosen(Key.NOTIFY_LOST, "off")) == ()
    assert play.take(m.SettingChosen(Key.KEEP_DAYS, "7")) == ()


def test_the_keyring_is_not_asked_by_choosing_but_by_a_start_that_means_to_send() -> None:
    play = Playbook(make_state())
    assert e.ReadWebhook() not in play.take(m.Opened())
    assert play.take(m.SettingChosen(Key.WEBHOOK, "json")) == (e.KeepSetting(Key.WEBHOOK, "json"),)
    assert e.ReadWebhook() in play.take(m.Opened())


def test_an_address_leaves_no_trace_in_the_state() -> None:
    play = Playbook(make_state(settings=Settings({Key.WEBHOOK: "json"})))
    effects = play.take(m.WebhookEntered(Secret(f"https://h/{CANARY}"), Secret(CANARY)))
    assert effects == (e.KeepWebhook(Secret(f"https://h/{CANARY}"), Secret(CANARY)),)
    play.take(m.WebhookKept("h", signed=True, kept="Kept in memory until the program ends."))
    assert CANARY not in repr((play.state, effects))
    assert webhook_line(play.state) == "Messages go to h (signed). Kept in memory until the program ends."


def test_a_keyring_that_gave_no_answer_is_asked_again_by_a_test_until_it_does() -> None:
    play = Playbook(make_state(settings=Settings({Key.WEBHOOK: "json"})))
    play.take(m.WebhookKept("", signed=False, kept="", closed="It is locked."))
    assert webhook_line(play.state).startswith("The keyring is locked or did not answer: It is locked.")
    assert (play.state.webhook.possible, test_reason(play.state)) == (True, "")
    (sent,) = play.take(m.WebhookTestRequested())
    assert isinstance(sent, e.Post)
    play.take(m.WebhookKept("h", signed=False, kept="Kept."), m.WebhookTried("", test=True))
    assert webhook_line(play.state) == "Messages go to h (not signed). Kept."
    assert not play.state.webhook.busy


def test_a_webhook_that_has_lost_its_address_is_told_of_once_in_a_session() -> None:
    lost = m.WebhookKept("", signed=False, kept="")
    play = Playbook(make_state(settings=Settings({Key.WEBHOOK: "json"})))
    play.take(m.Opened(), lost)
    (notice,) = play.state.notices
    assert notice.text == (
        "The webhook is on, but it has no address. "
        "Nothing is sent to it until you enter the address in Settings."
    )
    assert notice.act == ("Open Settings", m.PageChosen(Page.SETTINGS))
    play.take(m.NoticeDismissed(notice.key), lost)
    assert play.state.notices == ()


def test_a_keyring_that_is_closed_is_told_of_in_its_words() -> None:
    play = Playbook(make_state(settings=Settings({Key.WEBHOOK: "json"})))
    play.take(m.WebhookKept("", signed=False, kept="", closed="It is locked."))
    (notice,) = play.state.notices
    assert notice.text == (
        "The webhook is on, but its address could not be looked up. It is locked. "
        "Nothing is sent to it until you enter the address in Settings."
    )


def test_the_notice_goes_with_its_reason_and_is_not_for_who_took_the_address_away() -> None:
    lost, kept = m.WebhookKept("", signed=False, kept=""), m.WebhookKept("h", signed=False, kept="")
    on = make_state(settings=Settings({Key.WEBHOOK: "json"}))
    for reason_gone in (kept, m.SettingChosen(Key.WEBHOOK, "off")):
        play = Playbook(on)
        play.take(lost)
        assert len(play.state.notices) == 1
        play.take(reason_gone)
        assert play.state.notices == ()
    taken_away = Playbook(on)
    taken_away.take(kept, lost)
    off = Playbook(make_state())
    off.take(lost)
    assert taken_away.state.notices == off.state.notices == ()


def test_a_test_goes_out_once_and_its_outcome_is_told_with_its_time() -> None:
    play = Playbook(make_state(settings=Settings({Key.WEBHOOK: "json"})))
    assert test_reason(play.state) == "", "one kept earlier is looked for by sending"
    play.take(m.WebhookKept("", signed=False, kept=""))
    assert play.take(m.WebhookTestRequested()) == ()
    assert test_reason(play.state) == "Save an address first."
    play.take(m.WebhookKept("h", signed=False, kept=""))
    (sent,) = play.take(m.WebhookTestRequested())
    assert isinstance(sent, e.Post)
    assert sent.test
    assert play.take(m.WebhookTestRequested()) == ()
    play.take(m.WebhookTried("h answered 500", test=True))
    time = f"{play.moment.at.astimezone():%H:%M}"
    assert (play.state.webhook.last, play.state.webhook.busy) == (
        f"Last try failed {time}: h answered 500",
        False,
    )
    play.take(m.WebhookTried())
    assert (play.state.webhook.last, play.state.webhook.failed) == (f"Last message arrived {time}.", False)


def test_what_was_given_up_is_counted_for_the_session_and_said_with_each_outcome() -> None:
    play = Playbook(make_state(settings=Settings({Key.WEBHOOK: "json"})))
    time = f"{play.moment.at.astimezone():%H:%M}"
    play.take(m.WebhookTried("h answered 500", given_up=1))
    one = "1 message was never sent, because too many waited."
    assert play.state.webhook.last == f"Last try failed {time}: h answered 500. {one}"
    play.take(m.WebhookTried(given_up=2), m.WebhookTried())
    three = "3 messages were never sent, because too many waited."
    assert play.state.webhook.last == f"Last message arrived {time}. {three}"
    play.take(m.WebhookKept("h", signed=False, kept=""), m.WebhookTried())
    assert play.state.webhook.last == f"Last message arrived {time}."


def test_the_retention_is_in_force_at_the_start_and_said_before() -> None:
    runs = (run(10, "new"), run(40, "old"), run(400, "older"))
    shelf = Shelf(runs)
    play = Playbook(make_state(settings=Settings({Key.KEEP_DAYS: "30"})))
    assert e.Tidy(NOW.at - timedelta(days=30)) in play.take(m.ShelfRead(shelf))
    assert [r.group_name for r in play.state.archive.runs.values()] == ["new"]
    kept = Playbook(make_state())
    assert e.Tidy(None) in kept.take(m.ShelfRead(shelf))
    assert len(kept.state.archive.runs) == 3
    assert retention_line(kept.state).startswith("Nothing is forgotten.")
    assert kept.take(m.SettingChosen(Key.KEEP_DAYS, "365")) == (e.KeepSetting(Key.KEEP_DAYS, "365"),)
    assert retention_line(kept.state).startswith("1 refresh is older than 365 days")
    kept.take(m.SettingChosen(Key.KEEP_DAYS, "30"))
    assert retention_line(kept.state).startswith("2 refreshes are older than 30 days")


def test_of_what_was_watched_only_that_which_goes_on_is_remembered_beyond_the_retention() -> None:
    ended = replace(run(40, "ended"), watched=True)
    unseen = replace(ended, task=make_task(make_group("on")), group_name="on")
    play = Playbook(make_state(settings=Settings({Key.KEEP_DAYS: "30"})))
    shelf = Shelf((ended, unseen), ((unseen.task.id, Recording()),))
    play.take(m.ShelfRead(shelf))
    assert [r.group_name for r in play.state.archive.runs.values()] == ["on"]
    assert retention_line(play.state).startswith("Refreshes that ended")
    play.take(m.MonitorClosed(unseen.task.id))
    assert retention_line(play.state).startswith("1 refresh is older")


def test_what_the_archive_holds_is_said_in_words() -> None:
    play = Playbook(make_state())
    assert archive_line(play.state).startswith("Not read yet")
    play.take(m.ArchiveMeasured(Extent(1, 45_056, "")))
    assert archive_line(play.state) == "1 refresh, 45.1 KB"
    assert archive_place(play.state).startswith("In memory only")
    play.take(m.ArchiveMeasured(Extent(12, 1_500_000, "/a/b")))
    assert (archive_line(play.state), archive_place(play.state)) == ("12 refreshes, 1.5 MB", "/a/b")
    assert [size(n) for n in (0, 999, 1000, 250_000, 3 * 10**9)] == [
        "0 B",
        "999 B",
        "1.0 KB",
        "250 KB",
        "3.0 GB",
    ]


def test_a_webhook_that_is_off_says_so() -> None:
    state = replace(make_state(), webhook=Webhook(True, "h"))
    assert webhook_line(state) == "Nothing is sent."
    assert test_reason(state).startswith("Choose")


def test_the_settings_page_measures_the_archive_as_it_is_now() -> None:
    play = Playbook(make_state())
    assert play.take(m.PageChosen(Page.SETTINGS)) == (), "nothing is kept before the archive was read"
    play.take(m.ShelfRead(Shelf()), m.PageChosen(Page.FLEET))
    assert play.take(m.PageChosen(Page.SETTINGS)) == (e.Tidy(None),)
