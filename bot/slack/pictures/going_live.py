"""Going live: runs, problems and rollbacks, and what may be pressed about them."""

from datetime import datetime
from typing import assert_never

from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.content import difference, script_seen, script_shown
from bot.domain.reading.going_live import Lack, matter, wanted
from bot.domain.refusals.going_live import Lacking
from bot.domain.state.problems import Problem
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button, carries
from bot.slack.pictures.picture import Block, Picture
from bot.slack.pictures.status import changed
from bot.speech import going_live, problems, rollback
from bot.speech import lacking as lacking_words
from bot.speech.cards import heading
from bot.speech.lacking import Labels
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk.grammar.lines import line

SHOWN = 12
MORE = ((problems.Labels.GO_ON_30_MIN, "+30m"), (problems.Labels.GO_ON_1_H, "+1h"))


def render(
    voice: Voice,
    release: Release,
    notice: n.RunPost | n.Deciding | n.Undecided | n.RollbackPost | n.RolledBack | n.Preparing,
) -> Picture:
    match notice:
        case n.RunPost():
            first, *rest = going_live.run(voice, release, notice.run)
            return blocks.picture([blocks.section(first), *([blocks.context(" · ".join(rest))] if rest else [])])
        case n.Deciding():
            return _deciding(voice, release, notice)
        case n.Undecided(environment=place, until=until):
            stands = _is_asked(release, place, until)
            words = problems.undecided if stands else problems.decided
            return blocks.picture([blocks.section(words(voice, release, place))], live=stands)
        case n.RolledBack():
            told = rollback.through(voice, release, notice.rollback)
            asks = [blocks.section(rollback.next_steps(voice, release, notice.rollback))] if notice.person else []
            return blocks.picture([blocks.section(told), *asks])
        case n.Preparing():
            return _preparing(voice, release, notice)
        case n.RollbackPost():
            steps = (item for item, _ in release.rollbacks[notice.rollback].items)
            live = any(release.goes_on(item) and release.standing(item) not in SETTLED for item in steps)
            return blocks.picture(checklist(voice, release, notice.rollback), live=live)
        case _:
            assert_never(notice)


def _deciding(voice: Voice, release: Release, notice: n.Deciding) -> Picture:
    """Live only while the problem stands as it was asked about."""
    problem = release.problems.get(notice.environment)
    asked = _is_asked(release, notice.environment, notice.until)
    title = blocks.section(heading(voice, release, problems.title(voice, release, notice.environment)))
    told = blocks.section(problems.decision(voice, release, notice.environment, notice.until))
    pressed = [blocks.actions(decisions(voice, release, problem, notice.environment))] if asked and problem else []
    return blocks.picture([title, told, *pressed], live=asked)


def _is_asked(release: Release, environment: str, until: datetime) -> bool:
    problem = release.problems.get(environment)
    return problem is not None and problem.until == until and release.state == "running"


def _preparing(voice: Voice, release: Release, notice: n.Preparing) -> Picture:
    """Live while any of these things is wanted of this person; each with what may be pressed."""
    everything = wanted(release).get(notice.person, ())
    lacking = [lack for lack in everything if matter(lack) in notice.matters]
    title = lacking_words.wanted_title(voice, len(lacking), len(everything) - len(lacking))
    parts = [blocks.section(heading(voice, release, title))]
    for number, lack in enumerate(lacking[:SHOWN]):
        parts.append(blocks.section(lacking_words.because(voice, release, lack)))
        parts += [blocks.actions(pressed)] if (pressed := remedies(voice, release, lack, number)) else []
    if len(lacking) > SHOWN:
        parts.append(blocks.context(voice.rest(len(lacking) - SHOWN)))
    return blocks.picture(parts, live=bool(lacking))


def shown(voice: Voice, release: Release) -> Picture:
    """Every rollback, the newest first: the one under way is followed here."""
    parts = [part for key in reversed([*release.rollbacks]) for part in checklist(voice, release, key)]
    if not parts:
        parts = [blocks.section(heading(voice, release, rollback.none(voice)))]
    return blocks.picture(parts)


def checklist(voice: Voice, release: Release, key: str) -> list[Block]:
    """A rollback with its steps."""
    title = blocks.section(heading(voice, release, rollback.title(voice, release, key)))
    return [title, *blocks.sections(list(rollback.steps(voice, release, key)))]


def decisions(voice: Voice, release: Release, problem: Problem, environment: str) -> list[Block]:
    """Give it more time, or go back; what going back takes is shown before it is done."""
    more = [
        button(voice.label(label), line("goon", release.id, "until", shift), index)
        for index, (label, shift) in enumerate(MORE)
    ]
    back = line("rollback", release.id, problems.reason(voice, release, problem, environment))
    return [
        *more,
        *([button(voice.label(problems.Labels.ROLL_BACK), back, 0, style="danger")] if carries(back) else []),
    ]


def remedies(voice: Voice, release: Release, lack: Lack, index: int) -> list[Block]:
    """What gives the one thing that is lacking, at once or through a form; `index` tells its buttons apart."""
    pressed = [(text, line(verb, release.id, *words)) for text, (verb, *words) in _remedies(voice, release, lack)]
    match lack:
        case r.PacketIncomplete(_, system, ((name, "second pair of eyes"), *_)):
            shown = script_seen(release, system, name)
        case _:
            shown = ""
    return [
        button(text, said, 2 * index + number, seen=shown)
        for number, (text, said) in enumerate(pressed)
        if carries(said)
    ]


def script_anew(voice: Voice, release: Release, refused: r.ScriptShownAnew, before: Release | None) -> Picture:
    """What has changed of the script since it was shown (`before`, where that is known), to be read as it is now."""
    system, name = refused.system, refused.script
    now = script_shown(release, system, name)
    changes = difference(script_shown(before, system, name), now) if before else [f"+ {each}" for each in now]
    read = button(
        lacking_words.have_read(voice, name),
        line("script", release.id, "read", system, name),
        0,
        seen=script_seen(release, system, name),
    )
    told = [blocks.section(refusal(voice, release, refused)), *changed(voice, changes)]
    return blocks.picture([*told, blocks.actions([read])], live=True)


def _remedies(voice: Voice, release: Release, lack: Lack) -> list[tuple[str, tuple[str, ...]]]:
    match lack:
        case r.NoRollbackTarget(item, system):
            place = release.item(item).step.deploys or ""
            return [
                (voice.label(Labels.NOT_THERE), ("previous", system, place, "nothing")),
                (voice.label(Labels.RAN_BEFORE), ("previous", system, place)),
            ]
        case r.NoDigest(_, system):
            return [(voice.label(Labels.COMMIT), ("branch", system))]
        case r.PacketIncomplete(_, system, ((name, thing), *_)):
            return _of_packet(voice, system, name, thing)
        case _:
            return []


def _of_packet(voice: Voice, system: str, name: str, thing: Lacking) -> list[tuple[str, tuple[str, ...]]]:
    match thing:
        case "rollback script":
            return [(lacking_words.takes_back(voice, name), ("script", "back", system, name))]
        case "second pair of eyes":
            return [(lacking_words.have_read(voice, name), ("script", "read", system, name))]
        case "backup":
            return [(voice.label(Labels.BACKUP), ("backup", system))]
        case "script":
            return []
        case _:
            assert_never(thing)
