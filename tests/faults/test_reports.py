"""The report as files while Slack is in trouble or the bot dies: in the thread once, the same bytes, never silent."""

from bot.out.report import files
from sandbox import Dropped, ErrorAnswer, LostAnswer, RateLimited, ServerError
from sandbox.state.faults import Fault
from sandbox.state.records import Message
from tests.faults.hands import LEAD
from tests.faults.house import House, house, until
from tests.faults.life import Doom, Life

COMPLETE, ASK, READ = "files.completeUploadExternal", "files.getUploadURLExternal", "conversations.replies"
TROUBLES: tuple[tuple[str, Fault], ...] = (
    (COMPLETE, LostAnswer()),
    (COMPLETE, Dropped()),
    (COMPLETE, ServerError(503)),
    (COMPLETE, RateLimited(2)),
    (COMPLETE, ErrorAnswer("internal_error")),
    (COMPLETE, ErrorAnswer("file_not_found")),
    (ASK, LostAnswer()),
    (ASK, RateLimited(2)),
    (READ, ServerError(500)),
)


def begun(opened: House) -> Life:
    life = opened.begin()
    assert opened.server.person(LEAD).types("/release start").failed is None
    assert opened.settle(life)
    return life


def asks(opened: House) -> None:
    """Answered or not: a bot that is to die of its delivery may be gone before its answer has left."""
    opened.server.person(LEAD).types("/release report")


def posted(opened: House) -> list[Message]:
    return [message for message in opened.everything_shown() if message.files]


def all_are_there_once_and_whole(opened: House, count: int) -> None:
    """As many messages in the thread of the card as were asked for, each with the bytes of its own moment."""
    records, release = opened.core.records, opened.release().id
    card = next(owed for owed in records.messages(release) if owed.kind == "card")
    versions = [owed.spec["version"] for owed in records.messages(release) if owed.kind == "report"]
    wanted = sorted(tuple(file.content for file in files.as_of(records, release, number)) for number in versions)
    shown = [tuple(opened.server.workspace.files[file].content for file in message.files) for message in posted(opened)]
    assert {message.thread_ts for message in posted(opened)} == {card.ts}
    assert sorted(map(repr, shown)) == sorted(map(repr, wanted))
    assert len(shown) == count
    opened.record_is_sound()


def a_report_arrives_once_whatever_went_wrong_on_the_way() -> None:
    with house() as opened:
        life = begun(opened)
        for method, fault in TROUBLES:
            opened.server.faults.next(method, fault)
            asks(opened)
            assert opened.settle(life)
        assert not opened.server.faults.waiting()["calls"]
        all_are_there_once_and_whole(opened, len(TROUBLES))
        life.stop()


def a_report_arrives_once_although_the_bot_died_over_it() -> None:
    boundaries = ("delivery.claimed", "delivery.attempted", "delivery.posted", "delivery.marked")
    with house() as opened:
        life = begun(opened)
        for boundary in boundaries:
            life.arm(Doom(boundary))
            asks(opened)
            assert not opened.settle(life)
            life = opened.begin()
            assert opened.settle(life)
        all_are_there_once_and_whole(opened, len(boundaries))
        life.stop()


def a_process_suspended_past_its_lease_takes_back_what_it_shares_beside_another() -> None:
    with house() as opened:
        sleeper = begun(opened)
        sleeper.arm(Doom("delivery.attempted", sleep=True, key=":report:"))
        asks(opened)
        until(lambda: sleeper.is_asleep, "its sleep")
        heir = opened.begin()
        opened.server.faults.next(COMPLETE, RateLimited(2))  # what is unknown stays unknown while its turn is awaited
        opened.passes(60, heir)
        assert opened.settle(heir)
        all_are_there_once_and_whole(opened, 1)
        opened.passes(5, heir)  # or Slack would refuse a second post within the same second
        sleeper.wake()
        until(lambda: bool(opened.server.workspace.log.calls("chat.delete")), "the duplicate's end")
        all_are_there_once_and_whole(opened, 1)
        heir.stop()
        sleeper.stop()


def a_missing_scope_is_told_to_the_lead_until_it_is_given() -> None:
    with house() as opened:
        life = begun(opened)
        opened.server.faults.next(ASK, ErrorAnswer("missing_scope"), times=1000)  # until it is given
        asks(opened)
        until(lambda: any(m.error for m in opened.owed()), "a failed delivery")
        assert "应用缺少权限" in opened.server.person(LEAD).types("/release status").text
        opened.server.faults.clear()
        assert opened.settle(life)
        all_are_there_once_and_whole(opened, 1)
        life.stop()
