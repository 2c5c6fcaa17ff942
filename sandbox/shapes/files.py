"""An uploaded file as the JSON Slack sends. Key names are Slack's; nothing is decided here."""

import mimetypes
from urllib.parse import quote

from sandbox.state.records import Json, StoredFile
from sandbox.state.workspace import Workspace


def file_json(workspace: Workspace, stored: StoredFile) -> Json:
    address = f"https://{workspace.team.domain}.slack.com/files"
    extension = stored.name.rsplit(".", 1)[-1] if "." in stored.name else "text"
    return {
        "id": stored.id,
        "created": stored.created,
        "timestamp": stored.created,
        "name": stored.name,
        "title": stored.title or stored.name,
        "mimetype": mimetypes.guess_type(stored.name)[0] or "text/plain",
        "filetype": extension,
        "pretty_type": extension.upper(),
        "user": stored.user,
        "size": stored.length,
        "mode": "hosted",
        "permalink": f"{address}/{stored.user}/{stored.id}/{quote(stored.name)}",
        "url_private": f"{address}-pri/{workspace.id}-{stored.id}/{quote(stored.name)}",
        "url_private_download": f"{address}-pri/{workspace.id}-{stored.id}/download/{quote(stored.name)}",
        "is_external": False,
        "is_public": bool(stored.channels),
        "channels": list(stored.channels),
        "groups": [],
        "ims": [],
    }
