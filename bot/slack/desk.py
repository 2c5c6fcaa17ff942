"""What happens to our messages: emoji on them, words below them, their deletion. What is said to the bot itself.

And who opens the Home tab.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record import owing
from bot.record.lookup import Lookup
from bot.record.service import Caller, Emoji, Service
from bot.slack.messages import Vanished, Words
from bot.talk import missed, reactions
from bot.talk.conversation import Conversation
from bot.talk.grammar.markup import MENTION, as_typed
from bot.talk.understanding import SaidLine


@dataclass(frozen=True, slots=True)
class Matter:
    """The items a message speaks of, and the person it was written to alone, "" where everybody reads it.

    `invites`: it is about the deployment meeting, and asks whether one comes. `thread`: what it is answered in, the ts
    of the thread's first message, where it is a reply itself.
    """

    release: Release
    items: tuple[str, ...]
    person: str
    invites: bool = False
    thread: str = ""


class Desk:
    def __init__(
        self,
        service: Service,
        records: Lookup,
        conversation: Conversation,
        introduce: Callable[..., None],
        clock: Callable[[], datetime],
    ) -> None:
        self._conversation = conversation
        self._introduce = introduce
        self._records = records
        self._service = service
        self._clock = clock

    def reacted(self, mark: Emoji, user: str, cause: str, team: str) -> None:
        """An emoji came or went; on anything but a message of ours it means nothing."""
        caller = Caller(user, "reaction", cause, emoji=mark)
        about = self._about(mark.channel, mark.ts, user)
        means = reactions.meaning(about.release, mark.name) if about else None
        if about is None or means is None or not self._conversation.admits(caller, team, about.release):
            return
        place = f"{mark.channel}:{mark.ts}"
        shown = self._records.state_shown(mark.channel, mark.ts) if mark.present else None

        def intent(present: Release, actor: c.Actor) -> c.Command | r.Refused:
            if about.invites:
                return reactions.attending(means, place, present=mark.present)
            if not mark.present:
                return c.TakeBackReaction(place, means)
            return reactions.added(present, means, about.items, actor, place, self._clock(), shown or present)

        thread = {"thread": about.thread} if about.thread else {}
        told = {"channel": mark.channel, "whisper_to": user, **thread}
        self._conversation.heed(about.release, caller, intent, told, message=place)

    def spoke(self, words: Words, team: str) -> None:
        """Words in the thread of a message of ours may be a reason or evidence; what is said to the bot is a command.

        Other talk is left alone.
        """
        caller = Caller(words.user, "message", words.cause)
        # What is written to the bot alone is answered there to stay; elsewhere an answer is nobody else's business.
        place = {"whisper_to": words.user}
        place |= {"channel": words.channel} if words.thread or not words.direct else {}
        place |= {"thread": words.thread} if words.thread else {}
        if words.mention is None and self._heeds(words, caller, team, place):
            return
        if words.line is not None:
            self._introduce(words.user, *MENTION.findall(words.line))
            said = SaidLine(words.line, caller, channel=words.channel, team=team, reply_to=place, opener="said")
            self._conversation.answer(said)

    def _heeds(self, words: Words, caller: Caller, team: str, place: dict[str, str]) -> bool:
        """Whether the words are kept with what the thread is about."""
        text = as_typed(words.text)
        about = self._about(words.channel, words.thread, words.user) if words.thread else None
        if about is None or not self._conversation.admits(caller, team, about.release):
            return False

        def said(present: Release, actor: c.Actor) -> c.Command | None:
            reply = reactions.Reply(text, f"{words.channel}:{words.ts}", to_her=about.person == actor.person)
            return reactions.said(present, reply, about.items, actor, self._clock())

        release = about.release
        if said(release, c.Actor(release.person_of(caller.user), caller.user, caller.via)) is None:
            return False

        def intent(present: Release, actor: c.Actor) -> c.Command | r.Refused:
            return said(present, actor) or r.NothingToTakeBack("", "none")

        self._conversation.heed(release, caller, intent, place)
        return True

    def matters(self, channel: str, ts: str) -> bool:
        """Whether what happens to this message can still change anything."""
        about = self._about(channel, ts)
        if about is None:
            return False
        return missed.matters(about.release, about.items, f"{channel}:{ts}", invites=about.invites)

    def kept(self, channel: str, ts: str) -> Iterator[Vanished]:
        """Words of this conversation that count for what the message is about, each as it would be told to be gone."""
        about = self._about(channel, ts)
        for place, person in missed.counting(about.release, about.items) if about else ():
            said, _, moment = place.partition(":")
            user = about.release.links.get(person, "") if about else ""
            if said == channel and user:
                yield Vanished(channel, moment, user, ts)

    def deleted(self, gone: Vanished, team: str) -> None:
        """A message is gone: one of ours, or words that were kept with what a thread is about."""
        self._records.message_deleted(gone.channel, gone.ts)
        if gone.thread and gone.user:
            cause = f"gone:{gone.channel}:{gone.ts}"
            words = Words(gone.channel, gone.ts, gone.user, "", gone.thread, cause, mention=None, direct=False)
            place = {"whisper_to": gone.user, "channel": gone.channel, "thread": gone.thread}
            self._heeds(words, Caller(gone.user, "message", cause), team, place)

    def opened_home(self, user: str) -> None:
        """The Home tab is kept true for whoever has opened it."""
        self._service.tell(owing.home(user, self._clock()))

    def _about(self, channel: str, ts: str, *users: str) -> Matter | None:
        """What a message of ours is about, to people we know by now; None for anybody else's message."""
        owed = self._records.message_at(channel, ts)
        if owed is None or owed.release is None:
            return None
        self._introduce(*users)
        release = self._records.look(owed.release)
        if owed.kind == "card":
            return Matter(release, release.layout.phases[owed.spec["phase"]], "")
        items = owing.about(owed)
        about = tuple(key for key in release.layout.items if key in items)
        thread = self._records.thread_of(owed) or ""
        return Matter(release, about, owed.person, invites=owed.kind in ("gathering", "invitation"), thread=thread)
