"""One open window of the workspace's page: what somebody at a screen sees and does, in her words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from tests.browser.chromium import PATIENCE

DESKTOP = (1280, 820)
PHONE = (390, 780)


@dataclass
class Window:
    page: Page
    address: str
    trouble: list[str] = field(default_factory=list)
    """What the browser complained about: errors of the page, and whatever it wanted from elsewhere."""
    expected: str = ""
    """Complaints with these words are what the test is about, whenever they come."""

    def opens(self, who: str = "", where: str = "") -> "Window":
        self.page.goto(f"{self.address}/?as={who}&in={where}")
        self.page.locator("#side a").first.wait_for(state="attached")
        return self

    @property
    def line(self) -> Locator:
        """The field that messages and commands are typed into."""
        return self.page.locator("#main .composer textarea")

    @property
    def messages(self) -> Locator:
        return self.page.locator("#main .message")

    @property
    def last(self) -> Locator:
        return self.messages.last

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog.modal[open]")

    @property
    def thread(self) -> Locator:
        return self.page.locator("#panel")

    def types(self, line: str) -> None:
        self.line.fill(line)
        self.line.press("Enter")

    def becomes(self, name: str) -> None:
        self.page.locator("#rail").get_by_role("link", name=name).click()
        expect(self.page.locator("#side .whoami")).to_contain_text(name)

    def goes_to(self, conversation: str) -> None:
        self.page.locator("#side").get_by_role("link", name=conversation).click()

    def message(self, text: str) -> Locator:
        """The last message that says this."""
        return self.messages.filter(has_text=text).last

    def reacts(self, emoji: str, on: Locator) -> None:
        self.tool(emoji, on).click()

    def tool(self, name: str, on: Locator) -> Locator:
        """What can be done with a message: under the mouse, and as long as the keyboard is on it, wherever it moves."""
        on.hover()
        on.focus()
        return on.locator(".tools").get_by_role("button", name=name)


@contextmanager
def window(browser: Browser, address: str, size: tuple[int, int] = DESKTOP, **context: Any) -> Iterator[Window]:
    """A window with its own memory. At its end the page must have run without a complaint."""
    opened = browser.new_context(viewport={"width": size[0], "height": size[1]}, **context)
    opened.set_default_timeout(PATIENCE)
    seen = Window(opened.new_page(), address)
    seen.page.on("pageerror", lambda problem: seen.trouble.append(str(problem)))
    seen.page.on("console", lambda message: _complaint(seen, message))
    seen.page.on("request", lambda request: _elsewhere(seen, request))
    try:
        yield seen
    finally:
        opened.close()
    assert seen.trouble == []


def _complaint(seen: Window, message: ConsoleMessage) -> None:
    is_expected = bool(seen.expected) and seen.expected in message.text
    if message.type == "error" and "WebSocket" not in message.text and not is_expected:
        seen.trouble.append(message.text)


def _elsewhere(seen: Window, request: Request) -> None:
    if not request.url.startswith((seen.address, "data:")):
        seen.trouble.append(f"asked for {request.url}")
