"""The command ``cs-training``: what is written here is only words; the work is done on the steps below."""

from cs_training.cli import (
    assess,
    author,
    learn,
    rules,
    scenario,
    train,
)  # importing them adds their commands to the group
from cs_training.cli.group import main
from cs_training.cli.kpi import command

__all__ = ["assess", "author", "command", "learn", "main", "rules", "scenario", "train"]
