"""People, and the app as one of them, as the JSON Slack sends. Key names are Slack's; nothing is decided here."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.state.records import Json, User
from sandbox.state.workspace import Workspace

_AVATAR = "https://a.slack-edge.com/avatar"
_SIZES = ("24", "32", "48", "72", "192", "512")


def bot_profile(workspace: Workspace) -> Json:
    bot = workspace.bot
    return {
        "id": bot.bot_id,
        "app_id": bot.app_id,
        "name": bot.name,
        "icons": {f"image_{size}": f"{_AVATAR}/bot_{size}.png" for size in ("36", "48", "72")},
        "deleted": False,
        "updated": workspace.users[bot.user_id].updated,
        "team_id": workspace.id,
    }


def user_json(workspace: Workspace, user: User, *, email: bool, locale: bool = False) -> Json:
    """One member. `email` only with the scope for it; `locale` where the caller asked."""
    zone = datetime.fromtimestamp(workspace.clock.now(), ZoneInfo(user.tz))
    offset = zone.utcoffset()
    shown: Json = {
        "id": user.id,
        **_home(workspace, user, "team_id"),
        "name": user.key,
        "deleted": user.deleted,
        "color": "9f69e7",
        "real_name": user.name,
        "tz": user.tz,
        "tz_label": zone.tzname() or user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile_json(workspace, user, email=email),
        **_standing(workspace, user),
        "is_restricted": user.is_guest,
        "is_ultra_restricted": user.is_single_channel_guest,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
        "is_email_confirmed": not user.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }
    return shown | ({"locale": user.locale} if locale else {})


def _home(workspace: Workspace, user: User, name: str) -> Json:
    """Her own workspace; of some people in an organisation Slack says none (looker/lookerbot#184)."""
    home = home_of(workspace, user)
    return {name: home} if home else {}


def home_of(workspace: Workspace, user: User) -> str:
    """The id of the workspace or organisation she is at home in; empty where Slack does not say."""
    return workspace.id if user.home is None else user.home


def _standing(workspace: Workspace, user: User) -> Json:
    """What she may do here, in which workspaces of the organisation she is; or that she is from elsewhere.

    https://docs.slack.dev/reference/objects/user-object
    """
    if user.is_foreign:
        return {"is_stranger": user.is_stranger}
    may = {"is_admin": user.is_admin, "is_owner": user.is_admin, "is_primary_owner": user.is_admin}
    if not user.teams:
        return may
    named = {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.team.enterprise}
    teams = list(user.teams)
    return {**may, **named, "teams": teams, "enterprise_user": {"id": user.id, **named, **may, "teams": teams}}


def _profile_json(workspace: Workspace, user: User, *, email: bool) -> Json:
    shown: Json = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": user.name,
        "real_name_normalized": user.name,
        "display_name": user.key,
        "display_name_normalized": user.key,
        "status_text": user.status,
        "status_emoji": user.status_emoji,
        "status_expiration": 0,
        "avatar_hash": "g0",
        **_home(workspace, user, "team"),
        **{f"image_{size}": f"{_AVATAR}/{user.key}_{size}.png" for size in _SIZES},
    }
    if user.is_bot:
        return shown | {"bot_id": workspace.bot.bot_id, "api_app_id": workspace.bot.app_id, "always_active": True}
    return shown | ({"email": user.email} if email else {})
