"""What a learner types: one verb in a cell, an id as the argument."""

from cs_training.notebook.ask import ask
from cs_training.notebook.board import progress, review

__all__ = ["ask", "progress", "review"]
