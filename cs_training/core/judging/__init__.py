"""The parts of judging a reply; :mod:`cs_training.core.reply` puts them together."""
