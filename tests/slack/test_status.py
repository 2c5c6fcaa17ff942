"""Status, why and the Home tab: one look says where it stands, what blocks it, who is next, how long is left."""

import re
from datetime import timedelta
from unicodedata import east_asian_width

import pytest

from bot.domain import commands as c
from bot.domain.plan import Language
from bot.slack.pictures import forms, home, status
from bot.slack.pictures.blocks import words_of
from bot.speech.delivery import Trouble
from bot.speech.voice import Voice
from bot.speech.why import movable
from bot.talk.forms.reasons import ReasonForm
from bot.talk.forms.signing import EvidenceForm
from tests.slack.boying import GO_LIVE, STARTED, after, in_the_middle, signed, started
from tests.slack.large import large

ITEM = "1b/boying-user"
EN = Voice("en")
LEAD = "shijiasheng"
PHONE = 46  # Latin letters in a line of Slack on a phone; a Chinese one takes two
SCREEN = 25  # lines


def _lines_on_a_phone(text: str) -> int:
    """As read: dates as Slack shows them, marks of formatting not at all."""
    read = re.sub(r"<!date[^>]*>", "Jun 14, 2021 12:00", text.replace("*", ""))
    widths = [sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line) for line in read.split("\n")]
    return sum(-(-width // PHONE) for width in widths)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def the_status_fits_one_phone_screen(language: Language) -> None:
    release, now = in_the_middle()
    for reader in release.people:
        assert _lines_on_a_phone(status.status(Voice(language), release, reader, now).text) <= SCREEN


def the_status_of_a_hundred_systems_fits_one_phone_screen_too() -> None:
    release = started(large(100, 40, people=20), links={})
    for key in list(release.layout.items)[:30]:
        release = after(release, "p0", c.Waive(key, "not this time " * 5))
    for key in list(release.layout.items)[30:60]:
        release = after(release, "p1", c.Block(key, "waits for the supplier " * 20))
    assert _lines_on_a_phone(status.status(EN, release, "p0", STARTED).text) <= SCREEN


def the_status_says_phase_bar_blocks_next_and_time_left() -> None:
    release, now = in_the_middle()
    text = status.status(EN, release, LEAD, now).text
    assert "Phase 1 of 5: *Submit to test*" in text
    assert "\n9/76" in text
    assert "⛔ 2 blocked" in text
    assert "⏰ 5 overdue" in text
    assert "2021-06-14 12:00 (Asia/Shanghai)" in text
    assert f"<!date^{int(GO_LIVE.timestamp())}^" in text
    assert "in 7 days" in text
    assert "⚠️ 1 item waived: 1b boying-web" in text


def the_reader_comes_first_among_those_who_are_next() -> None:
    release, now = in_the_middle()
    for reader in ("fucheng", "licuiqi"):
        text = status.status(EN, release, reader, now).text
        assert "👉 Next*\n• you: " in text


def what_blocks_longest_stands_first() -> None:
    release, now = in_the_middle()
    text = status.status(EN, release, LEAD, now).text
    assert text.index("*1b boying-admin*") < text.index("*1a-3 boying-user*")


def only_a_lead_sees_deliveries_in_trouble() -> None:
    release, now = in_the_middle()
    for reader in release.people:
        archived = Trouble("message", mend="unarchive")
        stuck = (archived, archived, Trouble("message", "fucheng"))
        shown = "📭" in (text := status.status(EN, release, reader, now, stuck).text)
        assert ("2 messages in #boying-release wait: the channel is archived; unarchive it" in text) is shown
        assert shown is (reader == LEAD)


def a_go_live_that_has_passed_is_told_as_past() -> None:
    assert "· 2 h ago" in status.status(EN, started(), LEAD, GO_LIVE + timedelta(hours=2)).text


def a_reader_at_a_terminal_in_the_plans_zone_is_told_the_time_once() -> None:
    text = status.status(Voice("en", "plain", "Asia/Shanghai"), started(), LEAD, STARTED).text
    assert text.count("2021-06-14 12:00") == 1
    assert not set(text) & set("*<>")


def why_of_a_waiting_item_ends_at_what_can_be_moved_now() -> None:
    release, now = in_the_middle()
    roots = movable(release, "1c/boying-web")
    assert set(roots) == {
        "1a-2/boying-web", "1a-3/boying-database", "1a-3/boying-user", "1a-5", "1b/boying-database", "1b/boying-user",
    }  # fmt: skip
    text = status.why(EN, release, "1c/boying-web", "fucheng", now).text
    assert "It is the turn of 方浩, 石稼晟, 付诚." in text
    assert all(f"*{key.split('/')[0]}*" in text for key in roots)


def why_of_a_blocked_item_says_who_opens_it_again_with_which_line() -> None:
    release, now = in_the_middle()
    text = status.why(EN, release, "1b/boying-admin", "fucheng", now).text
    assert "付诚, 石稼晟 can unblock it: `/release unblock 1b boying-admin REASON`" in text


def why_without_an_item_tells_everything_that_holds_the_release_up() -> None:
    release, now = in_the_middle()
    text = status.why(EN, release, "", "fucheng", now).text
    for step in {release.item(k).step.id for k in release.layout.items if release.standing(k) in ("open", "blocked")}:
        assert f"*{step}*" in text


def what_is_mine_lists_what_is_open_to_me_and_what_comes_later() -> None:
    release, now = in_the_middle()
    text = status.mine(EN, release, "fucheng", now).text
    assert text.startswith("*Your turn: 2 items*")
    assert "Later for you: 1a-3 boying-admin-web, 1a-6" in text


def what_is_blocked_for_want_of_people_is_not_later_for_anybody() -> None:
    release = started()
    while release.standing("1e") == "waiting":
        release = signed(release, *(k for k in release.layout.items if release.standing(k) == "open"))
    assert "1e" in status.why(EN, release, "1e", LEAD, STARTED).text
    assert "Nothing waits for you now" in status.mine(EN, release, "licuiqi", STARTED).text


def a_bug_is_my_turn_though_no_item_waits_for_me() -> None:
    release = started()
    while release.standing("1e") == "waiting":
        release = signed(release, *(k for k in release.layout.items if release.standing(k) == "open"))
    assert status.mine(EN, release, "licuiqi", STARTED).text.startswith("*Nothing waits for you now*")
    told = after(release, "fucheng", c.ReportBug("B", "boying-admin", "slow"))
    text = status.mine(EN, told, "licuiqi", STARTED).text
    assert text.startswith("*Your turn*")
    assert "Nothing waits for you" not in text


def a_strangers_home_shows_nothing_of_the_release() -> None:
    release, now = in_the_middle()
    known = home.home(EN, release, "fucheng", now)
    assert "boying" in str(known)
    for view in (
        home.home(EN, release, "", now),
        home.home(EN, release, "U9", now),
        home.home(EN, None, "fucheng", now),
    ):
        assert "boying" not in str(view)


def a_home_shows_status_own_items_and_what_was_settled_last() -> None:
    release, now = in_the_middle()
    text = "\n".join(words_of(block) for block in home.home(EN, release, "fucheng", now)["blocks"])
    order = ["Phase 1 of 5", "Your turn: 2 items", "Settled last", "waived by 石稼晟"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def a_form_for_evidence_shows_what_is_asked_and_carries_the_line() -> None:
    line = "done 1a-2/boying-user in boying-1.0.0"
    view = forms.view(EN, EvidenceForm(started(), line, "1a-2/boying-user"))
    assert view["private_metadata"] == line
    assert "Asked for: What was tested and how it went, or a link" in str(view["blocks"])
    field = view["blocks"][-1]
    assert (field["block_id"], field["element"]["action_id"], field["element"]["max_length"]) == ("note", "note", 3000)


@pytest.mark.parametrize(
    ("command", "title"),
    [
        (c.Block(ITEM), "Block"),
        (c.Unblock(ITEM), "Unblock"),
        (c.Waive(ITEM, ""), "Waive this check"),
        (c.Withdraw(ITEM), "Take back"),
    ],
)
def a_form_for_a_reason_is_titled_by_what_it_does(command: c.Command, title: str) -> None:
    assert forms.view(EN, ReasonForm(started(), "as it was said", command))["title"]["text"] == title
