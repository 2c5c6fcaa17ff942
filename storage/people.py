"""The workspace's directory: who is who, which channel is which, as Slack told it. It gives nobody any right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from storage.tables import CHANNELS, DIRECTS, MEMBERS
from storage.upserts import replacing


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody Slack knows. `active`: neither deactivated nor a bot. `zone`: IANA name. `email` may be empty.

    `belongs`: "here" to the workspace, "elsewhere", or "" where Slack has not said.
    """

    user: str
    belongs: str
    email: str
    name: str
    locale: str
    zone: str
    active: bool
    guest: bool


_MEMBERS: Final = select(*(MEMBERS.c[field.name] for field in fields(Member)))
_MEMBER: Final = _MEMBERS.where(MEMBERS.c.user == bindparam("of"))
_BY_EMAIL: Final = _MEMBERS.where(MEMBERS.c.email.in_(bindparam("of", expanding=True))).order_by(
    MEMBERS.c.belongs == "here", MEMBERS.c.active, MEMBERS.c.user
)
_SAVE_MEMBER: Final = replacing(MEMBERS, "user")
_SAVE_CHANNEL: Final = replacing(CHANNELS, "id")
_SAVE_DIRECT: Final = replacing(DIRECTS, "user")
_NAME_MOVED: Final = delete(CHANNELS).where(CHANNELS.c.name == bindparam("taken"), CHANNELS.c.id != bindparam("by"))
_CHANNEL_ID: Final = select(CHANNELS.c.id).where(CHANNELS.c.name == bindparam("of"))
_CHANNEL_NAME: Final = select(CHANNELS.c.name).where(CHANNELS.c.id == bindparam("of"))
_DIRECTS: Final = select(DIRECTS.c.channel).order_by(DIRECTS.c.user)
_DIRECT: Final = select(DIRECTS.c.channel).where(DIRECTS.c.user == bindparam("of"))


def save_members(conn: Connection, members: Sequence[Member], now: datetime) -> None:
    """Learn or correct these members; others stay as they are known. E-mail addresses are kept in lower case."""
    rows = [
        {**{field.name: getattr(member, field.name) for field in fields(Member)}, "saved_at": now}
        | {"email": member.email.lower()}
        for member in sorted(members, key=lambda member: member.user)
    ]
    if rows:
        conn.execute(_SAVE_MEMBER.on(conn), rows)


def member(conn: Connection, user: str) -> Member | None:
    row = conn.execute(_MEMBER, {"of": user}).one_or_none()
    return None if row is None else Member(*row)


def members(conn: Connection) -> list[Member]:
    return [Member(*row) for row in conn.execute(_MEMBERS.order_by(MEMBERS.c.user))]


def by_email(conn: Connection, emails: Collection[str]) -> dict[str, Member]:
    """The members with these addresses, by address in lower case.

    If an address was used twice, one who is here rather than elsewhere, and active rather than not.
    """
    wanted = {email.lower() for email in emails if email}
    return {row.email: Member(*row) for row in conn.execute(_BY_EMAIL, {"of": sorted(wanted)})}


def save_channel(conn: Connection, name: str, channel: str) -> None:
    """Learn a channel's id and name (with or without `#`). A name that another channel had is this one's now."""
    bare = name.removeprefix("#")
    conn.execute(_NAME_MOVED, {"taken": bare, "by": channel})
    conn.execute(_SAVE_CHANNEL.on(conn), {"id": channel, "name": bare})


def channel_id(conn: Connection, name: str) -> str | None:
    return conn.execute(_CHANNEL_ID, {"of": name.removeprefix("#")}).scalar()


def channel_name(conn: Connection, channel: str) -> str | None:
    """The name without `#`."""
    return conn.execute(_CHANNEL_NAME, {"of": channel}).scalar()


def save_dm(conn: Connection, user: str, channel: str) -> None:
    conn.execute(_SAVE_DIRECT.on(conn), {"user": user, "channel": channel})


def dm(conn: Connection, user: str) -> str | None:
    """The id of our direct-message channel with this person, if one was opened."""
    return conn.execute(_DIRECT, {"of": user}).scalar()


def dms(conn: Connection) -> list[str]:
    """The ids of all our direct-message channels."""
    return list(conn.execute(_DIRECTS).scalars())
