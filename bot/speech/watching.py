"""What went live, in words: how a watch stands and why, its numbers, alerts of the team's own monitoring."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import floor
from typing import assert_never

from bot.domain import events as e
from bot.domain.plan.moments import parse_duration
from bot.domain.reading.samples import Health, Latency, Sample, State, Why
from bot.domain.reading.watching import live_since, turns
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.voice import Label, Voice, joined

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


class Labels(Label):
    ALERT = msgid("Your monitoring tells")
    REPORT = msgid("Report a bug…")
    HOTFIX = msgid("Hotfix…")


def title(voice: Voice, n: int) -> str:
    return voice.say("Monitoring") if n else voice.say("The plan names nothing to watch")


def share(voice: Voice, part: int, whole: int) -> str:
    """`99.98 %`, never rounded up to all; "—" of nothing."""
    return voice.say("{percent} %", percent=f"{floor(part * 10_000 / whole) / 100:g}") if whole else "—"


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
    return joined(share, _latency(voice, health.latency) if health.latency else "")


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
    title = joined(voice.bold(name(voice, release, watch)), system)
    details = joined(numbers(voice, health), last(voice, health.last if health else None))
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
    named = voice.bold(voice.quote(told.name, NAME))
    if told.state == "firing":
        head = voice.say("🔥 {alert} fires since {moment}", alert=named, moment=voice.moment(told.since))
    else:
        over = voice.moment(told.until or told.at)
        head = voice.say("✅ {alert} is over since {moment}", alert=named, moment=over)
    system = voice.system(release.plan, told.system) if told.system else ""
    yield joined(head, system, voice.quote(told.severity, NAME))
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
    return joined(told, voice.say("down: {watches}", watches=voice.few(down)) if down else "", alerts)
