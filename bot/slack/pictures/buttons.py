"""Buttons: a click is the same as typing a line, and the line is the button's value."""

from bot.slack.pictures.blocks import plain
from bot.slack.pictures.picture import Block

TEXT = 75
VALUE = 2_000


def button(text: str, line: str, index: int, *, style: str = "") -> Block:
    """`index` makes its action_id `release.<verb>.<index>` unique in the message.

    The text is plain: not escaped, no mrkdwn. ValueError for a line that Slack would not carry: see `carries`.
    """
    if not carries(line):
        raise ValueError(f"a button's value holds {VALUE} characters, this line has {len(line)}")
    element: Block = {
        "type": "button",
        "text": plain(text, TEXT),
        "action_id": f"release.{line.split(maxsplit=1)[0]}.{index}",
        "value": line,
    }
    if style:
        element["style"] = style
    return element


def carries(line: str) -> bool:
    """Whether a button can hold this line (Slack: 2,000 characters)."""
    return len(line) <= VALUE
