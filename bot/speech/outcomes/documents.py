"""What is said of documents, reviews, branches and scripts when something has been done with them, or could not be."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.reading.content import delivered
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import documents, lines
from bot.speech.consequences import next_up
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.DocumentEvent | e.CodeEvent, actor: str) -> str:
    match event:
        case e.Written():
            delivered_now = _sentence(voice, _written(voice, done.after, event))
            signed = any(isinstance(other, e.Signed) and other.item == event.item for other in done.events)
            return delivered_now if signed else voice.sentences(delivered_now, _unsigned(voice, done.after, event.item))
        case e.SentBack():
            sent = voice.say(
                "{items} is sent back: {reason}.",
                items=voice.shorts(done.after, event.reviewed),
                reason=voice.said(event.reason),
            )
            return voice.sentences(sent, next_up(voice, done, event.at, actor))
        case e.Outdated():
            return _ended(voice, done, event)
        case e.CodeSubmitted() | e.ScriptAttached() | e.ScriptRemoved():
            return _sentence(voice, what(voice, done.after, event))
        case _:
            assert_never(event)


def _sentence(voice: Voice, what_happened: str) -> str:
    return voice.say("{what}.", what=what_happened[:1].upper() + what_happened[1:])


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


def what(voice: Voice, release: Release, event: e.DocumentEvent | e.CodeEvent) -> str:
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
        case e.CodeSubmitted():
            return _code(voice, release, event)
        case e.ScriptAttached():
            return voice.say(
                "attached the script {name} of {system}, SHA-256 {digest}",
                name=voice.quote(event.name),
                system=voice.system(release.plan, event.system),
                digest=event.digest,
            )
        case e.ScriptRemoved():
            return voice.say(
                "removed the script {name} of {system}",
                name=voice.quote(event.name),
                system=voice.system(release.plan, event.system),
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


def _code(voice: Voice, release: Release, event: e.CodeSubmitted) -> str:
    code = voice.quote(f"{event.branch} {event.commit}".strip())
    system = voice.system(release.plan, event.system)
    if event.hotfix:
        return voice.say(
            "submitted {code} of {system} for hotfix {fix}", code=code, system=system, fix=voice.quote(event.hotfix)
        )
    return voice.say("submitted {code} of {system}", code=code, system=system)


def refusal(voice: Voice, release: Release, refused: r.DocumentRefusal | r.CodeRefusal) -> str:
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
                "{item} reviews nothing, so nothing is sent back by it. What waits for you: `/release mine`",
                item=voice.named(release, item),
            )
        case r.ScriptThere():
            return _script_there(voice, release, refused)
        case r.NotADigest(text):
            return voice.say(
                "{text} is no SHA-256: that has 64 digits, 0-9 and a-f, as `sha256sum FILE` prints them.",
                text=voice.said(text, 80),
            )
        case r.NotTheirs():
            return _not_theirs(voice, release, refused)
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
    if name in release.plan.systems:
        code = release.sources[name]
        return voice.say(
            "{code} of {system} is on record already, so nothing changes.",
            code=voice.quote(f"{code.branch} {code.commit}".strip()),
            system=voice.system(release.plan, name),
        )
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


def _script_there(voice: Voice, release: Release, refused: r.ScriptThere) -> str:
    name, system = voice.quote(refused.name), voice.system(release.plan, refused.system)
    if refused.same:
        return voice.say(
            "This very script is attached to {system} already, as {name}. All scripts: `/release script`",
            system=system,
            name=name,
        )
    line = voice.code(f"/release script remove {refused.system} {refused.name} {voice.say('REASON')}")
    return voice.say(
        "{system} has another script called {name}. Name this one differently, or remove that one first: {line}",
        system=system,
        name=name,
        line=line,
    )


def _not_theirs(voice: Voice, release: Release, refused: r.NotTheirs) -> str:
    system = voice.system(release.plan, refused.system)
    if not refused.takes:
        return voice.say("The plan asks nobody for the code of {system}, so none is taken.", system=system)
    takes = voice.few([voice.holders(release, held) for held in refused.takes])
    return voice.say("The code and scripts of {system} are for another role: {takes}.", system=system, takes=takes)
