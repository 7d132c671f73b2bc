"""Keeps secrets in this computer's keyring, where it has one that really keeps them.

The keyring library takes whatever backend the environment, a file or an installed package names, and
some of those keep secrets in plain text or nowhere. So the backend is chosen here, from a list of
those that are known to be safe, and believed only after it has kept and returned a secret.
"""

from __future__ import annotations

import secrets
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from essgui.domain.credentials import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from keyring.backend import KeyringBackend


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One backend that may be used, and what people call it."""

    module: str
    name: str
    title: str


CANDIDATES = (
    Candidate("keyring.backends.macOS", "Keyring", "macOS Keychain"),
    Candidate("keyring.backends.Windows", "WinVaultKeyring", "Windows Credential Locker"),
    Candidate("keyring.backends.SecretService", "Keyring", "Secret Service"),
    Candidate("keyring.backends.kwallet", "DBusKeyring", "KWallet"),
)
"""The only backends that are ever used, in order of preference."""

_PROBE = "essgui-probe"
_SERVICE = "essgui"
_HINT = (
    "Keys from the environment or an aliyun CLI profile need no keyring. On a Linux desktop "
    "gnome-keyring or KWallet provides one."
)


@dataclass(frozen=True, slots=True)
class KeyringReport:
    """What the probe found; `reason` and `hint` are empty where the keyring works."""

    available: bool
    backend: str = ""
    """What people call the backend, such as Secret Service."""
    reason: str = ""
    hint: str = ""


class VaultClosed(Exception):
    """No keyring keeps secrets here; the text is a sentence for a person and holds no secret."""


class Vault:
    """Keeps secrets in the first keyring of the list that proved to keep them; never anywhere else.

    Every method blocks for `timeout` seconds at most and raises VaultClosed where nothing was kept.
    """

    def __init__(self, timeout: float, candidates: Sequence[Candidate] = CANDIDATES) -> None:
        self._timeout = timeout
        self._candidates = tuple(candidates)

    def get(self, name: str) -> tuple[str, Secret | None]:
        """Return what people call the keyring, and the secret of a name where it has one."""

        def work(keyring: KeyringBackend) -> Secret | None:
            found = keyring.get_password(_SERVICE, name)
            return None if found is None else Secret(found)

        return self._do(work)

    def set(self, name: str, secret: Secret) -> str:
        """Keep a secret; return what people call the keyring."""

        def work(keyring: KeyringBackend) -> None:
            keyring.set_password(_SERVICE, name, secret.reveal())  # pyright: ignore[reportUnknownMemberType] - a decorator of theirs hides the types
            if keyring.get_password(_SERVICE, name) != secret.reveal():
                raise VaultClosed("The keyring did not return what was put in.")

        return self._do(work)[0]

    def delete(self, name: str) -> str:
        """Forget a secret; one that is not there is forgotten already."""

        def work(keyring: KeyringBackend) -> None:
            if keyring.get_password(_SERVICE, name) is not None:
                keyring.delete_password(_SERVICE, name)

        return self._do(work)[0]

    def _do(self, work: Callable[[KeyringBackend], T]) -> tuple[str, T]:
        def whole() -> tuple[str, T]:
            for candidate in self._candidates:
                found = _backend(candidate)
                if not isinstance(found, str):
                    return candidate.title, work(found)
            raise VaultClosed("No keyring can be used here.")

        try:
            return _in_time(whole, self._timeout, "keyring")
        except TimeoutError:
            raise VaultClosed("The keyring did not answer; it may be locked.") from None
        except VaultClosed:
            raise
        except BaseException as error:
            # As in the probe: anything may come, and its words may hold the secret.
            reason = f"The keyring failed ({type(error).__name__})."
        raise VaultClosed(reason)


def probe(timeout: float, candidates: Sequence[Candidate] = CANDIDATES) -> KeyringReport:
    """Write, read and delete a secret in the first keyring that can be used; `timeout` is in seconds.

    Blocks that long at most: a locked keyring waits for a person, a hung message bus for nobody.
    """
    try:
        return _in_time(lambda: _probe(candidates), timeout, "keyring-probe")
    except TimeoutError:
        return _unusable("", f"The keyring did not answer within {timeout:g} s; it may be locked.")
    except BaseException as error:
        # Backends raise anything, some of it not even an Exception; the text may hold the secret.
        return _unusable("", f"The keyring failed ({type(error).__name__}).")


def _in_time(work: Callable[[], T], timeout: float, name: str) -> T:
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:
            answer.set_exception(error)

    # A daemon of its own: nothing can wake it, so nothing may wait for it when the program ends.
    threading.Thread(target=run, name=name, daemon=True).start()
    return answer.result(timeout)


def _probe(candidates: Sequence[Candidate]) -> KeyringReport:
    reasons: list[str] = []
    for candidate in candidates:
        found = _backend(candidate)
        if isinstance(found, str):
            reasons.append(f"{candidate.title}: {found}")
            continue
        return _round_trip(found, candidate.title)
    return _unusable("", f"No keyring can be used here ({'; '.join(reasons)}).")


def _backend(candidate: Candidate) -> KeyringBackend | str:
    try:
        kind = getattr(import_module(candidate.module), candidate.name)
        # Reading the priority is the library's way to ask; it raises where the backend cannot work.
        if kind.priority <= 0:
            return "not here"
        made: KeyringBackend = kind()
    except Exception as error:
        return "not here" if isinstance(error, ImportError | RuntimeError) else type(error).__name__
    return made


def _round_trip(keyring: KeyringBackend, title: str) -> KeyringReport:
    user, secret = secrets.token_hex(8), secrets.token_hex(16)
    try:
        keyring.set_password(_PROBE, user, secret)  # pyright: ignore[reportUnknownMemberType] - a decorator of theirs hides the types
        back = keyring.get_password(_PROBE, user)
        keyring.delete_password(_PROBE, user)
    except Exception as error:
        return _unusable(title, f"{title} did not keep a secret ({type(error).__name__}).")
    if back != secret:
        return _unusable(title, f"{title} did not return the secret that was put in.")
    return KeyringReport(True, title)


def _unusable(backend: str, reason: str) -> KeyringReport:
    return KeyringReport(False, backend, reason, _HINT)
