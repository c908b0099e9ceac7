"""Programs that cannot be read: one clear diagnostic each."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from impsim.cli import source
from impsim.errors import Diagnostic


def diagnostic(path: str) -> str:
    with pytest.raises(Diagnostic) as caught:
        source.read(path)
    return caught.value.render()


def test_bytes_come_as_they_are(tmp_path: Path) -> None:
    data = bytes(range(1, 256)) + "ünïcode €\r\n".encode()
    (tmp_path / "a.nut").write_bytes(data)
    assert source.read(str(tmp_path / "a.nut")) == data


def test_a_byte_order_mark_is_no_part_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_bytes(b"\xef\xbb\xbfprint(1)")
    assert source.read(str(tmp_path / "a.nut")) == b"print(1)"


def test_an_empty_file_is_a_program(tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_bytes(b"")
    assert source.read(str(tmp_path / "a.nut")) == b""


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"print(1)\n\xff")))
    assert source.read("-") == b"print(1)\n\xff"


BAD = {
    "UTF-16": ("print(1)".encode("utf-16"), "{path}: this is UTF-16 text: save it as UTF-8"),
    "bytecode": (b"\xfa\xfaRIQS", "{path}: this is a program that the reference compiler has compiled"),
    "too long": (b"//" + b"x" * source.SOURCE_LIMIT, "{path}: longer than 4 MiB, which no imp could hold"),
    "10 MB": (b"local a = 1\n" * 900_000, "{path}: longer than 4 MiB, which no imp could hold"),
    "NUL": (b'print(1)\nprint("\0")', '{path}:2:8: NUL byte in the source\n  print("?")\n         ^\nhint: delete'),
    "binary": (b"\x7fELF\0\0\0\0\0", "{path}:1:5: NUL byte in the source"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_program(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.nut"
    data, message = BAD[name]
    path.write_bytes(data)
    assert diagnostic(str(path)).startswith(message.format(path=path))


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "hello.nut").write_text("")
    path = str(tmp_path / "helo.nut")
    assert diagnostic(path) == f"{path}: there is no such file\nhint: did you mean 'hello.nut'?"


def test_a_directory_that_is_missing(tmp_path: Path) -> None:
    path = str(tmp_path / "no" / "a.nut")
    assert diagnostic(path) == f"{path}: there is no such file\nhint: there is no directory '{tmp_path}/no' either"


def test_a_directory(tmp_path: Path) -> None:
    assert diagnostic(str(tmp_path)) == f"{tmp_path}: this is a directory, not a program"


def test_a_path_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.nut").write_text("")
    path = str(tmp_path / "a.nut" / "b.nut")
    assert diagnostic(path) == f"{path}: cannot be read: Not a directory"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert diagnostic("a.nut") == "a.nut: cannot be read: Permission denied"


def test_a_name_that_no_file_can_have() -> None:
    assert diagnostic("a\0b") == "a\0b: cannot be read: embedded null byte"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no /dev/zero here")
def test_a_file_without_end() -> None:
    assert diagnostic("/dev/zero").startswith("/dev/zero: longer than 4 MiB")


@pytest.mark.parametrize(
    ("environment", "directory"),
    [
        ({"IMPSIM_CACHE_DIR": "/x", "XDG_CACHE_HOME": "/y", "HOME": "/h"}, "/x"),
        ({"IMPSIM_CACHE_DIR": "", "XDG_CACHE_HOME": "/y", "HOME": "/h"}, ""),
        ({"XDG_CACHE_HOME": "/y", "HOME": "/h"}, "/y/impsim"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, "/h/.cache/impsim"),
        ({"HOME": "/h"}, "/h/.cache/impsim"),
        ({}, ""),
    ],
)
def test_where_the_cache_is(environment: dict[str, str], directory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("IMPSIM_CACHE_DIR", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    assert source.cache_directory() == directory


def test_where_the_cache_is_on_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert source.default_cache_base("/h") == "/h/Library/Caches"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "C:\\local")
    assert source.default_cache_base("") == "C:\\local"
