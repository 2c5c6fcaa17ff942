"""reactions.*: emoji under messages.

https://docs.slack.dev/reference/methods?family=reactions
"""

from sandbox.api.methods.chat import permalink
from sandbox.api.methods.conversations import readable
from sandbox.api.methods.registry import Call, method
from sandbox.changes import reacting
from sandbox.changes.refusal import SlackError
from sandbox.shapes.messages import brief_message_json
from sandbox.state.emoji import is_name
from sandbox.state.records import Json, Message


@method("reactions.add")
def add(call: Call) -> Json:
    name, message = _name(call), _item(call)
    if call.channel().is_archived:
        raise SlackError("is_archived")
    if reacting.has_reacted(message, call.bot_user, name):
        raise SlackError("already_reacted")
    if len(message.reactions) >= reacting.REACTIONS_LIMIT:
        raise SlackError("too_many_emoji")
    reacting.add(call.workspace, message, call.bot_user, name)
    return {}


@method("reactions.remove")
def remove(call: Call) -> Json:
    name, message = _name(call), _item(call)
    if not reacting.has_reacted(message, call.bot_user, name):
        raise SlackError("no_reaction")
    reacting.remove(call.workspace, message, call.bot_user, name)
    return {}


@method("reactions.get", lacks="files")
def get(call: Call) -> Json:
    message = _item(call)
    shown = brief_message_json(call.workspace, message, "ts", "reactions")
    shown |= {"permalink": permalink(call.workspace, message)}
    return {"type": "message", "channel": message.channel, "message": shown}


def _name(call: Call) -> str:
    name = call.text("name").strip(":")
    if not is_name(name):
        raise SlackError("invalid_name")
    return name


def _item(call: Call) -> Message:
    if not (call.text("channel") and call.text("timestamp")):
        raise SlackError("no_item_specified")
    channel = call.channel()
    readable(call.workspace, channel)
    message = channel.messages.get(call.text("timestamp"))
    if message is None or message.is_tombstone:
        raise SlackError("message_not_found")
    return message
