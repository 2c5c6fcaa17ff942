"""What is said when one item cannot be done, undone, blocked or found. Decides nothing."""

from typing import assert_never

from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import lines
from bot.speech.voice import Voice

AboutItem = (
    r.NotYourRole
    | r.TooEarly
    | r.AlreadyDone
    | r.MissingEvidence
    | r.IsBlocked
    | r.FourEyes
    | r.HeldApart
    | r.NobodyHolds
    | r.NoSuchItem
    | r.WhichItem
    | r.NothingToTakeBack
    | r.NotYours
    | r.Confirm
)
NOTHING = {
    "signature": msgid("Nobody has signed {item}, so there is nothing to take back. How it stands: {why}"),
    "block": msgid("{item} is not blocked by anybody. How it stands: {why}"),
}
ASKED = {
    "note": msgid("{item} asks for a note before it is signed ({asks}): {line}"),
    "link": msgid("{item} asks for a link before it is signed ({asks}): {line}"),
    "branch": msgid("{item} asks for branch and commit before it is signed ({asks}): {line}"),
}


def about_item(voice: Voice, release: Release, refused: AboutItem) -> str:  # noqa: C901, PLR0911, PLR0912 - one flat table of refusals
    match refused:
        case r.NotYourRole():
            return _not_your_role(voice, release, refused)
        case r.TooEarly():
            return _too_early(voice, release, refused)
        case r.AlreadyDone():
            return _already_done(voice, release, refused)
        case r.MissingEvidence():
            return _missing_evidence(voice, release, refused)
        case r.IsBlocked():
            return _is_blocked(voice, release, refused)
        case r.FourEyes():
            return _four_eyes(voice, release, refused)
        case r.HeldApart():
            return _held_apart(voice, release, refused)
        case r.NobodyHolds():
            return _nobody_holds(voice, release, refused)
        case r.NoSuchItem():
            return _no_such_item(voice, release, refused)
        case r.WhichItem():
            return _which_item(voice, release, refused)
        case r.NothingToTakeBack(item, what):
            if what == "none":
                return voice.say("That emoji had set nothing here, so nothing changes. What is yours: `/release mine`")
            why = lines.on_item(voice, release, "why", item)
            return voice.say(NOTHING[what], item=voice.named(release, item), why=why)
        case r.NotYours():
            return _not_yours(voice, release, refused)
        case r.Confirm():
            return _confirm(voice, release, refused)
        case _:
            assert_never(refused)


def _not_your_role(voice: Voice, release: Release, refused: r.NotYourRole) -> str:
    takes = voice.few([voice.holders(release, held) for held in refused.takes])
    return voice.say(
        "{item} is for another role to sign: {takes}. What waits for you: `/release mine`",
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


def _is_blocked(voice: Voice, release: Release, refused: r.IsBlocked) -> str:
    reason = voice.said(refused.reason) if refused.reason else voice.say("no reason given yet")
    line = lines.on_item(voice, release, "unblock", refused.item, "REASON")
    return voice.say(
        "{item} is blocked by {person} since {since}: {reason}. Once that is settled, they or the lead type {line}",
        item=voice.named(release, refused.item),
        person=voice.person(release, refused.person),
        since=voice.moment(refused.since),
        reason=reason,
        line=line,
    )


def _four_eyes(voice: Voice, release: Release, refused: r.FourEyes) -> str:
    item = release.item(refused.item)
    shown = voice.named(release, item.id)
    others = _others(voice, release, refused)
    match refused.because:
        case "role":
            role = voice.role(release.plan, refused.name)
            return voice.say(
                "You are the {role}, and {item} takes a second pair of eyes. {others}",
                role=role,
                item=shown,
                others=others,
            )
        case "step":
            step = voice.quote(refused.name)
            return voice.say(
                "You signed {step}, and {item} takes a second pair of eyes. {others}",
                step=step,
                item=shown,
                others=others,
            )
        case "vote":
            role = voice.role(release.plan, refused.name)
            return voice.say(
                "Your vote as {role} on {item} counts already; one person has one. {others}",
                role=role,
                item=shown,
                others=others,
            )
        case _:
            assert_never(refused.because)


def _held_apart(voice: Voice, release: Release, refused: r.HeldApart) -> str:
    role = voice.role_for(release.plan, refused.other, refused.system)
    apart = voice.say("The {role} may not hold this role too: work takes a second pair of eyes.", role=role)
    if not refused.may:
        return voice.sentences(apart, voice.say("Name somebody else."))
    people = voice.people(release, refused.may)
    return voice.sentences(apart, voice.say("Name somebody else, for instance {people}.", people=people))


def _others(voice: Voice, release: Release, refused: r.FourEyes) -> str:
    """Who can sign instead, or how somebody comes to."""
    if refused.may:
        return voice.say("It can be signed by {people}.", people=voice.people(release, refused.may))
    lead = voice.holders(release, r.RoleHolders(release.plan.lead, None, release.leads))
    return voice.say(
        "Nobody else can sign it, so the {lead} names a stand-in: {line}",
        lead=lead,
        line=voice.code("/release standin @user for @user"),
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


def _no_such_item(voice: Voice, release: Release, refused: r.NoSuchItem) -> str:
    unknown = voice.say("There is no item {name}.", name=voice.said(refused.name, 80))
    if not refused.near:
        return voice.sentences(unknown, voice.say("All of them are in `/release status`."))
    near = [voice.short(release, key) if key in release.layout.items else key for key in refused.near]
    return voice.sentences(
        unknown, voice.say("Did you mean {near}?", near=voice.few([voice.code(name) for name in near]))
    )


def _which_item(voice: Voice, release: Release, refused: r.WhichItem) -> str:
    choices = [lines.on_item(voice, release, refused.verb, key) for key in refused.items]
    return voice.say("Several items fit. Which one? {lines}", lines=voice.few(choices))


def _not_yours(voice: Voice, release: Release, refused: r.NotYours) -> str:
    return voice.say(
        "Only {person} or the {lead} can take this back on {item}: please ask them.",
        person=voice.person(release, refused.person),
        lead=voice.holders(release, r.RoleHolders(release.plan.lead, None, refused.leads)),
        item=voice.named(release, refused.item),
    )


def _confirm(voice: Voice, release: Release, refused: r.Confirm) -> str:
    line = lines.confirmed(voice, release, refused)
    if refused.verb == "abort":
        lost = voice.count(
            "This ends the release for good, with {n} item left undone.",
            "This ends the release for good, with {n} items left undone.",
            len(refused.closes),
        )
        left = [run.id for run in release.runs.values() if run.ended_at is None]
        going_on = (
            voice.say("{runs} go on over there, and are followed to the end.", runs=voice.few(left)) if left else ""
        )
        return voice.sentences(lost, going_on, voice.say("If it is to end, type {line}", line=line))
    if refused.verb == "rollback":
        back = voice.say("This takes back, in this order: {systems}.", systems=" → ".join(
            voice.system(release.plan, system) for system in refused.closes))  # fmt: skip
        ends = voice.say("The signatures on {items} end.", items=voice.shorts(release, refused.reopens))
        ended = ends if refused.reopens else ""
        return voice.sentences(back, ended, voice.say("If that is right, type {line}", line=line))
    items, closed = voice.shorts(release, refused.reopens), voice.shorts(release, refused.closes)
    undone = (
        voice.say(
            "This also voids the signatures on {items}, and {closed} must wait again.", items=items, closed=closed
        )
        if closed
        else voice.say("This also voids the signatures on {items}.", items=items)
    )
    return voice.sentences(undone, voice.say("If that is right, type {line}", line=line))
