"""Messages reach a webhook that works; one that does not costs a line, and no secret shows anywhere."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.state import Notification, NotificationKind
from essgui.domain.credentials import Secret
from essgui.local.webhook import NotSent, post, problem, refused_by_dingtalk, signed
from essgui.runtime.courier import Courier
from essgui.runtime.perform import MOST_POSTS, Performer
from essgui.runtime.tasks import Lanes
from tests.support.states import HANGZHOU, NOW, make_group, make_task
from tests.support.webhook import CANARY, hook

if TYPE_CHECKING:
    from essgui.local.secrets import Vault
    from tests.support.webhook import Hook

TOLD = Notification(
    1,
    NotificationKind.FINISHED,
    NOW.at,
    "web",
    HANGZHOU,
    make_task(make_group()).id,
    "Successful",
    "Refreshed, 10 of 10 instances are new.",
    "Nothing more to do.",
)


def deliver(
    url: str, *effects: e.Effect, secret: str = "", vault: Vault | None = None, deadline: float = 5.0
) -> list[m.Message]:
    """Perform effects with an address in place; return what came back."""
    sent: list[m.Message] = []

    async def keep(_: object, __: str) -> None: ...

    async def main() -> None:
        lanes = Lanes()
        clock = lambda: datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # noqa: E731 - a clock that stands
        courier = Courier(sent.append, clock, vault, deadline)
        performer = Performer(None, lanes, sent.append, keep, courier=courier)
        if url:
            performer(e.KeepWebhook(Secret(url), Secret(secret)))
            await lanes.idle.wait()
        for effect in effects:
            performer(effect)
        await lanes.idle.wait()
        await lanes.close()

    asyncio.run(main())
    return sent


def outcome(sent: list[m.Message]) -> m.WebhookTried:
    (tried,) = [x for x in sent if isinstance(x, m.WebhookTried)]
    return tried


def test_plain_json_says_all_and_dingtalk_gets_its_text() -> None:
    with hook() as found:
        assert outcome(deliver(found.url, e.Post("json", TOLD))) == m.WebhookTried()
        assert outcome(deliver(found.url, e.Post("dingtalk", TOLD), secret="SECx")) == m.WebhookTried()
    (_, plain), (path, text) = found.got
    assert plain == {
        "kind": "finished",
        "group": "web",
        "region": "cn-hangzhou",
        "refresh": TOLD.task,
        "status": "Successful",
        "sentence": TOLD.sentence,
        "at": "2026-11-23T06:00:00+00:00",
    }
    assert text["msgtype"] == "text"
    assert "ESS instance refresh · web (cn-hangzhou)" in text["text"]["content"]  # type: ignore[index] - as it is
    query = parse_qs(urlsplit(path).query)
    assert query["access_token"] == [CANARY]
    assert query["timestamp"] == ["1795413600000"]
    assert len(query["sign"][0]) == 44


def test_the_signature_is_the_one_of_dingtalks_rule() -> None:
    # Made by openssl: printf '1600000000000\nthis is secret' |
    # openssl dgst -sha256 -hmac 'this is secret' -binary | base64
    said = signed("https://oapi.dingtalk.com/robot/send?access_token=x", "this is secret", 1600000000000)
    assert said == (
        "https://oapi.dingtalk.com/robot/send?access_token=x&timestamp=1600000000000&sign=MYEtKC4%2FNfMR1l4prX%2B%2Bai6oOf70X1xOf6UlnyUhJH4%3D"
    )


@pytest.mark.parametrize(
    ("status", "body", "headers", "kind", "reason"),
    [
        (500, b"", {}, "json", "127.0.0.1 answered 500"),
        (302, b"", {"Location": "/else"}, "json", "leads on to another"),
        (200, b'{"errcode":310000,"errmsg":"sign not match"}', {}, "dingtalk", "310000 sign not match"),
        (200, b"<html>", {}, "dingtalk", "not one of DingTalk"),
    ],
)
def test_what_does_not_arrive_is_told_in_a_line(
    status: int,
    body: bytes,
    headers: dict[str, str],
    kind: str,
    reason: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with hook(status, body, headers) as found, caplog.at_level(logging.DEBUG):
        tried = outcome(deliver(found.url, e.Post(kind, TOLD, test=True)))
    assert reason in tried.trouble
    assert tried.test
    assert len(found.got) == 1, "a redirect is not followed and nothing is sent twice"
    assert [reason in r.getMessage() for r in caplog.records if r.levelno == logging.WARNING] == [True]


def test_one_that_hangs_ends_at_the_deadline_and_the_rest_goes_on() -> None:
    hold = threading.Event()
    with hook(hold=hold) as found:
        began = time.monotonic()
        sent = deliver(found.url, e.Post("json", TOLD), e.Wake("tick", 0.0, m.Ticked()), deadline=0.3)
        assert time.monotonic() - began < 3
    assert "did not answer within 0.3 s" in outcome(sent).trouble
    assert sent.index(m.Ticked()) < sent.index(outcome(sent)), "nothing waits for a webhook"


def numbered(count: int) -> list[e.Post]:
    return [e.Post("json", replace(TOLD, group=f"g{n}")) for n in range(count)]


def groups(found: Hook) -> list[object]:
    return [body["group"] for _, body in found.got]


def test_all_that_is_told_at_once_arrives_in_order() -> None:
    with hook() as found:
        sent = deliver(found.url, *numbered(5))
    assert groups(found) == ["g0", "g1", "g2", "g3", "g4"]
    assert [x for x in sent if isinstance(x, m.WebhookTried)] == [m.WebhookTried()] * 5


def test_while_one_hangs_the_newest_wait_and_it_is_said_how_many_were_given_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with hook() as found, caplog.at_level(logging.WARNING, "essgui"):
        sent = deliver(found.url, *numbered(MOST_POSTS + 4))
    # One was on its way already.
    assert groups(found) == ["g0", *(f"g{n}" for n in range(4, MOST_POSTS + 4))]
    outcomes = [x.given_up for x in sent if isinstance(x, m.WebhookTried)]
    assert outcomes == [3, *[0] * MOST_POSTS]
    assert caplog.text.count("given up: too many wait") == 3


def test_a_test_does_not_wait_for_what_waits() -> None:
    hold = threading.Event()
    with hook(hold=hold) as found:
        deliver(found.url, *numbered(3), e.Post("json", TOLD, test=True), deadline=0.2)
    assert [body["kind"] for _, body in found.got].index("test") < 2


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/x",
        "ftp://h/x",
        "https://",
        "nonsense",
        "https://jo:pw@h/x",
        "http://127.0.0.1.evil.example/",
        "https://h:99999/",
        "https://h /x",
    ],
)
def test_an_address_that_anybody_could_read_is_not_used(address: str) -> None:
    assert problem(address).endswith(".")
    with pytest.raises(NotSent):
        post(Secret(address), {})
    sent = deliver(address, e.ReadWebhook())
    assert outcome(sent[:1]).trouble == problem(address)
    assert sent[1] == m.WebhookKept("", signed=False, kept="")


def test_a_refused_connection_and_tls_to_the_wrong_one_are_sentences() -> None:
    with hook() as found, pytest.raises(NotSent, match=r"could not prove|broke"):
        post(Secret(found.url.replace("http:", "https:")), {})
    with pytest.raises(NotSent, match="takes no connection"):
        post(Secret(found.url), {})


def test_neither_address_nor_secret_shows_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    with hook(500) as found, caplog.at_level(logging.DEBUG):
        logging.getLogger("urllib3").setLevel(logging.ERROR)  # as start_log does
        try:
            sent = deliver(found.url, e.Post("dingtalk", TOLD), secret=f"SEC{CANARY}")
        finally:
            logging.getLogger("urllib3").setLevel(logging.NOTSET)
    assert found.got, "it was really used"
    assert CANARY not in repr(sent)
    assert CANARY not in caplog.text
    with pytest.raises(NotSent) as caught:
        post(Secret(found.url), {})
    assert CANARY not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_dingtalks_yes_is_a_yes() -> None:
    assert refused_by_dingtalk(b'{"errcode":0,"errmsg":"ok"}') == ""
    assert refused_by_dingtalk(b"[]")
