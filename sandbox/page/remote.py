"""`/sandbox/…`: the same hands and eyes over HTTP, for drivers in other processes.

JSON in and out, no Slack token; the server is on loopback only.
"""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.page import errands
from sandbox.page.mail_pages import mail_json
from sandbox.people.outcome import Answer
from sandbox.people.person import Person, PersonOf
from sandbox.shapes.messages import message_json
from sandbox.shapes.users import user_json
from sandbox.shapes.views import view_json
from sandbox.state.faults import fault_from
from sandbox.state.records import Json, Message, View
from sandbox.state.workspace import Workspace
from sandbox.wire.trouble import Trouble


class Remote:
    def __init__(self, workspace: Workspace, person_of: PersonOf, trouble: Trouble) -> None:
        self._workspace = workspace
        self._person_of = person_of
        self._trouble = trouble

    async def state(self, _request: Request) -> Response:
        """Everything there is to see."""
        return JSONResponse(await asyncio.to_thread(self._state))

    async def log(self, _request: Request) -> Response:
        log = self._workspace.log
        calls, deliveries = ([asdict(entry) for entry in entries] for entries in (log.calls(), log.deliveries()))
        return JSONResponse({"calls": calls, "deliveries": deliveries})

    async def act(self, request: Request) -> Response:
        """`{"person", "do", …}`; 400 with one sentence for what cannot be done."""
        try:
            wanted = await request.json()
            person = self._person_of(str(wanted["person"]))
            outcome = await asyncio.to_thread(_ACTS[wanted["do"]], person, wanted)
        except (KeyError, ValueError, LookupError, PermissionError) as problem:
            return _no(problem)
        return JSONResponse({"ok": True, **outcome})

    async def faults(self, request: Request) -> Response:
        """`{"method", "fault", "times"}`, `{"lose_acks", "times"}`, `{"clear": true}`, or `{"do": verb}`."""
        try:
            if request.method == "POST":
                await asyncio.to_thread(self._make, await request.json())
        except (KeyError, ValueError, TypeError) as problem:
            return _no(problem)
        waiting = self._workspace.faults.waiting()
        return JSONResponse({"ok": True, "sockets": len(self._trouble.hub.sockets), **waiting})

    def _state(self) -> Json:
        workspace = self._workspace
        with workspace.change():
            return {
                "team": {"id": workspace.id, "name": workspace.team.name},
                "now": workspace.clock.now(),
                "bot": asdict(workspace.bot),
                "sockets": len(self._trouble.hub.sockets),
                "users": [user_json(workspace, user, email=True, locale=True) for user in workspace.users.values()],
                "channels": [
                    {
                        "id": channel.id,
                        "name": channel.name,
                        "partner": channel.partner,
                        "members": list(channel.members),
                        "messages": [
                            message_json(workspace, message, metadata=True) for message in channel.messages.values()
                        ],
                    }
                    for channel in workspace.channels.values()
                ],
                "ephemerals": [
                    {**message_json(workspace, message), "channel": message.channel, "to": message.ephemeral_to}
                    for message in workspace.ephemerals
                ],
                "modals": {
                    user: [view_json(workspace, workspace.views[view]) for view in stack]
                    for user, stack in workspace.modals.items()
                },
                "homes": {user: view_json(workspace, workspace.views[view]) for user, view in workspace.homes.items()},
                "story": workspace.story and {user.key: workspace.story.told_to(user) for user in workspace.people},
            }

    def _make(self, wanted: Json) -> None:
        faults, times = self._workspace.faults, int(wanted.get("times", 1))
        match wanted:
            case {"clear": True}:
                faults.clear()
            case {"method": str(method), "fault": dict(fault)}:
                faults.next(method, fault_from(fault), times)
            case {"lose_acks": str(kind)}:
                faults.lose_acks(kind, times)
            case {"do": "disconnect"}:
                self._trouble.disconnect(wanted.get("reason", "refresh_requested"))
            case {"do": "move_clock", "seconds": seconds}:
                self._workspace.clock.move(float(seconds))
            case {"do": str(verb)} if verb in _VERBS:
                _VERBS[verb](self._trouble)
            case _:
                raise ValueError(
                    "Name a method with a fault, lose_acks, clear, or a verb: " + ", ".join(sorted(_VERBS)) + "."
                )


_VERBS: dict[str, Callable[[Trouble], object]] = {
    "cut_sockets": lambda trouble: trouble.cut_sockets(),
    "mute_sockets": lambda trouble: trouble.mute_sockets(),
    "down": lambda trouble: trouble.down(),
    "up": lambda trouble: trouble.up(),
    "hold_events": lambda trouble: trouble.hold_events(),
    "release_events": lambda trouble: trouble.release_events(),
    "release_events_backwards": lambda trouble: trouble.release_events(backwards=True),
    "redeliver_last": lambda trouble: trouble.redeliver(),
}


def _surface(person: Person, wanted: Json) -> Message | View:
    """What an act is on: `{"channel", "ts"}`, `"modal"` or `"home"`."""
    match wanted.get("on"):
        case "modal" if person.modal:
            return person.modal
        case "home" if person.home:
            return person.home
        case {"channel": str(channel), "ts": str(ts)}:
            for message in person.sees(channel):
                if message.ts == ts:
                    return message
            raise LookupError(f"{person.user.key} sees no message {ts} in {channel}.")
        case _:
            raise ValueError("`on` is {channel, ts}, or modal, or home, and that must be open.")


def _message(person: Person, wanted: Json) -> Message:
    found = _surface(person, wanted)
    if isinstance(found, View):
        raise TypeError("Only a message takes this.")
    return found


def _told(answer: Answer) -> Json:
    return {"answer": answer.as_json()}


def _click(person: Person, wanted: Json) -> Json:
    named: dict[str, Any] = {key: wanted.get(key) for key in ("action_id", "text", "value")}
    return _told(person.clicks(_surface(person, wanted), **named))


def _say(person: Person, wanted: Json) -> Json:
    thread = _message(person, {"on": wanted["thread"]}) if wanted.get("thread") else None
    message = person.says(wanted["text"], wanted.get("channel"), thread)
    return {"channel": message.channel, "ts": message.ts}


def _answer_mail(person: Person, wanted: Json) -> Json:
    known = next((mail for mail in person.mails if mail.number == wanted["number"]), None)
    if known is None:
        raise LookupError(f"{person.user.key} has no mail {wanted['number']}.")
    written = person.answers_mail(known, wanted["text"], everybody=bool(wanted.get("everybody")))
    return {"mail": mail_json(person.workspace, written)}


def _react(person: Person, wanted: Json) -> Json:
    person.reacts(wanted["emoji"], _message(person, wanted))
    return {}


def _unreact(person: Person, wanted: Json) -> Json:
    person.unreacts(wanted["emoji"], _message(person, wanted))
    return {}


def _open_home(person: Person, _wanted: Json) -> Json:
    person.opens_home()
    return {}


_ACTS: dict[str, Callable[[Person, Json], Json]] = {
    "command": lambda person, wanted: _told(person.types(wanted["text"], wanted.get("channel"))),
    "click": _click,
    "pick": lambda person, wanted: _told(
        person.picks(_surface(person, wanted), wanted["choice"], action_id=wanted.get("action_id"))
    ),
    "submit": lambda person, wanted: _told(person.submits(values=wanted.get("values", {}))),
    "close": lambda person, wanted: _told(person.closes(everything=bool(wanted.get("everything")))),
    "say": _say,
    "answer_mail": _answer_mail,
    "react": _react,
    "unreact": _unreact,
    "open_home": _open_home,
    "story": errands.story,
}


def _no(problem: Exception) -> JSONResponse:
    text = f"Missing or unknown: {problem}." if isinstance(problem, KeyError) else str(problem)
    return JSONResponse({"ok": False, "error": text}, 400)
