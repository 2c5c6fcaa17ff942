"""A release on a real database, without Slack: its people act, and a postman carries what that owes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core import Core, open_core
from bot.domain import commands as c
from bot.domain.plan.moments import Calendar, parse_wall, to_utc
from bot.domain.state.mails import Mail
from bot.domain.state.release import Release
from bot.mail.addresses import Mailbox
from bot.mail.writing import Letterhead
from bot.post.mails import Delayed, MailServer, Postman
from bot.record.lookup import Owed
from bot.record.outcome import Done
from bot.record.service import Caller
from tests.mail.letters import SEALS
from tests.mail.post import plan, steps
from tests.migrated import migrated

OFFICE = Letterhead(Mailbox("", "captain@post.example"), takes_replies=True, seals=SEALS)


class Place:
    """`now` is everybody's clock."""

    def __init__(self, folder: Path) -> None:
        self.now = datetime(2030, 6, 1, 1, 0, tzinfo=UTC)
        self.core: Core = open_core(migrated(folder / "releases.db"), lambda: self.now)
        self._said = 0
        go_live = to_utc(parse_wall(plan().go_live), plan().zone)
        self.core.service.start(plan(), go_live, Calendar(), Caller("U-lin", "cli", "start", person="lin"))
        for command, by in steps():
            self.says(command, by)

    @property
    def release(self) -> Release:
        return self.core.records.look("post-1.0")

    def mail(self, name: str) -> Mail:
        return self.release.mails[name]

    def says(self, command: c.Command, by: str) -> None:
        self._said += 1
        caller = Caller(f"U-{by}", "cli", f"said:{self._said}", person=by)
        done = self.core.service.perform("post-1.0", caller, lambda _release, _actor: command)
        assert isinstance(done, Done), done

    def carries(self, name: str, server: MailServer | None) -> Delayed | None:
        """A postman who remembers nothing, as after a start, hands the mail over."""
        postman = Postman(self.core.service, self.core.records, server, OFFICE, lambda: self.now)
        return postman.carry(self.release, self.mail(name))

    def told(self, kind: str) -> list[Owed]:
        return [owed for owed in self.core.records.messages("post-1.0") if owed.kind == kind]

    def passes(self, span: timedelta) -> None:
        self.now += span


@contextmanager
def place() -> Iterator[Place]:
    with TemporaryDirectory() as folder:
        opened = Place(Path(folder))
        try:
            yield opened
        finally:
            opened.core.database.close()
