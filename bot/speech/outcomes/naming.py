"""Names: what cannot be found, what fits several, what a line lacks, and which release is meant."""

from typing import assert_never

from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import lines
from bot.speech.outcomes import given
from bot.speech.voice import Voice

UNKNOWN = {
    "role": msgid("There is no role {name} in this plan."),
    "system": msgid("There is no system {name} in this plan."),
    "person": msgid("There is nobody called {name} in this release."),
    "verb": msgid("I do not know {name}."),
    "release": msgid("There is no release {name}."),
    "moment": msgid("I cannot read {name} as a time."),
    "user": msgid("{name} is not a member of this workspace that I can see."),
    "guest": msgid("{name} is a guest in this workspace, and guests may not act in a release."),
    "script": msgid("No script {name} is attached there."),
    "environment": msgid("There is no environment {name} in this plan."),
    "hotfix": msgid("There is no hotfix {name}."),
    "commit": msgid("Of {name} it is not asked whether it holds this hotfix."),
    "request": msgid("There is no request {name}."),
    "severity": msgid("There is no severity {name} in this plan."),
    "bug": msgid("There is no bug {name} here."),
    "platform": msgid("No platform {name} of the plan deploys that there."),
}
REMEDY = {
    "role": msgid("Name it as the plan does; `{command} help` shows how."),
    "system": msgid("Name it as the plan does; `{command} status` shows them."),
    "person": msgid("Name them as the plan does, or as @user."),
    "verb": msgid("Type `{command} help` for all that can be said."),
    "release": msgid("Leave `in …` out to see what is running: `{command} status`."),
    "moment": msgid(
        "Write it as `2026-12-01 14:00`, `tomorrow 2:00 pm`, `friday 18:00 UTC` or `+4h`; "
        "words of your own go after a comma."
    ),
    "user": msgid("Choose them from the list that opens when you type @."),
    "guest": msgid("Name a full member, or ask an admin of the workspace to make them one."),
    "script": msgid("Name it as the list does: `{command} script`"),
    "environment": msgid("Name it as the plan does; `{command} deploy` shows what runs where."),
    "hotfix": msgid("All of them: `{command} hotfix`"),
    "commit": msgid("What is asked is shown with each hotfix: `{command} hotfix`"),
    "request": msgid("All of them: `{command} ask`"),
    "severity": msgid("Name it as the plan does; `{command} bug` shows them in a form."),
    "bug": msgid("All of them: `{command} bug list`"),
    "platform": msgid("Leave `by …` out and tell what was deployed by hand."),
}
TWICE = msgid("Clocks there show {name} twice that day.")
SKIPPED = msgid("Clocks there skip {name}, as summer time begins.")
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
    "backup": msgid("Which backup? Type {line}"),
    "answer": msgid("Was it done, yes or no? Type {line}"),
}


def refusal(voice: Voice, release: Release | None, refused: r.NamingRefusal) -> str:
    match refused:
        case r.NoSuchItem():
            return _no_such_item(voice, given(release, refused), refused)
        case r.WhichItem():
            return _which_item(voice, given(release, refused), refused)
        case r.WhichAct(known):
            named = voice.list(lines.usage(voice, line) for line in known)
            return voice.say("Nothing is changed: that word may mean several things. Which one? {lines}", lines=named)
        case r.NoSuchName():
            return _no_such_name(voice, release, refused)
        case r.Misordered(usage):
            line = lines.usage(voice, usage)
            return voice.say("These words are understood in another order. Type {line}", line=line)
        case r.Lacks():
            return _lacks(voice, release, refused)
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


def _no_such_item(voice: Voice, release: Release, refused: r.NoSuchItem) -> str:
    unknown = voice.say("There is no item {name}.", name=voice.said(refused.name, 80))
    if not refused.near:
        return voice.sentences(unknown, voice.say("All of them are in `{command} status`."))
    near = [voice.short(release, key) if key in release.layout.items else key for key in refused.near]
    return voice.sentences(
        unknown, voice.say("Did you mean {near}?", near=voice.few([voice.code(name) for name in near]))
    )


def _which_item(voice: Voice, release: Release, refused: r.WhichItem) -> str:
    choices = [lines.on_item(voice, release, refused.verb, key) for key in refused.items]
    return voice.say("Several items fit. Which one? {lines}", lines=voice.few(choices))


def _no_such_name(voice: Voice, release: Release | None, refused: r.NoSuchName) -> str:
    if refused.what == "person" and release and refused.name in release.people:
        person = voice.person(release, refused.name)
        line = voice.line(f"standin @user for {release.people[refused.name].name}")
        return voice.say(
            "{person} cannot stand in for themselves. Name somebody else: {line}", person=person, line=line
        )
    unknown = voice.say(_unknown(refused), name=voice.said(refused.name, 80))
    if not refused.near:
        return voice.sentences(unknown, voice.say(REMEDY[refused.what]))
    shown = (
        voice.line if refused.what == "verb" else voice.code
    )  # a verb alone is a line, which a thread makes a button
    near = voice.few([shown(name) for name in refused.near])
    return voice.sentences(unknown, voice.say("Did you mean {near}?", near=near))


def _unknown(refused: r.NoSuchName) -> str:
    """Of a moment with others near it the clocks are to blame: they show it twice, or never."""
    if refused.what == "moment" and refused.near:
        return TWICE if len(refused.near) > 1 else SKIPPED
    return UNKNOWN[refused.what]


def _lacks(voice: Voice, release: Release | None, refused: r.Lacks) -> str:
    """`usage` may end where the reason belongs; then it is completed. Its item is named as everywhere else."""
    ends_early = refused.what == "reason" and "REASON" not in refused.usage
    usage = f"{refused.usage} REASON" if ends_early else refused.usage
    items = release.layout.items if release else {}
    words = (voice.short(release, word) if release and word in items else word for word in usage.split(" "))
    return voice.say(LACKING[refused.what], line=lines.usage(voice, " ".join(words)))


def _no_release(voice: Voice, plan: str) -> str:
    if not plan:
        return voice.say("No release is running here. In the channel of a release, type `{command} status`.")
    return voice.say(
        "No release is running. The lead of {plan} opens one with `{command} start`.", plan=voice.quote(plan)
    )
