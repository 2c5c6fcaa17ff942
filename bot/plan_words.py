"""What is said about a plan: one sentence per rule, which tells what is wrong and what to do. English and Chinese.

The names in braces are the finding's params. Nothing is decided here.
"""

from collections.abc import Mapping

from bot.domain.check.finding import Finding
from bot.domain.plan import Language, Text

LONGEST = 200  # characters of a quoted value

WHAT: Mapping[str, Text] = {
    "role": Text(en="role", zh="角色"),
    "person": Text(en="person", zh="人员"),
    "system": Text(en="system", zh="系统"),
    "environment": Text(en="environment", zh="环境"),
    "kind": Text(en="kind of system", zh="系统种类"),
    "gate": Text(en="gate", zh="质量标准"),
    "step": Text(en="step", zh="步骤"),
    "phase": Text(en="phase", zh="阶段"),
    "country": Text(en="country", zh="国家代码"),
    "zone": Text(en="time zone", zh="时区"),
    "email": Text(en="e-mail address", zh="邮箱"),
}
NEAR = Text(en=" Did you mean {near}?", zh="是不是 {near}？")

FILE: Mapping[str, Text] = {
    "no-such-file": Text(en="there is no such file; give the plan's path", zh="没有这个文件；请给出计划文件的路径"),
    "unreadable-file": Text(
        en="the file cannot be read ({reason}); check its path and permissions",
        zh="无法读取文件（{reason}）；请检查路径和权限",
    ),
    "file-too-large": Text(
        en="the file is larger than {most} kB; a plan is a page of text, so is this the right file?",
        zh="文件超过 {most} kB；计划只是一页文字，是不是选错了文件？",
    ),
    "not-utf-8": Text(
        en="this is not UTF-8 text; save the file as UTF-8", zh="这里不是 UTF-8 文本；请把文件存为 UTF-8"
    ),
    "empty-file": Text(
        en="the file is empty; start from the shipped plan.yaml", zh="文件是空的；请从自带的 plan.yaml 开始"
    ),
    "not-yaml": Text(
        en="YAML cannot read this: {problem}; check quotes, colons and indentation here and just above",
        zh="YAML 读不懂这里：{problem}；请检查此处及上一行的引号、冒号和缩进",
    ),
    "not-text": Text(en="this holds half a character; write it out", zh="这里有不完整的字符；请直接写出来"),
    "tab": Text(en="a tab stands here; YAML indents with spaces only", zh="这里有制表符；YAML 只能用空格缩进"),
    "too-deep": Text(
        en="values are nested too deeply, or an anchor holds itself; write them out",
        zh="嵌套太深，或锚点引用了自己；请直接写出来",
    ),
    "too-many-values": Text(
        en="anchors expand to more values than any plan has; write them out", zh="锚点展开后的值太多；请直接写出来"
    ),
    "not-a-plan": Text(
        en="a plan is `key: value` lines, starting with id, name and release",
        zh="计划应由“键: 值”组成，以 id、name、release 开头",
    ),
}

SHAPE: Mapping[str, Text] = {
    "missing-key": Text(en="`{key}` is missing here; add it", zh="这里缺少 `{key}`；请补上"),
    "unknown-key": Text(en="`{key}` means nothing here; remove or rename it.", zh="这里不认识 `{key}`；请删除或改名。"),
    "duplicate-key": Text(en="`{key}` stands here twice; keep one", zh="`{key}` 写了两次；请只留一个"),
    "reads-as-boolean": Text(
        en='YAML reads `{value}` as true or false; put it in quotes: "{value}"',
        zh='YAML 会把 `{value}` 读成真或假；请加引号："{value}"',
    ),
    "reads-as-number": Text(
        en='YAML reads `{value}` as a number (1.10 becomes 1.1); put it in quotes: "{value}"',
        zh='YAML 会把 `{value}` 读成数字（1.10 会变成 1.1）；请加引号："{value}"',
    ),
    "reads-as-date": Text(
        en='YAML reads `{value}` as a date, not as words; put it in quotes: "{value}"',
        zh='YAML 会把 `{value}` 读成日期；请加引号："{value}"',
    ),
    "reads-as-time": Text(
        en='YAML reads `{value}` as a number of seconds; put it in quotes: "{value}"',
        zh='YAML 会把 `{value}` 读成秒数；请加引号："{value}"',
    ),
    "not-plain-words": Text(
        en="this is not plain words; put it in quotes, without a tag", zh="这里不是普通文字；请加引号，不要加标签"
    ),
    "empty-value": Text(en="nothing stands here; fill it in or remove the line", zh="这里是空的；请填写或删除这一行"),
    "want-words": Text(en="`{key}` takes words, one value", zh="`{key}` 应是一个文字值"),
    "want-number": Text(
        en="`{key}` takes a whole number, without quotes or a point", zh="`{key}` 应是整数，不加引号和小数点"
    ),
    "want-list": Text(en="`{key}` takes one name or a list: [a, b]", zh="`{key}` 应是一个名称或列表：[a, b]"),
    "want-mapping": Text(en="`{key}` takes `key: value` lines, indented below it", zh="`{key}` 下面应是缩进的“键: 值”"),
    "not-one-of": Text(
        en="`{key}` cannot be `{value}`; it is one of: {allowed}", zh="`{key}` 不能是 `{value}`；只能是：{allowed}"
    ),
    "too-small": Text(en="`{key}` is {value}; it must be at least {least}", zh="`{key}` 是 {value}；至少要 {least}"),
    "bad-id": Text(
        en="`{value}` cannot be an id; use letters, digits and hyphens",
        zh="`{value}` 不能作标识；请用字母、数字和连字符",
    ),
    "bad-release-id": Text(
        en="`{value}` cannot name a release; use small letters, digits, points and hyphens",
        zh="`{value}` 不能作发布名；请用小写字母、数字、点和连字符",
    ),
    "bad-email": Text(
        en="`{value}` is no e-mail address; write name@example.org",
        zh="`{value}` 不是邮箱地址；请写成 name@example.org",
    ),
    "bad-channel": Text(
        en='`{value}` is no channel; write it with # and in quotes: "#release"',
        zh='`{value}` 不是频道名；请带 # 并加引号："#release"',
    ),
    "not-a-moment": Text(
        en="`{value}` is no moment; write T, T+1h, T-2d 18:00 or T-3wd 10:00",
        zh="`{value}` 不是时刻；请写成 T、T+1h、T-2d 18:00 或 T-3wd 10:00",
    ),
    "not-a-duration": Text(
        en="`{value}` is no duration; write 30s, 15m, 4h or 2d", zh="`{value}` 不是时长；请写成 30s、15m、4h 或 2d"
    ),
    "not-a-wall-time": Text(
        en='`{value}` is no date and time; write "2026-12-01 12:00"',
        zh='`{value}` 不是日期时间；请写成 "2026-12-01 12:00"',
    ),
    "not-a-clock-time": Text(en='`{key}` takes a time of day; write "9:30"', zh='`{key}` 应是钟点；请写成 "9:30"'),
}

NAMES: Mapping[str, Text] = {
    "unknown-name": Text(
        en="there is no {what} `{name}`; name one that exists.", zh="没有名为 `{name}` 的{what}；请改成已有的名称。"
    ),
    "duplicate": Text(
        en="the {what} `{name}` is there twice; every one needs its own", zh="{what} `{name}` 重复；每个都要不同"
    ),
    "role-not-per-system": Text(
        en="{role} is held for all systems at once; give the role `per: system`, or name its people under roles",
        zh="角色 {role} 不是按系统指定的；请给它加 `per: system`，或在 roles 里写人员",
    ),
    "lead-empty": Text(
        en="nobody is {role}, and the lead alone can start a release; name a person",
        zh="角色 {role} 没有人，而只有负责人能启动发布；请指定一人",
    ),
    "lead-per-system": Text(
        en="{role} leads the whole release; remove `per: system` and name its people",
        zh="{role} 负责整个发布；请去掉 `per: system` 并写明人员",
    ),
    "by-nobody": Text(
        en="step {step} says neither who signs it (`by`) nor where it deploys; add `by`",
        zh="步骤 {step} 没写由谁签（`by`），也没写部署到哪里；请加上 `by`",
    ),
    "deploys-what": Text(
        en="step {step} deploys, but no systems; add `each: system` or the kind of system",
        zh="步骤 {step} 要部署，却没写哪些系统；请加 `each: system` 或系统种类",
    ),
    "snapshot": Text(
        en="{system} is to be released as {version}, which can change after the test; "
        "fix a version, or record the commit",
        zh="{system} 的版本 {version} 是快照，测试之后还会变；请定下版本，或记录提交号",
    ),
}

ORDER: Mapping[str, Text] = {
    "cycle": Text(
        en="these wait for one another for ever: {chain}; remove one of the needs",
        zh="互相等待，永远走不下去：{chain}；请去掉其中一个依赖",
    ),
    "order": Text(
        en="{system} is number {order}, but needs {need}, which is number {before}; give it a higher number",
        zh="{system} 排第 {order}，却依赖排第 {before} 的 {need}；请把它排到后面",
    ),
    "no-system-of-kind": Text(
        en="step {step} is for each {kind}, and no system is one; change `each` or remove the step",
        zh="步骤 {step} 针对每个 {kind}，但没有这样的系统；请改 `each` 或删除步骤",
    ),
    "needs-later-phase": Text(
        en="step {step} needs {need}, which comes in the later phase {phase}; move one of them",
        zh="步骤 {step} 依赖后面阶段 {phase} 的 {need}；请移动其中一个",
    ),
    "unreachable": Text(
        en="step {step} can never open, because {need} never can; mend that first",
        zh="步骤 {step} 永远不会开始，因为 {need} 永远完不成；请先改好它",
    ),
    "deployed-too-late": Text(
        en="{item} must wait for {need}, which comes in a later phase; deploy what it depends on first",
        zh="{item} 要等 {need}，而它在后面的阶段；请先部署所依赖的系统",
    ),
    "dependency-not-deployed": Text(
        en="{step} deploys {system} to {environment}, but no step deploys {need} there, which it depends on; add one",
        zh="{step} 把 {system} 部署到 {environment}，却没有步骤在那里部署它依赖的 {need}；请加一步",
    ),
}

PEOPLE: Mapping[str, Text] = {
    "outside-pool": Text(
        en="{person} is not among the people of {role} ({pool}); choose one of them, or add the person to the role",
        zh="{person} 不在 {role} 的人员中（{pool}）；请从中选一人，或把此人加入该角色",
    ),
    "same-person": Text(
        en="{person} is both {role} and {other} of {system}; nobody checks their own work, so name another person",
        zh="{person} 既是 {system} 的 {role} 又是 {other}；谁也不能检查自己的工作，请换一人",
    ),
    "wrong-operator": Text(
        en="step {step} is by {role}, but {takes} alone may deploy there; write `by: {takes}` or leave `by` out",
        zh="步骤 {step} 由 {role} 签，但那里只能由 {takes} 部署；请写 `by: {takes}` 或不写 `by`",
    ),
    "too-few-people": Text(
        en="{item} can never be signed: it takes {count} of {role}, and those who may are too few ({people}); "
        "name more people or ask for fewer",
        zh="{item} 永远签不齐：{role} 需要 {count} 人，而可签的人不够（{people}）；请增加人员或减少人数",
    ),
    "same-eyes": Text(
        en="{item} may not be signed by who signs {other}, and the people named do not suffice for both; name another",
        zh="{item} 不能由签 {other} 的人来签，而现有的人不够分；请再指定一人",
    ),
    "empty-role": Text(
        en="nobody is {role}; {steps} will be blocked until the lead names someone: /release assign {role} @user",
        zh="角色 {role} 还没有人；{steps} 会停下，直到负责人指定：/release assign {role} @user",
    ),
    "no-holder": Text(
        en="{system} has no {role}; {steps} will be blocked for it until one is named under holders",
        zh="{system} 没有 {role}；{steps} 会停下，请在 holders 里指定",
    ),
    "nobody-to-mail": Text(
        en="nobody is {role}, so the mail of {steps} will not reach one; name someone: /release assign {role} @user",
        zh="角色 {role} 还没有人，{steps} 的邮件送不到；请指定：/release assign {role} @user",
    ),
    "single-point": Text(
        en="{person} is the only {role}; name a stand-in for the days of the release",
        zh="只有 {person} 一人是 {role}；请为发布期间指定一位替补",
    ),
    "no-spare": Text(
        en="{role} takes {count} signatures and has no more people than that ({people}); name a stand-in",
        zh="{role} 需要 {count} 人签，正好只有这些人（{people}）；请指定一位替补",
    ),
    "idle-person": Text(
        en="{person} is in no role and will be asked for nothing; give a role or remove the person",
        zh="{person} 没有任何角色，不会收到任何请求；请给角色或删除",
    ),
}

TIMES: Mapping[str, Text] = {
    "no-such-time": Text(
        en="{moment} is {wall}, a time that clocks in {zone} never show; choose another",
        zh="{moment} 即 {wall}，{zone} 的时钟不会出现这个时间；请换一个",
    ),
    "beyond-time": Text(
        en="{moment} lies beyond the calendar; choose a nearer one", zh="{moment} 超出了日历范围；请选近一些的时刻"
    ),
    "hours-reversed": Text(en="{start} does not come before {end}; exchange them", zh="{start} 不早于 {end}；请对调"),
    "past": Text(
        en="go-live {moment} is past; start with another: /release start at …",
        zh="上线时间 {moment} 已经过去；启动时请另给时间：/release start at …",
    ),
    "holiday": Text(
        en="go-live is on a public holiday, {name} ({day}); make sure everybody is there, or choose another day",
        zh="上线日 {day} 是法定节假日（{name}）；请确认人员都在，或换一天",
    ),
    "weekend": Text(
        en="go-live is on a day off ({day}); make sure everybody is there, or choose another day",
        zh="上线日 {day} 是休息日；请确认人员都在，或换一天",
    ),
    "lunchtime": Text(
        en="go-live at {at} is lunchtime ({start} to {end}); make sure everybody is there, or choose another time",
        zh="上线时间 {at} 是午休（{start} 至 {end}）；请确认人员都在，或换个时间",
    ),
    "outside-hours": Text(
        en="go-live at {at} is outside working hours ({start} to {end}); "
        "make sure everybody is there, or choose another time",
        zh="上线时间 {at} 不在工作时间（{start} 至 {end}）；请确认人员都在，或换个时间",
    ),
    "due-before-need": Text(
        en="step {step} is due at {moment}, before {need}, which it needs ({before}); change one of the two",
        zh="步骤 {step} 的期限 {moment} 早于它依赖的 {need}（{before}）；请改其中一个",
    ),
}

SENTENCES: Mapping[str, Text] = {**FILE, **SHAPE, **NAMES, **ORDER, **PEOPLE, **TIMES}


def sentence(finding: Finding, language: Language) -> str:
    """What is wrong and what to do about it, on one line; names that look like a wrong one are offered."""
    params = {key: _quotable(value) for key, value in finding.params.items()}
    if "what" in params:
        params["what"] = WHAT[params["what"]].in_(language)
    said = SENTENCES[finding.code].in_(language)
    if params.get("near"):
        said += NEAR.in_(language)
    return said.format(**params)


def _quotable(value: str | int) -> str:
    """What stands in the file, fit to be shown on one line of a terminal."""
    flat = " ".join(str(value).split())
    shown = "".join(letter if letter.isprintable() else "�" for letter in flat)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
