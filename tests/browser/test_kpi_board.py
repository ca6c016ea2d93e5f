"""The KPI board as a learner meets it: real JupyterLab, real Chromium, keyboard alone."""

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_notebook

from cs_training.notebook import kpi_board
from cs_training.notebook.kpi_board_pages import page as board_page

from browser.driving import code_cell, open_lesson, rest, run

pytestmark = pytest.mark.browser

NOTEBOOK = "kpi.ipynb"
IMPORT, SHOW = "from cs_training.notebook import kpi_board", "kpi_board()"
PAGES = ("数字", "口径", "图", "如果")


def show(page, course):
    """A notebook with the board, shown."""
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    cells = [new_code_cell(IMPORT), new_code_cell(SHOW)]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), course.workspace / NOTEBOOK)
    open_lesson(page, course, NOTEBOOK)
    run(page, IMPORT)
    run(page, SHOW)
    board = code_cell(page, SHOW).locator(".cst-kpi")
    board.get_by_text("现在看的：全店").wait_for()
    return board


def turn(page, board, name):
    """Goes to a page by the keyboard."""
    tabs = board.get_by_role("tab")
    board.locator("[role=tab][aria-selected=true]").focus()
    page.keyboard.press("Home")
    for _ in range(PAGES.index(name)):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    board.locator(f"[role=tab][aria-selected=true]:text-is('{name}')").wait_for()
    assert tabs.nth(PAGES.index(name)).evaluate("node => node === document.activeElement")


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.id")


def test_the_whole_board_by_keyboard_and_nothing_is_recorded(page, course):
    before = course.recorded()
    board = show(page, course)
    sitting = kpi_board().sitting
    agent = sitting.agents[0]

    page.keyboard.press("Escape")
    board.get_by_label("客服", exact=True).focus()
    page.keyboard.press("ArrowDown")
    board.get_by_text(f"现在看的：{agent}，全部日期。").wait_for()
    assert board.get_by_label("客服", exact=True).evaluate("node => node === document.activeElement")
    assert board.get_by_text("分不到人").is_visible()

    turn(page, board, "口径")
    assert "甲和乙只差“没人回的”" in board.get_by_role("status").inner_text()
    side = board.get_by_label("乙：机器人")
    side.focus()
    page.keyboard.press("ArrowDown")
    board.get_by_text("乙把机器人算成了人工，这是错的口径").wait_for()
    assert focused(page) == "乙：机器人"
    assert board.get_by_text("≠ 不同").count() == 2

    turn(page, board, "图")
    board.locator("figure img").nth(3).wait_for()
    drawn = board.locator("figure img")
    assert drawn.evaluate_all("nodes => nodes.every(node => node.naturalWidth > 0 && node.alt.length > 20)")
    assert board.locator("figcaption").count() == 4

    turn(page, board, "如果")
    people = board.get_by_role("slider", name="人数")
    people.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    board.get_by_text("7 个人：").first.wait_for()
    assert people.evaluate("node => node === document.activeElement")
    assert people.get_attribute("aria-valuetext") == "7 人"
    typed = board.get_by_role("spinbutton", name="人数")
    typed.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    board.get_by_text("12 个人：").first.wait_for()
    sitting.turn_to(3)
    sitting.set(0, 0, 12)
    assert board.get_by_role("status").inner_text() == board_page(sitting, 3).said
    assert course.recorded() == before


def test_a_mean_that_leaves_people_out_gets_no_plain_tick(page, course):
    board = show(page, course)

    board.get_by_label("日期", exact=True).select_option("11-11 周三")

    verdict = board.get_by_text("△ 到了，但有 170 个会话没人回，不在这个均值里", exact=True)
    verdict.wait_for()
    assert verdict.evaluate("node => getComputedStyle(node).borderTopStyle") == "dashed"
    assert board.get_by_text("✓").count() == 0


def test_of_a_slider_that_is_dragged_fast_the_last_place_is_what_counts(page, course):
    board = show(page, course)
    turn(page, board, "如果")

    board.get_by_role("slider", name="人数").evaluate(
        """async node => { for (let n = 5; n <= 40; n++) { node.value = n; node.dispatchEvent(new Event("input"));
           await new Promise(done => setTimeout(done, 25)); } }"""
    )

    board.get_by_text("40 个人：").first.wait_for()
    assert board.get_by_role("spinbutton", name="人数").input_value() == "40"


def test_a_dead_kernel_is_reported_in_the_board(page, course):
    board = show(page, course)
    for kernel in rest(course, "kernels"):
        rest(course, f"kernels/{kernel['id']}", "DELETE")

    board.get_by_role("tab", name="口径").click()

    board.get_by_text("没有收到回应").wait_for()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_no_violation_on_any_page(page, course, theme):
    course.set("apputils-extension/themes", theme=theme)
    course.set("notebook-extension/tracker", windowingMode="none")
    board = show(page, course)

    for name in PAGES:
        turn(page, board, name)
        board.locator("[role=tabpanel]:not([aria-busy])").wait_for()
        found = Axe().run(page, context=".cst-kpi").response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name


@pytest.mark.parametrize(("width", "touch", "least"), [(1280, False, 24), (400, True, 44)])
def test_every_control_is_large_enough_and_nothing_sticks_out(chromium, course, width, touch, least):
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.set_default_timeout(60_000)
    board = show(page, course)
    page.keyboard.press("Control+b")  # the list of files leaves no room on a narrow screen
    page.set_viewport_size({"width": width, "height": 900})

    problems = []
    for name in PAGES:
        turn(page, board, name)
        board.locator("[role=tabpanel]:not([aria-busy])").wait_for()
        problems += board.evaluate(
            """(root, least) => [...root.querySelectorAll('button, select, input')]
                .map(node => [node, node.getBoundingClientRect()])
                .filter(([, box]) => box.height < least - 0.5 || box.width < least - 0.5)
                .map(([node, box]) => `${node.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)""",
            least,
        )
        problems += [name] if board.evaluate("root => root.scrollWidth > root.clientWidth") else []
    context.close()

    assert problems == []
