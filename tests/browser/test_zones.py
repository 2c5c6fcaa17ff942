"""Moments in the reader's own time zone."""

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from sandbox import running
from tests.browser.conftest import Opener
from tests.sandbox.office import PEOPLE, client_of, manifest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOON_IN_SHANGHAI = 1_623_643_200


def a_date_is_shown_in_the_readers_own_zone(browser: "Browser", window: Opener) -> None:  # noqa: ARG001
    with running(people=PEOPLE, manifest=manifest()) as server:
        said = f"上线 <!date^{NOON_IN_SHANGHAI}^{{date_num}} {{time}}|soon>"
        client_of(server).chat_postMessage(channel="office", text=said)
        expect(window(server.page).opens("lead").last).to_contain_text("2021-06-14 12:00")
        expect(window(server.page).opens("chen").last).to_contain_text("2021-06-14 6:00")
