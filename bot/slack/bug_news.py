"""Messages about bugs, gates, and what earlier releases left over."""

from datetime import datetime
from typing import assert_never

from bot.domain import notices as n
from bot.domain.bug_turns import turn
from bot.domain.release import Release
from bot.slack import blocks
from bot.slack.bug_views import buttons
from bot.slack.buttons import button, line
from bot.slack.phase_card import fold
from bot.slack.picture import Picture
from bot.speech import bug_lines, gates, trackers
from bot.speech.cards import Entry, heading
from bot.speech.voice import Voice

LEFT = 15


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
            return blocks.picture([blocks.section(trackers.silent(voice, release, notice))], live=silent)
        case _:
            assert_never(notice)


def _post(voice: Voice, release: Release, notice: n.BugPost, now: datetime) -> Picture:
    """For everybody to read: where the bug stands; its life by the line to type."""
    bug = release.bugs[notice.bug]
    words = f"🐞 {bug_lines.entry(voice, release, bug, now)}"
    return blocks.picture([blocks.section(words), blocks.context(voice.code(f"/release bug {bug.id}"))])


def _turn(voice: Voice, release: Release, notice: n.BugTurn, now: datetime) -> Picture:
    """Live only while it is this person's turn, in this round."""
    bug = release.bugs[notice.bug]
    same = (bug.round, bug.state) == (notice.round, notice.state) and notice.person in turn(release, bug, now)
    text = bug_lines.whole(voice, release, bug, now) if same else [bug_lines.entry(voice, release, bug, now)]
    pressed = buttons(voice, release, bug, notice.person, now) if same else []
    live = bool(pressed)
    told = voice.say("Your turn with a bug") if live else voice.say("Nothing to do just now")
    parts = [blocks.section(heading(voice, release, told)), *blocks.sections(list(text))]
    return blocks.picture([*parts, *([blocks.actions(pressed)] if live else [])], live=live)


def _fell(voice: Voice, release: Release, notice: n.GateFell, now: datetime) -> Picture:
    text = list(gates.fell(voice, release, notice.item, notice.passed, notice.counts, now))
    return blocks.picture(blocks.sections(text), live=len(text) > 1)


def _left_over(voice: Voice, release: Release) -> Picture:
    left = release.left_over
    if not left:
        told = voice.say("✅ The bugs that earlier releases left over are answered for")
        return blocks.picture([blocks.section(heading(voice, release, told))])
    entries = (Entry(f"• {text}", 1) for text in bug_lines.left_over(voice, left))
    shown, more = fold(entries, len(left), LEFT)
    title = voice.count(
        "{n} bug was left over by an earlier release. Does it come along?",
        "{n} bugs were left over by earlier releases. Which come along?",
        len(left),
    )
    rest = [voice.say("… and {n} more", n=more)] if more else []
    pressed = [
        button(voice.say("Take all on"), line("bug", release.id, "carry", "all"), 0, style="primary"),
        button(voice.say("Leave them"), line("bug", release.id, "carry", "none"), 1),
    ]
    named = voice.code(f"/release bug carry {left[0].release} {left[0].bug}")
    return blocks.picture(
        [
            blocks.section(heading(voice, release, title)),
            *blocks.sections([*shown, *rest]),
            blocks.actions(pressed),
            blocks.context(voice.say("Or only some of them: {line}", line=named)),
        ],
        live=True,
    )
