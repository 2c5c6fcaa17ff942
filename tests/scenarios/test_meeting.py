"""A deployment meeting through Slack and the post: called, answered, taken down, closed, its minutes settled."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from icalendar import Calendar

from sandbox.state.mails import Mail
from tests.scenarios.screen import words_of
from tests.scenarios.stage import Stage, stage

COUNCIL = Path(__file__).parents[1] / "plans" / "council.yaml"
BEGINNING = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
ADD = "Add to minutes"


def meeting(s: Stage) -> dict[str, Any]:
    return dict(s.shown()["meeting"])


def methods(mails: list[Mail]) -> list[tuple[str, int]]:
    """The method and sequence of every calendar that came by mail."""
    attached = [each for mail in mails for each in mail.attachments if each.kind == "text/calendar"]
    return [(each.method, Calendar.from_ical(each.content).events[0].sequence) for each in attached]


def a_meeting_is_called_held_and_its_minutes_are_settled() -> None:
    with stage(plan=COUNCIL, beginning=BEGINNING) as s:
        lena, dora, tina, olaf = s.cast("lena", "dora", "tina", "olaf")
        lena.types("/release start")
        assert "3 people are invited" in dora.types("/release meeting at 2026-11-02 14:00 in room 7")
        post = olaf.sees("Deployment meeting", "room 7")
        assert "You come" in olaf.reacts("white_check_mark", post)
        assert "taken back" in olaf.unreacts("white_check_mark", post)
        assert "Coming (0)" in words_of(olaf.again(post))
        tina.clicks(tina.sees("invites you"), text="Coming")
        assert "nobody is there as operations (Olaf)" in dora.types("/release meeting close")
        dora.types("/release meeting at 2026-11-02 15:00")
        assert methods(olaf.hands.mails) == [("REQUEST", 0), ("REQUEST", 1)]
        for one in (tina, olaf, dora):
            one.types("/release meeting yes")

        tina.says("the disk fills <!channel>")
        said = tina.sees("the disk fills")
        tina.hands.takes_shortcut(ADD, said)
        assert not tina.sends({"kind": "risk"})
        olaf.hands.takes_shortcut(ADD)
        assert olaf.sends({"text": "clear it", "kind": "action", "owner": "olaf", "due": "someday"})
        assert not olaf.sends({"due": "2026-11-05 18:00"})
        taken = [(each["taken"], each["text"], each["owner"]) for each in meeting(s)["minutes"]]
        assert taken[1] == ("action", "clear it", "olaf")
        assert taken[0][0] == "risk"

        s.comes(datetime(2026, 11, 2, 15, 0, tzinfo=UTC))
        assert "version 1" in words_of(lena.sees("Minutes of the deployment meeting"))
        dora.types("/release meeting close")
        assert s.item("A2")["due"] == "2026-11-05T17:00:00+00:00"
        olaf.clicks(olaf.sees("Is version 2"), text="Object…")
        assert not olaf.fills("the date is wrong")
        dora.sees("Olaf objects to the minutes", "the date is wrong")
        olaf.types("/release minutes agree")
        s.passes(timedelta(hours=5))
        assert meeting(s)["settled_at"]
        assert "There: " in lena.hands.mails[-1].text
        dora.types("/release done minutes")
        assert s.item("minutes")["state"] == "done"


def a_meeting_is_called_and_closed_by_signing_its_steps() -> None:
    with stage(plan=COUNCIL, beginning=BEGINNING) as s:
        lena, dora, tina, olaf = s.cast("lena", "dora", "tina", "olaf")
        lena.types("/release start")
        whisper = dora.reacts("white_check_mark", dora.prompt("call"))
        assert "is signed by calling the meeting. When is it, and where? `/release done call WHEN in ROOM`" in whisper
        dora.clicks(dora.whisper(), text="Call the meeting…")
        assert "already past" in dora.sends({"when": int((BEGINNING - timedelta(days=1)).timestamp())})["when"]
        at = BEGINNING + timedelta(days=1)
        assert not dora.sends({"when": int(at.timestamp()), "length": "90m", "place": "room 7"})
        called = meeting(s)
        assert (called["at"], called["place"]) == (at.isoformat(), "room 7")
        assert called["until"] == (at + timedelta(minutes=90)).isoformat()
        assert s.item("call")["state"] == "done"

        assert "nobody is there as tester (Tina), operations (Olaf)" in dora.types("/release done hold")
        for one in (tina, olaf):
            one.clicks(one.sees("invites you"), text="Coming")
        assert "The meeting has not begun" in dora.types("/release done hold")
        s.comes(at)
        prompt = dora.prompt("hold")
        assert "The meeting is closed." in dora.reacts("white_check_mark", prompt)
        assert s.item("hold")["state"] == "done"
        assert dora.unreacts("white_check_mark", prompt)
        assert (s.item("hold")["state"], meeting(s)["state"]) == ("open", "closed")


def the_step_that_calls_the_meeting_is_signed_in_a_line_or_in_the_form_it_opens() -> None:
    with stage(plan=COUNCIL, beginning=BEGINNING) as s:
        lena, dora = s.cast("lena", "dora")
        lena.types("/release start")
        assert {"when", "length", "place"} <= {block["block_id"] for block in dora.opens("/release done call").blocks}
        assert "would end at 2026-11-01 13:00" in dora.types("/release done call 2026-11-01 14:00 until 13:00")
        assert "3 people are invited" in dora.types("/release done call +2h until +3h in room 7")
        assert (meeting(s)["place"], s.item("call")["state"]) == ("room 7", "done")
