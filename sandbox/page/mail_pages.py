"""`/sandbox/mail…`: the workspace's mails for its page and for programs, and a way to answer them.

What a mail brings along never runs and never loads anything: its HTML goes out under a policy that forbids both.
"""

import asyncio
import base64
import re
from collections.abc import Callable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.mail import exchange, outbox
from sandbox.mail.invitations import invitation_in
from sandbox.mail.threads import threads
from sandbox.page.downloads import SEALED, download
from sandbox.people.person import PersonOf
from sandbox.state.mails import Attachment, Mail, Mailbox
from sandbox.state.records import Json
from sandbox.state.workspace import Workspace

LETTERHEAD: Final = (
    '<!doctype html><base target="_blank">'
    "<style>body{margin:8px;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}</style>"
)
_FRAME = re.compile(r"<(?=(?:iframe|frame|object|embed)\b)", re.IGNORECASE)


class MailPages:
    def __init__(self, workspace: Workspace, person_of: PersonOf, smtp_url: str) -> None:
        self._workspace = workspace
        self._person_of = person_of
        self._smtp_url = smtp_url

    def routes(self) -> list[BaseRoute]:
        one = "/sandbox/mail/{number:int}"
        return [
            Route("/sandbox/mail", self.listed),
            Route("/sandbox/mail/outbox", self.outbox),
            Route(one, self.source),
            Route(f"{one}/body", self.body),
            Route(f"{one}/attachments/{{position:int}}", self.attachment),
            Route(f"{one}/reply", self.reply, methods=["POST"]),
            Route(f"{one}/answer", self.answer, methods=["POST"]),
        ]

    async def listed(self, request: Request) -> Response:
        """Every thread, the newest first; `?as=PERSON` shows hers alone."""
        try:
            eyes = self._person_of(request.query_params["as"]).user if "as" in request.query_params else None
        except KeyError as problem:
            return _no(problem, 404)
        mails = [mail for mail in tuple(self._workspace.mails) if eyes is None or mail.concerns(eyes.email)]
        shown = [_thread(self._workspace, thread) for thread in threads(mails)]
        return JSONResponse({"smtp_url": self._smtp_url, "threads": shown})

    async def outbox(self, _request: Request) -> Response:
        """What people answered, as one mbox file."""
        answers = outbox.written(tuple(self._workspace.mails))
        return download(outbox.as_mbox(answers), "application/mbox", "outbox.mbox")

    async def source(self, request: Request) -> Response:
        """One mail as it was handed over."""
        mail = self._mail(request)
        return download(mail.raw, "message/rfc822", f"mail-{mail.number}.eml") if mail else _unknown()

    async def body(self, request: Request) -> Response:
        """Its HTML part, with the pictures it brings along."""
        mail = self._mail(request)
        return HTMLResponse(_sealed(mail), headers=SEALED) if mail and mail.html else _unknown()

    async def attachment(self, request: Request) -> Response:
        """By its position, from 1."""
        mail, position = self._mail(request), request.path_params["position"]
        if mail is None or not 1 <= position <= len(mail.attachments):
            return _unknown()
        found = mail.attachments[position - 1]
        return download(found.content, found.kind, found.name)

    async def reply(self, request: Request) -> Response:
        """`{"person", "text", "everybody"?}`; the reply, with what became of it."""

        def written(mail: Mail, wanted: Json) -> Mail:
            person = self._person_of(str(wanted["person"]))
            return person.answers_mail(mail, str(wanted["text"]), everybody=bool(wanted.get("everybody")))

        return await self._written(request, written)

    async def answer(self, request: Request) -> Response:
        """`{"person", "answer"}` to an invitation: `ACCEPTED`, `TENTATIVE` or `DECLINED`."""

        def written(mail: Mail, wanted: Json) -> Mail:
            return self._person_of(str(wanted["person"])).answers_invitation(mail, str(wanted["answer"]))

        return await self._written(request, written)

    async def _written(self, request: Request, write: Callable[[Mail, Json], Mail]) -> Response:
        mail = self._mail(request)
        if mail is None:
            return _unknown()
        try:
            written = await asyncio.to_thread(write, mail, await request.json())
        except (KeyError, ValueError, PermissionError) as problem:
            return _no(problem)
        return JSONResponse({"ok": True, "mail": mail_json(self._workspace, written)})

    def _mail(self, request: Request) -> Mail | None:
        number = request.path_params["number"]
        mails = tuple(self._workspace.mails)
        return mails[number - 1] if 1 <= number <= len(mails) else None


def mail_json(workspace: Workspace, mail: Mail) -> Json:
    """One mail without the contents of its attachments."""
    return {
        "number": mail.number,
        "at": mail.at,
        "date": mail.date.isoformat() if mail.date else None,
        "message_id": mail.message_id,
        "references": list(mail.references),
        "subject": mail.subject,
        "from": _box(workspace, mail.author),
        "to": [_box(workspace, box) for box in mail.to],
        "cc": [_box(workspace, box) for box in mail.cc],
        "recipients": [_box(workspace, Mailbox("", address)) for address in mail.recipients],
        "text": mail.text,
        "html": bool(mail.html),
        "attachments": [_attachment(part) for part in mail.attachments],
        "invitation": _invitation(workspace, mail),
        "delivery": {"outcome": mail.delivery.outcome, "told": mail.delivery.told} if mail.delivery else None,
    }


def _thread(workspace: Workspace, thread: Sequence[Mail]) -> Json:
    return {"subject": thread[0].subject, "mails": [mail_json(workspace, mail) for mail in thread]}


def _box(workspace: Workspace, box: Mailbox) -> Json:
    user = exchange.find(workspace, box.address)
    return {"name": box.name, "address": box.address, "user": user.id if user else None}


def _invitation(workspace: Workspace, mail: Mail) -> Json | None:
    invited = invitation_in(mail)
    if invited is None:
        return None
    return {
        "method": invited.method,
        "uid": invited.uid,
        "sequence": invited.sequence,
        "title": invited.title,
        "begins": invited.begins,
        "ends": invited.ends,
        "place": invited.place,
        "organizer": _box(workspace, invited.organizer),
        "guests": [{**_box(workspace, guest.box), "answer": guest.answer} for guest in invited.guests],
        "wants_answers": invited.wants_answers,
    }


def _attachment(part: Attachment) -> Json:
    return {"name": part.name, "kind": part.kind, "size": len(part.content), "method": part.method}


def _sealed(mail: Mail) -> str:
    """The HTML, links opening elsewhere, and `cid:` pictures in place.

    A frame of the mail's own would be forbidden by the policy, but the browser connects before it asks the policy.
    """
    html = LETTERHEAD + _FRAME.sub("<x-", mail.html)
    for part in mail.attachments:
        if part.content_id and part.kind.startswith("image/"):
            data = base64.b64encode(part.content).decode()
            html = html.replace(f"cid:{part.content_id}", f"data:{part.kind};base64,{data}")
    return html


def _unknown() -> Response:
    return JSONResponse({"ok": False, "error": "There is no such mail, or it has no such part."}, 404)


def _no(problem: Exception, status: int = 400) -> Response:
    text = f"Missing or unknown: {problem}." if isinstance(problem, KeyError) else str(problem)
    return JSONResponse({"ok": False, "error": text}, status)
