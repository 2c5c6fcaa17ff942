"""What every life of the bot loads and none changes, loaded once by their common parent."""

from datetime import UTC, datetime

import storage.migrations.run  # noqa: F401 - imported by the product only when it is needed
from bot.locales import catalogue
from bot.plans.file import calendar_of
from tests.faults.house import boying

catalogue("zh-CN")
calendar_of(boying(), datetime(2021, 6, 1, tzinfo=UTC))
