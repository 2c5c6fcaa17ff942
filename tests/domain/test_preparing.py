"""Who is asked for what a system lacks before it goes live: once, as soon as its phase is there (3b-2, S4)."""

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.notices.going_live import Preparing
from bot.domain.plan import Plan
from bot.domain.reading.going_live import wanted
from bot.domain.reading.reasons import who_unblocks
from tests.domain.harbour import BACK, COMMIT, OLD, SCRIPT, harbour, ready
from tests.domain.story import MINUTE, Story, asked, given, settled, waived


def begins() -> Story:
    """The last thing before the phase that goes live is done."""
    return given(harbour(), waived("submit/crane"), settled("submit")).when(c.Sign("check"), by="tina")


def preparing(story: Story) -> dict[str, tuple[str, ...]]:
    return {notice.person: notice.items for notice in story.told if isinstance(notice, Preparing)}


def each_who_can_give_what_is_lacking_is_asked_when_the_phase_begins() -> None:
    assert preparing(begins()) == {
        "dora": ("ship/db",),
        "olaf": ("ship/crane", "ship/gate", "ship/desk"),
        "mia": ("ship/crane",),
    }


def nobody_is_asked_twice_for_the_same_thing() -> None:
    story = begins().later(MINUTE).when(c.RecordPrevious("gate", commit=OLD), by="olaf")
    assert preparing(story) == {}
    assert [lack.item for lack in wanted(story.release)["olaf"]] == ["ship/crane", "ship/desk"]


def a_script_that_comes_late_is_asked_about_when_it_comes() -> None:
    story = ready().when(c.AttachScript("db", "v7.sql", SCRIPT), by="dora")
    assert preparing(story) == {"dora": ("ship/db",), "lena": ("ship/db",)}
    parts = {person: tuple(_lacking(each)) for person, each in wanted(story.release).items()}
    assert parts == {"dora": ("rollback script", "backup"), "lena": ("second pair of eyes",)}
    assert set(who_unblocks(story.release, story.release.item("ship/db"))) == {"dora", "lena"}
    story = story.and_given(
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"),
        asked(c.ReviewScript("db", "v7.sql"), by="lena"),
        asked(c.RecordBackup("db", "rds-1"), by="dora"),
    )
    assert wanted(story.release) == {}


def by_scripts() -> Plan:
    kinds = {**harbour().kinds, "database": harbour().kinds["database"].model_copy(update={"scripts": True})}
    return harbour().model_copy(update={"kinds": kinds})


def the_scripts_are_asked_for_with_the_code_and_the_backup_when_its_phase_is_there() -> None:
    story = given(by_scripts()).then_state("submit/db", "open")
    assert _asked_of(story) == {"dora": ("script",)}
    story = story.when(c.AttachScript("db", "v7.sql", SCRIPT), by="dora")
    assert preparing(story) == {"dora": ("ship/db",), "lena": ("ship/db",)}
    assert _asked_of(story) == {"dora": ("rollback script",), "lena": ("second pair of eyes",)}
    story = story.and_given(
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"), asked(c.ReviewScript("db", "v7.sql"), by="lena")
    )
    assert _asked_of(story) == {}
    story = story.and_given(waived("submit/crane"), settled("submit")).when(c.Sign("check"), by="tina")
    assert _asked_of(story)["dora"] == ("backup",)


def nothing_is_wanted_for_what_is_live_or_of_a_release_that_is_over() -> None:
    story = begins().and_given(waived("ship/db"))
    assert "dora" not in wanted(story.release)
    over = begins().confirms(c.Abort("moved to spring"), by="lena")
    assert wanted(over.release) == {}
    assert preparing(over) == {}
    done = ready().and_given(asked(c.Deploy("ship/db", commit=COMMIT), by="dora"))
    assert wanted(done.release) == {}


def _asked_of(story: Story) -> dict[str, tuple[str, ...]]:
    parts = {person: tuple(_lacking(each)) for person, each in wanted(story.release).items()}
    return {person: things for person, things in parts.items() if things}


def _lacking(lacks: tuple[object, ...]) -> list[str]:
    return [thing for lack in lacks if isinstance(lack, r.PacketIncomplete) for _, thing in lack.lacking]
