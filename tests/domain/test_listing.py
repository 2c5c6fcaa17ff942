"""One item for each thing that a document names, made when its phase is reached, and kept in step with it (4a)."""

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.state.documents import Draft
from tests.domain.launch import launch
from tests.domain.story import Story, asked, given, settled, up_to
from tests.domain.test_watching import PAST

HOSTS = "- cache-01 (10.0.0.7)\n2. kiosk-search\n\n* cache-01 (10.0.0.7)"


def planned(
    installs: str,
    link: str = "",
    held: tuple[str, ...] = (),
    plan: Plan | None = None,
    through: tuple[str, ...] = ("3a", "3b"),
) -> Story:
    """Everything up to the phase in which monitoring is added, with these new hosts in the plan."""
    sections = {"order": "api, then web", **({"installs": installs} if installs else {})}
    written = asked(c.Write("1a", Draft(sections, link, held)), by="lena")
    return given(plan or launch(), written, up_to("3a/api"), *PAST, settled(*through))


def rewritten(story: Story, installs: str) -> Story:
    return story.when(c.Write("1a", Draft({"order": "api, then web", "installs": installs})), by="lena")


def each_line_becomes_an_item_when_its_phase_is_reached() -> None:
    story = planned(HOSTS)
    made = [event for event in story.history if isinstance(event, e.ItemsListed)]
    assert [dict(event.added) for event in made] == [{"4a-1": "cache-01 (10.0.0.7)", "4a-2": "kiosk-search"}]
    assert story.release.item("4a-1").step.title.en == "Monitor: cache-01 (10.0.0.7)"
    story.then_state("4a-1", "open").then_state("4a-2", "open").then_state("4a", "waiting")


def the_step_waits_for_every_one_of_its_items_and_each_brings_its_own_evidence() -> None:
    story = planned(HOSTS)
    story.when(c.Sign("4a-1", "done"), by="olaf").then(r.MissingEvidence)
    story = story.when(c.Sign("4a-2", "https://grafana.example/d/2"), by="olaf").then_state("4a", "waiting")
    story.when(c.Sign("4a-1", "https://grafana.example/d/1"), by="olaf").then_state("4a", "open")


def nothing_is_made_before_the_phase_nor_of_words_for_nothing() -> None:
    written = asked(c.Write("1a", Draft({"order": "api", "installs": HOSTS})), by="lena")
    assert given(launch(), written, up_to("3a/api")).release.listed == {}
    for words in ("无", "none.", "- N/A", "不涉及。"):
        assert planned(words).release.listed == {}


def a_step_that_opens_ahead_of_its_phase_has_its_items_then_and_keeps_them_in_step() -> None:
    data = launch().model_dump(mode="json", exclude_defaults=True, by_alias=True)
    data["phases"][-1]["steps"][0] |= {"ahead": True, "needs": ["3a"]}
    story = planned(HOSTS, plan=Plan.model_validate(data), through=("3a",))
    story.then_state("3b", "open").then_state("4a-1", "open").then_state("4a", "waiting")
    more = rewritten(story, "cache-01 (10.0.0.7)\nkiosk-search\nhost-9").then_state("4a-3", "open")
    assert more.release.listed["4a"]["host-9"] == "4a-3"


def a_section_behind_a_link_becomes_one_item_with_the_link() -> None:
    story = planned("", link="https://wiki.example/plan", held=("installs",))
    assert story.release.listed == {"4a": {"https://wiki.example/plan": "4a-1"}}


def a_line_that_is_added_later_is_asked_for_and_one_that_is_gone_is_waived_for_all_to_see() -> None:
    story = rewritten(planned(HOSTS), "kiosk-search\nmail-02")
    changed = next(event for event in story.events if isinstance(event, e.ItemsListed))
    assert (dict(changed.added), changed.dropped) == ({"4a-3": "mail-02"}, ("4a-1",))
    waiver = story.release.records["4a-1"].waiver
    assert waiver
    assert waiver.reason == "no longer in the document"
    assert story.release.listed["4a"] == {"kiosk-search": "4a-2", "mail-02": "4a-3"}


def what_was_monitored_already_stays_signed_though_it_is_gone_from_the_document() -> None:
    story = planned(HOSTS).when(c.Sign("4a-1", "https://grafana.example/d/1"), by="olaf")
    rewritten(story, "kiosk-search").then_state("4a-1", "done")
