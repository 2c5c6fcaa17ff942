"""A workflow waits for items, and is told once: that they are settled, or never will be."""

from dataclasses import replace

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.rules.workflows import MOST
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk.workflows import awaited
from tests.domain.depot import depot
from tests.domain.story import Story, given, settled, up_to

ITEM = "stage/api"
EN, ZH = Voice("en", "plain"), Voice("zh-CN", "plain")


def _open() -> Story:
    return given(depot(), settled("submit"), up_to(ITEM))


def _waiting(*items: str, person: str = "") -> Story:
    return _open().when(c.WaitFor(items or (ITEM,), "Fx1", person, "14 rows"), by="").then_events(e.WorkflowWaits)


def a_workflow_is_told_when_all_that_it_waits_for_is_settled() -> None:
    story = _waiting(ITEM, "submit/api")
    assert n.WaitEnded(execution="Fx1") not in story.told
    story = story.confirms(c.Waive(ITEM, "ran by hand"), by="lena")
    assert n.WaitEnded(execution="Fx1") in story.told
    again = story.confirms(c.Withdraw(ITEM, "after all"), by="lena")
    assert not [each for each in again.told if isinstance(each, n.WaitEnded)]


def what_is_settled_already_is_not_waited_for() -> None:
    story = _open().when(c.WaitFor(("submit/api",), "Fx1", "tom"), by="")
    story.then_events().then_told()


def a_workflow_waits_no_longer_for_a_release_that_is_aborted() -> None:
    story = _waiting().confirms(c.Abort("it burns"), by="lena")
    assert n.WaitEnded(execution="Fx1", aborted=True) in story.told
    story.when(c.WaitFor((ITEM,), "Fx2"), by="").then(r.NotRunning("aborted"))


def a_workflow_that_asks_somebody_to_sign_signs_nothing() -> None:
    story = _waiting(person="tom")
    assert n.SignatureAsked(person="tom", items=(ITEM,), note="14 rows") in story.told
    assert story.release.records[ITEM].signatures == ()
    story.when(c.WaitFor((ITEM,), "Fx1"), by="tom").then_events(e.WorkflowWaits)


def a_workflow_that_starts_over_and_over_is_asked_for_and_written_down_so_often_alone() -> None:
    story = _open()
    for count in range(MOST):
        story = story.when(c.WaitFor((ITEM,), f"Fx{count}", "tom"), by="").then_events(e.WorkflowWaits)
    refused = story.when(c.WaitFor((ITEM,), "Fx", "tom"), by="").then(r.TooManyWait((ITEM,), MOST))
    for voice, told in ((EN, "20 runs of workflows wait for"), (ZH, "已有 20 次工作流运行在等待")):
        assert told in refusal(voice, refused.release, r.TooManyWait((ITEM,), MOST))
    story.when(c.WaitFor((ITEM, "stage/web"), "Fx", "tom"), by="").then_events(e.WorkflowWaits)
    assert len([each for each in story.signs(ITEM, by="tom").told if isinstance(each, n.WaitEnded)]) == MOST


def a_step_stands_for_its_items_and_a_gate_for_those_it_guards() -> None:
    release = _open().release
    assert awaited(release, "stage") == tuple(release.layout.of_step["stage"])
    assert awaited(release, "stage api") == (ITEM,)
    assert awaited(release, "stage api and more") == awaited(release, "nothing") == ()
    guarded = replace(release.item(ITEM), step=release.item(ITEM).step.model_copy(update={"gate": "no-blockers"}))
    items = {**release.layout.items, ITEM: guarded}
    gated = replace(release, layout=replace(release.layout, items=items, gated=(ITEM,)))
    assert awaited(gated, "No-Blockers") == (ITEM,)
