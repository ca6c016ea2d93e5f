"""
Every error this package raises, each with its way out.

::

    TrainingError
    ├── ContentError      what we teach is written wrongly (all problems at once)
    ├── UnknownIdError    a question, lesson or rule of that id does not exist
    ├── AnswerError       an answer of the wrong shape; it costs no try
    ├── CaseError         the facts of a case are wrong, contradict each other, or no rule was in force
    ├── ChatError         a chat log cannot be read at all
    ├── ExportError       a shop's export cannot be counted as it is (all problems at once)
    ├── FigureError       a number to reckon with that cannot be
    ├── PlayError         something that cannot be done in a simulated chat; it is not recorded
    ├── RecordError       an attempt could not be written to, or read from, the disk
    └── WorkspaceError    the learner's folder cannot be made or opened

Messages are Chinese, because learners, teachers and authors read them: what, where, what to do.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass


class TrainingError(Exception):
    """The base of all our errors: catch it to catch them all."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the sentence alone. A page of frames would tell a learner nothing."""
        return [str(self)]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in the content, with its place and its cure."""

    file: str
    line: int | None
    item: str
    field: str
    says: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return "  ".join(part for part in (where, self.item, self.field, self.says) if part)


class ContentError(TrainingError):
    """All that is wrong with the content, found in one pass (``.problems``)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(f"内容里有 {len(self.problems)} 处要改：\n{lines}")


class UnknownIdError(TrainingError):
    """An id that does not exist; names the nearest one that does."""

    def __init__(self, what: str, given: str, known: Iterable[str]) -> None:
        self.given = given
        super().__init__(f"没有编号为“{given}”的{what}。{suggestion(given, known)}")


class AnswerError(TrainingError):
    """An answer that does not fit the question. It is not recorded and costs no try."""


class CaseError(TrainingError):
    """A case that cannot be decided as it is told: an unknown field, an impossible value, a contradiction."""


class ChatError(TrainingError):
    """A chat log that cannot be read at all; a row that cannot is left out and reported instead."""


class ExportError(TrainingError):
    """A shop's export that cannot be counted as it is: the file as a whole, or its rows, all of them looked at."""


class FigureError(TrainingError):
    """A number to reckon with that cannot be, or is outside what can be reckoned."""


class PlayError(TrainingError):
    """Something that cannot be done in a simulated chat, as in a real one: no such right, or the chat is over."""


class RecordError(TrainingError):
    """The log of attempts cannot be written or read."""


class WorkspaceError(TrainingError):
    """The learner's working folder cannot be prepared or opened."""


_CAUSES = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "这个位置不存在",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "那是一个文件夹",
}


def cause(error: OSError) -> str:
    """Why the system refused, in Chinese; its own number where we have no word for it."""
    return _CAUSES.get(error.errno or 0, f"系统错误 {error.errno}" if error.errno else "系统没有说明原因")


def suggestion(given: str, known: Iterable[str]) -> str:
    """
    A sentence that points to what was probably meant.

    Returns:
        “你是不是想写 X？” for the nearest known name, else up to five known names; "" if nothing is known.
    """
    names = sorted(known)
    # role-1 is role-01 before it is role-41, though both are one letter away.
    same_number = [name for name in names if _numbers_plain(name) == _numbers_plain(given)]
    if meant := same_number or near(given, names, cutoff=0.5):
        return f"你是不是想写 {meant[0]}？"
    return f"可用的有：{'、'.join(names[:5])}{' 等' if len(names) > 5 else ''}。" if names else ""


def near(given: str, known: Iterable[str], cutoff: float = 0.75) -> list[str]:
    """The known name that a given one looks like, if it looks like one (``cutoff`` 1 is the same word)."""
    import difflib  # needed only when something is wrong

    return difflib.get_close_matches(given, sorted(known), n=1, cutoff=cutoff)


def _numbers_plain(name: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", name)
