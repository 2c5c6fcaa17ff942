"""A newspaper's plan, for tests of what signatures are given for: documents, a review, branches and scripts."""

from functools import cache

from bot.domain import commands as c
from bot.domain.documents import Draft
from bot.domain.plan import Plan

PEOPLE = ("lena", "wim", "rosa", "raul", "mia", "max", "tom", "kim")
WHOLE = {"order": "site after paper", "rollback": "print the old one"}
DIGEST = "ab" * 32
OTHER_DIGEST = "cd" * 32


@cache
def papers() -> Plan:
    """`plan` is a document that `review` approves; `agree` rests on it, `chat` on nothing; `report` goes by system."""
    return Plan.model_validate({
        "id": "papers",
        "name": "The paper",
        "release": "papers-1",
        "language": "en",
        "zone": "Europe/Berlin",
        "go_live": "2026-12-01 12:00",
        "channel": "#papers",
        "lead": "lead",
        "people": {key: {"name": key.title(), "email": f"{key}@papers.example"} for key in PEOPLE},
        "roles": {
            "lead": {"name": {"zh": "负责人", "en": "lead"}, "people": "lena"},
            "writer": {"name": {"zh": "作者", "en": "writer"}, "people": ["wim", "rosa"]},
            "reviewer": {"name": {"zh": "审核人", "en": "reviewer"}, "people": ["rosa", "raul"]},
            "maker": {"name": {"zh": "开发", "en": "maker"}, "per": "system"},
            "tester": {"name": {"zh": "测试", "en": "tester"}, "per": "system", "never_with": "maker"},
            "keeper": {"name": {"zh": "管理员", "en": "keeper"}, "people": "kim"},
        },
        "environments": {"shop": {"name": {"zh": "店里", "en": "shop"}, "by": "keeper"}},
        "kinds": {
            "app": {"name": {"zh": "应用", "en": "app"}},
            "data": {"name": {"zh": "数据库", "en": "data"}, "by": "keeper"},
        },
        "systems": {
            "site": {"order": 1, "name": "site", "version": "1", "kind": "app", "branch": "release/1",
                     "holders": {"maker": "max", "tester": "tom"}},
            "paper": {"order": 2, "name": "paper", "version": "1", "kind": "app", "branch": "release/1",
                      "holders": {"maker": "mia", "tester": "tom"}},
            "store": {"order": 3, "name": "store", "version": "1", "kind": "data",
                      "holders": {"maker": "mia", "tester": "tom"}},
        },
        "documents": {
            "plan": {"name": {"zh": "方案", "en": "go-live plan"}, "sections": {
                "order": {"zh": "部署顺序", "en": "Order"},
                "rollback": {"zh": "回滚步骤", "en": "Rollback steps"},
            }},
            "report": {"name": {"zh": "报告", "en": "test report"}, "sections": {
                "cases": {"zh": "用例", "en": "Cases"},
                "results": {"zh": "结果", "en": "Results"},
            }},
        },
        "phases": [
            {"id": "make", "name": {"zh": "制作", "en": "make"}, "steps": [
                {"id": "plan", "title": {"zh": "写方案", "en": "write the plan"}, "by": "writer",
                 "asks": {"kind": "document", "document": "plan", "text": {"zh": "方案", "en": "the plan"}}},
                {"id": "review", "title": {"zh": "审核", "en": "review"}, "by": "reviewer", "needs": "plan",
                 "reviews": "plan"},
                {"id": "agree", "title": {"zh": "同意", "en": "agree"}, "by": "keeper", "needs": "review",
                 "rests_on": ["plan", "scripts"]},
                {"id": "chat", "title": {"zh": "聊聊", "en": "chat"}, "by": "keeper", "needs": "review"},
                {"id": "code", "title": {"zh": "提交代码", "en": "code"}, "by": "maker", "each": "system",
                 "asks": {"kind": "branch", "text": {"zh": "分支", "en": "branch and commit"}}},
                {"id": "ship", "title": {"zh": "部署", "en": "ship"}, "each": "system", "needs": "code",
                 "deploys": "shop"},
                {"id": "report", "title": {"zh": "测试", "en": "test"}, "by": "tester", "each": "system",
                 "asks": {"kind": "document", "document": "report", "text": {"zh": "报告", "en": "the report"}}},
            ]},
            {"id": "sell", "name": {"zh": "发售", "en": "sell"}, "steps": [
                {"id": "close", "title": {"zh": "收摊", "en": "close"}, "by": "keeper"},
            ]},
        ],
    })  # fmt: skip


def version(**sections: str) -> Draft:
    """The go-live plan, complete, with these sections written differently."""
    return Draft(WHOLE | sections)


def write(**sections: str) -> c.Write:
    return c.Write("plan", version(**sections))
