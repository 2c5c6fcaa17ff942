from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.calling import Down
from bot.platforms.deployments.run import DOUBT, FINISHED, Progress, Rejected, contradicts, held, unstarted
from bot.platforms.deployments.told import STATES, told
from tests.platforms.tracked import NOW, Hand

TIDINGS = st.lists(st.builds(Progress, st.sampled_from(STATES), detail=st.sampled_from(("", "x"))), min_size=1)
COURSE = ("unknown", "queued", "running")


@given(TIDINGS)
def a_run_never_goes_back_and_its_first_result_stays(tidings: list[Progress]) -> None:
    states = [reduce(held, tidings[1 : end + 1], tidings[0]).state for end in range(len(tidings))]
    results = [each.state for each in tidings if each.state in FINISHED]
    if results:
        first = next(end for end, each in enumerate(tidings) if each.state in FINISHED)
        assert set(states[first:]) == {results[0]}
        states = states[:first]
    assert [COURSE.index(state) for state in states] == sorted(COURSE.index(state) for state in states)


@given(TIDINGS)
def the_same_tidings_again_change_nothing(tidings: list[Progress]) -> None:
    once = reduce(held, tidings[1:], tidings[0])
    assert held(once, tidings[-1]) in (once, tidings[-1])
    assert held(once, once) == once


def a_result_before_anything_is_known_of_the_run_holds() -> None:
    assert held(None, Progress("failed")) == Progress("failed")
    assert held(Progress("failed"), Progress("running")) == Progress("failed")


def two_results_that_differ_contradict_and_the_first_one_holds() -> None:
    failed, succeeded = Progress("failed"), Progress("succeeded")
    assert held(failed, succeeded) == failed
    assert contradicts(failed, succeeded)
    assert not contradicts(failed, Progress("failed", "told again"))
    assert not contradicts(Progress("running"), succeeded)


def the_newest_words_of_a_run_that_goes_on_are_kept() -> None:
    assert held(Progress("running", "3 of 9"), Progress("running", "4 of 9")).detail == "4 of 9"
    assert held(Progress("running", "3 of 9"), Progress("unknown")).detail == "3 of 9"


def only_a_no_that_leaves_no_doubt_may_be_ordered_again_at_once() -> None:
    clock = Hand()
    assert unstarted(Down("refused", "x"), clock) == Down("refused", "x")
    assert unstarted(Down("wrong-query", "x"), clock) == Rejected("refused", "x")
    assert unstarted(Down("timed-out", "x"), clock) == Down("timed-out", "x", NOW + DOUBT)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.dictionaries(
                st.sampled_from(("state", "detail", "url", "commit", "digest", "finished_at")),
                inner | st.sampled_from(STATES),
            )
            | st.lists(inner)
        ),
        max_leaves=12,
    )
)
def what_a_platform_sends_is_progress_or_what_is_wrong_with_it(data: object) -> None:
    heard = told(data)
    assert isinstance(heard, str) or heard.state in STATES
