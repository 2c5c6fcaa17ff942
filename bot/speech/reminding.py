"""What is overdue, in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.speech import checklist, lines
from bot.speech.cards import Entry
from bot.speech.voice import Voice, joined


def unsettled(release: Release, keys: Iterable[str]) -> list[str]:
    return [key for key in keys if release.standing(key) not in SETTLED]


def escalation_title(voice: Voice, left: int) -> str:
    if not left:
        return voice.say("✅ No longer overdue")
    return voice.count("⏰ {n} item is overdue", "⏰ {n} items are overdue", left)


def overdue(
    voice: Voice, release: Release, keys: Iterable[str], now: datetime, name: checklist.Name
) -> Iterator[Entry]:
    """Each overdue item with the people who are missing, as `name` writes them."""
    for key in keys:
        yield Entry(f"{voice.item(release, key)}\n{checklist.bullet(_late(voice, release, key, now, name))}", 1)


def _late(voice: Voice, release: Release, key: str, now: datetime, name: checklist.Name) -> str:
    match release.standing(key):
        case "done" | "waived":
            return checklist.settled(voice, release, key)
        case "blocked":
            return joined(f"⛔ {checklist.blocked(voice, release, key)}", checklist.due(voice, release, key, now))
        case "open" | "waiting":
            missing = checklist.lacking(voice, release, key, now, name)
            return joined(missing, checklist.due(voice, release, key, now), checklist.watching(voice, release, key))


def remedies(voice: Voice, release: Release, keys: Iterable[str]) -> str:
    """What the lead may do about the first of them."""
    key = next(iter(keys))
    return voice.say(
        "You can name a stand-in ({standin}) or waive the item with a reason ({waive}).",
        standin=voice.line("standin @user for @user"),
        waive=lines.on_item(voice, release, "waive", key, "REASON"),
    )
