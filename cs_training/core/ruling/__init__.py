"""How cases are decided, a module per question of law; :func:`cs_training.core.rules.decide` is the way in."""
