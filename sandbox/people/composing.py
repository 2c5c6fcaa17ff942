"""How Slack's client turns what a person types into text on the wire: escaping, mentions, channel links. Pure."""

import html
import re

from sandbox.state.workspace import Workspace

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>|(?<![\w<])@([\w.\-一-鿿·]+)")
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>|(?<![\w<])#([\w\-一-鿿]+)")
_BROADCASTS = {"channel", "here", "everyone"}


def message_text(workspace: Workspace, typed: str) -> str:
    """A message: `@name` becomes `<@U1>`, `@channel` a broadcast, `&<>` are escaped."""
    return _linked(workspace, typed, named=False, broadcasts=True)


def command_text(workspace: Workspace, typed: str, *, escape: bool) -> str:
    """A slash command's text: with `should_escape` `<@U1|name>` and `<#C1|name>`, without it as typed (`@name`)."""
    if escape:
        return _linked(workspace, typed, named=True, broadcasts=False)
    plain = _MENTION.sub(
        lambda found: f"@{workspace.users[found[1]].key}" if found[1] in workspace.users else found[0], typed
    )
    return _CHANNEL.sub(
        lambda found: f"#{workspace.channels[found[1]].name}" if found[1] in workspace.channels else found[0], plain
    )


def _linked(workspace: Workspace, typed: str, *, named: bool, broadcasts: bool) -> str:
    links: list[str] = []

    def keep(link: str) -> str:
        links.append(link)
        return f"\0{len(links) - 1}\0"

    def mention(found: re.Match[str]) -> str:
        if broadcasts and found[2] in _BROADCASTS:
            return keep(f"<!{found[2]}>")
        try:
            user = workspace.user(found[1] or found[2])
        except KeyError:
            return found[0]
        return keep(f"<@{user.id}|{user.key}>" if named else f"<@{user.id}>")

    def channel(found: re.Match[str]) -> str:
        try:
            known = workspace.channel(found[1] or found[2])
        except KeyError:
            return found[0]
        return keep(f"<#{known.id}|{known.name}>")

    text = _CHANNEL.sub(channel, _MENTION.sub(mention, typed))
    text = html.escape(text, quote=False)
    return re.sub(r"\0(\d+)\0", lambda found: links[int(found[1])], text)
