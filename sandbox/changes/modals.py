"""Views and what entitles an app to show them.

Triggers live three seconds and serve once; modals stack three deep; a hash keeps stale updates out.
"""

from dataclasses import replace

from sandbox.changes.posting import completed_blocks
from sandbox.changes.refusal import SlackError
from sandbox.state.happenings import ViewClosed, ViewShown
from sandbox.state.records import Json, Trigger, View
from sandbox.state.workspace import Workspace

TRIGGER_SECONDS = 3.0
STACK_LIMIT = 3


def give_trigger(workspace: Workspace, user: str, view: str | None = None) -> str:
    """A trigger_id for something `user` just did, in `view` if it was done in one."""
    with workspace.change():
        name = f"{int(workspace.clock.now() * 1000)}.{workspace.id[1:8]}.{workspace.mint.token()}"
        workspace.triggers[name] = Trigger(user, workspace.clock.now(), view)
    return name


def spend_trigger(workspace: Workspace, name: str) -> Trigger:
    """Raise `SlackError` unless it is fresh and unused."""
    trigger = workspace.triggers.get(name)
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.spent:
        raise SlackError("exchanged_trigger_id")
    if workspace.clock.now() - trigger.given_at > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    trigger.spent = True
    return trigger


def open_modal(workspace: Workspace, user: str, content: Json) -> View:
    """A new first view; what was open before goes."""
    with workspace.change():
        view = _made(workspace, user, content, previous=None)
        workspace.modals[user] = [view.id]
        workspace.tell(ViewShown(view))
    return view


def push_modal(workspace: Workspace, user: str, content: Json) -> View:
    with workspace.change():
        stack = workspace.modals.get(user, [])
        if not stack:
            raise SlackError("invalid_trigger_id")
        if len(stack) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")
        view = _made(workspace, user, content, previous=workspace.views[stack[-1]])
        stack.append(view.id)
        workspace.tell(ViewShown(view))
    return view


def update_view(workspace: Workspace, view: View, content: Json) -> View:
    """The same view with other content; what its owner typed into blocks that stay is kept."""
    with workspace.change():
        whole = _whole(workspace, content)
        kept = {block["block_id"] for block in whole["blocks"]}
        state = {block_id: values for block_id, values in view.state.items() if block_id in kept}
        changed = replace(view, content=whole, hash=_hash(workspace), state=state)
        workspace.views[view.id] = changed
        workspace.tell(ViewShown(changed))
    return changed


def publish_home(workspace: Workspace, user: str, content: Json) -> View:
    known = workspace.views.get(workspace.homes.get(user, ""))
    if known is not None:
        return update_view(workspace, known, content)
    with workspace.change():
        view = _made(workspace, user, content, previous=None)
        workspace.homes[user] = view.id
        workspace.tell(ViewShown(view))
    return view


def close_modals(workspace: Workspace, user: str, *, only_top: bool) -> list[View]:
    """What closed, top first."""
    with workspace.change():
        stack = workspace.modals.get(user, [])
        closing = [stack.pop()] if only_top and stack else [stack.pop() for _ in tuple(stack)]
        views = [workspace.views.pop(name) for name in closing]
        for view in views:
            workspace.tell(ViewClosed(view))
    return views


def top_modal(workspace: Workspace, user: str) -> View | None:
    stack = workspace.modals.get(user)
    return workspace.views[stack[-1]] if stack else None


def _made(workspace: Workspace, user: str, content: Json, previous: View | None) -> View:
    name = workspace.mint.id("V")
    root = previous.root_view_id if previous else name
    view = View(name, user, _whole(workspace, content), _hash(workspace), root, previous.id if previous else None)
    workspace.views[name] = view
    return view


def _whole(workspace: Workspace, content: Json) -> Json:
    return {**content, "blocks": completed_blocks(workspace, content["blocks"])}


def _hash(workspace: Workspace) -> str:
    return f"{int(workspace.clock.now())}.{workspace.mint.token()[:8]}"
