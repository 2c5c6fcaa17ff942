"""Lines about people: who holds a role, who stands in for whom, which account is whose."""

import re
from datetime import datetime
from typing import Final

from bot.domain import commands as c
from bot.domain.reading.accounts import vouched_address
from bot.domain.reading.naming import SHOWN, Match, near, role_names, same_address, system_names
from bot.domain.refusals import Lacks, NoSuchName, Stranger
from bot.speech.guide import Does
from bot.talk.grammar.directory import active_member, people, person_written
from bot.talk.grammar.markup import ADDRESS, MENTION
from bot.talk.grammar.moments import DayAlone, read_moment, reckoning_of
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb, WorkspaceMember

WHO: Final = "who"
"""The key of the form's field for whoever is named."""
ENDS: Final = re.compile(r"(?:end|stop|over|结束|终止|停止)(?!\w)\s*(?P<whom>.*)", re.IGNORECASE)
ENDED: Final = re.compile(r"(?P<person>.*?)\s*(?:\b(?:for|instead of)\b|代替|替)\s*(?P<other>.+)", re.IGNORECASE)
FOR: Final = re.compile(r"(?:for|of)\s+|的\s*", re.IGNORECASE)
STAND_IN: Final = re.compile(
    r"(?P<person>.+?)\s*(?:\bfor\b|\binstead of\b|代替|替)\s*(?P<other>.+?)"
    r"(?:\s*(?:\bfrom\b|从|自)\s*(?P<since>.+?))?(?:\s*(?:\b(?:until|till|to)\b|直到|至|到)\s*(?P<until>.+))?",
    re.IGNORECASE,
)


def _assign(asked: AskedLine) -> c.Assign | NoSuchName | Lacks:
    """`assign ROLE [SYSTEM] @user…`; a system is looked for only where the role goes by system."""
    plan = asked.release.plan
    if not asked.words:
        return Lacks("role", asked.line.verb.usage)
    role = role_names(plan).first(asked.words)
    if role is None or len(role.keys) > 1:
        return _no_such_role(asked, role)
    by_system = plan.roles[role.keys[0]].per == "system"
    joint = FOR.match(role.rest)
    system = system_names(plan, plan.systems).first(role.rest[joint.end() if joint else 0 :]) if by_system else None
    # One who was chosen in a form is mentioned behind the line.
    chosen = asked.line.fields.get(WHO, "")
    named = people(asked, f"{system.rest if system else role.rest} {f'<@{chosen}>' if chosen else ''}")
    if isinstance(named, NoSuchName) and named.what == "person" and by_system and system is None:
        return NoSuchName("system", named.name, near(named.name, plan.systems))
    if not isinstance(named, tuple):
        return named
    if not named:
        return Lacks("person", asked.line.verb.usage)
    return c.Assign(role.keys[0], named, system.keys[0] if system else "")


def _no_such_role(asked: AskedLine, several: Match | None) -> NoSuchName:
    roles = asked.release.plan.roles
    name = asked.words.partition("<@")[0].strip() or asked.words
    spelled = {spelling: key for key, role in roles.items() for spelling in (key, role.name.zh, role.name.en)}
    likely = dict.fromkeys(spelled[each] for each in near(name, spelled))
    return NoSuchName("role", name[:SHOWN], several.keys if several else tuple(likely))


def _stand_in(asked: AskedLine) -> c.NameStandIn | c.EndStandIn | NoSuchName | Lacks:
    """`standin @user for @user [from WHEN] [until WHEN]`, from now on where nothing else is said; `standin end`."""
    if over := ENDS.fullmatch(" ".join(asked.words.split())):
        return _ended(asked, over["whom"])
    match = STAND_IN.fullmatch(" ".join(asked.words.split()))
    if match is None:
        return Lacks("person", asked.line.verb.usage)
    person, other = _one(asked, match["person"]), _one(asked, match["other"])
    if isinstance(person, NoSuchName | Lacks):
        return person
    if not isinstance(other, str):
        return NoSuchName("person", other.name) if isinstance(other, c.Newcomer) else other
    since = _moment(asked, match["since"], "its start") if match["since"] else asked.now
    until = _moment(asked, match["until"], "its end") if match["until"] else None
    if isinstance(since, NoSuchName):
        return since
    if isinstance(until, NoSuchName):
        return until
    if until and until <= since:
        return NoSuchName("moment", match["until"][:SHOWN])
    return c.NameStandIn(person, other, since, until)


def _ended(asked: AskedLine, whom: str) -> c.EndStandIn | NoSuchName | Lacks:
    """`end [@user] [for @user]`; of nobody in particular, one's own."""
    match = ENDED.fullmatch(whom)
    found: list[str] = []
    for words in (match["person"], match["other"]) if match else (whom, ""):
        one = _one(asked, words) if words else ""
        if not isinstance(one, str):
            return NoSuchName("person", one.name) if isinstance(one, c.Newcomer) else one
        found.append(one)
    return c.EndStandIn(*found)


def _one(asked: AskedLine, words: str) -> str | c.Newcomer | NoSuchName | Lacks:
    named = people(asked, words)
    if not isinstance(named, tuple):
        return named
    return named[0] if len(named) == 1 else Lacks("person", asked.line.verb.usage)


def _moment(asked: AskedLine, words: str, day_alone: DayAlone) -> datetime | NoSuchName:
    read = read_moment(words, reckoning_of(asked, day_alone))
    if isinstance(read, NoSuchName):
        return read
    return read[0] if not read[1] else NoSuchName("moment", words[:SHOWN])


def _link(asked: AskedLine) -> c.Link | NoSuchName | Lacks | Stranger:
    """`link`: one's own account, by the address Slack holds; `link PERSON`; `link @user PERSON`; `link @user`."""
    mention = MENTION.search(asked.words)
    user = mention[1] if mention else asked.actor.user
    if not user:
        return Lacks("user", asked.line.verb.usage)
    member = active_member(asked, user)
    if isinstance(member, NoSuchName):
        return member if asked.takes_part else Stranger()
    name = " ".join((asked.words.replace(mention[0], " ") if mention else asked.words).split())
    person = _person_linked(asked, name, member)
    if not isinstance(person, str):  # whom the plan names is nobody's business who has no part in it
        return person if asked.takes_part else Stranger()
    return c.Link(person, user, vouched_address(member))


def _person_linked(asked: AskedLine, name: str, member: WorkspaceMember) -> str | NoSuchName | Lacks | Stranger:
    if name:
        address = ADDRESS.fullmatch(name)
        return person_written(asked, address[1] if address else name)
    return same_address(asked.release.people, vouched_address(member)) or Stranger()


VERBS: Final = (
    Verb(
        name="assign",
        aliases=(
            "appoint",
            "指派",
            "指定",
            "分配",
            "任命",
        ),
        words="ROLE @user",
        free=False,
        open_to_all=False,
        help=HelpEntry("lead", 20, "ROLE [SYSTEM] @user", Does.ASSIGN),
        binds=_assign,
    ),
    Verb(
        name="standin",
        aliases=(
            "substitute",
            "cover",
            "替补",
            "代班",
            "代理",
            "顶班",
        ),
        words="@user for @user until 2026-12-01 18:00",
        free=False,
        open_to_all=False,
        help=HelpEntry("lead", 30, "@user for @user [until WHEN]", Does.STANDIN),
        binds=_stand_in,
    ),
    Verb(
        name="link",
        aliases=(
            "connect",
            "bind",
            "绑定",
            "关联",
            "认领",
        ),
        words="@user PERSON",
        free=False,
        open_to_all=True,
        help=HelpEntry("act", 230, "", Does.LINK),
        binds=_link,
    ),
)
