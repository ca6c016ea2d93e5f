"""
The bank: everything we teach, read once, found by id.

YAML is slow to read (a second for a full course) and changes rarely, so the checked result is kept as JSON under the
hash of the files it was made from. A changed file has another hash, so a stale bank cannot be met. Each part is a line
of its own and stays text until it is asked for: most cells ask for questions only.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import platformdirs

from cs_training.content.building import build
from cs_training.core import question as kinds
from cs_training.core.question import AnyQuestion
from cs_training.errors import ContentError, Problem, UnknownIdError

if TYPE_CHECKING:
    from cs_training.content.phrases import Phrase
    from cs_training.content.shop import Shop
    from cs_training.content.structure import Source, Syllabus
    from cs_training.content.typing_lines import TypingLine
    from cs_training.core.judging.judge import Judge
    from cs_training.core.playing.rota import ShiftPlan
    from cs_training.core.playing.script import Scenario
    from cs_training.core.rulebook import RuleBook
    from cs_training.core.situation import Situation

CONTENT = Path(__file__).parent
PARTS = (
    "questions",
    "syllabus",
    "sources",
    "rules",
    "shop",
    "phrases",
    "typing",
    "replies",
    "situations",
    "scenarios",
    "lines",
    "shifts",
)
_FILES = ("syllabus.yaml", "sources.yaml", "phrases.yaml", "typing.yaml", "shifts.yaml", "replies/model.json")
_FOLDERS = ("questions", "rules", "shop", "replies", "replies/red_lines", "situations", "scenarios")
_TYPES = (
    "question.py",
    "rulebook.py",
    "situation.py",
    "judging/*.py",
    "playing/*.py",
)  # of the core, that content is held against
T = TypeVar("T")
KEPT = 3  # banks in the cache: several installations may share it
_KINDS: dict[str, type] = {
    "single": kinds.Single,
    "multiple": kinds.Multiple,
    "truefalse": kinds.TrueFalse,
    "numeric": kinds.Numeric,
    "fill": kinds.Fill,
    "order": kinds.Order,
    "match": kinds.Match,
    "cloze": kinds.Cloze,
    "classify": kinds.Classify,
}


class Bank:
    """Questions, syllabus, sources and rules by id. Objects are built when asked for, so that opening costs little."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def question(self, question_id: str) -> AnyQuestion:
        """
        The question of an id.

        Raises:
            UnknownIdError: There is none; names the nearest.
        """
        raw = self._data["questions"].get(question_id)
        if raw is None:
            raise UnknownIdError("题", question_id, self.question_ids())
        return cast(AnyQuestion, build(_KINDS[raw["kind"]], raw))

    def question_ids(self) -> list[str]:
        """All ids in the order they are written."""
        return list(self._data["questions"])

    def questions(self) -> Iterator[AnyQuestion]:
        return map(self.question, self.question_ids())

    def lesson(self, question_id: str) -> str:
        """The lesson whose file holds the question, e.g. ``01``."""
        return str(self._data["questions"][question_id]["lesson"])

    def situation(self, situation_id: str) -> Situation:
        """
        The situation of an id.

        Raises:
            UnknownIdError: There is none; names the nearest.
        """
        from cs_training.core.situation import Situation

        return self._built(Situation, "situations", "场景", situation_id)

    def situation_ids(self) -> list[str]:
        """All ids of situations in the order they are written."""
        return list(self._data["situations"])

    def situations(self) -> Iterator[Situation]:
        return map(self.situation, self.situation_ids())

    def scenario(self, scenario_id: str) -> Scenario:
        """
        The scenario of an id.

        Raises:
            UnknownIdError: There is none; names the nearest.
        """
        from cs_training.core.playing.script import Scenario

        return self._built(Scenario, "scenarios", "情景", scenario_id)

    def scenario_ids(self) -> list[str]:
        """All ids of scenarios, by the names of their files."""
        return list(self._data["scenarios"])

    def scenarios(self) -> Iterator[Scenario]:
        return map(self.scenario, self.scenario_ids())

    def shift(self, shift_id: str) -> ShiftPlan:
        """
        The shift of an id.

        Raises:
            UnknownIdError: There is none; names the nearest.
        """
        from cs_training.core.playing.rota import ShiftPlan

        return self._built(ShiftPlan, "shifts", "班次", shift_id)

    def shift_ids(self) -> list[str]:
        """All ids of shifts in the order they are written."""
        return list(self._data["shifts"])

    @functools.cached_property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """What customers say in common, by kind."""
        return {kind: tuple(says) for kind, says in self._data["lines"].items()}

    def source(self, source_id: str) -> Source | None:
        """The rule or fact check of an id; None for a syllabus item, which has no source of its own."""
        from cs_training.content.structure import Source  # here and below: types cost time, and most cells only ask

        raw = self._data["sources"].get(source_id)
        return build(Source, raw) if raw else None

    @property
    def syllabus(self) -> Syllabus:
        from cs_training.content.structure import Syllabus

        return build(Syllabus, self._data["syllabus"])

    @functools.cached_property
    def rules(self) -> RuleBook:
        """The rule base that decisions rest on."""
        from cs_training.core.rulebook import Holidays, Rule, RuleBook, VoidTerm

        raw = self._data["rules"]
        return RuleBook(
            rules={rule_id: build(Rule, rule) for rule_id, rule in raw["rules"].items()},
            holidays={int(year): build(Holidays, table) for year, table in raw["holidays"].items()},
            void_terms=tuple(build(VoidTerm, term) for term in raw["void_terms"]),
        )

    @functools.cached_property
    def shop(self) -> Shop:
        """The shop that everything happens in."""
        from cs_training.content.shop import Shop

        return build(Shop, self._data["shop"])

    @functools.cached_property
    def phrases(self) -> dict[str, Phrase]:
        """The quick phrases by id."""
        from cs_training.content.phrases import Phrase

        return {id_: build(Phrase, raw) for id_, raw in self._data["phrases"].items()}

    @functools.cached_property
    def typing_lines(self) -> dict[str, TypingLine]:
        """The lines of the typing drill by id."""
        from cs_training.content.typing_lines import TypingLine

        return {id_: build(TypingLine, raw) for id_, raw in self._data["typing"].items()}

    @functools.cached_property
    def judge(self) -> Judge:
        """What the judge of replies knows."""
        from cs_training.core.judging.judge import Judge

        return build(Judge, self._data["replies"])

    @functools.cached_property
    def judge_version(self) -> str:
        """A mark of what the judge knows; changes with any pattern, wording or weight."""
        known = json.dumps(self._data["replies"], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(known.encode()).hexdigest()[:12]

    def _built(self, cls: type[T], part: str, what: str, id_: str) -> T:
        raw = self._data[part].get(id_)
        if raw is None:
            raise UnknownIdError(what, id_, self._data[part])
        return build(cls, raw)


class _Kept(dict[str, Any]):
    """A kept bank: the line of a part is read when the part is asked for."""

    def __init__(self, text: bytes) -> None:
        super().__init__()
        self._lines = dict(zip(PARTS, text.split(b"\n")[:-1], strict=True))  # a ValueError if it was cut short

    def __missing__(self, part: str) -> Any:
        self[part] = json.loads(self._lines[part])
        return self[part]


@functools.cache
def open_bank(folder: Path = CONTENT) -> Bank:
    """
    The bank of a content folder, from the cache if nothing changed.

    Raises:
        ContentError: The content is wrong; lists every problem.
    """
    files = content_files(folder)
    kept = _cache_file(files)
    try:
        return Bank(_Kept(kept.read_bytes()))
    except (OSError, ValueError):
        from cs_training.content.reading import read_content

        data = read_content(files)
        _keep(kept, "".join(json.dumps(data[part], ensure_ascii=False) + "\n" for part in PARTS))
        return Bank(data)


def content_files(folder: Path = CONTENT) -> dict[str, str]:
    """
    The text of every content file, by its name in the folder (``questions/00-orientation.yaml`` …).

    Raises:
        ContentError: A file is not UTF-8.
    """
    listed = [path for part in _FOLDERS for path in sorted((folder / part).glob("*.yaml"))]
    paths = [path for path in (*(folder / name for name in _FILES), *listed) if path.exists()]
    files, problems = {}, []
    for path in paths:
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        try:
            files[name] = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            problems.append(Problem(name, line, "", "", "不是 UTF-8 编码。在编辑器里选“另存为”，编码选 UTF-8。"))
    if problems:
        raise ContentError(problems)
    return files


def _cache_file(files: Mapping[str, str]) -> Path:
    mixed = hashlib.sha256()
    # The checker is part of the hash: content checked by an older one is checked again.
    checker = [
        *sorted(CONTENT.glob("*.py")),
        *(p for name in _TYPES for p in sorted((CONTENT.parent / "core").glob(name))),
    ]
    texts = [(name, text.encode()) for name, text in files.items()]
    for name, text in [*texts, *((path.name, path.read_bytes()) for path in checker)]:
        mixed.update(name.encode() + b"\0" + text + b"\0")
    return Path(platformdirs.user_cache_dir("cs-training", appauthor=False)) / f"bank-{mixed.hexdigest()[:16]}.jsonl"


def _keep(path: Path, text: str) -> None:
    # A cache that cannot be written costs time, not answers. The rename makes half a file impossible.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as new:
            new.write(text)
        Path(new.name).replace(path)
        kept = sorted(path.parent.glob("bank-*.json*"), key=lambda old: old.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink()
