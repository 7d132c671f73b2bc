"""The address comes from the keyring and goes there; a keyring that gives no answer is asked again."""

from __future__ import annotations

import asyncio
import json
import threading

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.domain.credentials import Secret
from essgui.local.secrets import Vault, VaultClosed
from essgui.runtime.courier import Courier
from tests.runtime.test_courier import TOLD, deliver
from tests.support.states import NOW
from tests.support.webhook import hook


class Memory(Vault):
    """A vault of the test: the real interface over a dictionary."""

    def __init__(self, *, closed: bool = False) -> None:
        super().__init__(1.0, ())
        self.kept: dict[str, Secret] = {}
        self.closed = closed
        self.asked = 0

    def _open(self) -> None:
        if self.closed:
            raise VaultClosed("No keyring can be used here.")

    def get(self, name: str) -> tuple[str, Secret | None]:
        self.asked += 1
        self._open()
        return "Vault", self.kept.get(name)

    def set(self, name: str, secret: Secret) -> str:
        self._open()
        self.kept[name] = secret
        return "Vault"

    def delete(self, name: str) -> str:
        self._open()
        self.kept.pop(name, None)
        return "Vault"


def test_an_address_comes_back_from_the_keyring_in_another_run_until_it_is_forgotten() -> None:
    vault = Memory()
    first = deliver("https://h.example/x", secret="s", vault=vault)
    assert first == [m.WebhookKept("h.example", signed=True, kept="Kept in the system keyring (Vault).")]
    assert deliver("", e.ReadWebhook(), vault=vault) == first
    gone = deliver("", e.KeepWebhook(Secret(""), Secret("left")), e.ReadWebhook(), vault=vault)
    assert gone[-1] == m.WebhookKept("", signed=False, kept="Kept in the system keyring (Vault).")
    assert vault.kept == {}


def test_a_message_looks_for_its_address_and_says_where_there_is_none() -> None:
    vault = Memory()
    (kept, tried) = deliver("", e.Post("json", TOLD, test=True), vault=vault)
    assert kept == m.WebhookKept("", signed=False, kept="Kept in the system keyring (Vault).")
    assert tried == m.WebhookTried("there is no address yet; enter one and save it", test=True)
    with hook() as found:
        deliver(found.url, secret="", vault=vault)
        kept, tried = deliver("", e.Post("json", TOLD, test=True), vault=vault)
    assert (isinstance(kept, m.WebhookKept), tried) == (True, m.WebhookTried("", test=True))
    ((_, body),) = found.got
    assert isinstance(body, dict)
    assert body["kind"] == "test", "no receiver takes it for the end of a refresh"


def test_without_a_keyring_it_is_kept_for_this_run_and_says_so() -> None:
    (kept,) = deliver("https://h.example/x", vault=Memory(closed=True))
    assert isinstance(kept, m.WebhookKept)
    assert kept.kept == "Kept in memory until the program ends. No keyring can be used here."


def test_a_keyring_that_gives_no_answer_is_not_one_without_an_address() -> None:
    vault = Memory(closed=True)
    kept, tried = deliver("", e.Post("json", TOLD), vault=vault)
    assert kept == m.WebhookKept("", signed=False, kept="", closed="No keyring can be used here.")
    assert tried == m.WebhookTried("the address could not be looked up. No keyring can be used here.")


def test_it_is_asked_again_and_what_it_has_is_used_once_it_is_unlocked() -> None:
    vault = Memory(closed=True)
    sent: list[m.Message] = []
    with hook() as found:
        vault.kept["webhook"] = Secret(json.dumps([found.url, ""]))

        async def main() -> None:
            courier = Courier(sent.append, lambda: NOW.at, vault)
            await courier.perform(e.ReadWebhook())
            vault.closed = False
            await courier.perform(e.Post("json", TOLD, test=True))

        asyncio.run(main())
    kept = "Kept in the system keyring (Vault)."
    assert sent == [
        m.WebhookKept("", signed=False, kept="", closed="No keyring can be used here."),
        m.WebhookKept("127.0.0.1", signed=False, kept=kept),
        m.WebhookTried("", test=True),
    ]
    assert len(found.got) == 1


class Slow(Memory):
    """Answers when it is let; `at` says that it was asked."""

    def __init__(self, *, closed: bool = False) -> None:
        super().__init__(closed=closed)
        self.at, self.go = threading.Event(), threading.Event()

    def get(self, name: str) -> tuple[str, Secret | None]:
        had = self.kept.get(name)
        self.at.set()
        assert self.go.wait(30)
        return super().get(name)[0], had


def test_several_messages_ask_it_once_between_them() -> None:
    vault = Slow(closed=True)
    sent: list[m.Message] = []

    async def main() -> None:
        courier = Courier(sent.append, lambda: NOW.at, vault)
        three = [asyncio.ensure_future(courier.perform(e.Post("json", TOLD))) for _ in range(3)]
        await asyncio.to_thread(vault.at.wait)
        vault.go.set()
        await asyncio.gather(*three)

    asyncio.run(main())
    assert vault.asked == 1, "each would be a window that asks for the password"
    assert [type(x) for x in sent] == [m.WebhookKept, *[m.WebhookTried] * 3]


def test_an_address_that_is_entered_while_it_is_asked_is_the_newer_one() -> None:
    vault = Slow()
    vault.kept["webhook"] = Secret(json.dumps(["https://old.example/x", ""]))
    sent: list[m.Message] = []

    async def main() -> None:
        courier = Courier(sent.append, lambda: NOW.at, vault)
        asking = asyncio.ensure_future(courier.perform(e.ReadWebhook()))
        await asyncio.to_thread(vault.at.wait)
        await courier.perform(e.KeepWebhook(Secret("https://new.example/x"), Secret("")))
        vault.go.set()
        await asking

    asyncio.run(main())
    assert [x.host for x in sent if isinstance(x, m.WebhookKept)] == ["new.example", "new.example"]


def test_what_is_damaged_in_the_keyring_is_no_address() -> None:
    vault = Memory()
    for damaged in ("", "{", "[1,2]", '["ftp://h", ""]', '["https://h"]'):
        vault.kept["webhook"] = Secret(damaged)
        (kept,) = deliver("", e.ReadWebhook(), vault=vault)
        assert isinstance(kept, m.WebhookKept)
        assert kept.host == "", damaged
