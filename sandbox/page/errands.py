"""What the page asks for in a person's name, carried out by the same hands the tests use. The page decides nothing."""

from collections.abc import Callable

from sandbox.people.outcome import Answer
from sandbox.people.person import Person
from sandbox.state.records import Json, Message, View


def perform(person: Person, wanted: Json) -> Json:
    """`{"ok": true, …}`, with `failed` and `errors` where an app answers; or `{"ok": false, "error": sentence}`."""
    try:
        return {"ok": True, **_ACTS[wanted["do"]](person, wanted)}
    except KeyError as missing:
        return {"ok": False, "error": f"Missing or unknown: {missing}."}
    except (ValueError, LookupError, PermissionError) as problem:
        return {"ok": False, "error": str(problem)}


def _told(answer: Answer) -> Json:
    return {"failed": answer.failed, "errors": dict(answer.errors)}


def _message(person: Person, wanted: Json) -> Message:
    for message in person.sees(wanted["channel"]):
        if message.ts == wanted["ts"]:
            return message
    raise LookupError("This message is no longer there.")


def _view(person: Person, name: str) -> View:
    view = person.workspace.views.get(name)
    if view is None or view.user != person.id:
        raise LookupError("This view is no longer open.")
    return view


def _command(person: Person, wanted: Json) -> Json:
    return _told(person.types(wanted["text"], wanted["channel"]))


def _say(person: Person, wanted: Json) -> Json:
    thread = _message(person, {**wanted, "ts": wanted["thread"]}) if wanted.get("thread") else None
    return {"ts": person.says(wanted["text"], wanted["channel"], thread).ts}


def _edit(person: Person, wanted: Json) -> Json:
    person.edits(_message(person, wanted), wanted["text"])
    return {}


def _delete(person: Person, wanted: Json) -> Json:
    person.deletes(_message(person, wanted))
    return {}


def _react(person: Person, wanted: Json) -> Json:
    person.reacts(wanted["emoji"], _message(person, wanted))
    return {}


def _unreact(person: Person, wanted: Json) -> Json:
    person.unreacts(wanted["emoji"], _message(person, wanted))
    return {}


def _dismiss(person: Person, wanted: Json) -> Json:
    message = _message(person, wanted)
    if message.ephemeral_to != person.id:
        raise PermissionError("Only a message that nobody else sees can be put away.")
    person.dismisses(message)
    return {}


def _work(person: Person, wanted: Json) -> Json:
    on = _view(person, wanted["view"]) if "view" in wanted else _message(person, wanted)
    choice, values = wanted.get("choice"), wanted.get("values", {})
    return _told(person.works(on, wanted["block"], wanted["action"], choice, values))


def _shortcut(person: Person, wanted: Json) -> Json:
    return _told(person.takes_shortcut(wanted["name"], _message(person, wanted) if "ts" in wanted else None))


def _submit(person: Person, wanted: Json) -> Json:
    return _told(person.submits(_view(person, wanted["view"]), wanted["values"]))


def _close(person: Person, wanted: Json) -> Json:
    return _told(person.closes(everything=bool(wanted.get("everything"))))


def _home(person: Person, wanted: Json) -> Json:
    person.opens_home(wanted.get("tab", "home"))
    return {}


def story(person: Person, wanted: Json) -> Json:
    if person.workspace.story is None:
        raise LookupError("Nobody tells a story here.")
    person.workspace.story.asked(person.user, wanted)
    return {}


_ACTS: dict[str, Callable[[Person, Json], Json]] = {
    "command": _command,
    "say": _say,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "unreact": _unreact,
    "dismiss": _dismiss,
    "work": _work,
    "shortcut": _shortcut,
    "submit": _submit,
    "close": _close,
    "home": _home,
    "story": story,
}
