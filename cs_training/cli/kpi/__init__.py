"""The command that measures a shop's own chat log: command.py asks, the others show the figures each in one way."""
