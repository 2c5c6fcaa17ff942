"""What stands on forms: their titles, by the verb of the line they serve, and the labels of their inputs."""

from bot.locales import msgid
from bot.speech.voice import Label, Voice

TITLES = {
    "block": msgid("Block"),
    "unblock": msgid("Unblock"),
    "waive": msgid("Waive this check"),
    "undo": msgid("Take back"),
    "sendback": msgid("Send back"),
    "decline": msgid("Decline"),
    "deploy": msgid("Deployment failed"),
    "hotfix": msgid("Abandon the hotfix"),
    "script": msgid("Remove the script"),
    "override": msgid("Outside of its window"),
    "rollback": msgid("Roll back"),
    "meeting": msgid("Cancel the meeting"),
    "minutes": msgid("Object to the minutes"),
}
"""Of a form that asks why."""
WORDS = {
    "previous": (msgid("What ran before"), msgid("Branch and commit, or the version")),
    "branch": (msgid("Branch and commit"), msgid("Branch and commit, or the version")),
    "backup": (msgid("Backup"), msgid("What the backup is found by")),
    "script": (msgid("Rollback script"), msgid("The SHA-256 of the script that takes it back, and a link to it")),
}
"""Title and label of a form for the words of a line."""
EVIDENCE = {
    "note": msgid("Evidence"),
    "document": msgid("Evidence"),
    "link": msgid("Link, and a word about it"),
    "branch": msgid("Branch and commit"),
}


class Labels(Label):
    CANCEL = msgid("Cancel")
    REASON = msgid("Reason")
    SIGN = msgid("Sign")
    DONE = msgid("Done")
    FIXED = msgid("Fixed")
    WHAT_WAS_DONE = msgid("What was done")
    OPEN_HOTFIX = msgid("Open a hotfix")


def why_title(voice: Voice, verb: str) -> str:
    return voice.say(TITLES.get(verb, Labels.REASON.value))


def words(voice: Voice, verb: str) -> tuple[str, str]:
    """Title and label."""
    title, label = WORDS[verb]
    return voice.say(title), voice.say(label)


def evidence(voice: Voice, kind: str) -> str:
    return voice.say(EVIDENCE[kind])
