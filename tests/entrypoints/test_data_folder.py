"""What lies in the data folder is read by its owner alone, whatever the machine's umask says."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from backend.entrypoints import assembly
from backend.settings import Settings
from tests.support.databases import migrated


def modes(folder: Path) -> dict[str, int]:
    """Rights of the folder and of all that is in it, by path."""
    return {
        each.relative_to(folder.parent).as_posix(): stat.S_IMODE(each.stat().st_mode)
        for each in (folder, *folder.rglob("*"))
    }


@pytest.mark.nightly
def test_a_process_started_with_an_open_umask_leaves_nothing_open(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = "umask 000; exec " + " ".join([sys.executable, "-m", "backend.entrypoints", "demo"])

    subprocess.run(
        ["/bin/sh", "-c", command],
        env={**os.environ, "ANHUAN_DATA_FOLDER": str(data)},
        check=True,
        capture_output=True,
    )

    found = modes(data)
    assert "data/anhuan.sqlite3" in found
    assert {path: oct(mode) for path, mode in found.items() if mode & 0o077} == {}


def test_what_an_older_version_left_open_is_closed_at_the_next_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    url = f"sqlite:///{data / 'anhuan.sqlite3'}"
    migrated(url)
    reader = sqlite3.connect(data / "anhuan.sqlite3")
    reader.execute("SELECT count(*) FROM sites").fetchone()  # keeps -wal and -shm there
    (data / "token.secret").write_text("x" * 48)
    for each in (data, *data.iterdir()):
        each.chmod(0o777 if each.is_dir() else 0o644)

    database = assembly.open_database(Settings(data_folder=data))
    database.read(lambda session: session.connection().exec_driver_sql("SELECT 1"))

    found = modes(data)
    database.dispose()
    reader.close()
    assert {"data/anhuan.sqlite3-wal", "data/anhuan.sqlite3-shm"} <= set(found)
    assert {path: oct(mode) for path, mode in found.items() if mode & 0o077} == {}
