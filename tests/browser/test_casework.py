"""The casework as a learner meets it: real JupyterLab, real Chromium, keyboard alone."""

import json

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_notebook

from cs_training.core.practice import plain_answer
from cs_training.notebook.casework_reading import right_in_words, to_sent
from cs_training.notebook.casework_sitting import CaseworkSitting

from browser.driving import code_cell, open_lesson, rest, run, wait_for_kernel

pytestmark = pytest.mark.browser

NOTEBOOK = "casework.ipynb"
CELLS = ("from cs_training.notebook import decide, rule", 'rule("LAW-7D-01", "PLT-7D-TM")', 'rule("TM-STOCKOUT")')


def start(page, course, *cells):
    """A notebook with these cells, open, its first cell run."""
    cells = [new_code_cell(code) for code in (*CELLS, *cells)]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), course.workspace / NOTEBOOK)
    open_lesson(page, course, NOTEBOOK)
    run(page, CELLS[0])


def show(page, text):
    run(page, text)
    widget = code_cell(page, text).locator(".cst-casework")
    widget.wait_for()
    return widget


def fresh(topic, level, number=1):
    """The case as the test knows it; the course's own records are elsewhere."""
    return CaseworkSitting(topic, level, number).round


def type_answer(page, widget, round_, *, wrong=()):
    """Fills in the parts with the keyboard, and sends them."""
    widget.locator("select").first.focus()
    for part in round_.parts:
        if part.kind == "choice":
            place = to_sent(part, part.key)
            if part.id in wrong:
                place = (place + 1) % len(part.choices)
            page.keyboard.press("Home")
            for _ in range(place + 1):
                page.keyboard.press("ArrowDown")
        elif part.key != "none":
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type("77" if part.kind == "money" and part.id in wrong else part.key)
        page.keyboard.press("Tab")
        if part.kind == "date":  # the box for cases in which no day matters stands behind the day
            if part.key == "none" and not page.evaluate("document.activeElement.checked"):
                page.keyboard.press("Space")
            page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "提交"
    page.keyboard.press("Enter")


def test_a_whole_casework_by_keyboard_and_nothing_is_told_before_its_end(page, course):
    received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(_text(data))))
    round_ = fresh("seven-days", 2)
    start(page, course, 'decide("seven-days", level=2)')
    widget = show(page, "level=2")
    before = course.recorded()
    assert "第 1 例" in widget.inner_text()

    type_answer(page, widget, round_, wrong={"decision"})
    widget.get_by_text("还有 1 次机会").wait_for()
    assert widget.locator(".cst-wrong").count() == 1
    assert widget.locator(".cst-right").count() == len(round_.parts) - 1
    assert course.recorded() == before + 1
    secrets = [*round_.decision.steps, plain_answer(round_.case, round_.decision)]
    secrets += [basis.cites for basis in round_.decision.basis]
    assert [secret for secret in secrets if _told(secret, received)] == []

    type_answer(page, widget, round_)
    widget.get_by_text("全对了，得 75 分").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    for said in (round_.decision.steps[0], plain_answer(round_.case, round_.decision), "核对 2026-11-22"):
        assert widget.get_by_text(said).first.is_visible()
    assert course.recorded() == before + 2
    assert all(_told(secret, received) for secret in secrets), "the test cannot see what is sent"

    page.reload()
    wait_for_kernel(page)
    run(page, CELLS[0])
    again = show(page, "level=2")
    again.get_by_text("全对了，得 75 分").wait_for()
    assert course.recorded() == before + 2, "showing a case again recorded something"

    again.get_by_role("button", name="再来一例").press("Enter")
    again.get_by_text("第 2 例").wait_for()
    assert again.get_by_role("button", name="提交").is_visible()
    assert "第 2 例" in page.evaluate("document.activeElement.textContent")
    again.get_by_role("button", name="难度 3").press("Enter")
    again.get_by_text("难度 3 · 第 1 例").wait_for()
    assert again.get_by_role("button", name="难度 3").get_attribute("aria-pressed") == "true"
    assert course.recorded() == before + 2


def test_a_try_is_still_there_after_reload_and_what_was_right_is_shown_at_the_end(page, course):
    round_ = fresh("shipping", 1)
    start(page, course, 'decide("shipping", level=1)')
    widget = show(page, 'decide("shipping"')
    type_answer(page, widget, round_, wrong={"decision"})
    widget.get_by_text("还有 1 次机会").wait_for()

    page.reload()
    wait_for_kernel(page)
    run(page, CELLS[0])
    widget = show(page, 'decide("shipping"')
    widget.get_by_text("还有 1 次机会").wait_for()
    assert widget.locator(".cst-wrong").count() == 1
    type_answer(page, widget, round_, wrong={"rule"})

    widget.get_by_text("机会用完了").wait_for()
    rule = next(part for part in round_.parts if part.id == "rule")
    assert right_in_words(rule) in widget.locator(".cst-answer").inner_text()


def test_a_day_and_no_day_exclude_each_other_and_no_day_is_marked_right(page, course):
    numbers = (number for number in range(1, 40) if fresh("seven-days", 1, number).parts[2].key == "none")
    round_ = fresh("seven-days", 1, number := next(numbers))
    start(page, course, f'decide("seven-days", level=1, number={number})')
    widget = show(page, f"level=1, number={number}")
    day, none = widget.get_by_role("textbox", name="最后一天"), widget.get_by_role("checkbox", name="不看日子")

    day.fill("11-17")
    none.press("Space")
    assert (day.input_value(), none.is_checked()) == ("", True)
    day.press_sequentially("1")
    assert (day.input_value(), none.is_checked()) == ("1", False)

    type_answer(page, widget, round_)
    widget.get_by_text("全对了").wait_for()
    assert none.is_checked()
    assert none.is_disabled()


def test_what_cannot_be_read_costs_no_try_and_stays(page, course):
    start(page, course, 'decide("promotions")')
    widget = show(page, 'decide("promotions")')
    before = course.recorded()

    for select in widget.locator("select").all():
        select.select_option(index=1)
    widget.get_by_role("textbox").first.fill("很多")
    widget.get_by_role("textbox").first.press("Enter")

    widget.get_by_text("不像一个金额").wait_for()
    assert widget.get_by_role("textbox").first.input_value() == "很多"
    assert widget.locator("select").first.input_value() == "0"
    assert course.recorded() == before


def test_a_dead_kernel_is_reported_in_the_widget(page, course):
    start(page, course, 'decide("red-lines")')
    widget = show(page, 'decide("red-lines")')
    for kernel in rest(course, "kernels"):
        rest(course, f"kernels/{kernel['id']}", "DELETE")

    widget.get_by_role("button", name="难度 2").click()

    widget.get_by_text("没有收到回应").wait_for()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_no_violation_in_cases_and_rule_cards(page, course, theme):
    course.set("apputils-extension/themes", theme=theme)
    course.set("notebook-extension/tracker", windowingMode="none")
    topic, level = ("quality", 3) if theme.endswith("Dark") else ("disputes", 2)
    start(page, course, f'decide("{topic}", level={level})')
    widget = show(page, f'decide("{topic}"')
    for text in CELLS[1:]:
        run(page, text)
        code_cell(page, text).locator("svg[role=img]").wait_for()

    assert _violations(page, ".cst-casework") == []
    assert _violations(page, ".jp-RenderedHTML") == []
    round_ = fresh(topic, level)
    type_answer(page, widget, round_, wrong={"decision"})
    widget.get_by_text("还有 1 次机会").wait_for()
    assert _violations(page, ".cst-casework") == []
    type_answer(page, widget, round_, wrong={"rule"})
    widget.get_by_text("可以这样回顾客").wait_for()
    assert _violations(page, ".cst-casework") == []


@pytest.mark.parametrize(("touch", "least"), [(False, 24), (True, 44)])
def test_every_control_is_large_enough_and_nothing_sticks_out(chromium, course, touch, least):
    context = chromium.new_context(viewport={"width": 900, "height": 900}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.set_default_timeout(60_000)
    start(page, course, 'decide("privacy")', 'decide("promotions", level=3)')
    for text in ('decide("privacy")', 'decide("promotions", level=3)'):
        show(page, text)

    small = page.evaluate(
        """least => [...document.querySelectorAll('.cst-casework button, .cst-casework input, .cst-casework select')]
            .map(node => [node, node.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < least - 0.5 || box.width < least - 0.5))
            .map(([node, box]) => `${node.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)""",
        least,
    )
    widgets = "[...document.querySelectorAll('.cst-casework')]"
    wide = page.evaluate(f"{widgets}.filter(node => node.scrollWidth > node.clientWidth).length")
    context.close()

    assert small == []
    assert wide == 0


def _violations(page, context):
    found = Axe().run(page, context=context).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found]


def _told(text, received):
    """Whether a text was in a frame; frames hold JSON in JSON, so it may be escaped once or twice."""
    once = json.dumps(text)[1:-1]
    return any(form in data for data in received for form in (text, once, json.dumps(once)[1:-1]))


def _text(data):
    return data if isinstance(data, str) else data.decode("utf-8", "ignore")
