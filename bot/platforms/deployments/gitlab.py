"""GitLab over its REST API, version 4: "Create a new pipeline", "Get a single pipeline", "Get variables …"."""

from typing import Any
from urllib.parse import quote

from bot.platforms.calling import DEFAULT_LIMITS, Answer, Caller, Clock, Down, Limits
from bot.platforms.deployments.run import FINISHED, NAME, Order, Progress, Rejected, Started, State, unprobed, unstarted
from bot.platforms.fields import moment, plain, several, within

RECENT = 10  # pipelines whose variables are read when an order went unanswered
STATES: dict[str, State] = {
    "created": "queued",
    "waiting_for_resource": "queued",
    "waiting_for_callback": "queued",
    "preparing": "queued",
    "pending": "queued",
    "scheduled": "queued",
    "manual": "queued",  # somebody must press a button there
    "running": "running",
    "canceling": "running",
    "success": "succeeded",
    "failed": "failed",
    "canceled": "cancelled",
    "skipped": "cancelled",
}


class GitLab:
    """The pipelines of one project. `tells_commit`: a pipeline's commit is the one it deploys."""

    def __init__(
        self,
        origin: str,
        project: str,
        tells_commit: bool,  # noqa: FBT001 - a fact about the pipeline, not a switch
        token: str,
        clock: Clock,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """`project`: its path with its groups, or its number."""
        self._web = f"{origin}/{project}"
        self._api = f"{origin}/api/v4/projects/{quote(project, safe='')}"
        self._tells_commit = tells_commit
        self._clock = clock
        self._caller = Caller(origin, {"PRIVATE-TOKEN": token}, clock, limits)

    def close(self) -> None:
        self._caller.close()

    def probe(self) -> Rejected | Down | None:
        return unprobed(self._caller.get(self._api))

    def start(self, order: Order) -> Started | Rejected | Down:
        if not order.ref:
            return Rejected("no-branch", order.system)
        if order.again and (found := self._found(order)):
            return found
        variables = [{"key": name, "value": value} for name, value in order.parameters.items()]
        answer = self._caller.post(f"{self._api}/pipeline", {"ref": order.ref, "variables": variables})
        match answer:
            case Down():
                return unstarted(answer, self._clock)
            case Answer({"id": int(number)}):
                return self._started(number)
            case _:
                return unstarted(Down("not-understood", self._web), self._clock)

    def look(self, reference: str) -> Progress | Down:
        if not (reference.isascii() and reference.isdigit()):
            return Down("not-found", plain(reference, NAME))
        answer = self._caller.get(f"{self._api}/pipelines/{reference}")
        return answer if isinstance(answer, Down) else self._progress(answer.data)

    def _found(self, order: Order) -> Started | Down | None:
        """Of the newest pipelines of that branch, the one that has our id in a variable."""
        recent = self._caller.get(f"{self._api}/pipelines", {"ref": order.ref, "per_page": str(RECENT)})
        if isinstance(recent, Down):
            return recent
        for pipeline in several(recent.data):
            number = within(pipeline, "id")
            variables = self._caller.get(f"{self._api}/pipelines/{number}/variables")
            if isinstance(variables, Down):
                return variables
            if any(within(each, "value") == order.run for each in several(variables.data)):
                return self._started(number)
        return None

    def _started(self, number: int) -> Started:
        return Started(str(number), f"{self._web}/-/pipelines/{number}")

    def _progress(self, pipeline: Any) -> Progress | Down:
        match pipeline:
            case {"id": int(number), "status": str(status)}:
                state = STATES.get(status, "unknown")
            case _:
                return Down("not-understood", self._web)
        return Progress(
            state,
            detail=plain(status, NAME),
            url=self._started(number).url,
            commit=plain(pipeline.get("sha"), NAME) if self._tells_commit else "",
            finished_at=moment(pipeline.get("finished_at")) if state in FINISHED else None,
        )
