"""Rollbacks in words: what goes back, in which order, and how far it is."""

from collections.abc import Iterator

from bot.domain.reading.standing import shut_by_failure
from bot.domain.state.going_live import Previous
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from bot.speech import checklist, lines
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
    """A rollback: why, by whom, and of each step what runs again after it, and the line that signs it now."""
    known = release.rollbacks[key]
    yield voice.say("{person}, {moment}: {reason}", person=voice.person(release, known.person),
                    moment=voice.moment(known.at), reason=voice.said(known.reason))  # fmt: skip
    for number, (item, system) in enumerate(known.items, 1):
        mark = {"done": "✅", "waived": "⚠️", "blocked": "⛔", "open": "✍️"}.get(release.standing(item), "⏳")
        told = {"mark": mark, "n": str(number), "system": voice.bold(voice.system(release.plan, system)),
                "goal": goal(voice, release.previous.get((system, known.environment)))}  # fmt: skip
        if release.standing(item) == "open" or shut_by_failure(release, item):
            line = lines.on_item(voice, release, "done", item)
            yield voice.say("{mark} {n}. {system} — {goal} ({line})", line=line, **told)
        else:
            yield voice.say("{mark} {n}. {system} — {goal}", **told)


def to_do(voice: Voice, release: Release, key: str) -> str:
    """Of a step of a rollback: what is to run again, what takes the scripts back, the backup; "" of any other item."""
    item = release.item(key)
    if not item.rollback or item.system is None:
        return ""
    known, system = release.rollbacks[item.rollback], item.system
    backed_up = release.backups.get(system, "")
    return "\n".join(filter(None, (
        voice.say("↩️ {system} in {place}: {goal}", system=voice.system(release.plan, system),
                  place=environment(voice, release, known.environment),
                  goal=goal(voice, release.previous.get((system, known.environment)))),
        *(voice.say("{script} is taken back by SHA-256 {digest}", script=voice.quote(script.name),
                    digest=voice.code(script.rollback))
          for script in reversed(release.scripts.get(system, ())) if script.rollback),
        voice.say("Backup: {backup}", backup=voice.quote(backed_up)) if backed_up else "",
        voice.say("It goes back because: {reason}", reason=voice.said(known.reason)),
    )))  # fmt: skip


def through(voice: Voice, release: Release, key: str) -> str:
    """To the channel: what was taken back is, in this order."""
    known = release.rollbacks[key]
    return voice.sentences(
        voice.say("↩️ {rollback} is through: {systems} in {place} are as they were before this release.", rollback=key,
                  systems=voice.list(voice.system(release.plan, system) for _, system in known.items),
                  place=environment(voice, release, known.environment)),
        "" if release.ended_at else voice.say("The lead decides what comes next."),
    )  # fmt: skip


def next_steps(voice: Voice, release: Release, key: str) -> str:
    """To the lead: to try again, to move go-live, or to give it up."""
    known = release.rollbacks[key]
    systems = {system for _, system in known.items}
    again = [
        item.id
        for item in release.layout.items.values()
        if item.step.deploys == known.environment and item.system in systems and not item.rollback
    ]
    opens = [lines.on_item(voice, release, "unblock", item, "REASON") for item in again if release.records[item].block]
    return "\n".join((
        voice.say("What comes next is yours to decide:"),
        *map(checklist.bullet, (
            *([voice.say("try again, once what failed is mended: {lines}", lines=voice.few(opens))] if opens else []),
            voice.say("move go-live: {line}", line=lines.usage(voice, "reschedule to WHEN")),
            voice.say("give it up: {line}", line=lines.usage(voice, "abort REASON")),
        )),
    ))  # fmt: skip


def goal(voice: Voice, ran: Previous | None) -> str:
    """What is to run again; `ran`: what ran before, None where that is not on record."""
    if ran is None or ran == Previous("", ""):
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
