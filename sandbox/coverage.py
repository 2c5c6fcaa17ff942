"""What of Slack is here, as the tables of README.md: read from the code that does it, never written by hand.

`python -m sandbox.coverage` writes them anew.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from sandbox.api.methods import METHODS
from sandbox.blockkit import blocks, elements
from sandbox.setup.manifest_terms import EVENT_SCOPES
from sandbox.wire.events import SENT

README: Final = Path(__file__).with_name("README.md")
BEGIN: Final = "<!-- coverage: written by python -m sandbox.coverage -->"
END: Final = "<!-- end of coverage -->"

REFUSED_METHODS: Final[Mapping[str, str]] = {
    "admin": "*", "agents": "*", "apps": "event.authorizations.list manifest.* uninstall user.*", "assistant": "*",
    "auth": "revoke teams.list", "bookmarks": "*", "calls": "*",
    "canvases": "access.delete delete getContent sections.lookup", "channels": "*",
    "chat": "appendStream meMessage startStream stopStream unfurl",
    "conversations": "acceptSharedInvite approveSharedInvite archive canvases.* close create declineSharedInvite "
    "externalInvitePermissions.* invite inviteShared kick leave listConnectInvites mark rename "
    "requestSharedInvite.* setPurpose setTopic unarchive",
    "dialog": "*", "dnd": "*", "emoji": "*", "entity": "*",
    "files": "comments.* delete list remote.* revokePublicURL sharedPublicURL upload",
    "groups": "*", "im": "*", "migration": "*", "mpim": "*", "oauth": "*", "openid": "*",
    "pins": "*", "reactions": "list", "reminders": "*", "rtm": "*", "search": "*", "slackLists": "*",
    "slackbot": "*", "stars": "*",
    "team": "accessLogs billableInfo billing.* externalTeams.* integrationLogs preferences.* profile.*",
    "tooling": "*", "usergroups": "*",
    "users": "deletePhoto discoverableContacts.* getPresence identity profile.* setPhoto setPresence",
    "workflows": "*",
}  # fmt: skip
"""What Slack has besides, by family: `unknown_method`. A test holds it against the methods of Slack's own SDK."""

REFUSED_BLOCKS: Final = ("auth_provider", "call")

ELEMENTS: Final = {
    "section": elements.SECTION_ACCESSORIES,
    "actions": elements.ACTIONS,
    "input": elements.INPUT_ELEMENTS,
    "context_actions": elements.CONTEXT_ACTIONS,
}

INTERACTIONS: Final[Mapping[str, str]] = {
    "slash_commands": "",
    "block_actions": "`function_data` where a step's message is pressed",
    "view_submission": "",
    "view_closed": "",
    "shortcut": "",
    "message_action": "",
    "interactive_message": "menus whose options the app is asked for",
    "response_url": "",
}
REFUSED_INTERACTIONS: Final = ("`block_suggestion`", "`workflow_step_edit`")


Row = tuple[str, Mapping[str, str], Iterable[str]]
"""A name, what is there by name with what it lacks ("" for nothing), and what is refused."""


def tables() -> str:
    """All of it, as Markdown."""
    return "\n".join(
        (
            BEGIN,
            "",
            "*Partial* lacks what stands in brackets. *Refused* gets Slack's own error (`unknown_method`, `unsupported",
            "type`); events and interactions that are refused never come.",
            "",
            *_table("methods", _methods()),
            *_table("from Slack to the app", [
                ("events", SENT, _code(event for event in EVENT_SCOPES if event not in SENT)),
                ("interactions", INTERACTIONS, REFUSED_INTERACTIONS),
            ]),
            *_table("Block Kit", _block_kit()),
            END,
        )
    )  # fmt: skip


def _methods() -> Iterator[Row]:
    families = sorted({name.partition(".")[0] for name in METHODS} | set(REFUSED_METHODS))
    whole = [family for family in families if REFUSED_METHODS.get(family) == "*"]
    for family in (name for name in families if name not in whole):
        known = {
            name.removeprefix(f"{family}."): entry.lacks
            for name, entry in METHODS.items()
            if name.startswith(f"{family}.")
        }
        yield f"`{family}.*`", known, _code(REFUSED_METHODS.get(family, "").split())
    yield "whole families", {}, _code(f"{family}.*" for family in whole)


def _block_kit() -> Iterator[Row]:
    for surface, kinds in blocks.BLOCKS.items():
        others = {kind for other in blocks.BLOCKS.values() for kind in other} - set(kinds)
        refused = _code(sorted(others | set(REFUSED_BLOCKS)))
        yield f"blocks in a {surface}", {kind: blocks.LACKS.get(kind, "") for kind in sorted(kinds)}, refused
    for place, known in ELEMENTS.items():
        shown = {kind: elements.LACKS.get(kind, "") for kind in sorted(known)}
        yield f"elements in `{place}`", shown, ["all others"]


def _table(title: str, rows: Iterable[Row]) -> Iterator[str]:
    yield f"| {title} | supported | partial | refused |"
    yield "| --- | --- | --- | --- |"
    for name, known, refused in rows:
        whole = _code(entry for entry, lacks in known.items() if not lacks)
        partial = (f"`{entry}` ({lacks})" for entry, lacks in known.items() if lacks)
        yield f"| {name} | {' '.join(whole)} | {'; '.join(partial)} | {' '.join(refused)} |"
    yield ""


def _code(names: Iterable[str]) -> list[str]:
    return [f"`{name}`" for name in names]


def written(readme: str) -> str:
    """The README with the tables as they are now; `ValueError` if it has no place for them."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"The README has no place for the tables: {BEGIN} … {END}")
    return before + tables() + after


def main() -> int:
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
