"""From a notice to the message that shows it as things stand now: the door of every picture the deliverer paints."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, assert_never

from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.samples import Health
from bot.domain.state.release import Release
from bot.slack.pictures import (
    blocking,
    blocks,
    bugs,
    course,
    delivery,
    deployments,
    documents,
    going_live,
    mails,
    meetings,
    phase_card,
    record,
    reminding,
    signing,
    staffing,
    watching,
    workflows,
)
from bot.slack.pictures.picture import Picture
from bot.speech import minutes
from bot.speech.refusals import refusal
from bot.speech.report import posting
from bot.speech.voice import Voice

CANVAS: Final = "canvas"
"""The place where a message's own canvas stands."""


def render(  # noqa: C901, PLR0911, PLR0912 - one flat table of notices
    notice: n.Notice,
    release: Release,
    voice: Voice,
    now: datetime,
    places: Mapping[str, str],
    healths: Mapping[str, Health] = MappingProxyType({}),
) -> Picture:
    """`places`: where the other cards stand, permalinks by `card:<phase>`, and its own canvas where it leads to one.

    `healths`: what watches measured, if any.
    """
    match notice:
        case n.Card():
            return phase_card.card(voice, release, notice.phase, now, places)
        case n.Prompt():
            return signing.prompt(voice, release, notice, now)
        case n.Reminder():
            return reminding.reminder(voice, release, notice, now)
        case n.Escalation():
            return reminding.escalation(voice, release, notice, now)
        case n.Vacancy():
            return staffing.vacancy(voice, release, notice)
        case n.Obstacle():
            return blocking.obstacle(voice, release, notice)
        case n.WhyBlocked():
            return blocking.why_blocked(voice, release, notice)
        case n.Voided():
            return signing.voided(voice, release, notice)
        case n.TestFailed():
            return signing.failed_news(voice, release, notice)
        case n.OverrideTold():
            return blocking.override(voice, release, notice)
        case n.Appointed():
            return staffing.named(voice, release, notice)
        case n.Unlinked():
            return staffing.unlinked(voice, release, notice)
        case n.MayNotAct():
            return staffing.may_not_act(voice, release, notice)
        case n.Represented():
            return staffing.represented(voice, release, notice)
        case n.HandedBack():
            return staffing.handed_back(voice, release, notice)
        case n.Return():
            return staffing.returned(voice, release, notice)
        case n.LeadNamed():
            return staffing.lead_named(voice, release, notice)
        case n.Leaderless():
            return staffing.leaderless(voice, release)
        case n.LinkTold():
            return staffing.link_told(voice, release, notice)
        case n.LinkWanted():
            return staffing.link_wanted(voice, release, notice)
        case n.CourseTurn():
            return course.turn(voice, release, notice)
        case n.Changed() | n.Returned():
            return documents.render(voice, release, notice, now)
        case n.BugPost() | n.BugTurn() | n.GateFell() | n.LeftOver() | n.TrackerSilent():
            return bugs.render(voice, release, notice, now)
        case (
            n.Wanted()
            | n.Replied()
            | n.DeploymentFailed()
            | n.DeploymentInDoubt()
            | n.HotfixCrossing()
            | n.HotfixDoubted()
        ):
            return deployments.render(voice, release, notice)
        case n.MailTrouble() | n.MailUnsure() | n.ReplyToConfirm() | n.AttendanceToConfirm():
            return mails.render(voice, release, notice, now)
        case n.Gathering() | n.Invitation() | n.MeetingTooLate() | n.MinutesPost() | n.MinutesToRead() | n.Objection():
            return meetings.render(voice, release, notice)
        case n.MinutesCanvas():
            return blocks.picture([blocks.section(minutes.canvas(voice, places[CANVAS]))])
        case n.ReportCanvas():
            return blocks.picture([blocks.section(posting.canvas(voice, places[CANVAS]))])
        case n.WatchPost() | n.WatchNews() | n.AlertPost() | n.AlertNews():
            return watching.render(voice, release, notice, healths)
        case n.ChannelSilent():
            return delivery.silent(voice, release, notice)
        case n.OthersListen():
            return delivery.overheard(voice, release, notice)
        case n.RecordBroken():
            return record.broken(voice, release, notice)
        case n.ReportPost():
            return Picture(posting.post(voice, release, is_final=notice.final))
        case n.RunPost() | n.Deciding() | n.Undecided() | n.RollbackPost() | n.RolledBack() | n.Preparing():
            return going_live.render(voice, release, notice)
        case n.SignatureAsked():
            return workflows.signature_asked(voice, release, notice, now)
        case n.WaitEnded():
            return Picture(refusal(voice, release, r.NotRunning("aborted")) if notice.aborted else "")
        case n.Letter():
            raise ValueError("a letter goes by mail, not to Slack")
        case _:
            assert_never(notice)
