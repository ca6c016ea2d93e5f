"""What a learner types: one verb in a cell, an id as the argument."""

from cs_training.notebook.ask import ask
from cs_training.notebook.board import progress, review
from cs_training.notebook.charts.chinese import use_chinese
from cs_training.notebook.coach import coach
from cs_training.notebook.decide import decide
from cs_training.notebook.drill import drill
from cs_training.notebook.kpi_board import kpi_board
from cs_training.notebook.play import play, shift
from cs_training.notebook.rule import rule

__all__ = ["ask", "coach", "decide", "drill", "kpi_board", "play", "progress", "review", "rule", "shift", "use_chinese"]
