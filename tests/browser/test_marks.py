"""The page shows marks as Slack does: where they count they are gone and their text is set, elsewhere they stand."""

from playwright.sync_api import expect

from sandbox import Rates, running
from tests.browser.conftest import Opener
from tests.sandbox.office import PEOPLE, client_of, manifest

Set = list[tuple[str, str]]

EXAMPLES: list[tuple[str, str, Set]] = [
    ("*1b* boying-user", "1b boying-user", [("STRONG", "1b")]),
    ('(*1b*), `done`; "*2*" -- *y*!', '(1b), done; "2" -- y!',
     [("STRONG", "1b"), ("CODE", "done"), ("STRONG", "2"), ("STRONG", "y")]),
    ("已签：*A3*。", "已签：*A3*。", []),
    ("签署*call*（召集上线会议）", "签署*call*（召集上线会议）", []),
    ("签署\u200b*call*\u200b（召集上线会议）", "签署\u200bcall\u200b（召集上线会议）", [("STRONG", "call")]),
    ("• *被卡住* 一项", "•被卡住 一项", [("STRONG", "被卡住")]),
    ("用法见 `/release help`。", "用法见 `/release help`。", []),
    ("用法见 `/release help` 。", "用法见 /release help 。", [("CODE", "/release help")]),
    ("`yes` 参加、`no` 不参加", "yes 参加、`no` 不参加", [("CODE", "yes")]),
    ("✅*2*", "✅*2*", []),
    ("a*b*c snake_case_name 2 * 3 * 4", "a*b*c snake_case_name 2 * 3 * 4", []),
    ("_今天_。 ~昨天~，_明天_ ~去年~", "_今天_。 ~昨天~，_明天_ 去年", [("S", "去年")]),
    ("*_both_* `a*b*c`", "both a*b*c", [("STRONG", "both"), ("EM", "both"), ("CODE", "a*b*c")]),
]  # fmt: skip

MARKED = "node => [...node.querySelectorAll('strong, em, s, code')].map((one) => [one.tagName, one.textContent])"


def a_mark_counts_beside_white_space_and_ascii_punctuation_only(window: Opener) -> None:
    with running(people=PEOPLE, manifest=manifest(), rates=Rates.off()) as server:
        client = client_of(server)
        for text, _, _ in EXAMPLES:
            client.chat_postMessage(channel="#office", text=text)
        page = window(server.page).opens("chen", "office")
        expect(page.messages).to_have_count(len(EXAMPLES))
        shown = [page.messages.nth(number).locator(".text") for number in range(len(EXAMPLES))]
        found: list[tuple[str, Set]] = [
            (
                text.evaluate("node => node.textContent"),
                [tuple(pair) for pair in text.evaluate(
                    MARKED
                )],
            )
            for text in shown
        ]  # fmt: skip
    assert found == [(seen, marked) for _, seen, marked in EXAMPLES]
