"""chat.scheduleMessage and its two companions.

Slack's quirk is kept: a scheduled message with metadata is accepted and never posted.
"""

from sandbox.api.methods.chat import destination, writable
from sandbox.api.methods.content import read_draft
from sandbox.api.methods.registry import Call, method, page
from sandbox.changes.refusal import SlackError
from sandbox.state.happenings import MessageScheduled
from sandbox.state.records import Channel, Json, ScheduledMessage

HORIZON = 120 * 24 * 3600
WINDOW = 300
PER_WINDOW = 30


@method("chat.scheduleMessage", lacks="`markdown_text`, `icon_url`, `parse`, `link_names`, unfurling")
def schedule_message(call: Call) -> Json:
    channel, workspace = writable(call, destination(call)), call.workspace
    draft = read_draft(call, channel)
    post_at = _moment(call)
    near = [
        known
        for known in workspace.scheduled.values()
        if known.channel == channel.id and abs(known.post_at - post_at) < WINDOW
    ]
    if len(near) >= PER_WINDOW:
        raise SlackError("restricted_too_many")
    scheduled = ScheduledMessage(
        workspace.mint.id("Q"), channel.id, post_at, int(workspace.clock.now()), {"draft": draft}
    )
    with workspace.change():
        workspace.scheduled[scheduled.id] = scheduled
        workspace.tell(MessageScheduled(scheduled))
    shown = {
        "text": draft.text,
        "type": "delayed_message",
        "bot_id": workspace.bot.bot_id,
        "user": call.bot_user,
        "team": workspace.id,
    }
    return {"channel": channel.id, "scheduled_message_id": scheduled.id, "post_at": post_at, "message": shown}


def _moment(call: Call) -> int:
    value = call.text("post_at")
    if not value.isdigit():
        raise SlackError("invalid_time")
    moment = int(value)
    ahead = moment - call.workspace.clock.now()
    if ahead <= 0:
        raise SlackError("time_in_past")
    if ahead > HORIZON:
        raise SlackError("time_too_far")
    return moment


@method("chat.deleteScheduledMessage")
def delete_scheduled_message(call: Call) -> Json:
    channel, name = call.channel(), call.text("scheduled_message_id")
    known = call.workspace.scheduled.get(name)
    if known is None or known.channel != channel.id:
        raise SlackError("invalid_scheduled_message_id")
    with call.workspace.change():
        del call.workspace.scheduled[name]
    return {}


@method("chat.scheduledMessages.list", lacks="`oldest`, `latest`")
def list_scheduled_messages(call: Call) -> Json:
    wanted = _wanted_channel(call)
    known = [entry for entry in call.workspace.scheduled.values() if wanted is None or entry.channel == wanted.id]
    rows, cursor = page(call, sorted(known, key=lambda entry: entry.post_at), 100, 1000)
    shown = [
        {
            "id": entry.id,
            "channel_id": entry.channel,
            "post_at": entry.post_at,
            "date_created": entry.created,
            "text": entry.content["draft"].text,
        }
        for entry in rows
    ]
    return {"scheduled_messages": shown, "response_metadata": {"next_cursor": cursor}}


def _wanted_channel(call: Call) -> Channel | None:
    if not call.text("channel"):
        return None
    found = call.workspace.channels.get(call.text("channel"))
    if found is None:
        raise SlackError("invalid_channel")
    return found
