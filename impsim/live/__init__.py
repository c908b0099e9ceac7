"""A session: one imp under somebody's hands, in virtual time, without a terminal.

`Session` (session.py) is made from a `Setup`. Whoever drives it lets time pass, has verbs of a timeline happen,
evaluates code in the running program, looks at values, and goes back: a session is the list of what was done, and an
earlier moment is the same beginning with fewer of these actions.
"""
