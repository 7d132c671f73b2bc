"""Takes notifications to the webhook, from a thread of its own each, so that no failure disturbs anything.

It is also where the address and the signing secret live: in the system keyring, or for this run only.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.domain.credentials import Secret
from essgui.local.secrets import Vault, VaultClosed
from essgui.local.webhook import DEADLINE, NotSent, host_of, post, problem, refused_by_dingtalk, signed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from essgui.core.state import Notification

log = logging.getLogger(__name__)

T = TypeVar("T")

NAME = "webhook"
"""Under which the keyring keeps it."""
_FOR_THIS_RUN = "Kept in memory until the program ends"


class Courier:
    """Sends, and knows where to.

    Without a `vault` nothing is asked of a keyring. `clock` is this computer's: DingTalk compares it.
    """

    def __init__(
        self,
        send: Callable[[m.Message], None],
        clock: Callable[[], datetime],
        vault: Vault | None = None,
        deadline: float = DEADLINE,
    ) -> None:
        self._send = send
        self._clock = clock
        self._vault = vault
        self._deadline = deadline
        self._address = Secret("")
        self._secret = Secret("")
        self._kept = ""
        self._closed = ""
        self._asking = asyncio.Lock()
        self._asked = 0
        self._entered = 0
        self._given_up = 0

    async def perform(self, effect: e.Post | e.ReadWebhook | e.KeepWebhook) -> None:
        """Send, read or keep; every outcome goes back as a message."""
        match effect:
            case e.Post():
                await self._post(effect)
            case e.ReadWebhook():
                await self._read()
            case e.KeepWebhook(address, secret):
                await self._keep(address, secret)

    def give_up(self, count: int) -> None:
        """Note that so many messages will never be sent; what comes of the next one tells of them."""
        self._given_up += count
        log.warning("%d messages to the webhook were given up: too many wait", count)

    async def _post(self, effect: e.Post) -> None:
        trouble = ""
        if not self._address:
            # Nobody asked the keyring yet: it may want to be unlocked, which only sending is worth.
            await self._read()
        try:
            if not self._address:
                raise NotSent(self._nowhere())
            await _in_a_thread(lambda: self._deliver(effect), self._deadline)
        except NotSent as error:
            trouble = str(error)
        except TimeoutError:
            trouble = f"{host_of(self._address.reveal())} did not answer within {self._deadline:g} s"
        except Exception as error:
            trouble = f"it failed in an unforeseen way ({type(error).__name__})"
        if trouble:
            log.warning("the webhook got nothing: %s", trouble)
        given_up, self._given_up = self._given_up, 0
        self._send(m.WebhookTried(trouble, effect.test, given_up))

    def _deliver(self, effect: e.Post) -> None:
        address, told = self._address, effect.notification
        if effect.kind != "dingtalk":
            post(address, plain(told, test=effect.test), deadline=self._deadline)
            return
        if self._secret:
            at = round(self._clock().timestamp() * 1000)
            address = Secret(signed(address.reveal(), self._secret.reveal(), at))
        answer = post(address, dingtalk(told), deadline=self._deadline)
        if reason := refused_by_dingtalk(answer):
            raise NotSent(reason)

    async def _read(self) -> None:
        """Ask the keyring; who wants to know meanwhile waits for the same answer: it may need unlocking."""
        asked = self._asked
        async with self._asking:
            if self._asked == asked:
                await self._ask()
                self._asked += 1
                self._tell()

    async def _ask(self) -> None:
        if self._vault is None or self._address:
            return
        vault, entered = self._vault, self._entered
        title, kept, closed = "", None, ""
        try:
            title, kept = await _in_a_thread(lambda: vault.get(NAME))
        except VaultClosed as error:
            closed = str(error)
        if self._entered != entered:
            # What was entered or taken away meanwhile is newer than what the keyring had.
            return
        self._closed = closed
        if closed:
            return
        found = _unpacked(kept)
        if found is not None:
            self._address, self._secret = found
        self._kept = f"Kept in the system keyring ({title})."

    def _nowhere(self) -> str:
        if self._closed:
            return f"the address could not be looked up. {self._closed}"
        return "there is no address yet; enter one and save it"

    async def _keep(self, address: Secret, secret: Secret) -> None:
        if address and (reason := problem(address.reveal())):
            self._send(m.WebhookTried(reason))
            return
        self._entered += 1
        self._address, self._secret = address, secret if address else Secret("")
        self._kept, self._closed = f"{_FOR_THIS_RUN}.", ""
        vault = self._vault
        if vault is not None:
            try:
                title = await _in_a_thread(lambda: self._into(vault))
            except VaultClosed as error:
                self._kept = f"{_FOR_THIS_RUN}. {error}"
            else:
                self._kept = f"Kept in the system keyring ({title})."
        self._tell()

    def _into(self, vault: Vault) -> str:
        if not self._address:
            return vault.delete(NAME)
        return vault.set(NAME, Secret(json.dumps([self._address.reveal(), self._secret.reveal()])))

    def _tell(self) -> None:
        host = host_of(self._address.reveal())
        self._send(m.WebhookKept(host, bool(self._secret), self._kept, self._closed))


def dingtalk(told: Notification) -> dict[str, object]:
    """Return a notification as a text message of a DingTalk robot."""
    # Robots may ask for a keyword in every message; "ESS" and "refresh" are in all of ours.
    head = f"ESS instance refresh · {told.group} ({told.region})"
    lines = (head, told.sentence, told.next, str(told.task))
    return {"msgtype": "text", "text": {"content": "\n".join(line for line in lines if line)}}


def plain(told: Notification, *, test: bool = False) -> dict[str, object]:
    """Return a notification as plain JSON; a test is of a kind of its own, which no refresh ever is."""
    return {
        "kind": "test" if test else told.kind.value,
        "group": told.group,
        "region": str(told.region),
        "refresh": str(told.task),
        "status": told.status,
        "sentence": told.sentence,
        "at": told.at.isoformat(),
    }


def _unpacked(kept: Secret | None) -> tuple[Secret, Secret] | None:
    try:
        address, secret = json.loads(kept.reveal()) if kept else ("", "")
    except (ValueError, TypeError):
        return None
    both = isinstance(address, str) and isinstance(secret, str)
    return (Secret(address), Secret(secret)) if both and address and not problem(address) else None


async def _in_a_thread(work: Callable[[], T], deadline: float | None = None) -> T:
    """Run in a daemon thread: nothing can wake one that hangs, so nothing may wait for it at the end."""
    answer: Future[T] = Future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            if not answer.cancelled():
                answer.set_exception(error)
        else:
            if not answer.cancelled():
                answer.set_result(result)

    threading.Thread(target=run, name="courier", daemon=True).start()
    return await asyncio.wait_for(asyncio.wrap_future(answer), deadline)
