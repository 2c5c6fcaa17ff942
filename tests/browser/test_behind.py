"""Behind the scenes: each call, delivery and refusal as it happens, found, copied, and trouble made by a switch."""

import json
import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Route, expect

from sandbox import Patience, Rates, Server, running
from tests.browser.conftest import Opener
from tests.browser.window import PHONE, Window
from tests.sandbox.office import PEOPLE, bare_socket, client_of, error, manifest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FAULTS = re.compile("/sandbox/faults$")


@pytest.fixture
def server(browser: "Browser") -> Iterator[Server]:  # noqa: ARG001 - without a browser nothing need start
    # One of the tests makes 520 calls, and time that is moved on would be recorded, too.
    with running(people=PEOPLE, manifest=manifest(), rates=Rates.off(), patience=Patience(ack_timeout=0.5)) as opened:
        yield opened


def behind(seen: Window) -> Locator:
    """The panel, opened."""
    seen.page.get_by_role("button", name="幕后").click()
    return seen.page.locator("#behind")


def record(panel: Locator, text: str) -> Locator:
    return panel.locator(".record:visible", has_text=text)


def every_call_appears_as_it_happens(server: Server, window: Opener) -> None:
    client = client_of(server)
    client.auth_test()
    panel = behind(window(server.page).opens("lead"))
    expect(record(panel, "auth.test")).to_be_visible()
    client.chat_postMessage(channel="office", text="准备好了")
    newest = record(panel, "chat.postMessage")
    newest.locator("summary").click()
    expect(newest.locator("pre")).to_contain_text("准备好了")


def a_refusal_on_purpose_is_armed_struck_and_marked(server: Server, window: Opener) -> None:
    panel = behind(window(server.page).opens("lead"))
    panel.get_by_label("故障").select_option("rate_limited")
    panel.get_by_label("等待秒数").fill("7")
    panel.get_by_role("button", name="下次调用生效").click()
    expect(panel.locator(".fault-state")).to_contain_text("chat.postMessage: 限流 429")
    assert error(client_of(server), "chat.postMessage", channel="office", text="x") == "ratelimited"
    expect(record(panel, "chat.postMessage").locator(".mark")).to_have_text(
        ["429", "ratelimited", "rate limited for 7 s"]
    )
    expect(panel.locator(".fault-state")).not_to_contain_text("429")


def a_retry_is_told_apart_from_the_first_attempt(server: Server, window: Opener) -> None:
    seen = window(server.page).opens("lead")
    panel = behind(seen)
    expect(panel.locator(".fault-state")).to_contain_text("应用的连接：0")
    with bare_socket(server) as wire:
        wire.receive()
        seen.types("你好")
        expect(record(panel, "retry 1")).to_contain_text("timed out")
        panel.get_by_role("button", name="只看异常").click()
        expect(record(panel, "message")).to_have_count(2)
        expect(panel.locator(".fault-state")).to_contain_text("应用的连接：1")


def a_click_cuts_the_line_or_takes_the_workspace_down(server: Server, window: Opener) -> None:
    panel = behind(window(server.page).opens("lead"))
    with bare_socket(server) as wire:
        wire.receive()
        panel.get_by_role("button", name="断开预警").click()
        assert wire.receive()["reason"] == "warning"
        panel.get_by_role("button", name="断开：已停用").click()
        assert wire.receive()["reason"] == "link_disabled"
    panel.get_by_role("button", name="停机").click()
    expect(panel.get_by_role("button", name="恢复")).to_be_visible()
    assert server.faults.down
    panel.get_by_role("button", name="恢复").click()
    expect(panel.get_by_role("button", name="停机")).to_be_visible()
    assert not server.faults.down


def an_answer_that_was_overtaken_is_not_shown_but_asked_for_again(server: Server, window: Opener) -> None:
    seen = window(server.page).opens("lead")
    asked, held = count(), list[Route]()

    def hold_the_second(route: Route) -> None:
        if next(asked) == 1:
            held.append(route)
        else:
            route.continue_()

    seen.page.route(FAULTS, hold_the_second)
    arrivals = count()
    with seen.page.expect_request(lambda request: request.url.endswith("/sandbox/faults") and next(arrivals) == 1):
        panel = behind(seen)
    panel.get_by_role("button", name="停机").click()
    expect(panel.get_by_role("button", name="恢复")).to_be_visible()
    with seen.page.expect_request(FAULTS):
        held[0].fulfill(json={"ok": True, "sockets": 0, "down": False, "calls": {}, "lost_acks": {}})
    expect(panel.get_by_role("button", name="恢复")).to_be_visible()
    assert server.faults.down


def a_switch_that_does_not_reach_the_workspace_says_so(server: Server, window: Opener) -> None:
    seen = window(server.page).opens("lead")
    panel = behind(seen)
    expect(panel.get_by_role("button", name="停机")).to_be_visible()
    seen.expected = "ERR_FAILED"  # the browser complains of it too
    seen.page.route(FAULTS, lambda route: route.abort())
    panel.get_by_role("button", name="停机").click()
    expect(panel.get_by_role("alert")).to_contain_text("连接断开了")


def what_is_found_can_be_copied_as_json(server: Server, window: Opener) -> None:
    client = client_of(server)
    client.auth_test()
    client.chat_postMessage(channel="office", text="上线方案")
    client.chat_postMessage(channel="office", text="回滚方案")
    seen = window(server.page, permissions=["clipboard-read", "clipboard-write"]).opens("lead")
    panel = behind(seen)
    panel.get_by_role("searchbox", name="搜索").fill("回滚")
    expect(record(panel, "message")).not_to_have_count(0)  # the app is not connected to hear of its own message
    panel.get_by_role("button", name="事件", exact=True).click()
    expect(panel.locator(".record:visible")).to_have_count(1)
    panel.get_by_role("button", name="全部复制为 JSON").click()
    expect(panel.get_by_role("button", name="已复制")).to_be_visible()
    (copied,) = json.loads(seen.page.evaluate("navigator.clipboard.readText()"))
    assert (copied["title"], copied["detail"]["args"]["text"]) == ("chat.postMessage", "回滚方案")


def the_last_500_records_are_kept(server: Server, window: Opener) -> None:
    client = client_of(server)
    for _ in range(520):
        client.api_test()
    panel = behind(window(server.page).opens("lead"))
    expect(panel).to_contain_text("500 / 500 条")
    client.auth_test()
    expect(record(panel, "auth.test")).to_be_visible()
    expect(panel).to_contain_text("500 / 500 条")


def the_panel_is_open_again_after_a_reload_and_fits_a_phone(server: Server, window: Opener) -> None:
    seen = window(server.page, size=PHONE).opens("lead")
    panel = behind(seen)
    seen.page.reload()
    expect(panel.get_by_role("heading", name="幕后")).to_be_visible()
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    panel.get_by_role("button", name="关闭").click()
    expect(panel).to_be_hidden()
