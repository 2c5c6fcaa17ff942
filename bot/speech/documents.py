"""A document in words: which version there is, what it says, what changed; and what a signature was given for.

A person's text keeps its lines here; each is escaped on its own.
"""

from collections.abc import Iterable, Iterator

from bot.domain import notices as n
from bot.domain.plan import Document
from bot.domain.reading.content import difference, lines, written
from bot.domain.reading.documents import PREFACE, brief
from bot.domain.state.documents import Version
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.lines import placeholders
from bot.speech.voice import Label, Voice

LONGEST = 500  # characters of a line that is shown in one piece; escaped it is at most five times as long
CONTENTS = {
    "branch": msgid("branch and commit"),
    "scripts": msgid("database scripts"),
    "bugs": msgid("bug list"),
}

CODE = 80  # characters of one system's
REASON = 1_500  # characters of why something was sent back


class Labels(Label):
    SEND_BACK = msgid("Send back…")
    NEW_VERSION = msgid("New version…")
    READ = msgid("Read")
    DELIVER = msgid("Deliver")
    LINK = msgid("Link to the document, if it lies elsewhere")
    BEHIND = msgid("These sections are in the linked document")
    PREFACE = msgid("Before the first section")


def document_of(release: Release, key: str) -> Document | None:
    asks = release.item(key).step.asks
    return release.plan.documents[asks.document] if asks and asks.document else None


def concerned(release: Release, key: str) -> tuple[str, ...]:
    """The items whose documents this one is about: its own, or those it reviews."""
    item = release.item(key)
    reviewed = release.layout.of_step[item.step.reviews] if item.step.reviews else ()
    same = (other for other in reviewed if item.system is None or release.item(other).system in (None, item.system))
    return tuple(other for other in (key, *same) if document_of(release, other))


def content(voice: Voice, release: Release, name: str) -> str:
    """`go-live plan`, `branch and commit`: what a signature rests on."""
    if name in CONTENTS:
        return voice.say(CONTENTS[name])
    return voice.quote(release.plan.documents[name].name.in_(voice.language))


def version(voice: Voice, release: Release, key: str) -> str:
    """`📄 go-live plan, version 2 by 付诚 (…): https://…` for the item or what it reviews; "" where there is none."""
    found = [(other, release.documents[other][-1]) for other in concerned(release, key) if other in release.documents]
    return "\n".join(_version(voice, release, other, newest) for other, newest in found)


def _version(voice: Voice, release: Release, key: str, newest: Version) -> str:
    document = document_of(release, key)
    sections = {} if document is None else document.sections
    few = [
        f"{voice.quote(sections[part].in_(voice.language))} {voice.said(words)}"
        for part, words in brief(newest.draft).items()
        if part in sections
    ]
    short = voice.say("Said in a word or two: {sections}", sections=voice.list(few)) if few else ""
    said = voice.say(
        "📄 {document}, version {n} by {person} ({moment})",
        document=_name(voice, release, key),
        n=newest.number,
        person=voice.person(release, newest.person),
        moment=voice.moment(newest.at),
    )
    return "\n".join(filter(None, (f"{said}: {voice.quote(newest.link)}" if newest.link else said, short)))


def code(voice: Voice, release: Release, key: str) -> str:
    """`release/1.0 3f2a91c` where the item asks for it and has it; else ""."""
    item = release.item(key)
    source = release.sources.get(item.system or "")
    if source is None or item.hotfix or not item.step.asks or item.step.asks.kind != "branch":
        return ""
    return voice.quote(f"{source.branch} {source.commit}".strip())


def tested(voice: Voice, release: Release, key: str) -> str:
    """The code that the item is signed for, where it neither deploys nor submits it; "" where it rests on none."""
    item = release.item(key)
    if item.step.deploys or code(voice, release, key) or not release.layout.code[key]:
        return ""
    found = [line for name in release.layout.code[key] for line in lines(release, item, name)]
    return voice.say("🔖 {code}", code=voice.few([voice.quote(line, CODE) for line in found])) if found else ""


def sections(voice: Voice, document: Document, keys: Iterable[str], most: int = 12) -> str:
    """Titles, as a list."""
    return voice.few([voice.quote(document.sections[key].in_(voice.language), 80) for key in keys], most)


def whole(voice: Voice, release: Release, key: str) -> Iterator[str]:
    """The newest version line by line, and what changed from the one before."""
    document, versions = document_of(release, key), release.documents.get(key, ())
    yield voice.item(release, key)
    if document is None or not versions:
        yield voice.say("Nobody has written it yet.")
        return
    newest = versions[-1]
    yield _version(voice, release, key, newest)
    yield from _quoted(voice, newest.sections.get(PREFACE, ""))
    for section, title in document.sections.items():
        yield ""
        yield voice.bold(voice.quote(title.in_(voice.language)))
        yield from _quoted(voice, newest.sections.get(section, ""))
        if section in newest.held:
            yield voice.say("(in the linked document)")
    if len(versions) > 1:
        yield ""
        yield voice.say("What changed from version {n}:", n=versions[-2].number)
        yield from _changes(voice, release, key, versions)


def _changes(voice: Voice, release: Release, key: str, versions: tuple[Version, ...]) -> Iterator[str]:
    asks = release.item(key).step.asks
    name = asks.document or "" if asks else ""
    old, new = (written(release.plan, name, each) for each in versions[-2:])
    found = tuple(line for change in difference(old, new) for line in _quoted(voice, change))
    yield from found or (voice.say("nothing in its words"),)


def _quoted(voice: Voice, text: str) -> Iterator[str]:
    for line in text.splitlines():
        pieces = [line[start : start + LONGEST] for start in range(0, len(line), LONGEST)]
        yield from (voice.quote(piece, LONGEST) for piece in pieces or [""])


def _name(voice: Voice, release: Release, key: str) -> str:
    document = document_of(release, key)
    return voice.quote(document.name.in_(voice.language)) if document else ""


def changed(voice: Voice, release: Release, notice: n.Changed) -> str:
    """To whoever signed for it, or is about to."""
    person = voice.person(release, notice.by) if notice.by else voice.say("the bug tracker")
    contents = voice.list(content(voice, release, name) for name in notice.content)
    watched = voice.say(
        "👀 {content} changed, by {person}, while you are on it. Look again before you sign: {items}",
        content=contents,
        person=person,
        items=voice.shorts(release, notice.watched),
    )
    ended = voice.say(
        "⚠️ {content} changed, by {person}. What you signed for it is to be signed anew: {items}",
        content=contents,
        person=person,
        items=voice.shorts(release, notice.items),
    )
    return "\n".join(([ended] if notice.items else []) + ([watched] if notice.watched else []))


def more_lines(voice: Voice, left: int) -> str:
    return voice.count("… and {n} more line", "… and {n} more lines", left)


def returned(voice: Voice, release: Release, notice: n.Returned) -> str:
    """To whoever did the work that was sent back."""
    return voice.say(
        "↩️ {person} sent back {item}: {reason}",
        person=voice.person(release, notice.by),
        item=voice.named(release, notice.item),
        reason=voice.said(notice.reason, REASON),
    )


def every_part(voice: Voice) -> str:
    """Over the form."""
    return voice.say("Every part is needed: here, or in the linked document and ticked at the bottom.")


def still_missing(voice: Voice, document: Document, keys: Iterable[str]) -> str:
    return voice.say("⚠️ Still missing: {sections}", sections=sections(voice, document, keys))


def section_missing(voice: Voice) -> str:
    return voice.say("This section says nothing yet: write it here, or tick it below and give the link.")


def under_titles(voice: Voice, titles: Iterable[str]) -> str:
    """The label of an input that sections share."""
    return voice.say("Each under its title: {titles}", titles=voice.list(titles))


def rest(voice: Voice, release: Release, key: str) -> str:
    """The line that prints a document of any length."""
    line = placeholders(voice, f"python -m bot do --as PERSON -- write show {key} in {release.id}")
    return voice.say("… the rest: {line}", line=voice.code(line))
