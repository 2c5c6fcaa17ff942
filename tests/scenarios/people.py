"""A person at her screen. What she does is followed to its end; that the bot fails to answer fails the test."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.domain.plan import Plan
from sandbox import Answer, Clock, Message, Person, Server, View
from sandbox.people.controls import Choice
from sandbox.people.outcome import shown_since
from sandbox.people.person import DIRECT
from tests.evidence import WORDS, form, typed
from tests.scenarios.screen import asked_for, key_of, words_of

A_MOMENT = 15.0  # seconds; it takes a person no longer to do something


class Place(Protocol):
    """Where people work: the workspace, and the bot that finishes what it has to do."""

    @property
    def server(self) -> Server: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def plan(self) -> Plan: ...

    def settle(self) -> None: ...


@dataclass(frozen=True)
class Someone:
    place: Place
    key: str

    @property
    def hands(self) -> Person:
        return self.place.server.person(self.key)

    @property
    def id(self) -> str:
        return self.hands.id

    def types(self, line: str, channel: str | None = None) -> str:
        """The words of the answer."""
        return words_of(self.asks(line, channel))

    def asks(self, line: str, channel: str | None = None) -> Message:
        """The answer, with its buttons. In the plan's channel, in the one named, or in the conversation `dm`."""
        answer = self._does(lambda: self.hands.types(line, channel))
        assert answer.message is not None, f"{line} was answered by nothing"
        assert answer.ephemeral, f"{line} was answered in public"
        return answer.message

    def agrees(self, line: str) -> str:
        """Type the line, read what it would undo, and type the line that says yes to that; the words of the answer."""
        shown = self.types(line)
        (said,) = re.findall(r"`(/[^`]* (?:confirm|确认) [^`]*)`", shown)
        return self.types(said)

    def delivers(self, item: str, words: str = WORDS) -> str:
        """Type what the plan asks for with the item, whatever kind of evidence that is."""
        return self.types(f"/release done {item} {typed(self.place.plan, item, words)}")

    def clicks(self, on: Message | View, text: str | None = None, value: str | None = None) -> str:
        """Press a button, by a part of its label or by its line. What she is told privately; "" where a form opens."""
        return self._pressed(lambda: self.hands.clicks(on, text=text, value=value))

    def clicks_what_was_there(self, on: Message, text: str | None = None, value: str | None = None) -> str:
        """Press a button that has gone meanwhile: her screen had not been refreshed."""
        return self._pressed(lambda: self.hands.clicks(on, text=text, value=value, stale=True))

    def fills(self, words: str) -> Mapping[str, str]:
        """Send the form on top of the screen with these words; what the form then says is wrong."""
        return self.sends({"note": words})

    def completes(self, item: str, words: str = WORDS) -> Mapping[str, str]:
        """Send the form on top with all that the plan asks for with the item; what the form then says is wrong."""
        assert self.form is not None, f"{self.key} has no form open"
        return self.sends(form(self.place.plan, item, self.form.blocks, words))

    def sends(self, values: Mapping[str, Choice]) -> Mapping[str, str]:
        """Send the form on top with these values by block, all else as it stands; what the form then says is wrong."""
        return self._does(lambda: self.hands.submits(values=values)).errors

    def opens(self, line: str, channel: str | None = None) -> View:
        """Type a line that a form answers."""
        self._does(lambda: self.hands.types(line, channel))
        assert self.form is not None, f"{line} opened no form"
        return self.form

    def reacts(self, emoji: str, on: Message) -> str:
        """What she is told privately, "" where the bot keeps silent."""
        return self._quietly(lambda: self.hands.reacts(emoji, on))

    def unreacts(self, emoji: str, on: Message) -> str:
        return self._quietly(lambda: self.hands.unreacts(emoji, on))

    def says(self, text: str, thread: Message | None = None) -> str:
        return self._quietly(lambda: self.hands.says(text, None, thread))

    def tells(self, line: str, channel: str | None = DIRECT, thread: Message | None = None) -> str:
        """Write a line to the bot, in the conversation with it unless told otherwise. The words of the answer."""
        before = {(m.channel, m.ts) for m in self.screen()}
        self._quietly(lambda: self.hands.says(line, channel, thread))
        answers = [m for m in self.screen() if m.bot_id and (m.channel, m.ts) not in before]
        return "\n".join(map(words_of, answers))

    def edits(self, message: Message, text: str) -> str:
        return self._quietly(lambda: self.hands.edits(message, text))

    def deletes(self, message: Message) -> None:
        self._quietly(lambda: self.hands.deletes(message))

    def opens_home(self) -> View:
        self._quietly(self.hands.opens_home)
        view = self.hands.home
        assert view is not None, "nothing was published to the Home tab"
        return view

    @property
    def form(self) -> View | None:
        return self.hands.modal

    def sees(self, *words: str) -> Message:
        """The newest message on her screen, wherever it is, with all these words; AssertionError without one."""
        found = self.finds(*words)
        screen = "\n".join(f"- {words_of(message)}" for message in self.screen())
        assert found, f"{self.key} does not see {words}; she sees:\n{screen}"
        return found[-1]

    def finds(self, *words: str) -> list[Message]:
        """Every message on her screen with all these words, oldest first."""
        return [message for message in self.screen() if all(word in words_of(message) for word in words)]

    def screen(self) -> list[Message]:
        """Everything she can see: channel and threads, the conversation with the bot, what she alone is shown."""
        everywhere = [*self.hands.sees(), *self.hands.dm(), *self.hands.ephemerals]
        return sorted({(m.channel, m.ts): m for m in everywhere}.values(), key=lambda m: m.ts)

    def dms(self) -> list[Message]:
        """What the bot has written to her, oldest first."""
        return [m for m in self.hands.dm() if m.bot_id and m.ephemeral_to is None]

    def channel(self, name: str | None = None) -> list[Message]:
        """What the bot has written to everybody, threads included, oldest first."""
        return [m for m in self.hands.sees(name) if m.bot_id and m.ephemeral_to is None]

    def again(self, message: Message) -> Message:
        """The same message as it is shown now."""
        found = self.hands.looks_again(message)
        assert isinstance(found, Message)
        return found

    def card(self, phase: int = 1, channel: str | None = None) -> Message:
        """The one card of the phase (1, 2, …)."""
        cards = [m for m in self.channel(channel) if key_of(m).endswith(f":card:{phase - 1}")]
        assert len(cards) == 1, f"{len(cards)} cards of phase {phase}"
        return cards[0]

    def prompt(self, item: str = "") -> Message:
        """The newest message to her that asks her to sign (this item)."""
        asking = [m for m in self.dms() if any(item in ("", asked) for asked, _ in asked_for(m))]
        assert asking, f"{self.key} is not asked to sign {item}"
        return asking[-1]

    def whisper(self) -> Message:
        """The newest message that she alone sees."""
        return next(m for m in reversed(self.hands.ephemerals) if m.bot_id)

    def _takes_a_moment(self) -> None:
        """She acts at the next quarter of a minute, however long deliveries waited for Slack's rates before."""
        now = self.place.clock.now()
        self.place.clock.move((round(now, 3) // A_MOMENT + 1) * A_MOMENT - now)

    def _does(self, act: Callable[[], Answer]) -> Answer:
        self._takes_a_moment()
        answer = act()
        assert answer.failed is None, f"{self.key}: {answer.failed}"
        self.place.settle()
        return answer

    def _pressed(self, act: Callable[[], Answer]) -> str:
        since = len(self.place.server.workspace.happenings)
        answer = self._does(act)
        told = self._whispered(since)
        assert told or answer.modal, f"{self.key} pressed a button and was answered by nothing"
        return told

    def _quietly(self, act: Callable[[], object]) -> str:
        self._takes_a_moment()
        since = len(self.place.server.workspace.happenings)
        act()
        self.place.settle()
        return self._whispered(since)

    def _whispered(self, since: int) -> str:
        shown = shown_since(self.place.server.workspace, self.id, since)
        return "\n".join(words_of(message) for message in shown if message.ephemeral_to == self.id)
