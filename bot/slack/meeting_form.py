"""The form that calls the deployment meeting: when, how long, and where. Whoever writes that in a line needs no form.

https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element
"""

from datetime import datetime, timedelta
from typing import Final

from bot.domain.moments import parse_duration
from bot.domain.release import Release
from bot.slack import blocks
from bot.slack.buttons import line
from bot.slack.picture import Block
from bot.speech.voice import Voice

TITLE: Final = 24
PLACE: Final = 500  # characters; a link to a conference is long
LENGTHS: Final = ("30m", "45m", "1h", "90m", "2h", "3h", "4h")
HOUR: Final = timedelta(hours=1)


def proposed(release: Release, now: datetime) -> datetime:
    """So that it is over when the plan wants it held; where that is past, the next full hour but one."""
    held = (release.due(key) for key, item in release.layout.items.items() if item.step.meeting == "hold")
    due, plan = next(held, None), release.plan.meeting
    begins = due - parse_duration(plan.lasts) if due and plan else None
    return begins if begins and begins > now else now.replace(minute=0, second=0, microsecond=0) + 2 * HOUR


def form(voice: Voice, release: Release, item: str, at: datetime | None) -> Block:
    """`item`: the step that calls it. `at` stands in the picker already."""
    when: Block = {"type": "datetimepicker"} | ({"initial_date_time": int(at.timestamp())} if at else {})
    place: Block = {"type": "plain_text_input", "max_length": PLACE}
    return {
        "type": "modal",
        "callback_id": "meeting",
        "private_metadata": line("done", release.id, item),
        "title": blocks.plain(voice.say("Call the meeting"), TITLE),
        "submit": blocks.plain(voice.say("Call"), TITLE),
        "close": blocks.plain(voice.say("Cancel"), TITLE),
        "blocks": [
            blocks.section(voice.item(release, item)),
            _input("when", voice.say("When it begins, on your clock"), when),
            _input("length", voice.say("How long"), _lengths(voice, release), optional=True),
            _input("place", voice.say("Room or link"), place, optional=True),
        ],
    }


def _lengths(voice: Voice, release: Release) -> Block:
    """The usual lengths, and the plan's own, which is chosen."""
    own = release.plan.meeting.lasts if release.plan.meeting else LENGTHS[0]
    known = {parse_duration(name): name for name in (*LENGTHS, own)}
    options = {
        name: {"text": blocks.plain(voice.span(length), 75), "value": name} for length, name in sorted(known.items())
    }
    return {"type": "static_select", "options": list(options.values()), "initial_option": options[own]}


def _input(key: str, label: str, element: Block, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": key,
        "label": blocks.plain(label, 200),
        "element": {**element, "action_id": key},
        "optional": optional,
    }
