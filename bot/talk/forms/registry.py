"""Every form that can come back, in the order in which a line is looked at for what it lacks."""

from typing import Final

from bot.talk.forms.answers import AnswerForm
from bot.talk.forms.bugs import BugForm
from bot.talk.forms.documents import DocumentForm
from bot.talk.forms.form import Form
from bot.talk.forms.going_live import WordsForm
from bot.talk.forms.meetings import MeetingForm
from bot.talk.forms.minutes import MinuteForm
from bot.talk.forms.reasons import ReasonForm
from bot.talk.forms.signing import EvidenceForm
from bot.talk.forms.staffing import AssignForm
from bot.talk.understanding import Understood

FORMS: Final[tuple[type[Form], ...]] = (
    MinuteForm, BugForm, WordsForm, MeetingForm, DocumentForm, EvidenceForm, AnswerForm, ReasonForm, AssignForm,
)  # fmt: skip


def form_wanted(understood: Understood) -> Form | None:
    """The form for what the line lacks, where one can be opened; None: it is served as it is."""
    openable = (form for form in FORMS if understood.said.opener in form.opened_by)
    return next(filter(None, (form.wanted(understood) for form in openable)), None)
