"""The typing drill as a learner meets it: real JupyterLab, real Chromium, real compositions."""

import json
import re

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_notebook

from cs_training.notebook.frontend import joined
from cs_training.notebook.typing_drill_sitting import TypingSitting
from cs_training.records.log import Log
from cs_training.records.typing import typed_lines

from browser.driving import code_cell, open_lesson, rest, run, wait_for_kernel

pytestmark = pytest.mark.browser

NOTEBOOK = "typing.ipynb"
IMPORT = "from cs_training.notebook import drill"


def start(page, course, *cells):
    """A notebook with these cells, open, its first cell run."""
    cells = [new_code_cell(code) for code in (IMPORT, *cells)]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), course.workspace / NOTEBOOK)
    open_lesson(page, course, NOTEBOOK)
    run(page, IMPORT)


def show(page, text):
    run(page, text)
    widget = code_cell(page, text).locator(".cst-typing")
    widget.wait_for()
    return widget


def shown(page, course, code):
    start(page, course, code)
    return show(page, code)


def box(widget):
    return widget.get_by_role("textbox", name="你打的")


def newest(course):
    return typed_lines(Log(course.attempts).read())[-1]


def targets(level, number):
    """The lines as the test knows them; the course's own records are elsewhere."""
    return TypingSitting(level, number).round.targets


class Ime:
    """An input method, as Chromium hears one."""

    def __init__(self, page):
        self.page = page
        self.cdp = page.context.new_cdp_session(page)

    def key(self, key, code):
        self.cdp.send(
            "Input.dispatchKeyEvent",
            {"type": "rawKeyDown", "key": key, "code": code, "windowsVirtualKeyCode": 229},
        )

    def compose(self, letters, pause=30):
        """Letters under composition, one after the other."""
        for n in range(1, len(letters) + 1):
            self.key("Process", f"Key{letters[n - 1].upper()}")
            self.cdp.send("Input.imeSetComposition", {"text": letters[:n], "selectionStart": n, "selectionEnd": n})
            self.page.wait_for_timeout(pause)

    def commit(self, text):
        self.cdp.send("Input.insertText", {"text": text})


def test_nihao_in_pinyin_is_two_characters_and_the_letters_are_none(page, course):
    widget = shown(page, course, "drill(1, number=101)")
    ime = Ime(page)
    box(widget).focus()
    before = course.recorded()

    page.wait_for_timeout(1500)  # reading the line costs nothing
    ime.compose("nihao")
    assert box(widget).input_value() == "nihao"
    ime.key("Enter", "Enter")
    page.wait_for_timeout(300)
    assert course.recorded() == before, "Enter in a composition sent the line"
    ime.commit("您好")
    assert box(widget).input_value() == "您好"
    page.keyboard.press("Enter")
    widget.get_by_text("第 2 行（共 5 行）").wait_for()

    line = newest(course)
    assert course.recorded() == before + 1
    assert line.judged.typed == 2
    assert line.judged.speed.events == 1
    assert 0.1 < line.judged.speed.seconds < 1.4
    assert line.judged.speed.deletions == 0
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert box(widget).input_value() == ""


def test_a_line_typed_half_by_pinyin_and_half_by_keys_is_all_right(page, course):
    widget = shown(page, course, "drill(2, number=101)")
    ime = Ime(page)
    (wanted, *_) = targets(2, 101)
    box(widget).focus()

    page.keyboard.type("x", delay=60)
    page.keyboard.press("Backspace")
    for piece in re.findall(r"[!-~]+|[^!-~]+", wanted):
        if piece.isascii():
            page.keyboard.type(piece, delay=60)
        else:
            ime.compose("pinyin"[: len(piece) + 1], pause=60)
            ime.commit(piece)
            page.wait_for_timeout(80 * len(piece))
    page.wait_for_timeout(800)  # reading it over costs nothing either
    page.keyboard.press("Enter")
    widget.get_by_text("一字不差").wait_for()

    judged = newest(course).judged
    assert (judged.correct, judged.edits) == (len(wanted), 0)
    assert judged.speed.deletions == 1
    assert 0.05 < judged.speed.pause < 0.8 + judged.speed.seconds / 2
    assert widget.locator(".cst-typing-lines").get_by_text("100%").is_visible()


# What the other engines do, said to the meter by hand: only the order of events differs.
ORDERS = {
    "firefox": ["start", "input:n", "input:nihao", "set:您好", "end", "input:您好"],
    "chromium": ["start", "input:n", "input:nihao", "input:您好", "end"],
    "safari": ["start", "input:n", "input:nihao", "input:", "input:您好", "end", "key229"],
    "late": ["start", "input:n", "input:nihao", "end-before:", "set:您好", "input:您好"],
}
PLAYED = """(orders) => {
  const box = document.createElement("textarea");
  document.body.append(box);
  let sent = 0;
  const measuring = meter(box, { refused: () => {}, taken: () => false });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.keyCode !== 229) sent += 1; });
  const fire = (type, more = {}) => box.dispatchEvent(Object.assign(new Event(type), more));
  for (const step of orders) {
    const [what, text] = step.split(":");
    if (what === "start") fire("compositionstart");
    if (what === "input" || what === "set") box.value = text;
    if (what === "input") fire("input");
    if (what === "end-before") { box.value = text; fire("compositionend"); }
    if (what === "end") fire("compositionend");
    if (what === "key229") fire("keydown", { key: "Enter", keyCode: 229, code: "Enter" });
  }
  return { events: measuring.measured.events.map(([, length, gone]) => [length, gone]), sent };
}"""


@pytest.mark.parametrize("engine", ORDERS)
def test_the_order_in_which_an_engine_ends_a_composition_does_not_matter(page, engine):
    page.set_content("<p></p>")
    page.add_script_tag(content=joined("typing_meter.js"))

    measured = page.evaluate(PLAYED, ORDERS[engine])

    assert measured == {"events": [[2, 0]], "sent": 0}


def test_what_is_pasted_or_dropped_does_not_get_in(page, course):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    widget = shown(page, course, "drill(1, number=102)")
    before = course.recorded()
    page.evaluate("navigator.clipboard.writeText('粘贴进来的一行')")
    box(widget).focus()
    page.keyboard.type("a")

    page.keyboard.press("ControlOrMeta+v")

    widget.get_by_text("粘贴和拖放进不来").wait_for()
    assert box(widget).input_value() == "a"
    for kind in ("insertFromPaste", "insertFromDrop"):
        refused = box(widget).evaluate(
            "(box, inputType) => !box.dispatchEvent(new InputEvent('beforeinput', { inputType, cancelable: true }))",
            kind,
        )
        assert refused
    assert course.recorded() == before


def test_a_whole_round_by_keyboard_says_how_it_went_and_outlives_a_reload(page, course):
    widget = shown(page, course, "drill(1, number=103)")
    ime = Ime(page)
    first, *others = targets(1, 103)
    box(widget).focus()
    ime.compose("pin")
    ime.commit(first[:-1] + "，，")
    page.wait_for_timeout(1200)
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    widget.get_by_text("第 2 行（共 5 行）").wait_for()
    typo = widget.locator("mark.cst-typo").first.inner_text()
    assert typo.startswith("标点错")

    page.reload()
    wait_for_kernel(page)
    run(page, IMPORT)
    before = course.recorded()
    widget = show(page, "drill(1, number=103)")
    widget.get_by_text("第 2 行（共 5 行）").wait_for()
    assert widget.locator("mark.cst-typo").first.inner_text() == typo
    box(widget).focus()
    for n, wanted in enumerate(others, 2):
        widget.get_by_text(f"第 {n} 行（共 5 行）").wait_for()
        ime.compose("pin", pause=150)
        page.wait_for_timeout(100 * len(wanted))
        ime.commit(wanted)
        page.keyboard.press("Enter")
    widget.get_by_text("第 103 轮打完了").wait_for()
    assert course.recorded() == before + 4
    for said in ("达到目标", "最长停顿", "错在哪", "建议："):
        assert widget.locator(".cst-lesson").get_by_text(said).first.is_visible()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"

    widget.get_by_role("button", name="再来一轮").press("Enter")
    widget.get_by_text("第 104 轮 · 第 1 行").wait_for()
    widget.get_by_role("button", name="第 2 关 数字和地址").press("Enter")
    pressed = widget.get_by_role("button", name="第 2 关 数字和地址", pressed=True)
    pressed.wait_for()
    assert course.recorded() == before + 4


def test_phrases_are_found_by_key_inserted_by_enter_and_filled_by_tab(page, course):
    sitting = TypingSitting(3, 105)
    line = sitting.round.lines[0]
    phrase = sitting.bank.phrases[line.phrases[0]]
    key = next(key for key in phrase.keys if key.isascii())
    widget = shown(page, course, "drill(3, number=105)")
    ime = Ime(page)
    box(widget).focus()

    page.keyboard.type("/")
    find = widget.get_by_role("combobox")
    find.wait_for()
    page.keyboard.type(key)
    option = widget.get_by_role("option", selected=True)
    assert phrase.title in option.inner_text()
    assert widget.get_by_text(f"什么时候不用：{phrase.when_not}").is_visible()
    page.keyboard.press("Escape")
    assert not find.is_visible()
    assert box(widget).input_value() == ""
    page.keyboard.type("/")
    find.wait_for()
    page.keyboard.type(key)
    page.keyboard.press("Enter")
    assert box(widget).input_value() == phrase.text
    if phrase.variables:
        page.keyboard.press("Enter")
        widget.get_by_text("还没填").wait_for()
        assert box(widget).input_value() == phrase.text, "a refused line was lost"
    for name in phrase.variables:
        selected = box(widget).evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
        assert selected == f"{{{name}}}"
        ime.compose("tian")
        ime.commit(line.card[name])
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA", "Tab must leave a box without gaps"
    box(widget).focus()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.press("Enter")
    widget.get_by_text("第 2 行（共 5 行）").wait_for()

    speed = newest(course).judged.speed
    assert speed.inserted == len("".join(phrase.fixed.split()))
    assert speed.deletions == 0, "filling a gap is no mistake"


def test_the_slash_key_of_a_chinese_input_method_opens_the_phrases_too(page, course):
    widget = shown(page, course, "drill(3, number=106)")
    ime = Ime(page)
    box(widget).focus()

    ime.key("Process", "Slash")
    ime.commit("、")

    widget.get_by_role("combobox").wait_for()
    assert box(widget).input_value() == ""


def test_nothing_is_announced_while_somebody_types(page, course):
    widget = shown(page, course, "drill(1, number=107)")
    page.evaluate(
        """() => {
            window.said = [];
            const heard = (all) => window.said.push(...all.map((one) => one.target.textContent));
            const watcher = new MutationObserver(heard);
            for (const node of document.querySelectorAll('.cst-typing [role=status]'))
                watcher.observe(node, { childList: true, characterData: true, subtree: true });
        }"""
    )
    box(widget).focus()

    page.keyboard.type("abc", delay=50)
    Ime(page).compose("nihao")

    assert page.evaluate("window.said") == []
    assert widget.locator("[aria-live]").count() == 0


def test_a_dead_kernel_is_reported_and_the_line_stays_in_its_box(page, course):
    widget = shown(page, course, "drill(1, number=108)")
    for kernel in rest(course, "kernels"):
        rest(course, f"kernels/{kernel['id']}", "DELETE")
    box(widget).focus()
    page.keyboard.type("abc", delay=50)

    page.keyboard.press("Enter")

    widget.get_by_text("没有收到回应").wait_for()
    assert box(widget).input_value() == "abc"


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_no_violation_in_the_drill(page, course, theme):
    course.set("apputils-extension/themes", theme=theme)
    number = 110 if theme.endswith("Dark") else 109
    widget = shown(page, course, f"drill(3, number={number})")
    assert _violations(page) == []
    box(widget).focus()
    page.keyboard.type("/")
    widget.get_by_role("combobox").wait_for()
    assert _violations(page) == []
    page.keyboard.type("zzzz")
    assert _violations(page) == []
    page.keyboard.press("Escape")

    for n in range(2, 7):
        page.keyboard.type("ab,1", delay=80)
        page.keyboard.press("Enter")
        widget.get_by_text(f"第 {n} 行（共 5 行）" if n < 6 else "打完了").first.wait_for()

    assert widget.locator("mark.cst-typo").count() > 0
    assert _violations(page) == []


@pytest.mark.parametrize(("touch", "least"), [(False, 32), (True, 44)])
def test_every_control_is_large_enough_and_nothing_sticks_out(chromium, course, touch, least):
    context = chromium.new_context(viewport={"width": 900, "height": 900}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.set_default_timeout(60_000)
    widget = shown(page, course, "drill(3, number=111)")
    widget.get_by_role("button", name="找短语").click()
    widget.get_by_role("option").first.wait_for()

    small = page.evaluate(
        """least => [...document.querySelectorAll('.cst-typing :is(button, input, textarea, [role=option])')]
            .map(node => [node, node.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < least - 0.5 || box.width < least - 0.5))
            .map(([node, box]) => `${node.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)""",
        least,
    )
    wide = widget.evaluate("node => node.scrollWidth > node.clientWidth")
    context.close()

    assert small == []
    assert not wide


def _violations(page):
    found = Axe().run(page, context=".cst-typing").response["violations"]
    return [(v["id"], json.dumps(v["nodes"][0]["html"], ensure_ascii=False)) for v in found]
