"""How Slack's client turns what a person types into text on the wire: escaping, mentions, channel links. Pure."""

import html
import re

from sandbox.state.workspace import Workspace

_NAME = r"[\w.\-一-鿿·]+"
_MENTION = re.compile(rf"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>|(?<![\w<])@({_NAME}(?: {_NAME}){{0,4}})")
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
        # As many of the words as are somebody's name: what Slack's client offers while one types.
        words = [found[1]] if found[1] else found[2].split(" ")
        for end in range(len(words), 0, -1):
            name, rest = " ".join(words[:end]), "".join(f" {word}" for word in words[end:])
            if broadcasts and name in _BROADCASTS:
                return keep(f"<!{name}>") + rest
            try:
                user = workspace.user(name)
            except KeyError:
                continue
            return keep(f"<@{user.id}|{user.key}>" if named else f"<@{user.id}>") + rest
        return found[0]

    def channel(found: re.Match[str]) -> str:
        try:
            known = workspace.channel(found[1] or found[2])
        except KeyError:
            return found[0]
        return keep(f"<#{known.id}|{known.name}>")

    text = _CHANNEL.sub(channel, _MENTION.sub(mention, typed))
    text = html.escape(text, quote=False)
    return re.sub(r"\0(\d+)\0", lambda found: links[int(found[1])], text)
