"""What was seen is what is signed, over the wire: a button that was on the screen before."""

from tests.scenarios.screen import words_of
from tests.scenarios.stage import stage

DIGEST = "ab" * 32
ITEM = "1a-1/boying-database"
LINE = f"done {ITEM} in boying-1.0.0"


def a_button_of_before_is_refused_with_the_difference_and_the_item_is_shown_anew() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        before = fang.prompt(ITEM)
        fang.types(f"/release script boying-database v1.sql {DIGEST}")
        assert "有变化" in fang.clicks_what_was_there(before, value=LINE)
        anew = fang.whisper()
        assert f"+ boying-database: v1.sql {DIGEST}" in words_of(anew)
        assert s.item(ITEM)["state"] == "open"
        fang.clicks(anew, value=LINE)
        assert s.item(ITEM)["state"] == "done"
