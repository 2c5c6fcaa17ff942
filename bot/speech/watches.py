"""What is said of what went live: how a watch stands and why, its numbers, alerts of the team's own monitoring."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import floor
from typing import assert_never

from bot.domain import events as e
from bot.domain.moments import parse_duration
from bot.domain.on_air import live_since, turns
from bot.domain.release import Release
from bot.domain.samples import Health, Latency, Sample, State, Why
from bot.locales import msgid
from bot.outcome import Done
from bot.speech import items
from bot.speech.voice import Voice

NAME = 80
SUMMARY = 200
WHY: Mapping[Why, str] = {
    "not-allowed": msgid("no watch may look there"),
    "unresolved": msgid("its name is not known"),
    "refused": msgid("it refuses connections"),
    "unreachable": msgid("it cannot be reached"),
    "timed-out": msgid("it takes longer than {detail}"),
    "hung-up": msgid("it hung up"),
    "redirected": msgid("it leads to {detail}, which the plan does not name"),
    "redirects": msgid("it redirects for ever"),
    "wrong-status": msgid("it answers with {detail}"),
    "wrong-content": msgid("what it says is not what is expected"),
    "too-large": msgid("its page is too large to find the words in"),
    "too-slow": msgid("its answer takes longer than {detail}"),
    "expired": msgid("its certificate has expired"),
    "not-yet-valid": msgid("its certificate is not valid yet"),
    "expires-soon": msgid("its certificate expires in {detail} days"),
    "wrong-name": msgid("its certificate is for another name"),
    "self-signed": msgid("its certificate is self-signed"),
    "untrusted": msgid("nobody we trust has signed its certificate"),
    "no-tls": msgid("it does not speak TLS"),
}
"""By the code that a sample carries; `detail` is the fact behind it."""

TURNED: Mapping[State, str] = {
    "up": msgid("{watch} is up again"),
    "down": msgid("{watch} is down"),
    "unknown": msgid("Nobody knows how {watch} does"),
}
TURNED_ONCE: Mapping[State, str] = {
    "up": msgid("{watch} was up again"),
    "down": msgid("{watch} was down"),
    "unknown": msgid("Nobody knew how {watch} did"),
}


def told(voice: Voice, done: Done, event: e.WatchEvent) -> str:
    if not isinstance(event, e.ItemsListed):
        return voice.say("{what}.", what=what(voice, done.after, event))
    item, lines = voice.named(done.after, event.item), [voice.quote(line, NAME) for line in event.added.values()]
    gone = voice.shorts(done.after, event.dropped)
    return voice.sentences(
        voice.say("New for {item}: {lines}.", item=item, lines=voice.few(lines)) if lines else "",
        voice.say("No longer listed by {item}, so waived: {gone}.", item=item, gone=gone) if gone else "",
    )


def what(voice: Voice, release: Release, event: e.WatchEvent) -> str:
    match event:
        case e.WatchTurned(state="up"):
            return voice.say("found that {watch} is up", watch=name(voice, release, event.watch))
        case e.WatchTurned(state="down"):
            watch = name(voice, release, event.watch)
            return voice.say("found that {watch} is down: {why}", watch=watch, why=why(voice, event.why, event.detail))
        case e.WatchTurned():
            return voice.say("lost sight of {watch}", watch=name(voice, release, event.watch))
        case e.WatchMeasured():
            return _measured(voice, release, event)
        case e.AlertTold():
            return _alerted(voice, event)
        case e.ItemsListed():
            return _listed(voice, release, event)
        case _:
            assert_never(event)


def words(event: e.WatchEvent) -> str:
    """What the monitoring said with it."""
    return event.summary if isinstance(event, e.AlertTold) and event.state == "firing" else ""


def _measured(voice: Voice, release: Release, event: e.WatchMeasured) -> str:
    return voice.say(
        "summed up {watch} from {since} to {until}: available {share} of {n} looks",
        watch=name(voice, release, event.watch),
        since=voice.moment(event.since),
        until=voice.moment(event.until),
        share=share(voice, event.looks - event.failed, event.looks),
        n=event.looks,
    )


def share(voice: Voice, part: int, whole: int) -> str:
    """`99.98 %`, never rounded up to all; "—" of nothing."""
    return voice.say("{percent} %", percent=f"{floor(part * 10_000 / whole) / 100:g}") if whole else "—"


def _alerted(voice: Voice, event: e.AlertTold) -> str:
    alert = voice.quote(event.name, NAME)
    if event.state == "resolved":
        return voice.say("told that the alert {alert} is over", alert=alert)
    return voice.say("told of the alert {alert}", alert=alert)


def _listed(voice: Voice, release: Release, event: e.ItemsListed) -> str:
    item = voice.named(release, event.item)
    if not event.added:
        return voice.say(
            "waived what {item} no longer lists: {gone}", item=item, gone=voice.shorts(release, event.dropped)
        )
    lines = voice.few([voice.quote(line, NAME) for line in event.added.values()])
    made = voice.count("made an item for {item}: {lines}", "made {n} items for {item}: {lines}", len(event.added),
                       item=item, lines=lines)  # fmt: skip
    if not event.dropped:
        return made
    gone = voice.shorts(release, event.dropped)
    return voice.say("{made}; waived what it no longer lists: {gone}", made=made, gone=gone)


def name(voice: Voice, release: Release, watch: str) -> str:
    planned = release.plan.watches.get(watch)
    return voice.quote(planned.name.in_(voice.language) if planned and planned.name else watch, NAME)


def why(voice: Voice, code: str, detail: str) -> str:
    """What was not as expected, within a sentence."""
    said = next((text for key, text in WHY.items() if key == code), "")
    return voice.say(said, detail=voice.quote(detail, NAME)) if said else voice.quote(code, NAME)


def state(voice: Voice, health: Health | None) -> str:
    """`🔴 down since 10:02: it refuses connections`."""
    stands = health.standing if health else None
    if stands is None:
        return voice.say("⚪ not settled yet")
    since = voice.moment(stands.since)
    match stands.state:
        case "up":
            return voice.say("🟢 up since {moment}", moment=since)
        case "down":
            return voice.say("🔴 down since {moment}: {why}", moment=since, why=why(voice, stands.why, stands.detail))
        case "unknown":
            return voice.say("⚪ nobody has looked since {moment}", moment=since)
        case _:
            assert_never(stands.state)


def numbers(voice: Voice, health: Health | None) -> str:
    """Availability and latency, as far as there are any; "" before the first look."""
    if health is None or health.availability is None:
        return ""
    share = voice.say("available {percent} %", percent=f"{floor(health.availability * 10_000) / 100:g}")
    return items.joined(share, _latency(voice, health.latency) if health.latency else "")


def _latency(voice: Voice, took: Latency) -> str:
    return voice.say("p50 {p50} ms, p95 {p95} ms, p99 {p99} ms", p50=took.p50, p95=took.p95, p99=took.p99)


def last(voice: Voice, sample: Sample | None) -> str:
    if sample is None:
        return ""
    moment = voice.moment(sample.at)
    if sample.ok:
        return voice.say("last look {moment}: as expected", moment=moment)
    return voice.say("last look {moment}: {why}", moment=moment, why=why(voice, sample.why, sample.detail))


def entry(voice: Voice, release: Release, watch: str, health: Health | None) -> str:
    """The watch, how it stands, its numbers; a line each."""
    planned = release.plan.watches[watch]
    system = voice.system(release.plan, planned.system) if planned.system else ""
    title = items.joined(items.bold(voice, name(voice, release, watch)), system)
    details = items.joined(numbers(voice, health), last(voice, health.last if health else None))
    return "\n".join(filter(None, (f"{title} — {state(voice, health)}", details)))


def turned(voice: Voice, release: Release, watch: str, state: State, *, lasts: bool = True) -> str:
    """A message's title. `lasts`: whether it still stands as it was told."""
    return voice.say((TURNED if lasts else TURNED_ONCE)[state], watch=name(voice, release, watch))


def lasting(voice: Voice, release: Release, event: e.WatchTurned) -> str:
    """An outage that is not over, in a line."""
    return voice.say("{watch} is down since {moment}: {why}", watch=name(voice, release, event.watch),
                     moment=voice.moment(event.since), why=why(voice, event.why, event.detail))  # fmt: skip


def alert(voice: Voice, release: Release, told: e.AlertTold) -> Iterator[str]:
    """What the team's own monitoring says; its words are theirs."""
    named = items.bold(voice, voice.quote(told.name, NAME))
    if told.state == "firing":
        head = voice.say("🔥 {alert} fires since {moment}", alert=named, moment=voice.moment(told.since))
    else:
        over = voice.moment(told.until or told.at)
        head = voice.say("✅ {alert} is over since {moment}", alert=named, moment=over)
    system = voice.system(release.plan, told.system) if told.system else ""
    yield items.joined(head, system, voice.quote(told.severity, NAME))
    if told.summary and told.summary != told.name:
        yield voice.said(told.summary, SUMMARY)


def until(voice: Voice, release: Release) -> str:
    """Since when and until when is watched; when it will begin."""
    since = live_since(release)
    if since is None:
        return voice.say("Watching begins when everything is live.")
    longest = max(parse_duration(watch.lasts) for watch in release.plan.watches.values())
    return voice.say(
        "Live since {since}; watched until {until}.", since=voice.moment(since), until=voice.moment(since + longest)
    )


def status(voice: Voice, release: Release, now: datetime) -> str:
    """One line while it is watched; "" before and after."""
    since, planned = live_since(release), release.plan.watches
    watching = [key for key, watch in planned.items() if since and since <= now <= since + parse_duration(watch.lasts)]
    firing = [voice.quote(told.name, NAME) for told in release.alerts.values() if told.state == "firing"]
    alerts = voice.say("alerts: {alerts}", alerts=voice.few(firing)) if firing else ""
    if not watching or release.state in ("aborted", "finished"):
        return f"🔥 {alerts}" if alerts and release.state not in ("aborted", "finished") else ""
    known = {key: turned.state for key, turned in turns(release).items()}
    up = sum(known.get(key) == "up" for key in watching)
    down = [name(voice, release, key) for key in watching if known.get(key) == "down"]
    told = voice.count("📡 {up} of {n} watch up", "📡 {up} of {n} watches up", len(watching), up=up)
    return items.joined(told, voice.say("down: {watches}", watches=voice.few(down)) if down else "", alerts)
