"""What is watched: messages about watches and alerts, and as somebody asks to see it."""

from collections.abc import Mapping
from typing import Final, assert_never

from bot.domain import notices as n
from bot.domain.reading.deployments import reached
from bot.domain.reading.samples import Health
from bot.domain.rules.bugs import kept_elsewhere
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import button, carries
from bot.slack.pictures.phase_card import fold
from bot.slack.pictures.picture import Block, Picture
from bot.speech import watching
from bot.speech.cards import Entry, heading
from bot.speech.voice import Voice
from bot.speech.watching import Labels
from bot.talk.grammar.lines import line

Notice = n.WatchPost | n.WatchNews | n.AlertPost | n.AlertNews
TITLED: Final = 150
DETAILED: Final = 3_000
RANK: Final = {"down": 0, "unknown": 1, "": 2, "up": 3}


def render(voice: Voice, release: Release, notice: Notice, healths: Mapping[str, Health]) -> Picture:
    """`healths`: by watch, what the samples amount to now."""
    match notice:
        case n.WatchPost(watch=key):
            text = watching.entry(voice, release, key, healths.get(key))
            return blocks.picture([blocks.section(f"📡 {text}"), blocks.context(voice.line("health"))])
        case n.WatchNews():
            return _watch(voice, release, notice, healths.get(notice.watch))
        case n.AlertPost(alert=key):
            text = "\n".join(watching.alert(voice, release, release.alerts[key]))
            return blocks.picture([blocks.section(text)])
        case n.AlertNews():
            return _alert(voice, release, notice)
        case _:
            assert_never(notice)


def _watch(voice: Voice, release: Release, notice: n.WatchNews, health: Health | None) -> Picture:
    """Live while the problem it tells of lasts; afterwards it tells that it did."""
    turned, planned = release.watched[notice.watch], release.plan.watches[notice.watch]
    stands = (turned.state, turned.since) == (notice.state, notice.since)
    title = heading(voice, release, watching.turned(voice, release, notice.watch, notice.state, lasts=stands))
    lasts = stands and notice.state != "up"
    parts = [blocks.section(title), blocks.section(watching.entry(voice, release, notice.watch, health))]
    return _pressed(parts, buttons(voice, release, f"watch {notice.watch}", planned.system or "") if lasts else [])


def _alert(voice: Voice, release: Release, notice: n.AlertNews) -> Picture:
    told = release.alerts[notice.alert]
    lasts = (told.state, told.since) == (notice.state, notice.since) and notice.state == "firing"
    first, *rest = watching.alert(voice, release, told)
    parts = [
        blocks.section(heading(voice, release, voice.label(Labels.ALERT))),
        *blocks.sections([first, *rest]),
    ]
    return _pressed(parts, buttons(voice, release, f"alert {notice.alert}", told.system) if lasts else [])


def _pressed(parts: list[Block], pressed: list[Block]) -> Picture:
    return blocks.picture([*parts, *([blocks.actions(pressed)] if pressed else [])], live=bool(pressed))


def shown(voice: Voice, release: Release, healths: Mapping[str, Health]) -> Picture:
    """What is down first; the alerts that fire; since when and until when."""
    keys = sorted(release.plan.watches, key=lambda key: RANK[_state(healths.get(key))])
    firing = [told for told in release.alerts.values() if told.state == "firing"]
    alerts = ["\n".join(watching.alert(voice, release, told)) for told in firing]
    entries = (Entry(text, 1) for text in (*alerts, *(watching.entry(voice, release, k, healths.get(k)) for k in keys)))
    text, left = fold(entries, len(alerts) + len(keys))
    more = [voice.rest(left)] if left else []
    title = watching.title(voice, len(keys) + len(alerts))
    when = [blocks.context(watching.until(voice, release))] if keys else []
    return blocks.picture([blocks.section(heading(voice, release, title)), *blocks.sections([*text, *more]), *when])


def _state(health: Health | None) -> str:
    return health.standing.state if health and health.standing else ""


def buttons(voice: Voice, release: Release, matter: str, system: str) -> list[Block]:
    """From a problem to a bug or a hotfix. `matter`: `watch KEY` or `alert FINGERPRINT`."""
    found = []
    report = line("bug", release.id, "from", matter)
    if kept_elsewhere(release) is None and carries(report):
        found.append(button(voice.label(Labels.REPORT), report, 0, style="primary"))
    if release.plan.hotfix and system and reached(release.plan, release.deployments, system):
        branch = release.source(system)[0]
        if branch and carries(opened := line("hotfix", release.id, system, branch)):
            found.append(button(voice.label(Labels.HOTFIX), opened, 1))
    return found
