"""Texts, files and saved settings that come in and go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.domain.exchange.drafts import KeptDraft
    from essgui.domain.exchange.filling import Offer
    from essgui.domain.exchange.settings import SavedSettings


@dataclass(frozen=True, slots=True)
class ImportAsked:
    """The operator pasted a text to import."""

    text: str


@dataclass(frozen=True, slots=True)
class ImportFileChosen:
    """The operator chose a file to import."""

    path: str


@dataclass(frozen=True, slots=True)
class ImportRead:
    """What a text offers."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class ImportFailed:
    """A file could not be read."""

    sentence: str


@dataclass(frozen=True, slots=True)
class ImportApplied:
    """The operator takes one of the things that the text offers into the form."""

    index: int = 0


@dataclass(frozen=True, slots=True)
class ImportKept:
    """The operator adds the settings that the text offers to those saved."""


@dataclass(frozen=True, slots=True)
class ImportDismissed:
    """The operator closed the import."""


@dataclass(frozen=True, slots=True)
class FileAsked:
    """The operator wants a text, or a picture, written to a file."""

    path: str
    text: str | bytes


@dataclass(frozen=True, slots=True)
class FileWritten:
    """The file is there."""

    path: str


@dataclass(frozen=True, slots=True)
class FileFailed:
    """The file could not be written."""

    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """The saved settings of this computer; `trouble` says what is wrong with their file."""

    saved: tuple[SavedSettings, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class DraftsRead:
    """The forms of an earlier run that were not started."""

    kept: tuple[KeptDraft, ...]


@dataclass(frozen=True, slots=True)
class DraftsDue:
    """It is time to keep the forms as they are now."""


@dataclass(frozen=True, slots=True)
class SettingsNotKept:
    """The saved settings could not be written."""

    sentence: str


@dataclass(frozen=True, slots=True)
class SettingsSaved:
    """The operator saves what the form says under a name."""

    name: str
    with_target: bool = False


@dataclass(frozen=True, slots=True)
class SettingsChosen:
    """The operator fills the form with saved settings."""

    name: str


@dataclass(frozen=True, slots=True)
class SettingsRenamed:
    """The operator gives saved settings another name."""

    name: str
    to: str


@dataclass(frozen=True, slots=True)
class SettingsDeleted:
    """The operator deletes saved settings."""

    name: str


@dataclass(frozen=True, slots=True)
class SettingsRestored:
    """The operator wants deleted settings back."""

    settings: SavedSettings


@dataclass(frozen=True, slots=True)
class SettingsShared:
    """The operator wants saved settings as a file."""

    name: str
    path: str


PaperMessage = (
    ImportAsked
    | ImportFileChosen
    | ImportRead
    | ImportFailed
    | ImportApplied
    | ImportKept
    | ImportDismissed
    | FileAsked
    | FileWritten
    | FileFailed
    | DraftsRead
    | DraftsDue
    | SettingsRead
    | SettingsNotKept
    | SettingsSaved
    | SettingsChosen
    | SettingsRenamed
    | SettingsDeleted
    | SettingsRestored
    | SettingsShared
)
