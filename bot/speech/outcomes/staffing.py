"""What is said when somebody is given a role, a stand-in or a Slack account."""

from typing import assert_never

from bot.domain import events as e
from bot.domain.state.release import Release
from bot.speech.voice import Voice


def staffed(voice: Voice, release: Release, event: e.Assigned | e.StandInNamed | e.Linked) -> str:
    match event:
        case e.Assigned():
            role = voice.role_for(release.plan, event.role, event.system or None)
            if not event.people:
                return voice.say("Nobody holds the role {role} now.", role=role)
            return voice.say(
                "The role {role} is now held by {people}.", role=role, people=voice.people(release, event.people)
            )
        case e.StandInNamed():
            return voice.say(
                "{person} stands in for {absent} {period}; both names are on the record of what they sign.",
                person=voice.person(release, event.person),
                absent=voice.person(release, event.instead_of),
                period=period(voice, event),
            )
        case e.Linked():
            return voice.say(
                "{person} is now the Slack account {account}.",
                person=voice.person(release, event.person),
                account=voice.code(event.to),
            )
        case _:
            assert_never(event)


def period(voice: Voice, event: e.StandInNamed) -> str:
    """From when until when; what is over or has no end is not said."""
    begins = voice.moment(event.since)
    if event.until is None:
        return voice.say("from {begins} until the release ends", begins=begins)
    return voice.say("from {begins} to {ends}", begins=begins, ends=voice.moment(event.until))
