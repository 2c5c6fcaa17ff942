"""Who is where: joining, asking in and leaving, a conversation with the bot, joining the team, a changed profile."""

from dataclasses import replace
from typing import Any

from sandbox.setup.team import GENERAL, PersonSpec
from sandbox.state.happenings import HomeOpened, MemberJoined, MemberLeft, TeamJoined, UserChanged
from sandbox.state.ids import slack_id
from sandbox.state.records import Channel, User, View
from sandbox.state.workspace import Workspace


def open_direct(workspace: Workspace, user: str) -> Channel:
    """The conversation of `user` with the bot; the same one every time."""
    with workspace.change():
        known = workspace.direct_channel(user)
        if known is not None:
            return known
        bot = workspace.bot.user_id
        channel = Channel(
            slack_id("D", workspace.id, user),
            "",
            bot,
            int(workspace.clock.now()),
            {bot: None, user: None},
            partner=user,
        )
        workspace.channels[channel.id] = channel
    return channel


def join(workspace: Workspace, channel: Channel, user: str, inviter: str | None = None) -> None:
    with workspace.change():
        channel.members[user] = None
        workspace.tell(MemberJoined(user, channel.id, workspace.ts(), inviter))


def leave(workspace: Workspace, channel: Channel, user: str) -> None:
    """Whether she goes or is sent away: nobody is told which."""
    with workspace.change():
        if channel.members.pop(user, user) is None:
            workspace.tell(MemberLeft(user, channel.id, workspace.ts()))


def join_team(workspace: Workspace, spec: PersonSpec) -> User:
    """Somebody new: in #general unless she is a guest or from elsewhere, known to the app by a `team_join`."""
    with workspace.change():
        person = workspace.person_from(spec)
        workspace.users[person.id] = person
        if not (person.is_guest or person.is_foreign):
            workspace.channel(GENERAL).members[person.id] = None
        workspace.tell(TeamJoined(person, workspace.ts()))
    return person


def change_profile(workspace: Workspace, user: str, **changes: Any) -> User:
    with workspace.change():
        person = replace(workspace.users[user], updated=int(workspace.clock.now()), **changes)
        workspace.users[user] = person
        workspace.tell(UserChanged(person, workspace.ts()))
    return person


def open_home(workspace: Workspace, user: str, tab: str) -> View | None:
    """Somebody looks at the app's page; what she sees there now, if anything was published."""
    with workspace.change():
        channel = open_direct(workspace, user)
        view = workspace.views.get(workspace.homes.get(user, ""))
        workspace.tell(HomeOpened(user, channel.id, tab, view, workspace.ts()))
    return view
