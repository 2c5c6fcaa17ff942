"""How people sign in Slack: by a line, by a button and its form, by an emoji. What came of it is read from the answer.

Where a button or a message to react to is missing, the person types the line.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from bot.domain.state.release import Release
from bot.rehearse.evidence import evidence, fields
from bot.rehearse.stage import Stage
from bot.speech import rehearsal as words
from bot.speech.voice import Voice
from bot.talk.grammar.lines import line
from sandbox import Answer, Message, Person
from sandbox.changes.reacting import has_reacted
from sandbox.people.controls import controls
from sandbox.state.emoji import SHORT_NAMES

Means = Literal["line", "button", "emoji"]
MEANS: Final[tuple[Means, ...]] = ("line", "button", "emoji")

MOMENT: Final = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
MENTION: Final = re.compile(r"<@([UW]\w+)(?:\|[^>]*)?>")
LINK: Final = re.compile(r"<(?:https?:)[^|>]*\|([^>]*)>")
BOLD: Final = re.compile(r"(?<!\w)\*([^*\n]+)\*(?!\w)")
CHARACTERS: Final = {name: character for character, name in SHORT_NAMES.items()}


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did, in words, and what the bot answered, as it reads on the screen; "" for nothing."""

    person: str
    did: str
    answer: str


class Hands:
    """`voice` speaks to whoever watches; what is written in Slack is in the plan's language."""

    def __init__(self, stage: Stage, voice: Voice) -> None:
        self._stage = stage
        self._voice = voice
        self._plain = Voice(stage.plan.language, "plain", stage.plan.zone)

    def types(self, person: str, typed: str) -> Act:
        answer = self._player(person).types(typed)
        return Act(person, typed, self.read(answer.text or answer.failed or ""))

    def signs(self, release: Release, key: str, person: str, means: Means) -> Iterator[Act]:
        """What the person does one after the other, so that the item has their signature in the end."""
        match means:
            case "line":
                return self._by_line(release, key, person)
            case "button":
                return self._by_button(release, key, person)
            case "emoji":
                return self._by_emoji(release, key, person)
            case _:
                assert_never(means)

    def read(self, text: str) -> str:
        """Slack's markup as people see it."""
        users = self._stage.server.workspace.users
        text = MOMENT.sub(r"\1", LINK.sub(r"\1", text))
        text = MENTION.sub(lambda found: f"@{users[found[1]].name}" if found[1] in users else found[0], text)
        return html.unescape(BOLD.sub(r"\1", text))

    def _by_line(self, release: Release, key: str, person: str) -> Iterator[Act]:
        typed = " ".join(filter(None, ("/release done", self._plain.short(release, key), self._evidence(release, key))))
        yield self.types(person, typed)

    def _by_button(self, release: Release, key: str, person: str) -> Iterator[Act]:
        player, value = self._player(person), line("done", release.id, key)
        found = _button(reversed(player.dm()), value)
        if found is None:
            yield from self._by_line(release, key, person)
            return
        message, label = found
        answer = player.clicks(message, value=value)
        if answer.modal is None:
            shown = answer.wait()
            yield Act(person, words.presses(self._voice, label), self.read(shown.text))
            yield from self._led_on(key, person, shown)
            return
        yield Act(person, words.presses(self._voice, label), words.form_opens(self._voice))
        filled = fields(release, key, words.evidence(self._plain, release, key), answer.modal.blocks)
        sent = player.submits(answer.modal, filled)
        came = sent.failed or "; ".join(sent.errors.values()) or sent.text
        yield Act(
            person,
            words.fills_in(self._voice, "\n".join(dict.fromkeys(filled.values()))),
            self.read(came) or words.form_closes(self._voice),
        )

    def _by_emoji(self, release: Release, key: str, person: str) -> Iterator[Act]:
        """The evidence goes into the message's thread, then the emoji onto it; where it could mean several, a click."""
        player, sign = self._player(person), release.plan.reactions.sign
        message = self._reactable(release, key, player, sign)
        if message is None:
            yield from self._by_line(release, key, person)
            return
        if note := self._evidence(release, key):
            said = f"{self._plain.short(release, key)} {note}"
            noted = self._listening(player)
            player.says(said, thread=message)
            yield Act(person, words.replies(self._voice, said), self.read(noted.wait().text))
        answer = self._listening(player)
        player.reacts(sign, on=message)
        shown = answer.wait()
        yield Act(person, words.reacts(self._voice, CHARACTERS.get(sign, sign)), self.read(shown.text))
        yield from self._led_on(key, person, shown)

    def _led_on(self, key: str, person: str, shown: Message) -> Iterator[Act]:
        """What is pressed where the answer asks which item is meant, or shows first what would go live."""
        while chosen := _button([shown], f"done {key} ", whole=False):
            shown = self._player(person).clicks(shown, text=chosen[1]).wait()
            yield Act(person, words.presses(self._voice, chosen[1]), self.read(shown.text))

    def _reactable(self, release: Release, key: str, player: Person, sign: str) -> Message | None:
        """A message that shows the item without this person's emoji on it: the card, else their last prompt."""
        owed = [m for m in self._stage.records.messages(release.id) if m.person in ("", player.user.key) and m.ts]
        cards = [m for m in owed if m.kind == "card" and m.spec["phase"] == release.item(key).phase]
        prompts = [m for m in reversed(owed) if m.kind == "prompt" and key in m.spec["items"]]
        places = ((m.channel, m.ts) for m in (*cards, *prompts) if m.channel and m.ts)
        found = (self._stage.server.workspace.message(channel, ts) for channel, ts in places)
        return next((m for m in found if m and not has_reacted(m, player.id, sign)), None)

    def _listening(self, player: Person) -> Answer:
        """What is said to this person privately from now on."""
        workspace = self._stage.server.workspace
        return Answer(workspace, player.id, len(workspace.happenings))

    def _evidence(self, release: Release, key: str) -> str:
        return evidence(release, key, words.evidence(self._plain, release, key))

    def _player(self, person: str) -> Person:
        return self._stage.server.person(person)


def _button(messages: Iterable[Message], value: str, *, whole: bool = True) -> tuple[Message, str] | None:
    """The first message with a button of this value (or one that begins so), and the button's label."""
    for message in messages:
        for _, element in controls(message.blocks):
            carried = element.get("value", "")
            if element["type"] == "button" and (carried == value if whole else carried.startswith(value)):
                return message, element["text"]["text"]
    return None
