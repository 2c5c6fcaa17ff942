"""A plan of three systems that rest on each other, two environments, a DBA, bugs, and a checklist for hotfixes."""

from functools import cache

from bot.domain import commands as c
from bot.domain.plan import Plan
from tests.domain.story import asked, settled


@cache
def depot() -> Plan:
    """`db` ← `api` ← `web`; the testers deploy to test, ops to live, the DBA wherever the database is concerned."""
    return Plan.model_validate({
        "id": "depot",
        "name": "The depot",
        "release": "depot-1",
        "language": "en",
        "zone": "Europe/Berlin",
        "go_live": "2026-12-01 12:00",
        "channel": "#depot",
        "lead": "lead",
        "people": {key: {"name": key.title(), "email": f"{key}@depot.example"} for key in PEOPLE},
        "roles": {
            "lead": {"name": "lead", "people": "lena"},
            "reviewer": {"name": "reviewer", "people": "rita"},
            "ops": {"name": "ops", "people": "otto"},
            "dba": {"name": {"zh": "数据库管理员", "en": "database admin"}, "people": "dora"},
            "guest": {"name": "guest"},
            "maker": {"name": "maker", "per": "system", "people": ["mia", "max", "tess"]},
            "tester": {"name": "tester", "per": "system", "people": ["tom", "tess", "mia"], "never_with": "maker"},
        },
        "environments": {
            "test": {"name": {"zh": "测试环境", "en": "test"}, "by": "tester"},
            "live": {"name": {"zh": "正式环境", "en": "production"}, "by": "ops"},
        },
        "kinds": {"database": {"name": "database", "by": "dba"}, "app": {"name": "app"}},
        "systems": {
            "db": {"order": 1, "name": "depot database", "version": "1", "kind": "database",
                   "holders": {"maker": "mia", "tester": "tom"}},
            "api": {"order": 2, "name": "depot-api", "version": "1", "kind": "app", "needs": "db", "branch": "main",
                    "holders": {"maker": "mia", "tester": "tom"}},
            "web": {"order": 3, "name": "depot-web", "version": "1", "kind": "app", "needs": "api", "branch": "main",
                    "holders": {"maker": "max", "tester": "tess"}},
        },
        "bugs": {"owner": "maker", "verifier": "tester"},
        "hotfix": {
            "developer": "maker",
            "tester": "tester",
            "steps": [
                {"id": "fix", "title": "fix", "by": "maker", "asks": {"kind": "branch", "text": "branch and commit"}},
                {"id": "review", "title": "review", "by": "reviewer", "reviews": "fix"},
                {"id": "test", "title": "test", "by": "tester"},
                {"id": "redeploy", "title": "deploy again", "each": "environment"},
            ],
        },
        "phases": [
            {"id": "try", "name": "try", "steps": [
                {"id": "plan", "title": "plan", "by": "reviewer"},
                {"id": "submit", "title": "submit", "by": "maker", "each": "system",
                 "asks": {"kind": "branch", "text": "branch and commit"}},
                {"id": "stage", "title": "stage", "each": "system", "deploys": "test", "needs": ["submit", "plan"]},
                {"id": "check", "title": "check", "by": "tester", "each": "system", "needs": "stage"},
                {"id": "agree", "title": "agree", "by": "lead", "needs": "check"},
            ]},
            {"id": "go", "name": "go", "steps": [
                {"id": "ship", "title": "ship", "each": "system", "deploys": "live"},
                {"id": "close", "title": "close", "by": "lead", "needs": "ship"},
            ]},
        ],
    })  # fmt: skip


PEOPLE = ("lena", "rita", "otto", "dora", "mia", "max", "tom", "tess", "eve")
REPLACING = (
    settled("stage"),
    asked(c.ReportBug("A", "api", "login fails", environment="test"), by="tom"),
    asked(c.OpenHotfix("api", "fix/login", bug="B1"), by="tom"),
    asked(c.Sign("H1-fix", "5e6f7a8"), by="mia"),
    asked(c.Sign("H1-review"), by="rita"),
    asked(c.Sign("H1-test"), by="tom"),
    asked(c.Deploy("H1-redeploy-test"), by="tom"),
    asked(c.OpenHotfix("api", "fix/slow", "too slow"), by="tom"),
    asked(c.Sign("H2-fix", "9c8d7e6"), by="mia"),
)
"""A hotfix runs in test, and the next one has another commit."""
