"""What a session shows: text for people, or one JSON object a line for programs."""

from __future__ import annotations

from impsim.cli.output import say, writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Event = dict[str, Any]

TAGS = {"agent": "Agent", "status": "Status", "powerstate": "Power State", "lastexitcode": "Exit Code"}


def seconds(t_us: int) -> str:
    """Virtual time as prompts and logs tell it: 12.161, or more digits where there are any."""
    text = "%.6f" % (t_us / 1e6)
    return text[:-3] if text.endswith("000") else text


class Screen:
    """Text."""

    def __init__(self) -> None:
        self._write = writer("utf-8")

    def line(self, text: str) -> None:
        """Something that was asked for."""
        self._write(text + "\n")

    def value(self, text: str, plain: Any) -> None:
        """A value."""
        self._write("=> " + text.replace("\n", "\n   ") + "\n")

    def log(self, event: Event) -> None:
        """A line of the log."""
        tag = TAGS.get(event["type"].partition(".")[0], "Device")
        self._write("%10s [%s] %s\n" % (seconds(event["t_us"]), tag, event["msg"]))

    def note(self, text: str) -> None:
        """Something that happened, or that one might want to know."""
        self._write("(%s)\n" % text)

    def watched(self, name: str, text: str, t_us: int) -> None:
        """A watched value has changed."""
        self._write("%10s %s = %s\n" % (seconds(t_us), name, text))

    def failure(self, text: str, code: str = "") -> None:
        """Why something could not be done.  code: of the catalogue, if it is about a program."""
        say(text)


class JsonScreen(Screen):
    """JSON lines: each has `type`."""

    def _tell(self, kind: str, **fields: Any) -> None:
        from json import dumps

        self._write(dumps({"type": kind, **fields}, ensure_ascii=False) + "\n")

    def line(self, text: str) -> None:
        self._tell("text", text=text)

    def value(self, text: str, plain: Any) -> None:
        self._tell("value", text=text, value=plain)

    def log(self, event: Event) -> None:
        self._tell("log", t=event["t_us"] / 1e6, log_type=event["type"], msg=event["msg"])

    def note(self, text: str) -> None:
        self._tell("note", text=text)

    def watched(self, name: str, text: str, t_us: int) -> None:
        self._tell("watch", t=t_us / 1e6, name=name, text=text)

    def failure(self, text: str, code: str = "") -> None:
        self._tell("error", text=text, **({"code": code} if code else {}))


SCREENS = {"text": Screen, "json": JsonScreen}
