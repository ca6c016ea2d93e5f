"""The course as a learner meets it: real JupyterLab, real Chromium, keyboard and mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from cs_training.content.bank import open_bank
from cs_training.core.marking import solution
from cs_training.core.quiz import begin
from cs_training.notebook.view import KIND_NAMES

from browser.driving import open_lesson, quiz, rest, run, wait_for_kernel

pytestmark = pytest.mark.browser

LESSON = "00_orientation.ipynb"
# Cells of lesson 00 whose questions together are of all nine kinds.
ALL_KINDS = ["ori-02", "ori-05", "ori-18", "ori-19", "ori-20", "ori-29", "ori-09"]


def start_lesson(page, course, name=LESSON):
    open_lesson(page, course, name)
    run(page, "from cs_training.notebook import")


def show(page, text):
    run(page, text)
    widget = quiz(page, text)
    widget.wait_for()
    return widget


def one(widget, stem):
    """The question of a block whose stem holds a text."""
    return widget.locator("fieldset").filter(has_text=stem).first


def stem_start(question_id):
    return open_bank().question(question_id).stem.strip().splitlines()[0][:14]


def test_the_interface_is_chinese_and_no_prediction_stands_beside_its_answer(page, course):
    open_lesson(page, course, LESSON)

    assert page.get_by_role("menuitem", name="文件").is_visible()
    assert page.locator(".jp-OutputArea-output").count() == 0


def test_an_answer_by_keyboard_is_there_after_reload_and_after_a_kernel_restart(page, course):
    start_lesson(page, course)
    widget = one(show(page, "ori-13"), stem_start("ori-13"))
    key = solution(begin(open_bank().question("ori-13")).question).response
    place = [c.id for c in open_bank().question("ori-13").choices].index(key)
    before = course.recorded()

    widget.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    widget.get_by_text("对了，得 100 分").wait_for()
    assert course.recorded() == before + 1

    page.reload()
    wait_for_kernel(page)
    again = one(show(page, "ori-13"), stem_start("ori-13"))
    again.get_by_text("对了，得 100 分").wait_for()

    kernel = rest(course, "kernels")[0]["id"]
    rest(course, f"kernels/{kernel}/restart", "POST")
    page.reload()
    wait_for_kernel(page)
    run(page, "from cs_training.notebook import")
    after_restart = one(show(page, "ori-13"), stem_start("ori-13"))

    after_restart.get_by_text("对了，得 100 分").wait_for()
    assert after_restart.get_by_text("依据：").first.is_visible()
    assert course.recorded() == before + 1, "showing a question again recorded something"


def test_steps_are_ordered_by_buttons_and_by_dragging(page, course):
    start_lesson(page, course)
    widget = one(show(page, "ori-05"), stem_start("ori-05"))
    steps = widget.locator(".cst-order .cst-step")
    shown = steps.all_inner_texts()

    widget.get_by_role("button", name=f"下移：{shown[0]}").press("Enter")
    moved = steps.all_inner_texts()
    assert moved == [shown[1], shown[0], *shown[2:]]
    assert "现在是第 2 步" in widget.locator("[role=status]").inner_text()

    widget.locator(".cst-order li").nth(0).drag_to(widget.locator(".cst-order li").nth(2))
    assert steps.all_inner_texts() == [moved[1], moved[2], moved[0], *moved[3:]]

    right = [step.text for step in open_bank().question("ori-05").steps]
    for place, text in enumerate(right):
        for _ in range(steps.all_inner_texts().index(text) - place):
            widget.get_by_role("button", name=f"上移：{text}").click()
    widget.get_by_role("button", name="提交").click()

    widget.get_by_text("对了，得 100 分").wait_for()


def test_pairs_are_matched_by_buttons_and_by_dragging(page, course):
    start_lesson(page, course)
    widget = one(show(page, "ori-02"), stem_start("ori-02"))
    first, *others = open_bank().question("ori-02").pairs

    widget.locator(".cst-chip", has_text=first.right).press("Enter")
    widget.get_by_role("button", name=f"{first.left}：空，放到这里").press("Enter")
    assert "放到了" in widget.locator("[role=status]").inner_text()
    for pair in others:
        slot = widget.get_by_role("button", name=f"{pair.left}：空，放到这里")
        widget.locator(".cst-chip", has_text=pair.right).drag_to(slot)
    widget.get_by_role("button", name="提交").click()

    widget.get_by_text("对了，得 100 分").wait_for()


def test_an_answer_that_is_no_number_costs_no_try_and_stays_in_the_box(page, course):
    start_lesson(page, course)
    widget = one(show(page, "ori-06"), stem_start("ori-06"))
    before = course.recorded()

    widget.get_by_role("textbox").fill("很多")
    widget.get_by_role("button", name="提交").click()

    widget.get_by_text("不是一个数").wait_for()
    assert widget.get_by_role("textbox").input_value() == "很多"
    assert course.recorded() == before


def test_a_hint_keeps_what_was_picked_but_not_yet_sent(page, course):
    start_lesson(page, course)
    widget = one(show(page, "ori-14"), stem_start("ori-14"))
    picked = widget.locator("[role=radiogroup]").first.locator("input").nth(1)

    picked.check()
    widget.get_by_role("button", name="提示").click()

    widget.get_by_text("提示 1").wait_for()
    assert picked.is_checked()


def test_enter_that_ends_a_chinese_word_does_not_send_the_answer(page, course):
    start_lesson(page, course)
    widget = one(show(page, "ori-20"), stem_start("ori-20"))
    before = course.recorded()

    widget.get_by_role("textbox").fill("国家")
    widget.get_by_role("textbox").dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    widget.get_by_role("textbox").type("企")
    page.wait_for_timeout(500)

    assert course.recorded() == before


def test_a_test_says_nothing_before_it_is_handed_in_and_keeps_drafts_over_a_reload(page, course):
    start_lesson(page, course)
    widget = show(page, 'mode="exam"')
    radio = widget.locator("fieldset").nth(0).locator("input[type=radio]").nth(1)

    radio.check()
    widget.get_by_text("已答 1/6 题").wait_for()
    assert not widget.locator(".cst-lesson, .cst-why, .cst-key").count()

    page.reload()
    wait_for_kernel(page)
    again = show(page, 'mode="exam"')
    again.get_by_text("已答 1/6 题").wait_for()
    assert again.locator("fieldset").nth(0).locator("input[type=radio]").nth(1).is_checked()

    again.get_by_role("button", name="交卷").click()

    again.get_by_text("已交卷，得").wait_for()
    assert again.locator(".cst-lesson, .cst-why").count()


def test_no_key_and_no_explanation_reaches_the_browser_before_the_answer(page, course):
    received = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(_text(data))))
    page.on("response", lambda answer: received.append(_body(answer)))
    start_lesson(page, course)
    show(page, "ori-10")
    show(page, "ori-16")

    everything = "\n".join(received)
    for question_id in ("ori-10", "ori-11", "ori-12", "ori-16"):
        key = solution(begin(open_bank().question(question_id)).question)
        for why in filter(None, [key.why, *key.whys.values()]):
            assert why.strip()[:20] not in everything


def test_nothing_is_asked_of_any_other_machine(page, course):
    start_lesson(page, course)
    show(page, "ori-13")

    assert page.asked
    assert [url for url in page.asked if not url.startswith((course.url, "data:", "blob:"))] == []


def test_a_dead_kernel_is_reported_in_the_widget(page, course):
    start_lesson(page, course, "01_role_and_value.ipynb")
    widget = show(page, "role-01")
    for kernel in rest(course, "kernels"):
        rest(course, f"kernels/{kernel['id']}", "DELETE")

    widget.locator("input[type=radio]").first.check()
    widget.get_by_role("button", name="提交").first.click()

    widget.get_by_text("没有收到回应").wait_for()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_no_violation_in_any_kind_of_question(page, course, theme):
    course.set("apputils-extension/themes", theme=theme)
    # JupyterLab hides what is out of sight; axe must see all of it.
    course.set("notebook-extension/tracker", windowingMode="none")
    start_lesson(page, course)
    for text in ALL_KINDS:
        show(page, text)
    kinds = {name.split(". ")[-1] for name in page.locator(".cst-kind").all_inner_texts()}
    assert kinds == set(KIND_NAMES.values())

    found = Axe().run(page, context=".cst-quiz").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []

    for widget in page.locator(".cst-quiz fieldset").all():
        submit = widget.get_by_role("button", name="提交")
        if submit.count() and widget.locator("input[type=radio]").count():
            for group in widget.locator("[role=radiogroup]").all() or [widget]:
                group.locator("input[type=radio]").first.check()
            submit.click()
    page.locator(".cst-lesson").first.wait_for()

    found = Axe().run(page, context=".cst-quiz").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


@pytest.mark.parametrize(("touch", "least"), [(False, 24), (True, 44)])
def test_every_control_is_large_enough(chromium, course, touch, least):
    context = chromium.new_context(viewport={"width": 900, "height": 900}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.set_default_timeout(60_000)
    start_lesson(page, course)
    for text in ALL_KINDS:
        show(page, text)

    small = page.evaluate(
        """least => [...document.querySelectorAll('.cst-quiz button, .cst-quiz input, .cst-quiz select')]
            .map(node => [node, (node.closest('label') ?? node).getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < least - 0.5 || box.width < least - 0.5))
            .map(([node, box]) => `${node.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)""",
        least,
    )
    context.close()

    assert small == []


def _text(data):
    return data if isinstance(data, str) else data.decode("utf-8", "ignore")


def _body(answer):
    try:
        return answer.text() if "json" in (answer.headers.get("content-type") or "") else ""
    except Exception:  # noqa: BLE001 -- a redirect or an aborted request has no body to look at
        return ""
