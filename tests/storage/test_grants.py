"""A role on PostgreSQL that may add to the journal, and neither change nor remove what stands there."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, text

from storage import anchors, grants, journal
from storage.engine import Database
from storage.examination import Unsound, examine
from storage.failures import DatabaseUnusable
from storage.journal import Header
from tests.faults.postgres import postgresql_address, role_on
from tests.migrated import migrated

R = "boying-1.0.0"


@pytest.mark.postgres
def a_role_adds_to_the_journal_and_changes_nothing_in_it(opened: Callable[[str], Database], noon: datetime) -> None:
    with postgresql_address() as address, role_on(address) as (role, as_role):
        owner = opened(address)
        owner.migrate()
        owner.write(lambda conn: grants.give(conn, role))
        bot = opened(as_role)
        bot.migrate()
        header = Header(R, "boying", "Boying", "#boying", "running", 0, None, noon)
        said = [("Noted", {"said": word}) for word in ("yes", "no")]

        def adds(conn: Connection) -> None:
            journal.create(conn, header)
            journal.append(conn, R, 0, said, at=noon, cause="test", state="running", next_due=noon)

        bot.write(adds)
        for statement in (
            "UPDATE journal SET cause = 'another'",
            "DELETE FROM journal WHERE number = 2",
            "TRUNCATE journal",
            "ALTER TABLE journal DISABLE TRIGGER ALL",
            "DROP TABLE journal",
            "DELETE FROM releases",
            "TRUNCATE releases CASCADE",
            "UPDATE alembic_version SET version_num = '0001'",
        ):
            with pytest.raises(DatabaseUnusable, match=r"python -m bot grant") as refused:
                bot.write(lambda conn, statement=statement: conn.execute(text(statement)))  # type: ignore[misc]
            assert "permission denied" in str(refused.value) or "must be owner" in str(refused.value)
        with bot.read() as conn:
            assert journal.verify(conn) == []
            assert anchors.at(conn, R, 2).number == 2
        with owner.read() as theirs, bot.read() as ours:
            assert (grants.may_rewrite(theirs), grants.may_rewrite(ours)) == (True, False)
        looked = examine(as_role)
        assert isinstance(looked, Unsound)
        assert (looked.why, looked.detail) == ("forgetful", "fsync=off"), "the test server's; it may be written"
        bot.close()


@pytest.mark.postgres
def a_schema_is_brought_up_to_date_by_its_owner_alone(opened: Callable[[str], Database]) -> None:
    with postgresql_address() as address, role_on(address) as (_, as_role):
        bot = opened(as_role)
        with pytest.raises(DatabaseUnusable, match=r"as the owner of the tables: python -m bot grant"):
            bot.migrate()
        bot.close()


@pytest.mark.postgres
def no_role_is_given_less_than_it_has_anyway(opened: Callable[[str], Database]) -> None:
    with postgresql_address() as address:
        owner = opened(address)
        owner.migrate()
        for role, why in ((str(make_url(address).username), "owns the tables"), ("nobody-there", "make it first")):
            with pytest.raises(DatabaseUnusable, match=why):
                owner.write(lambda conn, role=role: grants.give(conn, role))  # type: ignore[misc]
        owner.close()


def a_file_has_no_roles(opened: Callable[[str], Database], tmp_path: Path) -> None:
    file = opened(migrated(tmp_path / "release.db"))
    with pytest.raises(DatabaseUnusable, match="SQLite has no roles"):
        file.write(lambda conn: grants.give(conn, "captain"))
