"""What `check` finds about a plan's watches, on its line; each row changes one line of watches that are right."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.plan import Plan, as_data
from bot.domain.plan.watching import Address, Watch, address_of, is_forbidden
from bot.plans.file import examine, read_plan

SMALL = (Path(__file__).parents[1] / "plans" / "small.yaml").read_text(encoding="utf-8")
NOW = datetime(2030, 1, 7, tzinfo=UTC)
WATCHES = """\
watches:
  web-health:
    name: {zh: 健康检查, en: health}
    kind: http
    at: https://small.example/healthz?deep=1
    system: web
    every: 1m
    timeout: 5s
    for: 2d
    after: 3
    expect:
      status: 200
      contains: "ok"
      within: 800ms
  db-port:
    kind: tcp
    at: db.small.example:5432
  cert:
    kind: tls
    at: small.example:443
    days_left: 14
"""


def examined(tmp_path: Path, old: str = "", new: str = "") -> list[tuple[str, str, str, str]]:
    """Severity, code, line and sentence of every finding in the plan with these watches, one line of them changed."""
    assert not old or WATCHES.count(old) == 1
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL + (WATCHES.replace(old, new) if old else WATCHES), encoding="utf-8")
    file = examine(path, NOW)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all("{" not in line for line in (*file.told("en"), *file.told("zh-CN"))), "every name is filled in"
    shown = zip(sorted(file.findings, key=lambda each: file.sheet.line(each.path)), file.told("en"), strict=True)
    return [(each.severity, each.code, lines[file.sheet.line(each.path) - 1].strip(), told) for each, told in shown]


def the_watches_of_the_plan_have_nothing_wrong_or_odd(tmp_path: Path) -> None:
    assert examined(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("system: web", "system: wbe", "unknown-name"),
        ("  db-port:", "  WEB-HEALTH:", "duplicate"),
        ("at: https://small.example/healthz?deep=1", "at: small.example/healthz", "no-http-address"),
        ("at: db.small.example:5432", "at: db.small.example", "no-tcp-address"),
        ("at: small.example:443", "at: https://small.example", "no-tls-address"),
        ("at: db.small.example:5432", "at: 169.254.169.254:80", "forbidden-address"),
        ("timeout: 5s", "timeout: 0s", "no-timeout"),
        ("every: 1m", "every: 4s", "too-often"),
        ("within: 800ms", "within: 6s", "within-timeout"),
        ("status: 200", "status: 600", "too-high"),
        ("after: 3", "after: 0", "too-small"),
        ("for: 2d", "for: tomorrow", "not-a-duration"),
    ],
)
def an_error_of_a_watch_is_found_on_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    found = [each[:3] for each in examined(tmp_path, old, new)]
    assert ("error", code, new.strip()) in found
    assert {each[1] for each in found} <= {code, "within-timeout"}


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("for: 2d", "for: 2m", "never-down", "web-health:"),
        ("    kind: tcp\n", "    kind: tcp\n    expect: {status: 204}\n", "expects-no-page", "expect: {status: 204}"),
        ("    kind: tcp\n", "    kind: tcp\n    days_left: 3\n", "no-certificate", "days_left: 3"),
        ("    for: 2d\n", "    fro: 2d\n", "unknown-key", "fro: 2d"),
    ],
)
def a_watch_that_cannot_tell_what_it_should_is_found(tmp_path: Path, old: str, new: str, code: str, line: str) -> None:
    assert [each[1:3] for each in examined(tmp_path, old, new)] == [(code, line)]


@pytest.mark.parametrize(
    ("old", "new"), [("every: 1m", "every: 5s"), ("within: 800ms", "within: 5s"), ("for: 2d", "for: 3m")]
)
def the_times_of_a_watch_may_just_suffice(tmp_path: Path, old: str, new: str) -> None:
    assert examined(tmp_path, old, new) == []


def a_mistyped_key_is_offered_as_the_plan_writes_it(tmp_path: Path) -> None:
    ((_, _, _, told),) = examined(tmp_path, "    for: 2d\n", "    forr: 2d\n")
    assert told.endswith("Did you mean for?")


def a_plan_with_watches_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL + WATCHES, encoding="utf-8")
    plan = read_plan(path).plan
    assert plan is not None
    data = as_data(plan)
    assert data["watches"]["web-health"]["for"] == "2d"
    assert data["watches"]["db-port"] == {"kind": "tcp", "at": "db.small.example:5432"}
    assert Plan.model_validate(data) == plan


def address(kind: str, at: str) -> Address | None:
    return address_of(Watch.model_validate({"kind": kind, "at": at}))


@pytest.mark.parametrize(
    ("kind", "at", "found"),
    [
        ("http", "HTTPS://Small.Example", Address("https", "small.example", 443)),
        ("http", "http://[::1]:8080/a?b=%20", Address("http", "::1", 8080, "/a?b=%20")),
        ("http", "https://small.example?x", Address("https", "small.example", 443, "?x")),
        ("tcp", "db_1:5432", Address("tcp", "db_1", 5432)),
        ("tls", "small.example", Address("tls", "small.example", 443)),
    ],
)
def an_address_is_taken_apart(kind: str, at: str, found: Address) -> None:
    assert address(kind, at) == found


@pytest.mark.parametrize(
    "at",
    [
        "ftp://small.example/", "https://ann:secret@small.example/", "https://small.example/#top", "https:///x",
        "https://small.example:0/", "https://small.example:65536/", "https://small example/", "https://[::1/",
        "https://[::g]/", "https://small.example/\r\nHost: evil", "https://small.example\\@evil.example/",
        "https://-small.example/", "https://small..example/", f"https://{'a' * 64}.example/", "file:///etc/passwd",
        "https://" + ".".join(["a" * 60] * 5), "https://small.example/健康", " https://small.example/",
    ],
)  # fmt: skip
def what_is_no_address_of_a_page_is_none(at: str) -> None:
    assert address("http", at) is None


@pytest.mark.parametrize(
    "ip",
    [
        "169.254.169.254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "fe80::1", "fe80::1%eth0", "fd00:ec2::254",
        "100.100.100.200", "0.0.0.0", "::",  # noqa: S104 - it is refused
        "168.63.129.16", "::ffff:168.63.129.16", "fd20:ce::254", "fd00:ec2::23", "2002:a9fe:a9fe::1", "::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe", "2001:0:4136:e378:8000:63bf:5601:5601", "224.0.0.1", "ff02::1",
    ],
)  # fmt: skip
def the_inside_of_a_machine_or_cloud_is_forbidden(ip: str) -> None:
    assert is_forbidden(ip)


@pytest.mark.parametrize(
    "ip", ["127.0.0.1", "::1", "10.0.0.7", "192.168.1.1", "93.184.216.34", "2002:5db8:d822::1", "small.example"]
)
def the_teams_own_network_is_not_forbidden(ip: str) -> None:
    assert not is_forbidden(ip)
