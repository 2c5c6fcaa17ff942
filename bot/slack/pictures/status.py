"""Answers to questions: where the release stands, why something waits, what is mine, which one, are you sure."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain import refusals as r
from bot.domain.reading.bugs import turn
from bot.domain.reading.content import difference, seen
from bot.domain.reading.content import shown as content_of
from bot.domain.reading.deployments import asked_what_runs, doubtful
from bot.domain.reading.standing import asked_of, may_sign
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button, carries
from bot.slack.pictures.item_list import can_be_read, listed
from bot.slack.pictures.phase_card import fold
from bot.slack.pictures.picture import Block, Picture
from bot.speech import bugs, cards, deployments, documents, lines, prompts, requests, signing
from bot.speech import status as words
from bot.speech import why as reasons
from bot.speech.cards import heading
from bot.speech.delivery import Trouble
from bot.speech.outcomes.confirming import label as confirm_label
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk.grammar.lines import line

CHOICES = 10
PRESSED = 6_000  # characters of JSON for their buttons: each carries the words that were typed
WAITING = 3
CHANGES = 12  # lines of a difference
CHANGE = 150


def status(
    voice: Voice,
    release: Release,
    person: str,
    now: datetime,
    troubles: Sequence[Trouble] = (),
) -> Picture:
    """One phone screen (U4). `troubles`: deliveries in trouble; only those who lead see them."""
    told = (*words.status(voice, release, person, now, troubles), *_doubts(voice, release))
    parts = [blocks.section(text) for text in told]
    pressed = _status_buttons(voice, release, person, now)
    return blocks.picture([*parts, *pressed], live=bool(pressed))


def _status_buttons(voice: Voice, release: Release, person: str, now: datetime) -> list[Block]:
    if release.state != "running":
        return []
    mine = my_items(release, person, now)
    wanted = [
        *([(words.my_items(voice, len(mine)), "mine")] if mine else []),
        (voice.label(cards.Labels.WHAT_BLOCKS), "why"),
    ]
    pressed = [button(text, line(verb, release.id), index) for index, (text, verb) in enumerate(wanted)]
    return [blocks.actions(pressed)]


def why(voice: Voice, release: Release, item: str, person: str, now: datetime) -> Picture:
    """Why `item` stands as it does; "" asks what holds the release up."""
    if not item:
        return _why_release(voice, release, now)
    text = blocks.sections(reasons.of_item(voice, release, item, now))
    own = listed(voice, release, [item], person, now) if person in may_sign(release, item, now) else None
    if own is None and can_be_read(release, item):
        text.append(
            blocks.actions([button(voice.label(documents.Labels.READ), line("document show", release.id, item), 0)])
        )
    return blocks.picture([*text, *(own.blocks[1:] if own else ())], live=own is not None)


def _why_release(voice: Voice, release: Release, now: datetime) -> Picture:
    state = cards.state(voice, release)
    top = [blocks.section(state)] if state else []
    if release.state in ("aborted", "finished"):
        return blocks.picture(top)
    shown, left = fold(reasons.of_release(voice, release, now), len(cards.pressing(release, release.layout.items)))
    more = [voice.rest(left)] if left else []
    return blocks.picture([*top, *blocks.sections([*_doubts(voice, release), *shown, *more])])


def my_items(release: Release, person: str, now: datetime) -> list[str]:
    """What this person may sign now, in the plan's order."""
    return [key for key in release.layout.items if person in may_sign(release, key, now)]


def mine(voice: Voice, release: Release, person: str, now: datetime) -> Picture:
    """My open items with their buttons, and what will come to me next."""
    keys = my_items(release, person, now)
    own = listed(voice, release, keys, person, now)
    others = [
        *blocks.sections(_doubts(voice, release, person)),
        *_requests(voice, release, person, now),
        *_bugs(voice, release, person, now),
    ]
    state = cards.state(voice, release)
    parts = [
        blocks.section(heading(voice, release, prompts.mine_title(voice, len(keys), waits=bool(others)))),
        *([blocks.context(state)] if state else []),
        *own.blocks,
        *others,
        *_soon(voice, release, person, now),
    ]
    return blocks.picture(parts, live=own.live)


def _doubts(voice: Voice, release: Release, person: str = "") -> list[str]:
    """What nobody has said yet whether it runs: all of it, or what this person is asked for."""
    asked = (each for each in doubtful(release) if person in ("", *asked_what_runs(release, each)))
    return [deployments.question(voice, release, each.item) for each in asked]


def _requests(voice: Voice, release: Release, person: str, now: datetime) -> list[Block]:
    """What this person is asked for and has not answered, with the line that answers it."""
    if release.state in ("aborted", "finished"):
        return []
    waiting = [each for each in release.requests.values() if each.state == "open"]
    mine = [each for each in waiting if person in asked_of(release, each, now)]
    entries = [
        f"{requests.wanted(voice, release, each.id)}\n{voice.line(f'answer {each.id}')}" for each in mine[:WAITING]
    ]
    return blocks.sections(entries)


def _bugs(voice: Voice, release: Release, person: str, now: datetime) -> list[Block]:
    """The bugs that are this person's to mend or to verify."""
    keys = [bug.id for bug in release.bugs.values() if not bug.ref and person in turn(release, bug, now)]
    if not keys or release.state in ("aborted", "finished"):
        return []
    entries = [bugs.entry(voice, release, release.bugs[key], now) for key in keys[:WAITING]]
    told = bugs.waiting(voice, keys, WAITING)
    return blocks.sections([told, *entries])


def _soon(voice: Voice, release: Release, person: str, now: datetime) -> list[Block]:
    if release.state in ("aborted", "finished"):
        return []
    waiting = words.my_waiting(release, person, now)
    if not waiting:
        return []
    return [blocks.context(words.later(voice, release, waiting))]


def choose(voice: Voice, release: Release, refused: r.WhichItem, message: str = "") -> Picture:
    """Several items fit: one button each, as many as fit; all the others by the line to type."""
    elements = [
        button(voice.short(release, key), chosen, index, seen=seen(release, key), message=message)
        for index, key in enumerate(refused.items[:CHOICES])
        if carries(chosen := line(refused.verb, release.id, key, refused.note))
    ]
    fit = blocks.fitting(map(blocks.weight, elements), PRESSED, CHOICES)
    pressed = [blocks.actions(elements[:fit])] if fit else []
    return blocks.picture([blocks.section(refusal(voice, release, refused)), *pressed], live=bool(fit))


def call(voice: Voice, release: Release, refused: r.CallsMeeting) -> Picture:
    """Calling the meeting takes a moment: the line, or the form."""
    pressed = button(
        voice.label(signing.Labels.CALL),
        line("done", release.id, refused.item),
        0,
        style="primary",
        seen=seen(release, refused.item),
    )
    return blocks.picture([blocks.section(refusal(voice, release, refused)), blocks.actions([pressed])], live=True)


def anew(
    voice: Voice, release: Release, refused: r.ShownAnew, before: Release | None, person: str, now: datetime
) -> Picture:
    """What has changed since it was shown (`before`, where that is known), and the item as it is now, to be signed."""
    item = release.item(refused.item)
    old = content_of(before, before.item(item.id)) if before else {}
    changes = [
        line for name, new in content_of(release, item).items() for line in difference(old.get(name, ()), new)
    ] if before else []  # fmt: skip
    own = listed(voice, release, [item.id], person, now)
    told = [blocks.section(refusal(voice, release, refused)), *changed(voice, changes)]
    return blocks.picture([*told, *own.blocks], live=own.live)


def changed(voice: Voice, changes: Sequence[str]) -> list[Block]:
    """A difference, line by line, as far as there is room for it."""
    quoted = [voice.quote(each, CHANGE) for each in changes[:CHANGES]]
    return [blocks.section("```" + "\n".join(quoted) + "```")] if quoted else []


def confirm(voice: Voice, release: Release, refused: r.Confirmation, message: str = "") -> Picture:
    """What it does is shown, and it takes one more click; what sounds like a failure may be said to be one."""
    command = refused.command
    confirmed = line(command.verb, release.id, refused.item, "confirm", refused.code, command.words)
    pressed = []
    if carries(confirmed):
        shown = seen(release, refused.item) if isinstance(refused, r.CodeMoves) and refused.runs else ""
        yes = button(confirm_label(voice, refused), confirmed, 0, style="danger", seen=shown, message=message)
        pressed.append(yes)
    if isinstance(refused, r.SoundsFailed):
        verb, *said = lines.failing(refused.command)
        failed = line(verb, release.id, *said, refused.command.note)
        if carries(failed):
            pressed.insert(0, button(voice.label(signing.Labels.FAILED), failed, 0, style="primary"))
    parts = [blocks.section(refusal(voice, release, refused)), *([blocks.actions(pressed)] if pressed else [])]
    return blocks.picture(parts, live=bool(pressed))
