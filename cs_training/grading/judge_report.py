"""
From the corpus to the model file and its figures, all in one go: what ``cs-training train`` does.

The file holds the model, the table of traditional characters, the hash of the data it comes from, and the figures that
docs/reply-judge.md shows, so that a figure can always be traced to a model and a model to its data.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from cs_training.core.judging.judge import Judge
from cs_training.grading import judge_training as training
from cs_training.grading.judge_corpus import FOLDER, Labelled, Row, data_hash, read_rows, read_snippets
from cs_training.grading.judge_figures import Figures, figures
from cs_training.grading.judge_training import Seen

MODEL = FOLDER / "model.json"
CURVE = (0.1, 0.2, 0.4, 0.7, 1.0)  # shares of the training situations
_DIGITS = 4


def build(judge: Judge, folder: Path = FOLDER, say: Callable[[str], None] = lambda _text: None) -> dict[str, Any]:
    """
    Trains on the training part, measures everything, and returns what the model file holds.

    Args:
        judge: Patterns and wordings as they stand; its model is not used.
        folder: Where the corpus lies.
        say: Told in a few words what is being done: it takes minutes.
    """
    judge = replace(judge, simple=simple_characters())
    trained_on, frozen, snippets = read_rows("train", folder), read_rows("test", folder), read_snippets(folder)
    say(f"读回复、找特征（训练 {len(trained_on)} 条，红线片段 {len(snippets)} 条，验收 {len(frozen)} 条）……")
    train, test, more = (training.seen(some, judge) for some in (trained_on, frozen, snippets))
    say("训练……")
    model = training.train([*train, *more])
    whole = replace(judge, model=model)
    wording = replace(judge, model=training.train([*train, *more], training.wording_only))
    say("逐位作者留出、学习曲线……")
    measured = {
        "readers": {"train": _readers(trained_on), "test": _readers(frozen)},
        "left_out": {
            "rules": _against(train, training.said(train, training.without_model(judge))),
            "model": _against(train, training.left_out(train, more, judge, training.wording_only)),
            "both": _against(train, training.left_out(train, more, judge)),
        },
        "test": {
            "rules": _against(test, training.said(test, training.without_model(judge))),
            "model": _against(test, training.said(test, wording)),
            "both": _against(test, training.said(test, whole)),
        },
        "curve": _curve(train, more, test, judge),
    }
    return {
        "data": data_hash(folder),
        "replies": {"train": len(train), "snippets": len(more), "test": len(test)},
        "figures": measured,
        "simple": dict(judge.simple),
        "model": {"heads": model.heads, "bias": model.bias, "weights": model.weights},
    }


def written(built: Mapping[str, Any]) -> str:
    """The text of the model file: a line for each part, so that a difference can be read."""
    lines = (f"{json.dumps(k)}:{json.dumps(v, ensure_ascii=False, separators=(',', ':'))}" for k, v in built.items())
    return "{" + ",\n".join(lines) + "}\n"


def simple_characters() -> dict[str, str]:
    """Simplified characters by their traditional ones, one for one."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for code in range(0x4E00, 0x9FA6))
    return {old: new for old, new in pairs if old != new and len(new) == 1}


def _readers(rows: Sequence[Row]) -> dict[str, Any]:
    """How far the second reading agrees with the first."""
    return _rounded(figures([row.first for row in rows], [row.second for row in rows]))


def _against(some: Sequence[Seen], said: Sequence[Labelled]) -> dict[str, Any]:
    return _rounded(figures([one.row.final for one in some], said))


def _curve(train: Sequence[Seen], more: Sequence[Seen], test: Sequence[Seen], judge: Judge) -> list[dict[str, float]]:
    """Macro F1 on the test part after training on more and more situations."""
    situations = sorted({one.row.situation for one in train})
    random.Random(0).shuffle(situations)
    points = []
    for share in CURVE:
        taken = set(situations[: round(share * len(situations))])
        part = [one for one in train if one.row.situation in taken]
        said = training.said(test, replace(judge, model=training.train([*part, *more])))
        points.append({"replies": len(part), "macro_f1": _against(test, said)["macro_f1"]})
    return points


def _rounded(some: Figures) -> dict[str, Any]:
    rounded: dict[str, Any] = json.loads(json.dumps(asdict(some)), parse_float=lambda text: round(float(text), _DIGITS))
    return rounded
