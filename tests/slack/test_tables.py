"""Lists as tables: what stands in them, Slack's limits whatever there is to list, and the same list in words beside."""

from bot.domain import commands as c
from bot.slack.abilities import Abilities
from bot.slack.pictures import bugs, deployments, log, tables
from bot.slack.pictures.blocks import section
from bot.slack.pictures.buttons import pressable
from bot.slack.pictures.picture import Block, Picture
from bot.speech.voice import Voice
from bot.talk import queries as q
from tests.domain.depot import depot
from tests.domain.story import asked, given, settled
from tests.domain.workshop import fixed, reported, workshop
from tests.slack.limits import broken_by

EN, ZH = Voice("en", "slack", "Europe/Berlin"), Voice("zh-CN", "slack", "Asia/Shanghai")
NASTY = "<!channel> & `code` *bold* \u202e 测试 " * 20


def _table(picture: Picture) -> Block:
    assert broken_by(Picture(picture.text, picture.tabled)) == []
    (found,) = (block for block in picture.tabled if block["type"] == "data_table")
    return found


def _words(picture: Picture) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in _table(picture)["rows"]]


def the_bugs_are_a_table_with_the_worst_that_is_unsolved_first() -> None:
    story = given(workshop(), reported("C"), reported("B", "api"), reported("A"), fixed("B3"))
    picture = bugs.shown(EN, story.release, q.Bugs(), "tina", story.now)
    head, *rows = _words(picture)
    assert head == ["Bug", "Severity", "System", "Found in", "What is wrong", "State", "Round", "Whose turn"]
    assert [row[:3] for row in rows] == [["B2", "B", "api"], ["B1", "C", "web"], ["B3", "A", "web"]]
    assert rows[0][5:] == ["open", "1", "Dave to mend it"]
    assert _table(picture)["rows"][1][6]["type"] == "raw_number"
    assert _table(picture)["caption"] == "3 bugs"
    for words in ("B2", "api", "Dave to mend it"):
        assert words in picture.text


def there_is_no_table_where_no_bug_fits() -> None:
    story = given(workshop())
    assert bugs.shown(EN, story.release, q.Bugs(), "tina", story.now).tabled == ()


def what_somebody_wrote_stands_in_a_cell_as_it_was_written() -> None:
    story = given(workshop(), asked(c.ReportBug("A", "web", "R&D <b> is shown"), by="tina"))
    picture = bugs.shown(EN, story.release, q.Bugs(), "tina", story.now)
    assert _words(picture)[1][4] == "R&D <b> is shown"
    assert "R&amp;D &lt;b&gt; is shown" in picture.text


def what_runs_where_is_a_table_with_a_row_for_each_environment() -> None:
    failed = asked(c.Deploy("stage/web", failed="disk full"), by="tess")
    source = asked(c.Sign("submit/api", "1f3c9a0"), by="mia")
    release = given(depot(), source, settled("stage"), failed).release
    head, *rows = _words(deployments.shown(EN, release, q.Deployments(), "tom", release.started_at))
    assert head[:3] == ["System", "Environment", "Outcome"]
    assert head[-1] == "When (Europe/Berlin)"
    assert ["depot-api", "test", "succeeded", "main@1f3c9a0", "Tom"] in [row[:5] for row in rows]
    assert ["depot-web", "test", "failed: disk full"] in [row[:3] for row in rows]


def the_record_is_a_table_with_the_newest_first_and_words_that_sort_by_time() -> None:
    story = given(workshop(), reported("C"), fixed("B1"))
    head, *rows = _words(log.shown(ZH, story.release, story.history, ""))
    assert head[0] == "时间（Asia/Shanghai）"
    assert len(rows) == len(story.history)
    moments = [row[0] for row in rows]
    assert moments == sorted(moments, reverse=True)
    assert "B1" in rows[0][2]


def a_table_of_anything_keeps_slacks_limits_and_says_how_much_is_left_out() -> None:
    rows: list[list[str | int]] = [[f"B{n}", NASTY, "", n] for n in range(500)]
    listed, fit = tables.table("Bugs", ["a", "b", "c", "d"], rows)
    assert broken_by(tables.beside(Picture("a", ()), listed)) == []
    assert broken_by(Picture("a", tables.beside(Picture("a"), listed).tabled)) == []
    assert 10 < fit < 100
    short, fit = tables.table("Bugs", ["a"], [[str(n)] for n in range(500)])
    assert broken_by(Picture("a", tables.beside(Picture("a"), short).tabled)) == []
    assert fit == tables.ROWS


def a_long_list_says_how_many_more_there_are() -> None:
    story = given(workshop(), *(reported("C") for _ in range(60)))
    picture = bugs.shown(EN, story.release, q.Bugs(), "tina", story.now)
    left = 60 - len(_words(picture)) + 1
    assert left > 0
    assert f"… and {left} more" in picture.tabled[-1]["elements"][0]["text"]


def a_line_to_type_has_its_button_below_the_table_too_where_nobody_can_type() -> None:
    told = Picture("`/release bug list`", (section("`/release bug list`"),), tabled=({"type": "data_table"},))
    for blocks in (pressable(told, EN, None).blocks, pressable(told, EN, None).tabled):
        assert [each["value"] for each in blocks[-1]["elements"]] == ["bug list"]
    assert pressable(Picture(told.text, told.blocks), EN, None).tabled == ()


def a_table_is_shown_once_slack_has_said_that_it_takes_tables() -> None:
    abilities, picture = Abilities(), Picture("a", ({"type": "divider"},), tabled=({"type": "data_table"},))
    assert abilities.blocks(picture) == picture.blocks
    abilities.tables = True
    assert abilities.blocks(picture) == picture.tabled
    assert abilities.blocks(Picture("a", picture.blocks)) == picture.blocks
