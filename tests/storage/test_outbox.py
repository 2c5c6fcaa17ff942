"""The outbox: a message is owed until it shows what is wanted, and one claimant at a time carries it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from storage import delivery, outbox
from storage.engine import Database
from storage.outbox import NewMessage, Owed

SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=30)


class Clerk:
    """Speaks to the outbox in whole transactions, as the service and the deliverer do."""

    def __init__(self, database: Database, noon: datetime) -> None:
        self.database = database
        self.noon = noon

    def owe(self, key: str, *, at: datetime | None = None, **more: Any) -> None:
        told = {"release": "r", "kind": "card", "person": "", "target": {"channel": "#c"}, "spec": {"of": key}} | more
        new = NewMessage(key=key, not_before=at or self.noon, **told)
        self.database.write(lambda conn: outbox.owe(conn, [new]))

    def claim(self, now: datetime, owner: str = "a", limit: int = 10, skip: Sequence[str] = ()) -> list[str]:
        def work(conn: Connection) -> list[Owed]:
            return delivery.claim(conn, now, owner, lease=LEASE, limit=limit, skip_channels=skip)

        return [owed.key for owed in self.database.write(work)]

    def attempt(self, key: str, now: datetime, owner: str = "a") -> Owed | None:
        return self.database.write(lambda conn: delivery.attempt(conn, key, owner, now))

    def posted(self, key: str, wanted: int, now: datetime, owner: str = "a", ts: str = "1.000001") -> bool:
        return self.database.write(
            lambda conn: delivery.posted(conn, key, owner, channel="C1", ts=ts, wanted=wanted, shown_hash="h", now=now)
        )

    def updated(self, key: str, wanted: int, now: datetime, owner: str = "a") -> bool:
        return self.database.write(
            lambda conn: delivery.updated(conn, key, owner, wanted=wanted, shown_hash="h2", now=now)
        )

    def postpone(self, key: str, until: datetime, error: str | None, *, unknown: bool = False) -> bool:
        return self.database.write(
            lambda conn: delivery.postpone(conn, key, "a", until=until, error=error, unknown=unknown)
        )

    def bury(self, key: str) -> None:
        self.database.write(lambda conn: delivery.bury(conn, key, "a", "expired_url"))

    def touch(self, key: str, now: datetime) -> None:
        self.database.write(lambda conn: outbox.touch(conn, [key, key, "unknown"], now))

    def wake(self, now: datetime) -> datetime | None:
        with self.database.read() as conn:
            return delivery.next_wake(conn, now)

    def __getitem__(self, key: str) -> Owed:
        with self.database.read() as conn:
            found = outbox.find(conn, key)
        assert found is not None
        return found

    def posts(self, key: str, ts: str = "1.000001") -> None:
        """The usual way: claim, attempt, post."""
        assert key in self.claim(self.noon)
        fresh = self.attempt(key, self.noon)
        assert fresh is not None
        assert self.posted(key, fresh.wanted, self.noon, ts=ts)


@pytest.fixture(name="clerk")
def its_clerk(database: Database, noon: datetime) -> Clerk:
    return Clerk(database, noon)


def a_message_is_owed_claimed_attempted_posted_and_done(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    assert clerk.claim(noon) == ["card"]
    fresh = clerk.attempt("card", noon)
    assert fresh is not None
    assert (fresh.attempted_at, fresh.spec, fresh.wanted, fresh.ts) == (noon, {"of": "card"}, 1, None)
    assert clerk.posted("card", 1, noon)
    done = clerk["card"]
    assert (done.state, done.shown, done.channel, done.ts) == ("done", 1, "C1", "1.000001")
    assert (done.attempted_at, done.lease_owner, done.dirty_since) == (None, None, None)
    assert clerk.claim(noon + LEASE) == []


def a_message_asked_for_three_times_is_carried_once(clerk: Clerk, noon: datetime) -> None:
    for _ in range(3):
        clerk.owe("card")
    assert clerk["card"].wanted == 3
    clerk.posts("card")
    assert (clerk["card"].state, clerk["card"].shown) == ("done", 3)
    assert clerk.claim(noon + LEASE) == []


def a_posted_message_that_is_touched_is_claimed_again_for_one_edit(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.posts("card")
    clerk.touch("card", noon + SECOND)
    clerk.touch("card", noon + 2 * SECOND)
    assert clerk["card"].dirty_since == noon + SECOND
    assert clerk.claim(noon + 2 * SECOND) == ["card"]
    assert clerk.updated("card", 3, noon + 2 * SECOND)
    assert (clerk["card"].state, clerk["card"].shown, clerk["card"].ts) == ("done", 3, "1.000001")


def a_message_touched_between_claim_and_mark_stays_dirty(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.claim(noon)
    clerk.touch("card", noon + SECOND)
    clerk.posted("card", 1, noon + 2 * SECOND)
    after = clerk["card"]
    assert (after.state, after.wanted, after.shown, after.ts) == ("pending", 2, 1, "1.000001")
    assert clerk.claim(noon + 2 * SECOND) == ["card"]


def a_spec_is_kept_unless_it_is_to_be_replaced(clerk: Clerk) -> None:
    clerk.owe("card", spec={"v": 1})
    clerk.owe("card", spec={"v": 2})
    assert clerk["card"].spec == {"v": 1}
    clerk.owe("card", spec={"v": 3}, replace=True)
    assert (clerk["card"].spec, clerk["card"].wanted) == ({"v": 3}, 3)


def a_message_can_be_extended_until_its_post_begins(clerk: Clerk, noon: datetime) -> None:
    def extend(spec: dict[str, Any]) -> bool:
        return clerk.database.write(lambda conn: outbox.extend(conn, "dm", spec))

    clerk.owe("dm", spec={"items": ["1b"]})
    clerk.claim(noon)
    assert extend({"items": ["1b", "1c"]})
    fresh = clerk.attempt("dm", noon)
    assert fresh is not None
    assert fresh.spec == {"items": ["1b", "1c"]}
    assert not extend({"items": ["too late"]})
    assert clerk.posted("dm", fresh.wanted, noon)
    assert not extend({"items": ["too late"]})
    assert (clerk["dm"].spec, clerk["dm"].state) == ({"items": ["1b", "1c"]}, "done")


def two_claimers_never_get_the_same_message(clerk: Clerk, noon: datetime) -> None:
    keys = {f"m{number}" for number in range(60)}
    for key in keys:
        clerk.owe(key)

    def all_of(owner: str) -> list[str]:
        return [key for _ in range(20) for key in clerk.claim(noon, owner, limit=2)]

    with ThreadPoolExecutor(6) as claimers:
        got = [key for found in claimers.map(all_of, "abcdef") for key in found]
    left = clerk.claim(noon, "late", limit=100)  # SKIP LOCKED may leave a claimer empty-handed while others hold on
    assert len(got) + len(left) == len(keys)
    assert {*got, *left} == keys


def a_racing_debt_of_one_key_is_one_message(clerk: Clerk) -> None:
    with ThreadPoolExecutor(8) as clients:
        list(clients.map(lambda _: clerk.owe("card"), range(40)))
    assert clerk["card"].wanted == 40
    with clerk.database.read() as conn:
        assert len(outbox.of_release(conn, "r")) == 1


def a_lease_keeps_others_away_until_it_expires(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    assert clerk.claim(noon, "a") == ["card"]
    assert clerk.claim(noon + LEASE - SECOND, "b") == []
    assert clerk.wake(noon) == noon + LEASE
    assert clerk.claim(noon + LEASE, "b") == ["card"]
    assert clerk.attempt("card", noon + LEASE, "a") is None
    assert not clerk.postpone("card", noon + LEASE, "too late")
    assert clerk["card"].lease_owner == "b"


def an_attempt_after_its_own_lease_ran_out_is_refused(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.claim(noon)
    assert clerk.attempt("card", noon + LEASE) is None
    assert clerk["card"].attempted_at is None


def a_crash_during_a_post_leaves_the_moment_of_the_attempt_for_the_next_owner(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.claim(noon)
    clerk.attempt("card", noon + SECOND)
    assert clerk.claim(noon + LEASE, "b") == ["card"]
    assert clerk["card"].attempted_at == noon + SECOND


def a_post_that_outlived_its_lease_is_believed_so_that_the_next_owner_edits(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.claim(noon, "a")
    clerk.attempt("card", noon, "a")
    clerk.claim(noon + LEASE, "b")
    assert clerk.posted("card", 1, noon + LEASE, "a")
    fresh = clerk.attempt("card", noon + LEASE, "b")
    assert fresh is not None
    assert (fresh.ts, fresh.lease_owner) == ("1.000001", "b")


def a_second_post_of_one_message_is_told_to_be_a_duplicate(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.claim(noon, "a")
    clerk.claim(noon + LEASE, "b")
    assert clerk.posted("card", 1, noon + LEASE, "b", ts="2.000002")
    assert not clerk.posted("card", 1, noon + LEASE, "a", ts="1.000001")
    assert clerk.posted("card", 1, noon + LEASE, "a", ts="2.000002"), "the same message, found by a look-up"
    assert clerk["card"].ts == "2.000002"


def an_edit_without_the_lease_is_not_recorded(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.posts("card")
    clerk.touch("card", noon)
    clerk.claim(noon, "a")
    clerk.claim(noon + LEASE, "b")
    assert not clerk.updated("card", 2, noon + LEASE, "a")
    assert clerk["card"].shown == 1


def the_message_that_waits_longest_goes_first(clerk: Clerk, noon: datetime) -> None:
    for number in (3, 1, 2):
        clerk.owe(f"m{number}", at=noon + number * SECOND)
    assert clerk.claim(noon + LEASE, limit=2) == ["m1", "m2"]


def the_messages_owed_at_one_moment_keep_the_order_of_asking(clerk: Clerk, noon: datetime) -> None:
    for key in ("z", "a", "m"):
        clerk.owe(key)
    assert clerk.claim(noon) == ["z", "a", "m"]


def a_card_touched_all_the_time_does_not_starve_the_others(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("busy")
    clerk.posts("busy")
    clerk.touch("busy", noon)
    clerk.owe("quiet", at=noon + SECOND / 2)
    order = []
    for turn in range(1, 4):
        now = noon + turn * SECOND
        [key] = clerk.claim(now, limit=1)
        order.append(key)
        seen = clerk[key].wanted
        clerk.touch("busy", now)
        if key == "busy":
            clerk.updated(key, seen, now)
        else:
            clerk.posted(key, seen, now, ts="2.000002")
    assert order == ["busy", "quiet", "busy"]


def a_message_to_a_busy_channel_does_not_hold_up_the_others(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("posted", target={"channel": "#busy"})
    clerk.posts("posted")
    clerk.touch("posted", noon)
    clerk.owe("new", target={"channel": "#busy"})
    clerk.owe("dm", target={"user": "U1"})
    clerk.owe("answer", target={"response_url": "https://hooks.slack.example/1"})
    assert clerk.claim(noon, skip=["#busy", "C1", "U1"]) == ["answer"]
    assert clerk.claim(noon, skip=["C1", "#other"]) == ["new", "dm"]


def a_reply_waits_until_the_thread_is_there(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("reply", thread_of="card")
    clerk.owe("card", at=noon + 5 * SECOND)
    assert clerk.claim(noon) == []
    assert clerk.wake(noon) == noon + 5 * SECOND
    assert clerk.claim(noon + 5 * SECOND) == ["card"]
    clerk.posted("card", 1, noon + 5 * SECOND)
    assert clerk.claim(noon + 5 * SECOND) == ["reply"]


def a_reply_to_a_message_that_can_never_be_posted_is_handed_out(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.owe("reply", thread_of="card")
    clerk.claim(noon)
    clerk.database.write(lambda conn: delivery.bury(conn, "card", "a", "is_archived"))
    assert clerk.claim(noon) == ["reply"]


def a_message_is_not_claimed_before_its_time(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("reminder", at=noon + LEASE)
    assert clerk.claim(noon) == []
    assert clerk.wake(noon) == noon + LEASE
    assert clerk.wake(noon + 2 * LEASE) == noon + 2 * LEASE
    assert clerk.claim(noon + LEASE) == ["reminder"]


def a_reminder_that_is_moved_comes_at_its_new_time(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("reminder", at=noon)
    clerk.owe("reminder", at=noon + LEASE)
    assert clerk.claim(noon) == []
    assert clerk.claim(noon + LEASE) == ["reminder"]


def a_posted_message_asked_for_again_and_again_is_not_put_off_for_ever(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.posts("card")
    for number in range(1, 6):
        clerk.owe("card", at=noon + number * SECOND)
    assert clerk.claim(noon + SECOND) == ["card"]


def nothing_owed_means_nothing_to_wake_for(clerk: Clerk, noon: datetime) -> None:
    assert clerk.wake(noon) is None
    clerk.owe("card")
    clerk.posts("card")
    assert clerk.wake(noon) is None


def a_failed_message_waits_out_its_postponement_even_if_it_is_touched(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.claim(noon)
    clerk.attempt("card", noon)
    assert clerk.postpone("card", noon + LEASE, "ratelimited")
    clerk.touch("card", noon + SECOND)
    clerk.owe("card", at=noon + SECOND)
    assert clerk.claim(noon + SECOND, "b") == []
    assert clerk.wake(noon + SECOND) == noon + LEASE
    assert (clerk["card"].attempts, clerk["card"].error, clerk["card"].attempted_at) == (1, "ratelimited", None)
    assert clerk.claim(noon + LEASE, "b") == ["card"]


def an_unknown_outcome_stays_on_the_record_until_it_is_known(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.claim(noon)
    clerk.attempt("card", noon)
    clerk.postpone("card", noon + LEASE, "timeout", unknown=True)
    assert clerk["card"].attempted_at == noon
    clerk.claim(noon + LEASE)
    clerk.posted("card", 1, noon + LEASE)
    after = clerk["card"]
    assert (after.attempted_at, after.error, after.attempts) == (None, None, 0)


def a_wait_for_a_free_slot_is_no_failure(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.claim(noon)
    clerk.postpone("card", noon + SECOND, None)
    assert (clerk["card"].attempts, clerk["card"].error) == (0, None)


def a_dead_message_is_listed_and_not_touched_until_it_is_owed_again(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.claim(noon)
    assert clerk.database.write(lambda conn: delivery.bury(conn, "card", "a", "is_archived"))
    clerk.touch("card", noon)
    assert clerk.claim(noon + LEASE) == []
    with clerk.database.read() as conn:
        assert [(owed.key, owed.error) for owed in outbox.undelivered(conn)] == [("card", "is_archived")]
    clerk.owe("card")
    assert clerk.claim(noon + LEASE) == ["card"]


def what_nobody_delivers_is_listed_after_a_while(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("stuck")
    clerk.owe("failed")
    clerk.owe("later", at=noon + LEASE)
    assert "failed" in clerk.claim(noon)
    clerk.postpone("failed", noon + LEASE, "channel_not_found")
    with clerk.database.read() as conn:
        assert [owed.key for owed in outbox.undelivered(conn)] == ["failed"]
        assert [owed.key for owed in outbox.undelivered(conn, noon + SECOND)] == ["stuck", "failed"]


def a_message_deleted_in_slack_is_posted_anew(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("card")
    clerk.posts("card")
    again = clerk.database.write(lambda conn: delivery.lost(conn, "C1", "1.000001", noon + SECOND))
    assert again is not None
    assert (again.key, again.ts, again.channel, again.attempted_at, again.state) == (
        "card",
        None,
        "C1",
        None,
        "pending",
    )
    assert clerk.database.write(lambda conn: delivery.lost(conn, "C1", "1.000001", noon)) is None
    assert clerk.claim(noon + SECOND) == ["card"]


def a_message_is_found_by_where_slack_has_it(clerk: Clerk) -> None:
    clerk.owe("card")
    clerk.posts("card")
    with clerk.database.read() as conn:
        found = outbox.at(conn, "C1", "1.000001")
        assert found is not None
        assert found.key == "card"
        assert outbox.at(conn, "C2", "1.000001") is None


def a_releases_messages_are_listed_by_kind_and_person_in_the_order_of_asking(clerk: Clerk) -> None:
    clerk.owe("b", kind="dm", person="fang")
    clerk.owe("a", kind="card")
    clerk.owe("c", kind="dm", person="fu")
    clerk.owe("other", release="s")
    with clerk.database.read() as conn:
        assert [owed.key for owed in outbox.of_release(conn, "r")] == ["b", "a", "c"]
        assert [owed.key for owed in outbox.of_release(conn, "r", kinds=["dm"])] == ["b", "c"]
        assert [owed.key for owed in outbox.of_release(conn, "r", kinds=["dm"], person="fu")] == ["c"]


def what_failed_is_tried_at_once_when_it_is_hastened(clerk: Clerk, noon: datetime) -> None:
    for key in ("failed", "under way", "waiting"):
        clerk.owe(key)
    clerk.claim(noon)
    clerk.postpone("failed", noon + timedelta(days=1), "is_archived")
    clerk.postpone("waiting", noon + timedelta(minutes=1), None)
    assert clerk.claim(noon + SECOND) == []
    assert clerk.database.write(delivery.hasten) == 1
    assert clerk.claim(noon + SECOND) == ["failed"]


def what_was_given_up_is_tried_again_when_its_release_is_revived(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("dead")
    clerk.owe("another's", release="other")
    clerk.claim(noon)
    for key in ("dead", "another's"):
        clerk.bury(key)
    clerk.database.write(delivery.hasten)
    assert clerk.claim(noon + SECOND) == []
    assert clerk.database.write(lambda conn: delivery.revive(conn, "r", noon + SECOND)) == 1
    assert clerk.claim(noon + SECOND) == ["dead"]


def a_place_is_known_from_what_was_posted_there(clerk: Clerk, noon: datetime) -> None:
    clerk.owe("k")
    clerk.claim(noon)
    with clerk.database.read() as conn:
        assert outbox.went_to(conn, "r", "#c") is None
    clerk.posted("k", 1, noon)
    clerk.database.write(lambda conn: delivery.lost(conn, "C1", "1.000001", noon))
    with clerk.database.read() as conn:
        assert outbox.went_to(conn, "r", "#c") == "C1"
        assert outbox.went_to(conn, "another", "#c") is None
