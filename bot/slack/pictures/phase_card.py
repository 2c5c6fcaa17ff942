"""The card of one phase in the channel: edited in place, calm at any size, small once its phase is settled."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button
from bot.slack.pictures.picture import Block, Picture
from bot.speech import cards, gates, going_live, hotfixes, problems
from bot.speech import cards as words
from bot.speech.outlook import phase_name
from bot.speech.voice import Voice, joined
from bot.talk.grammar.lines import line

ENTRIES = 20
BODY = 6_000
ENTRY = 1_200
WAIVERS = 6
HOTFIXES = 4
WAIVED = 2_000
LISTED = 10


def card(voice: Voice, release: Release, phase: int, now: datetime, places: Mapping[str, str]) -> Picture:
    """Live while something of it may still be signed."""
    if not release.unsettled[phase]:
        return _small(voice, release, phase, places)
    running = release.state in ("running", "paused")
    reached = release.has_begun(phase)
    parts = [
        blocks.header(words.title(replace(voice, medium="plain"), release, phase)),
        blocks.context(joined(words.phase_bar(release, phase), words.go_live(voice, release))),
        *_banner(voice, release),
        *blocks.sections([*problems.clocks(voice, release), *going_live.under_way(voice, release)] if reached else []),
        *blocks.sections(list(islice(hotfixes.under_way(voice, release, phase), HOTFIXES))),
        *(blocks.sections(list(gates.of_phase(voice, release, phase))) if reached else []),
        *(_open(voice, release, phase, now) if running and reached else []),
        *(_closed_again(voice, release, places) if not reached else []),
        *_waived(voice, release, phase),
        *blocks.sections(list(going_live.overrides(voice, release, phase))),
        *_tally(voice, release, phase),
    ]
    if release.state == "running" and reached:
        parts += [_buttons(voice, release), blocks.context(words.how_to_sign(voice, release))]
    return blocks.picture(parts, live=running and reached)


def _banner(voice: Voice, release: Release) -> list[Block]:
    state = words.state(voice, release)
    return [blocks.section(state)] if state else []


def _open(voice: Voice, release: Release, phase: int, now: datetime) -> list[Block]:
    keys = words.pressing(release, release.layout.phases[phase])
    shown, left = fold(words.entries(voice, release, keys, now), len(keys))
    return blocks.sections([*shown, *([words.more(voice, left)] if left else [])])


def _tally(voice: Voice, release: Release, phase: int) -> list[Block]:
    tally = words.tally(voice, release, release.layout.phases[phase])
    return [blocks.context(tally)] if tally else []


def fold(entries: Iterable[words.Entry], total: int, most: int = ENTRIES, room: int = BODY) -> tuple[list[str], int]:
    """The entries that fit, as text, and the number of items left out of `total`. No more are worded than are shown."""
    shown: list[str] = []
    for entry in islice(entries, most):
        text = blocks.cut(entry.text, ENTRY)
        room -= blocks.weight(text)
        if room < 0:
            break
        shown.append(text)
        total -= entry.items
    return shown, total


def _closed_again(voice: Voice, release: Release, places: Mapping[str, str]) -> list[Block]:
    """A phase whose card was posted, and that waits again because an earlier phase was reopened."""
    earlier = linked(voice, release, release.phase, places)
    return [blocks.section(words.closed_again(voice, earlier))]


def _waived(voice: Voice, release: Release, phase: int) -> list[Block]:
    keys = [key for key in release.layout.phases[phase] if release.records[key].waiver]
    shown, left = fold(words.waived(voice, release, keys), len(keys), WAIVERS, WAIVED)
    rest = [words.more_waived(voice, left)] if left else []
    return blocks.sections([*shown, *rest])


def _buttons(voice: Voice, release: Release) -> Block:
    labels = (words.Labels.SIGN_MINE, "mine"), (words.Labels.WHAT_BLOCKS, "why")
    pressed = [button(voice.label(each), line(verb, release.id), index) for index, (each, verb) in enumerate(labels)]
    return blocks.actions(pressed)


def _small(voice: Voice, release: Release, phase: int, places: Mapping[str, str]) -> Picture:
    following = phase + 1
    ahead = (
        [blocks.context(words.following(voice, linked(voice, release, following, places)))]
        if following < len(release.plan.phases) and following <= release.phase
        else []
    )
    return blocks.picture(
        [
            blocks.header(words.title(replace(voice, medium="plain"), release, phase)),
            *_banner(voice, release),
            blocks.section(words.summary(voice, release, phase)),
            *_waived(voice, release, phase),
            *blocks.sections(list(going_live.overrides(voice, release, phase))),
            *ahead,
        ]
    )


def linked(voice: Voice, release: Release, phase: int, places: Mapping[str, str]) -> str:
    """The phase's name, as a link to its card where that has been posted."""
    name = phase_name(voice, release, phase)
    place = places.get(f"card:{phase}")
    return f"<{place}|{name.replace('|', '¦')}>" if place and voice.medium == "slack" else name


def entry_list(voice: Voice, entries: Iterable[cards.Entry], total: int) -> list[Block]:
    shown, left = fold(entries, total, LISTED)
    return blocks.sections([*shown, *([cards.more(voice, left)] if left else [])])
