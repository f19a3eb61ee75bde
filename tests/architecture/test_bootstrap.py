"""The set-up does what is needed once, and takes from a lock only what it is asked for."""

import subprocess
from pathlib import Path

import pytest

import bootstrap


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    return tmp_path


def test_work_is_done_once_for_the_same_content(folder: Path) -> None:
    done: list[str] = []
    stamp = folder / "stamp"

    bootstrap.once(stamp, "v1", "work", lambda: done.append("first"))
    bootstrap.once(stamp, "v1", "work", lambda: done.append("again"))
    bootstrap.once(stamp, "v2", "work", lambda: done.append("changed"))

    assert done == ["first", "changed"]


def test_work_that_failed_is_tried_again(folder: Path) -> None:
    def fail() -> None:
        raise bootstrap.Failed("no network")

    with pytest.raises(bootstrap.Failed):
        bootstrap.once(folder / "stamp", "v1", "work", fail)

    assert not (folder / "stamp").exists()


def test_a_changed_a_renamed_and_a_new_file_are_noticed(folder: Path) -> None:
    (folder / "a").write_text("1")
    before = bootstrap.digest([folder / "a"])

    (folder / "a").write_text("2")
    changed = bootstrap.digest([folder / "a"])
    (folder / "a").rename(folder / "b")
    renamed = bootstrap.digest([folder / "b"])

    assert len({before, changed, renamed}) == 3


def test_a_part_of_a_lock_keeps_the_hashes_of_what_it_takes(folder: Path) -> None:
    (folder / "x.lock").write_text("node==24 \\\n    --hash=sha256:aa\nuv==1 \\\n    --hash=sha256:bb\n")

    with bootstrap.part_of_lock("x.lock", lambda package: package == "uv") as part:
        assert part.read_text().split() == ["uv==1", "\\", "--hash=sha256:bb"]
    assert not part.exists()


def test_uv_fetches_from_where_pip_would(monkeypatch: pytest.MonkeyPatch) -> None:
    def pip(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        listing = (
            "global.index-url='https://mirror.example/simple'\n:env:.cert='/etc/ca.pem'\nglobal.timeout='9'\n"
        )
        return subprocess.CompletedProcess([], 0, stdout=listing)

    monkeypatch.setattr(bootstrap.subprocess, "run", pip)

    assert bootstrap.indexes_of_pip() == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "SSL_CERT_FILE": "/etc/ca.pem",
    }


def test_a_command_that_fails_says_what_it_said() -> None:
    with pytest.raises(bootstrap.Failed, match=r"This did not work:  sh -c .*\nno such luck"):
        bootstrap.run(["sh", "-c", "echo no such luck >&2; exit 1"], {})
