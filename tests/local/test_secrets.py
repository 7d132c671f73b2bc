"""A keyring is believed only when it is on the list and gives back what was put in."""

from __future__ import annotations

import sys
import threading
import time
import types
from typing import TYPE_CHECKING

import pytest

from essgui.domain.credentials import Secret
from essgui.local.secrets import CANDIDATES, Candidate, Vault, VaultClosed, probe

if TYPE_CHECKING:
    from collections.abc import Callable


class Keeper:
    """A keyring that works, and remembers all that was ever in it."""

    priority = 5.0
    kept: dict[tuple[str, str], str]
    ever: list[str]

    def __init__(self) -> None:
        type(self).kept = {}
        type(self).ever = []

    def set_password(self, service: str, user: str, secret: str) -> None:
        self.kept[service, user] = secret
        self.ever.append(secret)

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept.get((service, user))

    def delete_password(self, service: str, user: str) -> None:
        del self.kept[service, user]


class Dropper(Keeper):
    """Takes secrets and drops them, like the null backend."""

    def set_password(self, service: str, user: str, secret: str) -> None:
        self.kept[service, user] = ""


class Leaker(Keeper):
    """Fails with the secret in its words."""

    def set_password(self, service: str, user: str, secret: str) -> None:
        self.ever.append(secret)
        raise OSError(f"cannot keep {secret}")


class Exiter(Keeper):
    """Fails with something that is not even an Exception."""

    def set_password(self, service: str, user: str, secret: str) -> None:
        raise SystemExit(3)


class NoBus(type):
    """Gives a class a priority that cannot be read."""

    @property
    def priority(cls) -> float:
        raise RuntimeError("no message bus")


class Absent(metaclass=NoBus):
    """Says that it cannot work here the way the library's own backends do."""


class Weak(Keeper):
    """A backend that ranks itself as a last resort."""

    priority = 0.0


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Candidate]]:
    """Make backends importable and return them as candidates."""

    def make(*kinds: type) -> list[Candidate]:
        module = types.ModuleType("backends_of_the_test")
        for kind in kinds:
            setattr(module, kind.__name__, kind)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        return [Candidate(module.__name__, kind.__name__, kind.__name__) for kind in kinds]

    return make


def test_a_keyring_that_keeps_a_secret_is_available_and_left_as_it_was(
    offer: Callable[..., list[Candidate]],
) -> None:
    found = probe(5.0, offer(Keeper))
    assert (found.available, found.backend, found.reason, found.hint) == (True, "Keeper", "", "")
    assert Keeper.kept == {}
    assert len(Keeper.ever) == 1


@pytest.mark.parametrize("kind", [Dropper, Leaker, Exiter])
def test_one_that_does_not_is_not_and_says_why(
    offer: Callable[..., list[Candidate]], kind: type[Keeper]
) -> None:
    found = probe(5.0, offer(kind))
    assert not found.available
    assert found.reason.endswith(".")
    assert "environment" in found.hint
    assert not any(secret in repr(found) for secret in kind.ever)


def test_one_that_cannot_work_here_is_passed_over(offer: Callable[..., list[Candidate]]) -> None:
    assert probe(5.0, offer(Weak, Absent, Keeper)).backend == "Keeper"
    gone = Candidate("no.such.module", "Keyring", "Gone")
    found = probe(5.0, [gone, *offer(Weak)])
    assert not found.available
    assert "Gone: not here" in found.reason
    assert "Weak: not here" in found.reason


def test_one_that_hangs_costs_no_more_than_the_time_limit(offer: Callable[..., list[Candidate]]) -> None:
    woken = threading.Event()

    class Hanging(Keeper):
        def set_password(self, service: str, user: str, secret: str) -> None:
            woken.wait(10)

    began = time.monotonic()
    found = probe(0.1, offer(Hanging))
    assert time.monotonic() - began < 2
    assert not found.available
    assert "0.1 s" in found.reason
    woken.set()


def test_what_the_environment_names_is_never_used(
    offer: Callable[..., list[Candidate]], monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(Keeper)
    Keeper.ever = []
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "backends_of_the_test.Keeper")
    probe(5.0, [Candidate("no.such.module", "Keyring", "Gone")])
    assert Keeper.ever == []


def test_the_real_list_names_real_backends_that_keep_no_plain_text() -> None:
    from importlib import import_module

    assert {c.title for c in CANDIDATES} == {
        "macOS Keychain",
        "Windows Credential Locker",
        "Secret Service",
        "KWallet",
    }
    for candidate in CANDIDATES:
        assert candidate.module.startswith("keyring.backends.")
        assert hasattr(import_module(candidate.module), candidate.name)


def test_the_real_probe_answers_whatever_this_computer_has() -> None:
    found = probe(5.0)
    assert found.available or (found.reason and found.hint)


def test_a_vault_keeps_gives_back_and_forgets(offer: Callable[..., list[Candidate]]) -> None:
    class Lasting(Keeper):
        kept: dict[tuple[str, str], str] = {}  # noqa: RUF012 - shared on purpose, as a keyring is
        ever: list[str] = []  # noqa: RUF012 - as above

        def __init__(self) -> None: ...

    vault = Vault(5.0, offer(Absent, Lasting))
    assert vault.get("webhook") == ("Lasting", None)
    assert vault.set("webhook", Secret("s-1")) == "Lasting"
    assert vault.get("webhook") == ("Lasting", Secret("s-1"))
    assert Lasting.kept == {("essgui", "webhook"): "s-1"}
    assert vault.delete("webhook") == vault.delete("webhook") == "Lasting"
    assert Lasting.kept == {}


@pytest.mark.parametrize("kinds", [(), (Absent, Weak), (Dropper,), (Leaker,), (Exiter,)])
def test_a_vault_that_cannot_keep_says_so_without_the_secret(
    offer: Callable[..., list[Candidate]], kinds: tuple[type[Keeper], ...]
) -> None:
    with pytest.raises(VaultClosed) as caught:
        Vault(5.0, offer(*kinds)).set("webhook", Secret("canary-5d"))
    assert "canary" not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert str(caught.value).endswith(".")


def test_a_vault_that_hangs_costs_no_more_than_the_time_limit(offer: Callable[..., list[Candidate]]) -> None:
    woken = threading.Event()

    class Hanging(Keeper):
        def get_password(self, service: str, user: str) -> str | None:
            woken.wait(10)
            return None

    with pytest.raises(VaultClosed, match="may be locked"):
        Vault(0.1, offer(Hanging)).get("webhook")
    woken.set()
