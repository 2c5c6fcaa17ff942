from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands.tracker import TrackedBug
from bot.domain.plan import Tracker
from bot.domain.state.bugs import BugState
from bot.platforms.address import repository
from bot.platforms.bugs.address import jira_site
from bot.platforms.bugs.issue import Issue
from bot.platforms.bugs.reading import Gone, Report, UnsortedIssue, own_reading, reading_of, report
from bot.platforms.fields import plain
from tests.platforms.tracked import NOW, tracker, tracking

KNOWN = ("severity/A", "boying-user")
LABELS = ["severity/A", "SEVERITY/b", "Low", "p0", "boying-user", "component/user", "boying-web", "env/test",
          "env/preheat", "fixed", "wontfix-now", "resolved", "release", "good first issue", ""]  # fmt: skip
BASE = Issue("github", "boying/release", "#1", "title", "detail", KNOWN, ("open",), "open", "https://x/1", NOW)


def read(issue: Issue, **other: Any) -> Report:
    plan = tracking("github", "boying/release", **other)
    assert plan.bugs
    assert plan.bugs.tracker
    return reading_of(plan, plan.bugs.tracker).report(issue)


def labelled(*names: str, **other: Any) -> TrackedBug:
    found = read(replace(BASE, names=names, **other))
    assert isinstance(found, TrackedBug), found
    return found


def the_worse_of_two_severities_holds() -> None:
    assert labelled("Low", "severity/B", "boying-user").severity == "B"
    assert labelled("Low", "severity/B", "P0", "boying-user").severity == "A"


@pytest.mark.parametrize(
    ("labels", "environment"),
    [((), "test"), (("env/preheat",), "preheat"), (("env/preheat", "env/test"), "test"), (("env/moon",), "test")],
)
def the_environment_is_the_first_that_fits_or_the_first(labels: tuple[str, ...], environment: str) -> None:
    assert labelled(*KNOWN, *labels).environment == environment


def a_tracker_without_environments_means_the_plans_first() -> None:
    found = read(BASE, environments={})
    assert isinstance(found, TrackedBug)
    assert found.environment == next(iter(tracking("github", "a/b").environments))


@pytest.mark.parametrize(
    ("life", "standing", "labels", "state"),
    [
        ("open", ("open",), (), "open"),
        ("open", ("open",), ("Fixed",), "fixed"),
        ("open", ("open",), ("fixed", "wontfix-now"), "deferred"),
        ("verified", ("closed", "completed"), (), "verified"),
        ("verified", ("closed", "completed"), ("fixed",), "verified"),
        ("verified", ("closed", "completed"), ("wontfix-now",), "deferred"),
        ("deferred", ("closed", "not_planned"), (), "deferred"),
        ("verified", ("Resolved",), (), "fixed"),
        ("open", ("Deferred",), ("fixed",), "deferred"),
    ],
)
def the_state_there_says_more_than_a_label(life: str, standing: tuple[str, ...], labels: Any, state: str) -> None:
    assert labelled(*KNOWN, *labels, life=life, standing=standing).state == state


def a_team_whose_merges_close_issues_may_list_closed_as_fixed() -> None:
    found = read(replace(BASE, standing=("closed", "completed"), life="verified"), fixed=["closed"])
    assert isinstance(found, TrackedBug)
    assert found.state == "fixed"


def an_issue_that_lost_a_label_of_the_query_is_gone() -> None:
    assert read(BASE, query="release") == Gone("#1", NOW)
    assert isinstance(read(replace(BASE, names=(*KNOWN, "Release")), query="release"), TrackedBug)


@given(st.lists(st.sampled_from(LABELS)), st.sampled_from(["open", "verified", "deferred"]), st.randoms())
def every_issue_is_told_once_whatever_its_labels(labels: list[str], life: Any, chance: Any) -> None:
    issue = replace(BASE, names=tuple(labels), life=life)
    found = read(issue)
    assert isinstance(found, TrackedBug | UnsortedIssue)
    assert (found.ref, found.changed_at, found.title) == (issue.ref, issue.changed_at, issue.title)
    assert found.state in get_args(BugState)
    assert found.state != "verified" or life == "verified"
    if isinstance(found, UnsortedIssue):
        assert found.missing
    mixed = [label.swapcase() for label in labels]
    chance.shuffle(mixed)
    assert read(replace(issue, names=tuple(mixed))) == found


@given(st.lists(st.sampled_from(LABELS)), st.sampled_from(LABELS))
def no_label_more_makes_a_bug_milder(labels: list[str], more: str) -> None:
    before, after = (read(replace(BASE, names=tuple(names))) for names in (labels, [*labels, more]))
    if isinstance(before, TrackedBug):
        assert isinstance(after, TrackedBug)
        assert after.severity <= before.severity
    else:
        assert isinstance(before, UnsortedIssue)
        assert isinstance(after, TrackedBug) or set(after.missing) <= set(before.missing)  # type: ignore[union-attr]


def a_webhook_concerns_only_a_release_whose_tracker_is_there() -> None:
    plan = tracking("github", "https://github.com/Boying/Release")
    assert isinstance(report(BASE, plan, "boying-1"), TrackedBug)
    assert report(replace(BASE, place="boying/other"), plan, "boying-1") is None
    assert report(replace(BASE, kind="jira"), plan, "boying-1") is None
    assert report(BASE, plan.model_copy(update={"bugs": None}), "boying-1") is None


def a_pushed_issue_is_read_with_the_plans_own_keys_for_the_release_it_names() -> None:
    elsewhere = tracking("github", "boying/release")
    assert elsewhere.bugs
    plan = elsewhere.model_copy(update={"bugs": elsewhere.bugs.model_copy(update={"tracker": None})})
    pushed = replace(BASE, kind="pushed", place="boying-1", names=("b", "boying-web", "Preheat"), life="fixed")
    found = report(pushed, plan, "Boying-1")
    assert isinstance(found, TrackedBug)
    assert (found.severity, found.system, found.environment, found.state) == ("B", "boying-web", "preheat", "fixed")
    assert report(pushed, plan, "boying-2") is None
    assert report(pushed, elsewhere, "boying-1") is None, "what its tracker says is the whole truth"
    assert isinstance(own_reading(plan).report(replace(pushed, names=KNOWN)), UnsortedIssue)


@pytest.mark.parametrize(
    ("at", "name", "api"),
    [
        ("boying/release", "boying/release", "https://api.github.com/repos/boying/release"),
        ("https://github.com/boying/release.git", "boying/release", "https://api.github.com/repos/boying/release"),
        ("https://git.example:8443/a/b/", "a/b", "https://git.example:8443/api/v3/repos/a/b"),
    ],
)
def an_address_names_a_repository(at: str, name: str, api: str) -> None:
    found = repository(at)
    assert found
    assert (found.name, found.api) == (name, api)


@pytest.mark.parametrize(
    "at", ["boying", "a/b/c", "a b/c", "a/../b", "https://git.example/a", "https://[::1/a/b", "https://exa mple/a/b"]
)
def nothing_else_names_a_repository(at: str) -> None:
    assert repository(at) is None
    assert jira_site(at) in ("", "https://git.example")


def a_tracker_is_read_from_a_plan_as_people_write_it() -> None:
    data = {"kind": "jira", "at": "https://boying.atlassian.net/", "severities": {"A": "P0"}, "systems": {"x": ["y"]}}
    assert Tracker.model_validate(data).every == "5m"
    assert tracker("jira", "https://boying.atlassian.net/").fixed == ("fixed", "Resolved")


def what_no_database_takes_is_left_out() -> None:
    assert plain("a\x00b\ud800c\x1b[31m\n\t" + "x" * 99, 12) == "abc[31m\n\txxx"
    assert plain(None, 9) == ""
