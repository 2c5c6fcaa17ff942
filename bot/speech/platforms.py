"""What a deployment platform's refusal, result or silence means, in words. They become part of the record."""

from collections.abc import Mapping
from typing import Final

from bot.locales import msgid
from bot.speech.voice import Voice

REJECTED: Final[Mapping[str, str]] = {
    "not-there": msgid("the platform knows no such job; check `at` and `job` in the plan"),
    "no-branch": msgid("the platform finds no such branch"),
    "refused": msgid("the platform refused the order"),
    "not-startable": msgid("the command cannot be run; check `command` in the plan"),
}
FAILED: Final[Mapping[str, str]] = {
    "": msgid("the run failed"),
    "timed-out": msgid("it was stopped when its time was over"),
    "other-commit": msgid("it deployed another commit than the one ordered"),
    "says-otherwise": msgid("the platform tells of success, but what runs there says otherwise"),
    "cut-off": msgid("what ran it is gone, and nobody knows how far it came"),
    "says-nothing": msgid("the platform tells of success, but what runs there cannot be asked"),
}
DOWN: Final[Mapping[str, str]] = {
    "no-address": msgid("`at` in the plan is no address of such a platform"),
    "insecure": msgid("`at` in the plan is not encrypted; write https://"),
    "not-allowed": msgid("it leads to the inside of a machine or of a cloud; correct the address in the plan"),
    "no-credentials": msgid("its credentials are not set"),
    "not-permitted": msgid(
        "this installation's plan has no such platform, and nothing is run by the record alone; the operator puts it "
        "under `platforms` of the plan file as the release has it, and starts the bot anew"
    ),
    "unreachable": msgid("it cannot be reached"),
    "timed-out": msgid("it takes too long to answer"),
    "redirected": msgid("it sends us on to another host; correct `at` in the plan"),
    "refused": msgid("it refuses our credentials"),
    "rate-limited": msgid("it asks us to rest, because it was called too often"),
    "not-found": msgid("it does not know the run"),
    "wrong-query": msgid("it does not understand what we ask"),
    "failed": msgid("it answers with an error"),
    "too-large": msgid("its answer is too large"),
    "too-many": msgid("its answer is too long"),
    "not-understood": msgid("its answer is not that of such a platform"),
}


def rejected(voice: Voice, why: str, detail: str) -> str:
    return _with(voice, REJECTED[why], detail)


def failed(voice: Voice, state: str, reason: str, detail: str) -> str:
    """Of a run that ended otherwise than well, or that nobody knows about."""
    return _with(voice, msgid("the run was cancelled") if state == "cancelled" else FAILED[reason], detail)


def down(voice: Voice, why: str, detail: str) -> str:
    """Why the platform cannot be asked."""
    return _with(voice, DOWN[why], detail)


def unprobed(voice: Voice, why: str, detail: str) -> str:
    """Why an order would not be taken, or nothing can be asked."""
    return _with(voice, {**REJECTED, **DOWN}[why], detail)


def _with(voice: Voice, message: str, detail: str) -> str:
    words = voice.say(message)
    said = " ".join(detail.split())
    return voice.say("{reason} ({detail})", reason=words, detail=said) if said else words


def of_a_changed_record(voice: Voice) -> str:
    """Why an order is not given that the record holds."""
    return voice.say(
        "the record of the release was changed, and nothing is deployed by it; your operator sees how: "
        "`python -m bot verify`"
    )


def not_begun(voice: Voice) -> str:
    """Why an order is given up that was on its way when the release ended."""
    return voice.say("the release ended before it was known to have begun; see over there whether it runs")
