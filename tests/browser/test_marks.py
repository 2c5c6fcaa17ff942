"""The page shows marks as Slack does: where they count they are gone and their text is set, elsewhere they stand."""

from playwright.sync_api import expect

from sandbox import running
from tests.browser.conftest import Opener
from tests.sandbox.office import PEOPLE, client_of, manifest
from tests.slack.mrkdwn import EXAMPLES

MARKED = "node => [...node.querySelectorAll('strong, em, s, code')].map((one) => [one.tagName, one.textContent])"


def a_mark_counts_beside_white_space_and_ascii_punctuation_only(window: Opener) -> None:
    with running(people=PEOPLE, manifest=manifest()) as server:
        client = client_of(server)
        for example in EXAMPLES:
            client.chat_postMessage(channel="#office", text=example["text"])
            server.clock.move(1)
        page = window(server.page).opens("chen", "office")
        expect(page.messages).to_have_count(len(EXAMPLES))
        shown = [page.messages.nth(number).locator(".text") for number in range(len(EXAMPLES))]
        found = [{"shown": text.evaluate("node => node.textContent"), "set": text.evaluate(MARKED)} for text in shown]
    assert found == [{"shown": example["shown"], "set": example["set"]} for example in EXAMPLES]
