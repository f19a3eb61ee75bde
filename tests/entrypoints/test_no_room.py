"""A start on a full disk ends with a sentence: which folder, how much is free, what to do."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from backend.entrypoints import cli, no_room
from tests.support import databases
from tests.support.small_disks import fill, small_disk


def raising(error: Exception) -> Callable[[], None]:
    def command() -> None:
        raise error

    return command


def full_database() -> OperationalError:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    return OperationalError("PRAGMA", {}, full)


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), full_database()], ids=["file", "database"]
)
def test_a_command_without_room_ends_with_a_sentence(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANHUAN_DATA_FOLDER", str(tmp_path))
    monkeypatch.setattr(cli, "app", raising(error))

    with pytest.raises(SystemExit) as ended:
        cli.main()

    said = capfd.readouterr().err
    assert ended.value.code == 1
    assert str(tmp_path) in said
    assert "MB" in said
    assert "Traceback" not in said


def test_an_error_with_another_cause_is_a_bug_and_shows_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "app", raising(OSError(errno.EACCES, "Permission denied")))

    with pytest.raises(PermissionError):
        cli.main()
    assert no_room.sentence(sqlite3.OperationalError("no such table: cases"), tmp_path) is None


@pytest.mark.alone
@pytest.mark.parametrize("has_data", [False, True], ids=["first start", "later start"])
def test_a_start_on_a_full_disk_ends_with_a_sentence(tmp_path: Path, has_data: bool) -> None:
    with small_disk(tmp_path / "disk") as disk:
        if has_data:
            databases.migrated(f"sqlite:///{disk / 'anhuan.sqlite3'}")
        fill(disk)

        started = subprocess.run(
            [sys.executable, "-m", "backend.entrypoints", "up"],
            env={**os.environ, "ANHUAN_DATA_FOLDER": str(disk)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

        assert started.returncode == 1
        assert str(disk) in started.stderr
        assert "Traceback" not in started.stderr + started.stdout
