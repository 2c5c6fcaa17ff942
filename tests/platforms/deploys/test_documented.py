"""What docs/deployments.md shows is what the product takes."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from bot.domain.plan.platforms import Platform
from bot.platforms.deployments.hooks import OwnHook
from bot.platforms.hooks import Brought
from bot.settings import SHAPES

DOCS = (Path(__file__).parents[3] / "docs" / "deployments.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)


def every_platform_that_is_shown_is_one() -> None:
    shown: dict[str, Any] = {}
    for block in blocks("yaml"):
        data = yaml.safe_load(block)
        shown |= data.get("platforms", data)
    read = {name: Platform.model_validate(part) for name, part in shown.items()}
    assert {name: each.kind for name, each in read.items()} == {"our-jenkins": "jenkins", "scripts": "command"}


def every_key_of_a_platform_is_explained() -> None:
    table = {name for row in re.findall(r"^\| (`.*?`) \|", DOCS, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert set(Platform.model_fields) <= table


def the_call_that_is_shown_is_understood() -> None:
    (script,) = blocks("sh")
    found = re.search(r"body='(.*?)'", script, re.DOTALL)
    assert found
    heard = OwnHook("our-hub").read({"x-release-signature": "v0=00"}, json.loads(found[1]))
    assert isinstance(heard, Brought)
    assert heard.news.progress
    assert (heard.news.run, heard.news.progress.state) == ("boying-2021.06.d7", "succeeded")


def every_variable_of_the_environment_is_named() -> None:
    named = [name.removesuffix("…") for name in SHAPES if name.startswith("DEPLOY_")]
    assert len(named) == 3
    assert [name for name in named if name not in DOCS] == []
