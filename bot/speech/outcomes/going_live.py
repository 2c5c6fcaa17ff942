"""Going live: runs of a platform, what they rest on, what was let go outside of its window; and why not."""

from typing import assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech import lacking, lines
from bot.speech.deployments import environment
from bot.speech.going_live import deployed
from bot.speech.lacking import before, still_lacking
from bot.speech.voice import Voice


def told(voice: Voice, done: Done, event: e.GoLiveEvent) -> str:
    happened = voice.sentence(what(voice, done.after, event))
    match event:
        case e.DeploymentOrdered():
            signs = voice.say("When it has succeeded, it is signed in your name; its progress is in the card's thread.")
            return voice.sentences(happened, signs)
        case e.Overridden():
            return voice.sentences(happened, voice.say("That stays visible in every view and report."))
        case e.PreviousRecorded() | e.RollbackScripted() | e.ScriptReviewed() | e.BackupRecorded():
            return voice.sentences(happened, still_lacking(voice, done.after, event.system))
        case e.DeploymentStarted() | e.DeploymentDoubted() | e.DeploymentEnded():
            return happened
        case _:
            assert_never(event)


def what(voice: Voice, release: Release, event: e.GoLiveEvent) -> str:
    match event:
        case e.DeploymentOrdered():
            known = release.runs[event.run]
            return voice.say("had {platform} deploy {what} ({run})", platform=voice.quote(event.platform),
                             what=deployed(voice, release, known), run=event.run)  # fmt: skip
        case e.DeploymentStarted():
            known = release.runs[event.run]
            return voice.say("{platform} began {run}", platform=voice.quote(known.platform), run=event.run)
        case e.DeploymentEnded():
            return voice.say("{run} failed", run=event.run) if event.failed else voice.say(
                "{run} succeeded", run=event.run
            )  # fmt: skip
        case e.DeploymentDoubted():
            told = msgid("nobody can tell how {run} stands") if event.why else msgid("{run} can be followed again")
            return voice.say(told, run=event.run)
        case e.Overridden():
            return _overridden(voice, release, event)
        case e.PreviousRecorded() | e.RollbackScripted() | e.ScriptReviewed() | e.BackupRecorded():
            return _prepared(voice, release, event)
        case _:
            assert_never(event)


def _overridden(voice: Voice, release: Release, event: e.Overridden) -> str:
    item = voice.named(release, event.item)
    if event.commit:
        return voice.say("let {item} be deployed as {commit}, another commit than the tested one",
                         item=item, commit=voice.code(event.commit))  # fmt: skip
    if event.by_hand:
        return voice.say("let {item} be deployed by hand, or outside of its window", item=item)
    return voice.say("let {item} go live outside of its window", item=item)


def _prepared(
    voice: Voice, release: Release, event: e.PreviousRecorded | e.RollbackScripted | e.ScriptReviewed | e.BackupRecorded
) -> str:
    system = voice.system(release.plan, event.system)
    match event:
        case e.PreviousRecorded():
            known = Previous(event.branch, event.commit, event.nothing)
            place = environment(voice, release, event.environment)
            return voice.say("recorded what {system} ran in {place} before: {previous}", system=system, place=place,
                             previous=before(voice, known))  # fmt: skip
        case e.RollbackScripted():
            return voice.say("added the script that takes {script} of {system} back",
                             script=voice.quote(event.name), system=system)  # fmt: skip
        case e.ScriptReviewed():
            return voice.say("read {script} of {system} as the second pair of eyes",
                             script=voice.quote(event.name), system=system)  # fmt: skip
        case e.BackupRecorded():
            return voice.say("recorded the backup of {system}: {backup}", system=system,
                             backup=voice.quote(event.backup))  # fmt: skip
        case _:
            assert_never(event)


def _replaces(voice: Voice, release: Release, refused: r.Replaces) -> str:
    instead = voice.say("To record this instead, type {line}", line=lines.confirmed(voice, release, refused))
    return voice.sentences(_known(voice, release, refused.known), instead)


def _known(voice: Voice, release: Release, known: e.Ran | r.Kept) -> str:
    """What is on record already, and would be no more."""
    if isinstance(known, r.Kept):
        return _kept(voice, release, known)
    return voice.say(
        "It is on record that {system} ran {previous} in {place} before; a rollback would go back to that.",
        system=voice.system(release.plan, known.system),
        previous=before(voice, Previous(known.branch, known.commit, known.nothing)),
        place=environment(voice, release, known.environment),
    )


def _kept(voice: Voice, release: Release, kept: r.Kept) -> str:
    system, known = voice.system(release.plan, kept.system), voice.code(kept.known)
    if kept.script:
        return voice.say(
            "It is on record that {known} takes {script} of {system} back; what replaces it is to be read again.",
            known=known,
            script=voice.quote(kept.script),
            system=system,
        )
    return voice.say(
        "It is on record that {system} is backed up as {known}; a rollback would restore that.",
        system=system,
        known=known,
    )


def words(event: e.GoLiveEvent) -> str:
    """What the person, or the platform, wrote with it."""
    match event:
        case e.Overridden():
            return event.reason
        case e.DeploymentEnded():
            return event.failed
        case e.DeploymentDoubted():
            return event.why
        case (e.DeploymentOrdered() | e.DeploymentStarted()) | (
            e.PreviousRecorded() | e.RollbackScripted() | e.ScriptReviewed() | e.BackupRecorded()
        ):
            return ""
        case _:
            assert_never(event)


def items(event: e.GoLiveEvent) -> tuple[str, ...]:
    return (event.item,) if isinstance(event, e.DeploymentOrdered | e.Overridden) else ()


def refusal(voice: Voice, release: Release, refused: r.GoLiveRefusal) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a refusal
    match refused:
        case r.NoRollbackTarget() | r.NoDigest() | r.PacketIncomplete():
            return lacking.because(voice, release, refused)
        case r.Replaces():
            return _replaces(voice, release, refused)
        case r.PreviousKnown(system, place):
            return voice.say(
                "It is on record already that {system} ran {previous} in {place} before, so nothing changes. "
                "What runs where: `{command} deploy`",
                system=voice.system(release.plan, system),
                previous=before(voice, release.previous[system, place]),
                place=environment(voice, release, place),
            )
        case r.NoBackup(system):
            return voice.say(
                "That is no backup of {system}. Make one and type {line}; or, if {system} was not there before, first "
                "{nothing}",
                system=voice.system(release.plan, system),
                line=lines.usage(voice, f"backup {system} NAME"),
                nothing=voice.line(f"previous {system} nothing"),
            )
        case r.OutsideWindow():
            return _window(voice, release, refused)
        case r.OwnScript(script, others):
            return voice.say(
                "You attached {script}, or what takes it back, yourself; a second pair of eyes reads both: {people}.",
                script=voice.code(script),
                people=voice.people(release, others) or voice.say("nobody yet"),
            )
        case r.ScriptShownAnew(system, script):
            return voice.say(
                "{script}, or what takes it back, is another by now than when this was shown, so it does not count as "
                "read. Read it as it is, then: {line}",
                script=voice.code(script),
                line=voice.line(f"script read {system} {script}"),
            )
        case r.AnotherCommit():
            return _another_commit(voice, release, refused)
        case r.ByPlatform(item, platform):
            return voice.say(
                "{item} is deployed by {platform}, not by hand: {line}. The {lead} may decide otherwise: {override}",
                item=voice.named(release, item),
                platform=voice.quote(platform),
                line=lines.on_item(voice, release, "deploy", item, "by", platform),
                lead=voice.lead(release, refused.leads),
                override=lines.on_item(voice, release, "override", item, "REASON"),
            )
        case r.NoPlatform(item):
            return voice.say(
                "No platform of the plan deploys {item}; deploy it by hand, then type {line}",
                item=voice.named(release, item),
                line=lines.on_item(voice, release, "done", item),
            )
        case r.OrderedWith(item, platform, words):
            return voice.say(
                "{platform} takes branch and commit alone, and “{words}” is neither. "
                "To have it deploy: {line} To record what you deployed yourself, leave {platform} out.",
                platform=voice.quote(platform),
                words=voice.said(words, 80),
                line=lines.on_item(voice, release, "deploy", item, "by", platform),
            )
        case r.RunIs():
            return _run_is(voice, release, refused)
        case _:
            assert_never(refused)


def _another_commit(voice: Voice, release: Release, refused: r.AnotherCommit) -> str:
    return voice.say(
        "{item} was tested as {tested}; {commit} is another commit. Whoever develops it submits that one to be tested: "
        "{line}. The {lead} may let it go untested: {override}",
        item=voice.named(release, refused.item),
        tested=voice.code(refused.tested),
        commit=voice.code(refused.commit),
        line=lines.usage(voice, f"branch {release.item(refused.item).system} BRANCH COMMIT"),
        lead=voice.lead(release, refused.leads),
        override=lines.on_item(voice, release, "override", refused.item, refused.commit, "REASON"),
    )


def _window(voice: Voice, release: Release, refused: r.OutsideWindow) -> str:
    opens, closes = (voice.moment(at) if at else "…" for at in (refused.opens, refused.closes))
    return voice.say(
        "{item} may go live from {opens} to {closes} only. The {lead} may decide otherwise: {line}",
        item=voice.named(release, refused.item),
        opens=opens,
        closes=closes,
        lead=voice.lead(release, refused.leads),
        line=lines.on_item(voice, release, "override", refused.item, "REASON"),
    )


def _run_is(voice: Voice, release: Release, refused: r.RunIs) -> str:
    run = voice.quote(refused.run)
    if refused.state == "unknown":
        return voice.say("There is no run {run} here, so nothing changes. All of them: `{command} deploy`", run=run)
    if refused.state in ("ordered", "started"):
        item = release.item(release.runs[refused.run].item)
        return voice.say(
            "{run} is under way: wait for its result. If nobody else can tell, say how it ended: {line}",
            run=run,
            line=voice.line(f"deploy {voice.short(release, item.id)}"),
        )
    return voice.say("{run} has ended, and its first result stays. To deploy anew, order a new run.", run=run)
