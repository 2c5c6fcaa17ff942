"""What the doctor says: each finding with why it matters and how it is mended, a line or as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.examination import Finding, Level
from bot.domain.state.tracker import TrackerOutage
from bot.speech import platforms, tracker
from bot.speech.diagnoses import AREAS, LOSES, PICTURES, WORDS
from bot.speech.voice import Voice


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The same, said."""

    what: str
    why: str
    mend: str


MARKS: Final[Mapping[Level, str]] = {"well": "✓", "unseen": "○", "wrong": "✗"}


def told(voice: Voice, finding: Finding) -> Diagnosis:
    words, facts = WORDS[finding.what], _facts(voice, finding)
    what, why, mend = (voice.say(each, **facts) if each else "" for each in (words.what, words.why, words.mend))
    return Diagnosis(voice.say("{area}: {found}", area=voice.say(AREAS[finding.area]), found=what), why, mend)


def line(voice: Voice, finding: Finding) -> str:
    """One line: a mark, what, why it matters, how to mend it."""
    said = told(voice, finding)
    if finding.level == "well":
        return f"{MARKS[finding.level]} {said.what}"
    what = voice.say("{what}.", what=said.what) if said.why else said.what
    return f"{MARKS[finding.level]} {voice.sentences(what, said.why, said.mend)}"


def summed_up(voice: Voice, findings: Sequence[Finding]) -> str:
    amiss = sum(finding.level == "wrong" for finding in findings)
    if amiss:
        return voice.count("{n} thing is to be mended.", "{n} things are to be mended.", amiss)
    return voice.say("All is well, as far as it can be seen from here.")


def as_json(voice: Voice, findings: Sequence[Finding]) -> dict[str, Any]:
    """For scripts, which go by `area`, `level` and `what`; `says`, `why` and `mend` are for people."""
    return {
        "well": not any(finding.level == "wrong" for finding in findings),
        "findings": [
            {
                "area": finding.area,
                "level": finding.level,
                "what": finding.what,
                "facts": dict(finding.facts),
                "says": said.what,
                "why": said.why,
                "mend": said.mend,
            }
            for finding in findings
            for said in (told(voice, finding),)
        ],
    }


def posted(voice: Voice) -> str:
    """In the channel, for a moment."""
    return voice.say("Release Captain is examining its installation; this message goes again at once.")


def whispered(voice: Voice) -> str:
    return voice.say("Release Captain is examining its installation. Only you see this line; there is nothing to do.")


def _facts(voice: Voice, finding: Finding) -> dict[str, str]:
    """Ready for a sentence: names said, what others wrote made harmless."""
    facts = {name: voice.quote(value) for name, value in finding.facts.items()}
    match finding.what:
        case "scope-missing":
            lost = LOSES[facts["scope"]]
            return {**facts, "loses": voice.say(lost)}
        case "picture-refused":
            kind = PICTURES[facts["picture"]]
            return {**facts, "picture": voice.say(kind)}
        case "platform-down":
            return {**facts, "reason": platforms.unprobed(voice, facts["why"], facts["detail"])}
        case "tracker-down":
            return {**facts, "reason": tracker.why(voice, TrackerOutage(facts["why"], facts["detail"]))}
        case _:
            return facts
