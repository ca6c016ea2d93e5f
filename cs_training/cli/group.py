"""The command group: Chinese throughout, and our own errors as one sentence instead of a traceback."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cs_training import __version__
from cs_training.errors import TrainingError, cause
from cs_training.notebook.lesson import Lesson

# click asks gettext for its own words when it needs them, in the language that the environment names.
os.environ["LANGUAGE"] = "zh_CN"
gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))


class _Command(click.Command):
    """A command whose usage line is Chinese too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"options_metavar": "[选项]"} | kwargs))


class _Group(click.Group):
    """Shows our own errors as one sentence instead of a traceback."""

    command_class = _Command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TrainingError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # click ends quietly when nobody reads on
        except OSError as error:
            raise click.ClickException(
                f"读写不了 {error.filename or '文件'}（{cause(error)}）。换一个位置再试。"
            ) from error


@click.group(
    cls=_Group,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", message="cs-training %(version)s", help="显示版本。")
def main() -> None:
    """
    《电商客服实训》：打开课程、检查内容、查看进度。

    \b
    第一次用：
        cs-training start
    """
    for stream in (sys.stdout, sys.stderr):
        # A Windows pipe may not know “✓”; a question mark there is better than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def lesson_named(lessons: Sequence[Lesson], wanted: str) -> Lesson:
    """The lesson of a number as people type it (``1`` or ``01``)."""
    for lesson in lessons:
        if lesson.id == wanted.zfill(2):
            return lesson
    raise click.BadParameter(
        f"没有第 {wanted} 课。现有：{'、'.join(lesson.id for lesson in lessons)}", param_hint="课号"
    )
