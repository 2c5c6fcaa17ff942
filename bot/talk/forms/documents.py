"""The form that a document is written in, with what of it is known already."""

from dataclasses import dataclass
from typing import Self

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.reading.documents import missing, read
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.speech import documents
from bot.speech.checklist import asked
from bot.speech.voice import Voice
from bot.talk.forms.form import Form, FormContent, SectionFields
from bot.talk.grammar.lines import line
from bot.talk.understanding import Understood


@dataclass(frozen=True)
class DocumentForm(Form, name="document", opened_by=frozenset({"clicked", "typed", "said"})):
    """Filled with the newest version and, over that, with the draft."""

    item: str
    draft: Draft

    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        """With what of it stood in the line, or else in a thread."""
        release = understood.release
        match understood.asks:
            case c.Write(item, draft) if isinstance(understood.foreseen, r.Incomplete):
                return cls.over(release, item, draft)
            case c.Sign(item, note) if _is_document(release, item) and isinstance(understood.foreseen, r.Incomplete):
                asks = release.item(item).step.asks
                words = note or next(release.records[item].said_by(understood.actor.person), "")
                draft = read(release.plan.documents[asks.document or ""], words) if asks else Draft({})
                return cls.over(release, item, draft)
            case _:
                return None

    @classmethod
    def over(cls, release: Release, item: str, draft: Draft) -> Self:
        """Its line tells the version it was filled with, so that what comes meanwhile is not replaced unseen."""
        words = line("write", release.id, item, f"over {len(release.documents.get(item, ()))}")
        return cls(release, words, item, draft)

    def content(self, voice: Voice) -> FormContent:
        release, item = self.release, self.item
        document, asks = documents.document_of(release, item), release.item(item).step.asks
        if document is None or asks is None:
            raise ValueError(f"{item} asks for no document")
        filled = _over(_newest(release, item), self.draft)
        asides = [f"{asked(voice, asks)}\n{documents.every_part(voice)}"]
        if lacking := missing(document, filled) if filled != Draft({}) else ():  # not of one that nobody has begun
            asides.append(documents.still_missing(voice, document, lacking))
        title, fields = document.name.in_(voice.language), (SectionFields(document, filled),)
        return FormContent(
            title, voice.label(documents.Labels.DELIVER), voice.item(release, item), fields, tuple(asides)
        )


def _is_document(release: Release, item: str) -> bool:
    asks = release.item(item).step.asks
    return asks is not None and asks.kind == "document"


def _newest(release: Release, item: str) -> Draft:
    return next((version.draft for version in release.documents.get(item, ())[-1:]), Draft({}))


def _over(known: Draft, draft: Draft) -> Draft:
    """The draft, and what is known already of the sections it says nothing about."""
    held = (*draft.held, *(key for key in known.held if key not in draft.sections and key not in draft.held))
    return Draft({**known.sections, **draft.sections}, draft.link or known.link, held)
