"""What time brings: one reminder before, one word when it is late, to the lead and the channel; over restarts too."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from sandbox import Message
from tests.scenarios.people import Someone
from tests.scenarios.screen import asked_for, key_of, labels_of, words_of
from tests.scenarios.stage import stage

DUE = datetime(2021, 6, 3, 4, 0, tzinfo=UTC)  # 1a-1 of every system: T-7wd 12:00 in Shanghai
HOUR = timedelta(hours=1)


def a_reminder_comes_once_before_an_item_is_due() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        s.comes(DUE - 5 * HOUR)
        assert _of_kind(fang, "reminder") == []
        s.comes(DUE - 3 * HOUR)
        assert [asked_for(m) for m in _of_kind(fang, "reminder")] == [[("1a-1/boying-database", "boying-1.0.0")]]
        s.comes(DUE - timedelta(minutes=1))
        assert len(_of_kind(fang, "reminder")) == 1


def nobody_is_reminded_of_what_she_has_signed_or_cannot_sign_yet() -> None:
    with stage() as s:
        lead, fang, chen = s.cast("shijiasheng", "fanghao", "chenxiaowen")
        lead.types("/release start")
        s.comes(DUE - 5 * HOUR)
        fang.types("/release done 1a-1 boying-database")
        s.comes(DUE - HOUR)
        assert _of_kind(fang, "reminder") == []
        assert not [m for m in _of_kind(chen, "reminder") if ("1a-1/boying-web", "boying-1.0.0") in asked_for(m)]


def what_is_due_at_one_moment_is_one_message_per_person() -> None:
    with stage() as s:
        lead, fu = s.cast("shijiasheng", "fucheng")
        lead.types("/release start")
        fu.delivers("1a-4")
        s.comes(datetime(2021, 6, 7, 9, 59, tzinfo=UTC))
        items = [{item for item, _ in asked_for(m)} for m in _of_kind(fu, "reminder")]
        assert items == [{"1b/boying-user", "1b/boying-admin"}]


def an_overdue_item_is_told_to_the_lead_and_the_channel_once_and_there_alone_people_are_mentioned() -> None:
    with stage() as s:
        lead, fang, fu = s.cast("shijiasheng", "fanghao", "fucheng")
        lead.types("/release start")
        s.comes(DUE + HOUR)
        in_channel = _of_kind_in_channel(lead, "escalation")
        assert len(in_channel) == 1
        assert in_channel[0].mentions.users == {fang.id}
        assert not in_channel[0].mentions.channel
        assert len(_of_kind(lead, "escalation")) == 1
        assert _of_kind(fu, "escalation") == []
        s.comes(DUE + 5 * HOUR)
        assert len(_of_kind_in_channel(lead, "escalation")) == 1


def a_settled_escalation_says_so_and_has_no_buttons() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        s.comes(DUE + HOUR)
        assert labels_of(_of_kind(lead, "escalation")[0])
        fang.types("/release done 1a-1 boying-database")
        assert not labels_of(_of_kind(lead, "escalation")[0])
        assert "方浩" in words_of(_of_kind(lead, "escalation")[0])


def a_person_who_is_on_it_is_not_reminded_meanwhile() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        fang.delivers("1a-4")
        s.comes(DUE - 4 * HOUR - timedelta(minutes=10))
        fang.reacts("👀", on=fang.prompt("1a-1/boying-database"))
        s.comes(DUE - 3 * HOUR)
        assert _of_kind(fang, "reminder") == []
        s.comes(DUE - HOUR)
        assert len(_of_kind(fang, "reminder")) == 1


def a_restart_in_between_loses_and_repeats_nothing() -> None:
    with stage() as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        s.comes(DUE - 5 * HOUR)
        s.leave()
        s.enter()
        s.comes(DUE + HOUR)
        s.leave()
        s.enter()
        s.passes(timedelta(seconds=1))
        said = Counter(key_of(m) for p in s.cast() for m in p.dms()) | Counter(key_of(m) for m in lead.channel())
        assert all(times == 1 for times in said.values())
        assert len(_of_kind_in_channel(lead, "escalation")) == 1
        assert "已签字" in s.person("fanghao").clicks(s.person("fanghao").prompt("1a-1/boying-database"), text="已部署")


def a_long_downtime_ends_in_one_message_per_person_and_the_lead_is_told_what_was_late() -> None:
    with stage() as s:
        lead, fang, fu, chen = s.cast("shijiasheng", "fanghao", "fucheng", "chenxiaowen")
        lead.types("/release start")
        before = {p.key: len(p.dms()) for p in s.cast()}
        s.leave()
        s.clock.move(timedelta(days=8).total_seconds())
        s.enter()
        s.passes(timedelta(seconds=1))
        fresh = {p.key: p.dms()[before[p.key] :] for p in s.cast()}
        assert [len(fresh[p.key]) for p in (fang, fu, chen)] == [1, 1, 1]
        assert [":".join(key_of(m).split(":")[2:3]) for m in fresh["shijiasheng"]] == ["reminder", "escalation"]
        told = words_of(fresh["shijiasheng"][-1])
        assert "到点时我没有在运行" in told
        assert all(item in told for item in ("1a-1", "1a-4", "1b"))
        assert len(_of_kind_in_channel(lead, "escalation")) == 1
        s.passes(timedelta(minutes=5))
        assert {p.key: len(p.dms()) - before[p.key] for p in s.cast()} == {k: len(v) for k, v in fresh.items()}


def the_due_times_of_a_paused_release_wait() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        lead.types("/release pause 假期")
        s.comes(DUE + HOUR)
        assert _of_kind(fang, "reminder") == []
        assert _of_kind_in_channel(lead, "escalation") == []
        lead.types("/release resume")
        s.passes(timedelta(seconds=1))
        assert len(_of_kind_in_channel(lead, "escalation")) == 1


def _of_kind(person: Someone, kind: str) -> list[Message]:
    return [m for m in person.dms() if f":{kind}:" in key_of(m)]


def _of_kind_in_channel(person: Someone, kind: str) -> list[Message]:
    return [m for m in person.channel() if f":{kind}:" in key_of(m)]
