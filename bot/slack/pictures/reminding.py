"""Reminders to one person, and escalations."""

from datetime import datetime

from bot.domain import notices as n
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button
from bot.slack.pictures.item_list import listed
from bot.slack.pictures.phase_card import entry_list
from bot.slack.pictures.picture import Picture
from bot.slack.pictures.signing import asking
from bot.speech import cards, reminding
from bot.speech import prompts as words
from bot.speech.prompts import told_late
from bot.speech.voice import Voice
from bot.talk.grammar.lines import line


def escalation(voice: Voice, release: Release, notice: n.Escalation, now: datetime) -> Picture:
    """In the channel the missing people are mentioned, here alone; the lead reads their names."""
    left = reminding.unsettled(release, notice.items)
    name = voice.person if notice.person else voice.mention
    waiting = frozenset(left)
    ordered = sorted(notice.items, key=lambda key: key not in waiting)
    entries = reminding.overdue(voice, release, ordered, now, name)
    title = reminding.escalation_title(voice, len(left))
    late = [blocks.context(told_late(voice))] if notice.late else []
    parts = [blocks.section(cards.heading(voice, release, title)), *late, *entry_list(voice, entries, len(ordered))]
    if notice.person and left:
        why = button(voice.label(cards.Labels.WHAT_BLOCKS), line("why", release.id), 0)
        parts += [blocks.actions([why]), blocks.context(reminding.remedies(voice, release, left))]
    return blocks.picture(parts, live=bool(left))


def reminder(voice: Voice, release: Release, notice: n.Reminder, now: datetime) -> Picture:
    asked = listed(voice, release, notice.items, notice.person, now)
    late = words.told_late(voice) if notice.late else ""
    return asking(voice, release, words.reminder_title(voice, release, notice, asked.to_sign, now), asked, late)
