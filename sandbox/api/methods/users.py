"""users.*: the people of the workspace. E-mail addresses only with the scope for them."""

from sandbox.api.methods.registry import Call, method, page
from sandbox.changes.refusal import SlackError
from sandbox.shapes.users import user_json
from sandbox.state.records import Json, User

MOST = 1000


@method("users.list")
def list_users(call: Call) -> Json:
    everybody = list(call.workspace.users.values())
    if not call.text("limit") and len(everybody) > MOST:
        raise SlackError("limit_required")
    rows, cursor = page(call, everybody, MOST, MOST)
    shown = [_shown(call, user) for user in rows]
    return {"members": shown, "cache_ts": int(call.workspace.clock.now()), "response_metadata": {"next_cursor": cursor}}


@method("users.info")
def info(call: Call) -> Json:
    return {"user": _shown(call, call.user())}


@method("users.lookupByEmail")
def lookup_by_email(call: Call) -> Json:
    wanted = call.text("email").strip().lower()
    for user in call.workspace.people:
        if wanted and user.email.lower() == wanted and not (user.deleted or user.is_foreign):
            return {"user": _shown(call, user)}
    raise SlackError("users_not_found")


def _shown(call: Call, user: User) -> Json:
    may_see_email = "users:read.email" in call.workspace.manifest.scopes
    return user_json(call.workspace, user, email=may_see_email, locale=call.flag("include_locale"))
