"""Lines about branches and scripts."""

import re
from typing import Final

from bot.domain import commands as c
from bot.domain.reading.code import branch_named
from bot.domain.reading.documents import LINK
from bot.domain.reading.naming import system_names
from bot.domain.refusals import Lacks, NoSuchName, Refused
from bot.speech.forms import Ends
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.going_live import goes_on, named_system, script_back, script_read
from bot.talk.grammar.lines import after_confirmation, certain
from bot.talk.grammar.verbs import AskedLine, HelpEntry, LineEnd, Verb

REMOVE: Final = re.compile(r"(?:remove|delete|rm)(?!\w)\s*|(?:移除|删除|去掉)\s*", re.IGNORECASE)
BACK: Final = re.compile(r"back(?!\w)\s*|(?:回滚|回退)\s*", re.IGNORECASE)
READ: Final = re.compile(r"(?:read|review)(?!\w)\s*|(?:复核|已读|审阅)\s*", re.IGNORECASE)
DIGEST: Final = re.compile(r"(?:sha256:)?[0-9a-fA-F]{64}")


def _branch(asked: AskedLine) -> c.SubmitCode | Refused:
    confirmed, words = after_confirmation(asked.words)
    if not words:
        return Lacks("commit", asked.line.verb.usage)
    plan = asked.release.plan
    named = certain(system_names(plan, plan.systems).first(words), "system", words, plan.systems)
    if isinstance(named, NoSuchName):
        return named
    system = named.keys[0]
    planned, words = plan.systems[system].branch, asked.with_note(named.rest)
    code = None if planned and goes_on(words) else branch_named(words, planned)
    return (
        c.SubmitCode(system, *code, confirmed=confirmed) if code else Lacks("commit", f"branch {system} BRANCH COMMIT")
    )


def _script(asked: AskedLine) -> c.Command | q.Scripts | Refused:
    """`script [SYSTEM]` lists; with a name and a hash, in either order, it attaches; `remove` takes one away."""
    if back := BACK.match(asked.words):
        return script_back(asked, asked.words[back.end() :])
    if reading := READ.match(asked.words):
        return script_read(asked, asked.words[reading.end() :])
    removing = REMOVE.match(asked.words)
    confirmed, words = after_confirmation(asked.words[removing.end() :] if removing else asked.words)
    if not words:
        return Lacks("script", "script remove SYSTEM NAME REASON") if removing else q.Scripts()
    named = named_system(asked, words, asked.line.verb.usage)
    if not isinstance(named, tuple):
        return named
    system, said = named
    name, _, rest = said.partition(" ")
    if removing:
        usage = f"script remove {system} NAME REASON"
        reason = asked.with_note(rest)
        return c.RemoveScript(system, name, reason, confirmed=confirmed) if name else Lacks("script", usage)
    if not name:
        return q.Scripts(system)
    digest, *others = rest.split() or [""]
    if DIGEST.fullmatch(name) and not DIGEST.fullmatch(digest):  # as `sha256sum` prints them
        name, digest = digest.lstrip("*"), name
    if not name or not digest:
        return Lacks("digest", f"script {system} NAME SHA256 LINK")
    link = LINK.search(" ".join(others))
    return c.AttachScript(system, name, digest, link[0] if link else "", confirmed=confirmed)


VERBS: Final = (
    Verb(
        name="branch",
        aliases=(
            "code",
            "分支",
            "提交代码",
            "分支号",
        ),
        words="SYSTEM BRANCH COMMIT",
        free=False,
        open_to_all=False,
        help=HelpEntry("act", 140, "SYSTEM BRANCH COMMIT", Does.BRANCH),
        binds=_branch,
        end=LineEnd(Ends.BRANCH, Ends.VERSION),
    ),
    Verb(
        name="script",
        aliases=(
            "scripts",
            "sql",
            "脚本",
            "数据库脚本",
        ),
        words="SYSTEM NAME SHA256 LINK",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 150, "[SYSTEM NAME SHA256 LINK]", Does.SCRIPT),
        binds=_script,
        end=LineEnd(Ends.SCRIPT, Ends.SCRIPT_DIGEST),
    ),
)
