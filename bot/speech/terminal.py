"""The words of the command line: what keeps a process from starting, what was not found, what was checked."""

from collections.abc import Sequence

from bot.domain.plan import Plan
from bot.locales import msgid
from bot.speech.voice import Voice

BROKEN = {
    "altered": msgid("{release}, entry {number}: its content was changed"),
    "reordered": msgid("{release}, entry {number}: it stands in the wrong place"),
    "gap": msgid("{release}, entry {number}: it is missing"),
    "header": msgid("{release}, entry {number}: the record does not end where it should"),
    "rewritten": msgid("{release}, entry {number}: it, or one before it, is another one than was seen here before"),
    "unsigned": msgid("{release}, entry {number}: the end of the record is not signed"),
    "unknown-key": msgid("{release}, entry {number}: the end of the record is signed by no key that is known here"),
    "bad-signature": msgid("{release}, entry {number}: the signature does not fit the end of the record"),
}


def plan_is_usable(voice: Voice, plan: Plan) -> str:
    """After the warnings, if any: the plan can be run, and how large it is."""
    return voice.say(
        "{name} can be run: {people} people, {systems} systems, {phases} phases, {steps} steps.",
        name=voice.quote(plan.name.in_(voice.language)),
        people=len(plan.people),
        systems=len(plan.systems),
        phases=len(plan.phases),
        steps=len(plan.steps),
    )


def who_may_act(voice: Voice) -> str:
    """What no look at a plan can tell."""
    return voice.say("Everybody in it has to be a full member of the Slack workspace: guests may not act.")


def no_release(voice: Voice, name: str) -> str:
    if name:
        return voice.say(
            "There is no release {name}; leave the name out for the newest one.", name=voice.said(name, 80)
        )
    return voice.say("No release has been started yet; its lead types `{command} start` in Slack.")


def no_text(voice: Voice) -> str:
    return voice.say("What was typed holds bytes that are no text in UTF-8; type it anew.")


def no_person(voice: Voice, name: str, known: Sequence[str]) -> str:
    """`known`: the keys of the plan's people, any of which would do."""
    return voice.say(
        "Nobody is known as {name}; name one of: {known}.",
        name=voice.said(name, 80),
        known=voice.few([voice.quote(key) for key in known], 12),
    )


def broken(voice: Voice, release: str, number: int, what: str) -> str:
    """One entry of a journal that is not as it was written; `what` as the chain's check names it."""
    return voice.say(BROKEN[what], release=voice.quote(release), number=number)


def verified(voice: Voice, entries: int, broken: int) -> str:
    if broken:
        return voice.count(
            "The record was changed: {n} entry is not as it was written. Restore the database from a backup.",
            "The record was changed: {n} entries are not as they were written. Restore the database from a backup.",
            broken,
        )
    return voice.count("The record is whole: {n} entry.", "The record is whole: {n} entries.", entries)


def granted(voice: Voice, role: str) -> str:
    return voice.say(
        "{role} may add to the journal, and change or remove nothing in it. Name that role in the bot's DATABASE_URL; "
        "after an upgrade of the bot, run this again before it starts.",
        role=voice.quote(role),
    )


def refused_tokens(voice: Voice, error: str) -> str:
    return voice.say("Slack refuses these tokens: {error}.", error=error)


def not_secure(voice: Voice, url: str) -> str:
    return voice.say("{url} must begin with https://; Slack calls no other address.", url=url)


def no_way_in(voice: Voice) -> str:
    return voice.say("Set SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP).")


def no_way_back(voice: Voice) -> str:
    return voice.say("Set MAIL_FROM to the address of the mailbox that IMAP_URL names: replies go there.")


def not_set(voice: Voice, name: str, shape: str) -> str:
    return voice.say("{name} is not set; it looks like {shape}.", name=name, shape=shape)


def set_twice(voice: Voice, name: str, other: str) -> str:
    return voice.say("{name} and {other} are both set; take one of them away.", name=name, other=other)


def file_unread(voice: Voice, name: str, path: str, why: str) -> str:
    return voice.say("{name}: {path} cannot be read ({why}).", name=name, path=path, why=why)


def file_empty(voice: Voice, name: str, path: str) -> str:
    return voice.say("{name}: {path} is empty; write the value into it, or take {name} away.", name=name, path=path)


def not_usable(voice: Voice, name: str, shape: str) -> str:
    return voice.say("{name} is not usable; it should look like {shape}.", name=name, shape=shape)
