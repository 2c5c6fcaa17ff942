"""The boying release to its very end, and what its report and its archive then tell.

The acts, with what people see in each, are in `to_the_end`; UPDATE_SNAPSHOTS=1 or `make examples` keeps them anew.
"""

import os
from collections.abc import Iterator, Mapping
from itertools import accumulate, groupby

import pytest

from bot.domain.events import load
from bot.domain.history import begin, evolve
from bot.domain.notices import NOTICE
from bot.domain.plan import Language
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.slack.pictures import notices
from bot.speech import log
from bot.speech.answers import answer
from bot.speech.voice import Voice
from sandbox.state.happenings import EphemeralShown, MessageChanged, MessagePosted, ViewShown
from tests.conformance.traffic import amiss
from tests.scenarios import to_the_end
from tests.scenarios.example import FOLDER, reports
from tests.scenarios.outside import Outside, outside
from tests.scenarios.screen import offers_without_button
from tests.slack.mrkdwn import mrkdwn_of, ours


@pytest.fixture(name="ended", scope="module")
def an_ended_release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    with outside(tmp_path_factory.mktemp("outside")) as o:
        to_the_end.the_story(o)
        yield o


@pytest.fixture(name="told", scope="module")
def what_is_told(ended: Outside) -> Mapping[str, str]:
    return dict(reports(ended.stage))


def the_boying_release_goes_through_two_failures_and_a_rollback_to_its_end(ended: Outside) -> None:
    shown = ended.stage.shown()
    assert shown["release"]["state"] == "finished"
    ran = [(run["system"], run["state"]) for run in shown["golive"]["runs"]]
    assert ran.count(("boying-admin", "failed")) == 2
    assert len([each for each in ran if each[1] == "succeeded"]) == 5
    assert [step["system"] for step in shown["golive"]["rollbacks"][0]["steps"]] == [
        "boying-admin",
        "boying-user",
        "boying-database",
    ]
    mailed = {mail["item"] for mail in shown["mails"]}
    assert mailed == {"1a-6", "2b", "3a-1", "3a-4", "3b-1", "3c", "3d", "3e", None}, "None: the report"


def the_traffic_over_http_is_such_as_slack_takes_and_sends(ended: Outside) -> None:
    assert amiss(ended.stage.server) == {}


def every_line_that_was_told_in_a_thread_has_its_button(ended: Outside) -> None:
    workspace = ended.stage.server.workspace
    shown = [message for channel in workspace.channels.values() for message in channel.messages.values()]
    assert any(message.thread_ts not in (None, message.ts) for message in shown)
    assert offers_without_button([*shown, *workspace.ephemerals], "/release") == []


@pytest.mark.parametrize("name", ["boying-1.0.0.report.md", "boying-1.0.0.report.html"])
@pytest.mark.parametrize(
    "words",
    [
        ("连不上消息队列 mq.production:5672",),  # the failed deployments
        ("决定继续处理", "12:50"),  # the decision to go on
        ("RB1", "从 rds-20210614-0940 恢复"),  # the rollback, with its steps
        ("rds-20210615-0920", "脚本可在线执行"),  # the second go-live, and the override that it took
        ("返回 503", "98.96"),  # the outage, and the availability
        ("先 user、admin，再 web、admin-web", "恢复演练应由 DBA 与运维一起做"),  # the meeting
        ("预热环境与测试环境共用库结构",),  # the waiver
        ("13:11", "消息无堆积"),  # what was looked at afterwards
    ],
)
def the_report_tells(told: Mapping[str, str], name: str, words: tuple[str, ...]) -> None:
    plain = told[name].replace("\\", "")
    assert not [each for each in words if each not in plain]


def the_kept_examples_are_what_the_story_gives(told: Mapping[str, str]) -> None:
    if os.environ.get("UPDATE_SNAPSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        for name, text in told.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    assert {name: (FOLDER / name).read_text(encoding="utf-8") == text for name, text in told.items()} == dict.fromkeys(
        told, True
    )


def no_asterisk_and_no_backtick_was_left_for_anybody_to_see(ended: Outside) -> None:
    happened = ended.stage.server.workspace.happenings
    shown = [h.message for h in happened if isinstance(h, MessagePosted | MessageChanged | EphemeralShown)]
    texts = [text for m in shown if m.bot_id for text in (m.text, *mrkdwn_of(m.blocks))]
    texts += [text for h in happened if isinstance(h, ViewShown) for text in mrkdwn_of(h.view.blocks)]
    assert len(texts) > 1000
    assert [m.text for m in shown if m.bot_id and "▓" in m.text] == [], "a bar would be read aloud"
    assert {text: ours(text) for text in texts if ours(text)} == {}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def no_mark_is_left_standing_in_whichever_language_the_story_is_told(ended: Outside, language: Language) -> None:
    records, voice = ended.stage.bot.core.records, Voice(language, zone="Asia/Shanghai")
    entries = records.history(ended.stage.plan.release)
    events = [load(entry.kind, entry.data) for entry in entries]
    after = [None, *accumulate(events[1:], evolve, initial=begin(events[0]))]  # the state after so many events
    texts = log.lines(voice, known(after[-1]), events)
    for _, group in groupby(zip(entries, events, strict=True), key=lambda pair: pair[0].cause):
        numbers, done = zip(*((entry.number, event) for entry, event in group), strict=True)
        texts.append(answer(voice, Done(after[numbers[0] - 1], done, known(after[numbers[-1]])), done[0].by))
    for owed in records.messages(ended.stage.plan.release):
        if owed.kind == "message":
            notice = NOTICE.validate_python(owed.spec)
            texts.append(notices.render(notice, known(after[owed.wanted]), voice, owed.not_before, {}).text)
    assert {text: ours(text) for text in texts if ours(text)} == {}


def known(release: Release | None) -> Release:
    assert release is not None, "nothing is known before the first event"
    return release


def the_archive_is_accepted_by_verify(ended: Outside) -> None:
    file = ended.folder / "kept.zip"
    exported = ended.stage.runs("export", "--to", str(file))
    assert (exported.returncode, exported.stderr) == (0, "")
    checked = ended.stage.runs("verify", str(file))
    assert checked.returncode == 0, checked.stdout
