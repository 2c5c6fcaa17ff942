"""Watches and alerts against a real service and database: what is looked at when, what is kept, what is written."""

from collections.abc import Iterator, Mapping
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from bot.core import Core, conversation, open_core
from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar
from bot.domain.plan.watching import Watch
from bot.domain.reading.watching import live_since
from bot.domain.state.release import Release
from bot.platforms.hooks import routes
from bot.record.service import Caller
from bot.rounds.alerts import Alerting
from bot.rounds.watching import WatchRounds
from bot.slack.pictures import forms, watching
from bot.slack.pictures.answers import Answers
from bot.slack.pictures.painter import Painter
from bot.speech.voice import Voice
from bot.talk.forms.form import Form
from bot.talk.understanding import SaidLine
from bot.talk.voices import Voices
from bot.watching.alertmanager import AlertmanagerHook
from bot.watching.prober import Prober
from bot.web import web
from tests.domain.launch import launch
from tests.domain.story import agreed
from tests.migrated import migrated
from tests.platforms.serving import running
from tests.watching.certificates import Authority
from tests.watching.targets import OK, Conversation, leading, saying, target
from tests.watching.test_alertmanager import alert, payload

SECRET = "s3cr3t of the alerts"  # noqa: S105
DOWN = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
GO_LIVE = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)


@dataclass
class Site:
    """What is watched: a server that goes down and comes up when told to."""

    up: bool = True

    def __call__(self, conversation: Conversation) -> None:
        conversation.says(OK if self.up else DOWN)


@dataclass
class Room:
    core: Core
    rounds: WatchRounds
    site: Site
    now: datetime = GO_LIVE
    causes: list[str] = field(default_factory=list)

    @property
    def release(self) -> Release:
        return self.core.records.look("kiosk-1")

    @property
    def states(self) -> dict[str, str]:
        return {key: turned.state for key, turned in self.release.watched.items()}

    def looks(self, rounds: WatchRounds | None = None) -> int:
        """How many watches were looked at, each to the end."""
        begun = (rounds or self.rounds).look()
        assert not wait(begun, timeout=20).not_done
        for each in begun:
            each.result()
        return len(begun)

    def minutes(self, count: int) -> None:
        for _ in range(count):
            self.now += timedelta(minutes=1)
            self.looks()

    def asked(self, command: c.Command, person: str) -> None:
        self.causes.append(f"T{len(self.causes)}")
        caller = Caller(f"U-{person}", "slash", self.causes[-1], person)
        self.core.service.perform("kiosk-1", caller, lambda release, asking: agreed(release, command, asking, self.now))

    def goes_live(self) -> None:
        for key, item in self.release.layout.items.items():
            if item.phase < self.release.item("3a/api").phase:
                self.asked(c.Waive(key, "done elsewhere"), "lena")
        for system in ("api", "web"):
            self.asked(c.RecordPrevious(system, nothing=True), "olaf")
            self.asked(c.Deploy(f"3a/{system}", "release/1", "3f2a91c"), "olaf")


def watched(at: str) -> Plan:
    plan = launch(at)
    return plan.model_copy(update={"watches": {"api-health": plan.watches["api-health"]}})


@contextmanager
def room(folder: Path, watches: Mapping[str, Mapping[str, object]] | None = None) -> Iterator[Room]:
    """The launch with one watch, of a site that is up; or with these."""
    site = Site()
    with target(site) as served:
        opened: list[Room] = []

        def clock() -> datetime:
            return opened[0].now if opened else GO_LIVE

        core = open_core(migrated(folder / "releases.db"), clock)
        rounds = WatchRounds(core.service, core.records, Prober, clock)
        opened.append(Room(core, rounds, site))
        try:
            plan = watched(f"{served.origin}/health")
            if watches:
                plan = plan.model_copy(
                    update={"watches": {k: Watch.model_validate(each) for k, each in watches.items()}}
                )
            core.service.start(plan, GO_LIVE + timedelta(days=1), Calendar(), Caller("U-lena", "slash", "S", "lena"))
            yield opened[0]
        finally:
            rounds.close()
            core.database.close()


def nothing_is_looked_at_before_the_release_is_live(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        assert r.looks() == 0
        r.goes_live()
        assert live_since(r.release) == r.now
        assert (r.looks(), r.looks()) == (1, 0)


def an_outage_is_written_once_when_it_is_settled_and_once_when_it_is_over(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.goes_live()
        r.looks()
        r.minutes(5)
        assert r.states == {"api-health": "up"}
        version = r.release.version
        r.site.up = False
        r.minutes(1)
        assert r.release.version == version, "one failure settles nothing"
        r.minutes(4)
        down = r.release.watched["api-health"]
        assert (down.state, down.why, down.detail) == ("down", "wrong-status", "503")
        assert (down.since, r.release.version) == (GO_LIVE + timedelta(minutes=6), version + 1)
        r.site.up = True
        r.minutes(3)
        assert (r.states, r.release.version) == ({"api-health": "up"}, version + 2)
        health = r.core.records.measurements.health(r.release, r.now)["api-health"]
        assert health.availability == 9 / 14
        assert health.latency
        assert health.latency.p50 <= health.latency.p99


def _says_nothing(conversation: Conversation) -> None:
    conversation.over.wait()


MISBEHAVING = {
    "hangs": "it takes longer than 1s",
    "redirects": "it redirects for ever",
    "leaves": "it leads to http://127.0.0.1:1, which the plan does not name",
    "pours": "its page is too large to find the words in",
    "unsafe": "its certificate is self-signed",
    "inside": "no watch may look there",
}


def each_target_that_misbehaves_is_down_for_a_clear_reason_and_the_others_are_seen(
    tmp_path: Path, office: Authority
) -> None:
    with (
        target(_says_nothing) as silent,
        target(leading("/")) as turning,
        target(leading("http://127.0.0.1:1/secret")) as leaving,
        target(lambda conversation: conversation.drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 70_000)) as pouring,
        target(saying(OK), office.signed_by_itself()) as unsafe,
        target(saying(OK)) as fine,
    ):
        page = {"kind": "http", "after": 1, "back": 1, "timeout": "20s"}
        watches: dict[str, dict[str, object]] = {
            "hangs": {**page, "at": silent.origin, "timeout": "1s"},
            "redirects": {**page, "at": turning.origin},
            "leaves": {**page, "at": leaving.origin},
            "pours": {**page, "at": pouring.origin, "expect": {"contains": "ok"}},
            "unsafe": {**page, "kind": "tls", "at": f"127.0.0.1:{unsafe.port}"},
            "inside": {**page, "at": "http://169.254.169.254/latest/meta-data"},
            "fine": {**page, "at": fine.origin},
        }
        with room(tmp_path, watches) as r:
            r.goes_live()
            assert r.looks() == len(watches)
            assert r.states == dict.fromkeys(MISBEHAVING, "down") | {"fine": "up"}
            told = watching.shown(Voice("en"), r.release, r.core.records.measurements.health(r.release, r.now)).text
            assert all(why in told for why in MISBEHAVING.values()), told


def what_a_watch_measured_is_summed_up_once_when_its_time_is_over(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.goes_live()
        r.looks()
        r.minutes(2)
        r.site.up = False
        r.minutes(1)
        version = r.release.version
        r.now = GO_LIVE + timedelta(hours=24)
        r.looks()
        assert r.release.measured == {}, "its last moment is its own"
        r.now += timedelta(seconds=1)
        r.looks()
        r.looks()
        summed = r.release.measured["api-health"]
        assert (summed.since, summed.until) == (GO_LIVE, GO_LIVE + timedelta(hours=24))
        assert (summed.looks, summed.failed) == (5, 2)
        assert summed.p50
        assert r.release.version <= version + 2


def the_post_of_a_watch_is_painted_with_what_was_measured(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.goes_live()
        r.looks()
        r.minutes(3)
        records = r.core.records
        (post,) = [message for message in records.messages("kiosk-1") if message.kind == "watch"]
        picture = Painter(Voices(records), r.release.plan).message(post, r.release, r.now, {})
        assert "available 100 %" in picture.text
        r.minutes(15)
        (later,) = [message for message in records.messages("kiosk-1") if message.kind == "watch"]
        assert (later.key, later.wanted > post.wanted) == (post.key, True)


def one_click_on_the_news_opens_the_form_of_a_bug_or_of_a_hotfix_and_its_submission_is_kept(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.goes_live()
        r.site.up = False
        r.looks()
        r.minutes(1)
        (news,) = [m for m in r.core.records.messages("kiosk-1") if (m.kind, m.person) == ("watch_news", "dave")]
        painted = Painter(Voices(r.core.records), r.release.plan).message(news, r.release, r.now, {})
        lines = [each["value"] for block in painted.blocks if block["type"] == "actions" for each in block["elements"]]
        answers = Answers(r.core.records, r.release.plan, lambda: r.now)
        talk = conversation(r.core, r.release.plan, answers, clock=lambda: r.now)
        clicked = (SaidLine(line, Caller("U-dave", "button", line, "dave"), opener="clicked") for line in lines)
        bug, hotfix = (
            forms.view(Voice("en"), answered.about)
            for answered in map(talk.answer, clicked)
            if isinstance(answered.about, Form)
        )
        assert (bug["callback_id"], bug["blocks"][1]["element"]["initial_option"]["value"]) == ("bug", "api")
        assert (hotfix["title"]["text"], hotfix["private_metadata"]) == ("Open a hotfix", lines[1])
        filled = {"severity": "A", "system": "api", "environment": "live", "title": "down", "detail": "503"}
        talk.answer(SaidLine(bug["private_metadata"], Caller("U-dave", "button", "B", "dave"), fields=filled))
        talk.answer(SaidLine(hotfix["private_metadata"], Caller("U-dave", "button", "H", "dave"), note="it is down"))
        assert [(each.environment, each.severity) for each in r.release.bugs.values()] == [("live", "A")]
        assert [(each.system, each.branch) for each in r.release.hotfixes.values()] == [("api", "release/1")]


def two_processes_keep_and_tell_everything_once(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        other = WatchRounds(r.core.service, r.core.records, Prober, lambda: r.now)
        try:
            r.goes_live()
            r.site.up = False
            for _ in range(3):
                begun = [*r.rounds.look(), *other.look()]
                assert not wait(begun, timeout=20).not_done
                r.now += timedelta(minutes=1)
        finally:
            other.close()
        assert len(r.core.records.measurements.of("kiosk-1", "api-health")) == 3
        news = [m.person for m in r.core.records.messages("kiosk-1") if m.kind == "watch_news"]
        assert sorted(news) == ["dave", "olaf"]


def a_process_that_comes_later_leaves_what_was_looked_at_alone(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.goes_live()
        r.looks()
        other = WatchRounds(r.core.service, r.core.records, Prober, lambda: r.now)
        try:
            assert r.looks(other) == 0
        finally:
            other.close()


def what_was_measured_is_forgotten_in_time(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        r.goes_live()
        r.looks()
        r.rounds.forget()
        assert len(r.core.records.measurements.of("kiosk-1", "api-health")) == 1
        r.now += timedelta(days=91)
        r.rounds.forget()
        assert r.core.records.measurements.of("kiosk-1", "api-health") == []


def an_alert_over_http_reaches_operations_and_the_developer_once(tmp_path: Path) -> None:
    with room(tmp_path) as r:
        alerting = Alerting(r.core.service, r.core.records, lambda: r.now)
        served = web(routes([AlertmanagerHook()], (SECRET,), alerting.told, lambda: r.now), list)
        with running(served) as origin, httpx.Client(trust_env=False) as calls:

            def told(**changed: object) -> int:
                labels = {"alertname": "HighLatency", "system": "api", "severity": "critical"}
                body = payload(alert(labels=labels, **changed))
                credentials = {"authorization": f"Bearer {SECRET}"}
                return calls.post(f"{origin}/hooks/alertmanager", json=body, headers=credentials).status_code

            assert told() == 202, "nothing of the api is live"
            r.goes_live()
            assert (told(), told()) == (200, 200)
            assert told(status="resolved", endsAt="2026-12-01T12:20:00Z") == 200
        news = [(m.person, m.spec["state"]) for m in r.core.records.messages("kiosk-1") if m.kind == "alert_news"]
        assert sorted(news) == [("dave", "firing"), ("dave", "resolved"), ("olaf", "firing"), ("olaf", "resolved")]
