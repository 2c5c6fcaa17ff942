"""Messages that tell what happened: to the channel, the thread of a card, the lead, or whoever it concerns."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain import notices as n
from bot.domain.release import Release
from bot.slack import blocks
from bot.slack.buttons import button, carries, line
from bot.slack.phase_card import fold
from bot.slack.picture import Block, Picture
from bot.speech import cards
from bot.speech import news as words
from bot.speech.prompts import told_late
from bot.speech.voice import Voice

ENTRIES = 10


def escalation(voice: Voice, release: Release, notice: n.Escalation, now: datetime) -> Picture:
    """In the channel the missing people are mentioned, here alone; the lead reads their names."""
    left = words.unsettled(release, notice.items)
    name = voice.person if notice.person else voice.mention
    ordered = sorted(notice.items, key=lambda key: key not in left)
    entries = words.overdue(voice, release, ordered, now, name)
    title = words.escalation_title(voice, len(left))
    late = [blocks.context(told_late(voice))] if notice.late else []
    parts = [blocks.section(cards.heading(voice, release, title)), *late, *_list(voice, entries, len(ordered))]
    if notice.person and left:
        why = button(voice.say("What blocks?"), line("why", release.id), 0)
        parts += [blocks.actions([why]), blocks.context(words.remedies(voice, release, left))]
    return blocks.picture(parts, live=bool(left))


def vacancy(voice: Voice, release: Release, notice: n.Vacancy) -> Picture:
    entries = words.vacancies(voice, release, notice.items)
    title = words.vacancy_title(voice, len(entries))
    parts = [
        blocks.section(cards.heading(voice, release, title)),
        *_list(voice, entries, sum(e.items for e in entries)),
    ]
    return blocks.picture(parts, live=bool(entries))


def obstacle(voice: Voice, release: Release, notice: n.Obstacle) -> Picture:
    """The lead may unblock at once; in the thread everybody reads who can."""
    live = release.records[notice.item].block is not None
    parts = [blocks.section(words.obstacle(voice, release, notice.item))]
    unblock = line("unblock", release.id, notice.item)
    if live and notice.person and carries(unblock):
        parts.append(blocks.actions([button(voice.say("Unblock"), unblock, 0)]))
    elif live:
        parts.append(blocks.context(words.unblock_line(voice, release, notice.item)))
    return blocks.picture(parts, live=live)


def why_blocked(voice: Voice, release: Release, notice: n.WhyBlocked) -> Picture:
    block = release.records[notice.item].block
    asked = blocks.section(words.why_blocked(voice, release, notice))
    return blocks.picture([asked], live=block is not None and not block.reason)


def voided(voice: Voice, release: Release, notice: n.Voided) -> Picture:
    return blocks.picture([blocks.section(words.voided(voice, release, notice))])


def override(voice: Voice, release: Release, notice: n.Override) -> Picture:
    return blocks.picture([blocks.section(words.override(voice, release, notice.item))])


def named(voice: Voice, release: Release, notice: n.Named) -> Picture:
    return blocks.picture([blocks.section(words.named(voice, release, notice))])


def unlinked(voice: Voice, release: Release, notice: n.Unlinked) -> Picture:
    people = [person for person in notice.people if person not in release.links]
    parts = [
        blocks.section(words.unlinked_title(voice, len(people))),
        *_list(voice, words.unlinked(voice, release, people), len(people)),
    ]
    return blocks.picture(parts, live=bool(people))


def turn(voice: Voice, release: Release, notice: n.Turn) -> Picture:
    return blocks.picture([blocks.section(words.turn(voice, release, notice))])


def _list(voice: Voice, entries: Iterable[cards.Entry], total: int) -> list[Block]:
    shown, left = fold(entries, total, ENTRIES)
    return blocks.sections([*shown, *([cards.more(voice, left)] if left else [])])
