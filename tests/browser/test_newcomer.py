"""A newcomer opens the page and carries the release on, as any of its people."""

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.window import Window
from tests.evidence import WORDS, typed
from tests.scenarios.stage import Stage


def signers(release: Stage, item: str) -> dict[str, str]:
    """Who has signed the item, and by what means."""
    return {signature["person"]: signature["via"] for signature in release.item(item)["signatures"]}


def writes(page: Window, section: str, words: str = WORDS) -> None:
    """Into the form of a document that is open."""
    page.modal.get_by_role("textbox", name=section).fill(words)


def a_newcomer_signs_as_three_people_by_command_button_and_emoji(release: Stage, window: Opener) -> None:
    page = window(release.server.page).opens()
    expect(page.page.locator("#main")).to_contain_text("阶段 1/5：提交测试")

    page.becomes("付诚")
    page.types(f"/release done 1b boying-user {typed(release.plan, '1b/boying-user')}")
    expect(page.last).to_contain_text("仅你可见")
    expect(page.last).to_contain_text("1b boying-user")
    assert signers(release, "1b/boying-user") == {"fucheng": "slash"}

    page.becomes("陈晓雯")
    page.goes_to("Release Captain")
    page.message("1a-4").get_by_role("button", name="开启 1a-5").click()
    for section in release.plan.documents["go-live-plan"].sections.values():
        writes(page, section.zh)
    page.modal.get_by_role("button", name="提交").click()
    expect(page.modal).to_have_count(0)
    assert signers(release, "1a-4") == {"chenxiaowen": "button"}

    page.becomes("方浩")
    page.goes_to("boying-release")
    release.settle()
    page.reacts("用 ✅ 回应", on=page.message("阶段 1/5"))
    expect(page.message("阶段 1/5").get_by_role("button", name="你 回应了 :white_check_mark:")).to_be_visible()
    release.settle()
    assert signers(release, "1a-1/boying-database") == {"fanghao": "reaction"}


def a_form_says_what_is_wrong_at_its_field_and_takes_the_correction(release: Stage, window: Opener) -> None:
    release.person("fanghao").delivers("1a-1/boying-database")
    page = window(release.server.page).opens("fanghao", "dm")
    page.message("1a-2").get_by_role("button", name="签字").click()
    field = page.modal.get_by_role("textbox")

    page.modal.get_by_role("button", name="签字").click()
    expect(page.modal.locator(".wrong")).to_have_text("请填写此必填字段。")
    expect(field).to_have_attribute("aria-invalid", "true")

    field.fill("  ")  # Slack's client lets blanks pass; the bot does not
    page.modal.get_by_role("button", name="签字").click()
    expect(page.modal.locator(".wrong")).to_contain_text("自测了什么")
    expect(field).to_have_value("  ")
    expect(field).to_be_focused()
    assert signers(release, "1a-2/boying-database") == {}

    field.fill(WORDS)
    page.modal.get_by_role("button", name="签字").click()
    expect(page.modal).to_have_count(0)
    assert signers(release, "1a-2/boying-database") == {"fanghao": "button"}


def a_document_that_lacks_a_section_is_told_so_at_the_section_and_delivered_once_it_is_there(
    release: Stage, window: Opener
) -> None:
    page = window(release.server.page).opens("fucheng", "dm")
    page.message("1b").get_by_role("button", name="撰写…").last.click()
    writes(page, "测试方案", "按模块功能文档，逐个接口")
    writes(page, "测试用例", "四十条")
    deliver = page.modal.get_by_role("button", name="提交")
    deliver.click()
    boundaries = page.modal.get_by_role("textbox", name="临界点用例")
    expect(boundaries).to_have_attribute("aria-invalid", "true")
    expect(boundaries).to_be_focused()
    expect(page.modal.locator(".wrong")).to_have_count(1)
    expect(page.modal.get_by_role("textbox", name="测试用例")).to_have_value("四十条")
    assert signers(release, "1b/boying-admin") == {}

    boundaries.fill("金额为零、为负、为上限")
    deliver.click()
    expect(page.modal).to_have_count(0)
    expect(page.last).to_contain_text("仅你可见")
    assert signers(release, "1b/boying-admin") == {"fucheng": "button"}


def a_bug_is_reported_in_its_form_and_its_developer_is_told(release: Stage, window: Opener) -> None:
    page = window(release.server.page).opens("fucheng")
    page.types("/release bug")
    page.modal.get_by_role("textbox", name="问题").fill("登录后白屏")
    report = page.modal.get_by_role("button", name="报告")
    report.click()
    expect(page.modal.locator(".wrong")).to_have_count(2)
    page.modal.get_by_role("combobox", name="级别").select_option("A 级（致命）")
    page.modal.get_by_role("combobox", name="系统").select_option("boying-user")
    report.click()
    expect(page.modal).to_have_count(0)
    (bug,) = release.shown()["bugs"]
    assert (bug["severity"], bug["system"], bug["environment"]) == ("A", "boying-user", "development")
    release.settle()
    page.becomes("陈晓雯")
    page.goes_to("Release Captain")
    expect(page.message("登录后白屏")).to_be_visible()


def an_emoji_taken_back_takes_the_signature_back(release: Stage, window: Opener) -> None:
    release.signs("1a-4")
    release.settle()
    page = window(release.server.page).opens("fanghao")
    page.reacts("用 ✅ 回应", on=page.message("阶段 1/5"))
    mine = page.message("阶段 1/5").get_by_role("button", name="你 回应了 :white_check_mark:")
    expect(mine).to_have_attribute("aria-pressed", "true")
    release.settle()
    assert signers(release, "1a-1/boying-database") == {"fanghao": "reaction"}
    mine.click()
    expect(mine).to_have_count(0)
    release.settle()
    assert signers(release, "1a-1/boying-database") == {}
