"""Every message and form of the deployment meeting at a telling moment, word for word in both languages (3a)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.plan import Language
from bot.domain.state.release import Release
from bot.slack.pictures import answers, forms, notices, signing
from bot.slack.pictures.picture import Picture
from bot.speech.voice import Voice
from bot.talk.forms.meetings import MeetingForm
from bot.talk.forms.minutes import MinuteForm
from bot.talk.grammar.lines import line
from tests.domain.council import AT, coming, council, held, meeting
from tests.domain.story import HOUR, Story, asked, given, settled
from tests.slack.limits import broken_by, broken_by_view
from tests.slack.snapshot import kept

NOTHING: dict[str, str] = {}
Scene = Callable[[Voice], Picture]

AGENDA = (
    asked(c.AttachScript("web", "add_index.sql", "a1b2c3" + "0" * 58, ""), by="olaf"),
    asked(c.RecordPrevious("web", "live", "main", "1234567"), by="olaf"),
    asked(c.RecordPrevious("api", "live", "main", "7654321"), by="olaf"),
    asked(c.TakeMinute("risk", "<!channel> the disk is nearly full"), by="tina"),
)
SAID = (
    asked(c.TakeMinute("decision", "we go live as planned"), by="dora"),
    asked(c.TakeMinute("action", "clear the disk", "olaf", AT + timedelta(days=3)), by="tina"),
    asked(c.TakeMinute("note", "pia joins by phone"), by="dora"),
)
ANSWERED = (
    *coming("tina", "olaf", "dora"),
    asked(c.Attend(coming=False), by="pia"),
    asked(c.Attend(coming=None), by="dave"),
)


def shown(notice: n.Notice, story: Story) -> Scene:
    return lambda voice: notices.render(notice, story.release, voice, story.now, NOTHING)


def uncalled() -> Release:
    return given(council(), settled("tested")).release


def refused(voice: Voice) -> Picture:
    return answers.no(voice, uncalled(), r.CallsMeeting("call"), council())


def prompted(voice: Voice) -> Picture:
    return signing.prompt(voice, uncalled(), n.Prompt(person="dora", items=("call",)), AT)


CALLED = meeting(*AGENDA, *ANSWERED)
MOVED = meeting(asked(c.CallMeeting(AT + HOUR), by="dora"))
OVER = held(*AGENDA, *SAID)
OBJECTED = OVER.when(c.ObjectToMinutes("the second risk is missing"), by="olaf")
SCENES: dict[str, Scene] = {
    "meeting-called": shown(n.Gathering(), CALLED),
    "meeting-closed": shown(n.Gathering(), OVER),
    "meeting-cancelled": shown(n.Gathering(), meeting().when(c.CancelMeeting("the oven broke"), by="dora")),
    "meeting-prompt": prompted,
    "meeting-whisper": refused,
    "invitation": shown(n.Invitation(person="tina", sequence=0), meeting()),
    "invitation-answered": shown(n.Invitation(person="tina", sequence=0), CALLED),
    "invitation-perhaps": shown(n.Invitation(person="dave", sequence=0), CALLED),
    "invitation-moved": shown(n.Invitation(person="tina", sequence=0), MOVED),
    "invitation-over": shown(n.Invitation(person="tina", sequence=0), OVER),
    "minutes-open": shown(n.MinutesPost(), meeting(*ANSWERED, *AGENDA, *SAID).strikes(AT + HOUR)),
    "minutes-closed": shown(n.MinutesPost(), OVER),
    "minutes-held": shown(n.MinutesPost(), OBJECTED),
    "minutes-stand": shown(n.MinutesPost(), OVER.strikes(OVER.now + 4 * HOUR)),
    "minutes-to-read": shown(n.MinutesToRead(person="tina", version=1), OVER),
    "minutes-read": shown(n.MinutesToRead(person="tina", version=1), OVER.when(c.AgreeToMinutes(), by="tina")),
    "objection": shown(n.Objection(person="dora", by="olaf", version=1), OBJECTED),
}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("scene", SCENES)
def every_message_about_the_meeting_reads_as_it_was_approved(scene: str, language: Language) -> None:
    picture = SCENES[scene](Voice(language, zone="Europe/Berlin"))
    seen = {"text": picture.text, "blocks": list(picture.blocks), "live": picture.live}
    assert seen == kept(f"{scene}.{language}", seen)
    assert broken_by(picture) == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def every_form_of_the_meeting_reads_as_it_was_approved(language: Language) -> None:
    voice = Voice(language, zone="Europe/Berlin")
    seen = {
        "call": forms.view(voice, MeetingForm(uncalled(), line("done", "council-1", "call"), "call", AT)),
        "minute": forms.view(
            voice, MinuteForm(meeting().release, line("minutes", "council-1", "add"), "the disk is nearly full")
        ),
    }
    assert seen == kept(f"meeting-forms.{language}", seen)
    assert [broken_by_view(view) for view in seen.values()] == [[]] * len(seen)
