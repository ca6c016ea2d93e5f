"""A shift as a learner works it: real JupyterLab, real Chromium, keyboard alone, a Chinese input method."""

import re

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_notebook

from cs_training.records.log import Log
from cs_training.records.runs import runs

from browser.driving import code_cell, open_lesson, rest, run, wait_for_kernel

pytestmark = pytest.mark.browser

NOTEBOOK = "shift.ipynb"
SETUP = "from cs_training.notebook import play, shift"
REPLIES = [
    "您好，我在。订单我打开了，正在对，两分钟内回您。",
    "让您等了，抱歉。我先查清楚，18:00 前在这里告诉您。",
    "您好，我帮您看。您先说说是哪一件，我对着订单查。",
    "收到，我来办，10 分钟内给您准信。",
]
FOCUSED = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
CLOCK = "document.querySelector('.cst-clock').textContent"


def start(page, course, *cells):
    """A notebook with these cells, open, its first cell run."""
    made = [new_code_cell(code) for code in (SETUP, *cells)]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": kernel}), course.workspace / NOTEBOOK)
    open_lesson(page, course, NOTEBOOK)
    run(page, SETUP)


def show(page, text):
    run(page, text)
    widget = code_cell(page, text).locator(".cst-play")
    widget.wait_for()
    return widget


def begin(page, widget):
    """By keyboard; the focus is at the desk then."""
    widget.get_by_role("button", name="开始").focus()
    page.keyboard.press("Enter")
    until(page, lambda: page.evaluate("document.activeElement.closest('.cst-desk') !== null"))


def begun(page, course, code):
    """A desk whose clock runs."""
    start(page, course, code)
    widget = show(page, code)
    begin(page, widget)
    return widget


def tab_to(page, name, key="Tab"):
    """Tab until a control of that name has the focus, as somebody without a mouse does; Shift+Tab goes back."""
    for _ in range(20):
        if page.evaluate(FOCUSED) == name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not get to {name}")


def skip(page, times=1):
    """Lets time pass: ten seconds a press."""
    at_desk = page.evaluate("document.activeElement.closest('.cst-time') !== null")
    tab_to(page, "跳过 10 秒", "Tab" if at_desk else "Shift+Tab")
    for _ in range(times):
        page.keyboard.press("Enter")
        page.wait_for_timeout(80)


def focused(page):
    return page.evaluate("document.activeElement.tagName")


def newest(course):
    return runs(Log(course.attempts).read())[-1]


def sent(run_):
    return [one.deed.text for one in run_.did if one.deed.do == "reply"]


def until(page, condition, seconds=30):
    for _ in range(seconds * 10):
        if condition():
            return
        page.wait_for_timeout(100)
    raise AssertionError("did not come about")


def listed(widget):
    """The list as it is read; what was opened and not answered is new again after a reload."""
    return [re.sub(r"\d+ 条新\n", "", text) for text in widget.locator(".cst-seat").all_inner_texts()]


def state(page, widget):
    return (
        widget.locator(".cst-lines").inner_text(),
        widget.locator("textarea").first.input_value(),
        page.evaluate(CLOCK),
        listed(widget),
    )


def shown_again(page, course, code, *, restart):
    if restart:
        for kernel in rest(course, "kernels"):
            rest(course, f"kernels/{kernel['id']}/restart", "POST")
    page.reload()
    wait_for_kernel(page)
    run(page, SETUP)
    widget = show(page, code)
    widget.get_by_role("button", name="继续").wait_for()
    return widget


def turn_to(page, place):
    page.keyboard.press(f"Alt+{place}")
    page.wait_for_timeout(400)
    until(page, lambda: focused(page) == "TEXTAREA")


def answer(page, course, text):
    before = len(sent(newest(course)))
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    until(page, lambda: len(sent(newest(course))) == before + 1)


def say_goodbye(page, widget):
    """Ends the first chat of the list; a second press is asked for where her concern is still open."""
    here = widget.locator(".cst-here .cst-seat")
    before = here.count()
    turn_to(page, 1)
    tab_to(page, "结束会话", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    if widget.get_by_role("button", name="确定结束").count():
        page.keyboard.press("Enter")
    until(page, lambda: here.count() < before)


def test_a_whole_shift_of_four_by_keyboard_alone_outlives_reload_and_restart_and_ends_with_a_debrief(page, course):
    code = 'shift("morning", customers=4, minutes=10, seed=101)'
    start(page, course, code)
    widget = show(page, code)
    widget.get_by_text("4 位顾客，10 分钟").wait_for()
    begin(page, widget)
    box = widget.locator("textarea").first

    # Time passes by itself, and by tens; somebody comes. What is half written waits with its chat.
    skip(page, 8)
    until(page, lambda: widget.locator(".cst-seat").count() >= 2)
    page.keyboard.press("Alt+n")
    until(page, lambda: focused(page) == "TEXTAREA")
    page.keyboard.insert_text("先打一半")
    turn_to(page, 2)
    until(page, lambda: box.input_value() == "")
    turn_to(page, 1)
    until(page, lambda: box.input_value() == "先打一半")
    tab_to(page, "查订单")
    page.keyboard.press("Enter")
    widget.locator(".cst-panel .cst-facts").first.wait_for()
    page.keyboard.press("Alt+p")
    until(page, lambda: newest(course).did)
    page.wait_for_timeout(500)
    before = state(page, widget)

    # A reload, then a new kernel: the same desk, standing still, with the same draft.
    for restart in (False, True):
        widget = shown_again(page, course, code, restart=restart)
        assert state(page, widget) == before
        page.wait_for_timeout(1500)
        assert page.evaluate(CLOCK) == before[2], "the clock went on by itself"

    # All four are served, and said goodbye to.
    box = widget.locator("textarea").first
    box.focus()
    answer(page, course, REPLIES[0])
    widget.get_by_text("发出去了。时钟停着").wait_for()
    until(page, lambda: box.input_value() == "")
    page.keyboard.press("Alt+p")
    skip(page, 16)
    until(page, lambda: widget.locator(".cst-seat").count() == 4)
    for place, text in enumerate(REPLIES[1:], start=2):
        turn_to(page, place)
        answer(page, course, text)
        widget.locator(".cst-you").get_by_text(text).wait_for()
    assert sent(newest(course)) == REPLIES
    page.keyboard.press("Alt+p")
    while widget.locator(".cst-here .cst-seat").count():
        say_goodbye(page, widget)

    widget.get_by_role("region", name="讲评").first.wait_for()
    assert len(newest(course).results) == 4
    assert page.evaluate("document.querySelector('.cst-play').contains(document.activeElement)")
    tab_to(page, "同样的顾客再来一次")
    page.keyboard.press("Enter")
    widget.locator(".cst-desk").wait_for()
    assert page.evaluate(CLOCK) == "00:00"


def test_ticks_move_neither_focus_nor_caret_nor_text(page, course):
    widget = begun(page, course, 'play("delay-anger", seed=102)')
    until(page, lambda: focused(page) == "TEXTAREA")
    box = widget.locator("textarea").first
    box.evaluate("node => { node.mark = 1; }")
    page.keyboard.insert_text("三天没动")
    box.evaluate("node => node.setSelectionRange(2, 2)")
    before = page.evaluate(CLOCK)
    widget.locator(".cst-lines").evaluate("node => { node.style.height = '3rem'; node.style.flex = 'none'; }")
    widget.locator(".cst-lines").evaluate("node => { node.scrollTop = 0; }")

    page.wait_for_timeout(4000)

    assert page.evaluate(CLOCK) > before
    assert box.evaluate("node => [node.mark, node.selectionStart, node.value]") == [1, 2, "三天没动"]
    assert focused(page) == "TEXTAREA"
    assert widget.locator(".cst-lines").evaluate("node => node.scrollTop") == 0


def test_twice_as_fast_is_twice_as_fast_and_a_pause_is_a_pause(page, course):
    widget = begun(page, course, 'shift("morning", seed=103)')
    tab_to(page, "2 倍速")
    page.keyboard.press("Enter")
    first = _seconds(page.evaluate(CLOCK))
    page.wait_for_timeout(4000)
    gone = _seconds(page.evaluate(CLOCK)) - first
    assert 6 <= gone <= 10

    page.keyboard.press("Alt+p")
    widget.get_by_role("button", name="继续").wait_for()
    stood = _seconds(page.evaluate(CLOCK))
    page.wait_for_timeout(1500)

    assert _seconds(page.evaluate(CLOCK)) == stood
    until(page, lambda: newest(course).clock == stood)


def test_keys_that_end_a_chinese_word_send_nothing_and_its_slash_opens_the_phrases(page, course):
    widget = begun(page, course, 'play("delay-anger", seed=104)')
    until(page, lambda: focused(page) == "TEXTAREA")
    input_method = page.context.new_cdp_session(page)
    box = widget.locator("textarea").first

    input_method.send("Input.imeSetComposition", {"text": "nin'hao", "selectionStart": 7, "selectionEnd": 7})
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    assert sent(newest(course)) == []
    input_method.send("Input.insertText", {"text": ""})
    box.fill("")
    input_method.send("Input.imeSetComposition", {"text": "nin'hao", "selectionStart": 7, "selectionEnd": 7})
    input_method.send("Input.insertText", {"text": "您好"})
    page.keyboard.press("Shift+Enter")
    page.keyboard.insert_text("我在看")
    assert box.input_value() == "您好\n我在看"
    page.keyboard.press("Enter")
    until(page, lambda: sent(newest(course)) == ["您好\n我在看"])
    until(page, lambda: box.input_value() == "")

    page.keyboard.insert_text("、")
    widget.get_by_role("combobox").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    page.keyboard.press("Escape")
    assert focused(page) == "TEXTAREA"
    assert box.input_value() == ""


def test_a_phrase_is_found_inserted_and_not_sent_before_its_blanks_are_filled(page, course):
    widget = begun(page, course, 'play("delay-anger", seed=105)')
    until(page, lambda: focused(page) == "TEXTAREA")
    box = widget.locator("textarea").first
    page.keyboard.press("/")
    widget.get_by_role("combobox").wait_for()
    page.keyboard.type("cfh")
    page.keyboard.press("Enter")

    text = box.input_value()
    holes = re.findall(r"\{[^{}]*\}", text)
    assert len(holes) == 2
    assert widget.get_by_text("还有 2 个空要填").is_visible()
    selected = "(node) => node.value.slice(node.selectionStart, node.selectionEnd)"
    assert box.evaluate(selected) == holes[0]
    page.keyboard.press("Enter")
    widget.get_by_text("还有空没填").wait_for()
    assert sent(newest(course)) == []
    page.keyboard.insert_text("GLH-1118-0033")
    page.keyboard.press("Tab")
    assert box.evaluate(selected) == holes[1]
    page.keyboard.insert_text("18:00")
    page.keyboard.press("Enter")

    until(page, lambda: len(sent(newest(course))) == 1)
    assert sent(newest(course))[0] == text.replace(holes[0], "GLH-1118-0033").replace(holes[1], "18:00")


def test_a_slow_kernel_gets_no_heap_of_ticks_and_the_clock_waits_for_it(page, course):
    told = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: told.append(_text(data))))
    code = 'shift("morning", seed=106)'
    slow = "import time; from cs_training.notebook.play_sitting import PlaySitting; fast = PlaySitting.run_to"
    slow += "; PlaySitting.run_to = lambda self, at: (time.sleep(8), fast(self, at))[1]"
    start(page, course, code, slow)
    widget = show(page, code)
    begin(page, widget)
    run(page, slow)
    page.wait_for_timeout(3000)

    before, since = page.evaluate(CLOCK), len(told)
    widget.get_by_text("没有收到回应").wait_for()
    assert [one for one in told[since:] if '"tick"' in one] == []
    assert _seconds(page.evaluate(CLOCK)) - _seconds(before) <= 2
    until(page, lambda: widget.get_by_text("没有收到回应").count() == 0)
    until(page, lambda: _seconds(page.evaluate(CLOCK)) > _seconds(before) + 2)


def test_a_dead_kernel_is_reported_and_what_was_typed_stays(page, course):
    widget = begun(page, course, 'play("delay-anger", seed=107)')
    until(page, lambda: focused(page) == "TEXTAREA")
    for kernel in rest(course, "kernels"):
        rest(course, f"kernels/{kernel['id']}", "DELETE")

    page.keyboard.insert_text("我来查。")
    page.keyboard.press("Enter")

    widget.get_by_text("没有收到回应").wait_for()
    assert widget.locator("textarea").first.input_value() == "我来查。"
    stood = page.evaluate(CLOCK)
    page.wait_for_timeout(2500)
    assert page.evaluate(CLOCK) == stood


def test_in_a_test_one_only_chooses_and_choices_in_practice_are_asked_for(page, course):
    received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(_text(data))))
    widget = begun(page, course, 'shift("morning", customers=2, minutes=2, mode="exam", k=2)')
    skip(page, 3)
    until(page, lambda: widget.locator(".cst-seat").count() >= 1)
    page.keyboard.press("Alt+n")
    choices = widget.locator(".cst-choices button")
    choices.first.wait_for()
    assert widget.locator("textarea:visible").count() == 0
    until(page, lambda: page.evaluate("document.activeElement.closest('.cst-choices') !== null"))
    text = page.evaluate("document.activeElement.textContent")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    widget.locator(".cst-you").get_by_text(text).wait_for()
    skip(page, 12)
    widget.get_by_text("第 1 轮结束了").wait_for()
    assert not [one for one in received if '"timeline"' in one.replace("\\", "")]
    tab_to(page, "下一轮")
    page.keyboard.press("Enter")
    widget.get_by_text("第 2 轮，共 2 轮").wait_for()
    skip(page, 13)
    widget.get_by_text("2 轮里过了 0 轮").wait_for()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_no_violation(page, course, theme):
    course.set("apputils-extension/themes", theme=theme)
    course.set("notebook-extension/tracker", windowingMode="none")
    code = f'shift("morning", customers=3, minutes=5, seed={108 + len(theme)})'
    start(page, course, code)
    widget = show(page, code)
    assert _violations(page) == []
    begin(page, widget)
    skip(page, 20)
    assert _violations(page) == []
    page.keyboard.press("Alt+n")
    until(page, lambda: focused(page) == "TEXTAREA")
    for name in ("订单", "物流", "规则", "同事", "工单", "处理"):
        widget.get_by_role("tab", name=name).click()
        look = widget.get_by_role("button", name=f"查{name}")
        if look.count():
            look.click()
            look.wait_for(state="detached")
        assert _violations(page) == [], name
    widget.get_by_text("给我几条备选").click()
    assert _violations(page) == []
    widget.locator("textarea:visible").first.focus()
    page.keyboard.press("/")
    widget.get_by_role("combobox").wait_for()
    assert _violations(page) == []
    page.keyboard.press("Escape")
    skip(page, 12)
    widget.locator(".cst-over").wait_for()
    assert _violations(page) == []


@pytest.mark.parametrize(("touch", "least", "width"), [(False, 32, 1280), (False, 32, 700), (True, 44, 900)])
def test_every_control_is_large_enough_and_nothing_sticks_out(chromium, course, touch, least, width):
    context = chromium.new_context(viewport={"width": width, "height": 900}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.set_default_timeout(60_000)
    widget = begun(page, course, f'shift("morning", customers=3, minutes=5, seed={200 + width})')
    skip(page, 9)
    page.keyboard.press("Alt+n")
    until(page, lambda: focused(page) == "TEXTAREA")
    small = []
    for name in ("订单", "同事", "工单", "处理"):
        widget.get_by_role("tab", name=name).click()
        small += page.evaluate(
            """least => [...document.querySelectorAll('.cst-play :is(button, input, select, textarea, summary)')]
                .map(node => [node, node.getBoundingClientRect()])
                .filter(([, box]) => box.width && (box.height < least - 0.5 || box.width < least - 0.5))
                .map(([node, box]) => `${node.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)""",
            least,
        )
    parts = ".cst-play, .cst-panes > *, .cst-lines, .cst-write"
    wide = page.evaluate(
        f"[...document.querySelectorAll('{parts}')].filter(n => n.scrollWidth > n.clientWidth + 1).length"
    )
    context.close()

    assert small == []
    assert wide == 0


def _seconds(clock):
    return sum(int(part) * 60**place for place, part in enumerate(reversed(clock.split(":"))))


def _violations(page):
    found = Axe().run(page, context=".cst-play").response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found]


def _text(data):
    return data if isinstance(data, str) else data.decode("utf-8", "ignore")
