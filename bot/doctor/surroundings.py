"""What the bot works with besides Slack: mail, deployment platforms, the bug tracker, time zones. Nothing is sent."""

import zoneinfo
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata

from bot.core import Clock
from bot.domain.examination import Finding, unseen, well, wrong
from bot.domain.plan import Plan
from bot.mail.mailbox import Inbox, Unreachable
from bot.mail.smtp import Smtp
from bot.mail.writing import author_of
from bot.platforms.bugs.connecting import tracker_of
from bot.platforms.calling import Down
from bot.platforms.deployments.connecting import Access, platform_of
from bot.platforms.deployments.run import Rejected
from bot.settings import SlackSettings


def mail(settings: SlackSettings, plan: Plan) -> Iterator[Finding]:
    yield _smtp(settings, plan)
    yield from _imap(settings)


def _smtp(settings: SlackSettings, plan: Plan) -> Finding:
    server = settings.smtp_url
    if server is None:
        owed = bool(plan.report_to) or any(step.mail for step in plan.steps.values())
        return wrong("smtp", "smtp-unset") if owed else unseen("smtp", "smtp-unneeded")
    where = f"{server.host}:{server.port}"
    name = author_of(plan, settings.mail_from, server).address.rpartition("@")[2]
    problem = Smtp(server).greet(name)
    return (
        wrong("smtp", "smtp-refused", server=where, why=problem.why)
        if problem
        else well("smtp", "smtp-good", server=where)
    )


def _imap(settings: SlackSettings) -> Iterator[Finding]:
    server = settings.imap_url
    if server is None:
        yield unseen("imap", "imap-unset")
        return
    where = f"{server.host}:{server.port}"
    aside = Inbox(server).set_aside()
    if isinstance(aside, Unreachable):
        yield wrong("imap", "imap-refused", server=where, why=aside.why)
        return
    if settings.mail_authserv_id:
        yield well("imap", "imap-good", server=where, folder=server.folder, receiver=settings.mail_authserv_id)
    else:
        yield unseen("imap", "imap-unvouched", server=where, folder=server.folder)
    if aside:
        yield wrong("imap", "imap-set-aside", n=str(aside), folder=server.folder)


def platforms(settings: SlackSettings, plan: Plan, clock: Clock) -> Iterator[Finding]:
    """Each platform once, by the first system and environment that it deploys."""
    access = Access(settings.deploy_runs, plan, settings.deploy_tokens, settings.deploy_secrets)
    asked: set[str] = set()
    for system in plan.systems:
        for environment in plan.environments:
            found = plan.platform_for(system, environment)
            platform = platform_of(plan, system, environment, access, clock)
            if found is None or platform is None or found[0] in asked:
                continue
            name, _ = found
            asked.add(name)
            with closing(platform):
                problem = platform.probe()
            match problem:
                case None:
                    yield well("platforms", "platform-good", name=name)
                case Rejected() | Down():
                    yield wrong("platforms", "platform-down", name=name, why=problem.why, detail=problem.detail)


def travelled(plan: Plan, running: Sequence[tuple[str, Plan]]) -> Iterator[Finding]:
    """What releases bring along in their records, and the installation's own plan does not permit."""
    for release, theirs in running:
        pairs = [(system, environment) for system in theirs.systems for environment in theirs.environments]
        other = (theirs.platform_for(*pair) for pair in pairs if not plan.permits(theirs, *pair))
        for name in sorted({found[0] for found in other if found}):
            yield wrong("platforms", "platform-not-permitted", name=name, release=release)


def tracker(settings: SlackSettings, plan: Plan, clock: Clock) -> Iterator[Finding]:
    found = tracker_of(plan, plan, settings.tracker_token, clock)
    if found is None:
        return
    with closing(found):
        listed = found.listed()
    if isinstance(listed, Down):
        yield wrong("tracker", "tracker-down", why=listed.why, detail=listed.detail)
    else:
        yield well("tracker", "tracker-good", n=str(len(listed.bugs)))


def time_zone(plan: Plan, now: datetime) -> Finding:
    """Rules of zones change a few times a year; a wall clock read off here can be held against one on a wall."""
    wall = now.astimezone(ZoneInfo(plan.zone))
    return well("time_zone", "zone-known", zone=plan.zone, wall=f"{wall:%Y-%m-%d %H:%M}", version=_version())


def _version() -> str:
    """Of the machine's own rules, which come before those of the package: zoneinfo.TZPATH."""
    kept = (Path(folder) / "tzdata.zi" for folder in zoneinfo.TZPATH)
    file = next((path for path in kept if path.is_file()), None)
    if file is None:
        return str(tzdata.IANA_VERSION)
    with file.open(encoding="utf-8") as lines:
        return next(lines).removeprefix("# version").strip()
