"""The card of a phase: what comes first, what folds, what stays, whom it pings."""

import re
from datetime import datetime, timedelta

import pytest

from bot.domain import notices as n
from bot.domain.commands import Block, Pause, Sign, Waive, Withdraw
from bot.domain.state.release import Release
from bot.slack.pictures import notices
from bot.slack.pictures.picture import Picture
from bot.speech.cards import bar
from bot.speech.voice import Voice
from tests.slack.boying import STARTED, after, in_the_middle, settled, signed, started, worked_up_to
from tests.slack.large import large

EN = Voice("en")
LEAD = "shijiasheng"


PLACES = {f"card:{phase}": f"https://boying.slack.com/archives/C1/p{phase}" for phase in range(5)}


def _card(release: Release, phase: int = 0, now: datetime = STARTED) -> Picture:
    return notices.render(n.Card(phase=phase), release, EN, now, PLACES)


def what_waits_for_people_comes_before_what_is_counted() -> None:
    release, now = in_the_middle()
    text = _card(release, now=now).text
    order = ["⛔ Blocked", "⏰ Overdue", "✍️ To be signed", "✅ 8 signed"]
    assert sorted(order, key=text.index) == order


def a_blocked_item_tells_who_why_and_since_when() -> None:
    release, now = in_the_middle()
    text = _card(release, now=now).text
    since = int((now - timedelta(hours=5)).timestamp())
    assert re.search(rf"boying-admin .*\n• “文档还没有给到，缺少接口说明” — 付诚, since <!date\^{since}\^", text)


def a_block_without_a_reason_says_so() -> None:
    release, now = in_the_middle()
    assert "no reason given yet — 方浩" in _card(release, now=now).text


def a_card_pings_nobody() -> None:
    release = after(started(), LEAD, Block("1b/boying-user", "<!channel> <@U1> @here"))
    text = _card(release).text
    assert re.findall(r"<(?!!date)[^>]*>", text) == []
    assert "@here" not in text


def no_item_of_a_large_phase_goes_uncounted() -> None:
    release = started(large(100, 40))
    blocks = _card(release).blocks
    text = "\n".join(block["text"]["text"] for block in blocks if block["type"] == "section")
    *shown, last = text.split("\n")
    lines = [line for line in shown if "a step 1" in line]
    assert 5 < len(lines) <= 20
    assert last == f"… and {4_000 - 100 * len(lines)} more items: `/release mine` or `/release why`"


def the_systems_that_wait_for_the_same_people_share_a_line() -> None:
    assert "• boying database, boying-web — 石稼晟 (tester)" in _card(started()).text


def a_waived_check_stays_on_the_card_of_its_settled_phase() -> None:
    release = settled(after(started(), LEAD, Waive("1b/boying-web", "same cases as last time")), 0)
    text = _card(release).text
    assert "All 34 items of this phase are settled" in text
    assert "waived by 石稼晟: “same cases as last time”" in text


def a_settled_card_links_to_the_next_one_and_has_nothing_to_press() -> None:
    picture = _card(settled(started(), 0))
    assert "Next: <https://boying.slack.com/archives/C1/p1|Preheat>" in picture.text
    assert not picture.live
    assert all(block["type"] != "actions" for block in picture.blocks)


def a_card_whose_phase_closed_again_points_to_the_one_that_comes_first() -> None:
    release = settled(started(), 0)
    release = after(release, LEAD, Withdraw("1e", reason="wrong report"))
    picture = _card(release, 1)
    assert "Closed again: <https://boying.slack.com/archives/C1/p0|Submit to test> comes first" in picture.text


def a_paused_card_says_why_and_offers_nothing() -> None:
    picture = _card(after(started(), LEAD, Pause("waiting for approval")))
    assert "Paused: waiting for approval" in picture.text
    assert all(block["type"] != "actions" for block in picture.blocks)


def an_item_of_two_roles_tells_who_signed_and_who_is_missing() -> None:
    release = worked_up_to(started(), "3c")
    release = after(release, "licuiqi", Sign("3c", "done, all went well"))
    assert "signed: 李翠琪 (operations); missing: 方浩 (DBA)" in _card(release, 2).text


def a_block_that_reads_differently_gets_another_id_and_the_others_keep_theirs() -> None:
    before = _card(started())
    later = _card(after(started(), "fanghao", Sign("1a-1/boying-database", "done")))
    for old, new in zip(before.blocks, later.blocks, strict=True):
        same = {**old, "block_id": ""} == {**new, "block_id": ""}
        assert (old["block_id"] == new["block_id"]) is same


@pytest.mark.parametrize(("done", "total", "cells"), [(0, 76, 0), (1, 76, 1), (38, 76, 5), (75, 76, 9), (76, 76, 10)])
def the_bar_begins_with_the_first_item_and_is_full_only_with_the_last(done: int, total: int, cells: int) -> None:
    assert bar(done, total) == "▓" * cells + "░" * (10 - cells)


def only_the_escalation_to_the_channel_mentions_people() -> None:
    release, now = in_the_middle()
    items = ("1a-2/boying-web", "1b/boying-admin")
    channel = notices.render(n.Escalation(person="", items=items), release, EN, now, {})
    lead = notices.render(n.Escalation(person=LEAD, items=items), release, EN, now, {})
    assert re.findall(r"<@\w+>", channel.text) == ["<@U4>"]
    assert "<@" not in lead.text


def a_vacancy_names_the_line_that_fills_it() -> None:
    release = started()
    while release.standing("1e") == "waiting":
        release = signed(release, *(k for k in release.layout.items if release.standing(k) == "open"))
    picture = notices.render(n.Vacancy(person=LEAD, items=("1e",)), release, EN, STARTED, {})
    assert "Nobody for business and requirements: 1e. Type `/release assign business @user`" in picture.text
    assert picture.live


def a_person_who_was_linked_leaves_the_list_of_those_who_cannot_be_reached() -> None:
    notice = n.Unlinked(person=LEAD, people=("licuiqi", "fucheng"))
    some = notices.render(notice, started(links={"fucheng": "U5"}), EN, STARTED, {})
    assert "李翠琪" in some.text
    assert "付诚" not in some.text
    assert not notices.render(notice, started(), EN, STARTED, {}).live
