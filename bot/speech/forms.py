"""What stands on forms of more than one subject: their titles, and the labels of their inputs."""

from bot.locales import msgid
from bot.speech.voice import Label, Voice

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


class Why(Label):
    """Titles of the form that asks why, by what is done."""

    BLOCK = msgid("Block")
    UNBLOCK = msgid("Unblock")
    WAIVE = msgid("Waive this check")
    UNDO = msgid("Take back")
    SEND_BACK = msgid("Send back")
    DECLINE = msgid("Decline")
    DEPLOYMENT_FAILED = msgid("Deployment failed")
    FAILED = msgid("It has failed")
    OPEN_HOTFIX = msgid("Open a hotfix")
    ABANDON_HOTFIX = msgid("Abandon the hotfix")
    REMOVE_SCRIPT = msgid("Remove the script")
    OVERRIDE = msgid("Outside of its window")
    ROLL_BACK = msgid("Roll back")
    CANCEL_MEETING = msgid("Cancel the meeting")
    OBJECT = msgid("Object to the minutes")
    NOT_FIXED = msgid("Not fixed")
    DEFER = msgid("Defer this bug")
    GRADE = msgid("Grade this bug")


class Ends(Label):
    """Titles and labels of the form that asks for the end of a line."""

    BRANCH = msgid("Branch and commit")
    VERSION = msgid("Branch and commit, or the version")
    SCRIPT = msgid("Rollback script")
    SCRIPT_DIGEST = msgid("The SHA-256 of the script that takes it back, and a link to it")
    PREVIOUS = msgid("What ran before")
    BACKUP = msgid("Backup")
    BACKUP_ID = msgid("What the backup is found by")


def evidence(voice: Voice, kind: str) -> str:
    return voice.say(EVIDENCE[kind])
