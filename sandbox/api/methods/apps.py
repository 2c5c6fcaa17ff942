"""api.test, auth.test, apps.connections.open, team.info, bots.info: who is calling, and where to connect."""

from sandbox.api.methods.registry import Call, method
from sandbox.changes.refusal import SlackError
from sandbox.shapes.users import bot_profile
from sandbox.state.records import Json


@method("api.test")
def api_test(call: Call) -> Json:
    if call.text("error"):
        raise SlackError(call.text("error"), args=dict(call.args))
    return {"args": dict(call.args)} if call.args else {}


@method("auth.test")
def auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"https://{workspace.team.domain}.slack.com/",
        "team": workspace.team.name,
        "team_id": workspace.id,
        "user": workspace.users[call.bot_user].key,
        "user_id": call.bot_user,
        "bot_id": workspace.bot.bot_id,
        "is_enterprise_install": False,
        **({"enterprise_id": workspace.enterprise_id} if workspace.enterprise_id else {}),
    }


@method("apps.connections.open")
def connections_open(call: Call) -> Json:
    """Hand out a one-time address."""
    workspace = call.workspace
    if not workspace.manifest.socket_mode:
        raise SlackError("socket_mode_disabled")
    ticket = workspace.mint.token()
    workspace.socket_tickets.add(ticket)
    host = call.base_url.removeprefix("http://")
    return {"url": f"ws://{host}/link/?ticket={ticket}&app_id={workspace.bot.app_id}"}


@method("team.info", lacks="other teams, pictures")
def team_info(call: Call) -> Json:
    workspace = call.workspace
    domain = workspace.team.domain
    team = {
        "id": workspace.id,
        "name": workspace.team.name,
        "domain": domain,
        "email_domain": "",
        "url": f"https://{domain}.slack.com/",
    }
    if workspace.enterprise_id:
        team |= {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.team.enterprise}
    return {"team": team | {"icon": {"image_default": True}}}


@method("bots.info", lacks="other apps")
def bots_info(call: Call) -> Json:
    if call.text("bot") != call.workspace.bot.bot_id:
        raise SlackError("bot_not_found")
    known = {key: value for key, value in bot_profile(call.workspace).items() if key != "team_id"}
    return {"bot": known | {"user_id": call.bot_user}}
