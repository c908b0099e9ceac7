"""The cache of compiled units: what was stored comes back, and no damage does more than cost time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from impsim.squirrel import cache

KEY = cache.digest(b"a key")
VALUE = (compile("1 + 1", "x.nut", "eval"), ("names", 3), b"bytes")


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    """A good entry."""
    cache.store(str(tmp_path), KEY, VALUE)
    return Path(cache.entry_path(str(tmp_path), KEY))


def test_a_stored_value_comes_back(entry: Path) -> None:
    assert cache.load(str(entry.parent), KEY) == VALUE


def test_another_key_finds_nothing(entry: Path) -> None:
    assert cache.load(str(entry.parent), cache.digest(b"another")) is None


@pytest.mark.parametrize(
    "change",
    [
        ("source", (b"print(2)", "a.nut", "")),
        ("path", (b"print(1)", "b.nut", "")),
        ("flags", (b"print(1)", "a.nut", "budget")),
    ],
    ids=lambda change: change[0],
)
def test_everything_that_changes_the_code_changes_the_key(change: tuple[str, tuple[bytes, str, str]]) -> None:
    assert cache.unit_key(*change[1]) != cache.unit_key(b"print(1)", "a.nut", "")


def test_parts_of_a_key_do_not_run_together() -> None:
    assert cache.digest(b"ab", b"c") != cache.digest(b"a", b"bc")


@pytest.mark.parametrize("changed", ["__version__", "engine_identity"])
def test_another_impsim_does_not_use_the_entry(changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.unit_key(b"print(1)", "a.nut", "")
    monkeypatch.setattr(cache, changed, "0.0.0" if changed == "__version__" else lambda: b"other files")
    assert cache.unit_key(b"print(1)", "a.nut", "") != before


def test_the_engine_is_known_by_the_state_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "codegen").mkdir()
    module = tmp_path / "codegen" / "calls.py"
    module.write_text("a = 1\n")
    monkeypatch.setattr(cache, "ENGINE", str(tmp_path))
    before = cache.engine_identity()
    os.utime(module, ns=(1, 1))
    assert b"calls.py" in before
    assert cache.engine_identity() != before


def test_an_engine_that_is_not_in_files_has_no_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ENGINE", "/nowhere/impsim.zip/impsim/squirrel")
    assert cache.engine_identity() == b""


DAMAGE = {
    "empty": lambda data: b"",
    "cut in the head": lambda data: data[:20],
    "cut in the payload": lambda data: data[:-1],
    "longer": lambda data: data + b"x",
    "one bit": lambda data: data[:-5] + bytes([data[-5] ^ 1]) + data[-4:],
    "other format": lambda data: data.replace(cache.MAGIC, b"impsim unit 0\n"),
    "other key": lambda data: data.replace(KEY, cache.digest(b"another")),
    "foreign": lambda data: b"\x7fELF" * 100,
    "bare marshal": lambda data: data[len(cache.MAGIC) + 2 * cache.DIGEST :],
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_entry_is_not_there(name: str, entry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry.write_bytes(DAMAGE[name](entry.read_bytes()))
    monkeypatch.setattr(cache, "loads", lambda payload: pytest.fail("marshal saw bytes that were not verified"))
    assert cache.load(str(entry.parent), KEY) is None


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_entry_is_replaced(name: str, entry: Path) -> None:
    entry.write_bytes(DAMAGE[name](entry.read_bytes()))
    cache.store(str(entry.parent), KEY, VALUE)
    assert cache.load(str(entry.parent), KEY) == VALUE


def test_a_payload_that_marshal_refuses_is_not_there(entry: Path) -> None:
    payload = b"\xff is no type of marshal's"
    entry.write_bytes(cache.MAGIC + KEY + cache.digest(payload) + payload)
    assert cache.load(str(entry.parent), KEY) is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_what_others_may_write_is_not_trusted(mode: int, entry: Path) -> None:
    entry.chmod(mode)
    assert cache.load(str(entry.parent), KEY) is None


def test_what_another_user_wrote_is_not_trusted(entry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert cache.load(str(entry.parent), KEY) is None


def test_a_link_is_not_followed(entry: Path) -> None:
    target = entry.rename(entry.with_suffix(".moved"))
    entry.symlink_to(target)
    assert cache.load(str(entry.parent), KEY) is None


def test_a_directory_in_place_of_the_entry(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()
    cache.store(str(entry.parent), KEY, VALUE)
    assert cache.load(str(entry.parent), KEY) is None
    assert [file.name for file in entry.parent.iterdir()] == [entry.name]


def test_the_directory_is_made_for_its_user_alone(tmp_path: Path) -> None:
    directory = tmp_path / "deep" / "impsim"
    cache.store(str(directory), KEY, VALUE)
    assert directory.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in directory.iterdir()] == [0o600]


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_directory_that_others_may_write_is_not_used(mode: int, tmp_path: Path) -> None:
    directory = tmp_path / "shared"
    directory.mkdir()
    directory.chmod(mode)
    cache.store(str(directory), KEY, VALUE)
    assert list(directory.iterdir()) == []


def test_a_file_in_place_of_the_directory(tmp_path: Path) -> None:
    directory = tmp_path / "file"
    directory.write_text("not a directory")
    cache.store(str(directory), KEY, VALUE)
    assert cache.load(str(directory), KEY) is None
    assert directory.read_text() == "not a directory"


def test_a_value_that_marshal_cannot_write_is_not_kept(tmp_path: Path) -> None:
    cache.store(str(tmp_path), KEY, object())
    assert list(tmp_path.iterdir()) == []


def test_the_directory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_ENTRIES", 10)
    keys = [cache.digest(b"%d" % number) for number in range(11)]
    for age, key in enumerate(keys):
        cache.store(str(tmp_path), key, "value")
        path = cache.entry_path(str(tmp_path), key)
        if os.path.exists(path):
            os.utime(path, (1000 + age, 1000 + age))
    assert cache.load(str(tmp_path), keys[0]) is None
    assert cache.load(str(tmp_path), keys[-1]) == "value"
    assert len(list(tmp_path.iterdir())) == 6


def test_files_that_are_not_ours_survive_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MAX_ENTRIES", 0)
    (tmp_path / "notes.txt").write_text("mine")
    for number in range(3):
        cache.store(str(tmp_path), cache.digest(b"%d" % number), "value")
    assert (tmp_path / "notes.txt").read_text() == "mine"
