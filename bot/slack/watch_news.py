"""Messages about watches and alerts: in the thread kept true, and to whoever a problem concerns."""

from collections.abc import Mapping
from typing import assert_never

from bot.domain import notices as n
from bot.domain.release import Release
from bot.domain.samples import Health
from bot.slack import blocks
from bot.slack.picture import Block, Picture
from bot.slack.watch_views import buttons
from bot.speech import watches
from bot.speech.cards import heading
from bot.speech.voice import Voice

Notice = n.WatchPost | n.WatchNews | n.AlertPost | n.AlertNews


def render(voice: Voice, release: Release, notice: Notice, healths: Mapping[str, Health]) -> Picture:
    """`healths`: by watch, what the samples amount to now."""
    match notice:
        case n.WatchPost(watch=key):
            text = watches.entry(voice, release, key, healths.get(key))
            return blocks.picture([blocks.section(f"📡 {text}"), blocks.context(voice.code("/release health"))])
        case n.WatchNews():
            return _watch(voice, release, notice, healths.get(notice.watch))
        case n.AlertPost(alert=key):
            text = "\n".join(watches.alert(voice, release, release.alerts[key]))
            return blocks.picture([blocks.section(text)])
        case n.AlertNews():
            return _alert(voice, release, notice)
        case _:
            assert_never(notice)


def _watch(voice: Voice, release: Release, notice: n.WatchNews, health: Health | None) -> Picture:
    """Live while the problem it tells of lasts; afterwards it tells that it did."""
    turned, planned = release.watched[notice.watch], release.plan.watches[notice.watch]
    stands = (turned.state, turned.since) == (notice.state, notice.since)
    title = heading(voice, release, watches.turned(voice, release, notice.watch, notice.state, lasts=stands))
    lasts = stands and notice.state != "up"
    parts = [blocks.section(title), blocks.section(watches.entry(voice, release, notice.watch, health))]
    return _pressed(parts, buttons(voice, release, f"watch {notice.watch}", planned.system or "") if lasts else [])


def _alert(voice: Voice, release: Release, notice: n.AlertNews) -> Picture:
    told = release.alerts[notice.alert]
    lasts = (told.state, told.since) == (notice.state, notice.since) and notice.state == "firing"
    first, *rest = watches.alert(voice, release, told)
    parts = [
        blocks.section(heading(voice, release, voice.say("Your monitoring tells"))),
        *blocks.sections([first, *rest]),
    ]
    return _pressed(parts, buttons(voice, release, f"alert {notice.alert}", told.system) if lasts else [])


def _pressed(parts: list[Block], pressed: list[Block]) -> Picture:
    return blocks.picture([*parts, *([blocks.actions(pressed)] if pressed else [])], live=bool(pressed))
