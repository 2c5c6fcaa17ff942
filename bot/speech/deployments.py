"""Deployments in words: what runs where, what failed, and the places and versions they are about."""

from collections.abc import Iterator

from bot.domain import events as e
from bot.domain import notices as n
from bot.domain.reading.code import COMMIT, to_go
from bot.domain.reading.deployments import last_of, last_there, runs
from bot.domain.reading.standing import broken_below, built_upon, deployed_upon
from bot.domain.state.deployments import Deployment
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.locales import msgid
from bot.speech import lines
from bot.speech.voice import Label, Voice

HASH = 12  # characters of a commit that are shown


class Labels(Label):
    WAS_DONE = msgid("It was done")
    NOTHING_DONE = msgid("Nothing was done")


def through(voice: Voice, platform: str) -> str:
    """What has a platform deploy it."""
    return voice.say("Deploy through {platform}", platform=platform)


def title(voice: Voice) -> str:
    return voice.say("What runs where")


def nowhere(voice: Voice, systems: list[str]) -> str:
    return voice.say("Deployed nowhere yet: {systems}", systems=voice.few(systems))


def held_up(voice: Voice, release: Release, key: str) -> str:
    """What is downstream of the item: what waits for it, and what runs there already; "" for nothing."""
    upon = deployed_upon(release, key)
    held = [other for other in upon if release.standing(other) not in SETTLED]
    place = release.item(key).step.deploys or ""
    return voice.sentences(
        voice.say("Held by it: {items}.", items=voice.shorts(release, held)) if held else "",
        standing_on(voice, release, release.item(key).system or "", place),
    )


def standing_on(voice: Voice, release: Release, system: str, place: str) -> str:
    """Which systems run there and rest on this one; "" for none."""
    there = [other for other in built_upon(release, system) if runs(release.deployments, other, place)]
    if not there:
        return ""
    return voice.say("These run there and stand on it: {systems}.",
                     systems=voice.list(voice.system(release.plan, other) for other in there))  # fmt: skip


def named(voice: Voice, release: Release, deployed: Deployment | e.Deployed) -> str:
    """`boying-user master@3f2a91c`."""
    system = voice.system(release.plan, deployed.system)
    return " ".join(filter(None, (system, source(voice, deployed.branch, deployed.commit))))


def to_deploy(voice: Voice, release: Release, key: str) -> str:
    """What the item deploys as things stand; "" where it deploys nothing, or nothing has been submitted."""
    item = release.item(key)
    if item.step.deploys is None or item.system is None:
        return ""
    known = source(voice, *to_go(release, item))
    return voice.say("To deploy: {source}", source=known) if known else ""


def places(voice: Voice, release: Release, system: str) -> Iterator[str]:
    """What the system runs, environment by environment; those it has not reached are left out."""
    for key in release.plan.environments:
        last = last_there(release.deployments, system, key)
        if last is not None:
            yield _there(voice, release, last)


def _there(voice: Voice, release: Release, last: Deployment) -> str:
    """Where it was, and how that went."""
    place = environment(voice, release, last.environment)
    if last.failed:
        return voice.say("❌ {place}: {failure}", place=place, failure=failure(voice, release, last))
    if last.unsure_since:
        return voice.say("❓ {place}: {doubt}", place=place, doubt=_doubt(voice, release, last))
    return voice.say("{place}: {deployed}", place=place, deployed=_since(voice, release, last))


def columns(voice: Voice) -> tuple[str, ...]:
    """Over what runs where in a table; the zone of its moments is named once."""
    when = voice.say("When ({zone})", zone=voice.quote(voice.zone))
    return (
        voice.say("System"), voice.say("Environment"), voice.say("Outcome"), voice.say("Deployed"), voice.say("By"),
        when,
    )  # fmt: skip


def cells(voice: Voice, release: Release, system: str) -> Iterator[tuple[str, ...]]:
    """What the system runs in a table, a row for each environment it has reached."""
    for key in release.plan.environments:
        last = last_there(release.deployments, system, key)
        if last is None:
            continue
        yield (
            voice.system(release.plan, system),
            environment(voice, release, key),
            _outcome(voice, last),
            source(voice, last.branch, last.commit),
            voice.person(release, last.person),
            voice.clock(last.at),
        )


def _outcome(voice: Voice, last: Deployment) -> str:
    if last.failed:
        return voice.say("failed: {reason}", reason=voice.quote(last.failed))
    return voice.say("not known") if last.unsure_since else voice.say("succeeded")


def attempt(voice: Voice, release: Release, deployed: Deployment | e.Deployed) -> str:
    """What was done, or tried: no full stop, so that words can follow."""
    if deployed.rollback:
        return _taken_back(voice, release, deployed)
    words = {"system": named(voice, release, deployed), "place": environment(voice, release, deployed.environment)}
    if deployed.failed:
        return voice.say("failed to deploy {system} to {place}", **words)
    return voice.say("deployed {system} to {place}", **words)


def _taken_back(voice: Voice, release: Release, deployed: Deployment | e.Deployed) -> str:
    """What a step of a rollback did: nothing was deployed by it."""
    words = {
        "system": voice.system(release.plan, deployed.system),
        "place": environment(voice, release, deployed.environment),
        "rollback": deployed.rollback,
    }
    if deployed.failed:
        return voice.say("could not take {system} in {place} back ({rollback})", **words)
    if before := source(voice, deployed.branch, deployed.commit):
        return voice.say("took {system} in {place} back to {source} ({rollback})", **words, source=before)
    if (ran := release.previous.get((deployed.system, deployed.environment))) and ran.nothing:
        return voice.say("took {system} off {place}, where nothing was before ({rollback})", **words)
    return voice.say("took {system} in {place} back to what ran before ({rollback})", **words)


def in_doubt(voice: Voice, release: Release, key: str) -> str:
    """What the item had deployed and was taken back for, and the lines that tell whether it was done."""
    deployed = last_of(release.deployments, key)
    return _doubt(voice, release, deployed) if deployed else ""


def question(voice: Voice, release: Release, key: str) -> str:
    """The same, to whoever is asked."""
    return voice.say("❓ {doubt}", doubt=in_doubt(voice, release, key))


def _doubt(voice: Voice, release: Release, deployed: Deployment) -> str:
    told = voice.say("{person}, {moment}: {what}", person=voice.person(release, deployed.person),
                     moment=voice.moment(deployed.at), what=attempt(voice, release, deployed))  # fmt: skip
    return voice.sentences(
        voice.say("{told}; that was taken back, so it is not known what runs there.", told=told),
        voice.say(
            "If it was done all the same: {yes}, if nothing was: {no}",
            yes=lines.on_item(voice, release, "runs", deployed.item, "yes"),
            no=lines.on_item(voice, release, "runs", deployed.item, "no"),
        ),
    )


def known(voice: Voice, release: Release, key: str) -> str:
    """What runs where the item deploys, now that it is known again."""
    item = release.item(key)
    place = release.rollbacks[item.rollback].environment if item.rollback else item.step.deploys or ""
    last = last_there(release.deployments, item.system or "", place)
    words = {"system": voice.system(release.plan, item.system or ""), "place": environment(voice, release, place)}
    if last is None:
        return voice.say("This release has not deployed {system} to {place}.", **words)
    if last.unsure_since:
        return question(voice, release, last.item)
    runs_there = failure(voice, release, last) if last.failed else _since(voice, release, last)
    return voice.say("{system} in {place}: {deployed}", **words, deployed=runs_there)


def _since(voice: Voice, release: Release, deployed: Deployment) -> str:
    known = source(voice, deployed.branch, deployed.commit)
    known = known or (voice.say("taken off") if deployed.rollback else voice.say("deployed"))
    person, at = voice.person(release, deployed.person), voice.moment(deployed.at)
    return voice.say("{source} — {person}, {at}", source=known, person=person, at=at)


def failure(voice: Voice, release: Release, failed: Deployment) -> str:
    """What did not go well there, whose report it is, and what ran there before."""
    known = source(voice, failed.branch, failed.commit) or voice.say("deployment")
    told_of = voice.say(
        "{source} failed: {reason} — {person}, {at}",
        source=known,
        reason=voice.said(failed.failed),
        person=voice.person(release, failed.person),
        at=voice.moment(failed.at),
    )
    before = runs(_well_before(release, failed), failed.system, failed.environment)
    if before is None:
        return told_of
    earlier = source(voice, before.branch, before.commit) or voice.moment(before.at)
    return voice.say("{failure}; before it: {earlier}", failure=told_of, earlier=earlier)


def _well_before(release: Release, failed: Deployment) -> list[Deployment]:
    return [each for each in release.deployments if each.number < failed.number and not each.failed]


def broken(voice: Voice, release: Release, key: str) -> str:
    """The failed deployments below the item that keep it from being deployed; "" where there are none."""
    held = broken_below(release, release.item(key))
    failed = (each for each in release.deployments if each.failed and each.item in held)
    last = {each.item: each for each in failed}
    return "\n".join(
        voice.say(
            "❌ {system} failed there: {failure}",
            system=voice.system(release.plan, each.system),
            failure=failure(voice, release, each),
        )
        for each in last.values()
    )


def gone_well(voice: Voice, release: Release, key: str) -> str:
    """What is typed once what has failed went well after all: that opens the item, too."""
    item = release.item(key)
    line = (
        lines.on_item(voice, release, "done", key, "NOTE")
        if item.rollback
        else voice.line(f"deploy {item.system} {item.step.deploys}")
    )
    return voice.say("When it has gone well: {line}", line=line)


def failed_news(voice: Voice, release: Release, notice: n.DeploymentFailed) -> str:
    """To those who develop the system: what failed, and what they can do; or what became of it."""
    known = (each for each in release.deployments if each.number == notice.number and each.failed)
    failed = next((each for each in known if notice.since in (None, each.at)), None)
    if failed is None:
        return voice.say("A deployment that was told to have failed is struck from the record: nothing was done.")
    told = voice.say(
        "❌ {system} failed to deploy to {place}: {failure}",
        system=voice.system(release.plan, failed.system),
        place=environment(voice, release, failed.environment),
        failure=failure(voice, release, failed),
    )
    last = last_there(release.deployments, failed.system, failed.environment)
    if last and last is not failed:
        return "\n".join((told, voice.say("Since then: {what}", what=_there(voice, release, last))))
    if release.ended_at:
        return told
    line = lines.usage(voice, f"branch {failed.system} BRANCH COMMIT")
    submit = voice.say("If the code is at fault, submit it anew: {line}", line=line)
    return "\n".join(filter(None, (told, held_up(voice, release, failed.item), submit)))


def environment(voice: Voice, release: Release, key: str) -> str:
    return voice.quote(release.plan.environments[key].name.in_(voice.language))


def source(voice: Voice, branch: str, commit: str) -> str:
    """`master@3f2a91c`; of a system without branches the version of its scripts; "" where nothing is known."""
    short = commit[:HASH] if COMMIT.fullmatch(commit) else commit
    return voice.quote("@".join(filter(None, (branch, short))), 120)
