"""A small release whose steps owe mails: a plan that is mailed, code that is mailed on, and two answers to that."""

import hashlib
from functools import cache
from typing import Any

from bot.domain import commands as c
from bot.domain.plan import Language, Plan
from tests.domain.story import Story, asked, given

PLAN = "回滚: 退回上一版本\n检查: 看 <b>日志</b> & 监控"


def written(language: Language = "zh-CN") -> dict[str, Any]:
    return {
        "id": "post",
        "name": {"zh": "邮政上线", "en": "Post release"},
        "release": "post-1.0",
        "language": language,
        "zone": "Asia/Shanghai",
        "go_live": "2030-06-12 12:00",
        "channel": "#post",
        "lead": "lead",
        "people": {
            "lin": {"name": "林珊", "email": "lin@post.example"},
            "chen": {"name": "陈晓雯", "email": "chen@post.example"},
            "fu": {"name": "付诚", "email": "fu@post.example"},
            "wang": {"name": "王运", "email": "wang@post.example"},
            "dee": {"name": "Dee O'Hara", "email": "dee@post.example"},
        },
        "roles": {
            "lead": {"name": {"zh": "项目负责人", "en": "project lead"}, "people": "lin"},
            "developer": {"name": {"zh": "开发人员", "en": "developer"}, "people": "chen"},
            "tester": {"name": {"zh": "测试人员", "en": "tester"}, "people": "fu"},
            "ops": {"name": {"zh": "运维人员", "en": "operations"}, "people": "wang"},
            "dba": {"name": "DBA", "people": "dee"},
            "guest": {"name": {"zh": "业务人员", "en": "business"}},
        },
        "environments": {"production": {"name": {"zh": "正式环境", "en": "production"}, "by": "ops"}},
        "kinds": {"app": {"name": "app"}},
        "systems": {
            "web": {"name": "网站", "order": 1, "version": "1.0.0", "kind": "app", "branch": "release/1.0"},
        },
        "documents": {
            "plan": {
                "name": {"zh": "上线方案", "en": "go-live plan"},
                "sections": {"back": {"zh": "回滚", "en": "rollback"}, "check": {"zh": "检查", "en": "checks"}},
            },
        },
        "bugs": {"owner": "developer", "verifier": "tester", "defer": "C"},
        "phases": [
            {"id": "1", "name": {"zh": "准备", "en": "Prepare"}, "steps": [
                {"id": "1a", "title": {"zh": "写上线方案", "en": "Write the plan"}, "by": "developer",
                 "asks": {"kind": "document", "document": "plan", "text": {"zh": "上线方案", "en": "the plan"}}},
                {"id": "1b", "title": {"zh": "邮件上线方案", "en": "Mail the plan"}, "by": "developer", "needs": "1a",
                 "mail": {"to": "tester", "subject": {"zh": "上线方案（已审核）", "en": "The go-live plan, reviewed"},
                          "encloses": "plan"}},
                {"id": "1c", "title": {"zh": "提交代码", "en": "Submit the code"}, "by": "developer", "each": "system",
                 "asks": {"kind": "branch", "text": {"zh": "分支与提交号", "en": "branch and commit"}}},
            ]},
            {"id": "3", "name": {"zh": "正式上线", "en": "Go-live"}, "steps": [
                {"id": "3b", "title": {"zh": "邮件给运维和 DBA", "en": "Mail operations and the DBA"}, "by": "tester",
                 "mail": {"to": ["ops", "dba"],
                          "subject": {"zh": "方案、脚本与分支号", "en": "Plan, scripts, branches"},
                          "encloses": ["plan", "scripts", "branches", "bugs", "deferred"]}},
                {"id": "3c", "title": {"zh": "回复操作步骤和结果", "en": "Answer with steps and results"},
                 "by": ["ops", "dba"], "needs": "3b", "due": "T+30m", "answers": "3b",
                 "asks": {"kind": "note", "text": {"zh": "操作步骤与结果", "en": "The steps and their results"}},
                 "mail": {"to": ["tester", "lead"], "subject": {"zh": "操作结果", "en": "Steps and results"}}},
                {"id": "3d", "title": {"zh": "通知业务人员", "en": "Tell business"}, "by": "ops", "needs": "3c",
                 "mail": {"to": "guest", "subject": {"zh": "发布完成", "en": "Released"}}},
            ]},
        ],
    }  # fmt: skip


@cache
def plan(language: Language = "zh-CN") -> Plan:
    return Plan.model_validate(written(language))


def steps() -> tuple[tuple[c.Command, str], ...]:
    """The plan is mailed to the tester (M1), and everything with it to operations and the DBA (M2)."""
    return (
        (c.Sign("1a", PLAN), "chen"),
        (c.Sign("1b", "请查收"), "chen"),
        (c.Sign("1c/web", "release/1.0 3f2a91c"), "chen"),
        (c.AttachScript("web", "v1.sql", hashlib.sha256(b"select 1").hexdigest()), "chen"),
        (c.ReportBug("C", "web", "页脚 <错位>", environment="production"), "fu"),
        (c.DeferBug("B1", "下个版本"), "fu"),
        (c.ReportBug("B", "web", "按钮无反应", environment="production"), "fu"),
        (c.FixBug("B2", "3f2a91c"), "chen"),
        (c.Sign("3b", "请按方案操作"), "fu"),
    )


def mailed(language: Language = "zh-CN") -> Story:
    """After these steps."""
    return given(plan(language), *(asked(command, by) for command, by in steps()))
