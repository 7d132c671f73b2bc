"""Who asks: credentials whose secret parts cannot be printed, and the profile that they come with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from essgui.domain.scaling import RegionId


class Secret:
    """A string that shows itself only to who asks by name: masked in repr, str and format, never pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the string itself, for the one place that needs it."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "Secret(***)"

    def __deepcopy__(self, _memo: object) -> Secret:
        # It never changes, so a copy is itself; asdict() of a profile stays possible.
        return self

    def __reduce__(self) -> NoReturn:
        # Pickles are files in waiting.
        raise TypeError("a Secret is not pickled")


def key_hint(key_id: str) -> str:
    """Return the last four characters of a key id, which are enough to tell keys apart."""
    return f"…{key_id[-4:]}" if len(key_id) > 4 else "…"


@dataclass(frozen=True, slots=True, repr=False)
class KeyPair:
    """An AccessKey, with the security token where it is a temporary one."""

    key_id: str
    secret: Secret
    token: Secret | None = None

    def __repr__(self) -> str:
        return f"KeyPair({key_hint(self.key_id)})"


@dataclass(frozen=True, slots=True)
class CliProfile:
    """A profile of the aliyun CLI by reference: whoever asks the cloud reads the file anew."""

    name: str
    file: str
    """Where config.json is."""
    mode: str


Credentials = KeyPair | CliProfile


class ProfileKind(StrEnum):
    """Where a profile comes from."""

    ENVIRONMENT = "environment"
    CLI = "aliyun CLI"
    SIMULATED = "simulated"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The one place that a simulated profile talks to, in place of Alibaba Cloud."""

    address: str
    """host:port on this computer."""
    protocol: str = "http"


@dataclass(frozen=True, slots=True)
class Profile:
    """An identity to work with: where it comes from, where it starts, and what it signs with."""

    name: str
    kind: ProfileKind
    credentials: Credentials
    region: RegionId
    """The region to ask for the list of regions, and to show first."""
    hint: str = ""
    """The last four characters of the key id, where it is known."""
    endpoint: Endpoint | None = None
    account: str = ""
    """The account's number, where it is known."""
    control: Secret | None = field(default=None)
    """What the simulator's own pages ask for; only simulated profiles have it."""


def secrets_of(profile: Profile) -> tuple[Secret, ...]:
    """Return every secret that a profile holds itself, so that a log can strike them out."""
    held = [profile.control]
    if isinstance(profile.credentials, KeyPair):
        held += [profile.credentials.secret, profile.credentials.token]
    return tuple(secret for secret in held if secret)
