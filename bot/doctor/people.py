"""The plan's people in the workspace: who is known there by her address, and may act."""

from collections.abc import Iterator, Mapping

from slack_sdk import WebClient

from bot.doctor.slack import No, asked
from bot.domain.examination import Finding, well, wrong
from bot.domain.plan import Plan
from bot.slack.members import Workspace, member_of

NOBODY = "users_not_found"


class People:
    """Whom the plan names. `linked`: accounts by person, as the lead of the running release has linked them."""

    def __init__(self, client: WebClient, plan: Plan, ours: Workspace, linked: Mapping[str, str]) -> None:
        self._client = client
        self._plan = plan
        self._ours = ours
        self._accounts = dict(linked)

    def account(self, person: str) -> str:
        """The id of her account; "" where it is not known, or not asked for yet."""
        return self._accounts.get(person, "")

    def examine(self) -> Iterator[Finding]:
        asked_first = sorted(self._plan.people, key=lambda key: key not in self._accounts)
        found = 0
        for key in asked_first:
            finding = None if self.account(key) else self._looked_up(key)
            if finding is None:
                found += 1
                continue
            yield finding
            if finding.what == "people-refused":
                return
        if found == len(self._plan.people):
            yield well("people", "people-good", n=str(found))

    def _looked_up(self, key: str) -> Finding | None:
        person = self._plan.people[key]
        facts = {"person": person.name, "email": person.email, "key": key}
        answer = asked(lambda: self._client.users_lookupByEmail(email=person.email))
        if isinstance(answer, No):
            unknown = answer.why == NOBODY
            return wrong("people", "person-unknown", **facts) if unknown else _refused(answer)
        member = member_of(answer["user"], self._ours)
        if not member.active:
            return wrong("people", "person-unknown", **facts)
        if member.guest:
            return wrong("people", "person-guest", **facts)
        self._accounts[key] = member.user
        return None


def _refused(no: No) -> Finding:
    return wrong("people", "people-refused", error=no.why)
