"""Takes the pictures of README and docs from the running course: ``python tests/browser/pictures.py``."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from cs_training.content.bank import open_bank
from cs_training.core.playing.agents import best_choice
from cs_training.notebook.play_setting import Setting
from cs_training.notebook.play_sitting import PlaySitting
from cs_training.records.log import Log

from browser.driving import a_browser, a_running_course, code_cell, open_lesson, quiz, run
from browser.test_casework import fresh, type_answer
from browser.test_coach import SHIP, reply, show, start
from browser.test_kpi_board import show as show_board
from browser.test_kpi_board import turn
from browser.test_workbench import show as show_desk
from browser.test_workbench import start as start_desk

PICTURES = Path(__file__).parent.parent.parent / "docs/pictures"


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, a_running_course(Path(folder)) as course, a_browser() as browser:
        course.set("notebook-extension/tracker", windowingMode="none")
        page = browser.new_context(viewport={"width": 1180, "height": 820}, locale="zh-CN").new_page()
        lesson_00(page, course)
        lesson_01(page, course)
        progress(page)
        casework(page, course)
        coach(page, course)
        kpi_board(page, course)
        workbench(page, course)
        debrief(page, course)


def lesson_00(page, course):
    open_lesson(page, course, "00_orientation.ipynb")
    run(page, "from cs_training.notebook import")
    run(page, "ori-13")
    widget = quiz(page, "ori-13")
    widget.locator("input[type=radio]").nth(places("ori-13")[0]).check()
    widget.get_by_role("button", name="提交").first.click()
    widget.get_by_text("对了").first.wait_for()
    widget.scroll_into_view_if_needed()
    page.screenshot(path=PICTURES / "lesson-00.png")


def lesson_01(page, course):
    open_lesson(page, course, "01_role_and_value.ipynb")
    run(page, "from cs_training.notebook import")
    run(page, "role-01")
    widget = quiz(page, "role-01")
    right, wrong = places("role-01")
    for place, said in ((wrong, "还有 1 次机会"), (right, "对了")):
        widget.locator("fieldset").first.locator("input[type=radio]").nth(place).check()
        widget.get_by_role("button", name="提交").first.click()
        widget.get_by_text(said).first.wait_for()
    widget.scroll_into_view_if_needed()
    page.screenshot(path=PICTURES / "lesson-01.png")


def casework(page, course):
    """The first case of level 1, answered right: card, answer, steps, and what to say to the customer."""
    page.set_viewport_size({"width": 1180, "height": 1400})
    open_lesson(page, course, "07_seven_days.ipynb")
    run(page, "from cs_training.notebook import")
    run(page, 'decide("seven-days", level=1)')
    widget = code_cell(page, 'decide("seven-days", level=1)').locator(".cst-casework")
    widget.wait_for()
    type_answer(page, widget, fresh("seven-days", 1))
    widget.get_by_text("全对了").wait_for()
    widget.screenshot(path=PICTURES / "casework.png")


def coach(page, course):
    """A reply judged: half of it good, half of it not."""
    call = f'coach("{SHIP}")'
    start(page, course, call)
    widget = show(page, call)
    reply(page, widget, "物流卡了四天，还赶着周三穿，换谁都急，抱歉。我现在就联系快递核实，您耐心等待。")
    widget.get_by_text("共情").first.wait_for()
    widget.screenshot(path=PICTURES / "coach.png")


def kpi_board(page, course):
    """The same turns by two definitions: the unanswered in the denominator, and left out."""
    page.set_viewport_size({"width": 1180, "height": 1400})
    board = show_board(page, course)
    turn(page, board, "口径")
    board.screenshot(path=PICTURES / "kpi-board.png")


def workbench(page, course):
    """Four customers at once, the first one being answered."""
    sitting = sitting_of(course, item="shift/morning", customers=4, minutes=10, seed=7)
    sitting.begin()
    sitting.run_to(150)
    for look in ("order", "logistics"):
        sitting.look("c1", look)
    sitting.choose("c1", best_choice(sitting.play.chats["c1"]).id, at=158)
    sitting.run_to(200)
    sitting.mark_clock()
    page.set_viewport_size({"width": 1280, "height": 1100})
    code = 'shift("morning", customers=4, minutes=10, seed=7)'
    start_desk(page, course, code)
    widget = show_desk(page, code)
    widget.locator(".cst-seat").first.click()
    widget.locator(".cst-lines").wait_for()
    widget.screenshot(path=PICTURES / "workbench.png")


def debrief(page, course):
    """A customer who got a template, a promise that cannot be kept, and in the end what she came for."""
    sitting = sitting_of(course, item="play/delay-anger", customers=1, minutes=0, seed=3)
    sitting.begin()
    sitting.reply("c1", "亲，非常抱歉给您带来不便，请您耐心等待一下哦。", at=25)
    sitting.run_to(60)
    sitting.look("c1", "logistics", at=70)
    sitting.ask("c1", at=72)
    sitting.run_to(110)
    said = "三天没动，换谁都急。包裹 21 号到了芦花中转站，停在那儿没动。我现在找快递核实，今天 18:00 前在这里告诉您。"
    sitting.reply("c1", said, at=120)
    sitting.run_to(140)
    sitting.reply("c1", "到点没找到，补发一件，或者退您 419 元，您挑。", at=165)
    sitting.run_to(185)
    sitting.end("c1")
    page.set_viewport_size({"width": 1280, "height": 1400})
    code = 'play("delay-anger", seed=3)'
    start_desk(page, course, code)
    widget = show_desk(page, code)
    widget.get_by_role("region", name="讲评").first.wait_for()
    widget.scroll_into_view_if_needed()
    box = widget.bounding_box()
    page.screenshot(path=PICTURES / "debrief.png", clip=box | {"height": min(1000, 1380 - box["y"])})


def sitting_of(course, **asked):
    """A desk whose log is the course's: what is done here stands in the browser afterwards."""
    return PlaySitting(Setting(level=2, mode="practice", **asked), log=Log(course.attempts))


def places(question_id):
    """Where the right choice of a question stands, and a wrong one."""
    rights = [choice.right for choice in open_bank().question(question_id).choices]
    return rights.index(True), rights.index(False)


def progress(page):
    output = run(page, "progress()")
    output.get_by_text("下一步：").wait_for()
    output.scroll_into_view_if_needed()
    page.screenshot(path=PICTURES / "progress.png")


if __name__ == "__main__":
    main()
