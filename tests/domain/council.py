"""A small plan with a deployment meeting: who calls it, its agenda, its end, its minutes, and what comes after."""

from datetime import datetime, timedelta
from functools import cache

from bot.domain import commands as c
from bot.domain.plan import Language, Plan
from bot.domain.plan.moments import parse_wall, to_utc
from tests.domain.story import NOT_YET_PLANNED, Fact, Story, asked, given, settled

PEOPLE = ("lena", "dora", "dave", "tina", "olaf", "pia", "sven")
GO_LIVE = to_utc(parse_wall("2026-12-01 12:00"), "Europe/Berlin")
TODAY = GO_LIVE - NOT_YET_PLANNED
AT = TODAY + timedelta(days=2)
UNTIL = AT + timedelta(hours=1)
MARK = "C1:17.5"  # a message with an emoji on it
INVITED = ("dave", "dora", "tina", "olaf", "pia")


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


@cache
def council(language: Language = "en") -> Plan:
    """dora develops web and calls; tina tests; olaf operates, sven beside him; pia is product; lena leads."""
    return Plan.model_validate({
        "id": "council", "name": both("议事会", "The council"), "release": "council-1", "language": language,
        "zone": "Europe/Berlin", "go_live": "2026-12-01 12:00", "channel": "#council", "lead": "lead",
        "people": {key: {"name": key.title(), "email": f"{key}@council.example"} for key in PEOPLE},
        "roles": {
            "lead": {"name": both("负责人", "lead"), "people": "lena"},
            "chief": {"name": both("开发负责人", "development lead"), "people": "dora"},
            "ops": {"name": both("运维", "operations"), "people": ["olaf"]},
            "product": {"name": both("产品", "product"), "people": "pia"},
            "developer": {"name": both("开发", "developer"), "per": "system"},
            "tester": {"name": both("测试", "tester"), "per": "system"},
        },
        "environments": {"live": {"name": both("正式环境", "production"), "by": "ops", "live": True}},
        "kinds": {"app": {"name": "app"}},
        "systems": {
            "api": {"order": 1, "name": "api", "version": "1", "kind": "app", "branch": "main",
                    "holders": {"developer": "dave", "tester": "tina"}},
            "web": {"order": 2, "name": "web", "version": "1", "kind": "app", "branch": "main", "needs": "api",
                    "holders": {"developer": "dora", "tester": "tina"}},
        },
        "bugs": {"owner": "developer", "verifier": "tester", "defer": "C"},
        "meeting": {"invites": ["developer", "tester", "ops", "product"], "required": ["tester", "ops"],
                    "lasts": "1h", "objections": "4h"},
        "phases": [
            {"id": "2", "name": both("测试", "test"), "steps": [
                {"id": "tested", "title": both("已测试", "tested"), "by": "tester"},
            ]},
            {"id": "3a", "name": both("上线会议", "meeting"), "steps": [
                {"id": "call", "title": both("召集上线会议", "call the meeting"), "by": "chief", "meeting": "call",
                 "mail": {"to": ["ops"], "subject": both("上线会议", "Deployment meeting")}},
                {"id": "hold", "title": both("召开上线会议", "hold the meeting"), "by": "chief", "needs": "call",
                 "meeting": "hold"},
                {"id": "minutes", "title": both("会议纪要", "minutes"), "by": "chief", "needs": "hold",
                 "meeting": "minutes",
                 "mail": {"to": ["ops", "lead"], "subject": both("上线会议纪要", "Minutes of the deployment meeting")}},
            ]},
            {"id": "3b", "name": both("上线", "go-live"), "steps": [
                {"id": "live", "title": both("部署", "deploy"), "each": "system", "deploys": "live", "due": "T"},
            ]},
        ],
    })  # fmt: skip


def called(at: datetime = AT, place: str = "room 7") -> Fact:
    return asked(c.CallMeeting(at, place), by="dora")


def coming(*people: str) -> tuple[Fact, ...]:
    return tuple(asked(c.Attend(coming=True), by=person) for person in people)


def closed() -> Fact:
    """When it has begun."""
    return lambda release, now: asked(c.CloseMeeting(), by="dora")(
        release, max(now, release.meeting.at) if release.meeting else now
    )


def meeting(*facts: Fact) -> Story:
    """The phase before is over, the meeting called, and these facts."""
    return given(council(), settled("tested"), called(), *facts)


def begun(*facts: Fact) -> Story:
    """These facts, and its hour has come."""
    return meeting(*facts).strikes(AT)


def held(*facts: Fact) -> Story:
    """Closed, with tina, olaf and dora there."""
    return meeting(*coming("tina", "olaf", "dora"), *facts, closed())
