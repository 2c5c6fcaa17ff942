"""Block Kit in the browser: every element is drawn, worked, and heard by the app as Slack would tell it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from slack_bolt import Ack

from sandbox import Patience, Rates, Server, running
from tests.browser.conftest import Opener
from tests.browser.window import Window
from tests.sandbox.office import (
    PEOPLE,
    SUBMIT,
    Json,
    SmallApp,
    actions,
    app_in_socket_mode,
    button,
    manifest,
    modal,
    section,
    text_input,
)

YES = {"title": "Sure?", "text": "It cannot be undone.", "confirm": "Do it", "deny": "Leave it"}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


OPTIONS = [option("red"), option("green")]
CONFIRM = {**{name: plain(text) for name, text in YES.items()}, "style": "danger"}
MENUS: list[Json] = [
    {"type": "static_select", "action_id": "one", "placeholder": plain("One"), "options": OPTIONS},
    {"type": "multi_static_select", "action_id": "many", "placeholder": plain("Many"), "options": OPTIONS},
    {"type": "users_select", "action_id": "user", "placeholder": plain("User")},
    {"type": "overflow", "action_id": "more", "options": OPTIONS},
    {"type": "datepicker", "action_id": "date", "placeholder": plain("Date")},
    {"type": "timepicker", "action_id": "time", "placeholder": plain("Time")},
    {"type": "radio_buttons", "action_id": "radio", "options": OPTIONS},
    {"type": "checkboxes", "action_id": "boxes", "options": OPTIONS},
]
RICH: Json = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "粗", "style": {"bold": True}}]},
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "第一"}]}],
        },
    ],
}
LOOKS: list[Json] = [
    {"type": "header", "text": plain("Heading :rocket:")},
    {**section("*bold* _it_ ~gone~ `code` <https://a.example|link>"), "fields": [plain("left"), plain("right")]},
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": ":eyes: small"}]},
    {"type": "image", "image_url": "https://pictures.example/a.png", "alt_text": "a chart"},
    RICH,
    {"type": "table", "rows": [[{"type": "raw_text", "text": "Head"}], [{"type": "raw_text", "text": "Cell"}]]},
    section("beside", accessory=button("beside", "Beside", style="primary")),
    actions(button("drop", "Drop", style="danger", confirm=CONFIRM)),
]


def row(name: str, days: int) -> list[Json]:
    return [{"type": "raw_text", "text": name}, {"type": "raw_number", "value": days, "text": str(days)}]


HEADS: list[Json] = [{"type": "raw_text", "text": "Bug"}, {"type": "raw_text", "text": "Days"}]
BUGS: Json = {
    "type": "data_table",
    "caption": "Bugs",
    "page_size": 2,
    "rows": [HEADS, row("B2", 10), row("B10", 9), row("B1", 100)],
}


class Gallery:
    """An app that shows blocks, and keeps the actions and forms it hears of."""

    def __init__(self, server: Server, app: SmallApp) -> None:
        self.server = server
        self.app = app
        self.heard: list[Json] = []
        self.answers: list[Json] = []
        app.bolt.action(re.compile("."))(self._acted)
        app.bolt.attachment_action(re.compile("."))(self._heard)
        app.bolt.view("form")(self._submitted)
        app.bolt.shortcut("write")(self._asked)

    def shows(self, *blocks: Json) -> Json:
        answer = self.app.bolt.client.chat_postMessage(channel="#office", text="gallery", blocks=list(blocks))
        return {"channel": answer["channel"], "ts": answer["ts"]}

    def changes(self, where: Json, *blocks: Json) -> None:
        self.app.bolt.client.chat_update(**where, text="gallery", blocks=list(blocks))

    def heard_of(self, action_id: str) -> Json:
        def found() -> Json | None:
            return next((one for one in self.heard if one["actions"][0].get("action_id") == action_id), None)

        return self.server.workspace.wait_until(found, what=f"word of {action_id}")

    def _acted(self, ack: Ack, body: Json) -> None:
        self.heard.append(body)
        first = body["actions"][0]["action_id"]
        if first == "open":
            self.app.bolt.client.views_open(trigger_id=body["trigger_id"], view=form("First", button("push", "Next")))
        if first == "rich":
            self.app.bolt.client.views_open(trigger_id=body["trigger_id"], view=rich_form())
        if first == "push":
            self.app.bolt.client.views_push(trigger_id=body["trigger_id"], view=form("Second"))
        ack()

    def _heard(self, ack: Ack, body: Json) -> None:
        self.heard.append(body)
        ack()

    def _asked(self, ack: Ack, body: Json) -> None:
        self.app.bolt.client.views_open(trigger_id=body["trigger_id"], view=form("Anything"))
        ack()

    def _submitted(self, ack: Ack, body: Json) -> None:
        self.heard.append({"actions": [{"action_id": "form"}], **body})
        ack(**(self.answers.pop(0) if self.answers else {}))


def rich_form() -> Json:
    field = {"type": "rich_text_input", "action_id": "typed"}
    return modal(
        {"type": "input", "block_id": "rich", "label": plain("Why"), "element": field}, callback_id="form", **SUBMIT
    )


def form(title: str, *buttons: Json) -> Json:
    blocks = [text_input("note"), *([actions(*buttons)] if buttons else [])]
    return modal(*blocks, callback_id="form", **SUBMIT) | {"title": plain(title)}


@pytest.fixture(scope="module")
def gallery(browser: Any) -> Iterator[Gallery]:  # noqa: ARG001 - without a browser there is nothing to show
    patience = Patience(ack_timeout=10)
    with (
        # One app shows a block in every test, all in a moment.
        running(people=PEOPLE, manifest=manifest(), rates=Rates.off(), patience=patience) as server,
        app_in_socket_mode(server) as app,
    ):
        yield Gallery(server, app)


@pytest.fixture
def page(gallery: Gallery, window: Opener) -> Window:
    gallery.heard.clear()
    return window(gallery.server.page).opens("lead")


def a_data_table_is_paged_sorted_and_filtered(gallery: Gallery, page: Window) -> None:
    gallery.shows(BUGS)
    shown = page.last
    names, of_days = shown.locator("tbody th"), shown.get_by_role("button", name="Days")
    expect(names).to_have_text(["B2", "B10"])
    expect(shown.get_by_role("status")).to_have_text("第 1–2 行，共 3 行")
    shown.get_by_role("button", name="下一页").click()
    expect(names).to_have_text(["B1"])
    expect(shown.get_by_role("button", name="下一页")).to_be_disabled()

    of_days.click()  # by the numbers' value
    expect(names).to_have_text(["B10", "B2"])
    expect(shown.get_by_role("columnheader", name="Days")).to_have_attribute("aria-sort", "ascending")
    of_days.click()
    expect(names).to_have_text(["B1", "B2"])
    of_days.click()
    expect(names).to_have_text(["B2", "B10"])
    shown.get_by_role("button", name="Bug").click()  # words as people count
    expect(names).to_have_text(["B1", "B2"])

    shown.get_by_role("searchbox", name="筛选行").fill("b10")
    expect(names).to_have_text(["B10"])
    shown.get_by_role("searchbox").fill("B7")
    expect(names).to_have_count(0)
    expect(shown.get_by_role("status")).to_have_text("第 0–0 行，共 0 行")


def every_block_is_drawn(gallery: Gallery, page: Window) -> None:
    gallery.shows(*LOOKS)
    shown = page.last
    expect(shown.get_by_role("heading", name="Heading 🚀")).to_be_visible()
    for tag, text in {"strong": "bold", "em": "it", "s": "gone", "code": "code", "a": "link"}.items():
        expect(shown.locator(f".text {tag}").first).to_have_text(text)
    expect(shown.locator(".fields .text")).to_have_text(["left", "right"])
    expect(shown.locator("hr")).to_be_visible()
    expect(shown.locator(".context")).to_contain_text("👀 small")
    expect(shown.locator(".absent")).to_contain_text("a chart")
    expect(shown.locator(".rich li")).to_have_text("第一")
    expect(shown.get_by_role("cell", name="Cell")).to_be_visible()


def an_attachment_is_shown_and_its_buttons_are_worked(gallery: Gallery, page: Window) -> None:
    older = {"color": "danger", "pretext": "before", "title": "Build 1", "title_link": "https://ci.example/1",
             "text": "*red*", "fields": [{"title": "On", "value": "main"}], "footer": "from ci"}  # fmt: skip
    pressed = {"color": "#36a64f", "blocks": [actions(button("attached", "Again"))]}
    oldest = {"text": "Which?", "callback_id": "build", "actions": [
        {"name": "stop", "text": "Stop", "type": "button", "value": "1"},
        {"name": "branch", "text": "Branch", "type": "select", "options": [{"text": "Main", "value": "main"}]},
    ]}  # fmt: skip
    gallery.app.bolt.client.chat_postMessage(channel="#office", text="words", attachments=[older, pressed, oldest])
    attached = page.last.locator(".attachment")
    expect(attached).to_have_count(3)
    first, second, third = attached.all()
    expect(page.last).to_contain_text("words")
    expect(page.last).to_contain_text("before")
    expect(first.get_by_role("link", name="Build 1")).to_have_attribute("href", "https://ci.example/1")
    expect(first.locator(".text strong").first).to_have_text("red")
    expect(first).to_contain_text("from ci")
    second.get_by_role("button", name="Again").click()
    assert gallery.heard_of("attached")["container"]["attachment_id"] == 2
    gallery.heard.clear()
    third.get_by_role("button", name="Stop").click()
    third.get_by_label("Branch").select_option("main")
    gallery.server.workspace.wait_until(lambda: len(gallery.heard) == len(oldest["actions"]))
    assert [(body["callback_id"], body["actions"][0]["name"]) for body in gallery.heard] == [
        ("build", "stop"), ("build", "branch"),
    ]  # fmt: skip


def a_dangerous_button_asks_first(gallery: Gallery, page: Window) -> None:
    gallery.shows(*LOOKS)
    page.last.get_by_role("button", name="Drop").click()
    question = page.page.get_by_role("dialog", name="Sure?")
    question.get_by_role("button", name="Leave it").click()
    expect(question).to_have_count(0)
    page.last.get_by_role("button", name="Beside").click()
    gallery.heard_of("beside")
    assert len(gallery.heard) == 1
    page.last.get_by_role("button", name="Drop").click()
    question.get_by_role("button", name="Do it").click()
    assert gallery.heard_of("drop")["user"]["username"] == "lead"


def every_menu_and_picker_tells_the_app_what_was_chosen(gallery: Gallery, page: Window) -> None:
    gallery.shows(actions(*MENUS))
    shown = page.last
    shown.get_by_label("One").select_option("green")
    assert gallery.heard_of("one")["actions"][0]["selected_option"]["value"] == "green"
    shown.get_by_label("Many").click()
    page.page.locator(".popup").get_by_text("Red").click()
    page.page.keyboard.press("Escape")
    assert [one["value"] for one in gallery.heard_of("many")["actions"][0]["selected_options"]] == ["red"]
    shown.get_by_label("User").select_option(label="付诚")
    chosen = gallery.heard_of("user")["actions"][0]["selected_user"]
    assert chosen == gallery.server.workspace.user("fu").id
    shown.get_by_role("button", name="更多操作").click()
    page.page.get_by_role("menuitem", name="Red").click()
    assert gallery.heard_of("more")["actions"][0]["selected_option"]["value"] == "red"
    shown.get_by_label("Date").fill("2021-06-14")
    assert gallery.heard_of("date")["actions"][0]["selected_date"] == "2021-06-14"
    shown.get_by_label("Time").fill("12:00")
    assert gallery.heard_of("time")["actions"][0]["selected_time"] == "12:00"
    shown.get_by_role("radio", name="Green").check()
    assert gallery.heard_of("radio")["actions"][0]["selected_option"]["value"] == "green"
    shown.get_by_role("checkbox", name="Red").check()
    heard = gallery.heard_of("boxes")
    assert [one["value"] for one in heard["actions"][0]["selected_options"]] == ["red"]
    kept = {name: state for states in heard["state"]["values"].values() for name, state in states.items()}
    assert kept["one"]["selected_option"]["value"] == "green"


def a_stack_of_modals_keeps_what_was_typed_and_shows_errors(gallery: Gallery, page: Window) -> None:
    gallery.shows(actions(button("open", "Open")))
    page.last.get_by_role("button", name="Open").click()
    expect(page.modal.get_by_role("heading")).to_have_text("First")
    page.modal.get_by_role("textbox").fill("kept")
    page.modal.get_by_role("button", name="Next").click()
    expect(page.modal.get_by_role("heading")).to_have_text("Second")
    page.modal.get_by_role("button", name="返回").click()
    expect(page.modal.get_by_role("heading")).to_have_text("First")
    expect(page.modal.get_by_role("textbox")).to_have_value("kept")

    gallery.answers = [{"response_action": "errors", "errors": {"note": "No such ticket."}}]
    page.modal.get_by_role("button", name="Send").click()
    expect(page.modal.get_by_role("alert").filter(has_text="No such ticket.")).to_be_visible()
    page.modal.get_by_role("button", name="Send").click()
    expect(page.modal).to_have_count(0)
    assert gallery.heard_of("form")["view"]["state"]["values"]["note"]["typed"]["value"] == "kept"


def a_choice_in_a_block_that_has_gone_is_forgotten(gallery: Gallery, page: Window) -> None:
    where = gallery.shows(actions(MENUS[0], block_id="before"))
    page.last.get_by_label("One").select_option("green")
    gallery.heard_of("one")
    gallery.changes(where, actions(MENUS[0], button("go", "Go"), block_id="after"))
    page.last.get_by_role("button", name="Go").click()
    assert gallery.heard_of("go")["state"]["values"]["after"]["one"]["selected_option"] is None


def a_rich_text_is_sent_as_rich_text(gallery: Gallery, page: Window) -> None:
    gallery.shows(actions(button("rich", "Rich")))
    page.last.get_by_role("button", name="Rich").click()
    page.modal.get_by_label("Why").fill("因为")
    page.modal.get_by_role("button", name="Send").click()
    expect(page.modal).to_have_count(0)
    typed = gallery.heard_of("form")["view"]["state"]["values"]["rich"]["typed"]["rich_text_value"]
    assert typed["elements"][0]["elements"] == [{"type": "text", "text": "因为"}]


def a_modal_is_closed_by_escape(gallery: Gallery, page: Window) -> None:
    gallery.shows(actions(button("open", "Open")))
    page.last.get_by_role("button", name="Open").click()
    expect(page.modal).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.modal).to_have_count(0)
    assert gallery.server.person("lead").modal is None


def a_shortcut_that_needs_no_message_stands_beside_the_field(gallery: Gallery, window: Opener) -> None:
    page = window(gallery.server.page).opens("lead")
    page.page.get_by_role("button", name="Write", exact=True).click()
    expect(page.modal).to_contain_text("Anything")
