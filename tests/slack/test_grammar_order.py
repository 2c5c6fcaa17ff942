"""Names that are known, in whatever order they are typed: the line is understood, or offered in the right one."""

from collections.abc import Iterator
from itertools import combinations, permutations

import pytest

from bot.domain import refusals as r
from bot.talk.grammar.order import KINDS, places_of
from bot.talk.grammar.registry import VERBS
from bot.talk.grammar.verbs import Verb
from tests.slack.lines import typed
from tests.slack.test_grammar_deployments import tested

LEAD = "shijiasheng"
SAID = {
    "ITEM": "1d boying-user",
    "SYSTEM": "boying-user",
    "ENVIRONMENT": "production",
    "ROLE": "tester",
    "SEVERITY": "A",
    "@user": "<@U5>",
    "WHEN": "2021-06-10 14:00",
    "COMMIT": "3f2a91c",
    "BRANCH": "fix/login",
    "NAME": "rds-42",
    "SHA256": "ab" * 32,
    "LINK": "https://example.org/1.sql",
    "yes": "yes",
}
WORDS = "the page stays blank"
ORDERED = [verb for verb in VERBS if sum(place.name in KINDS for place in places_of(verb)) and len(places_of(verb)) > 1]


def orders(verb: Verb) -> Iterator[list[str]]:
    """Its places, filled, in every order but of those of one kind among themselves: only what leads to them differs."""
    named = places_of(verb)
    parts = [f"{place.joint} {SAID.get(place.name, WORDS)}".strip() for place in named]
    for numbers in permutations(range(len(named))):
        if all(first < second for first, second in combinations(numbers, 2) if named[first].name == named[second].name):
            yield [parts[number] for number in numbers]


@pytest.mark.parametrize("verb", ORDERED, ids=lambda verb: verb.name)
def the_places_of_a_verb_are_understood_in_whatever_order(verb: Verb) -> None:
    release = tested()
    for parts in orders(verb):
        text = f"{verb.name} {' '.join(parts)}"
        came = typed(text, by=LEAD, release=release)
        if isinstance(came, r.Misordered):
            right = came.usage.replace("@user", SAID["@user"])
            assert sorted(right.replace("1d/boying-user", SAID["ITEM"]).split()) == sorted(text.split())
            assert not isinstance(typed(right, by=LEAD, release=release), r.NamingRefusal), (text, right)
        else:
            assert not isinstance(came, r.NoSuchItem | r.NoSuchName | r.Lacks), (text, came)


OFFERED = {
    "branch boying-user 3f2a91c feature/x": "branch boying-user feature/x 3f2a91c",
    "previous 3f2a91c production boying-user master": "previous boying-user production master 3f2a91c",
    "阻塞 在测试环境挂了 1b boying-user": "block 1b/boying-user 在测试环境挂了",
    "bug 登录失败 A boying-user": "bug A boying-user 登录失败",
    "standin until tomorrow 18:00 <@U7> for <@U5>": "standin @user for @user until tomorrow 18:00",
    "action check the logs <@U5>": "action @user check the logs",
}


@pytest.mark.parametrize("text", OFFERED)
def a_line_in_another_order_is_offered_whole_in_the_right_one(text: str) -> None:
    assert typed(text, by=LEAD, release=tested()) == r.Misordered(OFFERED[text])


@pytest.mark.parametrize("text", ["assign tester foo <@U7>", "block because of that", "deploy boying-user tset"])
def a_name_that_means_nothing_in_any_order_is_told_as_that(text: str) -> None:
    assert isinstance(typed(text, by=LEAD, release=tested()), r.NoSuchItem | r.NoSuchName)
