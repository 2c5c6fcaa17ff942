"""A bot whose command is not called `/release`, since another app of the workspace has that name."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.state.happenings import EphemeralShown, MailArrived, MessageChanged, MessagePosted, ViewShown
from tests.scenarios.screen import offers_in_threads, offers_without_button, words_of
from tests.scenarios.stage import Stage, stage

OTHER = re.compile(r"/release(?![\w-])")


@pytest.fixture(name="s", scope="module")
def a_release_under_way() -> Iterator[Stage]:
    with stage(slack_command="/captain") as s:
        s.person("shijiasheng").types("/captain start")
        yield s


def the_help_the_card_and_the_answers_name_the_command_as_it_is_called_here(s: Stage) -> None:
    fang = s.person("fanghao")
    assert "`/captain done" in fang.types("/captain help")
    assert "`/captain done" in words_of(fang.card())
    assert "`/captain block" in fang.types("/captain block 1a-1 boying-database")
    assert fang.types("/captain /captain status") == fang.types("/captain status")


def nothing_that_anybody_sees_names_another(s: Stage) -> None:
    lead, chen, fang = s.cast("shijiasheng", "chenxiaowen", "fanghao")
    for line in ("", "mine", "why 1e", "help", "bug list", "deploy", "link", "meeting", "minutes", "nonsense", "pause"):
        lead.asks(f"/captain {line}".strip())
    fang.types("/captain done 1a-1 boying-database")
    fang.types("/captain block 1a-1 boying-user 测试环境未开通")
    chen.types("/captain done 1a-2 boying-user x")
    lead.types("/captain pause 等待审批")
    lead.types("/captain resume")
    lead.opens_home()
    lead.agrees("/captain waive 1a-1 boying-web 沿用上次的环境")
    lead.types("/captain log")
    shown = "\n".join(json.dumps(each, ensure_ascii=False) for each in _seen(s))
    assert chen.tells(f"<@{s.server.workspace.bot.user_id}> mein", thread=chen.card())
    assert ("mine",) in [act for _, act in offers_in_threads(chen.screen(), "/captain")]
    assert offers_without_button([*lead.screen(), *chen.screen()], "/captain") == []
    assert "/captain" in shown
    assert OTHER.findall(shown) == []


@pytest.mark.parametrize("line", ["status", "report", "log", "check", "do --as fanghao nonsense"])
def nothing_the_command_line_prints_names_another(s: Stage, line: str) -> None:
    told = s.runs(*line.split(), SLACK_COMMAND="/captain")
    assert OTHER.findall(told.stdout + told.stderr) == []


def _seen(s: Stage) -> Iterator[Any]:
    for happened in s.server.workspace.happenings:
        match happened:
            case MessagePosted() | MessageChanged() | EphemeralShown() if happened.message.bot_id:
                yield happened.message.text, happened.message.blocks
            case ViewShown():
                yield happened.view.blocks
            case MailArrived():
                yield happened.mail.text, happened.mail.html
