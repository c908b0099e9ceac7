"""Imps as hardware: what each model has, its releases, radios and networks, in bytes, dBm and microseconds.

Nothing here knows Squirrel: a state is told as plain Python values.
"""
