"""What the record says of watches, alerts and listed items, and that no reason and no state goes without words."""

from datetime import timedelta
from typing import get_args

import pytest

from bot.domain import events as e
from bot.domain.reading.samples import Change, Health, Why
from bot.record.outcome import Done
from bot.speech import log
from bot.speech import watching as watching_words
from bot.speech.answers import answer
from bot.speech.outcomes import listing
from bot.speech.voice import Voice
from tests.domain.story import Story
from tests.domain.test_listing import HOSTS, planned, rewritten
from tests.domain.test_watching import FIRING

EN, ZH = Voice("en", "plain", "Europe/Berlin"), Voice("zh-CN", "plain", "Europe/Berlin")
AT = {"at": FIRING, "by": "", "via": "clock"}
FIRES = {"fingerprint": "f1", "name": "ApiSlow", "since": FIRING}


def story() -> Story:
    return rewritten(planned(HOSTS), "kiosk-search\nmail-02")


SUMMED = (
    "summed up health of the api from 2026-11-26 13:00 Europe/Berlin to 2026-11-26 14:00 Europe/Berlin: "
    "available 83.33 % of 6 looks"
)
WORDED = [
    (
        e.WatchTurned(**AT, watch="api-health", state="up", since=FIRING),
        "found that health of the api is up",
        "监控：接口健康检查 正常",
    ),
    (
        e.WatchTurned(**AT, watch="api-health", state="down", since=FIRING, why="timed-out", detail="2s"),
        "found that health of the api is down: it takes longer than 2s",
        "监控：接口健康检查 异常：超过 2s 未响应",
    ),
    (
        e.WatchTurned(**AT, watch="certificate", state="unknown", since=FIRING),
        "lost sight of certificate",
        "监控：certificate 状态未知",
    ),
    (
        e.WatchMeasured(**AT, watch="api-health", since=FIRING, until=FIRING + timedelta(hours=1), looks=6, failed=1),
        SUMMED,
        "汇总 接口健康检查：2026-11-26 13:00 Europe/Berlin 至 2026-11-26 14:00 Europe/Berlin 检查 6 次，可用率 83.33%",
    ),
    (e.AlertTold(**AT, **FIRES, state="firing"), "told of the alert ApiSlow", "触发告警 ApiSlow"),
    (e.AlertTold(**AT, **FIRES, state="resolved"), "told that the alert ApiSlow is over", "告警 ApiSlow 已恢复"),
    (
        e.ItemsListed(**AT, item="4a", added={"4a-3": "mail-02"}),
        "made an item for 4a (Monitor): mail-02",
        "为 4a（新增监控）新增 1 个事项：mail-02",
    ),
    (
        e.ItemsListed(**AT, item="4a", added={"4a-2": "kiosk-search", "4a-3": "mail-02"}, dropped=("4a-1",)),
        "made 2 items for 4a (Monitor): kiosk-search, mail-02; waived what it no longer lists: 4a-1",
        "为 4a（新增监控）新增 2 个事项：kiosk-search、mail-02；不再列出的已豁免：4a-1",
    ),
    (
        e.ItemsListed(**AT, item="4a", added={}, dropped=("4a-1",)),
        "waived what 4a (Monitor) no longer lists: 4a-1",
        "4a（新增监控）不再列出的事项已豁免：4a-1",
    ),
]


@pytest.mark.parametrize(("event", "english", "chinese"), WORDED)
def an_event_is_told_in_the_words_of_the_record(
    event: e.WatchEvent | e.ListingEvent, english: str, chinese: str
) -> None:
    release = story().release
    assert log.what(EN, release, event) == english
    assert log.what(ZH, release, event) == chinese
    if not isinstance(event, e.ItemsListed):
        assert answer(EN, Done(release, (event,), release), "") == f"{english}."


def a_writer_who_changes_the_document_is_answered_what_is_new_and_what_is_waived() -> None:
    changed = story()
    (event,) = (event for event in changed.events if isinstance(event, e.ItemsListed))
    done = Done(changed.before, changed.events, changed.release)
    assert listing.told(EN, done, event) == (
        "New for 4a (Monitor): mail-02. No longer listed by 4a (Monitor), so waived: 4a-1."
    )
    assert listing.told(ZH, done, event) == "4a（新增监控）新增：mail-02。4a（新增监控）不再列出，已豁免：4a-1。"


def every_kind_of_event_is_worded() -> None:
    assert {type(event) for event, _, _ in WORDED} == set(get_args(e.WatchEvent | e.ListingEvent))


@pytest.mark.parametrize("code", [why for why in get_args(Why) if why])
def every_reason_for_a_failure_has_words_of_its_own_in_both_languages(code: Why) -> None:
    english, chinese = watching_words.why(EN, code, "7"), watching_words.why(ZH, code, "7")
    assert english not in ("", code, chinese)
    others = [watching_words.why(EN, other, "7") for other in get_args(Why) if other not in ("", code)]
    assert english not in others


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("up", "🟢 up since 2026-11-26 13:00 Europe/Berlin"),
        ("down", "🔴 down since 2026-11-26 13:00 Europe/Berlin: it refuses connections"),
        ("unknown", "⚪ nobody has looked since 2026-11-26 13:00 Europe/Berlin"),
    ],
)
def each_state_is_told_with_its_beginning(state: str, words: str) -> None:
    change = Change(state, FIRING, FIRING + timedelta(minutes=1), "refused" if state == "down" else "")  # type: ignore[arg-type]
    assert watching_words.state(EN, Health(change, None, None, None)) == words
