"""Bugs: messages about them, gates and what was left over; as one asks to see them; the form one is reported in."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.domain import notices as n
from bot.domain.reading.bugs import acts, turn
from bot.domain.state.bugs import Bug
from bot.domain.state.release import Release
from bot.slack.pictures import blocks, tables
from bot.slack.pictures.buttons import button
from bot.slack.pictures.phase_card import fold
from bot.slack.pictures.picture import Block, Picture
from bot.speech import bugs, gates, tracker
from bot.speech.bugs import Labels
from bot.speech.cards import Entry, heading
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.grammar.lines import line

LEFT = 15
ORDER = ("open", "fixed", "deferred", "verified", "gone")
OPTIONS = 100  # https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
OPTION = 75
TITLED = 150
DETAILED = 3_000


def render(
    voice: Voice,
    release: Release,
    notice: n.BugPost | n.BugTurn | n.GateFell | n.LeftOver | n.TrackerSilent,
    now: datetime,
) -> Picture:
    match notice:
        case n.BugPost():
            return _post(voice, release, notice, now)
        case n.BugTurn():
            return _turn(voice, release, notice, now)
        case n.GateFell():
            return _fell(voice, release, notice, now)
        case n.LeftOver():
            return _left_over(voice, release)
        case n.TrackerSilent():
            silent = release.tracking.lost is not None and release.tracking.since == notice.since
            return blocks.picture([blocks.section(tracker.silent(voice, release, notice))], live=silent)
        case _:
            assert_never(notice)


def _post(voice: Voice, release: Release, notice: n.BugPost, now: datetime) -> Picture:
    """For everybody to read: where the bug stands; its life by the line to type."""
    bug = release.bugs[notice.bug]
    words = f"🐞 {bugs.entry(voice, release, bug, now)}"
    return blocks.picture([blocks.section(words), blocks.context(voice.line(f"bug {bug.id}"))])


def _turn(voice: Voice, release: Release, notice: n.BugTurn, now: datetime) -> Picture:
    """Live only while it is this person's turn, in this round."""
    bug = release.bugs[notice.bug]
    same = (bug.round, bug.state) == (notice.round, notice.state) and notice.person in turn(release, bug, now)
    text = bugs.whole(voice, release, bug, now) if same else [bugs.entry(voice, release, bug, now)]
    pressed = buttons(voice, release, bug, notice.person, now) if same else []
    live = bool(pressed)
    told = bugs.turn_title(voice, live=live)
    parts = [blocks.section(heading(voice, release, told)), *blocks.sections(list(text))]
    return blocks.picture([*parts, *([blocks.actions(pressed)] if live else [])], live=live)


def _fell(voice: Voice, release: Release, notice: n.GateFell, now: datetime) -> Picture:
    text = list(gates.fell(voice, release, notice.item, notice.passed, notice.counts, now))
    return blocks.picture(blocks.sections(text), live=len(text) > 1)


def _left_over(voice: Voice, release: Release) -> Picture:
    left = release.left_over
    if not left:
        return blocks.picture([blocks.section(heading(voice, release, bugs.left_over_title(voice, 0)))])
    entries = (Entry(f"• {text}", 1) for text in bugs.left_over(voice, left))
    shown, more = fold(entries, len(left), LEFT)
    title = bugs.left_over_title(voice, len(left))
    rest = [voice.rest(more)] if more else []
    pressed = [
        button(voice.label(Labels.TAKE_ALL), line("bug", release.id, "carry", "all"), 0, style="primary"),
        button(voice.label(Labels.LEAVE), line("bug", release.id, "carry", "none"), 1),
    ]
    return blocks.picture(
        [
            blocks.section(heading(voice, release, title)),
            *blocks.sections([*shown, *rest]),
            blocks.actions(pressed),
            blocks.context(bugs.some_of_them(voice, left[0])),
        ],
        live=True,
    )


def shown(voice: Voice, release: Release, query: q.Bugs | q.Bug, person: str, now: datetime) -> Picture:
    if isinstance(query, q.Bug):
        return one(voice, release, release.bugs[query.bug], person, now)
    return _listed(voice, release, query, now)


def one(voice: Voice, release: Release, bug: Bug, person: str, now: datetime) -> Picture:
    """The bug with its rounds, and a button for each thing this person may do about it."""
    text = blocks.sections(list(bugs.whole(voice, release, bug, now)))
    pressed = buttons(voice, release, bug, person, now)
    return blocks.picture([*text, *([blocks.actions(pressed)] if pressed else [])], live=bool(pressed))


def buttons(voice: Voice, release: Release, bug: Bug, person: str, now: datetime) -> list[Block]:
    may = acts(release, bug, person, now)
    return [
        button(bugs.act(voice, act), line("bug", release.id, act, bug.id), index, style="" if index else "primary")
        for index, act in enumerate(may)
    ]


def _listed(voice: Voice, release: Release, query: q.Bugs, now: datetime) -> Picture:
    """Those that fit: what is unsolved first, and of that the worst."""
    severities = list(release.plan.bugs.severities) if release.plan.bugs else []
    found = [bug for bug in release.bugs.values() if _fits(bug, query)]
    found.sort(key=lambda bug: (ORDER.index(bug.state), severities.index(bug.severity)))
    entries = (Entry(bugs.entry(voice, release, bug, now), 1) for bug in found)
    shown_, left = fold(entries, len(found))
    more = [voice.rest(left)] if left else []
    count = bugs.list_title(voice, len(found))
    title = blocks.section(heading(voice, release, count))
    flat = replace(voice, medium="plain")
    rows = (bugs.cells(flat, release, bug, now) for bug in found)
    listed, fit = tables.table(count, bugs.columns(flat), rows, [title])
    rest = [blocks.context(voice.rest(len(found) - fit))] if len(found) > fit else []
    picture = blocks.picture([title, *blocks.sections([*shown_, *more])])
    return tables.beside(picture, [title, *listed, *rest]) if listed else picture


def _fits(bug: Bug, query: q.Bugs) -> bool:
    states = ("open", "fixed") if query.state == "unsolved" else (query.state,)
    return (
        query.severity in ("", bug.severity)
        and query.system in ("", bug.system)
        and query.environment in ("", bug.environment)
        and (not query.state or bug.state in states)
    )
