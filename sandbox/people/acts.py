"""What people do in Slack that reaches the app at once: commands, clicks, forms. Runs on the server's event loop."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.api.methods.views import checked_view
from sandbox.api.response_urls import answer_in_place, show_answer
from sandbox.blockkit import older
from sandbox.changes import modals
from sandbox.changes.refusal import SlackError
from sandbox.people import controls
from sandbox.people.channels import SLACKS_OWN
from sandbox.people.composing import command_text
from sandbox.people.controls import Choice
from sandbox.people.outcome import Answer, shown_since
from sandbox.state.records import Channel, Json, Message, User, View
from sandbox.state.workspace import Workspace
from sandbox.wire import payloads
from sandbox.wire.courier import Courier
from sandbox.wire.replies import Failed, Reply

Values = Mapping[str, Choice]
UNTOUCHED: Values = {}


@dataclass(frozen=True, slots=True)
class Acts:
    workspace: Workspace
    courier: Courier
    base_url: str

    async def command(self, user: User, line: str, channel: Channel) -> Answer:
        """`/remind me` typed into a channel she is in; Slack's own commands never reach the app.

        Whoever is from another company has the commands of her own workspace's apps, and none of ours.
        """
        name, _, text = line.strip().partition(" ")
        known = self.workspace.manifest.commands.get(name)
        since = len(self.workspace.happenings)
        if name not in SLACKS_OWN and known is None:
            return self._answer(user, since, failed="not_a_command")
        if user.id not in channel.members:
            raise PermissionError(f"{user.key} is not in {channel.name or channel.id} and cannot type there.")
        if known is not None and user.is_foreign:
            return self._answer(user, since, failed="not_a_command")
        if known is None:
            SLACKS_OWN[name].does(self.workspace, user, channel, text.strip())
            return self._answer(user, since)
        spoken = command_text(self.workspace, text.strip(), escape=known.should_escape)
        payload = payloads.command_payload(self.workspace, user, channel, name, spoken, self.base_url)
        reply = await self.courier.hand_over("slash_commands", payload)
        if isinstance(reply, Failed):
            return self._answer(user, since, failed=reply.error)
        return self._command_answer(user, channel, since, reply.body)

    def _command_answer(self, user: User, channel: Channel, since: int, body: Any) -> Answer:
        said = _said(body)
        if not said:
            return self._answer(user, since)
        try:
            message = show_answer(self.workspace, channel.id, user.id, said)
        except SlackError as refusal:
            return self._answer(user, since, failed=refusal.error)
        return self._answer(user, since, message=message)

    async def work_message(
        self, user: User, message: Message, block: Json, element: Json, choice: Choice, values: Values = UNTOUCHED
    ) -> Answer:
        """A click, or a choice in a menu, under a message whose other inputs hold `values`."""
        action = controls.action(block, element, choice, self.workspace.ts())
        attachment = message.attachment_with(block["block_id"])
        if attachment is not None and block == older.block_of(attachment):
            return await self._work_older(user, message, attachment, action)
        state = controls.input_state(message.worked_blocks, values, {})
        if element["action_id"] in state.get(block["block_id"], {}):
            state[block["block_id"]][element["action_id"]] = controls.state_of(element, choice)
        payload = payloads.message_action(self.workspace, user, message, action, state, self.base_url)
        return await self._interact(user, payload)

    async def _work_older(self, user: User, message: Message, attachment: Json, action: Json) -> Answer:
        """The same in an attachment from before Block Kit, whose acknowledgement may bring what stands there then."""
        since = len(self.workspace.happenings)
        if "url" in action:
            return self._answer(user, since)
        payload = payloads.older_action(self.workspace, user, message, attachment, action, self.base_url)
        reply = await self._hand_over(payload)
        if isinstance(reply, Failed):
            return self._answer(user, since, failed=reply.error)
        said = _said(reply.body)
        try:
            if said:
                answer_in_place(self.workspace, message, user.id, said)
        except SlackError as refusal:
            return self._answer(user, since, failed=refusal.error)
        return self._answer(user, since)

    async def work_view(
        self, user: User, view: View, block: Json, element: Json, choice: Choice, values: Values = UNTOUCHED
    ) -> Answer:
        """The same in a modal or on the Home tab."""
        action = controls.action(block, element, choice, self.workspace.ts())
        if view.content["type"] == "modal":
            name = f"{block['block_id']}/{element['action_id']}"
            own = {} if element["type"] in controls.STATELESS else {name: choice}
            view = self._fill(view, controls.input_state(view.blocks, {**values, **own}, view.state))
        return await self._interact(user, payloads.view_action(self.workspace, user, view, action))

    async def shortcut(self, user: User, name: str, message: Message | None) -> Answer:
        """A shortcut by its name: out of the menu of a message, or anywhere."""
        kind = "message" if message else "global"
        found = (each for each in self.workspace.manifest.shortcuts if (each.name, each.kind) == (name, kind))
        known = next(found, None)
        if known is None or user.is_foreign:
            raise LookupError(f"The app has no {kind} shortcut “{name}”.")
        if message is None:
            return await self._interact(user, payloads.shortcut(self.workspace, user, known.callback_id))
        payload = payloads.message_shortcut(self.workspace, user, message, known.callback_id, self.base_url)
        return await self._interact(user, payload)

    async def _interact(self, user: User, payload: Json) -> Answer:
        since = len(self.workspace.happenings)
        reply = await self._hand_over(payload)
        return self._answer(user, since, failed=reply.error if isinstance(reply, Failed) else None)

    async def _hand_over(self, payload: Json) -> Reply:
        if not self.workspace.manifest.interactivity:
            return Failed("refused", "interactivity_disabled", "")
        return await self.courier.hand_over("interactive", payload)

    async def submit(self, user: User, view: View, values: Values) -> Answer:
        """Fill in and send a modal; what is missing is told by the client, and nothing is sent then."""
        since = len(self.workspace.happenings)
        state = controls.input_state(view.blocks, values, view.state)
        view = self._fill(view, state)
        errors = controls.unfilled(view.blocks, state)
        if errors:
            return self._answer(user, since, errors=errors)
        payload = payloads.view_submission(self.workspace, user, view, self.base_url)
        reply = await self.courier.hand_over("interactive", payload)
        return self._after_submission(user, view, since, reply)

    def _after_submission(self, user: User, view: View, since: int, reply: Reply) -> Answer:
        if isinstance(reply, Failed):
            return self._answer(user, since, failed=reply.error)
        try:
            errors = self._follow(user, view, reply.body)
        except SlackError as refusal:
            return self._answer(user, since, failed=refusal.error)
        return self._answer(user, since, errors=errors)

    def _follow(self, user: User, view: View, body: Any) -> dict[str, str]:
        """Do what the app answered to a submission; the errors it wants shown beside the fields."""
        match body:
            case None | "" | {} if not body:
                modals.close_modals(self.workspace, user.id, only_top=True)
            case {"response_action": "clear"}:
                modals.close_modals(self.workspace, user.id, only_top=False)
            case {"response_action": "errors", "errors": dict(errors)} if errors and set(errors) <= _input_ids(view):
                return {str(name): str(text) for name, text in errors.items()}
            case {"response_action": "update", "view": content}:
                modals.update_view(self.workspace, view, checked_view(content, "modal"))
            case {"response_action": "push", "view": content}:
                modals.push_modal(self.workspace, user.id, checked_view(content, "modal"))
            case _:
                raise SlackError("invalid_response_action")
        return {}

    async def close(self, user: User, *, everything: bool = False) -> Answer:
        """Close the modal on top, or all of them; the app hears of those that asked to."""
        since = len(self.workspace.happenings)
        closed = modals.close_modals(self.workspace, user.id, only_top=not everything)
        failed = None
        for view in closed:
            if view.content.get("notify_on_close"):
                payload = payloads.view_closed(self.workspace, user, view, cleared=everything)
                reply = await self.courier.hand_over("interactive", payload)
                failed = reply.error if isinstance(reply, Failed) else failed
        return self._answer(user, since, failed=failed)

    def _fill(self, view: View, state: Json) -> View:
        with self.workspace.change():
            filled = replace(view, state=state)
            self.workspace.views[view.id] = filled
        return filled

    def _answer(self, user: User, since: int, **seen: Any) -> Answer:
        shown = shown_since(self.workspace, user.id, since)
        return Answer(
            self.workspace, user.id, since, shown=shown, modal=modals.top_modal(self.workspace, user.id), **seen
        )


def _said(body: Any) -> Json:
    """The message that came with an acknowledgement; nothing where none did."""
    return body if isinstance(body, dict) else {"text": body} if body else {}


def _input_ids(view: View) -> set[str]:
    return {block["block_id"] for block in view.blocks if block["type"] == "input"}
