"""The composition root: the only place that builds a client, a scheduler, a server, and puts them on the core."""

import logging
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Final

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import App
from slack_sdk import WebClient

from bot.core import Clock, conversation, open_core, present, workflows
from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.mail.binding import Post
from bot.mail.mailbox import Inbox
from bot.mail.seals import Seals
from bot.mail.smtp import Smtp
from bot.mail.writing import Letterhead, author_of
from bot.out import canvas
from bot.out.canvas import Canvas
from bot.out.report import files
from bot.plans.file import calendar_of
from bot.platforms.bugs.connecting import HOOKS, tracker_of
from bot.platforms.deployments.connecting import Access, confirmed_by, deploy_routes, platform_of
from bot.platforms.hooks import routes
from bot.post.canvases import Drawing
from bot.post.deliverer import Deliverer
from bot.post.delivery import Timings, Ways
from bot.post.files import Filing
from bot.post.mails import Postman, address_of
from bot.post.reach import Reach
from bot.record.keys import NOBODYS, Keys
from bot.rounds import record
from bot.rounds.alerts import Alerting
from bot.rounds.clock import TICK, TIDY, Round, beat
from bot.rounds.company import Company
from bot.rounds.deployments import Deploying
from bot.rounds.gaps import Gaps
from bot.rounds.mailbox import EVERY, Postbox
from bot.rounds.tracker import Tracking
from bot.rounds.watching import WatchRounds
from bot.settings import SlackSettings
from bot.slack.abilities import Abilities
from bot.slack.acquaintance import Acquaintance
from bot.slack.asking import Asking
from bot.slack.canvases import Canvases
from bot.slack.channels import Channels
from bot.slack.desk import Desk
from bot.slack.documented import refuse_what_is_no_text
from bot.slack.errors import mend_of
from bot.slack.failing import apologise
from bot.slack.http import events
from bot.slack.listeners import Listeners, listen
from bot.slack.members import Workspace
from bot.slack.pictures.answers import Answers
from bot.slack.pictures.painter import Painter
from bot.slack.reading import Reader
from bot.slack.sender import Sender
from bot.slack.socket import Socket
from bot.slack.standing import Standing
from bot.slack.unheard import notice_gaps
from bot.slack.uploads import Uploads
from bot.speech import delivery as undelivered
from bot.speech.voice import Voice
from bot.talk.voices import Voices
from bot.watching.alertmanager import AlertmanagerHook
from bot.watching.prober import Prober, Stopwatch
from bot.web import WebServer, count_mail, web

log = structlog.get_logger(__name__)

CHANGED = "the record of {} was changed: run `python -m bot verify`, and restore a backup"
OUTSIDE = "the bot is not in the channel {}; create it if need be, and type there: /invite @Release Captain"
OVERHEARD = (
    "{} connections that nobody here has made take some of what Slack sends: stop what else runs with SLACK_APP_TOKEN, "
    "or make a new one and revoke it"
)
UNVOUCHED: Final = "MAIL_AUTHSERV_ID is not set: what comes by mail is put to people in Slack and does nothing itself"
STANDING: Final = timedelta(minutes=1)
"""Between two looks at whether Slack takes the token."""


class Bot:
    """The whole of it in one process. `start` returns when it serves; `stop` finishes what is being sent."""

    def __init__(
        self,
        settings: SlackSettings,
        plan: Plan,
        clock: Clock = present,
        timings: Timings = Timings(),  # noqa: B008 - frozen
        stopwatch: Stopwatch = monotonic,
        keys: Keys = NOBODYS,
    ) -> None:
        self._settings = settings
        self._plan = plan
        self._clock = clock
        self.core = open_core(settings.database_url, clock, self._owed, keys)
        self._client = self._client_for(timings.call)
        try:
            who = self._client.auth_test()
        except Exception:
            self.core.database.close()
            raise
        ours = Workspace(str(who["team_id"]), str(who.get("enterprise_id") or ""))
        self._team, self._me = ours.team, str(who["user_id"])
        asking, asked = Asking(clock), self._client_for(timings.introduction)
        self._acquaintance = Acquaintance(asked, asking, self.core.records, self.core.service, plan, ours, clock)
        self._channels = Channels(asked, asking, self.core.records, plan, clock)
        voices = Voices(self.core.records, settings.slack_command)
        self._abilities = Abilities()
        sender = Sender(self._client, str(who["url"]), self._abilities)
        self._office = Letterhead(
            author_of(plan, settings.mail_from, settings.smtp_url),
            settings.imap_url is not None,
            Seals(self.core.records.secret("mail")),
            settings.slack_command,
        )
        filing = Filing(Uploads(self._client), sender, partial(files.as_of, self.core.records))
        canvases = Canvases(self._client, str(who["url"]), ours.team, self._abilities)
        drawing = Drawing(canvases, self._pages())
        reach = Reach(self.core.service, self.core.records, clock)
        ways = Ways(sender, Painter(voices, plan), self._postman(), filing, drawing, reach, self._channels.look)
        self._deliverer = Deliverer(self.core.database, self.core.records, ways, clock, timings)
        self._answers = Answers(self.core.records, plan, clock)
        self._talk = conversation(self.core, plan, self._answers, ours.team, clock, settings.slack_command)
        self._desk = Desk(self.core.service, self.core.records, self._talk, self._acquaintance.introduce, clock)
        self._workflows = workflows(self.core, plan, self._answers, ours.team, clock, settings.slack_command)
        self._bolt = self._listening(sender)
        self._timings = timings
        token = settings.slack_app_token
        self._socket = Socket(self._bolt, token, timings.ping.total_seconds()) if token else None
        connect = partial(tracker_of, installed=plan, token=settings.tracker_token, clock=clock)
        self._gaps = Gaps(self.core.records, self._desk, Reader(self._client), self._connection, clock, self._me)
        self._tracking = Tracking(self.core.service, self.core.records, connect, clock)
        self._deploying = self._platforms()
        prober = partial(Prober, stopwatch=stopwatch)
        self._watching = WatchRounds(self.core.service, self.core.records, prober, clock)
        self._checking = record.RecordRounds(self.core.service, self.core.records, clock)
        self._company = Company(self.core.service, self.core.records, self._socket, clock) if self._socket else None
        self._servers = tuple(self._serving())
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._standing = Standing(self._client, self.core.records.try_again)

    def _client_for(self, patience: timedelta) -> WebClient:
        token, address = self._settings.slack_bot_token, self._settings.slack_api_url
        return WebClient(token, base_url=address, timeout=math.ceil(patience.total_seconds()), retry_handlers=[])

    def _listening(self, sender: Sender) -> App:
        bolt = App(
            name="release-captain",  # or Bolt would look through every module loaded for the file that calls it
            client=self._client,
            # Else its loggers take the root's level, and at INFO the whole body of each forged request is written.
            logger=logging.getLogger("slack_bolt"),
            raise_error_for_unhandled_request=True,  # or its warning would hold what somebody wrote
            token_verification_enabled=True,  # or Bolt would ask Slack who we are during somebody's first command
            signing_secret=self._settings.slack_signing_secret or "socket-mode",
            process_before_response=True,
            ignoring_self_events_enabled=False,  # it would keep from us that somebody deleted a message of ours
        )
        refuse_what_is_no_text(bolt)
        notice_gaps(bolt, self.core.records, self._clock)
        listeners = Listeners(
            self._talk,
            self._answers,
            self._desk,
            self._client,
            self._abilities,
            self._acquaintance,
            self._channels,
            self._workflows,
        )
        command = self._settings.slack_command
        listen(bolt, listeners, command)
        apologise(bolt, sender, Voice(self._plan.language, zone=self._plan.zone, command=command))
        return bolt

    def _pages(self) -> Mapping[str, Callable[[Release], Canvas]]:
        """What canvases say, by the kind of message that leads to them."""

        def report(release: Release) -> Canvas:
            return canvas.report(files.told(self.core.records.history(release.id)))

        return {"minutes_canvas": canvas.minutes, "report_canvas": report}

    def _connection(self) -> object | None:
        """What Slack tells us through: the socket that is open, or this process, which it calls by HTTP."""
        return self._socket.session if self._socket else self

    def _postman(self) -> Postman:
        server = self._settings.smtp_url
        smtp = Smtp(server) if server else None
        return Postman(self.core.service, self.core.records, smtp, self._office, self._clock)

    def _postbox(self) -> Postbox | None:
        server, records = self._settings.imap_url, self.core.records
        if server is None:
            return None

        def post() -> Post:
            releases = tuple(records.look(header.release) for header in records.releases())
            return Post(releases, self._office.domain, self._office.seals, partial(address_of, records))

        if not self._settings.mail_authserv_id:
            log.warning("mail.nobody_vouches", why=UNVOUCHED)
        inbox = Inbox(server, self._settings.mail_authserv_id)
        return Postbox(inbox, self.core.service, post, self._clock, count_mail)

    def _platforms(self) -> Deploying:
        settings = self._settings
        access = Access(settings.deploy_runs, self._plan, settings.deploy_tokens, settings.deploy_secrets)
        connect = partial(platform_of, access=access, clock=self._clock)
        confirm = partial(confirmed_by, clock=self._clock)
        return Deploying(self.core.service, self.core.records, connect, confirm, self._clock)

    def _serving(self) -> Iterator[WebServer]:
        if self._settings.health_port:
            yield WebServer(web([], self.problems), self._settings.health_port)
        if self._settings.port is None:
            return
        slack = events(None if self._socket else self._bolt)
        hooks = routes(HOOKS, self._settings.tracker_secret, self._tracking.told, self._clock)
        alerting = Alerting(self.core.service, self.core.records, self._clock)
        alerts = routes([AlertmanagerHook()], self._settings.alerts_secret, alerting.told, self._clock)
        deploys = deploy_routes(self._settings.deploy_secrets, self._deploying.told, self._clock)
        ready = None if self._settings.health_port else self.problems
        yield WebServer(web([slack, *hooks, *deploys, *alerts], ready), self._settings.port)

    def start(self) -> None:
        """Serve. What may fail for want of Slack comes first, so that a start that failed can be tried again."""
        self._abilities.ask(self._client)
        calendar_of(self._plan)  # the holidays of a hundred countries are slow to load, and a command has three seconds
        if self._socket:
            self._socket.connect()
        self.core.records.try_again()  # whoever starts the bot anew may have mended what Slack refused
        self._deliverer.start()
        beat(self._scheduler, self._rounds())
        self._scheduler.start()
        for server in self._servers:
            server.start()
        log.info("bot.started", team=self._team, mode="socket" if self._socket else "http")

    def _rounds(self) -> Iterator[Round]:
        service, records, timings = self.core.service, self.core.records, self._timings
        yield Round(lambda: service.tick(self._clock()), TICK)
        yield Round(self._tracking.ask, TICK)
        yield Round(self._deploying.ask, TICK)
        yield Round(self._watching.look, TICK)
        yield Round(self._watching.forget, TIDY)
        yield Round(self._acquaintance.catch_up, timings.catch_up, at_once=True)
        yield Round(self._channels.look, timings.catch_up, at_once=True)
        yield Round(self._standing.ask, STANDING)
        yield Round(self._checking.look, record.EVERY, at_once=True)
        yield Round(self._gaps.close, TICK, at_once=True)
        yield Round(lambda: records.tidy(self._clock()), TIDY)
        if postbox := self._postbox():
            yield Round(postbox.empty, EVERY, at_once=True)
        if self._socket:
            yield Round(self._socket.watch, timings.ping * 1.5)
        if self._company:
            yield Round(self._company.look, TICK, at_once=True)

    def stop(self) -> None:
        """In reverse: nothing new comes in, what is being served is served, what is owed stays in the database."""
        if self._socket:
            self._socket.close()
        for server in self._servers:
            server.stop()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        self._tracking.close()
        self._deploying.close()
        self._watching.close()
        self._deliverer.stop()
        try:
            if self._company:
                self._company.leave()
        finally:
            self.core.database.close()

    def problems(self) -> list[str]:
        """What keeps the process from serving, for `/readyz`."""
        found = list(self._refusals())
        if self._socket and not self._socket.connected:
            found.append("the socket to Slack is not connected")
        if self._company and self._company.others:
            found.append(OVERHEARD.format(self._company.others))
        if self._checking.broken is None:
            found.append("the records are being checked")
        found.extend(CHANGED.format(release) for release in self._checking.broken or ())
        found.extend(OUTSIDE.format(channel) for channel in self._channels.missing())
        return found

    def _refusals(self) -> Iterator[str]:
        """Why Slack refuses the app: its token, and what could not be sent for want of a permission."""
        voice = Voice("en", "plain")
        failed = [owed.error for owed in self.core.records.troubles() if owed.error]
        for why in dict.fromkeys([self._standing.refused.why, *failed] if self._standing.refused else failed):
            mend = mend_of(why)
            if mend and mend.is_the_apps:
                yield f"{why}: {undelivered.mend(voice, mend)}"

    def wake(self) -> None:
        """The clock was moved: look at once whether something is due for delivery, without waiting for idle."""
        self._deliverer.nudge()

    def _owed(self) -> None:
        self._deliverer.nudge()
