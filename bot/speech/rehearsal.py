"""The words of a rehearsal: what people do on its stage, what they leave as evidence, and how it ended."""

from collections.abc import Sequence

from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.speech.voice import Voice


def title(voice: Voice, plan: Plan) -> str:
    return voice.say("Rehearsal: {name}", name=voice.quote(plan.name.in_(voice.language)))


def evidence(voice: Voice, release: Release, item: str) -> str:
    """What a person leaves for an item that asks for something; it holds a link, so it will do for both kinds."""
    return voice.say("Rehearsed, all as planned: {link}", link=f"https://example.com/{release.id}/{item}")


def presses(voice: Voice, label: str) -> str:
    return voice.say("presses [{label}]", label=label)


def fills_in(voice: Voice, words: str) -> str:
    return voice.say("fills in the form: {words}", words=words)


def form_opens(voice: Voice) -> str:
    return voice.say("(a form opens)")


def form_closes(voice: Voice) -> str:
    return voice.say("(the form closes)")


def replies(voice: Voice, words: str) -> str:
    return voice.say("replies in the thread: {words}", words=words)


def reacts(voice: Voice, emoji: str) -> str:
    return voice.say("reacts with {emoji}", emoji=emoji)


def bot(voice: Voice, listener: str) -> str:
    """Who speaks where the bot turns to somebody of its own accord."""
    return voice.say("the bot to {person}", person=listener)


def stands_for(voice: Voice, release: Release, person: str, role: str, system: str) -> str:
    return voice.say(
        "Nobody can sign as {role}. For the rehearsal the lead names {person}.",
        role=voice.role_for(release.plan, role, system or None),
        person=voice.person(release, person),
    )


def progress(voice: Voice, done: int, total: int) -> str:
    return voice.say("{done} of {total} items", done=done, total=total)


def could_not_start(voice: Voice, answer: str) -> str:
    return voice.say("The release could not be started: {answer}", answer=answer)


def finishes(voice: Voice, plan: Plan, vacant: Sequence[tuple[str, str]], signatures: int) -> str:
    """`vacant`: roles, with their system or "", that had to be filled first."""
    if not vacant:
        return voice.count(
            "This release can finish: {n} signature.", "This release can finish: {n} signatures.", signatures
        )
    return voice.say("This release can finish once these roles are named: {roles}.", roles=_roles(voice, plan, vacant))


def gets_stuck(voice: Voice, done: int, total: int) -> str:
    return voice.say("This release gets stuck after {done} of {total} items:", done=done, total=total)


def nobody_can_be_named(voice: Voice, plan: Plan, roles: Sequence[tuple[str, str]]) -> str:
    return voice.say(
        "Nobody of the plan can be named as {roles} without breaking a rule.", roles=_roles(voice, plan, roles)
    )


def nobody_may_sign(voice: Voice) -> str:
    return voice.say("Nobody may sign it.")


def waits_behind(voice: Voice, items: int) -> str:
    return voice.count("{n} item waits behind that.", "{n} items wait behind that.", items)


def silent(voice: Voice, what: str) -> str:
    return voice.say("The bot fell silent: {what}", what=what)


def took_too_long(voice: Voice, seconds: int) -> str:
    return voice.say("The rehearsal was stopped after {seconds} seconds: something hangs.", seconds=seconds)


def interrupted(voice: Voice) -> str:
    return voice.say("The rehearsal was interrupted; nothing of it remains.")


def undelivered(voice: Voice, messages: int, error: str) -> str:
    return voice.count(
        "{n} message could not be delivered: {error}",
        "{n} messages could not be delivered: {error}",
        messages,
        error=voice.quote(error),
    )


def heads(voice: Voice) -> tuple[str, str, str, str]:
    """The heads of the table of messages."""
    return voice.say("who"), voice.say("messages"), voice.say("mentions"), voice.say("edits")


def what_counts(voice: Voice) -> str:
    return voice.say("A person's messages are direct ones; answers to what they did themselves are not counted.")


def _roles(voice: Voice, plan: Plan, roles: Sequence[tuple[str, str]]) -> str:
    return voice.list(voice.role_for(plan, role, system or None) for role, system in roles)
