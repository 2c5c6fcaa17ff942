"""Going live in Slack: the lines that are typed, and the messages with what may be pressed on them."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.reading.content import seen
from bot.domain.reading.going_live import matter, wanted
from bot.domain.state.release import Release
from bot.out.show import going_live
from bot.record.outcome import Done
from bot.slack.pictures import answers, documents, notices, phase_card
from bot.slack.pictures import going_live as going_live_pictures
from bot.slack.pictures.buttons import asked_by, seen_by
from bot.slack.pictures.item_list import listed
from bot.slack.pictures.picture import Picture
from bot.speech import deployments as deployments_words
from bot.speech.answers import answer
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line
from tests.domain.harbour import BACK, COMMIT, LIVE, OLD, SCRIPT, SYSTEMS, at_go_live, harbour, shipped
from tests.domain.story import HOUR, Story, actor, asked
from tests.slack.lines import WORKSPACE
from tests.slack.lines import asked as asked_of

EN = Voice("en", "slack", "UTC")
NOW = shipped().now


def typed(text: str, story: Story | None = None, by: str = "olaf") -> c.Command | q.Query | r.Refused:
    return bound(line_of(text), story or shipped("db"), by)


def line_of(text: str) -> Line:
    line = parse(text)
    assert isinstance(line, Line), line
    return line


def bound(line: Line, story: Story, by: str) -> c.Command | q.Query | r.Refused:
    return asked_of(line, story.release, actor(by), WORKSPACE, story.now)


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (Voice("en", "plain", "UTC"), "gate ran old@aa11bb2 in production before"),
        (Voice("zh-CN", "plain", "UTC"), "gate 在production此前运行的是 old@aa11bb2"),
    ],
)
def what_is_on_record_of_a_way_back_is_shown_with_the_line_that_replaces_it(voice: Voice, words: str) -> None:
    other = c.RecordPrevious("gate", branch="next", commit="bb22cc3")
    story = shipped("db").when(other, by="olaf").then(r.Confirm)
    assert isinstance(story.decision, r.Confirm)
    told = refusal(voice, story.release, story.decision)
    assert words in told
    (said,) = [each for each in told.split("`") if each.startswith("/release")]
    assert typed(said.removeprefix("/release "), story) == replace(
        other, environment=LIVE, confirmed=story.decision.code
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("deploy gate production by robot", c.OrderDeployment("ship/gate", "robot")),
        ("deploy ship gate by robot", c.OrderDeployment("ship/gate", "robot")),
        (f"部署 gate production 通过 Robot master {COMMIT}", c.OrderDeployment("ship/gate", "robot", "master", COMMIT)),
        ("deploy gate production by jenkins", r.NoSuchName("platform", "jenkins", ("robot",))),
        ("deploy desk production by robot", r.NoSuchName("platform", "robot")),
        (f"previous gate master {COMMIT}", c.RecordPrevious("gate", "", "master", COMMIT)),
        (f"previous gate production master {COMMIT}", c.RecordPrevious("gate", LIVE, "master", COMMIT)),
        (f"上一版本 gate {COMMIT}", c.RecordPrevious("gate", "", "master", COMMIT)),
        ("previous gate nothing", c.RecordPrevious("gate", nothing=True)),
        ("previous db V6", c.RecordPrevious("db", "", "", "V6")),
        ("previous gate master", r.Lacks("commit", "previous gate BRANCH COMMIT")),
        ("previous", r.Lacks("system", "previous SYSTEM BRANCH COMMIT")),
        ("previous gait nothing", r.NoSuchName("system", "gait", ("gate",))),
        (f"script back db v7.sql {SCRIPT}", c.AttachRollback("db", "v7.sql", SCRIPT)),
        (
            f"脚本 回滚 db v7.sql {BACK} https://x.example/b",
            c.AttachRollback("db", "v7.sql", BACK, "https://x.example/b"),
        ),
        ("script back db v7.sql", r.Lacks("digest", "script back db NAME SHA256 LINK")),
        ("script read db v7.sql", c.ReviewScript("db", "v7.sql")),
        ("脚本 复核 db v7.sql", c.ReviewScript("db", "v7.sql")),
        ("backup db rds-4711", c.RecordBackup("db", "rds-4711")),
        ("备份 db rds-4711", c.RecordBackup("db", "rds-4711")),
        ("override ship gate the board agreed", c.Override("ship/gate", "the board agreed")),
        ("override ship gate aa11bb2 the board agreed", c.Override("ship/gate", "the board agreed", "aa11bb2")),
        ("破例 ship gate 已获批", c.Override("ship/gate", "已获批")),
        ("goon", c.GoOn()),
        ("go on nearly there", c.GoOn(None, "nearly there")),
        ("goon until +30m nearly there", c.GoOn(shipped("db").now + timedelta(minutes=30), "nearly there")),
        ("goon for 2h", c.GoOn(shipped("db").now + 2 * HOUR)),
        ("继续处理 30分钟 快好了", c.GoOn(shipped("db").now + timedelta(minutes=30), "快好了")),
        ("goon until some day", r.NoSuchName("moment", "some day")),
        ("rollback orders are lost", c.RollBack("orders are lost")),
        ("rollback confirm 3f2a91c0 orders are lost", c.RollBack("orders are lost", confirmed="3f2a91c0")),
        ("回滚 订单丢失", c.RollBack("订单丢失")),
        ("rollback", c.RollBack()),
        ("rollback list", q.Rollbacks()),
    ],
)
def a_line_about_going_live_means(text: str, meant: object) -> None:
    assert typed(text) == meant


def while_a_rollback_is_under_way() -> Story:
    return shipped(*SYSTEMS).and_given(asked(c.RollBack("orders are lost"), by="lena"))


def a_bare_rollback_shows_the_one_under_way_and_a_deployment_is_a_step_of_it() -> None:
    story = while_a_rollback_is_under_way()
    assert typed("rollback", story) == q.Rollbacks()
    assert typed("deploy desk production failed: the image is gone", story) == c.Deploy(
        "RB1-desk", failed="the image is gone"
    )


def failing() -> Story:
    story = shipped("db").and_given(asked(c.Deploy("ship/gate", failed="disk full"), by="olaf"))
    return story.strikes(story.now + HOUR / 2)


def pressed(picture: Picture) -> dict[str, str]:
    """What stands on the buttons, and their lines."""
    found: dict[str, str] = {}
    for block in picture.blocks:
        elements: list[dict[str, Any]] = block.get("elements", []) if block["type"] == "actions" else []
        found |= {each["text"]["text"]: each["value"] for each in elements}
    return found


def pressing(story: Story, text: str) -> Story:
    """The lead presses the button with this line."""
    command = typed(text, story, "lena")
    assert isinstance(command, c.Command)
    return story.when(command, by="lena")


def render(notice: n.Notice, release: Release) -> Picture:
    return notices.render(notice, release, EN, NOW, {})


def preparing(person: str, story: Story) -> n.Preparing:
    """Everything that is wanted of this person now."""
    lacking = wanted(story.release)[person]
    return n.Preparing(
        person=person, items=tuple(each.item for each in lacking), matters=tuple(matter(each) for each in lacking)
    )


def what_is_lacking_is_given_by_a_button_or_a_form() -> None:
    story = at_go_live().and_given(asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"))
    asking = render(preparing("dora", story), story.release)
    lines = pressed(asking)
    assert "3 things are wanted of you" in asking.text
    assert asking.live
    assert {text: typed(said, story, "dora") for text, said in lines.items()} == {
        "It was not there before": c.RecordPrevious("db", LIVE, nothing=True),
        "What ran before…": r.Lacks("commit", "previous db BRANCH COMMIT"),
        "What takes v7.sql back…": r.Lacks("digest", "script back db NAME SHA256 LINK"),
        "Backup…": c.RecordBackup("db", ""),
    }
    filled = replace(line_of(lines["What takes v7.sql back…"]), note=BACK)
    assert bound(filled, story, "dora") == c.AttachRollback("db", "v7.sql", BACK)
    read = render(preparing("lena", story), story.release)
    assert typed(pressed(read)["I have read v7.sql"], story, "lena") == c.ReviewScript("db", "v7.sql")
    over = render(preparing("dora", story), shipped(*SYSTEMS).release)
    assert (over.live, pressed(over)) == (False, {})


def what_is_asked_for_late_is_asked_for_alone_and_the_rest_where_it_was_asked() -> None:
    first = at_go_live()
    late = first.when(c.AttachScript("db", "v7.sql", SCRIPT), by="dora")
    (told,) = (notice for notice in late.told if isinstance(notice, n.Preparing) and notice.person == "dora")
    assert set(pressed(render(told, late.release))) == {"What takes v7.sql back…", "Backup…"}
    before = render(preparing("dora", first), late.release)
    assert set(pressed(before)) == {"It was not there before", "What ran before…"}


def every_script_is_listed_with_what_takes_it_back_and_who_has_read_it() -> None:
    story = at_go_live().and_given(asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"))
    bare = documents.shown(EN, story.release, q.Scripts()).text
    assert "nothing takes it back yet: `/release script back db v7.sql SHA256`" in bare
    story = story.and_given(
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"),
        asked(c.ReviewScript("db", "v7.sql"), by="lena"),
        asked(c.RecordBackup("db", "rds-1"), by="dora"),
    )
    told = documents.shown(EN, story.release, q.Scripts("db")).text
    assert f"taken back by SHA-256 {BACK} · 👀 read by Lena" in told
    assert "db: backup rds-1" in told


def a_lead_decides_by_button_as_long_as_the_problem_stands() -> None:
    story = failing()
    (notice,) = (each for each in story.told if isinstance(each, n.Deciding))
    asking = render(notice, story.release)
    lines = pressed(asking)
    assert asking.live
    assert list(lines) == ["30 min more", "1 h more", "Roll back…"]
    more = pressing(story, lines["1 h more"])
    assert more.release.problems[LIVE].until == notice.until + HOUR
    assert not render(notice, more.release).live
    assert isinstance(pressing(story, lines["Roll back…"]).decision, r.Confirm)


def a_length_of_time_is_counted_from_the_end_there_is_and_from_now_when_that_is_over() -> None:
    story = failing()
    end = story.release.problems[LIVE].until
    assert typed("goon until +10m", story, "lena") == c.GoOn(end + timedelta(minutes=10))
    more = story.when(c.GoOn(end + timedelta(minutes=10)), by="lena")
    assert "10 min after the end it had" in answer(EN, Done(story.release, more.events, more.release), "lena")
    over = replace(story, now=end + HOUR)
    assert typed("goon for 10m", over, "lena") == c.GoOn(over.now + timedelta(minutes=10))
    late = over.when(c.GoOn(over.now + timedelta(minutes=10)), by="lena")
    assert "10 min from now" in answer(EN, Done(over.release, late.events, late.release), "lena")


def nobody_deciding_is_told_to_the_channel_with_the_leads_mentioned_until_somebody_does() -> None:
    story = failing()
    notice = n.Undecided(environment=LIVE, until=story.release.problems[LIVE].until)
    assert "<@U-lena>: go on, or roll back?" in render(notice, story.release).text
    decided = story.confirms(c.RollBack("orders are lost"), by="lena")
    assert not render(notice, decided.release).live
    assert "<@U-lena>" not in render(notice, decided.release).text


def a_rollback_is_shown_with_what_it_takes_back_and_one_more_click() -> None:
    story = failing().when(c.RollBack("orders are lost"), by="lena")
    assert isinstance(story.decision, r.Confirm)
    shown = answers.no(EN, story.release, story.decision, harbour())
    assert "gate (back to old@aa11bb2) → db (back to aa11bb2)" in shown.text
    assert typed(pressed(shown)["Roll back"], story, "lena") == c.RollBack(
        "orders are lost", confirmed=story.decision.code
    )


def a_rollback_is_followed_in_the_channel_until_it_is_through() -> None:
    story = while_a_rollback_is_under_way()
    notice = n.RollbackPost(rollback="RB1")
    assert "0/4" in render(notice, story.release).text
    assert render(notice, story.release).live
    for key in ("desk", "gate", "crane", "db"):
        story = story.and_given(asked(c.Sign(f"RB1-{key}", "old"), by="dora" if key == "db" else "olaf"))
    assert "4/4" in render(notice, story.release).text
    assert not render(notice, story.release).live


def a_run_is_followed_in_the_thread_with_its_own_page() -> None:
    story = shipped("db").and_given(asked(c.OrderDeployment("ship/gate", "robot", "", COMMIT), by="olaf"))
    story = story.and_given(asked(c.StartRun("D1", "77", "https://ci.example/77|x"), by=""))
    told = str(render(n.RunPost(run="D1"), story.release).blocks)
    assert "🚀 running D1" in told
    assert "<https://ci.example/77%7Cx|Watch it there>" in told


def what_a_platform_deploys_can_be_ordered_by_button_until_it_does() -> None:
    story = shipped("db")
    own = listed(EN, story.release, ["ship/gate"], "olaf", story.now)
    lines = pressed(Picture("", own.blocks))
    order = typed(lines["Deploy through robot"], story)
    assert order == c.OrderDeployment("ship/gate", "robot")
    assert isinstance(order, c.OrderDeployment)
    later = story.and_given(asked(order, by="olaf"))
    again = listed(EN, later.release, ["ship/gate"], "olaf", later.now)
    assert "Deploy through robot" not in pressed(Picture("", again.blocks))


def the_card_shows_the_clock_the_run_and_the_override() -> None:
    story = failing().and_given(
        asked(c.Override("ship/desk", "the board agreed"), by="lena"),
        asked(c.OrderDeployment("ship/crane", "robot"), by="olaf"),
    )
    told = str(phase_card.card(EN, story.release, 1, story.now, {}).blocks)
    for words in ("⏱️ Problem in production", "the board agreed", "⏳ ordered D1"):
        assert words in told


def the_json_of_a_release_tells_runs_problems_rollbacks_and_what_ran_before() -> None:
    story = failing().and_given(
        asked(c.OrderDeployment("ship/crane", "robot"), by="olaf"), asked(c.EndRun("D1", "no"), by="")
    )
    story = story.and_given(asked(c.RollBack("orders are lost"), by="lena"))
    told = going_live.as_json(story.release)
    assert [(run["id"], run["system"], run["state"]) for run in told["runs"]] == [("D1", "crane", "failed")]
    assert [step["item"] for step in told["rollbacks"][0]["steps"]] == ["RB1-gate", "RB1-crane", "RB1-db"]
    assert {"system": "gate", "environment": LIVE, "branch": "old", "commit": OLD, "nothing": False} in told["previous"]
    assert json.loads(json.dumps(told)) == told
    (problem,) = going_live.as_json(failing().release)["problems"]
    assert problem["asked"]


def what_would_go_live_by_an_emoji_is_shown_with_a_button_that_is_taken_back_with_the_emoji() -> None:
    story = shipped("db", "crane", "gate")
    shown = story.when(c.Sign("ship/desk", message="C1:2.5"), by="olaf", via="reaction").decision
    assert isinstance(shown, r.Confirm)
    picture = answers.no(EN, story.release, shown, story.release.plan, "C1:2.5")
    assert "People use production. There, desk would be" in picture.text
    (yes,) = [element for block in picture.blocks for element in block.get("elements", ()) if "value" in element]
    assert (seen_by(yes["action_id"]), asked_by(yes["action_id"])) == (seen(story.release, "ship/desk"), "C1:2.5")
    line = replace(line_of(yes["value"]), seen=seen_by(yes["action_id"]), message=asked_by(yes["action_id"]))
    meant = bound(line, story, "olaf")
    assert meant == c.Sign("ship/desk", "", "", "C1:2.5", seen(story.release, "ship/desk"), confirmed=shown.code)
    assert isinstance(meant, c.Sign)
    story = story.when(meant, by="olaf", via="button").then_state("ship/desk", "done")
    story = story.later(HOUR).when(c.TakeBackReaction("C1:2.5", "sign"), by="olaf", via="reaction")
    story.then_state("ship/desk", "open")
    assert "runs ship desk no" in answer(EN, Done(story.before, story.events, story.release), "olaf")


def an_order_of_one_click_is_shown_first_and_ordered_by_the_second() -> None:
    story = shipped("db", plan=harbour())
    order = typed("deploy gate production by robot", story)
    assert isinstance(order, c.OrderDeployment)
    shown = story.when(order, by="olaf", via="button").decision
    assert isinstance(shown, r.Confirm)
    yes = pressed(answers.no(EN, story.release, shown, story.release.plan))["Yes, deploy it"]
    assert typed(yes, story) == replace(order, confirmed=shown.code)
    assert typed("done ship gate confirm that all is well", story) == c.Sign("ship/gate", "confirm that all is well")


def what_was_taken_back_is_asked_for_until_it_is_known() -> None:
    story = shipped("db").later(HOUR).confirms(c.Withdraw("ship/db", "wrong button"), by="dora")
    (notice,) = [each for each in story.told if isinstance(each, n.DeploymentInDoubt)]
    asking = render(notice, story.release)
    assert asking.live
    assert "not known what runs there" in asking.text
    assert typed(pressed(asking)["It was done"], story, "dora") == c.TellDeployment("ship/db", there=True)
    told = typed(pressed(asking)["Nothing was done"], story, "dora")
    assert told == typed("部署核实 ship db 否", story, "dora") == c.TellDeployment("ship/db", there=False)
    assert typed("runs ship db perhaps", story) == r.Lacks("answer", "runs ship/db yes")
    assert isinstance(told, c.TellDeployment)
    places = deployments_words.places(EN, story.release, "db")
    assert "❓ production: " in next(places)
    known = story.when(told, by="dora")
    settled = render(notice, known.release)
    assert (settled.live, settled.text) == (False, "This release has not deployed db to production.")
    assert not list(deployments_words.places(EN, known.release, "db"))


def a_script_is_read_as_its_button_showed_it_and_what_has_changed_is_shown() -> None:
    story = at_go_live().and_given(asked(c.AttachScript("db", "two.sql", SCRIPT), by="dora"))
    (lack,) = [
        each
        for each in wanted(story.release)["lena"]
        if isinstance(each, r.PacketIncomplete) and each.lacking == (("two.sql", "second pair of eyes"),)
    ]
    (button,) = going_live_pictures.remedies(EN, story.release, lack, 0)
    shown = seen_by(button["action_id"])
    line = replace(line_of(button["value"]), seen=shown)
    assert bound(line, story, "lena") == c.ReviewScript("db", "two.sql", shown)
    another = (c.RemoveScript("db", "two.sql", "wrong"), c.AttachScript("db", "two.sql", BACK))
    before, story = story.release, story.and_given(*(asked(each, by="dora") for each in another))
    refused = story.when(c.ReviewScript("db", "two.sql", shown), by="lena", via="button").decision
    assert isinstance(refused, r.ScriptShownAnew)
    anew = going_live_pictures.script_anew(EN, story.release, refused, before)
    assert f"- two.sql {SCRIPT}\n+ two.sql {BACK}" in str(anew.blocks).replace("\\n", "\n")
    assert "I have read two.sql" in pressed(anew)
