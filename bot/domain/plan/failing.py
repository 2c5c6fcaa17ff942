"""Words of failure. They decide nothing: what may tell of one is asked about, and a failure is told as such.

As such: by its verb or button, or by `failed:` in the place of what a deployment came to.
"""

import re
from typing import Final

from bot.domain.plan.spelling import fold

FAILING: Final = (
    r"(?<![a-z0-9_/-])(?:fail(?:s|ed|ures?|ing)?|(?:did|does|do)(?: not|n['’]t) (?:pass|work)|not passed)"
    r"(?![a-z0-9_/-])|失败|不通过|未通过|没有?通过|不合格|未达标|出错|报错"
)
NONE_BEFORE: Final = re.compile(
    r"(?:(?<![\w./])(?:0|no|none|zero|nothing|never|without(?: any)?)(?: ?(?:of|/)(?: (?:the|all))? ?\d+)?"
    r"(?: (?!(?:but|yet|however|though|although|while|whereas|except|still)\b)[a-z]+){0,3} |"
    r"(?:没有?|无|未|零|(?<![\d.])0\s*[个条例项次]?)(?:(?!但|却|而|不过|然)[\u4e00-\u9fff]){0,4})$"
)
NONE_AFTER: Final = re.compile(r"\s*(?:用例|个?数|项|条|cases?|tests?)*\s*[:=]?\s*(?:0(?![\d.])|none\b|nil\b|无|零)")
TOLD: Final = re.compile(rf"(?:{FAILING})了?\s*(?:[:：,，;；.。…]+\s*|[-–—]+\s+|$)", re.IGNORECASE)
"""Words begin so that tell of nothing but a failure, and how: `failed: disk full`. Not `failed over to node 2`."""


def tells_failure(words: str) -> bool:
    """Whether the words say that something failed, and not that nothing did: `0 failed`, `没有失败`."""
    text = fold(words)
    return any(
        not NONE_BEFORE.search(text[: found.start()]) and not NONE_AFTER.match(text[found.end() :])
        for found in re.finditer(FAILING, text)
    )
