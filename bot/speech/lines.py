"""Lines to type, as they are shown: the verb as the grammar knows it, placeholders in the reader's language."""

import re
from typing import assert_never

from bot.domain.commands import Deploy, Sign
from bot.domain.plan import Plan
from bot.domain.refusals import Confirm
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.voice import Voice

PLACEHOLDERS = {
    "ITEM": msgid("ITEM"),
    "REASON": msgid("REASON"),
    "TEXT": msgid("TEXT"),
    "ENVIRONMENT": msgid("ENVIRONMENT"),
    "SEVERITY": msgid("SEVERITY"),
    "TITLE": msgid("TITLE"),
    "BRANCH": msgid("BRANCH"),
    "COMMIT": msgid("COMMIT"),
    "NOTE": msgid("NOTE"),
    "ROLE": msgid("ROLE"),
    "SYSTEM": msgid("SYSTEM"),
    "PERSON": msgid("PERSON"),
    "WHEN": msgid("WHEN"),
    "RELEASE": msgid("RELEASE"),
    "NAME": msgid("NAME"),
    "ROOM": msgid("ROOM"),
    "LINK": msgid("LINK"),
}
PLACEHOLDER = re.compile(rf"\b({'|'.join(PLACEHOLDERS)})\b")
LONGEST_REASON = 150  # characters


def offered(voice: Voice, text: str) -> tuple[str, ...]:
    """The lines that a text tells its reader to type, each once, as far as nothing is to be filled in by hand."""
    blanks = {voice.quote(voice.say(name)) for name in PLACEHOLDERS.values()} | {"@user"}
    # Nobody's own words can be fenced so: `Voice.quote` sees to it.
    typed = re.findall(rf"`{re.escape(voice.command)} ([^`]+)`", text)
    found = (_filled(line.split(), blanks) for line in typed)
    return tuple(dict.fromkeys(filter(None, found)))


def _filled(words: list[str], blanks: set[str]) -> str:
    end = next((at for at, word in enumerate(words) if word in blanks or "…" in word), len(words))
    return " ".join(words[:end])


def usage(voice: Voice, line: str) -> str:
    """`/release block ITEM REASON` for `block ITEM REASON`, its placeholders in the reader's language."""
    return voice.line(placeholders(voice, line))


def placeholders(voice: Voice, line: str) -> str:
    """The words in capitals put into the reader's language."""
    return PLACEHOLDER.sub(lambda found: voice.say(PLACEHOLDERS[found[1]]), line)


def on_item(voice: Voice, release: Release, verb: str, item: str, *words: str) -> str:
    """`/release unblock 1b boying-user REASON`: a verb on one item; `words` may be placeholders."""
    said = (voice.say(PLACEHOLDERS[word]) if word in PLACEHOLDERS else word for word in words)
    return voice.line(" ".join((verb, voice.short(release, item), *said)))


def confirmed(voice: Voice, release: Release, refused: Confirm) -> str:
    """`/release undo 1b boying-user confirm 3f2a91c0 typo`. A reason too long is to be given again, not cut."""
    command = refused.command
    too_long = not command.brings and len(command.words) > LONGEST_REASON
    words = voice.say(PLACEHOLDERS["REASON"]) if too_long else command.words
    item = voice.short(release, refused.item) if refused.item else ""
    return voice.line(" ".join(filter(None, (command.verb, item, "confirm", refused.code, words))))


def failing(command: Sign | Deploy) -> tuple[str, ...]:
    """The verb, and what comes before the reason, that say of the same that it has failed."""
    match command:
        case Sign():
            return ("fail", command.item)
        case Deploy():
            return ("deploy", command.item, command.branch, command.commit, "failed:")
        case _:
            assert_never(command)


def assign(voice: Voice, plan: Plan, role: str, system: str | None) -> str:
    """`/release assign tester boying-user @user`: gives an empty role to somebody."""
    by_system = f" {system}" if system and plan.roles[role].per == "system" else ""
    return voice.line(f"assign {role}{by_system} @user")


def link(voice: Voice, release: Release, person: str) -> str:
    """`/release link @user 付诚`: says whose Slack account it is."""
    known = release.people.get(person)
    return voice.line(f"link @user {known.name if known else person}")
