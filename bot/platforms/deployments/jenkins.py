"""Jenkins over its remote access API (2.222 and later): `buildWithParameters`, queue items, a job's builds as JSON.

A build is known by its queue item, which it names for ever; the item itself is forgotten minutes after it has left.
"""

import base64
import re
from typing import Any
from urllib.parse import quote

from bot.platforms.calling import DEFAULT_LIMITS, Answer, Caller, Clock, Down, Limits
from bot.platforms.deployments.run import (
    DETAIL,
    FINISHED,
    NAME,
    Order,
    Progress,
    Rejected,
    Started,
    State,
    unprobed,
    unstarted,
)
from bot.platforms.fields import epoch, plain, several, within

ITEM = re.compile(r"/queue/item/(\d+)/?$", re.ASCII)
BUILDS = "builds[number,queueId,building,result,timestamp,duration,actions[parameters[value],lastBuiltRevision[SHA1]]]"
QUEUED = "items[id,actions[parameters[value]]]"
SHOWN = "{0,100}"  # the newest builds
RESULTS: dict[str, State] = {
    "SUCCESS": "succeeded",
    "UNSTABLE": "failed",  # something of it did not pass
    "FAILURE": "failed",
    "ABORTED": "cancelled",
    "NOT_BUILT": "cancelled",
}


class Jenkins:
    """One job of one controller. `tells_commit`: the commit it checked out is the one it deploys."""

    def __init__(
        self,
        base: str,
        job: str,
        tells_commit: bool,  # noqa: FBT001 - a fact about the job, not a switch
        token: str,
        clock: Clock,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """`job`: its name, after those of its folders; `token`: `user:token`, as basic authentication takes them."""
        self._base = base.rstrip("/")
        self._job = self._base + "".join(f"/job/{quote(part, safe='')}" for part in job.strip("/").split("/"))
        self._tells_commit = tells_commit
        self._clock = clock
        basic = base64.b64encode(token.encode()).decode()
        self._caller = Caller(base, {"Authorization": f"Basic {basic}"}, clock, limits)

    def close(self) -> None:
        self._caller.close()

    def probe(self) -> Rejected | Down | None:
        return unprobed(self._caller.get(f"{self._job}/api/json", {"tree": "name"}))

    def start(self, order: Order) -> Started | Rejected | Down:
        if order.again and (found := self._found(order.run)):
            return found
        answer = self._submitted(order)
        if isinstance(answer, Down):
            return unstarted(answer, self._clock)
        item = ITEM.search(answer.location)
        return self._started(item[1]) if item else unstarted(Down("not-understood", self._job), self._clock)

    def look(self, reference: str) -> Progress | Down:
        if not (reference.isascii() and reference.isdigit()):
            return Down("not-found", plain(reference, NAME))
        builds = self._builds()
        if isinstance(builds, Down):
            return builds
        build = next((each for each in builds if within(each, "queueId") == int(reference)), None)
        return self._progress(build) if build else self._waiting(reference)

    def _submitted(self, order: Order) -> Answer | Down:
        """With an API token no crumb is needed; with a password Jenkins refuses first, and then tells what it wants."""
        address = f"{self._job}/buildWithParameters"
        answer = self._caller.submit(address, order.parameters)
        if isinstance(answer, Answer) or answer.why != "refused":
            return answer
        match self._caller.get(f"{self._base}/crumbIssuer/api/json"):
            case Answer({"crumb": str(crumb), "crumbRequestField": str(field)}):
                return self._caller.submit(address, order.parameters, {field: crumb})
            case _:
                return answer

    def _found(self, run: str) -> Started | Down | None:
        """The build, or what waits to be one, that has our id in a parameter."""
        builds = self._builds()
        if isinstance(builds, Down):
            return builds
        queue = self._caller.get(f"{self._base}/queue/api/json", {"tree": QUEUED})
        if isinstance(queue, Down):
            return queue
        ours = [
            *(within(each, "queueId") for each in builds if run in _values(each)),
            *(within(each, "id") for each in several(within(queue.data, "items")) if run in _values(each)),
        ]
        return self._started(str(ours[0])) if ours else None

    def _builds(self) -> list[Any] | Down:
        answer = self._caller.get(f"{self._job}/api/json", {"tree": BUILDS + SHOWN})
        return answer if isinstance(answer, Down) else several(within(answer.data, "builds"))

    def _started(self, item: str) -> Started:
        return Started(item, f"{self._job}/")

    def _waiting(self, item: str) -> Progress | Down:
        answer = self._caller.get(f"{self._base}/queue/item/{item}/api/json")
        if isinstance(answer, Down):
            return answer
        if within(answer.data, "cancelled") is True:
            return Progress("cancelled", url=f"{self._job}/")
        running = within(answer.data, "executable") is not None  # it left the queue since the builds were listed
        why = plain(within(answer.data, "why"), DETAIL)
        return Progress("running" if running else "queued", detail=why, url=f"{self._job}/")

    def _progress(self, build: Any) -> Progress | Down:
        match build:
            case {"number": int(number), "building": bool(building), "timestamp": int(began), "duration": int(took)}:
                result = plain(build.get("result"), NAME)
            case _:
                return Down("not-understood", self._job)
        state: State = "running" if building or not result else RESULTS.get(result, "unknown")
        return Progress(
            state,
            detail=result,
            url=f"{self._job}/{number}/",
            commit=_commit(build) if self._tells_commit else "",
            finished_at=epoch(began + took) if state in FINISHED else None,
        )


def _actions(data: Any) -> list[Any]:
    return several(within(data, "actions"))


def _values(data: Any) -> list[Any]:
    return [within(each, "value") for action in _actions(data) for each in several(within(action, "parameters"))]


def _commit(build: Any) -> str:
    """Of a build that checked out one repository; of several nobody knows which is meant."""
    found = {sha for action in _actions(build) if (sha := plain(within(action, "lastBuiltRevision", "SHA1"), NAME))}
    return found.pop() if len(found) == 1 else ""
