"""views.*: modals and the Home tab.

https://docs.slack.dev/reference/methods?family=views
"""

from typing import Any

from sandbox.api.methods.registry import Call, method, missing
from sandbox.blockkit import is_too_large, problems_of_view
from sandbox.blockkit.blocks import Surface
from sandbox.changes import modals
from sandbox.changes.refusal import SlackError
from sandbox.shapes.views import view_json
from sandbox.state.records import Json, View


@method("views.open")
def open_view(call: Call) -> Json:
    content = _view(call, "modal")
    trigger = modals.spend_trigger(call.workspace, _trigger(call))
    _unique(call, content)
    return _answer(call, modals.open_modal(call.workspace, trigger.user, content))


@method("views.push")
def push_view(call: Call) -> Json:
    content = _view(call, "modal")
    trigger = modals.spend_trigger(call.workspace, _trigger(call))
    _unique(call, content)
    return _answer(call, modals.push_modal(call.workspace, trigger.user, content))


@method("views.update")
def update_view(call: Call) -> Json:
    known = _known(call)
    content = _view(call, "home" if known.content["type"] == "home" else "modal")
    _same_hash(call, known)
    return _answer(call, modals.update_view(call.workspace, known, content))


@method("views.publish")
def publish_view(call: Call) -> Json:
    if not call.workspace.manifest.home_tab:
        raise SlackError("not_enabled")
    user = call.workspace.users.get(call.text("user_id"))
    if user is None:
        raise SlackError("invalid_arguments", ["[ERROR] invalid `user_id`"])
    content = _view(call, "home")
    known = call.workspace.views.get(call.workspace.homes.get(user.id, ""))
    if known is not None:
        _same_hash(call, known)
    return _answer(call, modals.publish_home(call.workspace, user.id, content))


def _view(call: Call, surface: Surface) -> Json:
    return checked_view(call.data("view", "invalid_arguments"), surface)


def checked_view(view: Any, surface: Surface) -> Json:
    """Raise Slack's refusal of the view; give it back otherwise."""
    problems = problems_of_view(view, surface)
    if problems:
        raise SlackError("invalid_arguments", problems)
    if is_too_large(view):
        raise SlackError("view_too_large")
    return dict(view)


def _trigger(call: Call) -> str:
    name = call.text("trigger_id") or call.text("interactivity_pointer")
    if not name:
        raise missing("trigger_id")
    return name


def _unique(call: Call, content: Json) -> None:
    external = content.get("external_id")
    if external and any(view.content.get("external_id") == external for view in call.workspace.views.values()):
        raise SlackError("duplicate_external_id")


def _known(call: Call) -> View:
    name, external = call.text("view_id"), call.text("external_id")
    if not (name or external):
        raise missing("view_id")
    for view in call.workspace.views.values():
        if view.id == name or (external and view.content.get("external_id") == external):
            return view
    raise SlackError("not_found")


def _same_hash(call: Call, known: View) -> None:
    if call.text("hash") and call.text("hash") != known.hash:
        raise SlackError("hash_conflict")


def _answer(call: Call, view: View) -> Json:
    return {"view": view_json(call.workspace, view)}
