"""Settings: what an installation gets when it says nothing, and what it may not leave out."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from backend.core.files import keep
from backend.core.keys import new_key
from backend.settings import Settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("ANHUAN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_an_installation_that_says_nothing_runs_on_loopback_with_sqlite(tmp_path: Path) -> None:
    settings = Settings()

    assert settings.address == "http://127.0.0.1:8000"
    assert settings.database == f"sqlite:///{tmp_path}/data/anhuan.sqlite3"
    assert settings.redis_url is None
    assert settings.runs_simulation
    assert not settings.has_tls


def test_production_names_everything_it_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANHUAN_PRODUCTION", "true")
    monkeypatch.setenv("ANHUAN_REDIS_URL", "")
    monkeypatch.setenv("ANHUAN_DATABASE_URL", f"postgresql+psycopg://anhuan:{new_key()}@db/anhuan")

    with pytest.raises(ValidationError) as refusal:
        Settings()

    message = str(refusal.value)
    assert "ANHUAN_REDIS_URL" in message
    assert "ANHUAN_TOKEN_SECRET" in message
    assert "ANHUAN_DATABASE_URL" not in message


def test_a_short_token_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANHUAN_TOKEN_SECRET", "short")

    with pytest.raises(ValidationError, match=r"ANHUAN_TOKEN_SECRET.*at least 32"):
        Settings()


def test_push_origins_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANHUAN_PUSH_ALLOWED_ORIGINS", "https://push.example, http://127.0.0.1:9")

    assert Settings().push_allowed_origins == ("https://push.example", "http://127.0.0.1:9")


def test_a_secret_made_on_the_first_start_is_the_same_on_the_second(tmp_path: Path) -> None:
    first = Settings().read_token_secret()

    assert Settings().read_token_secret() == first
    assert (tmp_path / "data" / "token.secret").stat().st_mode & 0o077 == 0


def test_of_two_processes_that_make_a_secret_the_first_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "key"

    def beaten() -> str:
        path.write_text("theirs")
        return "ours"

    assert keep(path, beaten) == "theirs"
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_a_key_given_on_one_line_gets_its_line_ends_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANHUAN_VAPID_PRIVATE_KEY", r"-----BEGIN-----\nabc\n-----END-----")

    assert (Settings().vapid_pem or b"").splitlines()[1] == b"abc"
