"""What is heard of a message: the words, and where what came with them is."""

from typing import Any, Final

import pytest

from bot.slack.messages import Words, heard

BOT: Final = "U0BOT"
LINK: Final = "https://team.slack.com/archives/C2/p1700000000000100"
FORWARDED: Final[dict[str, Any]] = {"is_share": True, "is_msg_unfurl": True, "from_url": LINK, "text": "it passed"}
UNFOLDED: Final[dict[str, Any]] = {"is_msg_unfurl": True, "from_url": LINK, "text": "it passed"}


def said(text: str, *attachments: dict[str, Any]) -> dict[str, Any]:
    return {"user": "U1", "ts": "2.000001", "thread_ts": "1.000001", "text": text, "attachments": list(attachments)}


def event(message: dict[str, Any]) -> dict[str, Any]:
    return {"type": "message", "channel": "C1", "channel_type": "channel", "event_ts": message["ts"], **message}


@pytest.mark.parametrize(
    ("text", "attachment", "words"),
    [
        ("", FORWARDED, f"<{LINK}>"),
        ("the proof", FORWARDED, f"the proof\n<{LINK}>"),
        (f"see <{LINK}>", UNFOLDED, f"see <{LINK}>"),
        ("no link", {"title": "a card of another app", "from_url": LINK}, "no link"),
    ],
)
def a_message_that_was_forwarded_counts_as_the_link_to_it(text: str, attachment: dict[str, Any], words: str) -> None:
    told = heard(event(said(text, attachment)), BOT)
    assert isinstance(told, Words)
    assert told.text == words


def a_link_that_unfolds_later_is_no_edit() -> None:
    changed = {
        "subtype": "message_changed",
        "channel": "C1",
        "event_ts": "3.000001",
        "message": said(f"see <{LINK}>", UNFOLDED),
        "previous_message": said(f"see <{LINK}>"),
    }
    assert heard(changed, BOT) is None


@pytest.mark.parametrize("mention", [f"<@{BOT}>", f"<@{BOT}|release-captain>", f"hey <@{BOT}> "])
def a_mention_of_the_bot_is_one_however_slack_writes_it(mention: str) -> None:
    told = heard(event(said(f"{mention} why 1b")), BOT)
    assert isinstance(told, Words)
    assert told.line == "why 1b"
