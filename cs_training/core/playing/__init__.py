"""A customer played out: script, chance, mood, one chat, its outcome, and who plays the agent in a calibration."""
