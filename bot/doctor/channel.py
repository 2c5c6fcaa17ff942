"""The release's channel and what the bot does there. Nothing stays: a message is deleted again, a file never shown.

The message goes to the channel, where one more line calls nobody; a direct message would.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

from slack_sdk import WebClient

from bot.doctor.slack import No, asked, pages
from bot.domain.examination import Area, Finding, What, well, wrong
from bot.slack.abilities import Abilities
from bot.slack.pictures.picture import Picture
from bot.slack.sender import Gone, Limited, Miss, Sender, Sent
from bot.slack.uploads import Uploads
from bot.speech import doctor as words
from bot.speech.voice import Voice

PAGE: Final = 999  # channels at once, the most that Slack gives: of thousands, few questions
BEFORE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    channel: str
    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """A small file."""

    name: str
    content: bytes


def place_of(client: WebClient, channel: str, granted: frozenset[str]) -> Place | Finding:
    """The channel that the plan names, if the bot can work there. Its own channels are few, and are asked first."""
    kinds = "public_channel,private_channel" if "groups:read" in granted else "public_channel"
    own = pages(lambda at: client.users_conversations(types=kinds, limit=PAGE, cursor=at), "channels")
    everybodys = pages(lambda at: client.conversations_list(types=kinds, limit=PAGE, cursor=at), "channels")
    for listed, is_own in ((own, True), (everybodys, False)):
        for each in listed:
            if isinstance(each, No):
                return wrong("channel", "channel-refused", channel=channel, error=each.why)
            if channel not in (each["id"], f"#{each['name']}"):
                continue
            if each.get("is_archived"):
                return wrong("channel", "channel-archived", channel=channel)
            if is_own or each.get("is_member"):
                return Place(str(each["id"]), channel)
            return wrong("channel", "channel-not-joined", channel=channel)
    return wrong("channel", "channel-missing", channel=channel)


def examine(client: WebClient, voice: Voice, place: Place, lead: str) -> Iterator[Finding]:
    """`lead`: somebody who leads the release, "" where nobody's account is known. She sees one private line."""
    yield well("channel", "channel-good", channel=place.name)
    yield from _posting(client, voice, place)
    if lead:
        answer = asked(lambda: client.chat_postEphemeral(channel=place.channel, user=lead, text=words.whispered(voice)))
        yield _of("whispering", answer, "whispering-good", "whispering-refused", channel=place.name)


def direct(client: WebClient, lead: str) -> Finding:
    """The conversation is opened and read, and nothing is said in it."""
    opened = asked(lambda: client.conversations_open(users=lead))
    if isinstance(opened, No):
        return wrong("direct_messages", "direct-messages-refused", error=opened.why)
    channel = str(opened["channel"]["id"])
    answer = asked(lambda: client.conversations_history(channel=channel, limit=1))
    return _of("direct_messages", answer, "direct-messages-good", "direct-messages-refused")


def upload(client: WebClient) -> Finding:
    """Bytes that are never shared are seen by nobody (https://docs.slack.dev/messaging/working-with-files)."""
    uploaded = Uploads(client).upload([Note("doctor.txt", b"release-captain doctor\n")])
    if isinstance(uploaded, tuple):
        return well("files", "files-good")
    return wrong("files", "files-refused", error=_why(uploaded))


def _posting(client: WebClient, voice: Voice, place: Place) -> Iterator[Finding]:
    sender, key = Sender(client, "", Abilities()), f"doctor:{uuid4()}"
    posted = sender.post(place.channel, Picture(words.posted(voice)), key, None)
    if not isinstance(posted, Sent):
        yield wrong("posting", "posting-refused", channel=place.name, error=_why(posted))
        return
    faults = list(_afterwards(sender, voice, place, posted, key))
    deleted = asked(lambda: client.chat_delete(channel=place.channel, ts=posted.ts))
    if isinstance(deleted, No):
        faults.append(wrong("posting", "deleting-refused", channel=place.name, error=deleted.why))
    yield from faults or (well("posting", "posting-good", channel=place.name),)


def _afterwards(sender: Sender, voice: Voice, place: Place, posted: Sent, key: str) -> Iterator[Finding]:
    since = datetime.fromtimestamp(float(posted.ts), UTC) - BEFORE  # by Slack's clock: ours is another matter
    found = sender.find(place.channel, key, since, None)
    if not isinstance(found, Sent):
        yield wrong("posting", "posting-unfound", channel=place.name, error=_why(found) if found else "")
    edited = sender.edit(place.channel, posted.ts, Picture(words.posted(voice)))
    if not isinstance(edited, Sent):
        yield wrong("posting", "editing-refused", channel=place.name, error=_why(edited))


def _why(miss: Miss | Gone) -> str:
    match miss:
        case Limited(seconds):
            return f"ratelimited ({seconds} s)"
        case Gone():
            return "message_not_found"
        case _:
            return miss.why


def _of(area: Area, answer: object, good: What, bad: What, **facts: str) -> Finding:
    return wrong(area, bad, error=answer.why, **facts) if isinstance(answer, No) else well(area, good, **facts)
