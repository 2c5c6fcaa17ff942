"""Messages about going live: a run of a platform, a problem that wants a decision, a rollback."""

from datetime import datetime
from typing import assert_never

from bot.domain import notices as n
from bot.domain.preparing import matter, wanted
from bot.domain.release import SETTLED, Release
from bot.slack import blocks
from bot.slack.golive_views import checklist, decisions, remedies
from bot.slack.picture import Picture
from bot.speech import golive, live
from bot.speech.cards import heading
from bot.speech.voice import Voice

SHOWN = 12


def render(
    voice: Voice, release: Release, notice: n.RunPost | n.Deciding | n.RollbackPost | n.Preparing, now: datetime
) -> Picture:
    match notice:
        case n.RunPost():
            first, *rest = golive.run(voice, release, notice.run)
            return blocks.picture([blocks.section(first), *([blocks.context(" · ".join(rest))] if rest else [])])
        case n.Deciding():
            return _deciding(voice, release, notice)
        case n.Preparing():
            return _preparing(voice, release, notice, now)
        case n.RollbackPost():
            steps = (item for item, _ in release.rollbacks[notice.rollback].items)
            live = release.state == "running" and any(release.standing(item) not in SETTLED for item in steps)
            return blocks.picture(checklist(voice, release, notice.rollback), live=live)
        case _:
            assert_never(notice)


def _deciding(voice: Voice, release: Release, notice: n.Deciding) -> Picture:
    """Live only while the problem stands as it was asked about."""
    problem = release.problems.get(notice.environment)
    asked = problem is not None and problem.until == notice.until and release.state == "running"
    title = blocks.section(heading(voice, release, golive.decision_title(voice, release, notice.environment)))
    told = blocks.section(golive.decision(voice, release, notice.environment, notice.until))
    pressed = [blocks.actions(decisions(voice, release, problem, notice.environment))] if asked and problem else []
    return blocks.picture([title, told, *pressed], live=asked)


def _preparing(voice: Voice, release: Release, notice: n.Preparing, now: datetime) -> Picture:
    """Live while any of these things is wanted of this person; each with what may be pressed."""
    lacking = [lack for lack in wanted(release, now).get(notice.person, ()) if matter(lack) in notice.matters]
    parts = [blocks.section(heading(voice, release, live.wanted_title(voice, len(lacking))))]
    for number, lack in enumerate(lacking[:SHOWN]):
        parts.append(blocks.section(live.refusal(voice, release, lack)))
        parts += [blocks.actions(pressed)] if (pressed := remedies(voice, release, lack, number)) else []
    if len(lacking) > SHOWN:
        parts.append(blocks.context(voice.say("… and {n} more", n=len(lacking) - SHOWN)))
    return blocks.picture(parts, live=bool(lacking))
