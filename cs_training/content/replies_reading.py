"""From the files of ``replies/`` to what the judge knows, as plain data; its tests are tried while it is read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cs_training.content.building import build
from cs_training.content.strict_yaml import Document, parse
from cs_training.content.typed import Record, Shape, doubles, entries, fits
from cs_training.core.judging.advising import SLOTS
from cs_training.core.judging.assessment import CODES, LABELS
from cs_training.core.judging.judge import Judge, RedLine, Signal, Wording
from cs_training.core.judging.patterns import NAME, pattern_source
from cs_training.core.judging.reading import read
from cs_training.errors import Problem, suggestion

FOLDER = "replies/"
MODEL = "replies/model.json"
NEEDED = ("upset", "stock")  # lists that the judge asks for by name
_LINE, _SIGNAL, _WORDING = Shape(RedLine), Shape(Signal), Shape(Wording)
_NO_MODEL: dict[str, Any] = {"heads": [], "bias": [], "weights": {}}


def read_replies(files: Mapping[str, str], problems: list[Problem], sources: set[str] | None) -> dict[str, Any]:
    """
    What the judge knows, as plain data; all that is wrong with it is added to ``problems``.

    Args:
        files: Text by name relative to the content folder; others are passed over.
        problems: Where to add what was found.
        sources: What may be cited; None if that could not be read.
    """
    if not any(name.startswith(FOLDER) for name in files):
        return {}  # a course may do without a judge
    before = len(problems)
    words = _lists(files, "replies/words.yaml", problems)
    concepts = _lists(files, "replies/concepts.yaml", problems)
    topics = _lists(files, "replies/topics.yaml", problems)
    named = [name for name in sorted(files) if name.startswith("replies/red_lines/")]
    lines = [r for name in named for r in entries(files, name, problems) if fits(r, _LINE, problems)]
    signals = [r for r in entries(files, "replies/signals.yaml", problems) if fits(r, _SIGNAL, problems)]
    wordings = [r for r in entries(files, "replies/advice.yaml", problems) if fits(r, _WORDING, problems)]
    problems += [*doubles(lines), *doubles(signals)]
    for record in (*lines, *signals):
        problems += _pattern_faults(record, words | concepts)
    for record in lines:
        problems += _line_faults(record, sources)
    for record in wordings:
        problems += _wording_faults(record, topics)
    data = {
        "words": words,
        "concepts": concepts,
        "red_lines": [r.data for r in lines],
        "signals": [r.data for r in signals],
        "topics": topics,
        "wordings": [r.data for r in wordings],
        **_trained(files, problems),
    }
    for needed in (one for one in NEEDED if one not in words and len(problems) == before):
        problems.append(Problem("replies/words.yaml", 1, needed, "", f"缺“{needed}”这一组词，评判要用。"))
    if len(problems) == before:  # patterns that do not compile would fail their tests for another reason
        judge = build(Judge, data)
        problems += [fault for record in (*lines, *signals) for fault in _untrue(record, judge)]
    return data


def _lists(files: Mapping[str, str], name: str, problems: list[Problem]) -> dict[str, list[str]]:
    """A file of word lists: a name, and words parted by spaces."""
    document = parse(files[name]) if name in files else Document(problems=[(1, "没有这个文件，请补上。")])
    problems += [Problem(name, line, "", "", says) for line, says in document.problems]
    if not isinstance(document.data, dict):
        problems += [] if document.problems else [Problem(name, 1, "", "", "整个文件要写成“名字: '词 词 词'”的形式。")]
        return {}
    found: dict[str, list[str]] = {}
    for key, words in document.data.items():
        fault = _list_fault(key, words)
        if fault:
            problems.append(Problem(name, document.line((key,)), str(key), "", fault))
        else:
            found[key] = words.split()
    return found


def _list_fault(key: object, words: object) -> str:
    """What is wrong with a word list; "" if nothing."""
    if not (isinstance(key, str) and NAME.fullmatch(key)) and not re.fullmatch("[\u4e00-\u9fff]+", str(key)):
        return "名字用小写英文字母和下划线（话题用汉字）。"
    if not isinstance(words, str) or not words.split():
        return "要写一串词，用空格隔开，整串加引号。"
    try:
        re.compile("|".join(words.split()))
    except re.error as error:
        return f"这组词拼不成正则表达式（{error}）。检查括号。"
    return ""


def _trained(files: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    """The model and the table of traditional characters; without a model nothing is judged, but all can be read."""
    try:
        trained = json.loads(files.get(MODEL) or "{}")
        return {"simple": trained.get("simple", {}), "model": trained.get("model", _NO_MODEL)}
    except (ValueError, AttributeError):
        problems.append(Problem(MODEL, 1, "", "", "模型文件坏了。运行 cs-training train 重新写一份。"))
        return {"simple": {}, "model": _NO_MODEL}


def _pattern_faults(record: Record, words: Mapping[str, list[str]]) -> Iterator[Problem]:
    for name in ("sure", "hint", "unless", "says"):
        for i, pattern in enumerate(record.data.get(name, ())):
            try:
                re.compile(pattern_source(pattern, words))
            except KeyError as error:
                yield record.problem((name, i), f"词表里没有 {{{error.args[0]}}}。{suggestion(error.args[0], words)}")
            except re.error as error:
                yield record.problem((name, i), f"这个写法不成正则表达式（{error}）。检查括号和竖线。")


def _line_faults(record: Record, sources: set[str] | None) -> Iterator[Problem]:
    code = record.data["code"]
    if code not in CODES:
        yield record.problem(("code",), f"没有“{code}”这种违规。{suggestion(code, CODES)}")
    for i, source in enumerate(record.data.get("basis", ())):
        if sources is not None and source not in sources:
            yield record.problem(("basis", i), f"没有“{source}”。{suggestion(source, sources)}")
    for name in ("hits", "misses"):
        if len(record.data.get(name, ())) < 2:
            yield record.problem((name,), "至少写两句：没有例句的红线没人敢改。")


def _wording_faults(record: Record, topics: Mapping[str, list[str]]) -> Iterator[Problem]:
    about = record.data["about"]
    if about not in (*LABELS, *CODES):
        yield record.problem(("about",), f"没有“{about}”。{suggestion(about, (*LABELS, *CODES))}")
    for i, topic in enumerate(record.data.get("topics", ())):
        if topic not in topics:
            yield record.problem(("topics", i), f"没有“{topic}”这个话题。{suggestion(topic, topics)}")
    for gap in re.findall(r"\{([^{}]*)\}", record.data.get("after", "")):
        if gap not in SLOTS:
            yield record.problem(("after",), f"不认得 {{{gap}}}。{suggestion(gap, SLOTS)}")


def _untrue(record: Record, judge: Judge) -> Iterator[Problem]:
    """Examples that a red line or a signal does not find, or finds wrongly."""
    for name, wanted in (("hits", True), ("misses", False)):
        for i, example in enumerate(record.data.get(name, ())):
            if _found(record, example, judge) != wanted:
                says = (
                    "这句没有被找出来：补一个写法，或者改例句。"
                    if wanted
                    else "这句不该被找出来：收紧写法，或者加 unless。"
                )
                yield record.problem((name, i), says)


def _found(record: Record, example: str, judge: Judge) -> bool:
    if "says" in record.data:
        pattern = judge.compiled(tuple(record.data["says"]))
        return bool(pattern.search(read(example, judge).text.folded))
    alone = replace(judge, red_lines=(build(RedLine, record.data),))
    return bool(read(example, alone).touched)
