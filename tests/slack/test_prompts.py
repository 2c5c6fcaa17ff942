"""Prompts: what a person may press, what it would bring about, and what is left when the matter is settled."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.plan import Language
from bot.domain.plan.moments import Calendar
from bot.domain.reading.content import UNSEEN, seen
from bot.domain.reading.standing import may_sign
from bot.domain.state.release import Release
from bot.rehearse.evidence import evidence
from bot.slack.pictures import notices, status
from bot.slack.pictures.buttons import pressable, seen_by
from bot.slack.pictures.picture import Block, Picture
from bot.speech.outlook import effect
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.grammar.bind import bind
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line, WorkspaceMember
from tests.slack.boying import EVIDENCE, LINKS, STARTED, after, in_the_middle, settled, signed, started
from tests.slack.large import large

UNDO = r.Undoes(c.Withdraw("1a-4", "wrong file in chrome"), ("1a-5",))
ABORT = r.EndsRelease(c.Abort("no need"), ())

EN = Voice("en")


def _prompt(release: Release, person: str, *items: str, now: datetime = STARTED) -> Picture:
    return notices.render(n.Prompt(person=person, items=items), release, EN, now, {})


def _buttons(picture: Picture) -> list[Block]:
    return [element for block in picture.blocks if block["type"] == "actions" for element in block["elements"]]


def _texts(picture: Picture) -> list[str]:
    return [element["text"]["text"] for element in _buttons(picture)]


def _all_but(release: Release, phase: int, last: str) -> Release:
    """The phase worked off, except for one item."""
    while release.unsettled[phase] > 1 or release.standing(last) != "open":
        keys = [k for k in release.layout.phases[phase] if k != last]
        if any(release.standing(k) == "blocked" for k in release.layout.phases[phase]):
            release = after(release, "shijiasheng", c.Assign("business", ("licuiqi",)))
        release = signed(release, *(k for k in keys if release.standing(k) == "open"))
    return release


def an_open_item_offers_to_sign_to_block_and_to_say_that_one_is_on_it() -> None:
    picture = _prompt(started(), "fucheng", "1b/boying-user")
    assert _texts(picture) == ["Write…", "Block…", "I'm on it"]
    assert [button["value"] for button in _buttons(picture)] == [
        "done 1b/boying-user in boying-1.0.0",
        "block 1b/boying-user in boying-1.0.0",
        "watch 1b/boying-user in boying-1.0.0",
    ]


def a_signature_that_opens_another_item_says_so_before_it_is_given() -> None:
    offered = _texts(_prompt(started(), "fanghao", "1a-1/boying-database"))
    assert offered[0] == "Deployed — opens 1a-1 boying-user and 2 more"


def the_last_signature_of_a_phase_says_which_phase_it_opens() -> None:
    release = _all_but(started(), 0, "1e")
    release = after(release, "licuiqi", c.Sign("1e", evidence(release, "1e", EVIDENCE)))
    assert _texts(_prompt(release, "fucheng", "1e"))[0] == "Sign — last one, opens Preheat"


def the_first_of_two_signatures_promises_nothing() -> None:
    release = _all_but(started(), 0, "1e")
    assert _texts(_prompt(release, "fucheng", "1e"))[0] == "Write…"


def the_very_last_signature_says_that_it_finishes_the_release() -> None:
    release = started()
    for phase in range(4):
        release = settled(release, phase)
    release = _all_but(release, 4, "5a/boying-user")
    assert _texts(_prompt(release, "chenxiaowen", "5a/boying-user"))[0] == "Write… — last one"
    live = effect(EN, release, "5a/boying-user", "chenxiaowen", release.go_live)
    assert live == "last one, finishes the release"


def a_settled_item_has_no_buttons_and_tells_who_settled_it_and_when() -> None:
    release = signed(started(), "1b/boying-user")
    picture = _prompt(release, "fucheng", "1b/boying-user")
    assert not picture.live
    assert _buttons(picture) == []
    assert f"✅ signed by 付诚 (tester) · <!date^{int(STARTED.timestamp())}^" in picture.text


def a_prompt_is_live_while_one_of_its_items_can_be_signed() -> None:
    release = signed(started(), "1b/boying-user")
    picture = _prompt(release, "fucheng", "1b/boying-user", "1b/boying-admin")
    assert picture.live
    assert picture.text.startswith("*Your turn: 1 item*")
    assert picture.text.index("boying-admin") < picture.text.index("boying-user")


def one_who_is_on_it_is_not_asked_to_say_so_again() -> None:
    release = after(started(), "fucheng", c.Watch("1b/boying-user"))
    assert _texts(_prompt(release, "fucheng", "1b/boying-user")) == ["Write…", "Block…"]


def one_who_has_signed_reads_who_is_still_missing() -> None:
    release = _all_but(started(), 0, "1e")
    release = after(release, "fucheng", c.Sign("1e", evidence(release, "1e", EVIDENCE)))
    picture = _prompt(release, "fucheng", "1e")
    assert "✅ you have signed; still missing: 李翠琪 (business and requirements)" in picture.text
    assert not picture.live


def one_who_blocked_an_item_may_unblock_it_and_another_may_not() -> None:
    release = after(started(), "fucheng", c.Block("1b/boying-web", "no cases"))
    assert _texts(_prompt(release, "fucheng", "1b/boying-web")) == ["Unblock"]
    assert _texts(_prompt(release, "chenxiaowen", "1b/boying-web")) == []


def a_prompt_of_many_items_shows_eight_and_counts_the_rest() -> None:
    release = started(large(30, 1))
    picture = _prompt(release, "p1", *release.layout.phases[0])
    assert len(_buttons(picture)) == 8 * 3
    assert "… and 22 more items: `/release mine`" in picture.text


def a_paused_release_takes_the_buttons_away() -> None:
    release = after(started(), "shijiasheng", c.Pause("waiting"))
    picture = _prompt(release, "fucheng", "1b/boying-user")
    assert _buttons(picture) == []
    assert "Paused: waiting" in picture.text


def a_duty_to_mail_is_told_with_its_receivers() -> None:
    release = started()
    while release.standing("1a-6") != "open":
        release = signed(release, *(k for k in release.layout.items if release.standing(k) == "open"))
    told = "✉️ When it is signed, a mail goes to tester (石稼晟, 付诚, 陈晓雯): “The go-live plan, reviewed”"
    assert told in _prompt(release, "chenxiaowen", "1a-6").text


class NoDirectory:
    def member(self, user: str) -> WorkspaceMember | None:
        del user
        return None


def _calendar(at: datetime) -> Calendar:
    del at
    return Calendar()


def _pressed(voice: Voice, release: Release, now: datetime) -> dict[str, Picture]:
    which = r.WhichItem("block", ("1b/boying-user", "1b/boying-admin"), "not in the docs")
    told: dict[str, n.Notice] = {
        "card": n.Card(phase=0),
        "prompt": n.Prompt(person="fucheng", items=release.layout.phases[0]),
        "obstacle": n.Obstacle(person="shijiasheng", item="1b/boying-admin"),
    }
    return {
        **{name: notices.render(notice, release, voice, now, {}) for name, notice in told.items()},
        "status": status.status(voice, release, "fucheng", now),
        "choose": status.choose(voice, release, which),
        "undo": status.confirm(voice, release, UNDO),
        "abort": status.confirm(voice, release, ABORT),
    }


ASKS = {
    "mine": q.Mine(),
    "why": q.Why(""),
    "status": q.Status(),
    "undo": c.Withdraw("1a-4", "wrong file in chrome", confirmed=UNDO.code),
    "abort": c.Abort("no need", confirmed=ABORT.code),
}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("painted", ["card", "prompt", "obstacle", "status", "choose", "undo", "abort"])
def every_button_carries_a_line_that_is_understood_as_meant(painted: str, language: Language) -> None:
    release, now = in_the_middle()
    buttons = _buttons(_pressed(Voice(language), release, now)[painted])
    assert buttons
    for button in buttons:
        line = parse(button["value"])
        assert isinstance(line, Line)
        actor = c.Actor("shijiasheng", LINKS["shijiasheng"], "button")
        explained = line.verb.name in ("done", "fail", "block", "unblock")
        formed = replace(line, note="words of the form") if explained else line
        asked = bind(formed, release, actor, NoDirectory(), now, _calendar)
        verb, *words = button["value"].split()
        expected = ASKS.get(verb)
        if expected is not None:
            assert asked == expected
        else:
            assert isinstance(asked, c.Sign | c.Fail | c.Block | c.Unblock | c.Watch | c.Write | c.Deploy | q.Document)
            assert asked.item in words


def only_those_who_may_sign_find_a_sign_button_on_the_answer_to_why() -> None:
    release, now = in_the_middle()
    key = "1a-2/boying-web"
    for person in release.people:
        offered = any(text.startswith("Sign") for text in _texts(status.why(EN, release, key, person, now)))
        assert offered is (person in may_sign(release, key, now))


@pytest.mark.parametrize("release", [None, "boying-1.0.0"])
@pytest.mark.parametrize("asked", [UNDO, ABORT])
def a_confirmation_in_a_thread_shows_its_yes_once(asked: r.Confirmation, release: str | None) -> None:
    (known, _) = in_the_middle()
    values = [each["value"] for each in _buttons(pressable(status.confirm(EN, known, asked), EN, release))]
    assert [value for value in values if asked.code in value] == [values[0]]


def a_confirmation_too_long_for_a_button_is_left_to_be_typed() -> None:
    release, _ = in_the_middle()
    picture = status.confirm(EN, release, r.EndsRelease(c.Abort("reason " * 400), ()))
    assert _buttons(picture) == []
    assert "/release abort" in picture.text


def a_button_carries_the_fingerprint_of_what_it_is_shown_with() -> None:
    release, now = in_the_middle()
    item = next(key for key in release.layout.items if may_sign(release, key, now) and release.layout.code[key])
    person = may_sign(release, item, now)[0]
    (pressed,) = (b for b in _buttons(_prompt(release, person, item, now=now)) if b["value"].startswith("done "))
    assert seen_by(pressed["action_id"]) == seen(release, item)
    assert seen_by("release.done.0") == UNSEEN, "of an earlier version"
    assert seen_by("release.execution.Fx1") == "", "of a line that was given elsewhere"
