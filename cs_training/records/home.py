"""Where a learner's records live: ``CS_TRAINING_HOME``, else the platform's folder for a user's data."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def home() -> Path:
    """The folder of this learner's records (not made here; the first write makes it)."""
    chosen = os.environ.get("CS_TRAINING_HOME")
    if not chosen:
        return Path(platformdirs.user_data_dir("cs-training", appauthor=False))
    return Path(os.path.expanduser(chosen))  # noqa: PTH111 -- leaves a ~name that nobody has as it is; Path's raises


def learner() -> str:
    """Whose records these are: ``CS_TRAINING_LEARNER``, else the hub's user, else “learner”."""
    return os.environ.get("CS_TRAINING_LEARNER") or os.environ.get("JUPYTERHUB_USER") or "learner"
