"""The mails of a release, what the lead is told of those that did not arrive, and answers that are to be confirmed."""

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from bot.domain import notices as n
from bot.domain.reading.content import seen
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import MOST, button, carries
from bot.slack.pictures.phase_card import fold
from bot.slack.pictures.picture import Picture
from bot.speech import cards, mails
from bot.speech.prompts import ask
from bot.speech.signing import Labels
from bot.speech.voice import Voice
from bot.talk.grammar.lines import after_confirmation, line

WORDS = 2_500  # characters of a mail that are shown; the record has all of it
ENTRIES = 20


Notice = n.MailTrouble | n.MailUnsure | n.ReplyToConfirm | n.AttendanceToConfirm


def render(voice: Voice, release: Release, notice: Notice, now: datetime) -> Picture:
    match notice:
        case n.MailTrouble():
            told = mails.trouble(voice, release, release.mails[notice.mail], notice.people)
            return blocks.picture([blocks.section(told)])
        case n.MailUnsure():
            return _unsure(voice, release, notice.number)
        case n.ReplyToConfirm():
            return _reply(voice, release, notice, now)
        case n.AttendanceToConfirm():
            return _attendance(voice, release, notice)
        case _:
            assert_never(notice)


def _unsure(voice: Voice, release: Release, number: int) -> Picture:
    event = release.unclear[number]
    words = _quoted(voice, event.subject, *event.text.splitlines())
    shown = [blocks.section(blocks.cut(words, WORDS))] if words else []
    return blocks.picture([blocks.section(mails.unsure(voice, release, event)), *shown])


def _quoted(voice: Voice, *lines: str) -> str:
    quoted = [voice.quote(line, WORDS) for line in lines]
    return "\n".join(f"> {line}" for line in quoted if line)


def _reply(voice: Voice, release: Release, notice: n.ReplyToConfirm, now: datetime) -> Picture:
    """Live while one of the items is this person's to sign. A button signs with the very words that are shown here.

    Words that are not shown whole, or would count as more than words, have none: whoever gives them types them.
    """
    open_now = [key for key in notice.items if ask(release, key, notice.person, now) == "sign"]
    words = _quoted(voice, *notice.text.splitlines())
    said = {key: line("done", release.id, key, notice.text) for key in open_now}
    confirming, _ = after_confirmation(notice.text, coded=True)
    is_whole = len(words) <= WORDS and not confirming and all(map(carries, said.values()))
    parts = [blocks.section(mails.to_confirm(voice, release, notice, len(open_now), by_button=is_whole))]
    if words:
        parts.append(blocks.section(blocks.cut(words, WORDS)))
    if said and is_whole:
        label = voice.label(Labels.SIGN)
        texts = {key: f"{label} {voice.short(release, key)}" if len(said) > 1 else label for key in said}
        pressed = [
            button(texts[key], told, index, style="primary", seen=seen(release, key))
            for index, (key, told) in enumerate(said.items())
        ]
        parts.append(blocks.actions(pressed[:MOST]))
    return blocks.picture(parts, live=bool(open_now))


def _attendance(voice: Voice, release: Release, notice: n.AttendanceToConfirm) -> Picture:
    """Live while this very call stands, and something else is known of this person, or nothing."""
    meeting, person = release.meeting, notice.person
    asked = meeting is not None and meeting.state == "called" and meeting.sequence == notice.sequence
    known = asked and meeting is not None and person in meeting.answers and meeting.answers[person] is notice.coming
    live = asked and not known
    parts = [blocks.section(mails.attendance_to_confirm(voice, release, notice, is_open=live))]
    if live:
        said = {True: "yes", False: "no", None: "maybe"}[notice.coming]
        pressed = button(mails.coming(voice, notice.coming), line("meeting", release.id, said), 0, style="primary")
        parts.append(blocks.actions([pressed]))
    return blocks.picture(parts, live=live)


def shown(voice: Voice, release: Release, stuck: Mapping[str, str]) -> Picture:
    """Newest first. `stuck`: why mails have not gone out, by mail, for those who lead."""
    if not release.mails:
        return blocks.picture([blocks.section(mails.title(voice, 0))])
    entries = [
        cards.Entry(mails.entry(voice, release, mail, stuck.get(mail.id, "")), 1)
        for mail in reversed(tuple(release.mails.values()))
    ]
    lines, left = fold(entries, len(entries), ENTRIES)
    more = [voice.rest(left)] if left else []
    title = mails.title(voice, len(entries))
    return blocks.picture([blocks.section(cards.heading(voice, release, title)), *blocks.sections([*lines, *more])])
