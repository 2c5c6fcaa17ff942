"""Roles that are empty, people named for them, and people nobody has linked."""

from collections.abc import Iterable, Iterator, Mapping

from bot.domain import notices as n
from bot.domain.reading.accounts import Hindrance
from bot.domain.reading.standing import empty_roles
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import checklist, lines
from bot.speech.cards import Entry
from bot.speech.voice import Voice

MAY_NOT_ACT: Mapping[Hindrance, str] = {
    "gone": msgid("{person} ({email}) has a Slack account that was switched off"),
    "guest": msgid("{person} ({email}) is a guest in Slack, and guests may not act in a release"),
    "elsewhere": msgid("{person} ({email}) belongs to another workspace, whose people may not act in a release"),
}


def vacancies(voice: Voice, release: Release, keys: Iterable[str]) -> list[Entry]:
    """The empty roles that these items still wait for, each with the items and the line to type."""
    waiting: dict[tuple[str, str], list[str]] = {}
    for key in keys:
        item = release.item(key)
        for role in empty_roles(release, item) if release.standing(key) == "blocked" else ():
            named = voice.role_for(release.plan, role, item.system)
            waiting.setdefault((named, lines.assign(voice, release.plan, role, item.system)), []).append(key)
    return [
        Entry(
            voice.say(
                "⛔ Nobody for {role}: {items}. Type {line}", role=role, items=voice.shorts(release, held), line=line
            ),
            len(held),
        )
        for (role, line), held in waiting.items()
    ]


def vacancy_title(voice: Voice, left: int) -> str:
    if not left:
        return voice.say("✅ Every role these items need is filled")
    return voice.say("Please name somebody: these items cannot be signed by anyone")


def named(voice: Voice, release: Release, notice: n.Appointed) -> str:
    mine = voice.line("mine")
    if not notice.instead_of:
        role = voice.role_for(release.plan, notice.role, notice.system or None)
        return voice.say("You are now {role}. What waits for you: {line}", role=role, line=mine)
    other = voice.person(release, notice.instead_of)
    if notice.until is None:
        return voice.say("You stand in for {other} from now on. What waits for you: {line}", other=other, line=mine)
    return voice.say(
        "You stand in for {other} until {moment}. What waits for you: {line}",
        other=other,
        moment=voice.moment(notice.until),
        line=mine,
    )


def unlinked_title(voice: Voice, left: int) -> str:
    if not left:
        return voice.say("✅ Everybody is linked to a Slack account")
    return voice.count(
        "I have found no Slack account for {n} person yet and go on looking; until then I cannot reach them:",
        "I have found no Slack account for {n} people yet and go on looking; until then I cannot reach them:",
        left,
    )


def unlinked(voice: Voice, release: Release, people: Iterable[str]) -> Iterator[Entry]:
    for person in people:
        address = voice.quote(release.people[person].email)
        line = lines.link(voice, release, person)
        name = voice.person(release, person)
        yield Entry(checklist.bullet(voice.say("{person} ({email}): {line}", person=name, email=address, line=line)), 1)


def may_not_act(voice: Voice, release: Release, notice: n.MayNotAct) -> str:
    address = voice.quote(release.people[notice.who].email)
    why = voice.say(MAY_NOT_ACT[notice.why], person=voice.person(release, notice.who), email=address)
    return voice.say(
        "{why}. Ask an admin of the workspace to make that a full member's account, link another one, {link}, "
        "or name somebody else: {assign}",
        why=why,
        link=lines.link(voice, release, notice.who),
        assign=lines.usage(voice, "assign ROLE @user"),
    )
