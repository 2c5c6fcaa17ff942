"""The server's root for a browser: what this is and who is in it."""

import html

from sandbox.workspace import Workspace


def root_page(workspace: Workspace) -> str:
    people = ", ".join(html.escape(user.name) for user in workspace.people)
    name, app = html.escape(workspace.team.name), html.escape(workspace.manifest.name)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title>'
        f"<p>This is a local stand-in for Slack, serving the workspace “{name}” for the app “{app}”. "
        f"In it are {people}. It is not slack.com; nothing leaves this machine.</p></html>"
    )
