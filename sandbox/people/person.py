"""One person's hands and eyes, for tests and drivers: what she does goes the way it goes in Slack.

Synchronous, and safe from any thread.
"""

import asyncio
import uuid
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.changes import membership, modals, posting, reacting
from sandbox.mail import exchange
from sandbox.people import channels, controls
from sandbox.people.acts import UNTOUCHED, Acts, Values
from sandbox.people.composing import message_text
from sandbox.people.controls import Choice, NoSuchControlError
from sandbox.people.outcome import Answer
from sandbox.state.emoji import short_name
from sandbox.state.mails import Mail
from sandbox.state.records import Channel, Json, Message, StoredFile, User, View
from sandbox.state.workspace import Workspace

PersonOf = Callable[[str], "Person"]
"""By key, user id, e-mail address or full name; KeyError if there is nobody."""

DIRECT = "dm"
PATIENCE = 30.0
"""Seconds until an act that neither ends nor fails is a bug."""


@dataclass(frozen=True)
class Person:
    user: User
    workspace: Workspace
    acts: Acts
    loop: asyncio.AbstractEventLoop

    @property
    def id(self) -> str:
        return self.user.id

    def types(self, line: str, channel: str | None = None) -> Answer:
        """Type a slash command, in the team's channel by default; wait until the app acknowledges or Slack gives up."""
        return self._do(self.acts.command(self.user, line, self._channel(channel)))

    def clicks(
        self,
        on: Message | View,
        *,
        action_id: str | None = None,
        text: str | None = None,
        value: str | None = None,
        stale: bool = False,
    ) -> Answer:
        """Press a button, found by id, by a part of its label, or by value; say yes if it asks to confirm.

        The surface is looked at anew, as it is shown now; with `stale` as it was when `on` was read.
        """
        seen = on if stale else self.looks_again(on)
        block, element = controls.find(seen.worked_blocks, action_id=action_id, text=text, value=value)
        return self._works(seen, block, element, None)

    def takes_shortcut(self, name: str, on: Message | None = None) -> Answer:
        """A shortcut of the app, by its name: out of the menu of a message, or without one anywhere."""
        return self._do(self.acts.shortcut(self.user, name, self._public(on) if on else None))

    def declines(self, on: Message | View, *, action_id: str | None = None, text: str | None = None) -> str:
        """Press a button that asks to confirm and say no: nothing is sent. What it asked."""
        _, element = controls.find(self.looks_again(on).worked_blocks, action_id=action_id, text=text)
        if "confirm" not in element:
            raise NoSuchControlError(f"“{element['action_id']}” asks for no confirmation.")
        return str(element["confirm"]["text"]["text"])

    def picks(self, on: Message | View, choice: Choice, *, action_id: str | None = None) -> Answer:
        """Choose in a menu, picker, checkboxes or overflow: by an option's value or text, a date, a user id."""
        seen = self.looks_again(on)
        block, element = controls.find(seen.worked_blocks, action_id=action_id)
        return self._works(seen, block, element, choice)

    def works(
        self, on: Message | View, block_id: str, action_id: str, choice: Choice = None, values: Values = UNTOUCHED
    ) -> Answer:
        """Work the control of exactly these ids, as shown now, while the surface's other inputs hold `values`."""
        seen = self.looks_again(on)
        return self._works(seen, *controls.named(seen.worked_blocks, block_id, action_id), choice, values)

    def submits(self, view: View | None = None, values: Mapping[str, Choice] | None = None) -> Answer:
        """Fill in the modal on top and send it. `values` by `block_id/action_id`, `action_id` or `block_id`."""
        seen = self._open_modal(view)
        return self._do(self.acts.submit(self.user, seen, values or {}))

    def closes(self, *, everything: bool = False) -> Answer:
        return self._do(self.acts.close(self.user, everything=everything))

    def reacts(self, emoji: str, on: Message) -> None:
        """`white_check_mark` or `✅`; a skin tone as `+1::skin-tone-3` or `👍🏼`."""
        message, name = self._public(on), short_name(emoji)
        if reacting.has_reacted(message, self.id, name):
            raise ValueError(f"{self.user.key} has already reacted with {name}.")
        reacting.add(self.workspace, message, self.id, name)

    def unreacts(self, emoji: str, on: Message) -> None:
        message, name = self._public(on), short_name(emoji)
        if not reacting.has_reacted(message, self.id, name):
            raise ValueError(f"{self.user.key} has not reacted with {name}.")
        reacting.remove(self.workspace, message, self.id, name)

    def says(
        self, text: str, channel: str | None = None, thread: Message | None = None, *, broadcast: bool = False
    ) -> Message:
        """Post a message; `channel="dm"` writes to the bot, `broadcast` shows a reply in the channel too."""
        return self._posts(text, channel, thread, broadcast=broadcast)

    def shares(
        self, name: str, content: bytes, text: str = "", channel: str | None = None, thread: Message | None = None
    ) -> Message:
        """Put a file into a channel or a thread, with words or without."""
        return self._posts(text, channel, thread, files=(self._stores(name, content),))

    def _stores(self, name: str, content: bytes) -> str:
        with self.workspace.change():
            stored = StoredFile(
                self.workspace.mint.id("F"), name, len(content), name, content, self.id,
                int(self.workspace.clock.now()), complete=True,
            )  # fmt: skip
            self.workspace.files[stored.id] = stored
        return stored.id

    def _posts(self, text: str, channel: str | None, thread: Message | None, **more: Any) -> Message:
        where = self.workspace.channels[thread.channel] if thread else self._channel(channel)
        if where.is_im and self.workspace.manifest.messages_read_only:
            raise PermissionError("The app's messages tab is read-only.")
        if self.id not in where.members or where.is_archived:
            raise PermissionError(f"{self.user.key} cannot write in #{where.name}.")
        root = (thread.thread_ts or thread.ts) if thread else None
        words = message_text(self.workspace, text)
        draft = posting.Draft(words, thread_ts=root, client_msg_id=str(uuid.uuid4()), **more)
        return posting.post(self.workspace, where, self.id, draft)

    def edits(self, message: Message, text: str) -> Message:
        seen = self._public(message)
        if seen.user != self.id:
            raise PermissionError("People edit their own messages only.")
        return posting.change(self.workspace, seen, text=message_text(self.workspace, text))

    def deletes(self, message: Message) -> None:
        seen = self._public(message)
        if seen.user != self.id and not self.user.is_admin:
            raise PermissionError("Only an owner of the workspace deletes what others wrote.")
        posting.delete(self.workspace, seen)

    def sets_status(self, text: str, emoji: str = "") -> None:
        """Her status beside her name; every app that listens to `user_change` hears of it."""
        membership.change_profile(self.workspace, self.id, status=text, status_emoji=emoji)

    def opens_home(self, tab: str = "home") -> View | None:
        """Look at the app's page; what is published there already."""
        return membership.open_home(self.workspace, self.id, tab)

    def creates(self, name: str, *, private: bool = False) -> Channel:
        """A new channel with nobody else in it."""
        return channels.create(self.workspace, self.user, name, is_private=private)

    def joins(self, channel: str) -> None:
        channels.join(self.workspace, self.user, self.workspace.channel(channel))

    def leaves(self, channel: str) -> None:
        channels.leave(self.workspace, self.user, self.workspace.channel(channel))

    def invites(self, whom: str, channel: str | None = None) -> None:
        """Ask somebody into a channel she is in; the app too, by its name."""
        channels.invite(self.workspace, self.user, self._channel(channel), whom)

    def removes(self, whom: str, channel: str | None = None) -> None:
        channels.remove(self.workspace, self.user, self._channel(channel), whom)

    def renames(self, channel: str, name: str) -> None:
        channels.rename(self.workspace, self.user, self.workspace.channel(channel), name)

    def archives(self, channel: str) -> None:
        channels.archive(self.workspace, self.user, self.workspace.channel(channel))

    def unarchives(self, channel: str) -> None:
        channels.unarchive(self.workspace, self.user, self.workspace.channel(channel))

    def reloads(self) -> None:
        """Her client starts anew: ephemeral messages are gone."""
        for message in self.ephemerals:
            posting.remove_ephemeral(self.workspace, message)

    def dismisses(self, message: Message) -> None:
        """Put one ephemeral message out of sight."""
        posting.remove_ephemeral(self.workspace, message)

    @property
    def mails(self) -> list[Mail]:
        """What she got and wrote, oldest first."""
        return [mail for mail in tuple(self.workspace.mails) if mail.concerns(self.user.email)]

    def answers_mail(self, mail: Mail, words: str, *, everybody: bool = False) -> Mail:
        """Reply, and hand the reply to the app's mail server if the workspace knows one; see `Mail.delivery`."""
        return exchange.answer(self.workspace, self.user, mail, words, everybody=everybody)

    def answers_invitation(self, mail: Mail, status: str) -> Mail:
        """Answer the invitation in it by calendar: `ACCEPTED`, `TENTATIVE` or `DECLINED`. As `answers_mail`."""
        return exchange.answer_invitation(self.workspace, self.user, mail, status)

    def sees(self, channel: str | None = None) -> list[Message]:
        """What she sees in a channel (the team's by default), threads and her ephemerals included, oldest first."""
        with self.workspace.change():
            where = self._channel(channel)
            if self.id not in where.members:
                return []
            own = [message for message in self.ephemerals if message.channel == where.id]
            return sorted([*where.messages.values(), *own], key=lambda message: message.ts)

    def dm(self) -> list[Message]:
        """Her conversation with the bot, oldest first."""
        return self.sees(DIRECT)

    @property
    def ephemerals(self) -> list[Message]:
        with self.workspace.change():
            return [message for message in self.workspace.ephemerals if message.ephemeral_to == self.id]

    @property
    def modal(self) -> View | None:
        """The view on top of her screen."""
        with self.workspace.change():
            return modals.top_modal(self.workspace, self.id)

    @property
    def home(self) -> View | None:
        """What the app last published to her Home tab."""
        with self.workspace.change():
            return self.workspace.views.get(self.workspace.homes.get(self.id, ""))

    def looks_again(self, at: Message | View) -> Message | View:
        """The same message or view as it is shown now; `LookupError` if it is gone."""
        with self.workspace.change():
            if isinstance(at, View):
                found: Message | View | None = self.workspace.views.get(at.id)
            else:
                own = (message for message in self.ephemerals if message.ts == at.ts)
                found = next(own, None) or self.workspace.message(at.channel, at.ts)
        if found is None:
            raise LookupError("This is no longer shown.")
        return found

    def _works(
        self, seen: Message | View, block: Json, element: Json, choice: Choice, values: Values = UNTOUCHED
    ) -> Answer:
        if isinstance(seen, View):
            return self._do(self.acts.work_view(self.user, seen, block, element, choice, values))
        return self._do(self.acts.work_message(self.user, seen, block, element, choice, values))

    def _open_modal(self, view: View | None) -> View:
        top = self.modal
        if top is None or (view is not None and view.id != top.id):
            raise LookupError("That view is not on top of her screen.")
        return top

    def _public(self, message: Message) -> Message:
        found = self.workspace.message(message.channel, message.ts)
        if found is None:
            raise LookupError("This message is no longer there, or it is ephemeral.")
        return found

    def _channel(self, which: str | None) -> Channel:
        if which == DIRECT:
            return membership.open_direct(self.workspace, self.id)
        return self.workspace.channel(which) if which else self.workspace.home

    def _do(self, act: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(act, self.loop).result(PATIENCE)
