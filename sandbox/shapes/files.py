"""An uploaded file as the JSON Slack sends. Key names are Slack's; nothing is decided here."""

import mimetypes

from sandbox.state.records import Json, StoredFile


def file_json(stored: StoredFile) -> Json:
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
        "is_external": False,
        "is_public": bool(stored.channels),
        "channels": list(stored.channels),
        "groups": [],
        "ims": [],
    }
