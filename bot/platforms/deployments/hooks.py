"""What platforms call in with: our own signed form, GitHub's `workflow_run`, GitLab's pipeline events.

Each platform has paths and a secret of its own, so that one cannot speak for another. GitHub and GitLab only say that a
run is worth a look: what became of it is asked for, not believed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.platforms.deployments.run import NAME, Progress
from bot.platforms.deployments.told import told
from bot.platforms.fields import plain
from bot.platforms.hooks import Brought, Hook, Ignored, Malformed
from bot.platforms.signatures import body_refusal, dated_refusal, same


@dataclass(frozen=True, slots=True)
class Heard:
    """Of `platform`, as the environment calls it. `run`: our id, `reference`: theirs; one of the two may be "".

    `progress`: what it said, or None where it only said that there is something to look at.
    """

    platform: str
    run: str
    reference: str
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class OwnHook:
    """`POST /hooks/deploys/<name>`: signed over its time and its body; the signature is the cause."""

    platform: str

    @property
    def path(self) -> str:
        return f"/hooks/deploys/{self.platform}"

    def refusal(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
        stamp, signature = headers.get("x-release-timestamp", ""), headers.get("x-release-signature", "")
        return dated_refusal(secret, body, stamp, signature, now)

    def read(self, headers: Mapping[str, str], data: Any) -> Brought[Heard] | Malformed:
        progress = told(data)
        if isinstance(progress, str):
            return Malformed(progress)
        run, reference = plain(data.get("run"), NAME), plain(data.get("reference"), NAME)
        if not run:
            return Malformed("run is the id that the order came with")
        return Brought(Heard(self.platform, run, reference, progress), headers.get("x-release-signature", ""))


@dataclass(frozen=True, slots=True)
class GitHubRunHook:
    """`POST /hooks/github-deploys/<name>`: signed as GitHub signs; the delivery's id is the cause."""

    platform: str

    @property
    def path(self) -> str:
        return f"/hooks/github-deploys/{self.platform}"

    def refusal(self, secret: str, headers: Mapping[str, str], body: bytes, _now: object) -> str:
        return body_refusal(secret, body, headers.get("x-hub-signature-256", ""))

    def read(self, headers: Mapping[str, str], data: Any) -> Brought[Heard] | Ignored | Malformed:
        if headers.get("x-github-event") != "workflow_run":
            return Ignored("not a workflow_run event")
        match data:
            case {"workflow_run": {"id": int(number), "event": "workflow_dispatch"}}:
                return Brought(Heard(self.platform, "", str(number), None), headers.get("x-github-delivery", ""))
            case {"workflow_run": {"id": int(), "event": str()}}:
                return Ignored("not a run that was ordered")
            case _:
                return Malformed("a workflow_run event has workflow_run with id and event")


@dataclass(frozen=True, slots=True)
class GitLabHook:
    """`POST /hooks/gitlab-deploys/<name>`: with the secret itself, as GitLab does; its idempotency key is the cause.

    A GitLab before 17.4 sends no such key: there the pipeline and its status are.
    """

    platform: str

    @property
    def path(self) -> str:
        return f"/hooks/gitlab-deploys/{self.platform}"

    def refusal(self, secret: str, headers: Mapping[str, str], _body: bytes, _now: object) -> str:
        return "" if same(secret, headers.get("x-gitlab-token", "")) else "X-Gitlab-Token is not ours"

    def read(self, headers: Mapping[str, str], data: Any) -> Brought[Heard] | Ignored | Malformed:
        match data:
            case {"object_kind": "pipeline", "object_attributes": {"id": int(number), "status": str(status)}}:
                cause = headers.get("idempotency-key") or f"{number}:{plain(status, NAME)}"
                return Brought(Heard(self.platform, "", str(number), None), cause)
            case {"object_kind": "pipeline"}:
                return Malformed("a pipeline event has object_attributes with id and status")
            case _:
                return Ignored("not a pipeline event")


def hooks_of(platform: str) -> Iterator[Hook[Heard]]:
    """The ways in for a platform that has a secret. `platform`: its name as the environment has it, `our-jenkins`."""
    yield from (OwnHook(platform), GitHubRunHook(platform), GitLabHook(platform))
