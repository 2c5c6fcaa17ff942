"""Rollbacks in words: what goes back, in which order, and how far it is."""

from collections.abc import Iterator

from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.speech import lines
from bot.speech.deployments import environment
from bot.speech.lacking import before
from bot.speech.voice import Voice


def under_way(voice: Voice, release: Release) -> Iterator[str]:
    """Each rollback that is not through."""
    for known in release.rollbacks.values():
        if (left := _left(release, known.id)) and release.state != "finished":
            yield voice.say("↩️ {rollback} of {place} is under way: {done} of {all} taken back", rollback=known.id,
                            place=environment(voice, release, known.environment), done=len(known.items) - left,
                            all=len(known.items))  # fmt: skip


def _left(release: Release, rollback: str) -> int:
    return sum(release.standing(key) not in SETTLED for key, _ in release.rollbacks[rollback].items)


def steps(voice: Voice, release: Release, key: str) -> Iterator[str]:
    """A rollback: why, by whom, and its steps with what runs again after each."""
    known = release.rollbacks[key]
    yield voice.say("{person}, {moment}: {reason}", person=voice.person(release, known.person),
                    moment=voice.moment(known.at), reason=voice.said(known.reason))  # fmt: skip
    for number, (item, system) in enumerate(known.items, 1):
        mark = {"done": "✅", "waived": "⚠️", "blocked": "⛔", "open": "✍️"}.get(release.standing(item), "⏳")
        yield voice.say("{mark} {n}. {system} — {goal} ({line})", mark=mark, n=number,
                        system=voice.bold(voice.system(release.plan, system)),
                        goal=_goal(voice, release.previous.get((system, known.environment))),
                        line=lines.on_item(voice, release, "done", item))  # fmt: skip


def _goal(voice: Voice, ran: Previous | None) -> str:
    if ran is None:
        return voice.say("back to what ran before")
    if ran.nothing:
        return voice.say("taken off: it was not there before")
    return voice.say("back to {source}", source=before(voice, ran))


def title(voice: Voice, release: Release, key: str) -> str:
    known = release.rollbacks[key]
    return voice.say("↩️ {rollback}: {place} goes back, {done}/{all}", rollback=key,
                     place=environment(voice, release, known.environment),
                     done=len(known.items) - _left(release, key), all=len(known.items))  # fmt: skip


def none(voice: Voice) -> str:
    return voice.say("Nothing has been rolled back")
