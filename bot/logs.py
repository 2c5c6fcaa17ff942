"""How the process logs: structlog over the standard library, for people or as JSON lines.

Tokens are never logged, nor what people write: libraries that would write whole requests or addresses are kept quiet.
"""

import logging
import sys
from typing import Literal

import structlog

CHATTY = ("slack_sdk", "httpx", "httpcore", "uvicorn.access", "websocket", "alembic")


def configure(level: str, form: Literal["console", "json"]) -> None:
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                last,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # APScheduler warns of every beat that is left out while a round still runs; Bolt, of a token in the environment;
    # uvicorn, of every request that is none, whoever sends it.
    quiet = ("apscheduler", "slack_bolt", "uvicorn.error")
    floors = dict.fromkeys(CHATTY, logging.WARNING) | dict.fromkeys(quiet, logging.ERROR)
    for name, floor in floors.items():
        logging.getLogger(name).setLevel(max(logging.getLevelName(level), floor))
