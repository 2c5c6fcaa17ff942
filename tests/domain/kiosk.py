"""A newspaper kiosk's release with a little of everything that a report tells, played by the rules day by day."""

from datetime import UTC, datetime, timedelta
from functools import cache

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.history import begin
from bot.domain.plan import Plan
from bot.domain.plan.moments import Calendar
from bot.domain.state.documents import Draft
from tests.domain.story import Story
from tests.once import once

PEOPLE = {
    "lena": "Lena",
    "dora": "Dora",
    "dave": "Dave",
    "tina": "Tina",
    "theo": "Theo",
    "olaf": "Olaf",
    "nora": "Nora",
}
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 9:00 on the wall in Berlin
SCRIPT = "ab" * 32


@cache
def kiosk() -> Plan:
    """dora develops the web, dave the api; tina and theo test them; olaf deploys, nora is free; lena leads."""
    return Plan.model_validate({
        "id": "kiosk", "name": {"zh": "书报亭", "en": "The kiosk"}, "release": "kiosk-1", "language": "en",
        "zone": "Europe/Berlin", "go_live": "2026-11-26 12:00", "channel": "#kiosk", "lead": "lead",
        "people": {key: {"name": name, "email": f"{key}@kiosk.example"} for key, name in PEOPLE.items()},
        "roles": {
            "lead": {"name": {"zh": "负责人", "en": "lead"}, "people": "lena"},
            "ops": {"name": {"zh": "运维", "en": "operations"}, "people": "olaf"},
            "developer": {"name": {"zh": "开发", "en": "developer"}, "per": "system"},
            "tester": {"name": {"zh": "测试", "en": "tester"}, "per": "system", "never_with": "developer"},
        },
        "environments": {
            "test": {"name": {"zh": "测试环境", "en": "test"}, "by": "ops"},
            "live": {"name": {"zh": "生产环境", "en": "production"}, "by": "ops"},
        },
        "kinds": {"app": {"name": {"zh": "应用", "en": "app"}}},
        "systems": {
            "api": {"order": 1, "name": "kiosk-api", "version": "1.10", "kind": "app", "branch": "release/1",
                    "holders": {"developer": "dave", "tester": "theo"}},
            "web": {"order": 2, "name": "kiosk-web", "version": "1.0.2", "kind": "app", "branch": "release/1",
                    "needs": "api", "holders": {"developer": "dora", "tester": "tina"}},
        },
        "documents": {"plan": {"name": {"zh": "上线方案", "en": "go-live plan"}, "sections": {
            "order": {"zh": "部署顺序", "en": "Order"}, "rollback": {"zh": "回滚步骤", "en": "Rollback"},
        }}},
        "bugs": {"owner": "developer", "verifier": "tester", "defer": "C"},
        "gates": {"fit": {"name": {"zh": "上线标准", "en": "fit for go-live"}, "environment": "test",
                          "bugs": {"A": 0, "B": 0, "C": 2}}},
        "hotfix": {"developer": "developer", "tester": "tester", "steps": [
            {"id": "fix", "title": {"zh": "修复", "en": "fix"}, "by": "developer",
             "asks": {"kind": "branch", "text": {"zh": "分支", "en": "branch and commit"}}},
            {"id": "redeploy", "title": {"zh": "重新部署", "en": "redeploy"}, "each": "environment"},
        ]},
        "phases": [
            {"id": "1", "name": {"zh": "准备", "en": "Prepare"}, "steps": [
                {"id": "1a", "title": {"zh": "编写上线方案", "en": "Write the go-live plan"}, "by": "lead",
                 "asks": {"kind": "document", "document": "plan", "text": {"zh": "方案", "en": "the plan"}}},
                {"id": "1b", "title": {"zh": "提交代码", "en": "Submit the code"}, "by": "developer", "each": "system",
                 "asks": {"kind": "branch", "text": {"zh": "分支与提交", "en": "branch and commit"}}},
                {"id": "1c", "title": {"zh": "部署测试环境", "en": "Deploy to test"}, "each": "system",
                 "deploys": "test", "needs": ["1a", "1b"]},
            ]},
            {"id": "2", "name": {"zh": "测试", "en": "Test"}, "steps": [
                {"id": "2a", "title": {"zh": "测试系统", "en": "Test the system"}, "by": "tester", "each": "system"},
                {"id": "2b", "title": {"zh": "达到上线标准", "en": "Meet the standard"}, "by": "lead", "needs": "2a",
                 "gate": "fit",
                 "mail": {"to": ["ops", "tester"], "subject": {"zh": "准备上线", "en": "Ready to go live"}}},
                {"id": "2c", "title": {"zh": "备份", "en": "Back up"}, "by": "ops"},
            ]},
            {"id": "3", "name": {"zh": "上线", "en": "Go live"}, "steps": [
                {"id": "3a", "title": {"zh": "部署生产环境", "en": "Deploy to production"}, "each": "system",
                 "deploys": "live"},
                {"id": "3b", "title": {"zh": "宣布上线", "en": "Announce"}, "by": "lead", "needs": "3a"},
            ]},
        ],
    })  # fmt: skip


@once
def opened(plan: Plan | None = None) -> Story:
    """Lena starts it on Monday at nine."""
    plan = plan or kiosk()
    started = e.Started(
        at=MONDAY, by="lena", user="U-lena", via="slash", release=plan.release, plan=plan,
        go_live=datetime(2026, 11, 26, 11, 0, tzinfo=UTC), calendar=Calendar(),
        links={person: f"U-{person}" for person in PEOPLE}, punctual=True,
    )  # fmt: skip
    return Story(begin(started), MONDAY, (started,), None, (started,))


def after(story: Story, hours: float, by: str, command: c.Command, via: e.Via = "slash") -> Story:
    """So long after the last thing, somebody does this; it is not refused."""
    story = story.later(timedelta(hours=hours)).confirms(command, by=by, via=via)
    assert story.events, command
    return story


@once
def prepared() -> Story:
    """The first phase: a script, the plan in two versions, the code, two deployments to test, one of which fails."""
    story = after(opened(), 1, "lena", c.NameStandIn("nora", "olaf", MONDAY, MONDAY + timedelta(days=2)))
    story = after(
        story, 0, "dave", c.AttachScript("api", "V1__papers.sql", SCRIPT, "https://git.example/V1__papers.sql")
    )
    story = after(story, 1, "lena", c.Write("1a", Draft({"order": "api, then web", "rollback": "the old commit"})))
    story = after(story, 2, "dave", c.Sign("1b/api", "release/1 1111111aaa"))
    story = after(story, 1, "dora", c.Sign("1b/web", "release/1 2222222bbb"), via="button")
    story = after(story, 0, "olaf", c.Request("developer", "1c/api", "Which port | and <which> *user*?"))
    story = after(story, 1, "dave", c.Answer("R1", "8080, @olaf"))
    story = after(story, 0, "nora", c.Deploy("1c/api", failed="connection refused"))
    story = after(story, 18, "olaf", c.Deploy("1c/api"))
    return after(story, 1, "olaf", c.Sign("1c/web"), via="reaction")


@once
def tested(story: Story | None = None) -> Story:
    """The second phase: bugs, one of them twice; a block, a pause, a waiver; the gate passed, lost and passed again."""
    story = after(story or prepared(), 1, "tina", c.ReportBug("A", "web", "Cannot pay", environment="test"))
    story = after(story, 0, "theo", c.ReportBug("C", "api", "A typo", environment="test"))
    story = after(story, 2, "dora", c.FixBug("B1", "in 3333333ccc"))
    story = after(story, 1, "tina", c.ReopenBug("B1", "still not with coins"))
    story = after(story, 1, "dora", c.FixBug("B1", "in 4444444ddd"))
    story = after(story, 1, "tina", c.VerifyBug("B1"))
    story = after(story, 0, "theo", c.DeferBug("B2", "nobody reads it"))
    story = after(story, 12, "tina", c.Sign("2a/web"))
    story = after(story, 0, "theo", c.Sign("2a/api"))
    story = after(story, 1, "lena", c.Sign("2b"))
    story = after(story, 0, "", c.ConfirmMail("M1", "<m1@kiosk.example>", (("theo", "550 no such user"),)), via="clock")
    story = after(story, 1, "olaf", c.ReceiveReply("M1", "Fine with me"), via="mail")
    story = after(story, 0, "tina", c.ReportBug("B", "web", "No change given", environment="test"))
    story = after(story, 1, "dora", c.FixBug("B3", "in 5555555eee"))
    story = after(story, 1, "tina", c.VerifyBug("B3"))
    story = after(story, 1, "lena", c.Sign("2b"))
    story = after(story, 1, "olaf", c.Block("2c", "the disk is full"))
    story = after(story, 1, "lena", c.Pause("waiting for a disk"))
    story = after(story, 2, "lena", c.Resume())
    story = after(
        story, 0, "lena", c.Reschedule(story.release.go_live - timedelta(hours=3), Calendar(), "the disk is here")
    )
    return after(story, 1, "lena", c.Waive("2c", "the api holds nothing that is not elsewhere"))


@once
def finished(story: Story | None = None) -> Story:
    """Go-live, with a hotfix before it is announced."""
    story = after(story or tested(), 14, "olaf", c.Sign("3a/api"))
    story = after(story, 1, "olaf", c.Sign("3a/web"))
    story = after(story, 1, "lena", c.OpenHotfix("web", "hotfix/logo", "the logo is upside down"))
    story = after(story, 0, "lena", c.CarryOn("H1"))
    story = after(story, 1, "dora", c.Sign("H1-fix", "hotfix/logo 6666666fff"))
    for key in [key for key in story.release.hotfixes["H1"].items if key != "H1-fix"]:
        story = after(story, 1, "olaf", c.Sign(key))
    return after(story, 1, "lena", c.Sign("3b"))
