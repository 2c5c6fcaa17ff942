"""What people read and press where something failed, and where their words sound like it."""

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.record.outcome import Done
from bot.slack.pictures.item_list import listed
from bot.slack.pictures.status import confirm
from bot.speech.answers import answer
from bot.speech.refusals import refusal
from bot.speech.signing import failed_news, voided
from bot.speech.voice import Voice
from tests.domain.plans import boying
from tests.domain.story import Story, given, ready_for
from tests.domain.test_failing import LEAD, ONLINE, TESTED, TESTER, ending, on_preheat, online, turned

EN, SLACK = Voice("en", "plain"), Voice("en")


def pressed(story: Story, item: str, person: str) -> dict[str, str]:
    """By its label without what it would open, the line of each button."""
    blocks = listed(SLACK, story.release, [item], person, story.now).blocks
    return {
        element["text"]["text"].partition(" — ")[0]: element["value"]
        for block in blocks
        for element in block.get("elements", ())
        if "value" in element
    }


def what_failed_is_pressed_beside_what_signs_it() -> None:
    for story, item, person in (
        (on_preheat(), TESTED, TESTER),
        (given(boying(), ready_for("3b-2/boying-database")), "3b-2/boying-database", "fanghao"),
    ):
        buttons = pressed(story, item, person)
        assert list(buttons)[1] == "Failed…"
        assert buttons["Failed…"] == f"fail {item} in boying-1.0.0"
    assert "Failed…" not in pressed(given(boying()), "1a-4", "licuiqi")


def what_stands_on_a_failed_test_is_named_with_its_clock() -> None:
    story = online().when(c.Fail(ONLINE, "login 500"), by=TESTER)
    told = failed_news(EN, story.release, ONLINE)
    assert "❌ failed: “login 500” — 付诚" in told
    assert "These run there and stand on it: boying-web." in told
    assert "⏱️ Problem in production" in told
    early = on_preheat().when(c.Fail(TESTED, "login 500"), by=TESTER)
    assert "branch boying-user BRANCH COMMIT" in failed_news(EN, early.release, TESTED)
    assert "taken back" in failed_news(EN, early.when(c.Withdraw(TESTED), by=TESTER).release, TESTED)


def what_sounds_like_a_failure_is_asked_about_with_both_answers() -> None:
    story = online().when(c.Sign(ONLINE, "login FAILED"), by=TESTER)
    assert isinstance(story.decision, r.Confirm)
    asked = confirm(SLACK, story.release, story.decision)
    lines = [element["value"] for element in asked.blocks[-1]["elements"]]
    assert lines == [
        f"fail {ONLINE} login FAILED in boying-1.0.0",
        f"done {ONLINE} confirm {story.decision.code} login FAILED in boying-1.0.0",
    ]


def a_doubted_signature_keeps_the_role_it_is_given_in() -> None:
    story = online().when(c.Sign(ONLINE, "login FAILED", role="tester"), by=TESTER)
    assert isinstance(story.decision, r.Confirm)
    code = story.decision.code
    (*_, yes) = confirm(SLACK, story.release, story.decision).blocks[-1]["elements"]
    assert yes["value"] == f"done {ONLINE} confirm {code} as tester login FAILED in boying-1.0.0"
    assert f"done 3d-2 boying-user confirm {code} as tester login FAILED" in refusal(EN, story.release, story.decision)
    assert "“login FAILED” sounds like a failure" in refusal(EN, story.release, story.decision)


def what_is_down_is_named_to_whoever_would_end_the_release_and_who_may_let_it_go() -> None:
    story = turned(ending(), "down").signs("3e", by=TESTER)
    assert isinstance(story.decision, r.GateShut)
    told = refusal(EN, story.release, story.decision, boying())
    assert "site is down since" in told
    assert "has until" in told
    assert "The lead lets it go with `/release waive 3e REASON`" in told
    assert LEAD in story.release.leads


def a_signature_that_somebody_else_took_back_is_not_told_as_a_failure() -> None:
    story = online().when(c.Sign(ONLINE, "all passed"), by=TESTER).confirms(c.Withdraw(ONLINE, "wrong data"), by=LEAD)
    (told,) = (notice for notice in story.told if isinstance(notice, n.Voided) and notice.person == TESTER)
    words = voided(EN, story.release, told)
    assert "because it was taken back" in words
    assert "/release log 3d-2" in words


def what_failed_is_answered_with_who_is_told_and_how_it_goes_on() -> None:
    story = online().when(c.Fail(ONLINE, "login 500"), by=TESTER)
    done = Done(story.before, story.events, story.release)
    assert answer(EN, done, TESTER) == (
        "Noted: 3d-2 boying-user (Test online, problems to the developers) failed, “login 500”. It stays open. "
        "Told: 陈晓雯, 石稼晟. These run there and stand on it: boying-web. "
        "It is a problem in production: until 2021-06-14 02:30 UTC it is mended and verified, or the lead decides. "
        "When it has passed: `/release done 3d-2 boying-user NOTE`"
    )
    back = story.when(c.Withdraw(ONLINE), by=TESTER)
    assert "taken back that 3d-2 boying-user" in answer(EN, Done(back.before, back.events, back.release), TESTER)


def what_asks_for_no_result_is_blocked_instead() -> None:
    story = given(boying()).when(c.Fail("1a-4", "no time"), by="licuiqi")
    assert isinstance(story.decision, r.NothingTried)
    assert "`/release block 1a-4 REASON`" in refusal(EN, story.release, story.decision, boying())
