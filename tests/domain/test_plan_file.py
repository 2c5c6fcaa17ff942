"""Whatever a plan file holds, the answer is a plan or one sentence per fault, with its line; never a traceback."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.plans.file import LARGEST, examine, read_plan, report

SMALL = Path(__file__).parents[1] / "plans" / "small.yaml"
NOW = datetime(2030, 1, 7, tzinfo=UTC)

TRAPS = [
    ('version: "1.1"', "version: 1.10", "reads-as-number"),
    ("name: A small plan", "name: no", "reads-as-boolean"),
    ("name: crew", "name: on", "reads-as-boolean"),
    ('go_live: "2030-03-12 10:00"', "go_live: 2030-03-12", "reads-as-date"),
    ("hours: {country: DE}", "hours: {country: NO}", "reads-as-boolean"),
    ("release: small-1", "release: 1.0", "reads-as-number"),
    ("name: Ann", "name: ~", "empty-value"),
    ('channel: "#small"', "channel: #small", "empty-value"),
    ("name: Ben", "name: 2030-01-01", "reads-as-date"),
    ("title: Stage it", "title: 12:30", "reads-as-time"),
    ("needs: b4", "needs: 4", "reads-as-number"),
    ("hours: {country: DE}", "hours: {start: 10:30}", "reads-as-time"),
]
SHAPES = [
    ("title: Make it", 'title: ""', "empty-value"),
    ("language: en", "language: de", "not-one-of"),
    ("id: small", "id: Small Plan", "bad-id"),
    ("release: small-1", "release: Small 1", "bad-release-id"),
    ("email: ann@small.example", "email: ann", "bad-email"),
    ('channel: "#small"', "channel: small", "bad-channel"),
    ("due: T-1h", "due: T-1 hour", "not-a-moment"),
    ("due: T+1h", "due: T+1h 10:00", "not-a-moment"),
    ("due: T+1h", "not_before: 15 minutes after 2a", "not-an-earliest-moment"),
    ("window: 1d", "window: 1wd", "not-a-duration"),
    ('go_live: "2030-03-12 10:00"', 'go_live: "12.3.2030 10:00"', "not-a-wall-time"),
    ("hours: {country: DE}", 'hours: {end: "24:30"}', "not-a-clock-time"),
    ("bugs: {A: 0}", "bugs: {A: none}", "want-number"),
    ("order: 2", "order: 0", "too-small"),
    ("zone: Europe/Berlin", "zone: [Europe, Berlin]", "want-words"),
    ("by: lead", "by: {lead: many}", "want-number"),
    ("needs: s2", "needs: {s2: s3}", "want-list"),
    ("name: A small plan", "nmae: A small plan", "missing-key unknown-key"),
    ("asks: {kind: note, text: where}", "asks: where", "want-mapping"),
    ("people: [ann, ben, cem]}", "people: [ann, ben, cem], people: [ann]}", "duplicate-key"),
    ("  ben: {name: Ben", "  no: {name: Ben", "reads-as-boolean"),
    ("  cem: {name: Cem", "  10: {name: Cem", "reads-as-number"),
    ("name: A small plan", "name: !!binary aGk=", "not-plain-words"),
    ("  dee: {name", "  [dee]: {name", "not-plain-words"),
    ("title: Judge it", 'title: "Judge \\ud800 it"', "not-text"),
]
NINES = [f"{name}: &{name} [{', '.join(['*' + held] * 9)}]" for held, name in pairwise("abcdefghi")]
BOMB = "\n".join(["a: &a [x, x, x, x, x, x, x, x, x]", *NINES])
UNREADABLE = {
    "nothing": ("", 1, "empty-file"),
    "comments only": ("# a\n# b\n", 1, "empty-file"),
    "a list": ("- a\n- b\n", 1, "not-a-plan"),
    "a word": ("plan\n", 1, "not-a-plan"),
    "a tab": ("id: x\nroles:\n\tlead: y\n", 3, "tab"),
    "an open quote": ('id: x\nname: "y\n', 3, "not-yaml"),
    "a colon too many": ("id: x\nname: a: b\n", 2, "not-yaml"),
    "two documents": ("id: x\n---\nid: y\n", 2, "not-yaml"),
    "an object of another program": ("id: !!python/object:os.system x\n", 1, "not-yaml"),
    "a control character": ("id: x\nname: \x07\n", 2, "not-yaml"),
    "an anchor that holds itself": ("id: &a [*a]\n", 1, "too-deep"),
    "ten thousand brackets": ("[" * 10_000, 1, "too-deep"),
    "a bomb of aliases": (BOMB, 1, "too-many-values"),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "codes"), [*TRAPS, *SHAPES])
def a_value_that_is_not_what_was_meant_is_told_with_its_line(old: str, new: str, codes: str, tmp_path: Path) -> None:
    text = SMALL.read_text(encoding="utf-8")
    before, _, after = text.partition(old)
    file = read_plan(written(tmp_path, before + new + after))
    line = before.count("\n") + 1
    assert file.plan is None or file.findings
    assert [each.code for each in file.findings] == codes.split()
    assert {file.sheet.line(each.path) for each in file.findings} <= {line, 3 if "missing-key" in codes else line}


@pytest.mark.parametrize(("text", "line", "code"), UNREADABLE.values(), ids=UNREADABLE.keys())
def a_file_that_holds_no_plan_is_told_in_one_sentence(text: str, line: int, code: str, tmp_path: Path) -> None:
    file = read_plan(written(tmp_path, text))
    assert file.plan is None
    assert [(file.sheet.line(each.path), each.code) for each in file.findings] == [(line, code)]
    lines, exit_code = report(file.path, NOW)
    assert exit_code == 1
    assert lines[0].startswith(f"{file.path}:{line}: ")


def a_missing_file_a_folder_and_a_file_of_ten_megabytes_are_refused(tmp_path: Path) -> None:
    assert [each.code for each in read_plan(tmp_path / "none.yaml").findings] == ["no-such-file"]
    assert [each.code for each in read_plan(tmp_path).findings] == ["unreadable-file"]
    assert [each.code for each in read_plan(written(tmp_path, "#" * 10 * LARGEST)).findings] == ["file-too-large"]


def a_file_in_another_encoding_is_told_at_its_first_wrong_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes("id: x\nname: 发布计划\n".encode("gb18030"))
    file = read_plan(path)
    assert [(file.sheet.line(each.path), each.code) for each in file.findings] == [(2, "not-utf-8")]


def a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.read_bytes())
    assert read_plan(path).findings == ()


def an_unknown_key_is_told_with_the_name_that_was_meant(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.read_text(encoding="utf-8").replace("by: lead, needs", "by: lead, nedes"))
    assert report(path, NOW)[0] == [f"{path}:61: `nedes` means nothing here; remove or rename it. Did you mean needs?"]


@pytest.mark.parametrize("value", ["2030-02-30", "!!bool perhaps", "!!timestamp soon", "!!int many", "9" * 5000])
def a_value_that_yaml_cannot_make_of_its_own_type_is_read_as_words(value: str, tmp_path: Path) -> None:
    file = read_plan(written(tmp_path, SMALL.read_text(encoding="utf-8").replace("name: Cem", f"name: {value}")))
    assert file.plan
    assert file.plan.people["cem"].name == value.rpartition(" ")[2]


def an_anchor_saves_writing_a_thing_twice(tmp_path: Path) -> None:
    text = SMALL.read_text(encoding="utf-8")
    text = text.replace("people: [ann, ben, cem]", "people: &all [ann, ben, cem]")
    text = text.replace("lead, people: [ann, ben]}", "lead, people: [ann, ben, cem]}")
    file = read_plan(written(tmp_path, text.replace("name: keeper, people: [cem, dee]", "name: keeper, people: *all")))
    assert file.plan
    assert file.plan.roles["keeper"].people == ("ann", "ben", "cem")


def a_merge_gives_what_is_not_written_itself(tmp_path: Path) -> None:
    text = SMALL.read_text(encoding="utf-8")
    text = text.replace("stage: {name: stage, by: crew}", "stage: &stage {name: stage, by: crew}")
    file = read_plan(written(tmp_path, text.replace("live: {name: live, by: crew}", "live: {<<: *stage, name: live}")))
    assert file.plan
    live = file.plan.environments["live"]
    assert (live.name.en, live.by) == ("live", "crew")


def a_plan_with_faults_speaks_the_language_it_names(tmp_path: Path) -> None:
    text = SMALL.read_text(encoding="utf-8").replace("language: en", "language: zh-CN").replace("lead: lead\n", "")
    lines, _ = report(written(tmp_path, text), NOW)
    assert lines == [f"{tmp_path / 'plan.yaml'}:3: 这里缺少 `lead`；请补上"]


def what_a_person_wrote_is_quoted_on_one_line_and_cut(tmp_path: Path) -> None:
    long = "x " * 500
    text = SMALL.read_text(encoding="utf-8").replace("zone: Europe/Berlin", f'zone: "a\\n\\e[31m{long}"')
    (line,), _ = report(written(tmp_path, text), NOW)
    assert len(line) < 400
    assert line.isprintable()


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just("T"), st.just("a: b"),
    st.just([]), st.just({}), st.just(["ann"]), st.just({"zh": "a"}), st.just("2030-02-30"), st.just("9" * 5000),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), odd=ODD)
def no_value_in_any_place_leads_to_anything_but_sentences(data: st.DataObject, odd: object, tmp_path: Path) -> None:
    import yaml  # noqa: PLC0415 - the only test that writes YAML

    plan = yaml.load(SMALL.read_text(encoding="utf-8"), yaml.CSafeLoader)
    parent, depth = plan, data.draw(st.integers(1, 6))
    while True:
        keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
        key = data.draw(st.sampled_from(keys))
        if depth == 1 or not isinstance(parent[key], dict | list) or not parent[key]:
            break
        parent, depth = parent[key], depth - 1
    parent[key] = odd
    path = tmp_path / "plan.yaml"
    path.write_text(yaml.dump(plan, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")
    file = examine(path, NOW)
    assert all(line.startswith(f"{path}:") for line in (*file.told("en"), *file.told("zh-CN")))
