"""What each refusal says: why, and what to do next with the line to type. One sentence, two at most.

Decides nothing; refusals that concern one item are worded in `item_refusals`.
"""

from typing import assert_never

from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import lines
from bot.speech.outcomes import work
from bot.speech.outcomes.signing import AboutItem, about_item
from bot.speech.voice import Voice

UNKNOWN = {
    "role": msgid("There is no role {name} in this plan."),
    "system": msgid("There is no system {name} in this plan."),
    "person": msgid("There is nobody called {name} in this release."),
    "verb": msgid("I do not know {name}."),
    "release": msgid("There is no release {name}."),
    "moment": msgid("I cannot read {name} as a time."),
    "user": msgid("{name} is not a member of this workspace that I can see."),
    "script": msgid("No script {name} is attached there."),
    "environment": msgid("There is no environment {name} in this plan."),
    "hotfix": msgid("There is no hotfix {name}."),
    "request": msgid("There is no request {name}."),
    "severity": msgid("There is no severity {name} in this plan."),
    "bug": msgid("There is no bug {name} here."),
    "platform": msgid("No platform {name} of the plan deploys that there."),
}
REMEDY = {
    "role": msgid("Name it as the plan does; `/release help` shows how."),
    "system": msgid("Name it as the plan does; `/release status` shows them."),
    "person": msgid("Name them as the plan does, or as @user."),
    "verb": msgid("Type `/release help` for all that can be said."),
    "release": msgid("Leave `in …` out to see what is running: `/release status`."),
    "moment": msgid("Write it as `2026-12-01 12:00`, or relative to now as `+4h` or `+2d`."),
    "user": msgid("Choose them from the list that opens when you type @."),
    "script": msgid("Name it as the list does: `/release script`"),
    "environment": msgid("Name it as the plan does; `/release deploy` shows what runs where."),
    "hotfix": msgid("All of them: `/release hotfix`"),
    "request": msgid("All of them: `/release ask`"),
    "severity": msgid("Name it as the plan does; `/release bug` shows them in a form."),
    "bug": msgid("All of them: `/release bug list`"),
    "platform": msgid("Leave `by …` out and tell what was deployed by hand."),
}
LACKING = {
    "item": msgid("Which item? Type {line}"),
    "reason": msgid("A reason is needed, and stays on the record. Type {line}"),
    "role": msgid("Which role? Type {line}"),
    "system": msgid("This role is held system by system. Type {line}"),
    "person": msgid("Who? Type {line}"),
    "moment": msgid("When? Type {line}"),
    "user": msgid("Which Slack account? Type {line}"),
    "commit": msgid("Which branch and commit? The commit has at least seven digits, 0-9 and a-f. Type {line}"),
    "digest": msgid("A script comes with its name and its SHA-256. Type {line}"),
    "script": msgid("Which script? Type {line}"),
    "text": msgid("What is asked for? Type {line}"),
    "branch": msgid("On which branch is the fix? Type {line}"),
    "hotfix": msgid("Which hotfix? Type {line}"),
    "request": msgid("Which request? Type {line}"),
    "severity": msgid("How bad is it? Type {line}"),
    "title": msgid("What is wrong, and in which system? Type {line}"),
    "bug": msgid("Which bug? Type {line}"),
    "minute": msgid("What is said for the minutes? Type {line}"),
}
OVER = {
    "aborted": msgid("The release was aborted, so nothing changes any more. What happened: `/release log`"),
    "finished": msgid("The release is finished, so nothing changes any more. What happened: `/release log`"),
    "running": msgid("The release is not paused, so there is nothing to resume. Where it stands: `/release status`"),
}
LATER = {
    "start": "/release start at",
    "reschedule": "/release reschedule to",
    "meeting": "/release meeting at",
    "goon": "/release goon until",
}


def refusal(voice: Voice, release: Release | None, refused: r.Refused, plan: Plan | None = None) -> str:
    """The refusal for a person. `plan`: the one that was to be started, where there is no release yet."""
    if isinstance(refused, work.REFUSALS):
        return work.refusal(voice, release, refused)
    if not isinstance(refused, AboutItem | r.NotLinked | r.LinkTaken):
        return _about_line(voice, release, refused, release.plan if release else plan)
    if release is None:
        raise ValueError(f"{type(refused).__name__} is a refusal by a release, and none is given")
    if isinstance(refused, AboutItem):
        return about_item(voice, release, refused)
    return _about_link(voice, release, refused)


def _about_line(  # noqa: C901, PLR0911 - one flat table of refusals
    voice: Voice,
    release: Release | None,
    refused: r.Stranger
    | r.LeadOnly
    | r.NoSuchName
    | r.Lacks
    | r.NotRunning
    | r.PastMoment
    | r.AlreadyRunning
    | r.NoRelease
    | r.WhichRelease,
    plan: Plan | None,
) -> str:
    match refused:
        case r.Stranger():
            return voice.say(
                "You are not part of this release, so there is nothing for you here. "
                "If its plan names you, type `/release link`; otherwise ask the person who leads it."
            )
        case r.LeadOnly(leads):
            return voice.say("Only the {lead} may do this: please ask them.", lead=_lead(voice, release, plan, leads))
        case r.NoSuchName():
            return _no_such_name(voice, release, refused)
        case r.Lacks():
            return _lacks(voice, refused)
        case r.NotRunning("paused"):
            why = voice.said(release.reason) if release and release.reason else voice.say("no reason given")
            return voice.say(
                "The release is paused ({why}): nothing moves until the lead types `/release resume`.", why=why
            )
        case r.NotRunning(state):
            return voice.say(OVER[state])
        case r.PastMoment():
            return _past(voice, refused, plan)
        case r.AlreadyRunning(name):
            return voice.say(
                "{release} is running already. Where it stands: `/release status`", release=voice.quote(name)
            )
        case r.NoRelease(name):
            return _no_release(voice, name)
        case r.WhichRelease(releases):
            named = voice.few([voice.quote(name) for name in releases])
            line = voice.code(f"in {releases[0]}")
            return voice.say(
                "Several releases are running: {named}. Add {line} to what you type.", named=named, line=line
            )
        case _:
            assert_never(refused)


def _lead(voice: Voice, release: Release | None, plan: Plan | None, leads: tuple[str, ...]) -> str:
    """`project lead (石稼晟)`, as far as it is known."""
    if release:
        return voice.holders(release, r.RoleHolders(release.plan.lead, None, leads))
    if plan is None:
        return voice.say("project lead")
    people = voice.few([voice.quote(plan.people[key].name) for key in leads])
    return voice.say("{role} ({people})", role=voice.role(plan, plan.lead), people=people)


def _no_such_name(voice: Voice, release: Release | None, refused: r.NoSuchName) -> str:
    if refused.what == "person" and release and refused.name in release.people:
        person = voice.person(release, refused.name)
        line = voice.code(f"/release standin @user for {release.people[refused.name].name}")
        return voice.say(
            "{person} cannot stand in for themselves. Name somebody else: {line}", person=person, line=line
        )
    unknown = voice.say(UNKNOWN[refused.what], name=voice.said(refused.name, 80))
    if not refused.near:
        return voice.sentences(unknown, voice.say(REMEDY[refused.what]))
    near = voice.few([voice.code(name) for name in refused.near])
    return voice.sentences(unknown, voice.say("Did you mean {near}?", near=near))


def _lacks(voice: Voice, refused: r.Lacks) -> str:
    """`usage` may end where the reason belongs; then it is completed."""
    ends_early = refused.what == "reason" and "REASON" not in refused.usage
    usage = f"{refused.usage} REASON" if ends_early else refused.usage
    return voice.say(LACKING[refused.what], line=lines.usage(voice, usage))


def _past(voice: Voice, refused: r.PastMoment, plan: Plan | None) -> str:
    zone = plan.zone if plan else voice.zone
    gone = voice.say("{moment} is already past.", moment=voice.wall(refused.moment, zone))
    suggested = voice.wall(refused.suggest, zone).partition(" (")[0]
    if refused.verb == "standin":
        line = voice.code(f"/release standin @user for @user until {suggested}")
        return voice.sentences(gone, voice.say("Name a later end, for instance: {line}", line=line))
    line = voice.code(f"{LATER[refused.verb]} {suggested}")
    if refused.verb in ("meeting", "goon"):
        return voice.sentences(gone, voice.say("Choose a later time, for instance: {line}", line=line))
    return voice.sentences(gone, voice.say("Choose a later go-live, for instance: {line}", line=line))


def _no_release(voice: Voice, plan: str) -> str:
    if not plan:
        return voice.say("No release is running here. In the channel of a release, type `/release status`.")
    return voice.say(
        "No release is running. The lead of {plan} opens one with `/release start`.", plan=voice.quote(plan)
    )


def _about_link(voice: Voice, release: Release, refused: r.NotLinked | r.LinkTaken) -> str:
    person = voice.person(release, refused.person)
    if isinstance(refused, r.LinkTaken):
        account = voice.code(refused.user)
        return voice.say(
            "{person} is linked to the account {account} already; nothing is left to do.",
            person=person,
            account=account,
        )
    return voice.say(
        "The address of your Slack account is not the plan's for {person}, so the {lead} makes the link: {line}",
        person=person,
        lead=voice.holders(release, r.RoleHolders(release.plan.lead, None, refused.leads)),
        line=lines.link(voice, release, refused.person),
    )
