"""`make screenshots`: the pictures in docs/images, taken anew of the real bot in the local workspace."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import chromium
from tests.browser.opening import started
from tests.browser.window import PHONE, window
from tests.scenarios.stage import Stage

DOCS: Final = Path(__file__).parents[2] / "docs"
FOLDER: Final = DOCS / "images"
REPORT: Final = DOCS / "examples" / "boying-1.0.0.report.html"
LARGEST: Final = 200_000


def main() -> None:
    """Raise `ValueError` for a picture too large to keep."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, started() as stage:
        _act(stage)
        _light(browser, stage)
        _dark(browser, stage)
        _phone(browser, stage)
        _on_to_the_gate(stage)
        _gate(browser, stage)
        _on_to_the_meeting(stage)
        _invitation(browser, stage)
        _on_to_a_failure(stage)
        _decision(browser, stage)
        _rollback(browser, stage)
        _report(browser)
    for picture in FOLDER.glob("*.png"):
        if picture.stat().st_size > LARGEST:
            raise ValueError(f"{picture.name} has {picture.stat().st_size} bytes; pictures are kept below {LARGEST}.")


def _act(stage: Stage) -> None:
    """Some steps signed by command, button and emoji, and a word about them."""
    fu, fang, li, chen, lead = (
        stage.server.person(key) for key in ("fucheng", "fanghao", "licuiqi", "chenxiaowen", "shijiasheng")
    )
    stage.person("fucheng").delivers("1b/boying-user")
    stage.person("licuiqi").delivers("1a-4")
    stage.settle()
    card = next(message for message in fang.sees() if message.bot_id and message.blocks)
    fang.reacts("✅", on=card)
    stage.settle()
    question = li.says("@chenxiaowen 上线方案里写了部署顺序：`boying-user` 先于 `boying-admin`，请看一下")
    chen.says("看过了，没有问题", thread=question)
    li.says("好的 :+1:", thread=question)
    for person in (chen, fu, lead):
        person.reacts("👀" if person is fu else "✅", on=question)


def _light(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page) as page:
        page.opens("chenxiaowen")
        page.types("/release status")
        expect(page.last).to_contain_text("仅你可见")
        page.line.fill("")
        _keep(page.page, "channel")
        page.line.press_sequentially("/release ")
        _keep(page.page, "command")
        page.opens("fucheng", "dm")
        page.message("1b").get_by_role("button", name="撰写…").last.click()
        page.modal.get_by_role("textbox", name="测试方案").fill("按模块功能文档逐个接口测试；数据取自预热环境的副本。")
        page.modal.get_by_role("button", name="提交").click()
        expect(page.modal.locator(".wrong")).to_have_count(2)
        _keep(page.page, "form")
        page.modal.get_by_role("button", name="取消").click()
        expect(page.modal).to_have_count(0)


def _dark(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page, color_scheme="dark") as page:
        page.opens("chenxiaowen")
        page.message("部署顺序").locator(".thread-link").click()
        page.message("部署顺序").locator(".pill").first.hover()
        _keep(page.page, "thread-dark")
        page.opens("shijiasheng", "home")
        stage.settle()
        expect(page.page.locator("#home .actions").first).to_be_visible()
        _keep(page.page, "home-dark")


def _phone(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page, size=PHONE, device_scale_factor=1.5) as page:
        page.opens("shijiasheng", "dm")
        expect(page.last).to_be_visible()
        _keep(page.page, "phone")


def _on_to_the_gate(stage: Stage) -> None:
    """All of the first phase, and bugs that shut the gate to the second."""
    stage.person("shijiasheng").types("/release assign business @licuiqi")
    stage.signs("1a-1", "1a-2", "1a-3", "1a-5", "1a-6", "1b", "1c", "1d", "1e")
    stage.person("fucheng").types("/release bug A boying-user 登录后白屏")
    stage.person("fucheng").types("/release bug C boying-admin 表头没有对齐")
    stage.settle()


def _gate(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page) as page:
        page.opens("fucheng")
        page.types("/release status")
        expect(page.last).to_contain_text("仅你可见")
        _keep(page.page, "gate")
        page.types("/release bug")
        page.modal.get_by_role("combobox", name="级别").select_option("B 级（严重）")
        _keep(page.page, "bug")
        page.modal.get_by_role("button", name="取消").click()
        expect(page.modal).to_have_count(0)
        page.page.locator("#side").get_by_role("link", name="邮件").click()
        page.page.locator(".mail-entry").first.click()
        expect(page.page.locator(".letter")).to_be_visible()
        _keep(page.page, "mail")


def _on_to_the_meeting(stage: Stage) -> None:
    """The bugs are mended, preheat is through, the meeting is called."""
    stage.person("chenxiaowen").types("/release bug fix B1 空值判断")
    stage.person("fucheng").types("/release bug verify B1")
    stage.person("fucheng").types("/release bug defer B2 不影响功能")
    stage.person("shijiasheng").types("/release assign product @fanghao")
    stage.signs("2-gate", "2a-1", "2a-2", "2a-3", "2a-4", "2b")
    stage.person("chenxiaowen").types("/release meeting at 2021-06-11 14:00 in 三楼会议室")
    stage.settle()


def _invitation(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page) as page:
        page.opens("licuiqi")
        page.page.locator("#side").get_by_role("link", name="邮件").click()
        page.page.locator(".mail-entry").first.click()
        invitation = page.page.locator(".letter").last
        expect(invitation).to_be_visible()
        invitation.scroll_into_view_if_needed()
        _keep(page.page, "invitation")


def _on_to_a_failure(stage: Stage) -> None:
    """The meeting is held, the database and one application are live, the next one fails and is not mended in time."""
    stage.signs("3a-2", "3a-3", "3a-4", "3b-1", "3b-2")
    ops = stage.person("licuiqi")
    for system in ("boying-user", "boying-admin", "boying-web", "boying-admin-web"):
        ops.types(f"/release previous {system} master 0a1b2c3")
    ops.types("/release deploy boying-user production")
    ops.types("/release deploy boying-admin production failed: 启动超时，健康检查不通过")
    stage.passes(timedelta(minutes=20))


def _decision(browser: Browser, stage: Stage) -> None:
    with window(browser, stage.server.page, size=PHONE, device_scale_factor=1.5) as page:
        page.opens("shijiasheng", "dm")
        expect(page.last).to_contain_text("回滚")
        _keep(page.page, "decision-phone")


def _rollback(browser: Browser, stage: Stage) -> None:
    stage.person("shijiasheng").agrees("/release rollback 消息队列的端口要到明早才开通")
    stage.settle()
    with window(browser, stage.server.page) as page:
        page.opens("licuiqi")
        page.types("/release status")
        expect(page.last).to_contain_text("仅你可见")
        _keep(page.page, "rollback")


def _report(browser: Browser) -> None:
    """The kept report of a whole release, as a browser opens it."""
    page = browser.new_page(viewport={"width": 1100, "height": 1400})
    page.goto(REPORT.as_uri())
    _keep(page, "report")
    page.close()


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
