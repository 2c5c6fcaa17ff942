"""The deployment meeting: the message in the channel, invitations, minutes and objections; the form that calls it."""

from datetime import timedelta
from typing import Final, assert_never

from bot.domain import notices as n
from bot.domain.reading.meetings import is_off_for
from bot.domain.reading.minutes import agenda, minutes
from bot.domain.state.meetings import Meeting
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button
from bot.slack.pictures.picture import Block, Picture
from bot.speech import agenda as agenda_words
from bot.speech import meetings
from bot.speech import minutes as words
from bot.speech.cards import heading
from bot.speech.meetings import Labels
from bot.speech.outcomes import meetings as meetings_words
from bot.speech.prompts import told_late
from bot.speech.voice import Voice
from bot.talk.grammar.lines import line

Notice = n.Gathering | n.Invitation | n.MeetingTooLate | n.MinutesPost | n.MinutesToRead | n.Objection
GONE = "—"  # a release without a meeting owes none of these messages
TITLE: Final = 24
PLACE: Final = 500  # characters; a link to a conference is long
LENGTHS: Final = ("30m", "45m", "1h", "90m", "2h", "3h", "4h")
HOUR: Final = timedelta(hours=1)


def render(voice: Voice, release: Release, notice: Notice) -> Picture:
    meeting = release.meeting
    if meeting is None:
        return Picture(GONE)
    match notice:
        case n.Gathering():
            return gathering(voice, release, meeting)
        case n.Invitation():
            return _invitation(voice, release, meeting, notice)
        case n.MeetingTooLate():
            return blocks.picture([blocks.section(meetings.too_late(voice, release) or meetings.in_time(voice))])
        case n.MinutesPost():
            return minutes_post(voice, release, meeting, late=notice.late)
        case n.MinutesToRead():
            return _to_read(voice, release, meeting, notice)
        case n.Objection():
            text = words.objection(voice, release, meeting, notice.by)
            return blocks.picture([blocks.section(text)])
        case _:
            assert_never(notice)


def gathering(voice: Voice, release: Release, meeting: Meeting) -> Picture:
    """When, where, who comes; the agenda as the release has it now."""
    is_on = meeting.state == "called"
    parts = [
        blocks.section(heading(voice, release, meetings.title(voice, meeting))),
        *blocks.sections(list(meetings.facts(voice, release, meeting))),
    ]
    if is_on:
        parts += [blocks.actions(_answers(voice, release)), blocks.context(meetings.how(voice, release))]
    if meeting.state != "cancelled":
        parts += sections(voice, agenda_words.agenda(voice, release, agenda(release)))
    return blocks.picture(parts, live=is_on)


def sections(voice: Voice, told: tuple[agenda_words.Titled, ...]) -> list[Block]:
    """Each under its title, in as few blocks as they fit."""
    lines = ("\n".join((voice.bold(part.title), *(f"• {each}" for each in part.lines))) for part in told)
    return blocks.sections([blocks.cut(each, blocks.SECTION) for each in lines])


def _answers(voice: Voice, release: Release, *, answer: bool | None = None) -> list[Block]:
    """Coming and Not coming; what was answered already is not offered again."""
    coming = button(voice.label(Labels.COMING), line("meeting", release.id, "yes"), 0, style="primary")
    absent = button(voice.label(Labels.NOT_COMING), line("meeting", release.id, "no"), 1)
    return [each for each, said in ((coming, True), (absent, False)) if answer is not said]


def _invitation(voice: Voice, release: Release, meeting: Meeting, notice: n.Invitation) -> Picture:
    """Live while this very call stands: a moved meeting has an invitation of its own."""
    asked = meeting.state == "called" and not is_off_for(meeting, (notice.person,))
    live = asked and meeting.sequence == notice.sequence
    answer = meeting.answers.get(notice.person)
    parts = [blocks.section(meetings.invitation(voice, release, meeting, notice.person, is_current=live))]
    if live:
        parts.append(blocks.actions(_answers(voice, release, answer=answer)))
    return blocks.picture(parts, live=live)


def minutes_post(voice: Voice, release: Release, meeting: Meeting, *, late: bool = False) -> Picture:
    """The minutes as they stand, edited with every version."""
    held = minutes(release, meeting)
    parts = [
        blocks.section(heading(voice, release, words.minutes_title(voice, meeting))),
        blocks.context(words.minutes_state(voice, release, meeting)),
        *([blocks.context(told_late(voice))] if late else []),
        *sections(voice, words.minutes(voice, release, held)),
        *sections(voice, agenda_words.agenda(voice, release, held.agenda)),
    ]
    return blocks.picture(parts, live=not meeting.settled_at)


def _to_read(voice: Voice, release: Release, meeting: Meeting, notice: n.MinutesToRead) -> Picture:
    """Live until this person has agreed to this version, or it stands; an objection may be taken back by agreeing."""
    is_newest = meeting.version == notice.version and meeting.settled_at is None
    live = is_newest and notice.person not in meeting.agreed
    title = words.to_read(voice, release, meeting, notice.person, is_newest=is_newest)
    parts = [blocks.section(heading(voice, release, title))]
    if is_newest:
        parts += sections(voice, words.minutes(voice, release, minutes(release, meeting)))
        parts.append(blocks.context(words.minutes_state(voice, release, meeting)))
    if live:
        agree = button(voice.label(words.Labels.AGREE), line("minutes", release.id, "agree"), 0, style="primary")
        objects = button(voice.label(words.Labels.OBJECT), line("minutes", release.id, "object"), 1)
        parts.append(blocks.actions([agree, objects]))
    return blocks.picture(parts, live=live)


def shown(voice: Voice, release: Release, *, of_minutes: bool) -> Picture:
    """The meeting or its minutes as somebody asks to see them; without one, the agenda it would have."""
    meeting = release.meeting
    if meeting is None or (of_minutes and meeting.state == "cancelled"):
        none = meetings_words.none_called(voice, release)
        if release.plan.meeting is None:
            return Picture(none)
        return blocks.picture(
            [blocks.section(none), *sections(voice, agenda_words.agenda(voice, release, agenda(release)))]
        )
    return minutes_post(voice, release, meeting) if of_minutes else gathering(voice, release, meeting)
