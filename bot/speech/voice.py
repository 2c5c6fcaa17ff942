"""How names, moments and a person's own words appear in a sentence, for one reader in one language and medium.

User text is data: whatever a person or a plan wrote is escaped here, in one place, before it reaches Slack.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bot.domain.plan import Language, Plan
from bot.domain.plan.spelling import visible
from bot.domain.refusals import RoleHolders
from bot.domain.state.release import Release
from bot.locales import catalogue
from bot.speech import marks

Medium = Literal["slack", "plain"]

COMMAND: Final = "/release"  # unless the installation names it otherwise: settings

# Controls steer a terminal, half characters cannot be sent.
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# Slack parses some bare words as mentions (docs.slack.dev, "Formatting message text"); a word joiner keeps them words.
BROADCAST = re.compile("@(?=channel|here|everyone)", re.IGNORECASE)
FENCED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "ˋ"})


class Label(Enum):
    """What stands on buttons and forms; each subject has its own, whose values are sentences of the catalogue."""


@dataclass(frozen=True, slots=True)
class Voice:
    """`medium` slack writes mrkdwn, plain for a terminal or a file. `zone`: whose wall clock plain text shows.

    `command`: what is typed in Slack before a line; every sentence may name it, as `{command}`.
    """

    language: Language
    medium: Medium = "slack"
    zone: str = "UTC"
    command: str = COMMAND

    def say(self, message: str, **words: object) -> str:
        """The catalogue's sentence for this msgid, filled in. Words must already be safe: see `quote`."""
        return self._filled(catalogue(self.language).gettext(message), words)

    def count(self, one: str, many: str, n: int, **words: object) -> str:
        return self._filled(catalogue(self.language).ngettext(one, many, n), {"n": n, **words})

    def _filled(self, sentence: str, words: Mapping[str, object]) -> str:
        if self.medium == "plain":
            return sentence.format(command=self.command, **words)
        parts = {name: marks.apart(word) if isinstance(word, str) else word for name, word in words.items()}
        return marks.settled(marks.template(sentence).format(command=self.command, **parts))

    def _together(self, gap: str, parts: Iterable[str]) -> str:
        return gap.join(parts) if self.medium == "plain" else marks.settled(gap.join(map(marks.apart, parts)))

    def label(self, which: Label) -> str:
        return self.say(which.value)

    def quote(self, text: str, limit: int = 300) -> str:
        """What somebody wrote: on one line, cut to `limit` characters; steers, mentions, links and fences nothing."""
        flat = visible(STEERING.sub("", " ".join(text.split())))
        if len(flat) > limit:
            flat = flat[: limit - 1] + "…"
        return flat if self.medium == "plain" else BROADCAST.sub("@\u2060", flat.translate(FENCED))

    def said(self, text: str, limit: int = 300) -> str:
        """Somebody's words between quotation marks."""
        return f"“{self.quote(text, limit)}”"

    def bold(self, safe: str) -> str:
        """What stands out; nothing does in plain text."""
        return marks.bold(safe) if self.medium == "slack" else safe

    def code(self, text: str) -> str:
        """Something that counts letter by letter."""
        return marks.code(self.quote(text))

    def line(self, words: str) -> str:
        """A line to type in Slack: the command, and these words after it."""
        return marks.code(self.typed(words))

    def typed(self, words: str) -> str:
        """The same where no mark belongs, as in a mail."""
        return self.quote(f"{self.command} {words}")

    def sentences(self, *parts: str) -> str:
        """Whole sentences, one after the other; empty ones are left out, and a line to type ends before the next."""
        stop, gap = ("。", "") if self.language == "zh-CN" else (".", " ")
        said = [part for part in parts if part]
        ended = [self._together("", (part, stop)) if part.endswith("`") else part for part in said[:-1]]
        return self._together(gap, [*ended, *said[-1:]])

    def sentence(self, said: str) -> str:
        """A line of the record as a sentence of its own."""
        return self.say("{what}.", what=said[:1].upper() + said[1:])

    def list(self, parts: Iterable[str]) -> str:
        return self._together("、" if self.language == "zh-CN" else ", ", parts)

    def few(self, parts: Sequence[str], most: int = 6) -> str:
        """A list that stays readable however long it is: the first ones, and how many more."""
        shown = self.list(parts[:most])
        left = len(parts) - most
        return self.say("{shown} and {n} more", shown=shown, n=left) if left > 0 else shown

    def rest(self, left: int) -> str:
        """The last line of a list that was folded."""
        return self.say("… and {n} more", n=left)

    def person(self, release: Release, key: str) -> str:
        """A name; it pings nobody."""
        known = release.people.get(key)
        return self.quote(known.name if known else key)

    def people(self, release: Release, keys: Iterable[str]) -> str:
        return self.few([self.person(release, key) for key in keys])

    def mention(self, release: Release, key: str) -> str:
        """A name that notifies its bearer, where the account is known and the medium can."""
        user = release.links.get(key)
        return f"<@{user}>" if user and self.medium == "slack" else self.person(release, key)

    def role(self, plan: Plan, key: str) -> str:
        return self.quote(plan.roles[key].name.in_(self.language))

    def role_for(self, plan: Plan, key: str, system: str | None) -> str:
        """`tester of boying-user`, or the role alone where it is not held system by system."""
        role = self.role(plan, key)
        if system is None or plan.roles[key].per != "system":
            return role
        return self.say("{role} of {system}", role=role, system=self.system(plan, system))

    def holders(self, release: Release, held: RoleHolders) -> str:
        """`tester (付诚)`."""
        people = self.people(release, held.people) or self.say("nobody yet")
        return self.say("{role} ({people})", role=self.role(release.plan, held.role), people=people)

    def lead(self, release: Release, leads: tuple[str, ...]) -> str:
        """`project lead (石稼晟)`."""
        return self.holders(release, RoleHolders(release.plan.lead, None, leads))

    def system(self, plan: Plan, key: str) -> str:
        return self.quote(plan.systems[key].name)

    def item(self, release: Release, key: str) -> str:
        """`*1b* boying-user 测试方案与用例`: the id as typed, the system, the title."""
        item = release.item(key)
        system = f" {self.system(release.plan, item.system)}" if item.system else ""
        return f"{self.bold(item.step.id)}{system} {self.quote(item.step.title.in_(self.language))}"

    def named(self, release: Release, key: str) -> str:
        """`*1b* boying-user (测试方案与用例)`: the item within a sentence."""
        item = release.item(key)
        bold = self.bold(item.step.id)
        name = f"{bold} {self.system(release.plan, item.system)}" if item.system else bold
        return self.say("{item} ({title})", item=name, title=self.quote(item.step.title.in_(self.language)))

    def short(self, release: Release, key: str) -> str:
        """`1b boying-user`: as it may be typed. Not yet escaped: `code` and `shorts` do."""
        item = release.item(key)
        return f"{item.step.id} {item.system}" if item.system and not item.rollback else item.step.id

    def shorts(self, release: Release, keys: Iterable[str]) -> str:
        """`1b boying-user, 1c boying-user and 3 more`."""
        return self.few([self.quote(self.short(release, key)) for key in keys])

    def moment(self, at: datetime) -> str:
        """An instant: in Slack shown by the reader's own clock, elsewhere by `zone`'s."""
        wall = at.astimezone(ZoneInfo(self.zone))
        fallback = f"{wall:%Y-%m-%d %H:%M} {self.zone}"
        if self.medium == "plain":
            return fallback
        return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"

    def clock(self, at: datetime) -> str:
        """`2026-12-01 12:00` on the reader's own clock, whose zone is named elsewhere; such words sort by time."""
        return f"{at.astimezone(ZoneInfo(self.zone)):%Y-%m-%d %H:%M}"

    def wall(self, at: datetime, zone: str) -> str:
        """The plan's own wall time, with its zone named: `2026-12-01 12:00 (Asia/Shanghai)`."""
        return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"

    def span(self, length: timedelta) -> str:
        """The two largest units: `2 days 3 h`, `3 h 20 min`, `0 min`."""
        minutes = int(abs(length).total_seconds() // 60)
        parts = ((minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "m"))
        shown = [(n, unit) for n, unit in parts if n][:2] or [(0, "m")]
        return " ".join(self._unit(n, unit) for n, unit in shown)

    def _unit(self, n: int, unit: str) -> str:
        match unit:
            case "d":
                return self.count("{n} day", "{n} days", n)
            case "h":
                return self.say("{n} h", n=n)
            case _:
                return self.say("{n} min", n=n)


def joined(*parts: str) -> str:
    """What is told of one thing, on one line; empty parts are left out."""
    return " · ".join(part for part in parts if part)
