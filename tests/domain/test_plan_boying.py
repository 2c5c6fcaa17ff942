"""The shipped plan.yaml is the whole document, its oddities are warnings, and another team's plan reads as well."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.plan import Plan, as_data
from bot.domain.plan.layout import lay_out
from bot.plans.file import examine, report

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT.parent / "shared" / "release-plan.zh.md"
AFTER = datetime(2026, 11, 22, tzinfo=UTC)
STEPS = """
1a-1 1a-2 1a-3 1a-4 1a-5 1a-6 1b 1c 1d 1e
2-gate 2a-1 2a-2 2a-3 2a-4 2b
3a-1 3a-2 3a-3 3a-4 3b-1 3b-2 3b-3 3b-4 3b-5 3c 3d 3d-2 3e
4a 4b-1 4b-2 4b-3
5a
"""


@pytest.fixture(scope="module")
def boying() -> Plan:
    plan = examine(ROOT / "plan.yaml", AFTER).plan
    assert plan
    return plan


def signers(plan: Plan, item: str) -> list[str]:
    found = lay_out(plan).items[item]
    return [plan.people[person].name for slot in found.slots for person in plan.holders(slot.role, found.system)]


def the_steps_are_those_of_the_document(boying: Plan) -> None:
    assert [[step.id for step in phase.steps] for phase in boying.phases] == [
        line.split() for line in STEPS.split("\n") if line
    ]


def the_plan_has_no_errors_and_exactly_its_own_oddities() -> None:
    file = examine(ROOT / "plan.yaml", AFTER)
    assert not file.errors
    assert [
        (each.code, each.path[-1]) for each in sorted(file.findings, key=lambda each: (each.code, str(each.path)))
    ] == [
        ("empty-role", "business"),
        ("empty-role", "product"),
        ("holiday", "go_live"),
        ("lunchtime", "go_live"),
        ("past", "go_live"),
        ("single-point", "dba"),
        ("single-point", "dev-lead"),
        ("single-point", "lead"),
        ("single-point", "ops"),
        ("single-point", "tech-lead"),
        ("snapshot", "version"),
        ("snapshot", "version"),
    ]


def the_holiday_and_the_lunch_hour_are_named_in_the_language_of_the_plan() -> None:
    lines, code = report(ROOT / "plan.yaml", datetime(2021, 5, 31, tzinfo=UTC))
    assert code == 0
    assert any("warning: 上线定在 2021-06-14，是法定节假日（端午节）" in line for line in lines)
    assert any("warning: 上线定在 12:00，是午休（12:00 至 13:30）" in line for line in lines)
    assert not any("已经过去" in line for line in lines)


def every_sentence_of_the_process_is_in_the_plan_word_for_word(boying: Plan) -> None:
    if not DOCUMENT.exists():
        pytest.skip(f"the document is not here: {DOCUMENT.name}")
    process = bare(DOCUMENT.read_text(encoding="utf-8").partition("## 发布流程")[2])
    said = [boying.says, *(step.says for step in boying.steps.values())]
    for words in (bare(each.zh) for each in said if each):
        assert words in process
        process = process.replace(words, "", 1)
    assert process == "".join(phase.name.zh for phase in boying.phases), "nothing is left but the headings"


def bare(text: str) -> str:
    """Only letters, digits and marks that mean something: no spaces, list letters, headings' signs."""
    lines = (re.sub(r"^([a-e]\)|#+ [一二三四五]、)", "", line.strip()) for line in text.splitlines())
    return re.sub(r"[\s，。、；,;.（）()]", "", "".join(lines))


def every_text_of_the_plan_is_in_both_languages(boying: Plan) -> None:
    for step in boying.steps.values():
        asked = step.asks.text if step.asks else None
        mailed = step.mail.subject if step.mail else None
        for text in (step.title, step.says, asked, mailed):
            assert text is None or (re.search(r"[一-鿿]", text.zh) and not re.search(r"[一-鿿]", text.en)), step.id


def every_step_has_a_due_moment_and_every_phase_before_the_report_a_window(boying: Plan) -> None:
    assert all(step.due for step in boying.steps.values())
    assert all(phase.window for phase in boying.phases[:-1])


def the_database_is_operated_by_the_dba_alone_in_every_environment(boying: Plan) -> None:
    for step in ("1a-1", "1c", "2a-1", "3b-2"):
        assert signers(boying, f"{step}/boying-database") == ["方浩"]


def each_environment_belongs_to_its_own_people(boying: Plan) -> None:
    assert signers(boying, "1a-1/boying-user") == ["陈晓雯"]
    assert signers(boying, "1c/boying-user") == ["付诚"]
    assert signers(boying, "2a-1/boying-user") == ["李翠琪"]
    assert signers(boying, "3b-3/boying-user") == ["李翠琪"]


def nobody_tests_a_system_they_developed(boying: Plan) -> None:
    assert all(system.holders["tester"] != system.holders["developer"] for system in boying.systems.values())


def a_deployment_waits_for_what_the_system_depends_on(boying: Plan) -> None:
    items = lay_out(boying).items
    assert "1a-1/boying-database" in items["1a-1/boying-user"].needs
    assert "2a-1/boying-admin" in items["2a-1/boying-admin-web"].needs
    assert "2a-1/boying-user" not in items["2a-1/boying-admin"].needs
    assert set(items["3b-3/boying-web"].needs) == {"3b-2/boying-database", "3b-3/boying-user"}


def every_mail_of_the_document_is_owed_by_its_step(boying: Plan) -> None:
    owed = {step.id: step.mail.to for step in boying.steps.values() if step.mail}
    assert list(owed) == ["1a-6", "2b", "3a-1", "3a-4", "3b-1", "3c", "3d", "3e"]
    assert owed["2b"] == ("developer", "product")
    assert owed["3d"] == ("tester", "business")


def a_plan_survives_its_way_through_json(boying: Plan) -> None:
    assert Plan.model_validate(json.loads(json.dumps(as_data(boying)))) == boying


def a_quite_different_plan_is_read_and_has_nothing_wrong() -> None:
    file = examine(ROOT / "tests" / "plans" / "mobile.yaml", datetime(2030, 1, 7, tzinfo=UTC))
    assert file.findings == ()
    assert file.plan
    assert [len(phase.steps) for phase in file.plan.phases] == [3, 3, 3]
    assert lay_out(file.plan).items["pass/ios-app"].slots[0].count == 2
    assert [slot.role for slot in lay_out(file.plan).items["texts"].slots] == ["product-owner", "support"]


def the_examples_in_its_comments_may_be_taken_as_they_stand(tmp_path: Path) -> None:
    text = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    wanted = re.sub(r"^# (platforms:|watches:|  )", r"\1", text, flags=re.MULTILINE)
    (tmp_path / "plan.yaml").write_text(wanted, encoding="utf-8")
    file = examine(tmp_path / "plan.yaml", AFTER)
    assert not file.errors
    assert file.plan
    assert set(file.plan.platforms) == {"our-jenkins"}
    assert set(file.plan.watches) == {"web", "certificate"}
