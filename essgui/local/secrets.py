"""Looks whether this computer has a keyring that really keeps secrets.

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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyring.backend import KeyringBackend


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

_SERVICE = "essgui-probe"
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


def probe(timeout: float, candidates: Sequence[Candidate] = CANDIDATES) -> KeyringReport:
    """Write, read and delete a secret in the first keyring that can be used; `timeout` is in seconds.

    Blocks that long at most: a locked keyring waits for a person, a hung message bus for nobody.
    """
    answer: Future[KeyringReport] = Future()

    def work() -> None:
        try:
            answer.set_result(_probe(candidates))
        except BaseException as error:
            # Backends raise anything, some of it not even an Exception; the text may hold the secret.
            answer.set_result(_unusable("", f"The keyring failed ({type(error).__name__})."))

    # A daemon of its own: nothing can wake it, so nothing may wait for it when the program ends.
    threading.Thread(target=work, name="keyring-probe", daemon=True).start()
    try:
        return answer.result(timeout)
    except TimeoutError:
        return _unusable("", f"The keyring did not answer within {timeout:g} s; it may be locked.")


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
        keyring.set_password(_SERVICE, user, secret)  # pyright: ignore[reportUnknownMemberType] - a decorator of theirs hides the types
        back = keyring.get_password(_SERVICE, user)
        keyring.delete_password(_SERVICE, user)
    except Exception as error:
        return _unusable(title, f"{title} did not keep a secret ({type(error).__name__}).")
    if back != secret:
        return _unusable(title, f"{title} did not return the secret that was put in.")
    return KeyringReport(True, title)


def _unusable(backend: str, reason: str) -> KeyringReport:
    return KeyringReport(False, backend, reason, _HINT)
