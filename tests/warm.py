"""What every process of the bot loads and none changes, loaded once by their common parent."""

from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Final

from bot.locales import catalogue
from bot.plans.file import calendar_of, read_plan

BOYING: Final = Path(__file__).parents[1] / "plan.yaml"
WHEN_NEEDED: Final = (  # what the product imports only then, each of them slow
    "bot.operator", "bot.out.report.html", "bot.out.report.markdown", "sandbox", "storage.migrations.run",
)  # fmt: skip

for module in WHEN_NEEDED:
    import_module(module)
catalogue("zh-CN")
if plan := read_plan(BOYING).plan:
    calendar_of(plan, datetime(2021, 6, 1, tzinfo=UTC))
