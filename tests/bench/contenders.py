"""
The three that are compared: ours, jupyterquiz, and the plain ipywidgets composition.

Each takes the same bank data and ids, builds a quiz and returns what a cell would show (jupyterquiz shows it itself).
Runs inside the kernels that are measured, so everything heavy is imported where it is used.

The peers know fewer kinds of question. Where they lack one they get the nearest simpler thing with the same words,
which favours them.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Data = Mapping[str, Any]
Build = Callable[[Data, Sequence[str], str], Any]

OURS, JUPYTERQUIZ, IPYWIDGETS = "ours", "jupyterquiz", "ipywidgets"
NAMES = (OURS, JUPYTERQUIZ, IPYWIDGETS)
IMPORTS = {
    OURS: "from cs_training.notebook import ask",
    JUPYTERQUIZ: "from jupyterquiz import display_quiz",
    IPYWIDGETS: "import ipywidgets",
}


def generated(count: int) -> dict[str, Any]:
    """Bank data with that many four-way choice questions of ordinary length."""
    return {"questions": {f"made-{n:03}": _made(n) for n in range(1, count + 1)}, "sources": {}, "syllabus": {}}


def load(path: str) -> Any:
    """Bank data from a file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def timings(build: Build, data: Data, times: int) -> list[float]:
    """Milliseconds of each of several builds of all questions, in one kernel; the first one pays for late imports."""
    from ipywidgets import Widget

    taken = []
    for _ in range(times):
        gc.collect()  # nobody pays for what an earlier build left behind
        start = time.perf_counter()
        built = build(data, list(data["questions"]), "practice")
        taken.append((time.perf_counter() - start) * 1000)
        del built
        Widget.close_all()
    return taken


def ours(data: Data, ids: Sequence[str], mode: str) -> Any:
    """What ``ask`` returns; the widget itself is made when it is shown."""
    from cs_training.content.bank import Bank
    from cs_training.notebook.ask import Ask
    from cs_training.notebook.sitting import Sitting

    return Ask(Sitting(ids, mode=mode, bank=Bank(data)), "widget")


def our_widget(data: Data, ids: Sequence[str], mode: str) -> Any:
    """The sitting and its widget."""
    from cs_training.notebook.quiz import QuizWidget

    return QuizWidget(ours(data, ids, mode).sitting)


def our_bundle(data: Data, ids: Sequence[str], mode: str) -> Any:
    """All that is sent to the notebook: the widget and the text version."""
    return ours(data, ids, mode)._repr_mimebundle_()


def jupyterquiz(data: Data, ids: Sequence[str], _mode: str) -> None:
    """Shows the quiz, as jupyterquiz knows no other way."""
    from jupyterquiz import display_quiz

    display_quiz([_as_jupyterquiz(data["questions"][i]) for i in ids])


def jupyterquiz_captured(data: Data, ids: Sequence[str], mode: str) -> Any:
    """The same, with its outputs caught."""
    from IPython.utils.capture import capture_output

    with capture_output() as caught:
        jupyterquiz(data, ids, mode)
    return caught


def ipywidgets(data: Data, ids: Sequence[str], _mode: str) -> Any:
    """HTML, RadioButtons, Button and HTML for each question, the right one marked by Python."""
    from ipywidgets import VBox

    return VBox([_composed(data["questions"][i]) for i in ids])


SHOW: dict[str, Build] = {OURS: ours, JUPYTERQUIZ: jupyterquiz, IPYWIDGETS: ipywidgets}
BUILD: dict[str, Build] = {OURS: our_widget, JUPYTERQUIZ: jupyterquiz_captured, IPYWIDGETS: ipywidgets}


def _made(number: int) -> dict[str, Any]:
    why = "先给结论，再给他决定要用的事实，最后只问一件必须由他答的事。"
    texts = (
        "在的呀，这款特别有氛围哦。",
        "很多顾客都这么放，您放心拍。",
        "可以，能立能夹，线长 1.5 米。",
        "您好，请问有什么可以帮您？",
    )
    return {
        "id": f"made-{number:03}",
        "rev": 1,
        "objective": "made",
        "use": "practice",
        "covers": ["S1-01"],
        "source": ["S1-01"],
        "lesson": "99",
        "kind": "single",
        "level": 1,
        "stem": f"第 {number} 位顾客发来两句：“在？”“这个灯能放床头吗”。商品页写着亮度五挡，线长 1.5 米。你先回哪条？",
        "hints": ["先想他看完你这句，能不能决定买不买。", "能不能放床头，商品页上都有。"],
        "choices": [{"id": f"c{i}", "text": t, "why": why, "right": i == 2} for i, t in enumerate(texts)],
    }


def _options(raw: Mapping[str, Any]) -> list[tuple[str, bool, str]]:
    """(text, right, why) of whatever can be picked; empty if the answer is typed."""
    match raw["kind"]:
        case "single" | "multiple":
            return [(c["text"], bool(c.get("right")), c["why"]) for c in raw["choices"]]
        case "truefalse":
            return [("对", raw["answer"], raw["why_true"]), ("错", not raw["answer"], raw["why_false"])]
        case "order":
            return [(s["text"], n == 0, s["why"]) for n, s in enumerate(raw["steps"])]
        case "match":
            return [(f"{p['left']}:{p['right']}", n == 0, p["why"]) for n, p in enumerate(raw["pairs"])]
        case "classify":
            return [(s["text"], n == 0, s["why"]) for n, s in enumerate(raw["items"])]
        case "cloze":
            return [(b["answers"][0], n == 0, b["why"]) for n, b in enumerate(raw["blanks"])]
    return []


def _as_jupyterquiz(raw: Mapping[str, Any]) -> dict[str, Any]:
    options = _options(raw)
    if not options:
        default = {"type": "default", "feedback": raw.get("why", "")}
        value = {"type": "value", "value": 1, "correct": True, "feedback": raw.get("why", "")}
        return {"question": raw["stem"], "type": "numeric", "answers": [value, default]}
    answers = [{"answer": text, "correct": right, "feedback": why} for text, right, why in options]
    kind = "many_choice" if sum(right for _, right, _ in options) > 1 else "multiple_choice"
    return {"question": raw["stem"], "type": kind, "answers": answers}


def _composed(raw: Mapping[str, Any]) -> Any:
    import html

    from ipywidgets import HTML, Button, RadioButtons, Text, VBox

    options = _options(raw)
    said = {text: (right, why) for text, right, why in options}
    stem, outcome, send = HTML(html.escape(raw["stem"])), HTML(), Button(description="提交")
    answer = RadioButtons(options=list(said), value=None) if said else Text()

    def mark(_: object) -> None:
        right, why = said.get(answer.value, (False, raw.get("why", "")))
        outcome.value = f"{'对' if right else '不对'}。{html.escape(why)}"

    send.on_click(mark)
    return VBox([stem, answer, send, outcome])
