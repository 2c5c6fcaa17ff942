"""Signatures: given, taken back, ended; who is on an item, what was noted for it; why one cannot be signed."""

from datetime import datetime
from typing import Literal, assert_never

from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan.moments import parse_duration
from bot.domain.reading.going_live import developers
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.record.outcome import Done
from bot.speech import bugs, lines, problems, signing
from bot.speech.consequences import reclosed, settling
from bot.speech.outcomes.confirming import if_right, voids
from bot.speech.voice import Voice

NOTHING = {
    "signature": msgid("Nobody has signed {item}, so there is nothing to take back. How it stands: {why}"),
    "block": msgid("{item} is not blocked by anybody. How it stands: {why}"),
}
ASKED = {
    "note": msgid("{item} asks for a note before it is signed ({asks}): {line}"),
    "link": msgid("{item} asks for a link before it is signed ({asks}): {line}"),
    "branch": msgid("{item} asks for branch and commit before it is signed ({asks}): {line}"),
}
FOUR_EYES = {
    "role": msgid("You are the {role}, and {item} takes a second pair of eyes. {others}"),
    "step": msgid("You signed {step}, and {item} takes a second pair of eyes. {others}"),
    "vote": msgid("Your vote as {role} on {item} counts already; one person has one. {others}"),
}


def told(voice: Voice, done: Done, event: e.SigningEvent, actor: str) -> str:
    release, item = done.after, voice.named(done.after, event.item)
    match event:
        case e.Signed() | e.Withdrawn() | e.ResultFailed():
            return _resulted(voice, done, event, actor)
        case e.Reopened():
            return voice.say("{what}.", what=what(voice, release, event))
        case e.Watched():
            hold = voice.span(parse_duration(release.plan.reminders.watch))
            return voice.say("You are on {item}: reminders to you wait {hold}.", item=item, hold=hold)
        case e.Unwatched():
            return voice.say("You are no longer on {item}: reminders to you come as planned.", item=item)
        case e.Noted() | e.Unsaid():
            return _remarked(voice, release, event)
        case _:
            assert_never(event)


def _remarked(voice: Voice, release: Release, event: e.Noted | e.Unsaid) -> str:
    """What the words count for now; once signed, that is what the record holds, whatever becomes of the words."""
    item, record = voice.named(release, event.item), release.records[event.item]
    signed = next((each for each in reversed(record.signatures) if each.person == event.by), None)
    if signed:
        return voice.say(
            "You signed {item} ({at}), and the record holds {note}: that stays. To take your signature back: {undo}",
            item=item,
            at=voice.moment(signed.at),
            note=voice.said(signed.note) if signed.note else voice.say("no words of yours"),
            undo=lines.on_item(voice, release, "undo", event.item),
        )
    match event:
        case e.Noted() if record.remarks[-1].reason:
            return voice.say("Noted for {item}, with why it is blocked.", item=item)
        case e.Unsaid():
            return voice.say("What you deleted no longer counts for {item}.", item=item)
        case e.Noted():
            line = lines.on_item(voice, release, "done", event.item)
            return voice.say("Noted for {item}; it serves as evidence when you sign: {line}", item=item, line=line)
        case _:
            assert_never(event)


def _resulted(voice: Voice, done: Done, event: e.Signed | e.Withdrawn | e.ResultFailed, actor: str) -> str:
    release, known = done.after, done.before.records[event.item].failed if done.before else None
    match event:
        case e.Signed():
            return voice.sentences(_signed(voice, release, event), settling(voice, done, event, actor))
        case e.ResultFailed():
            return _failed(voice, done, event)
        case e.Withdrawn() if known and not release.records[event.item].failed:
            item = voice.named(release, event.item)
            return voice.say("It is taken back that {item} failed; it is still to be signed.", item=item)
        case e.Withdrawn():
            return voice.sentences(_taken_back(voice, release, event, actor), reclosed(voice, done))
        case _:
            assert_never(event)


def _signed(voice: Voice, release: Release, event: e.Signed) -> str:
    item = voice.named(release, event.item)
    role = voice.role(release.plan, event.role)
    if not event.instead_of:
        return voice.say("Signed {item} as {role}.", item=item, role=role)
    return voice.say(
        "Signed {item} as {role}: {person} for {absent}; both names are on the record.",
        item=item,
        role=role,
        person=voice.person(release, event.by),
        absent=voice.person(release, event.instead_of),
    )


def _failed(voice: Voice, done: Done, event: e.ResultFailed) -> str:
    """What was taken down, who is told, what stands on it already, and the clock that it starts."""
    release = done.after
    told = [who for who in (*developers(release, event.item), *release.leads) if who != event.by]
    return voice.sentences(
        voice.say("Noted: {item} failed, {reason}. It stays open.",
                  item=voice.named(release, event.item), reason=voice.said(event.reason)),
        voice.say("Told: {people}.", people=voice.people(release, dict.fromkeys(told))) if told else "",
        signing.resting(voice, release, event.item),
        problems.began(voice, done),
        voice.say("When it has passed: {line}", line=lines.on_item(voice, release, "done", event.item, "NOTE")),
    )  # fmt: skip


def _taken_back(voice: Voice, release: Release, event: e.Withdrawn, actor: str) -> str:
    item, role = voice.named(release, event.item), voice.role(release.plan, event.role)
    if event.person == actor:
        return voice.say("Your signature as {role} on {item} is taken back.", role=role, item=item)
    person = voice.person(release, event.person)
    return voice.say(
        "The signature of {person} as {role} on {item} is taken back.", person=person, role=role, item=item
    )


def what(voice: Voice, release: Release, event: e.SigningEvent) -> str:
    match event:
        case e.Signed() | e.Withdrawn():
            return _signature(voice, release, event)
        case e.ResultFailed():
            return voice.say("said that {item} failed, as {role}", item=voice.named(release, event.item),
                             role=voice.role(release.plan, event.role))  # fmt: skip
        case e.Reopened():
            return _ended(voice, release, event)
        case e.Watched():
            return voice.say("is on {item}", item=voice.named(release, event.item))
        case e.Unwatched():
            return voice.say("is no longer on {item}", item=voice.named(release, event.item))
        case e.Noted():
            return voice.say("noted for {item}", item=voice.named(release, event.item))
        case e.Unsaid():
            return voice.say("deleted words noted for {item}", item=voice.named(release, event.item))
        case _:
            assert_never(event)


def _signature(voice: Voice, release: Release, event: e.Signed | e.Withdrawn) -> str:
    item = voice.named(release, event.item)
    role = voice.role(release.plan, event.role)
    if isinstance(event, e.Withdrawn) and event.person == event.by:
        return voice.say("took back their signature as {role} on {item}", role=role, item=item)
    if isinstance(event, e.Withdrawn):
        person = voice.person(release, event.person)
        return voice.say("took back the signature of {person} as {role} on {item}", person=person, role=role, item=item)
    if event.instead_of:
        absent = voice.person(release, event.instead_of)
        return voice.say("signed {item} as {role}, standing in for {absent}", item=item, role=role, absent=absent)
    return voice.say("signed {item} as {role}", item=item, role=role)


def _ended(voice: Voice, release: Release, event: e.Reopened) -> str:
    item = voice.named(release, event.item)
    if release.item(event.because).step.meeting == "call" and release.meeting and release.meeting.state == "cancelled":
        return voice.say("{item} lost its signatures, because the meeting was cancelled", item=item)
    if event.item == event.because:
        return voice.say("{item} lost its signatures, because it failed", item=item)
    if (step := release.layout.items.get(event.because)) and step.rollback:
        return voice.say("{item} lost its signatures, because of the rollback {rollback}",
                         item=item, rollback=step.rollback)  # fmt: skip
    because = voice.quote(voice.short(release, event.because))
    if release.records[event.because].failed:
        return voice.say("{item} lost its signatures, because {because} failed", item=item, because=because)
    return voice.say("{item} lost its signatures, because {because} was taken back", item=item, because=because)


def words(event: e.SigningEvent) -> str:
    match event:
        case e.Signed():
            return event.note
        case e.Noted():
            return event.text
        case e.Withdrawn() | e.ResultFailed():
            return event.reason
        case e.Reopened() | e.Watched() | e.Unwatched() | e.Unsaid():
            return ""
        case _:
            assert_never(event)


def refusal(  # noqa: C901, PLR0911, PLR0912 - one line a refusal
    voice: Voice, release: Release, refused: r.SigningRefusal
) -> str:
    match refused:
        case r.NotYourRole():
            return _not_your_role(voice, release, refused)
        case r.TooEarly():
            return _too_early(voice, release, refused)
        case r.NotYet(item, at):
            return _not_yet(voice, release, item, at)
        case r.AlreadyDone():
            return _already_done(voice, release, refused)
        case r.MissingEvidence():
            return _missing_evidence(voice, release, refused)
        case r.FourEyes():
            return _four_eyes(voice, release, refused)
        case r.NobodyHolds():
            return _nobody_holds(voice, release, refused)
        case r.ShownAnew(item):
            return voice.say(
                "{item} rests on something else by now than when this was shown, so nothing is signed. "
                "Look at it as it is: {line}",
                item=voice.named(release, item),
                line=lines.on_item(voice, release, "why", item),
            )
        case r.NothingTried(item):
            return voice.say(
                "{item} asks for no test's result, so it cannot fail. What keeps it from being done: {line}",
                item=voice.named(release, item),
                line=lines.on_item(voice, release, "block", item, "REASON"),
            )
        case r.NothingToTakeBack(item, what):
            return _nothing(voice, release, item, what)
        case r.NotYours():
            return _not_yours(voice, release, refused)
        case r.Undoes():
            again = bugs.open_again(voice, release, refused.bugs)
            falls = voids(voice, release, refused.reopens, refused.closes)
            return voice.sentences(falls, again, if_right(voice, release, refused))
        case r.SoundsFailed():
            return _sounds_failed(voice, release, refused)
        case _:
            assert_never(refused)


def _nothing(voice: Voice, release: Release, item: str, what: Literal["signature", "block", "none"]) -> str:
    if what == "none":
        return voice.say("That emoji had set nothing here, so nothing changes. What is yours: `{command} mine`")
    return voice.say(NOTHING[what], item=voice.named(release, item), why=lines.on_item(voice, release, "why", item))


def _not_yours(voice: Voice, release: Release, refused: r.NotYours) -> str:
    return voice.say(
        "Only {person} or the {lead} can take this back on {item}: please ask them.",
        person=voice.person(release, refused.person),
        lead=voice.lead(release, refused.leads),
        item=voice.named(release, refused.item),
    )


def _sounds_failed(voice: Voice, release: Release, refused: r.SoundsFailed) -> str:
    verb, item, *words = lines.failing(refused.command)
    return voice.say(
        "{words} sounds like a failure, so {item} is not signed. If it failed, type {failed}; if it went well, {line}",
        words=voice.said(refused.command.note, 150),
        item=voice.named(release, refused.item),
        failed=lines.on_item(voice, release, verb, item, *filter(None, words), "REASON"),
        line=lines.confirmed(voice, release, refused),
    )


def _not_your_role(voice: Voice, release: Release, refused: r.NotYourRole) -> str:
    takes = voice.few([voice.holders(release, held) for held in refused.takes])
    return voice.say(
        "{item} is for another role to sign: {takes}. What waits for you: `{command} mine`",
        item=voice.named(release, refused.item),
        takes=takes,
    )


def _too_early(voice: Voice, release: Release, refused: r.TooEarly) -> str:
    early = voice.say(
        "{item} cannot be signed yet; it waits for {others}.",
        item=voice.named(release, refused.item),
        others=voice.shorts(release, refused.waits_for),
    )
    if not refused.turn:
        line = lines.on_item(voice, release, "why", refused.item)
        return voice.sentences(early, voice.say("What holds those up: {line}", line=line))
    turn = voice.people(release, refused.turn)
    return voice.sentences(early, voice.say("It is the turn of {turn}, and you will be told when it opens.", turn=turn))


def _not_yet(voice: Voice, release: Release, item: str, at: datetime) -> str:
    return voice.say(
        "{item} cannot be signed before {moment}; whoever signs it is told then.",
        item=voice.named(release, item),
        moment=voice.wall(at, release.plan.zone),
    )


def _already_done(voice: Voice, release: Release, refused: r.AlreadyDone) -> str:
    item, person = voice.named(release, refused.item), voice.person(release, refused.person)
    at, undo = voice.moment(refused.at), lines.on_item(voice, release, "undo", refused.item)
    if refused.waived:
        return voice.say(
            "{item} was waived by {person} ({at}), so nothing is left to sign. The lead takes that back with {undo}",
            item=item,
            person=person,
            at=at,
            undo=undo,
        )
    role = voice.role(release.plan, refused.role)
    signed = voice.say(
        "{item} was signed by {person} as {role} already ({at}).", item=item, person=person, role=role, at=at
    )
    if refused.still:
        missing = voice.few([voice.holders(release, held) for held in refused.still])
        return voice.sentences(signed, voice.say("Still missing: {missing}.", missing=missing))
    return voice.sentences(signed, voice.say("To take it back: {undo}", undo=undo))


def _missing_evidence(voice: Voice, release: Release, refused: r.MissingEvidence) -> str:
    evidence = {"link": ["https://…"], "branch": ["BRANCH", "COMMIT"]}.get(refused.asks.kind, ["NOTE"])
    return voice.say(
        ASKED.get(refused.asks.kind, ASKED["note"]),
        item=voice.named(release, refused.item),
        asks=voice.quote(refused.asks.text.in_(voice.language)),
        line=lines.on_item(voice, release, "done", refused.item, *evidence),
    )


def _four_eyes(voice: Voice, release: Release, refused: r.FourEyes) -> str:
    step = refused.because == "step"
    name = voice.quote(refused.name) if step else voice.role(release.plan, refused.name)
    item, others = voice.named(release, refused.item), _others(voice, release, refused)
    return voice.say(FOUR_EYES[refused.because], role=name, step=name, item=item, others=others)


def _others(voice: Voice, release: Release, refused: r.FourEyes) -> str:
    """Who can sign instead, or how somebody comes to."""
    if refused.may:
        return voice.say("It can be signed by {people}.", people=voice.people(release, refused.may))
    return voice.say(
        "Nobody else can sign it, so the {lead} names a stand-in: {line}",
        lead=voice.lead(release, release.leads),
        line=voice.line("standin @user for @user"),
    )


def _nobody_holds(voice: Voice, release: Release, refused: r.NobodyHolds) -> str:
    item = release.item(refused.item)
    roles = voice.list(voice.role_for(release.plan, role, item.system) for role in refused.roles)
    return voice.say(
        "{item} cannot be signed: there is nobody for {roles}. {leads} can name somebody: {line}",
        item=voice.named(release, item.id),
        roles=roles,
        leads=voice.people(release, refused.leads) or voice.role(release.plan, release.plan.lead),
        line=voice.list(lines.assign(voice, release.plan, role, item.system) for role in refused.roles),
    )
