"""``python -m cs_training.cli``."""

from cs_training.cli import main

main(prog_name="cs-training")
