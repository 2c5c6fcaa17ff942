"""Documents: delivered, sent back, changed under a signature; and why one is not taken."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.content import delivered
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import documents, lines
from bot.speech.consequences import next_up
from bot.speech.outcomes import code
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.DocumentEvent, actor: str) -> str:
    match event:
        case e.Written():
            written = voice.sentence(_written(voice, done.after, event))
            signed = any(isinstance(other, e.Signed) and other.item == event.item for other in done.events)
            return written if signed else voice.sentences(written, _unsigned(voice, done.after, event.item))
        case e.SentBack():
            sent = voice.say(
                "{items} is sent back: {reason}.",
                items=voice.shorts(done.after, event.reviewed),
                reason=voice.said(event.reason),
            )
            return voice.sentences(sent, next_up(voice, done, event.at, actor))
        case e.Outdated():
            return _ended(voice, done, event)
        case _:
            assert_never(event)


def _unsigned(voice: Voice, release: Release, item: str) -> str:
    line = lines.on_item(voice, release, "why", item)
    return voice.say("It is not signed with that; how it stands: {line}", line=line)


def _ended(voice: Voice, done: Done, event: e.Outdated) -> str:
    """Told once for all signatures that ended; what was signed anew at once is none of them."""
    anew = {other.item for other in done.events if isinstance(other, e.Signed)}
    ended = [other.item for other in done.events if isinstance(other, e.Outdated) and other.item not in anew]
    if not ended or event.item != ended[0]:
        return ""
    return voice.count(
        "With that, {n} item is to be signed anew, and its signers are told what changed: {items}.",
        "With that, {n} items are to be signed anew, and their signers are told what changed: {items}.",
        len(ended),
        items=voice.shorts(done.after, ended),
    )


def what(voice: Voice, release: Release, event: e.DocumentEvent) -> str:
    match event:
        case e.Written():
            written = _written(voice, release, event)
            return voice.say("{what}: {link}", what=written, link=voice.quote(event.link)) if event.link else written
        case e.SentBack():
            return voice.say("sent back {items}", items=voice.shorts(release, event.reviewed))
        case e.Outdated():
            return voice.say(
                "{item} lost its signatures, because what they were given for changed: {content}",
                item=voice.named(release, event.item),
                content=documents.content(voice, release, event.content),
            )
        case _:
            assert_never(event)


def _written(voice: Voice, release: Release, event: e.Written) -> str:
    document = documents.document_of(release, event.item)
    draft = Draft(event.sections, event.link, event.held)
    return voice.say(
        "delivered version {n} of the {document} for {item}",
        n=next(v.number for v in release.documents[event.item] if v.draft == draft and v.at == event.at),
        document=voice.quote(document.name.in_(voice.language)) if document else "",
        item=voice.named(release, event.item),
    )


def words(event: e.DocumentEvent) -> str:
    return event.reason if isinstance(event, e.SentBack) else ""


def items(event: e.DocumentEvent) -> tuple[str, ...]:
    return (event.item, *event.reviewed) if isinstance(event, e.SentBack) else (event.item,)


def refusal(voice: Voice, release: Release, refused: r.DocumentRefusal) -> str:
    match refused:
        case r.Incomplete():
            return _incomplete(voice, release, refused)
        case r.NoDocument(item):
            line = lines.on_item(voice, release, "why", item)
            return voice.say(
                "{item} asks for no document. What it asks for: {line}", item=voice.named(release, item), line=line
            )
        case r.Unchanged(name):
            return _unchanged(voice, release, name)
        case r.Overtaken():
            return _overtaken(voice, release, refused)
        case r.NothingToReview(item):
            return voice.say(
                "{item} reviews nothing, so nothing is sent back by it. What waits for you: `{command} mine`",
                item=voice.named(release, item),
            )
        case _:
            assert_never(refused)


def _incomplete(voice: Voice, release: Release, refused: r.Incomplete) -> str:
    document = release.plan.documents[refused.document]
    item, line = release.item(refused.item), lines.on_item(voice, release, "write", refused.item)
    words = {
        "document": voice.quote(document.name.in_(voice.language)),
        "item": voice.named(release, item.id),
        "missing": documents.sections(voice, document, refused.missing),
        "line": line,
    }
    if len(refused.missing) < len(document.sections):
        return voice.say("The {document} for {item} lacks: {missing}. To write them: {line}", **words)
    if item.id in release.documents and delivered(release, item) is None:
        return voice.say("{item} takes a new version of the {document}: {line}", **words)
    return voice.say("{item} takes the {document}, with {missing}: {line}", **words)


def _unchanged(voice: Voice, release: Release, name: str) -> str:
    """`name`: an item whose document, or a system whose code, is the very same."""
    if name in release.plan.systems:
        return code.unchanged(voice, release, name)
    line = lines.on_item(voice, release, "why", name)
    return voice.say(
        "The very same document is on record for {item} already, so nothing changes. How it stands: {line}",
        item=voice.named(release, name),
        line=line,
    )


def _overtaken(voice: Voice, release: Release, refused: r.Overtaken) -> str:
    return voice.say(
        "{person} delivered version {n} for {item} meanwhile, {moment}. To read it: {line}. "
        "What you wrote stands here still: copy it, and change that version in a new form.",
        person=voice.person(release, refused.person),
        n=refused.number,
        item=voice.named(release, refused.item),
        moment=voice.moment(refused.at),
        line=lines.on_item(voice, release, "write show", refused.item),
    )
