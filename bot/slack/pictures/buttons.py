"""Buttons: a click is the same as typing a line, and the line is the button's value."""

import re
from dataclasses import replace

from bot.domain.reading.content import UNSEEN
from bot.slack.pictures.blocks import actions, identified, plain, section
from bot.slack.pictures.picture import Block, Picture
from bot.speech.lines import offered
from bot.speech.voice import Voice
from bot.talk.grammar.lines import carried

TEXT = 75
VALUE = 2_000
MOST = 5  # of the lines that a text tells to type
OWN_ID = re.compile(r"release\.[a-z]+\.\d+(?:\.(\w+))?(?:\.(\w+:[\d.]+))?")
CONFIRMED = re.compile(r" confirm [0-9a-f]{8}\b")
NOTED = "release.noted."  # how the id begins of a button that brings words aside
OFFERED = 900  # their ids begin here, where no picture's own buttons have theirs


def button(
    text: str, line: str, index: int, *, style: str = "", seen: str = "", message: str = "", note: str = ""
) -> Block:
    """`index` makes its action_id `release.<verb>.<index>` unique in the message.

    `seen`, the fingerprint of what it is shown with, stands at the end of the id: see `seen_by`. Behind it stands the
    `message` ("C…:ts") whose emoji it answers, where it answers one: see `asked_by`. `note`: words that it brings
    beside the line and that are not read as a part of it: see `said_by`.

    The text is plain: not escaped, no mrkdwn. ValueError for a line that Slack would not carry: see `carries`.
    """
    value, kind = (f"{line}\n{note}", NOTED) if note else (line, f"release.{line.split(maxsplit=1)[0]}.")
    if not carries(value):
        raise ValueError(f"a button's value holds {VALUE} characters, this line has {len(value)}")
    element: Block = {
        "type": "button",
        "text": plain(text, TEXT),
        "action_id": kind + ".".join(filter(None, (str(index), seen, message))),
        "value": value,
    }
    if style:
        element["style"] = style
    return element


def pressable(picture: Picture, voice: Voice, release: str | None) -> Picture:
    """The same with a button for each line that it tells to type, and that no button of it carries yet.

    For what stands in a thread, where no command can be typed: https://docs.slack.dev/interactivity/implementing-slash-commands
    """
    there = {_act(element.get("value", "")) for block in picture.blocks for element in block.get("elements", ())}
    lines = [carried(said, release) if release else said for said in offered(voice, picture.text)]
    more = [said for said in lines if _act(said) not in there and carries(said)][:MOST]
    if not more:
        return picture
    shown = [block for block in picture.blocks if block] or [section(picture.text)]
    labels = [said.removesuffix(f" in {release}") for said in more]
    pressed = [
        button(label, said, OFFERED + index) for index, (label, said) in enumerate(zip(labels, more, strict=True))
    ]
    tabled = [*picture.tabled, actions(pressed)] if picture.tabled else []
    return replace(picture, blocks=identified([*shown, actions(pressed)]), live=True, tabled=identified(tabled))


def _act(line: str) -> str:
    """A line by what it does: an item is written `1b/boying-user` by our buttons and `1b boying-user` by people.

    One that says yes, to what a code stands for, may be told with its release or without.
    """
    yes = CONFIRMED.search(line)
    return yes[0] if yes else line.replace("/", " ")


def said_by(action_id: str, value: str) -> tuple[str, str]:
    """The line that the button stands for, and the words that it brings aside."""
    line, _, note = value.partition("\n") if action_id.startswith(NOTED) else (value, "", "")
    return line, note


def seen_by(action_id: str) -> str:
    """The fingerprint of what the button was shown with; "" for one that stands for a line somebody gave elsewhere.

    The buttons of earlier versions have none: what they do is shown once more before it is done.
    """
    ours = OWN_ID.fullmatch(action_id)
    return (ours[1] or UNSEEN) if ours else ""


def asked_by(action_id: str) -> str:
    """The message ("C…:ts") whose emoji asked for what the button does; "" for none."""
    ours = OWN_ID.fullmatch(action_id)
    return (ours[2] or "") if ours else ""


def carries(line: str) -> bool:
    """Whether a button can hold this line (Slack: 2,000 characters)."""
    return len(line) <= VALUE
