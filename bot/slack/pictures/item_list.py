"""Items for one person, each with what they may press; prompts, reminders, `/release mine` and Home share it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.reading.content import delivered, seen
from bot.domain.reading.going_live import under_way
from bot.domain.reading.standing import may_fail
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button, carries
from bot.slack.pictures.picture import Block
from bot.speech import blocking, deployments, documents
from bot.speech import prompts as words
from bot.speech.documents import concerned, document_of
from bot.speech.outlook import effect
from bot.speech.signing import Labels, sign
from bot.speech.voice import Voice
from bot.talk.grammar.lines import line

Pressed = tuple[str, tuple[str, ...], str]  # what stands on the button, the verb and words of its line, its style

ITEMS = 8
PRESSED = 6_500  # of it, for the buttons
ROOM = 9_800  # of blocks.MESSAGE_ROOM; one item with the largest text and buttons takes 9,500


@dataclass(frozen=True, slots=True)
class Listed:
    """`to_sign`: how many items this person may sign now. `live`: at least one item asks something of them."""

    blocks: tuple[Block, ...]
    to_sign: int
    live: bool


def listed(voice: Voice, release: Release, keys: Sequence[str], person: str, now: datetime) -> Listed:
    """The items, those that can be acted on first, and the rest as a count."""
    asks = {key: words.ask(release, key, person, now) for key in keys}
    ordered = sorted(keys, key=lambda key: asks[key] == "nothing")
    shown = [_entry(voice, release, key, person, now, index) for index, key in enumerate(ordered[:ITEMS])]
    fit = blocks.fitting(map(blocks.weight, shown), ROOM, ITEMS)
    made = [block for entry in shown[:fit] for block in entry]
    if len(ordered) > fit:
        made.append(blocks.context(words.more(voice, len(ordered) - fit)))
    found = list(asks.values())
    return Listed(tuple(made), found.count("sign"), set(found) != {"nothing"} and bool(found))


def _entry(voice: Voice, release: Release, key: str, person: str, now: datetime, index: int) -> list[Block]:
    text = blocks.section(words.item(voice, release, key, person, now))
    buttons = _buttons(voice, release, key, person, now, index)
    return [text, blocks.actions(buttons)] if buttons else [text]


def _buttons(voice: Voice, release: Release, key: str, person: str, now: datetime, index: int) -> list[Block]:
    """None where the item's name is too long for a button to carry its line."""
    if not carries(line("unblock", release.id, key, "failed")):
        return []
    match words.ask(release, key, person, now):
        case "sign":
            watches = person in release.records[key].watchers
            wanted = [
                (sign_text(voice, release, key, person, now), ("done", key), "primary"),
                *([(voice.label(Labels.FAILED), ("fail", key), "")] if may_fail(release, release.item(key)) else []),
                *_platform(voice, release, key),
                *_about_documents(voice, release, key),
                (voice.label(blocking.Labels.BLOCK), ("block", key), ""),
                *([] if watches else [(voice.label(Labels.ON_IT), ("watch", key), "")]),
            ]
        case "reopen":
            wanted = [(voice.label(blocking.Labels.UNBLOCK), ("unblock", key), "")]
        case _:
            wanted = []
    now_seen = seen(release, key)
    numbers = [index + ITEMS * _same_verb(wanted[:place], verb) for place, (_, (verb, *_), _) in enumerate(wanted)]
    made = [
        button(text, line(verb, release.id, *rest), number, style=style, seen=now_seen)
        for number, (text, (verb, *rest), style) in zip(numbers, wanted, strict=True)
    ]
    return made[: blocks.fitting(map(blocks.weight, made), PRESSED, len(made))]


def _same_verb(before: Sequence[Pressed], verb: str) -> int:
    """How many buttons of this verb the item has already: two of them need two ids."""
    return sum(words[0] == verb for _, words, _ in before)


def _platform(voice: Voice, release: Release, key: str) -> list[Pressed]:
    """Where a platform of the plan deploys it, unless it does so already."""
    item = release.item(key)
    found = release.plan.platform_for(item.system or "", item.step.deploys or "")
    if found is None or under_way(release, item):
        return []
    name = found[0]
    return [(deployments.through(voice, name), ("deploy", key, "by", name), "")]


def _is_deployment(release: Release, key: str) -> bool:
    item = release.item(key)
    return item.step.deploys is not None and item.system is not None


def _about_documents(voice: Voice, release: Release, key: str) -> list[Pressed]:
    """What else can be done with the document to be signed or reviewed; a work that is reviewed can be sent back."""
    item = release.item(key)
    return [
        *([(voice.label(documents.Labels.SEND_BACK), ("sendback", key), "")] if item.step.reviews else []),
        *([(voice.label(documents.Labels.NEW_VERSION), ("write", key), "")] if _is_there(release, key) else []),
        *([(voice.label(documents.Labels.READ), ("document", "show", key), "")] if can_be_read(release, key) else []),
    ]


def _is_there(release: Release, key: str) -> bool:
    """Whether the item's own document is delivered, so that it can be signed as it is."""
    return document_of(release, key) is not None and delivered(release, release.item(key)) is not None


def can_be_read(release: Release, key: str) -> bool:
    """Whether there is a document, the item's own or the one that it reviews."""
    return any(other in release.documents for other in concerned(release, key))


def sign_text(voice: Voice, release: Release, key: str, person: str, now: datetime) -> str:
    """`Sign`, with dots where a form asks for the evidence, and with what the signature would bring about."""
    what = effect(replace(voice, medium="plain"), release, key, person, now)
    return sign(voice, _sign_label(release, key), what)


def _sign_label(release: Release, key: str) -> Labels:
    asks, part = release.item(key).step.asks, release.item(key).step.meeting
    if part == "call" and (release.meeting is None or release.meeting.state == "cancelled"):
        return Labels.CALL
    if part == "hold" and release.meeting and release.meeting.state == "called":
        return Labels.CLOSE
    if document_of(release, key):
        return Labels.SIGN if _is_there(release, key) else Labels.WRITE
    if _is_deployment(release, key):
        return Labels.DEPLOYED_WITH if asks else Labels.DEPLOYED
    if release.item(key).step.reviews and not asks:
        return Labels.APPROVE
    return Labels.SIGN_WITH if asks else Labels.SIGN
