"""What is said about a plan: one sentence per rule, which tells what is wrong and what to do.

The names in braces are the finding's params. Nothing is decided here.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.plan.check import times
from bot.domain.plan.check.finding import Appointment, Finding
from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech.voice import Voice

LONGEST = 200  # characters of a quoted value

WHAT = {
    "role": msgid("role"),
    "person": msgid("person"),
    "system": msgid("system"),
    "environment": msgid("environment"),
    "kind": msgid("kind of system"),
    "gate": msgid("gate"),
    "step": msgid("step"),
    "phase": msgid("phase"),
    "country": msgid("country"),
    "zone": msgid("time zone"),
    "email": msgid("e-mail address"),
    "document": msgid("document"),
    "section": msgid("section"),
    "content": msgid("content"),
    "severity": msgid("severity"),
    "watch": msgid("watch"),
    "platform": msgid("platform"),
    "blank": msgid("blank"),
    "go-live": msgid("go-live"),
    "meeting": msgid("the meeting"),
}
FILE = {
    "no-such-file": msgid("there is no such file; give the plan's path"),
    "unreadable-file": msgid("the file cannot be read ({reason}); check its path and permissions"),
    "file-too-large": msgid("the file is larger than {most} kB; a plan is a page of text, so is this the right file?"),
    "not-utf-8": msgid("this is not UTF-8 text; save the file as UTF-8"),
    "empty-file": msgid("the file is empty; start from the shipped plan.yaml"),
    "not-yaml": msgid("YAML cannot read this: {problem}; check quotes, colons and indentation here and just above"),
    "not-text": msgid("this holds half a character; write it out"),
    "tab": msgid("a tab stands here; YAML indents with spaces only"),
    "too-deep": msgid("values are nested too deeply, or an anchor holds itself; write them out"),
    "too-many-values": msgid("anchors expand to more values than any plan has; write them out"),
    "not-a-plan": msgid("a plan is `key: value` lines, starting with id, name and release"),
}
SHAPE = {
    "missing-key": msgid("`{key}` is missing here; add it"),
    "unknown-key": msgid("`{key}` means nothing here; remove or rename it."),
    "duplicate-key": msgid("`{key}` stands here twice; keep one"),
    "reads-as-boolean": msgid('YAML reads `{value}` as true or false; put it in quotes: "{value}"'),
    "reads-as-number": msgid('YAML reads `{value}` as a number (1.10 becomes 1.1); put it in quotes: "{value}"'),
    "reads-as-date": msgid('YAML reads `{value}` as a date, not as words; put it in quotes: "{value}"'),
    "reads-as-time": msgid('YAML reads `{value}` as a number of seconds; put it in quotes: "{value}"'),
    "not-plain-words": msgid("this is not plain words; put it in quotes, without a tag"),
    "empty-value": msgid("nothing stands here; fill it in or remove the line"),
    "want-words": msgid("`{key}` takes words, one value"),
    "want-number": msgid("`{key}` takes a whole number, without quotes or a point"),
    "want-list": msgid("`{key}` takes one name or a list: [a, b]"),
    "want-mapping": msgid("`{key}` takes `key: value` lines, indented below it"),
    "not-one-of": msgid("`{key}` cannot be `{value}`; it is one of: {allowed}"),
    "too-small": msgid("`{key}` is {value}; it must be at least {least}"),
    "too-high": msgid("`{key}` is {value}; it must be at most {most}"),
    "bad-id": msgid("`{value}` cannot be an id; use letters, digits and hyphens"),
    "bad-release-id": msgid("`{value}` cannot name a release; use small letters, digits, points and hyphens"),
    "bad-email": msgid("`{value}` is no e-mail address; write name@example.org"),
    "bad-channel": msgid(
        '`{value}` is no channel; write its name with # and in quotes, "#release", or its id, C0123456789'
    ),
    "not-a-moment": msgid("`{value}` is no moment; write T, T+1h, T-2d 18:00 or T-3wd 10:00"),
    "not-an-earliest-moment": msgid("`{value}` is no earliest moment; write T+15m, T+1d 10:00, or 30m after STEP"),
    "not-a-duration": msgid("`{value}` is no duration; write 30s, 15m, 4h or 2d"),
    "not-a-wall-time": msgid('`{value}` is no date and time; write "2026-12-01 12:00"'),
    "not-a-clock-time": msgid('`{key}` takes a time of day; write "9:30"'),
}
NAMES = {
    "unknown-name": msgid("there is no {what} `{name}`; name one that exists."),
    "duplicate": msgid("the {what} `{name}` is there twice; every one needs its own"),
    "role-not-per-system": msgid(
        "{role} is held for all systems at once; give the role `per: system`, or name its people under roles"
    ),
    "lead-empty": msgid("nobody is {role}, and the lead alone can start a release; name a person"),
    "lead-per-system": msgid("{role} leads the whole release; remove `per: system` and name its people"),
    "by-nobody": msgid("step {step} says neither who signs it (`by`) nor where it deploys; add `by`"),
    "deploys-what": msgid("step {step} deploys, but no systems; add `each: system` or the kind of system"),
    "not-a-branch": msgid("git takes no branch called {branch}; write the name as the repository of {system} has it"),
    "snapshot": msgid(
        "{system} is to be released as {version}, which can change after the test; fix a version, or record the commit"
    ),
}
WORK = {
    "meeting-of-nobody": msgid("{step} is a part of a meeting; say in `meeting` at the top of the plan who is invited"),
    "meeting-part-twice": msgid("{step} is `{part}` of the meeting as {other} is; keep one"),
    "meeting-part-missing": msgid("no step is `{part}` of the meeting; name it with `meeting: {part}`"),
    "meeting-per-system": msgid("{step} is a part of the one meeting; leave `each` out"),
    "required-uninvited": msgid("{role} must be at the meeting and is not invited; add it to `invites`"),
    "gate-without-bugs": msgid("{gate} counts bugs, and the plan has no `bugs`; say there who mends and who verifies"),
    "reviews-itself": msgid("step {step} reviews itself; name the step whose work it approves"),
    "answers-nothing": msgid("step {step} answers {other}, which sends no mail; give that one a `mail`"),
    "answers-nobody": msgid("step {step} is an answer and has no `mail`; say under `mail` to whom it goes"),
    "which-document": msgid("step {step} asks for a document; name one of the plan's: `document: …`"),
    "no-document-kind": msgid("step {step} names a document without asking for one; write `kind: document`"),
    "branch-of-what": msgid("step {step} asks for a branch, and not of a system; add `each: system`"),
    "lists-unwritten": msgid("step {step} lists what is in {document}, which no step asks for; ask for it in one"),
    "ahead-of-nothing": msgid(
        "step {step} opens ahead of its phase and needs nothing; say with `needs` what it waits for"
    ),
    "lists-asks": msgid("step {step} asks for a document or a branch of each line; ask for a note or a link"),
    "hotfix-each": msgid(
        "step {step} of the hotfix is done once, or with `each: environment` in every environment reached"
    ),
}
TRACKER = {
    "no-address": msgid(
        "`{at}` is no address of a {kind} tracker; "
        "write owner/repository for github, or https://company.atlassian.net for jira"
    ),
    "empty-query": msgid("an empty `query` would select everything in Jira; write the JQL of this release's bugs"),
    "unnamed-there": msgid(
        "the tracker has no name for the {what} `{name}`, so its bugs would stay unsorted and keep gates shut; "
        "name its label"
    ),
}
PLATFORMS = {
    "no-platform-address": msgid(
        "`{at}` is no address of a {kind} platform; write https://host/path, or owner/repository for github, "
        "group/project for gitlab"
    ),
    "insecure-address": msgid("`{at}` would carry credentials in clear; write https://"),
    "platform-lacks": msgid("a {kind} platform is named by its `{key}`; add it"),
    "platform-ignores": msgid("a {kind} platform has no use for `{key}`; remove it"),
    "blank-not-here": msgid(
        "<{name}> may not stand here, since people choose it while the release runs; pass it on under `parameters`"
    ),
    "two-platforms": msgid(
        "{system} is deployed to {environment} by {other} already; name other `systems` or `environments` on one"
    ),
    "unfound-run": msgid(
        "no parameter tells {name} the id of the run, so an answer that gets lost cannot be found again; "
        "pass on <run> in one"
    ),
    "no-version-address": msgid("`{at}` is no address of a page; write https://host/path"),
    "no-time-to-run": msgid("the command has no time at all; write `within: 30m`"),
}
WATCHES = {
    "no-http-address": msgid(
        "`{at}` is no address of a page; write https://host/path, without a user name, spaces or #"
    ),
    "no-tcp-address": msgid("`{at}` is no address to connect to; write host:port"),
    "no-tls-address": msgid("`{at}` is no address of a certificate; write host or host:port"),
    "forbidden-address": msgid(
        "`{at}` is the inside of a machine or of a cloud, which no watch may look at; name the service's own address"
    ),
    "no-timeout": msgid("`timeout` leaves no time for an answer; write 5s"),
    "too-often": msgid("the watch looks every {every} and waits {timeout} for an answer; let it look less often"),
    "never-down": msgid(
        "the watch looks every {every} for {lasts}, too seldom to fail {after} times; let it look more often"
    ),
    "within-timeout": msgid(
        "an answer is expected within {within}, and none is waited for longer than {timeout}; change one of the two"
    ),
    "expects-no-page": msgid("a {kind} watch sees no page; remove `expect`, or write `kind: http`"),
    "no-certificate": msgid("a {kind} watch counts no days of a certificate; remove `days_left`, or write `kind: tls`"),
}
ORDER = {
    "cycle": msgid("these wait for one another for ever: {chain}; remove one of the needs"),
    "order": msgid("{system} is number {order}, but needs {need}, which is number {before}; give it a higher number"),
    "no-system-of-kind": msgid(
        "step {step} is for each {kind}, and no system is one; change `each` or remove the step"
    ),
    "needs-later-phase": msgid("step {step} needs {need}, which comes in the later phase {phase}; move one of them"),
    "unreachable": msgid("step {step} can never open, because {need} never can; mend that first"),
    "deployed-too-late": msgid(
        "{item} must wait for {need}, which comes in a later phase; deploy what it depends on first"
    ),
    "dependency-not-deployed": msgid(
        "{step} deploys {system} to {environment}, but no step deploys {need} there, which it depends on; add one"
    ),
}
PEOPLE = {
    "outside-pool": msgid(
        "{person} is not among the people of {role} ({pool}); choose one of them, or add the person to the role"
    ),
    "same-person": msgid(
        "{person} is both {role} and {other} of {system}; nobody checks their own work, so name another person"
    ),
    "wrong-operator": msgid(
        "step {step} is by {role}, but {takes} alone may deploy there; write `by: {takes}` or leave `by` out"
    ),
    "too-few-people": msgid(
        "{item} can never be signed: it takes {count} of {role}, and those who may are too few ({people}); "
        "name more people or ask for fewer"
    ),
    "same-eyes": msgid(
        "{item} may not be signed by who signs {other}, and the people named do not suffice for both; name another"
    ),
    "empty-role": msgid(
        "nobody is {role}; {steps} will be blocked until the lead names someone: {command} assign {role} @user"
    ),
    "no-holder": msgid("{system} has no {role}; {steps} will be blocked for it until one is named under holders"),
    "nobody-to-mail": msgid(
        "nobody is {role}, so the report will be mailed to none; name someone: {command} assign {role} @user"
    ),
    "single-point": msgid("{person} is the only {role}; name a stand-in for the days of the release"),
    "no-spare": msgid("{role} takes {count} signatures and has no more people than that ({people}); name a stand-in"),
    "idle-person": msgid("{person} is in no role and will be asked for nothing; give a role or remove the person"),
}
TIMES = {
    "no-such-time": msgid("{moment} is {wall}, a time that clocks in {zone} never show; choose another"),
    "time-twice": msgid(
        "{moment} is {wall}, which clocks in {zone} show twice: {first} and {second}; choose a time they show once"
    ),
    "beyond-time": msgid("{moment} lies beyond the calendar; choose a nearer one"),
    "hours-reversed": msgid("{start} does not come before {end}; exchange them"),
    "past": msgid("go-live {moment} is past; start with another: {command} start at …"),
    "holiday": msgid(
        "{what} is on a public holiday, {name} ({day}); make sure everybody is there, or choose another day"
    ),
    "weekend": msgid("{what} is on a day off ({day}); make sure everybody is there, or choose another day"),
    "lunchtime": msgid(
        "{what} at {at} is lunchtime ({start} to {end}); make sure everybody is there, or choose another time"
    ),
    "outside-hours": msgid(
        "{what} at {at} is outside working hours ({start} to {end}); "
        "make sure everybody is there, or choose another time"
    ),
    "due-before-need": msgid(
        "step {step} is due at {moment}, before {need}, which it needs ({before}); change one of the two"
    ),
    "due-too-early": msgid(
        "step {step} is due at {moment}, before it may be signed at all ({earliest}); change one of the two"
    ),
}
GOLIVE = {
    "rollback-of-nothing": msgid(
        "`rollback` words the way back, and no environment is `live: true`; mark production, or remove it"
    ),
    "rollback-unworded": msgid(
        "{name} is live, and nothing says how the steps of a rollback are called; add `rollback` with a `title`"
    ),
    "rollback-asks": msgid("a step of a rollback asks for a note or a link, not for a {kind}; write `kind: note`"),
    "scripts-unasked": msgid(
        "nothing of kind {kind} is deployed to an environment that is live, so nobody is asked for scripts; mark "
        "production with `live: true`, or remove `scripts`"
    ),
    "no-window": msgid(
        "phase {name} deploys to {place} and says no `window`: a problem there has one hour; write how long it may take"
    ),
    "window-reversed": msgid("{opens} does not come before {closes}, so nothing could go live; exchange them"),
    "due-outside": msgid("step {step} is due at {moment}, when {place} may not be deployed to; change one of the two"),
}
SENTENCES = {**FILE, **SHAPE, **NAMES, **WORK, **TRACKER, **PLATFORMS, **WATCHES, **GOLIVE, **ORDER, **PEOPLE, **TIMES}


def finding(voice: Voice, found: Finding) -> str:
    """What is wrong and what to do about it, on one line; names that look like a wrong one are offered."""
    params = {key: voice.quote(str(value), LONGEST) for key, value in found.params.items()}
    if "what" in params:
        sort = WHAT[params["what"]]
        params["what"] = voice.say(sort)
    said = voice.say(SENTENCES[found.code], **params)
    return voice.say("{said} Did you mean {near}?", said=said, near=params["near"]) if params.get("near") else said


def odd_hours(voice: Voice, release: Release, what: Appointment, at: datetime) -> str:
    """Why people may be away when this is, the first reason in a sentence; "" where they work then."""
    wall = at.astimezone(ZoneInfo(release.plan.zone)).replace(tzinfo=None)
    found = next(times.odd_hours(release.plan, what, wall, release.calendar), None)
    return voice.sentence(finding(voice, found)) if found else ""
