"""A plan that ends well after go-live: live deployments, hosts to monitor one by one, check-ins, and two watches."""

from functools import cache
from typing import Any

from bot.domain.plan import Plan
from tests.domain.kiosk import kiosk

LAST = [
    {"id": "4", "name": {"zh": "线上监控", "en": "Watch"}, "steps": [
        {"id": "4a", "title": {"zh": "新增监控", "en": "Monitor"}, "by": "ops",
         "lists": {"document": "plan", "section": "installs",
                   "asks": {"kind": "link", "text": {"zh": "监控链接", "en": "link to the monitoring"}}}},
        {"id": "4b", "title": {"zh": "15 分钟检查", "en": "Look after 15 minutes"}, "by": "ops",
         "due": "T+15m", "remind": "5m"},
        {"id": "4c", "title": {"zh": "一天后检查", "en": "Look after a day"}, "by": "ops", "needs": "4b",
         "due": "T+24h", "remind": "1h"},
    ]},
]  # fmt: skip
WATCHES: dict[str, dict[str, Any]] = {
    "api-health": {"kind": "http", "system": "api", "timeout": "2s",
                   "name": {"zh": "接口健康检查", "en": "health of the api"}},
    "certificate": {"kind": "tls", "at": "kiosk.example", "every": "1h"},
}  # fmt: skip


@cache
def launch(at: str = "http://127.0.0.1:9/health") -> Plan:
    """The kiosk, with production live; lena writes, and olaf operates it; dave develops the api that is watched."""
    data = kiosk().model_dump(mode="json", exclude_defaults=True, by_alias=True)
    data["environments"]["live"]["live"] = True
    data["documents"]["plan"]["sections"] = {
        "order": {"zh": "部署顺序", "en": "Order"}, "installs": {"zh": "新增服务与主机", "en": "New hosts"},
    }  # fmt: skip
    data["phases"] += LAST
    data["watches"] = {**WATCHES, "api-health": {**WATCHES["api-health"], "at": at}}
    return Plan.model_validate(data)
