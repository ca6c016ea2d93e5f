"""The parts of measuring a chat log; :mod:`cs_training.core.kpi` puts them together."""
