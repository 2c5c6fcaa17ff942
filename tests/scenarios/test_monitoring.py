"""After go-live, through Slack, the post, and real servers that are watched: answers, outages, alerts, check-ins."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.domain.reading.samples import standing
from bot.domain.reading.watching import live_since, to_look_at
from bot.domain.state.release import Release
from bot.mail.threads import parse
from bot.platforms.calling import trusted
from sandbox import Message
from sandbox.state.mails import Mail
from tests.scenarios.screen import labels_of, words_of
from tests.scenarios.stage import Stage, stage, until
from tests.watching.certificates import authority, days
from tests.watching.targets import OK, Conversation, target
from tests.watching.test_alertmanager import alert, payload

WATCHED = Path(__file__).parents[1] / "plans" / "watched.yaml"
GO_LIVE = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)
SECRET = "s3cr3t of the alerts"  # noqa: S105
DOWN = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
PLAN = "Order: the api alone\nNew services and hosts:\n- cache-1\n- host-7"


@dataclass
class Booth:
    """What is watched: a page that goes down and comes up when told to, its port, and a certificate."""

    up: bool = True

    def __call__(self, conversation: Conversation) -> None:
        conversation.says(OK if self.up else DOWN)


@contextmanager
def live(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Stage, Booth]]:
    """The booth went live a minute before its planned moment; nothing has been looked at yet."""
    office, booth = authority(folder), Booth()
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "root.crt"))
    trusted.cache_clear()  # a process reads it once
    secure = office.issued(days(-1), days(9_000))
    with ExitStack() as afterwards, target(booth) as page, target(booth, secure) as encrypted:
        afterwards.callback(trusted.cache_clear)
        text = WATCHED.read_text(encoding="utf-8")
        for number, port in enumerate((page.port, page.port, encrypted.port), 1):
            text = re.sub(rf"127\.0\.0\.1:{number}\b", f"127.0.0.1:{port}", text)
        path = folder / "watched.yaml"
        path.write_text(text, encoding="utf-8")
        with stage(plan=path, beginning=GO_LIVE - timedelta(minutes=10), alerts_secret=SECRET) as s:
            lena, tina, olaf = s.cast("lena", "tina", "olaf")
            lena.types("/release start")
            lena.types(f"/release done plan {PLAN}")
            tina.types("/release done confirm")
            lena.types("/release previous api nothing")
            s.comes(GO_LIVE - timedelta(minutes=1))
            assert "Signed" in olaf.types("/release done ship api master 3f2a91c first one")
            yield s, booth


def state(s: Stage) -> Release:
    return s.bot.core.records.look(s.plan.release)


def looks(s: Stage) -> None:
    """Every watch whose moment it is has been looked at, and what came of it was told."""
    for job in s.bot._scheduler.get_jobs():  # noqa: SLF001 - its beat is the machine's, not the stage's
        if job.func == s.bot._watching.look:  # noqa: SLF001
            job.modify(next_run_time=datetime.now(UTC))
    due = to_look_at(state(s), s.now())
    until(lambda: all(has_been_judged(s, key, at) for key, at in due.items()), "a look at each watch")
    s.settle()


def has_been_judged(s: Stage, key: str, at: datetime) -> bool:
    """Whether this look is kept, and only then whether the release knows what all that is kept comes to."""
    kept, known = s.bot.core.records.measurements, state(s)
    if not kept.has(known.id, key, at):
        return False
    stands = standing(kept.of(known.id, key, live_since(known)), s.plan.watches[key], s.now())
    told = known.watched.get(key)
    return (told.state if told else None) == (stands.state if stands else None)


def minutes(s: Stage, count: int) -> None:
    for _ in range(count):
        s.passes(timedelta(minutes=1))
        looks(s)


def told(s: Stage, key: str, words: str) -> list[Message]:
    """What the bot has written to them alone with these words."""
    return [message for message in s.person(key).dms() if words in words_of(message)]


def an_outage_is_told_once_becomes_a_bug_and_a_hotfix_by_a_click_and_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with live(tmp_path, monkeypatch) as (s, booth):
        lena, dave, tina = s.cast("lena", "dave", "tina")
        looks(s)
        minutes(s, 1)
        assert not any(told(s, each, "the page") for each in s.plan.people), "that it is up is news to nobody"
        booth.up = False
        minutes(s, 1)
        assert not told(s, "olaf", "is down"), "one failure settles nothing"
        minutes(s, 2)
        assert [len(told(s, each, "the page is down")) for each in ("olaf", "dave", "lena", "tina")] == [1, 1, 0, 0]
        lena.sees("the page", "🔴 down since", "it answers with 503")
        s.passes(timedelta(minutes=15))
        assert "the page is down since" in words_of(lena.sees("Go on, or roll back production?"))

        news = dave.sees("the page is down")
        dave.clicks(news, text="Report a bug")
        assert not dave.sends({})
        (bug,) = state(s).bugs.values()
        assert (bug.severity, bug.system, bug.environment) == ("A", "api", "production")
        assert "answers with 503" in bug.detail
        dave.clicks(news, text="Hotfix")
        assert not dave.fills("the pool is empty")
        assert [fix["system"] for fix in s.shown()["hotfixes"]] == ["api"]

        booth.up = True
        minutes(s, 2)
        assert "The problem is over" not in words_of(lena.sees("Go on, or roll back")), "its bug is open"
        assert [len(told(s, each, "the page is up again")) for each in ("olaf", "dave", "lena")] == [1, 1, 0]
        assert "the page was down" in words_of(dave.again(news))
        assert not labels_of(dave.again(news))
        lena.sees("the page", "🟢 up since")
        health = lena.types("/release health")
        assert re.search(r"the page.*\n.*available \d\d\.?\d* % · p50 \d+ ms, p95 \d+ ms, p99 \d+ ms", health)
        assert all(words in health for words in ("certificate", "port"))

        s.passes(timedelta(hours=25))
        looks(s)
        over = state(s).measured["page"]
        assert 3 <= over.failed <= over.looks - 4
        assert "summed up the page" in tina.types("/release log")


def the_teams_own_monitoring_is_heard_by_its_secret_and_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with live(tmp_path, monkeypatch) as (s, _booth):
        labels = {"alertname": "HighLatency", "system": "booth-api", "severity": "critical"}

        def sent(secret: str = SECRET, **changed: Any) -> int:
            body = payload(alert(labels=labels, **changed))
            credentials = {"authorization": f"Bearer {secret}"}
            answer = httpx.post(f"{s.address}/hooks/alertmanager", json=body, headers=credentials, timeout=20)
            s.settle()
            return answer.status_code

        assert sent("somebody else's") == 401
        assert sent(status="on fire") == 400
        assert not told(s, "olaf", "HighLatency")
        assert [sent(), sent()] == [200, 200]
        assert [len(told(s, each, "HighLatency")) for each in ("olaf", "dave", "lena")] == [1, 1, 0]
        asking = s.person("dave").sees("HighLatency", "p99 above 2 s")
        assert labels_of(asking) == ["Report a bug…", "Hotfix…"]
        assert "HighLatency" in s.person("lena").types("/release health")
        assert sent(status="resolved", endsAt="2026-12-01T13:00:00Z") == 200
        s.person("lena").sees("✅", "HighLatency", "is over")
        assert not labels_of(s.person("dave").again(asking))


def each_new_host_is_monitored_and_a_check_in_without_an_answer_escalates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with live(tmp_path, monkeypatch) as (s, _booth):
        lena, olaf = s.cast("lena", "olaf")
        assert s.item("4a-2")["title"] == "monitor: host-7"
        assert "link" in olaf.types("/release done 4a-1 yes")
        for item in ("4a-1", "4a-2"):
            olaf.types(f"/release done {item} https://monitoring.booth.example/{item}")
        assert s.item("4a")["state"] == "open"
        lena.types(f"/release write plan {PLAN}\n- host-9")
        assert s.item("4a")["state"] == "waiting"
        assert olaf.prompt("4a-3")

        def asked() -> int:
            return len(told(s, "olaf", "look after 15 minutes"))

        first = asked()
        s.comes(GO_LIVE + timedelta(minutes=10))
        assert asked() == first + 1, "before it is due"
        s.comes(GO_LIVE + timedelta(minutes=15))
        assert asked() == first + 2
        assert told(s, "lena", "look after 15 minutes")
        olaf.types("/release done 4b-15m all quiet")
        assert s.item("4b-15m")["state"] == "done"
        olaf.types("/release done 4b-1h all quiet")
        silent = len(lena.dms())
        s.comes(GO_LIVE + timedelta(hours=2))
        assert len(lena.dms()) == silent, "it was answered"
        s.comes(GO_LIVE + timedelta(hours=24))
        assert told(s, "lena", "look after a day")


def received(s: Stage, key: str) -> list[Mail]:
    return [mail for mail in s.server.person(key).mails if mail.delivery is None]


def named(message_id: str) -> tuple[str, str]:
    """The release and the mail, whoever's copy it is."""
    found = parse(message_id, (), "booth.example")
    assert found is not None, message_id
    return found.release, found.mail


def each_who_acted_answers_by_mail_and_the_lead_decides_what_was_found_online(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with live(tmp_path, monkeypatch) as (s, _booth):
        lena, olaf, dora, dave, tina = s.cast("lena", "olaf", "dora", "dave", "tina")
        (asking,) = received(s, "dora")
        for person, did in ((olaf, "deployed master@3f2a91c, 2 of 2 up"), (dora, "no scripts; 14 checks passed")):
            assert "steps and results" in person.types("/release done 3c")
            assert s.item("3c")["state"] == "open"
            person.types(f"/release done 3c {did}")
            answer = received(s, "lena")[-1]
            assert did in answer.text
            assert [each.name.partition(" ")[0] for each in (answer.author, *answer.reply_to)] == [
                person.key.title()
            ] * 2
            assert named(answer.references[-1]) == named(asking.message_id)
        assert s.item("3c")["state"] == "done"
        olaf.types("/release done 3d")
        assert ["Please test online" in received(s, each)[-1].text for each in ("tina", "bea")] == [True, True]

        said = tina.types("/release bug A api The page stays white")
        assert "mended and verified" in said
        dave.sees("The page stays white")
        began = s.now()
        s.comes(began + timedelta(minutes=15))
        question = lena.sees("Go on, or roll back production?", "The page stays white")
        lena.clicks(question, text="30 min more")
        assert not labels_of(lena.again(question))
        dave.types("/release bug fix B1")
        assert s.shown()["golive"]["problems"]
        tina.types("/release bug verify B1")
        assert not s.shown()["golive"]["problems"]
        s.passes(timedelta(hours=1))
        assert len(told(s, "lena", "Go on, or")) == 1, "it is over"
        tina.types("/release done online all 40 cases passed; B1 was found and is mended")
        assert "B1 was found" in received(s, "dave")[-1].text
        tina.types("/release done 3e")
        assert all("The release is over" in received(s, each)[-1].text for each in ("lena", "olaf", "dora", "bea"))
        assert len({mail.subject.removeprefix("Re: ") for mail in s.server.workspace.mails}) == 1
