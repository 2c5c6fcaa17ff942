"""Going live: runs, problems and rollbacks, and what may be pressed about them."""

from datetime import datetime
from typing import assert_never

from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.going_live import Lack, matter, wanted
from bot.domain.refusals.going_live import Lacking
from bot.domain.state.problems import Problem
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button, carries
from bot.slack.pictures.picture import Block, Picture
from bot.speech import going_live
from bot.speech import lacking as lacking_words
from bot.speech.cards import heading
from bot.speech.voice import Voice
from bot.talk.grammar.lines import line

SHOWN = 12
MORE = ("+30m", "+1h")


def render(
    voice: Voice, release: Release, notice: n.RunPost | n.Deciding | n.RollbackPost | n.Preparing, now: datetime
) -> Picture:
    match notice:
        case n.RunPost():
            first, *rest = going_live.run(voice, release, notice.run)
            return blocks.picture([blocks.section(first), *([blocks.context(" · ".join(rest))] if rest else [])])
        case n.Deciding():
            return _deciding(voice, release, notice)
        case n.Preparing():
            return _preparing(voice, release, notice, now)
        case n.RollbackPost():
            steps = (item for item, _ in release.rollbacks[notice.rollback].items)
            live = release.state == "running" and any(release.standing(item) not in SETTLED for item in steps)
            return blocks.picture(checklist(voice, release, notice.rollback), live=live)
        case _:
            assert_never(notice)


def _deciding(voice: Voice, release: Release, notice: n.Deciding) -> Picture:
    """Live only while the problem stands as it was asked about."""
    problem = release.problems.get(notice.environment)
    asked = problem is not None and problem.until == notice.until and release.state == "running"
    title = blocks.section(heading(voice, release, going_live.decision_title(voice, release, notice.environment)))
    told = blocks.section(going_live.decision(voice, release, notice.environment, notice.until))
    pressed = [blocks.actions(decisions(voice, release, problem, notice.environment))] if asked and problem else []
    return blocks.picture([title, told, *pressed], live=asked)


def _preparing(voice: Voice, release: Release, notice: n.Preparing, now: datetime) -> Picture:
    """Live while any of these things is wanted of this person; each with what may be pressed."""
    lacking = [lack for lack in wanted(release, now).get(notice.person, ()) if matter(lack) in notice.matters]
    parts = [blocks.section(heading(voice, release, lacking_words.wanted_title(voice, len(lacking))))]
    for number, lack in enumerate(lacking[:SHOWN]):
        parts.append(blocks.section(lacking_words.refusal(voice, release, lack)))
        parts += [blocks.actions(pressed)] if (pressed := remedies(voice, release, lack, number)) else []
    if len(lacking) > SHOWN:
        parts.append(blocks.context(voice.say("… and {n} more", n=len(lacking) - SHOWN)))
    return blocks.picture(parts, live=bool(lacking))


def shown(voice: Voice, release: Release) -> Picture:
    """Every rollback, the newest first: the one under way is followed here."""
    parts = [part for key in reversed([*release.rollbacks]) for part in checklist(voice, release, key)]
    if not parts:
        parts = [blocks.section(heading(voice, release, voice.say("Nothing has been rolled back")))]
    return blocks.picture(parts)


def checklist(voice: Voice, release: Release, key: str) -> list[Block]:
    """A rollback with its steps."""
    known = release.rollbacks[key]
    left = [item for item, _ in known.items if release.standing(item) not in SETTLED]
    place = release.plan.environments[known.environment].name.in_(voice.language)
    words = voice.say("↩️ {rollback}: {place} goes back, {done}/{all}", rollback=key, place=voice.quote(place),
                      done=len(known.items) - len(left), all=len(known.items))  # fmt: skip
    title = blocks.section(heading(voice, release, words))
    return [title, *blocks.sections(list(going_live.checklist(voice, release, key)))]


def decisions(voice: Voice, release: Release, problem: Problem, environment: str) -> list[Block]:
    """Give it more time, or go back; what going back takes is shown before it is done."""
    texts = voice.say("Go on for 30 min"), voice.say("Go on for 1 h")
    more = [
        button(text, line("goon", release.id, "until", shift), index)
        for index, (text, shift) in enumerate(zip(texts, MORE, strict=True))
    ]
    back = line("rollback", release.id, reason(voice, release, problem, environment))
    return [*more, *([button(voice.say("Roll back…"), back, 0, style="danger")] if carries(back) else [])]


def remedies(voice: Voice, release: Release, lack: Lack, index: int) -> list[Block]:
    """What gives the one thing that is lacking, at once or through a form; `index` tells its buttons apart."""
    pressed = [(text, line(verb, release.id, *words)) for text, (verb, *words) in _remedies(voice, release, lack)]
    return [button(text, said, 2 * index + number) for number, (text, said) in enumerate(pressed) if carries(said)]


def _remedies(voice: Voice, release: Release, lack: Lack) -> list[tuple[str, tuple[str, ...]]]:
    match lack:
        case r.NoRollbackTarget(item, system):
            place = release.item(item).step.deploys or ""
            return [
                (voice.say("It was not there before"), ("previous", system, place, "nothing")),
                (voice.say("What ran before…"), ("previous", system, place)),
            ]
        case r.NoDigest(_, system):
            return [(voice.say("Branch and commit…"), ("branch", system))]
        case r.PacketIncomplete(_, system, ((name, thing), *_)):
            return _of_packet(voice, system, name, thing)
        case _:
            return []


def _of_packet(voice: Voice, system: str, name: str, thing: Lacking) -> list[tuple[str, tuple[str, ...]]]:
    match thing:
        case "rollback script":
            return [(voice.say("What takes {script} back…", script=name), ("script", "back", system, name))]
        case "second pair of eyes":
            return [(voice.say("I have read {script}", script=name), ("script", "read", system, name))]
        case "backup":
            return [(voice.say("Backup…"), ("backup", system))]
        case "script":
            return []
        case _:
            assert_never(thing)


def reason(voice: Voice, release: Release, problem: Problem, environment: str) -> str:
    """As a lead would type it; plain words, since it becomes part of a line."""
    place = release.plan.environments[environment].name.in_(voice.language)
    since = _clock(problem.since, release.plan.zone)
    return voice.say("{place} has been failing since {since}", place=place, since=since)


def _clock(at: datetime, zone: str) -> str:
    return Voice("en", "plain", zone).moment(at)
