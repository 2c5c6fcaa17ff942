"""Slack's Web API, one file per family. Importing it enters every method into `METHODS`."""

from sandbox.api.methods import (
    apps,
    blocks,
    canvases,
    chat,
    conversations,
    files,
    functions,
    history,
    reactions,
    scheduling,
    users,
    views,
)
from sandbox.api.methods.registry import METHODS, Call, Method

__all__ = [
    "METHODS",
    "Call",
    "Method",
    "apps",
    "blocks",
    "canvases",
    "chat",
    "conversations",
    "files",
    "functions",
    "history",
    "reactions",
    "scheduling",
    "users",
    "views",
]
