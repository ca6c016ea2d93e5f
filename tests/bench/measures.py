"""What is measured, each as a generator of rows: loading, the first question, building, storing."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from contenders import BUILD, IMPORTS, IPYWIDGETS, JUPYTERQUIZ, NAMES, OURS, our_bundle
from kernels import Kernel, Place, fresh_kernel
from stored import Quizzes, Stored, all_quizzes, bytes_in_lessons, stored

from cs_training.content.bank import open_bank

QUESTION = "role-01"
FIRST = {
    OURS: f"ask({QUESTION!r})._repr_mimebundle_()",
    JUPYTERQUIZ: f"contenders.jupyterquiz(data, [{QUESTION!r}], 'practice')",
    IPYWIDGETS: f"contenders.ipywidgets(data, [{QUESTION!r}], 'practice')._repr_mimebundle_()",
}
BUILDS_A_KERNEL = 6
KB = 1000
CLOCKS = ("ms", "ms CPU")

Samples = dict[str, list[dict[str, float]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One measure. Ours should be at most ``aim``; or ipywidgets' value at least ``times`` ours."""

    what: str
    unit: str
    values: Mapping[str, float]
    aim: float | None = None
    times: float | None = None

    def ratio(self, peer: str) -> float | None:
        """How many times ours the peer's value is; None where one of them is nothing."""
        mine, theirs = self.values[OURS], self.values.get(peer)
        return theirs / mine if theirs and mine > 0 else None

    @property
    def goal(self) -> str:
        return f"≥ {self.times:g}× ipywidgets" if self.times else f"≤ {self.aim:,g}" if self.aim else ""

    @property
    def met(self) -> bool | None:
        if self.times:
            return (self.ratio(IPYWIDGETS) or 0) >= self.times
        return self.values[OURS] <= self.aim if self.aim else None


def loading(place: Place, rounds: int) -> Iterator[Row]:
    """The import alone, then all up to the first question in the notebook, added to a kernel with ipywidgets."""
    with fresh_kernel(place) as kernel:  # compiled files and the cache are there before anything counts
        kernel.run(f"{IMPORTS[OURS]}; {FIRST[OURS]}")
    alone: Samples = {name: [] for name in NAMES}
    shown: Samples = {name: [] for name in NAMES}
    for name in NAMES * rounds:
        with fresh_kernel(place) as kernel:
            kernel.run(f"data = contenders.load({str(_one_question(place))!r}); origin = weighed()")
            alone[name].append(_timed(kernel, IMPORTS[name]))
            drawn = _timed(kernel, FIRST[name])
            shown[name].append(drawn | {unit: drawn[unit] + alone[name][-1][unit] for unit in CLOCKS})
    yield from _rows("import", alone, {"ms": 60, "ms CPU": 60, "MB RSS": 5, "MB USS": 5})
    yield Row("import", "MB allocated", {name: _allocated(place, name) for name in NAMES}, 5)
    yield from _rows("import and first question drawn", shown, {})


def first_ask(place: Place, rounds: int) -> Iterator[Row]:
    """The first ``ask()`` of a kernel after the import: from the cache, and with all YAML read and checked."""
    for cache, aim in (("warm", 50), ("cold", None)):
        asked: list[dict[str, float]] = []
        drawn: list[dict[str, float]] = []
        for _ in range(rounds):
            if cache == "cold":
                place.forget_cache()
            with fresh_kernel(place) as kernel:
                kernel.run(f"{IMPORTS[OURS]}; origin = weighed()")
                asked.append(_timed(kernel, f"asked = ask({QUESTION!r})"))
                drawn.append(_timed(kernel, "asked._repr_mimebundle_()"))
        for unit in CLOCKS:
            called = [one[unit] for one in asked]
            shown = [one[unit] + more[unit] for one, more in zip(asked, drawn, strict=True)]
            yield Row(f"first ask(), cache {cache}", unit, {OURS: statistics.median(called)}, aim)
            yield Row(f"first ask() and drawn, cache {cache}", unit, {OURS: statistics.median(shown)})


def building(place: Place, rounds: int) -> Iterator[Row]:
    """A quiz of 100 questions: the later ones of a kernel, and its first, which pays for late imports."""
    builds = {name: build.__name__ for name, build in BUILD.items()} | {"with text": our_bundle.__name__}
    taken: dict[str, list[list[float]]] = {name: [] for name in builds}
    for name in [*builds] * rounds:
        with fresh_kernel(place) as kernel:
            kernel.run(IMPORTS.get(name, IMPORTS[OURS]))
            code = f"contenders.timings(contenders.{builds[name]}, contenders.generated(100), {BUILDS_A_KERNEL})"
            taken[name].append(kernel.run(f"milliseconds = {code}", "milliseconds"))
    first = {name: statistics.median(run[0] for run in runs) for name, runs in taken.items()}
    later = {name: statistics.median(ms for run in runs for ms in run[1:]) for name, runs in taken.items()}
    texts = later.pop("with text"), first.pop("with text")
    yield Row("100 questions built", "ms", later, times=100)
    yield Row("100 questions built, ours with its text version", "ms", later | {OURS: texts[0]})
    yield Row("100 questions built, first quiz of a kernel", "ms", first)


def storing(place: Place, notebooks: Path) -> Iterator[Row]:
    """Bytes a question after a notebook was run, and in the lessons as they are kept."""
    total, count = bytes_in_lessons(notebooks)
    if count:
        yield Row(f"stored: lessons as kept ({count} questions with outputs)", "B/question", {OURS: total / count}, KB)
    for quizzes in all_quizzes(notebooks):
        yield from _stored_rows(quizzes, stored(quizzes, place))


def _stored_rows(quizzes: Quizzes, found: dict[str, Stored]) -> Iterator[Row]:
    def row(what: str, size: Callable[[Stored], int], aim: float | None = None) -> Row:
        each = {name: size(one) / quizzes.questions for name, one in found.items()}
        return Row(f"stored: {quizzes.name}, {what}", "B/question", each, aim)

    yield row("outputs", lambda s: s.outputs, KB)
    yield row("outputs + state as JupyterLab saves it", lambda s: s.outputs + s.lab_state, KB)
    yield row("outputs + state as nbclient saves it", lambda s: s.outputs + s.state)
    code = {OURS: found[OURS].code / quizzes.questions}
    yield Row(f"stored: {quizzes.name}, of it quiz.js and quiz.css", "B/question", code)


def _timed(kernel: Kernel, code: str) -> dict[str, float]:
    """Milliseconds the code took, by the clock and of processor; and megabytes added since ``origin``."""
    timed: dict[str, float] = kernel.run(f"begun = clocks()\n{code}\ntook = since(begun)", "took | added(origin)")
    return timed


def _rows(what: str, samples: Samples, aims: Mapping[str, float]) -> Iterator[Row]:
    for unit in (*CLOCKS, "MB RSS", "MB USS"):
        middle = {name: statistics.median(one[unit] for one in runs) for name, runs in samples.items()}
        yield Row(what, unit, middle, aims.get(unit))


def _allocated(place: Place, name: str) -> float:
    """Megabytes of Python objects the import leaves: unlike RSS, blind to memory the kernel had free anyway."""
    with fresh_kernel(place) as kernel:
        code = f"import tracemalloc; tracemalloc.start()\n{IMPORTS[name]}\ngc.collect()"
        return float(kernel.run(code, "tracemalloc.get_traced_memory()[0] / 1e6"))


def _one_question(place: Place) -> Path:
    """The data of one question, for peers that have no bank."""
    path = place.folder / "one.json"
    path.write_text(json.dumps({"questions": {QUESTION: open_bank()._data["questions"][QUESTION]}}), encoding="utf-8")
    return path
