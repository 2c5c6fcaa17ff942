"""What every process of the bot loads and none changes, loaded once by their common parent."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import sandbox  # noqa: F401
import storage.migrations.run  # noqa: F401
from bot.locales import catalogue
from bot.plans.file import calendar_of, read_plan

BOYING: Final = Path(__file__).parents[1] / "plan.yaml"

catalogue("zh-CN")
if plan := read_plan(BOYING).plan:
    calendar_of(plan, datetime(2021, 6, 1, tzinfo=UTC))
