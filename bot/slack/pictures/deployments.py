"""What runs where, requests and hotfixes: messages about them, and as somebody asks to see them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import notices as n
from bot.domain.reading.content import doubt_seen
from bot.domain.reading.deployments import in_doubt
from bot.domain.reading.standing import asked_of
from bot.domain.state.release import Release
from bot.slack.pictures import blocks, tables
from bot.slack.pictures.buttons import button
from bot.slack.pictures.phase_card import fold
from bot.slack.pictures.picture import Block, Picture
from bot.speech import checklist, deployments, going_live, hotfixes, requests
from bot.speech.cards import Entry, heading
from bot.speech.hotfixes import Labels
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.grammar.lines import line

PRESSED = 5  # requests and hotfixes that are shown with their buttons; the rest by the line to type


def render(
    voice: Voice,
    release: Release,
    notice: n.Wanted | n.Replied | n.DeploymentFailed | n.DeploymentInDoubt | n.HotfixCrossing | n.HotfixDoubted,
) -> Picture:
    match notice:
        case n.DeploymentInDoubt():
            return _in_doubt(voice, release, notice)
        case n.Wanted():
            text = requests.wanted(voice, release, notice.request)
            return _asking(text, request_buttons(voice, release, notice.request))
        case n.Replied():
            return blocks.picture([blocks.section(requests.replied(voice, release, notice.request))])
        case n.DeploymentFailed():
            return blocks.picture([blocks.section(deployments.failed_news(voice, release, notice))])
        case n.HotfixCrossing():
            text = hotfixes.crossing(voice, release, notice.hotfix)
            return _asking(text, hotfix_buttons(voice, release, notice.hotfix))
        case n.HotfixDoubted(hotfix=key, commit=commit):
            return _asking(hotfixes.doubt(voice, release, key, commit), _comparing(voice, release, key, commit))
        case _:
            assert_never(notice)


def _in_doubt(voice: Voice, release: Release, notice: n.DeploymentInDoubt) -> Picture:
    """Live while it is not known; afterwards it says what runs there."""
    doubted = in_doubt(release.deployments, notice.item)
    if doubted is None or doubted.unsure_since != notice.since:
        return blocks.picture([blocks.section(deployments.known(voice, release, notice.item))])
    shown = doubt_seen(doubted)
    answers = ((deployments.Labels.WAS_DONE, "yes"), (deployments.Labels.NOTHING_DONE, "no"))
    pressed = [
        button(voice.label(label), line("runs", release.id, notice.item, told), index, seen=shown)
        for index, (label, told) in enumerate(answers)
    ]
    return _asking(deployments.question(voice, release, notice.item), pressed)


def _asking(text: str, buttons: list[Block]) -> Picture:
    """Live while there is something to press."""
    pressed = [blocks.actions(buttons)] if buttons else []
    return blocks.picture([blocks.section(text), *pressed], live=bool(buttons))


def shown(
    voice: Voice, release: Release, query: q.Deployments | q.Hotfixes | q.Requests, person: str, now: datetime
) -> Picture:
    match query:
        case q.Deployments(system):
            return _deployments(voice, release, system)
        case q.Hotfixes():
            return _hotfixes(voice, release, person, now)
        case q.Requests():
            return _requests(voice, release, person, now)
        case _:
            assert_never(query)


def _deployments(voice: Voice, release: Release, system: str) -> Picture:
    """System by system what runs in each environment; those that run nowhere share a line."""
    wanted = (system,) if system else tuple(release.plan.systems)
    rows = {key: list(deployments.places(voice, release, key)) for key in wanted}
    entries = (
        Entry("\n".join((voice.bold(voice.system(release.plan, key)), *map(checklist.bullet, found))), 1)
        for key, found in rows.items()
        if found
    )
    there = sum(bool(found) for found in rows.values())
    nowhere = [voice.system(release.plan, key) for key, found in rows.items() if not found]
    text, left = fold(entries, there)
    more = [voice.rest(left)] if left else []
    idle = [deployments.nowhere(voice, nowhere)] if nowhere else []
    title = blocks.section(heading(voice, release, deployments.title(voice)))
    below = [*idle, *_runs(voice, release, wanted)]
    picture = blocks.picture([title, *blocks.sections([*text, *more, *below])])
    return tables.beside(picture, _tabled(voice, release, wanted, title, blocks.sections(below))) if there else picture


def _tabled(
    voice: Voice, release: Release, systems: Sequence[str], title: Block, below: Sequence[Block]
) -> list[Block]:
    flat = replace(voice, medium="plain")
    rows = [cells for key in systems for cells in deployments.cells(flat, release, key)]
    listed, fit = tables.table(deployments.title(voice), deployments.columns(flat), rows, [title, *below])
    rest = [blocks.context(voice.rest(len(rows) - fit))] if len(rows) > fit else []
    return [title, *listed, *rest, *below]


def _runs(voice: Voice, release: Release, systems: Sequence[str]) -> list[str]:
    """The newest runs of platforms, a line each."""
    known = [run.id for run in release.runs.values() if release.item(run.item).system in systems]
    return [next(going_live.run(voice, release, key)) for key in known[: -PRESSED - 1 : -1]]


def _requests(voice: Voice, release: Release, person: str, now: datetime) -> Picture:
    """What waits for this person first, with its buttons; then the other open ones, then the answered, newest first."""
    known = list(release.requests.values())[::-1]
    mine = [each.id for each in known if each.state == "open" and person in asked_of(release, each, now)]
    others = sorted((each for each in known if each.id not in mine), key=lambda each: each.state != "open")
    ordered = [*mine, *(each.id for each in others)]
    title = requests.title(voice, len(known))
    entries = (Entry(requests.listed(voice, release, key), 1) for key in ordered[len(mine[:PRESSED]) :])
    parts = [blocks.section(heading(voice, release, title))]
    for index, key in enumerate(mine[:PRESSED]):
        parts += [
            blocks.section(requests.listed(voice, release, key)),
            blocks.actions(request_buttons(voice, release, key, index)),
        ]
    return blocks.picture([*parts, *_folded(voice, entries, len(ordered) - len(mine[:PRESSED]))], live=bool(mine))


def _hotfixes(voice: Voice, release: Release, person: str, now: datetime) -> Picture:
    """The newest first; a lead may decide right here."""
    keys = list(release.hotfixes)[::-1]
    title = hotfixes.list_title(voice, len(keys))
    parts = [blocks.section(heading(voice, release, title))]
    pressed = 0
    for index, key in enumerate(keys[:PRESSED]):
        parts.append(blocks.section(hotfixes.listed(voice, release, key, now)))
        if person in release.leads and (buttons := hotfix_buttons(voice, release, key, index)):
            parts.append(blocks.actions(buttons))
            pressed += 1
    entries = (Entry(hotfixes.listed(voice, release, key, now), 1) for key in keys[PRESSED:])
    rest = _folded(voice, entries, len(keys[PRESSED:]))
    return blocks.picture([*parts, *rest, blocks.context(hotfixes.how_to_open(voice))], live=bool(pressed))


def _comparing(voice: Voice, release: Release, key: str, commit: str) -> list[Block]:
    if not hotfixes.is_asked(release, key, commit):
        return []
    return [
        button(voice.label(Labels.HOLDS), line("hotfix", release.id, "holds", key, commit), 0, style="primary"),
        button(voice.label(Labels.LACKS), line("hotfix", release.id, "lacks", key, commit), 1),
    ]


def _folded(voice: Voice, entries: Iterator[Entry], total: int) -> list[Block]:
    text, left = fold(entries, total)
    return blocks.sections([*text, *([voice.rest(left)] if left else [])])


def request_buttons(voice: Voice, release: Release, key: str, index: int = 0) -> list[Block]:
    """For those who can answer; none once it is settled or the release has ended."""
    if release.requests[key].state != "open" or release.state in ("aborted", "finished"):
        return []
    return [
        button(voice.label(requests.Labels.DONE), line("answer", release.id, key), index, style="primary"),
        button(voice.label(requests.Labels.DECLINE), line("decline", release.id, key), index),
    ]


def hotfix_buttons(voice: Voice, release: Release, key: str, index: int = 0) -> list[Block]:
    """What a lead can decide now; none once it is through or abandoned."""
    fix = release.hotfixes[key]
    if fix.course == "abandoned" or not hotfixes.is_under_way(release, fix):
        return []
    paused = line("pause", release.id, hotfixes.reason_to_pause(voice, key))
    pause = button(voice.label(Labels.PAUSE), paused, index)
    carry = button(voice.label(Labels.CARRY_ON), line("hotfix", release.id, "carry", key), index)
    abandon = button(
        voice.label(Labels.ABANDON), line("hotfix", release.id, "abandon", key), PRESSED + index, style="danger"
    )
    resume = button(voice.label(Labels.RESUME), line("resume", release.id), index)
    match release.state:
        case "running":
            return [pause, carry, abandon] if fix.course == "undecided" else [abandon]
        case "paused":
            return [resume, abandon]
        case _:
            return []
