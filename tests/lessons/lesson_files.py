"""A small lesson that tests write and damage."""

from __future__ import annotations

from pathlib import Path

PAGE = """\
---
title: Greetings
minutes: 5
vary:
  name: word
  times: 2..4
  greeting: {eval: '"hello " + name'}
given: [name]
---
# Greetings

Say hello.

## Hint
Look at `+`.

## Hint
    server.log("hello " + name);
"""
START = 'local name = "world";    // given\nserver.log("hello");\n'
SOLUTION = 'local name = "world";    // given\nserver.log("hello " + name);\n'
NAIVE = 'local name = "world";    // given\nserver.log("hello world");\n'
CHECK = """\
impsim: 1
run: {until: 5s}
devices:
  imp: {model: imp003, impos: 36, device: hello.device.nut}
expect:
  - id: greets
    about: "It says: ${greeting}"
    log: {equals: "${greeting}"}
"""
FILES = {
    "lesson.md": PAGE,
    "start/hello.device.nut": START,
    "solution/hello.device.nut": SOLUTION,
    "naive/hard-coded/hello.device.nut": NAIVE,
    "check.scenario.yaml": CHECK,
}


def written(course: Path, name: str = "01-greetings", **changed: str | None) -> Path:
    """The folder of a course with this lesson; files by name with other texts, or None for those that are gone."""
    lesson = course / name
    lesson.mkdir(parents=True)
    for path, text in {**FILES, **changed}.items():
        if text is not None:
            (lesson / path).parent.mkdir(parents=True, exist_ok=True)
            (lesson / path).write_text(text, encoding="utf-8")
    return course
