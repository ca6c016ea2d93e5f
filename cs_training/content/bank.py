"""
The bank: everything we teach, read once, found by id.

YAML is slow to read (a second for a full course) and changes rarely, so the checked result is kept as JSON under the
hash of the files it was made from. A changed file has another hash, so a stale bank cannot be met.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import platformdirs

from cs_training.content.building import build
from cs_training.core import question as kinds
from cs_training.core.question import AnyQuestion
from cs_training.errors import ContentError, Problem, UnknownIdError

if TYPE_CHECKING:
    from cs_training.content.shop import Shop
    from cs_training.content.structure import Source, Syllabus

CONTENT = Path(__file__).parent
PARTS = ("questions", "syllabus", "sources", "shop")
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
    """Questions, syllabus and sources by id. Objects are built when asked for, so that opening costs little."""

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
    def shop(self) -> Shop:
        """The shop that everything happens in."""
        from cs_training.content.shop import Shop

        return build(Shop, self._data["shop"])


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
        cached = json.loads(kept.read_text(encoding="utf-8"))
        return Bank({part: cached[part] for part in PARTS})
    except (OSError, ValueError, KeyError, TypeError):
        from cs_training.content.reading import read_content

        data = read_content(files)
        _keep(kept, json.dumps(data, ensure_ascii=False))
        return Bank(data)


def content_files(folder: Path = CONTENT) -> dict[str, str]:
    """
    The text of every content file, by its name in the folder (``questions/00-orientation.yaml`` …).

    Raises:
        ContentError: A file is not UTF-8.
    """
    listed = [path for part in ("questions", "shop") for path in sorted((folder / part).glob("*.yaml"))]
    paths = [path for path in (folder / "syllabus.yaml", folder / "sources.yaml", *listed) if path.exists()]
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
    for name, text in [
        *files.items(),
        *((p.name, p.read_text(encoding="utf-8")) for p in sorted(CONTENT.glob("*.py"))),
    ]:
        mixed.update(f"{name}\0{text}\0".encode())
    return Path(platformdirs.user_cache_dir("cs-training", appauthor=False)) / f"bank-{mixed.hexdigest()[:16]}.json"


def _keep(path: Path, text: str) -> None:
    # A cache that cannot be written costs time, not answers. The rename makes half a file impossible.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as new:
            new.write(text)
        Path(new.name).replace(path)
        kept = sorted(path.parent.glob("bank-*.json"), key=lambda old: old.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink()
