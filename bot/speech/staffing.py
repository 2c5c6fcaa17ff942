"""Roles that are empty, people named for them, and people nobody has linked."""

from collections.abc import Iterable, Iterator, Mapping

from bot.domain import events as e
from bot.domain import notices as n
from bot.domain.reading.staffing import roles_of
from bot.domain.reading.standing import empty_roles
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import checklist, lines
from bot.speech.cards import Entry
from bot.speech.voice import Label, Voice

MAY_NOT_ACT: Mapping[e.Hindrance, str] = {
    "gone": msgid("{person} ({email}) has a Slack account that was switched off"),
    "guest": msgid("{person} ({email}) is a guest in Slack, and guests may not act in a release"),
    "elsewhere": msgid("{person} ({email}) belongs to another workspace, whose people may not act in a release"),
}


class Labels(Label):
    AGREE = msgid("Agree")
    THAT_IS_ME = msgid("Yes, that is me")
    NAME_SOMEBODY = msgid("Name somebody")
    WHO = msgid("Who")


def vacancies(voice: Voice, release: Release, keys: Iterable[str]) -> list[Entry]:
    """The empty roles that these items still wait for, each with the items and the line to type."""
    return [
        Entry(
            voice.say(
                "⛔ Nobody for {role}: {items}. Type {line}",
                role=voice.role_for(release.plan, role, system),
                items=voice.shorts(release, held),
                line=lines.assign(voice, release.plan, role, system),
            ),
            len(held),
        )
        for (role, system), held in vacant_roles(release, keys).items()
    ]


def vacant_roles(release: Release, keys: Iterable[str]) -> Mapping[tuple[str, str | None], list[str]]:
    """The empty roles that these items still wait for, each with its system, if any, and the items."""
    waiting: dict[tuple[str, str | None], list[str]] = {}
    for key in keys:
        item = release.item(key)
        for role in empty_roles(release, item) if release.standing(key) == "blocked" else ():
            system = item.system if release.plan.roles[role].per == "system" else None
            waiting.setdefault((role, system), []).append(key)
    return waiting


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


def hindrance(voice: Voice, release: Release, person: str, why: e.Hindrance) -> str:
    address = voice.quote(release.people[person].email)
    return voice.say(MAY_NOT_ACT[why], person=voice.person(release, person), email=address)


def may_not_act(voice: Voice, release: Release, notice: n.MayNotAct) -> str:
    """Until they may act again, or hold nothing any more."""
    why = release.hindered.get(notice.who)
    if why is None:
        return voice.say("✅ {person} may act in this release", person=voice.person(release, notice.who))
    told = hindrance(voice, release, notice.who, why)
    held = [voice.role_for(release.plan, role, system) for role, system in roles_of(release, notice.who)]
    if not held:
        return voice.say("{why}. They hold no role here any more.", why=told)
    return voice.say(
        "{why}. They hold: {roles}. Name somebody else, {assign}, or link another account of theirs: {link}",
        why=told,
        roles=voice.few(held),
        assign=lines.usage(voice, "assign ROLE @user"),
        link=lines.link(voice, release, notice.who),
    )


def assign_label(voice: Voice, release: Release, role: str, system: str | None) -> str:
    """On a button."""
    return voice.say("Name {role}…", role=voice.role_for(release.plan, role, system))


def represented(voice: Voice, release: Release, notice: n.Represented) -> str:
    other, begins = voice.person(release, notice.by), voice.moment(notice.since)
    ending = voice.line("standin end")
    if notice.until is None:
        return voice.say(
            "{other} stands in for you from {begins}, and signs in your name; you are not asked meanwhile. "
            "When you are back: {line}",
            other=other,
            begins=begins,
            line=ending,
        )
    return voice.say(
        "{other} stands in for you from {begins} to {ends}, and signs in your name; you are not asked meanwhile. "
        "When you are back sooner: {line}",
        other=other,
        begins=begins,
        ends=voice.moment(notice.until),
        line=ending,
    )


def handed_back(voice: Voice, release: Release, notice: n.HandedBack) -> str:
    return voice.say("You no longer stand in for {other}.", other=voice.person(release, notice.instead_of))


def returned(voice: Voice, release: Release, notice: n.Return) -> str:
    """What was signed in somebody's name, and what waits for them."""
    other, since = voice.person(release, notice.by), voice.moment(notice.since)
    over = voice.say("{other} no longer stands in for you.", other=other)
    signed = (
        voice.say("Signed in your name since {since}: {items}.", since=since, items=voice.shorts(release, notice.items))
        if notice.items
        else voice.say("Nothing was signed in your name since {since}.", since=since)
    )
    return voice.sentences(over, signed, voice.say("What waits for you: {line}", line=voice.line("mine")))


def lead_named(voice: Voice, release: Release, notice: n.LeadNamed) -> str:
    role, people = voice.role(release.plan, release.plan.lead), voice.people(release, notice.people)
    if not notice.by:
        return voice.say(
            "🧭 {people} leads this release now ({role}): the operator named them at the command line.",
            people=people,
            role=role,
        )
    return voice.say(
        "🧭 {people} leads this release now ({role}), named by {person}.",
        people=people,
        role=role,
        person=voice.person(release, notice.by),
    )


def leaderless(voice: Voice, release: Release) -> str:
    if release.leads:
        return voice.say("✅ {people} leads this release", people=voice.people(release, release.leads))
    line = lines.placeholders(voice, f"python -m bot do -- assign {release.plan.lead} PERSON")
    return voice.say(
        "⛔ Nobody who leads this release may act any more. Whoever operates the bot names a lead: {line}",
        line=voice.code(line),
    )


def link_told(voice: Voice, release: Release, notice: n.LinkTold) -> str:
    person, account = voice.person(release, notice.who), voice.code(notice.to)
    by = voice.person(release, notice.by) if notice.by else ""
    if notice.account == notice.to:
        name = _id(voice, release)
        told = voice.say("🔗 This account now acts as {person} in {release}.", person=person, release=name)
    elif notice.account:
        told = voice.say(
            "🔗 {person} acts with another account now, {account}; this one has no part in {release} any more.",
            person=person,
            account=account,
            release=_id(voice, release),
        )
    else:
        told = voice.say("🔗 {person} now acts with the account {account}.", person=person, account=account)
    return voice.sentences(
        told,
        voice.say("Said last by {person}.", person=by) if by else voice.say("It has the address of the plan."),
        voice.say("If that is wrong, tell the person who leads it: {lead}.", lead=checklist.lead(voice, release)),
    )


def link_wanted(voice: Voice, release: Release, notice: n.LinkWanted) -> str:
    by, person, account = voice.person(release, notice.by), voice.person(release, notice.who), voice.code(notice.to)
    name = _id(voice, release)
    if not waits(release, notice):
        return voice.say("✅ This is settled: nothing is left to do here")
    if notice.account:
        return voice.say(
            "{by} says that this account is {person}'s, to act as them in {release}. If you are {person}, say so; "
            "if not, leave it.",
            by=by,
            person=person,
            release=name,
        )
    if notice.person == notice.who:
        return voice.say(
            "{by} wants the account {account} to act in your name in {release}, instead of this one. "
            "Nothing changes unless you agree.",
            by=by,
            account=account,
            release=name,
        )
    return voice.say(
        "{by} wants to act as {person} in {release} with the account {account}. Nothing changes unless you agree.",
        by=by,
        person=person,
        release=name,
        account=account,
    )


def waits(release: Release, notice: n.LinkWanted) -> bool:
    """Whether this very link still waits for somebody's word."""
    wish = release.wishes.get(notice.who)
    return wish is not None and (wish.to, wish.by) == (notice.to, notice.by)


def _id(voice: Voice, release: Release) -> str:
    return voice.quote(release.id)
