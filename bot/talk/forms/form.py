"""What a form is: which line it serves, what it shows and asks for. It is known by its name when it comes back."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from bot.domain.plan import Document
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.speech.voice import Voice
from bot.talk.understanding import Opener, Understood

NOTE = "note"  # the key of the field that takes a person's own words; they are read as if typed behind the line


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A field. `optional` None: nothing is said about it, and it must be filled in."""

    key: str
    label: str
    optional: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Labelled):
    """Words, at most so many characters. None: nothing is said about lines or length. `known` stands in it already."""

    multiline: bool | None = None
    most: int | None = None
    known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(Labelled):
    """One of the options, whose names are shown; `chosen` is already."""

    options: Mapping[str, str]
    chosen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentField(Labelled):
    proposed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberField(Labelled):
    """Anybody of the workspace."""


@dataclass(frozen=True, slots=True)
class SectionFields:
    """The sections of a document, filled with the draft."""

    document: Document
    draft: Draft


FormField = TextField | ChoiceField | MomentField | MemberField | SectionFields


@dataclass(frozen=True, slots=True)
class FormContent:
    """What a form shows, in its reader's words: what it is `about`, or "", then `asides`, then the fields."""

    title: str
    submit: str
    about: str
    fields: tuple[FormField, ...]
    asides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form(ABC):
    """A form to fill in. `line`: what it serves, with what is filled in. `opened_by`: what lets it be opened."""

    name: ClassVar[str]
    opened_by: ClassVar[frozenset[Opener]]

    release: Release
    line: str

    def __init_subclass__(cls, *, name: str, opened_by: frozenset[Opener]) -> None:
        cls.name, cls.opened_by = name, opened_by

    @classmethod
    @abstractmethod
    def wanted(cls, understood: Understood) -> Self | None:
        """The form, where the line lacks what it asks for."""

    @abstractmethod
    def content(self, voice: Voice) -> FormContent:
        """What it shows and asks for."""
