"""Lessons: a course is folders of data, a check is scenarios with values that nobody knows before.

`loading.course()` reads a course, `checking.check()` judges what a learner wrote. Nothing in here prints, reads a clock
or starts a thread, so that the command line and the page in the browser use the same.
"""
