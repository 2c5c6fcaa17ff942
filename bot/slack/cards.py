"""From a notice to the message that shows it as things stand now: the door of every picture the deliverer paints."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import assert_never

from bot.domain import notices as n
from bot.domain.release import Release
from bot.domain.samples import Health
from bot.slack import (
    bug_news,
    content_news,
    deployment_news,
    golive_news,
    mail_news,
    meeting_news,
    news,
    phase_card,
    prompts,
    watch_news,
)
from bot.slack.picture import Picture
from bot.speech import reporting
from bot.speech.voice import Voice


def render(  # noqa: C901, PLR0911, PLR0912 - one flat table of notices
    notice: n.Notice,
    release: Release,
    voice: Voice,
    now: datetime,
    places: Mapping[str, str],
    healths: Mapping[str, Health] = MappingProxyType({}),
) -> Picture:
    """`places`: where the other cards stand, permalinks by `card:<phase>`. `healths`: what watches measured, if any."""
    match notice:
        case n.Card():
            return phase_card.card(voice, release, notice.phase, now, places)
        case n.Prompt():
            return prompts.prompt(voice, release, notice, now)
        case n.Reminder():
            return prompts.reminder(voice, release, notice, now)
        case n.Escalation():
            return news.escalation(voice, release, notice, now)
        case n.Vacancy():
            return news.vacancy(voice, release, notice)
        case n.Obstacle():
            return news.obstacle(voice, release, notice)
        case n.WhyBlocked():
            return news.why_blocked(voice, release, notice)
        case n.Voided():
            return news.voided(voice, release, notice)
        case n.Override():
            return news.override(voice, release, notice)
        case n.Named():
            return news.named(voice, release, notice)
        case n.Unlinked():
            return news.unlinked(voice, release, notice)
        case n.Turn():
            return news.turn(voice, release, notice)
        case n.Changed() | n.Returned():
            return content_news.render(voice, release, notice)
        case n.BugPost() | n.BugTurn() | n.GateFell() | n.LeftOver() | n.TrackerSilent():
            return bug_news.render(voice, release, notice, now)
        case n.Wanted() | n.Replied() | n.DeploymentFailed() | n.Crossing():
            return deployment_news.render(voice, release, notice)
        case n.MailTrouble() | n.MailUnsure():
            return mail_news.render(voice, release, notice)
        case n.Gathering() | n.Invitation() | n.MinutesPost() | n.MinutesToRead() | n.Objection():
            return meeting_news.render(voice, release, notice)
        case n.WatchPost() | n.WatchNews() | n.AlertPost() | n.AlertNews():
            return watch_news.render(voice, release, notice, healths)
        case n.ReportPost():
            return Picture(reporting.post(voice, release, is_final=notice.final))
        case n.RunPost() | n.Deciding() | n.RollbackPost() | n.Preparing():
            return golive_news.render(voice, release, notice, now)
        case n.Letter():
            raise ValueError("a letter goes by mail, not to Slack")
        case _:
            assert_never(notice)
