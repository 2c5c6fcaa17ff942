"""Where a release stands, on one phone screen: phase, bar, what blocks, who is next, how long is left."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.reading.reminding import deadline
from bot.domain.reading.standing import asked_to_sign, voters
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.speech import cards, checklist, delivery, gates, going_live, mails, problems, watching
from bot.speech.outlook import phase_name
from bot.speech.voice import Voice

ROWS = 3  # of blocked items, of people who are next: more are counted
EACH = 3  # items named behind a person
SOON = 5  # items that will come to the reader
WORDS = 60  # characters of a reason


def status(
    voice: Voice,
    release: Release,
    person: str,
    now: datetime,
    troubles: Sequence[delivery.Trouble],
) -> list[str]:
    """The lines, top to bottom; empty parts are left out. `troubles`: what was not delivered, for those who lead."""
    shown = tuple(delivery.troubles(voice, release, troubles if person in release.leads else ()))
    parts = [
        head(voice, release),
        cards.state(voice, release),
        time_left(voice, release, now),
        *problems.clocks(voice, release),
        *going_live.under_way(voice, release),
        *standard(voice, release),
        *blocking(voice, release),
        *overdue(voice, release, now),
        *who_is_next(voice, release, person, now),
        waivers(voice, release),
        *going_live.overrides(voice, release),
        mails.status(voice, release),
        watching.status(voice, release, now),
        *shown[:ROWS],
        *([voice.say("📭 … and {n} more deliveries in trouble", n=len(shown) - ROWS)] if len(shown) > ROWS else []),
        voice.say("🔧 All of it is tried again every day, and at once by `{command} retry`") if shown else "",
    ]
    return [part for part in parts if part]


def head(voice: Voice, release: Release) -> str:
    """Release, phase, and a bar over all items."""
    total = len(release.records)
    done = total - sum(release.unsettled)
    phase = voice.say(
        "Phase {n} of {all}: {name}",
        n=release.phase + 1,
        all=len(release.plan.phases),
        name=voice.bold(phase_name(voice, release, release.phase)),
    )
    name = voice.bold(cards.release_name(voice, release))
    return f"{name} · {phase}\n{cards.bar(done, total)} {done}/{total}"


def time_left(voice: Voice, release: Release, now: datetime) -> str:
    """Go-live by the plan's clock and the reader's, and how far off it is while that still matters."""
    planned = f"🕛 {cards.go_live(voice, release)}"
    if release.state in ("aborted", "finished"):
        return planned
    span = voice.span(release.go_live - now)
    left = voice.say("in {span}", span=span) if now < release.go_live else voice.say("{span} ago", span=span)
    return f"{planned} · {left}"


def standard(voice: Voice, release: Release) -> list[str]:
    """The gates of the present phase with their counts, and how many bugs are open."""
    if release.state in ("aborted", "finished"):
        return []
    return [*gates.of_phase(voice, release, release.phase), gates.bugs_open(voice, release)]


def blocking(voice: Voice, release: Release) -> list[str]:
    """What is blocked, longest first."""
    if release.state in ("aborted", "finished"):
        return []
    shut = sorted(of_standing(release, "blocked"), key=lambda key: _since(release, key))
    return _rows(
        voice.bold(voice.count("⛔ {n} blocked", "⛔ {n} blocked", len(shut))),
        [f"{_name(voice, release, key)} — {checklist.blocked(voice, release, key, WORDS)}" for key in shut],
        voice,
    )


def overdue(voice: Voice, release: Release, now: datetime) -> list[str]:
    """Open items past their time, longest first; what is blocked is told as blocked."""
    late = [key for key in of_standing(release, "open") if checklist.is_overdue(release, key, now)]
    if not late or release.state in ("aborted", "finished"):
        return []
    late.sort(key=lambda key: deadline(release, key) or now)
    return [
        voice.count(
            "⏰ {n} overdue, the first since {moment}: {items}",
            "⏰ {n} overdue, the first since {moment}: {items}",
            len(late),
            moment=voice.moment(deadline(release, late[0]) or now),
            items=few_items(voice, release, late),
        )
    ]


def who_is_next(voice: Voice, release: Release, person: str, now: datetime) -> list[str]:
    """Each person who can move the release on now, with their items; the reader first."""
    if release.state != "running":
        return []
    turns: dict[str, list[str]] = {}
    for key in of_standing(release, "open"):
        for signer in asked_to_sign(release, key, now):
            turns.setdefault(signer, []).append(key)
    people = sorted(turns, key=lambda signer: (signer != person, -len(turns[signer])))
    return _rows(
        voice.bold(voice.say("👉 Next")),
        [_turn(voice, release, who, person, turns[who]) for who in people],
        voice,
    )


def waivers(voice: Voice, release: Release) -> str:
    """Overrides stay visible in every later view (T2)."""
    let_go = of_standing(release, "waived")
    if not let_go:
        return ""
    named = few_items(voice, release, let_go)
    return voice.count("⚠️ {n} item waived: {items}", "⚠️ {n} items waived: {items}", len(let_go), items=named)


def few_items(voice: Voice, release: Release, keys: Sequence[str]) -> str:
    """`1b boying-user, boying-web; 1c boying-user and 3 more`: short ids, a step named once."""
    parts: list[str] = []
    last = ""
    for key in keys[:EACH]:
        item = release.item(key)
        short = item.system if item.step.id == last and item.system else voice.short(release, key)
        parts.append(voice.quote(short))
        last = item.step.id
    return voice.few([*parts, *keys[EACH:]], EACH)


def of_standing(release: Release, standing: str) -> list[str]:
    return [key for key in release.layout.items if release.standing(key) == standing]


def my_waiting(release: Release, person: str, now: datetime) -> list[str]:
    """Items that are not open yet and will ask for this person's signature, nearest first."""
    return [
        key
        for key, item in release.layout.items.items()
        if release.standing(key) in ("waiting", "blocked")
        and any(vote.person == person for vote in voters(release, item, now))
    ]


def recent(voice: Voice, release: Release, most: int) -> list[str]:
    """What was settled last, newest first."""
    done = [key for key in release.layout.items if release.standing(key) in SETTLED]
    newest = sorted(done, key=lambda key: _since(release, key), reverse=True)
    return [
        f"{voice.item(release, key)}\n{checklist.bullet(checklist.settled(voice, release, key))}"
        for key in newest[:most]
    ]


def _since(release: Release, key: str) -> datetime:
    return release.records[key].since or release.started_at


def _name(voice: Voice, release: Release, key: str) -> str:
    return voice.bold(voice.quote(voice.short(release, key)))


def _turn(voice: Voice, release: Release, who: str, reader: str, keys: Sequence[str]) -> str:
    name = voice.say("you") if who == reader else voice.person(release, who)
    return voice.say("{person}: {items}", person=name, items=few_items(voice, release, keys))


def _rows(heading: str, rows: Iterable[str], voice: Voice) -> list[str]:
    """A heading with its rows as one part, or nothing."""
    found = list(rows)
    if not found:
        return []
    left = len(found) - ROWS
    more = [voice.rest(left)] if left > 0 else []
    return ["\n".join([heading, *map(checklist.bullet, found[:ROWS]), *more])]


def recent_title(voice: Voice) -> str:
    return voice.bold(voice.say("Settled last"))


def no_part(voice: Voice) -> str:
    """To somebody who takes part in no running release."""
    return voice.say("There is no running release that you take part in. If one names you, type {line}",
                     line=voice.line("link"))  # fmt: skip


def my_items(voice: Voice, n: int) -> str:
    """What shows them."""
    return voice.count("My {n} item", "My {n} items", n)


def later(voice: Voice, release: Release, keys: Sequence[str]) -> str:
    first = voice.few([voice.quote(voice.short(release, key)) for key in keys], SOON)
    return voice.say("Later for you: {items}", items=first)
