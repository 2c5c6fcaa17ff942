"""GitHub Actions over the REST API, version 2022-11-28: "Create a workflow dispatch event", "Get a workflow run".

A server that does not return the run it started, or whose answer was lost, is asked for the one named after our id.
"""

import re
from typing import Any
from urllib.parse import quote

from bot.platforms.address import Repository
from bot.platforms.calling import DEFAULT_LIMITS, Answer, Caller, Clock, Down, Limits
from bot.platforms.deployments.run import FINISHED, NAME, Order, Progress, Rejected, Started, State, unprobed, unstarted
from bot.platforms.fields import moment, plain, several, within

NAMED = "named:"  # a reference by the name that the run was given, where its number is not known
SHOWN = 100  # runs listed
UNFINISHED: dict[str, State] = {
    "requested": "queued",
    "queued": "queued",
    "pending": "queued",
    "waiting": "queued",
    "in_progress": "running",
}
CONCLUSIONS: dict[str, State] = {
    "success": "succeeded",
    "failure": "failed",
    "timed_out": "failed",
    "startup_failure": "failed",
    "cancelled": "cancelled",
    "skipped": "cancelled",
}


class GitHubActions:
    """One workflow of one repository. `tells_commit`: the run's commit is the one it deploys."""

    def __init__(
        self,
        repository: Repository,
        workflow: str,
        tells_commit: bool,  # noqa: FBT001 - a fact about the workflow, not a switch
        token: str,
        clock: Clock,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._web = repository.web
        self._runs = f"{repository.api}/actions/runs"
        self._workflow = f"{repository.api}/actions/workflows/{quote(workflow, safe='')}"
        self._tells_commit = tells_commit
        self._clock = clock
        headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        self._caller = Caller(repository.api, headers | {"Authorization": f"Bearer {token}"}, clock, limits)

    def close(self) -> None:
        self._caller.close()

    def probe(self) -> Rejected | Down | None:
        return unprobed(self._caller.get(self._workflow))

    def start(self, order: Order) -> Started | Rejected | Down:
        if not order.ref:
            return Rejected("no-branch", order.system)
        if order.again and (found := self._found(order.run)):
            return found if isinstance(found, Down) else self._started(found)
        asked = {"ref": order.ref, "inputs": dict(order.parameters)}
        answer = self._caller.post(f"{self._workflow}/dispatches", {**asked, "return_run_details": True})
        if isinstance(answer, Down) and answer.why == "wrong-query" and "return_run_details" in answer.detail:
            answer = self._caller.post(f"{self._workflow}/dispatches", asked)  # an older Enterprise Server
        match answer:
            case Down():
                return unstarted(answer, self._clock)
            case Answer({"workflow_run_id": int(number)}):
                return Started(str(number), self._url(number))
            case _:
                return Started(f"{NAMED}{order.run}", f"{self._web}/actions")

    def look(self, reference: str) -> Progress | Down:
        if reference.startswith(NAMED):
            found = self._found(reference.removeprefix(NAMED))
            return Progress("unknown") if found is None else found if isinstance(found, Down) else self._progress(found)
        if not (reference.isascii() and reference.isdigit()):
            return Down("not-found", plain(reference, NAME))
        answer = self._caller.get(f"{self._runs}/{reference}")
        return answer if isinstance(answer, Down) else self._progress(answer.data)

    def _found(self, run: str) -> dict[str, Any] | Down | None:
        """The newest run whose name holds our id as a word of its own."""
        answer = self._caller.get(f"{self._workflow}/runs", {"event": "workflow_dispatch", "per_page": str(SHOWN)})
        if isinstance(answer, Down):
            return answer
        word = re.compile(rf"(?<![\w.-]){re.escape(run)}(?![\w.-])")
        runs = (each for each in several(within(answer.data, "workflow_runs")) if isinstance(each, dict))
        return next((each for each in runs if word.search(plain(each.get("display_title"), NAME))), None)

    def _started(self, run: dict[str, Any]) -> Started | Down:
        number = run.get("id")
        return Started(str(number), self._url(number)) if isinstance(number, int) else Down("not-understood", self._web)

    def _progress(self, run: Any) -> Progress | Down:
        match run:
            case {"id": int(number), "status": str(status)}:
                word = plain(run.get("conclusion") if status == "completed" else status, NAME)
            case _:
                return Down("not-understood", self._web)
        state: State = (CONCLUSIONS if status == "completed" else UNFINISHED).get(word, "unknown")
        return Progress(
            state,
            detail=word,
            url=self._url(number),
            commit=plain(run.get("head_sha"), NAME) if self._tells_commit else "",
            finished_at=moment(run.get("updated_at")) if state in FINISHED else None,
        )

    def _url(self, number: int) -> str:
        return f"{self._web}/actions/runs/{number}"
