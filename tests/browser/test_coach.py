"""Answering a customer as a learner does it: real JupyterLab, real Chromium, keyboard alone, a Chinese input method."""

import json
from dataclasses import asdict

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_notebook

from cs_training.content.bank import open_bank

from browser.driving import code_cell, open_lesson, rest, run, wait_for_kernel

pytestmark = pytest.mark.browser

NOTEBOOK = "coach.ipynb"
SETUP = "from cs_training.notebook import coach"
SHIP, PRE, EDGE = "co-ship-01", "co-pre-01", "co-edge-01"
COLD = "物流是快递那边的事，您自己打电话问。"


def start(page, course, *cells):
    """A notebook with these cells, open, its first cell run."""
    made = [new_code_cell(code) for code in (SETUP, *cells)]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": kernel}), course.workspace / NOTEBOOK)
    open_lesson(page, course, NOTEBOOK)
    run(page, SETUP)


def show(page, text):
    run(page, text)
    widget = code_cell(page, text).locator(".cst-coach")
    widget.wait_for()
    return widget


def reload(page, text):
    page.reload()
    wait_for_kernel(page)
    run(page, SETUP)
    return show(page, text)


def reply(page, widget, text, *, keys="Control+Enter"):
    """Types a reply over what is in the box, and sends it."""
    widget.locator("textarea").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press(keys)


def without_tags(widget):
    """The reply as it is shown, without what is said of it."""
    return widget.locator(".cst-sent").evaluate(
        """node => {
            const copy = node.cloneNode(true);
            copy.querySelectorAll(".cst-tag").forEach(tag => tag.remove());
            return copy.textContent;
        }"""
    )


def strong(id_):
    return open_bank().situation(id_).replies.strong.text.strip()


def test_a_reply_by_keyboard_is_judged_at_once_mended_compared_and_there_after_reload(page, course):
    received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(_text(data))))
    situation = open_bank().situation(SHIP)
    rubric, models = asdict(situation.rubric).values(), [one["why"] for one in asdict(situation.replies).values()]
    start(page, course, f'coach("{SHIP}")')
    widget = show(page, SHIP)
    before = course.recorded()
    for line in (*situation.says, situation.scenario, *situation.facts.values()):
        assert widget.get_by_text(line).first.is_visible()
    assert [one for one in (*rubric, *models) if _told(one, received)] == []

    reply(page, widget, " ")
    widget.get_by_text("还没写回复").wait_for()
    assert course.recorded() == before
    reply(page, widget, COLD)
    widget.get_by_text("满分 100").wait_for()
    assert course.recorded() == before + 1
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert without_tags(widget) == COLD
    assert widget.locator(".cst-rows > li").count() == 6
    assert widget.get_by_text(f"这里要做到：{situation.rubric.solution}").is_visible()
    assert [one for one in models if _told(one, received)] == []
    assert all(_told(one, received) for one in rubric), "the test cannot see what is sent"
    first = widget.locator("[role=status]").inner_text()

    box = widget.get_by_label("改一改再发")
    assert box.input_value() == COLD
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    reply(page, widget, strong(SHIP))
    widget.get_by_text("和第 1 次比").wait_for()
    assert "3 档" in widget.locator("[role=status]").inner_text()
    assert widget.get_by_text("这次有了").first.is_visible()
    for tag in widget.locator(".cst-tag").all():
        assert tag.inner_text()[-1] in "✓✗"
    assert widget.locator(".cst-tag").count() >= 3

    widget.get_by_role("button", name="看三种回法").press("Enter")
    widget.get_by_text(models[0]).wait_for()
    assert "差的回法" in page.evaluate("document.activeElement.textContent")
    assert course.recorded() == before + 2

    again = reload(page, SHIP)
    again.get_by_text("和第 1 次比").wait_for()
    assert first.split("（")[0].removeprefix("得 ") in again.locator(".cst-difference").inner_text()
    assert again.locator("textarea").input_value() == strong(SHIP)
    assert again.get_by_text(models[0]).count() == 0
    assert course.recorded() == before + 2, "showing a reply again recorded something"


def test_keys_that_end_a_chinese_word_send_nothing_and_enter_is_a_new_line(page, course):
    start(page, course, f'coach("{PRE}")')
    widget = show(page, PRE)
    before = course.recorded()
    input_method = page.context.new_cdp_session(page)
    box = widget.locator("textarea")
    box.focus()

    input_method.send("Input.imeSetComposition", {"text": "nin'hao", "selectionStart": 7, "selectionEnd": 7})
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    assert course.recorded() == before
    input_method.send("Input.insertText", {"text": ""})
    box.fill("")
    input_method.send("Input.imeSetComposition", {"text": "nin'hao", "selectionStart": 7, "selectionEnd": 7})
    input_method.send("Input.insertText", {"text": "您好"})
    page.keyboard.press("Enter")
    page.keyboard.insert_text("43 码有货")
    page.wait_for_timeout(300)
    assert box.input_value() == "您好\n43 码有货"
    assert course.recorded() == before

    page.keyboard.press("Control+Enter")
    widget.get_by_text("满分 100").wait_for()
    assert course.recorded() == before + 1
    assert widget.count() == 1
    assert box.input_value() == "您好\n43 码有货"


def test_a_test_is_written_page_by_page_and_says_nothing_before_it_is_handed_in(page, course):
    received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(_text(data))))
    code = f'coach("{EDGE}", "{PRE}", mode="exam")'
    start(page, course, code)
    widget = show(page, code)
    before = course.recorded()
    rubric = asdict(open_bank().situation(EDGE).rubric).values()

    widget.locator("textarea").fill(strong(EDGE))
    widget.get_by_role("button", name="下一个").press("Enter")
    widget.get_by_text("第 2 个，共 2 个").wait_for()
    assert widget.locator("textarea").input_value() == ""
    widget.locator("textarea").fill("有货。")
    widget.get_by_role("button", name="上一个").press("Enter")
    widget.get_by_text("第 1 个，共 2 个").wait_for()
    assert widget.locator("textarea").input_value() == strong(EDGE)
    assert course.recorded() == before + 2
    again = reload(page, code)
    assert again.locator("textarea").input_value() == strong(EDGE)
    assert not again.locator(".cst-rows, .cst-sent").count()
    assert [one for one in rubric if _told(one, received)] == []

    again.get_by_role("button", name="交卷").press("Enter")
    again.locator(".cst-rows").wait_for()
    assert "满分 100" in again.locator("[role=status]").inner_text()
    assert not again.locator("textarea").count()


def test_a_dead_kernel_is_reported_and_what_was_typed_stays(page, course):
    start(page, course, 'coach("co-ret-01")')
    widget = show(page, "co-ret-01")
    for kernel in rest(course, "kernels"):
        rest(course, f"kernels/{kernel['id']}", "DELETE")

    reply(page, widget, "可以退的。")

    widget.get_by_text("没有收到回应").wait_for()
    assert widget.locator("textarea").input_value() == "可以退的。"


def test_only_a_teachers_seat_shows_how_to_overrule_and_it_is_shown_with_the_attempt(page, course):
    seat = 'import os; os.environ["CS_TRAINING_TEACHER"] = "1"'
    start(page, course, 'coach("co-ret-01")', seat, 'coach("co-ret-01", view="widget")')
    widget = show(page, 'coach("co-ret-01")')
    reply(page, widget, "可以退的，您今天 24 点前申请。")
    widget.locator(".cst-rows").wait_for()
    assert not widget.get_by_text("老师改判").count()

    run(page, seat)
    widget = show(page, 'view="widget"')
    widget.get_by_text("老师改判").press("Enter")
    row = widget.locator(".cst-rows > li").first
    was = row.inner_text()[:3].strip()
    widget.get_by_label("理由").fill("她没有情绪，接住了")
    widget.get_by_label("老师", exact=True).fill("阿岩")
    widget.get_by_role("button", name="改成相反的").press("Enter")

    widget.get_by_text("阿岩改判").first.wait_for()
    assert row.inner_text()[:3].strip() != was
    assert "她没有情绪，接住了" in row.inner_text()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_no_violation(page, course, theme):
    course.set("apputils-extension/themes", theme=theme)
    course.set("notebook-extension/tracker", windowingMode="none")
    seat = 'import os; os.environ["CS_TRAINING_TEACHER"] = "1"'
    start(page, course, seat, f'coach("{SHIP}", "{PRE}")')
    run(page, seat)
    widget = show(page, PRE)

    assert _violations(page) == []
    reply(page, widget, f"您加我微信 guluhe 说。{theme}")
    widget.locator(".cst-rows").wait_for()
    widget.get_by_role("button", name="看三种回法").click()
    widget.locator(".cst-models").wait_for()
    widget.get_by_text("老师改判").click()
    assert _violations(page) == []


@pytest.mark.parametrize(("touch", "least"), [(False, 24), (True, 44)])
def test_every_control_is_large_enough_and_nothing_sticks_out(chromium, course, touch, least):
    context = chromium.new_context(viewport={"width": 900, "height": 900}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.set_default_timeout(60_000)
    seat = 'import os; os.environ["CS_TRAINING_TEACHER"] = "1"'
    start(page, course, seat, f'coach("{SHIP}", "{PRE}")')
    run(page, seat)
    widget = show(page, PRE)
    widget.locator("textarea").fill(f"我帮您查，{least} 小时内回您。")
    widget.get_by_role("button", name="发").first.click()
    widget.locator(".cst-rows").wait_for()
    widget.get_by_text("老师改判").click()

    small = page.evaluate(
        """least => [...document.querySelectorAll('.cst-coach :is(button, input, select, textarea, summary)')]
            .map(node => [node, node.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < least - 0.5 || box.width < least - 0.5))
            .map(([node, box]) => `${node.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)""",
        least,
    )
    widgets = "[...document.querySelectorAll('.cst-coach')]"
    wide = page.evaluate(f"{widgets}.filter(node => node.scrollWidth > node.clientWidth).length")
    context.close()

    assert small == []
    assert wide == 0


def _violations(page):
    found = Axe().run(page, context=".cst-coach").response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found]


def _told(text, received):
    """Whether a text was in a frame; frames hold JSON in JSON, so it may be escaped once or twice."""
    once = json.dumps(text)[1:-1]
    return any(form in data for data in received for form in (text, once, json.dumps(once)[1:-1]))


def _text(data):
    return data if isinstance(data, str) else data.decode("utf-8", "ignore")
