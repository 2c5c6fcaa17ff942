"""Each row edits tests/plans/small.yaml: what stands there, what stands there instead, and what the check must find.

The code is written behind the line as `# ← code`; the check must find exactly these, on exactly these lines.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.plans.file import examine, report

SMALL = (Path(__file__).parents[1] / "plans" / "small.yaml").read_text(encoding="utf-8")
NOW = datetime(2030, 1, 7, tzinfo=UTC)
DEE = "dee: {name: Dee, email: dee@small.example}"
GO_LIVE = '"2030-03-12 10:00"'
Row = list[tuple[str, str, str]]

NAMES: dict[str, Row] = {
    "an unknown lead": [("\nlead: lead", "\nlead: boss", "unknown-name")],
    "an unknown person": [("keeper, people: [cem, dee]", "keeper, people: [cem, eve]", "unknown-name")],
    "an unknown role of an environment": [("stage, by: crew", "stage, by: ops", "unknown-name")],
    "an unknown role of a kind": [("by: keeper", "by: dba", "unknown-name")],
    "an unknown role apart": [("never_with: maker", "never_with: baker", "unknown-name")],
    "an unknown role of a step": [("by: maker", "by: mkaer", "unknown-name")],
    "an unknown role in a mail": [("to: crew", "to: everyone", "unknown-name")],
    "an unknown kind": [("kind: store", "kind: shop", "unknown-name")],
    "an unknown kind in each": [("each: app", "each: apps", "unknown-name")],
    "an unknown system": [("needs: db", "needs: dp", "unknown-name")],
    "an unknown holder": [("maker: ben", "maker: bob", "unknown-name")],
    "an unknown role of a holder": [("maker: ben", "mkaer: ben", "unknown-name")],
    "an unknown environment": [("app, deploys: live", "app, deploys: prod", "unknown-name")],
    "an unknown environment of a gate": [("environment: stage", "environment: prod", "unknown-name")],
    "an unknown gate": [("gate: good", "gate: best", "unknown-name")],
    "an unknown step in needs": [("needs: b4", "needs: b9", "unknown-name")],
    "an unknown step in not_by": [("not_by: b4", "not_by: b9", "unknown-name")],
    "an unknown country": [("country: DE", "country: GERMANY", "unknown-name")],
    "a step twice": [("id: b3", "id: B1", "duplicate")],
    "a phase twice": [("id: ship", "id: build", "duplicate")],
    "a system's name twice": [("the web", "The DB", "duplicate")],
    "an address twice": [("ben@small.example", "Ann@small.example", "duplicate")],
    "a person's key twice": [(DEE, f"{DEE}\n  DEE: {{name: Do, email: do@small.example}}", "duplicate")],
    "a holder of a role that is not per system": [("maker: ben", "crew: ann, maker: ben", "role-not-per-system")],
    "an empty lead": [("lead, people: [ann, ben]", "lead", "lead-empty")],
    "a lead per system": [("lead, people: [ann, ben]", "lead, per: system", "lead-per-system")],
    "a step by nobody": [("by: crew, asks", "asks", "by-nobody")],
    "a deployment of nothing": [("each: app, ", "", "deploys-what")],
}

B4 = "by: crew, asks: {kind: note, text: where}"
S3 = "needs: s2, mail: {to: crew, subject: Shipped}"
WORK: dict[str, Row] = {
    "an unknown document": [(B4, "by: crew, asks: {kind: document, document: papre, text: x}", "unknown-name")],
    "a document that is not named": [(B4, "by: crew, asks: {kind: document, text: x}", "which-document")],
    "a document for a note": [(B4, "by: crew, asks: {kind: note, document: paper, text: x}", "no-document-kind")],
    "a branch git refuses": [('"1.1"', '"1.1", branch: --all', "not-a-branch")],
    "a branch of nothing": [(B4, "by: crew, asks: {kind: branch, text: x}", "branch-of-what")],
    "an unknown step to review": [("not_by: b4", "reviews: b9", "unknown-name")],
    "a step that reviews itself": [("not_by: b4", "reviews: b5", "reviews-itself")],
    "an unknown content": [("not_by: b4", "not_by: b4, rests_on: bugz", "unknown-name")],
    "an unknown enclosure": [(S3, "needs: s2, mail: {to: crew, subject: x, encloses: papers}", "unknown-name")],
    "an unknown step to answer": [(S3, f"{S3}, answers: b9", "unknown-name")],
    "an answer to no mail": [(S3, f"{S3}, answers: s2", "answers-nothing")],
    "an answer to nobody": [
        ("title: Ship the app, each", "title: Ship the app, mail: {to: crew, subject: x}, each", ""),
        (S3, "needs: s2, answers: s2", "answers-nobody"),
    ],
    "an unknown owner of bugs": [("owner: maker", "owner: mkaer", "unknown-name")],
    "an unknown verifier of bugs": [("verifier: judge", "verifier: jugde", "unknown-name")],
    "an unknown severity to defer": [("defer: C", "defer: D", "unknown-name")],
    "an unknown severity in a gate": [("bugs: {A: 0}", "bugs: {Z: 0}", "unknown-name")],
    "a gate without bugs": [
        ("bugs: {owner: maker, verifier: judge, defer: C}\n", "", ""),
        ("good: {name: good", "good: {name: good", "gate-without-bugs"),
    ],
    "an unknown developer of hotfixes": [("developer: maker", "developer: mkaer", "unknown-name")],
    "a hotfix role for all systems": [("tester: judge", "tester: crew", "role-not-per-system")],
    "a hotfix step twice": [("id: try", "id: mend", "duplicate"), ("not_by: mend", "not_by: mend", "")],
    "an unknown role in a hotfix": [("Mend it, by: [maker]", "Mend it, by: [mkaer]", "unknown-name")],
    "an unknown hotfix step": [("not_by: mend", "not_by: mnd", "unknown-name")],
    "a hotfix step for each system": [
        ("by: [judge], not_by: mend", "by: [judge], each: system, not_by: mend", "hotfix-each")
    ],
    "a hotfix step by nobody": [("Try it, by: [judge], not_by", "Try it, not_by", "by-nobody")],
}

ORDER: dict[str, Row] = {
    "steps that need each other": [("by: crew, asks", "by: crew, needs: b5, asks", "cycle")],
    "a step that needs itself": [
        ("by: crew, asks", "by: crew, needs: b4, asks", "cycle"),
        ("by: crew, needs: b4, not_by", "by: crew, needs: b4, not_by", "unreachable"),
    ],
    "a later phase needed": [
        ("by: crew, asks", "by: crew, needs: s3, asks", "needs-later-phase"),
        ("gate: good", "gate: good", "unreachable"),
    ],
    "systems that need each other": [("kind: store", "kind: store, needs: web", "cycle")],
    "an order against the dependencies": [("order: 2", "order: 1", "order")],
    "a kind without systems": [
        ("  app: {name: app}", "  app: {name: app}\n  job: {name: job}", ""),
        ("by: crew, asks", "by: crew, each: job, asks", "no-system-of-kind"),
    ],
    "deployments that wait for each other": [("each: store", "each: store, needs: s2", "cycle")],
    "a dependency deployed in a later phase": [
        ("each: system, deploys: stage", "each: app, deploys: stage", "deployed-too-late"),
        ("store, deploys: live", "store, deploys: stage", ""),
        ("{id: s2, title: Ship the app, each: app, deploys: live", "{id: s2, title: Ship the app, by: crew", ""),
    ],
    "a dependency never deployed": [
        ("each: store, deploys: live", "by: keeper, each: store", ""),
        ("app, deploys: live", "app, deploys: live", "dependency-not-deployed"),
    ],
}

PEOPLE: dict[str, Row] = {
    "a tester who is the developer": [
        ("never_with: maker, people: [cem, dee]", "never_with: maker", ""),
        ("judge: dee", "judge: ben", "same-person"),
    ],
    "a holder outside the pool": [("judge: dee", "judge: ann", "outside-pool")],
    "a store operated by the wrong role": [("each: store", "by: crew, each: store", "wrong-operator")],
    "an environment operated by the wrong role": [("each: app", "by: lead, each: app", "wrong-operator")],
    "more signatures than people": [("by: crew, asks", "by: {crew: 4}, asks", "too-few-people")],
    "two signatures of one holder": [("by: maker", "by: {maker: 2}", "too-few-people")],
    "roles apart held by one person only": [
        ("crew, people: [ann, ben, cem]", "crew, people: [ben], never_with: maker", ""),
        ("by: maker, each: system", "by: maker, each: system", ""),
        ("stage, by: crew", "stage, by: lead", ""),
        ("live, by: crew", "live, by: lead", ""),
        ("by: crew, asks", "by: crew, each: app, asks", "too-few-people"),
        ("by: crew, needs", "by: lead, needs", ""),
    ],
    "a tester of a role that may never test": [
        ("maker, people: [cem, dee]", "[maker, keeper], people: [cem, dee]", ""),
        ("by: judge", "by: judge", "too-few-people"),
    ],
    "a review that takes more than the rest": [("by: crew, needs", "by: {crew: 3}, needs", "same-eyes")],
    "a review that takes all who could write": [
        ("by: crew, asks", "by: [lead, crew], asks", ""),
        ("by: crew, needs", "by: {lead: 2}, needs", "same-eyes"),
    ],
}

TIMES: dict[str, Row] = {
    "an unknown zone": [("Europe/Berlin", "Europe/Berlni", "unknown-name")],
    "a zone outside the database": [("Europe/Berlin", "../etc/passwd", "unknown-name")],
    "a go-live that clocks skip": [(GO_LIVE, '"2030-03-31 02:30"', "no-such-time")],
    "a go-live at the beginning of time": [(GO_LIVE, '"0001-01-01 00:00"', "no-such-time")],
    "a due moment that clocks skip": [("T+1h", "T+19d 2:30", "no-such-time")],
    "a due moment beyond the calendar": [(GO_LIVE, '"9998-03-12 10:00"', ""), ("T+1h", "T+99999d", "beyond-time")],
    "hours that end before they start": [("country: DE", 'country: DE, start: "19:00"', "hours-reversed")],
    "a lunch that ends before it starts": [("country: DE", 'country: DE, lunch_end: "11:00"', "hours-reversed")],
}

ERRORS = {**NAMES, **WORK, **ORDER, **PEOPLE, **TIMES}

WARNINGS: dict[str, Row] = {
    "a go-live that clocks show twice": [(GO_LIVE, '"2030-10-27 02:30"', "outside-hours ← time-twice ← weekend")],
    "a due moment that clocks show twice": [
        (GO_LIVE, '"2030-10-26 10:00"', "weekend"),
        ("T+1h", "T+1d 2:30", "time-twice"),
    ],
    "a role nobody holds": [("keeper, people: [cem, dee]", "keeper", "empty-role")],
    "a system without a holder": [("  web:", "  web:", "no-holder"), (", judge: dee", "", "")],
    "a mail to nobody": [
        ("  keeper: {", "  guest: {name: guest}  # ← empty-role\n  keeper: {", ""),
        ("to: crew", "to: guest", ""),
    ],
    "a report to nobody": [
        ("\nroles:", "\nroles:\n  guest: {name: guest}", "nobody-to-mail"),
        ("\nphases:", "\nreport_to: guest\nphases:", ""),
    ],
    "one person alone in a role": [("keeper, people: [cem, dee]", "keeper, people: cem", "single-point")],
    "no more people than signatures": [
        ("crew, people: [ann, ben, cem]", "crew, people: [ann, ben]", "no-spare"),
        ("by: crew, asks", "by: {crew: 2}, asks", ""),
        ("not_by: b4, ", "", ""),
    ],
    "a person in no role": [(DEE, f"{DEE}\n  eve: {{name: Eve, email: eve@small.example}}", "idle-person")],
    "a snapshot": [('"1.1"', "1.1-Snapshot", "snapshot")],
    "a go-live on a holiday": [(GO_LIVE, '"2030-04-19 10:00"', "holiday")],
    "a go-live on a weekend": [(GO_LIVE, '"2030-03-16 10:00"', "weekend")],
    "a go-live at lunchtime": [(GO_LIVE, '"2030-03-12 13:00"', "lunchtime")],
    "a go-live at night": [(GO_LIVE, '"2030-03-12 23:00"', "outside-hours")],
    "a go-live in the past": [(GO_LIVE, '"2029-03-13 10:00"', "past")],
    "a due moment before that of a need": [("T-2wd 10:00", "T-4wd 10:00", "due-before-need")],
}


def changed(row: Row) -> str:
    text = SMALL
    for old, new, code in row:
        assert text.count(old) == 1, old
        before, _, after = text.partition(old)
        rest, newline, below = after.partition("\n")
        text = before + new + rest + (f"  # ← {code}" if code else "") + newline + below
    return text


def expected(text: str) -> list[tuple[int, str]]:
    lines = enumerate(text.splitlines(), 1)
    return [(number, code) for number, line in lines for code in re.findall(r"← (\S+)", line)]


def found(path: Path, text: str, severity: str) -> list[tuple[int, str]]:
    path.write_text(text, encoding="utf-8")
    file = examine(path, NOW)
    assert all("{" not in line for line in (*file.told("en"), *file.told("zh-CN"))), "every name is filled in"
    return sorted((file.sheet.line(each.path), each.code) for each in file.findings if each.severity == severity)


def the_small_plan_has_nothing_wrong_or_odd(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert report(path, NOW) == ([], 0)


@pytest.mark.parametrize("row", ERRORS.values(), ids=ERRORS.keys())
def an_error_is_found_on_its_line_and_nothing_else_is_wrong(row: Row, tmp_path: Path) -> None:
    text = changed(row)
    assert found(tmp_path / "plan.yaml", text, "error") == expected(text)


@pytest.mark.parametrize("row", WARNINGS.values(), ids=WARNINGS.keys())
def an_oddity_is_warned_about_on_its_line_and_nothing_else_is(row: Row, tmp_path: Path) -> None:
    text = changed(row)
    assert found(tmp_path / "plan.yaml", text, "warning") == expected(text)
    assert found(tmp_path / "plan.yaml", text, "error") == []


def every_error_makes_the_check_fail_and_a_warning_does_not(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(changed(ERRORS["an unknown lead"]), encoding="utf-8")
    assert report(path, NOW) == (
        [f"{path}:10: there is no role `boss`; name one that exists."],
        1,
    )
    path.write_text(changed(WARNINGS["a go-live on a weekend"]), encoding="utf-8")
    lines, code = report(path, NOW)
    assert code == 0
    assert lines[0].startswith(f"{path}:8: warning: go-live is on a day off (2030-03-16)")


def a_ring_is_told_in_the_order_of_waiting(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(changed(ORDER["steps that need each other"]), encoding="utf-8")
    assert "these wait for one another for ever: b4 → b5 → b4;" in report(path, NOW)[0][0]


def a_plan_of_a_hundred_systems_that_need_each_other_is_sound(tmp_path: Path) -> None:
    systems = (
        f"  s{n}: {{name: n{n}, order: {n + 3}, version: '1', kind: app, needs: {f's{n - 1}' if n else 'web'},"
        " holders: {maker: ann, judge: cem}}\n"
        for n in range(100)
    )
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL.replace("documents:\n", "".join(systems) + "documents:\n"), encoding="utf-8")
    assert report(path, NOW) == ([], 0)


def a_name_that_resembles_a_known_one_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(changed(ERRORS["an unknown role of a step"]), encoding="utf-8")
    assert report(path, NOW)[0][0].endswith("there is no role `mkaer`; name one that exists. Did you mean maker?")
