"""A production site does not start with what everybody knows: secrets, passwords, people, a plain address."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from backend.core.database import Database
from backend.core.errors import Unfit
from backend.core.keys import is_key, new_key
from backend.demo import planting as demo
from backend.demo.plant import DEMO_PLANT, read_plan
from backend.entrypoints import production
from backend.people import commands as people
from backend.people.rules import DEMO_PASSWORD
from backend.settings import Settings
from push import vapid
from tests.support import composefile
from tests.support.http_site import site as http_site
from tests.support.plants import PASSWORD, Plants
from tests.support.settings import operator
from tests.support.settings import production as environment

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[2]
WORDS = r"[A-Za-z0-9_-]{43}"


def started(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> Settings:
    for name in list(os.environ):
        if name.startswith("ANHUAN_"):
            monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return Settings()


def anhuan(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "anhuan", *words],
        env={"PATH": os.environ["PATH"], "ANHUAN_DATA_FOLDER": str(folder), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_site_with_keys_of_its_own_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert started(monkeypatch, environment()).production


EXAMPLES = dict(
    line.split("=", 1) for line in composefile.EXAMPLE.read_text().splitlines() if line.startswith("ANHUAN_")
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANHUAN_TOKEN_SECRET", "change-me-to-at-least-thirty-two-characters"),
        ("ANHUAN_TOKEN_SECRET", EXAMPLES["ANHUAN_TOKEN_SECRET"] or "change-me"),
        ("ANHUAN_TOKEN_SECRET", "a" * 43),
        ("ANHUAN_TOKEN_SECRET", "abcd" * 11),
        pytest.param("ANHUAN_TOKEN_SECRET", f"{new_key()},{'o' * 43}@1", id="an old one that nobody made"),
        ("ANHUAN_DATABASE_URL", "postgresql+psycopg://anhuan:change-me@postgres/anhuan"),
        ("ANHUAN_MQTT_URL", "mqtt://anhuan:change-me@mosquitto:1883"),
        ("ANHUAN_REDIS_URL", "redis://:change-me@redis:6379/0"),
        ("ANHUAN_MIGRATION_DATABASE_URL", "postgresql+psycopg://owner:change-me@postgres/anhuan"),
        ("ANHUAN_DATABASE_URL", "postgresql+psycopg://anhuan@postgres/anhuan"),
        ("ANHUAN_DATABASE_URL", "postgresql+psycopg://anhuan@127.0.0.1/anhuan"),
        ("ANHUAN_DATABASE_URL", "postgresql+psycopg://anhuan@/anhuan?host=postgres&host=/run/postgresql"),
        ("ANHUAN_DATABASE_URL", "postgresql+psycopg:///anhuan"),
        ("ANHUAN_MIGRATION_DATABASE_URL", "postgresql+psycopg://owner@postgres/anhuan"),
        ("ANHUAN_REDIS_URL", "redis://redis:6379/0"),
        ("ANHUAN_REDIS_URL", "redis://:@redis:6379/0"),
        ("ANHUAN_MQTT_URL", "mqtt://mosquitto:1883"),
        ("ANHUAN_MQTT_URL", "mqtts://anhuan@broker.example:8883"),
        ("ANHUAN_BEACON_PASSWORD", "change-me"),
        ("ANHUAN_METRICS_TOKEN", "scrape"),
        ("ANHUAN_PUBLIC_URL", "http://plant.example"),
    ],
)
def test_a_site_with_what_everybody_knows_names_the_variable_and_what_to_do(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValidationError) as refusal:
        started(monkeypatch, environment(**{name: value}))

    sentence = refusal.value.errors()[0]["msg"]
    assert name in sentence
    assert "anhuan keys new" in sentence or "ANHUAN_ALLOW_HTTP" in sentence


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://anhuan@/anhuan?host=/run/postgresql",
        "postgresql+psycopg://anhuan@%2Frun%2Fpostgresql/anhuan",
    ],
)
def test_the_postgresql_of_this_machine_may_know_from_the_system_who_asks(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    assert started(monkeypatch, environment(ANHUAN_DATABASE_URL=url)).production


def test_no_password_of_the_example_starts_a_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those that are commented out there: people take the mark away and leave the value."""
    printed = dict(
        re.findall(r"^#? ?(ANHUAN_\w+)=(change-me)$", composefile.EXAMPLE.read_text(), re.MULTILINE)
    )
    assert len(printed) >= 8

    for name, value in printed.items():
        site = {**operator(), name: value}
        services = composefile.services({}, **site)
        with pytest.raises(ValidationError, match="anhuan keys new"):
            started(monkeypatch, services["migrate"].environment)


def test_people_may_come_without_tls_where_the_operator_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = environment(ANHUAN_PUBLIC_URL="http://plant.example", ANHUAN_ALLOW_HTTP="true")

    assert not started(monkeypatch, plain).has_tls


def test_no_key_that_would_be_taken_stands_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    text = "\n".join(
        (ROOT / name).read_text(errors="ignore")
        for name in listed.stdout.splitlines()
        if name.startswith(
            ("docs/", "tests/", "backend/", "README", "CONTRIBUTING", "docker-compose", "bootstrap")
        )
        and not name.endswith("package-lock.json")  # hashes of packages
        and (ROOT / name).is_file()
        and (ROOT / name).stat().st_size < 1_000_000
    )
    assert [
        each for each in re.findall(rf"(?<![A-Za-z0-9_-]){WORDS}(?![A-Za-z0-9_-])", text) if is_key(each)
    ] == []


def test_a_process_says_it_in_a_sentence_and_shows_no_secret(tmp_path: Path) -> None:
    secret = "correct-horse-battery-staple-and-so-on-and-on"
    variables = environment(ANHUAN_TOKEN_SECRET=secret)

    done = anhuan(tmp_path, "api", **variables)

    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "ANHUAN_TOKEN_SECRET is no key that `anhuan keys new` makes" in said
    assert "Traceback" not in said
    assert all(each not in said for each in (secret, variables["ANHUAN_VAPID_PRIVATE_KEY"][40:80]))


@pytest.mark.nightly
def test_a_broken_key_for_push_is_a_sentence_too(tmp_path: Path) -> None:
    variables = environment(
        ANHUAN_VAPID_PRIVATE_KEY=r"-----BEGIN PRIVATE KEY-----\nchange-me\n-----END PRIVATE KEY-----"
    )
    variables["ANHUAN_DATABASE_URL"] = f"sqlite:///{tmp_path}/anhuan.sqlite3"
    anhuan(tmp_path, "migrate", **{**variables, "ANHUAN_PRODUCTION": "false"})

    done = anhuan(tmp_path, "api", **variables)

    assert (done.returncode, "ANHUAN_VAPID_PRIVATE_KEY" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr


def plant_demo(database: Database) -> None:
    password_hash = people.hasher().hash(DEMO_PASSWORD)
    database.transact(
        lambda tx: demo.plant_site(tx, DEMO_PLANT, plan_svg=read_plan(), password_hash=password_hash)
    )


def test_a_site_with_people_of_the_demo_plant_does_not_start(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_demo(sqlite_database)

    with pytest.raises(Unfit, match=r"ANHUAN_DATABASE_URL.*zhao\.min"):
        production.require_fit(started(monkeypatch, environment()), sqlite_database)


def test_nor_with_somebody_whose_password_is_that_of_the_demo_plant(
    sqlite_database: Database, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = started(monkeypatch, environment())
    production.require_fit(settings, sqlite_database)
    with sqlite_database.engine.begin() as connection:  # as a release before this one left it
        password_hash = people.hasher().hash(DEMO_PASSWORD)
        connection.exec_driver_sql(
            "UPDATE people SET is_demo = NULL, password_hash = ? WHERE username = 'bob'", (password_hash,)
        )

    with pytest.raises(Unfit, match="bob"):
        production.require_fit(settings, sqlite_database)


def test_at_a_production_site_the_password_of_the_demo_plant_opens_nothing(
    sqlite_database: Database, clock: object, tmp_path: Path
) -> None:
    plant_demo(sqlite_database)
    body = {"username": "zhao.min", "password": DEMO_PASSWORD}

    with http_site(sqlite_database, clock, tmp_path, is_production=True) as site, site.client() as client:  # type: ignore[arg-type]
        assert client.post("/auth/sign-in", json=body).status_code == 401


ADD_ROOT = [
    "person",
    "add",
    "root",
    "--role",
    "ADMIN",
    "--site",
    "north",
    "--name-zh",
    "管理员",
    "--name-en",
    "Root",
]


def make_site(folder: Path) -> None:
    anhuan(folder, "migrate")
    anhuan(folder, "site", "add", "north", "--name-zh", "北厂", "--name-en", "North")


@pytest.mark.nightly
def test_nobody_types_the_password_of_the_first_administrator(tmp_path: Path) -> None:
    make_site(tmp_path)
    as_option = anhuan(tmp_path, *ADD_ROOT, "--password", PASSWORD + "-long")
    added = anhuan(tmp_path, *ADD_ROOT, ANHUAN_PUBLIC_URL="https://plant.example")
    again = anhuan(tmp_path, *ADD_ROOT)
    anew = anhuan(tmp_path, "person", "invite", "root", ANHUAN_PUBLIC_URL="https://plant.example")

    assert (as_option.returncode, "No such option" in as_option.stderr) == (2, True)
    links = [each.stdout.strip() for each in (added, anew)]
    assert all(each.startswith("https://plant.example/invite/") and len(each) > 70 for each in links)
    assert links[0] != links[1]
    assert (again.returncode, "already" in again.stdout) == (1, True)


def test_the_key_of_phones_is_rotated_on_the_command_line(tmp_path: Path) -> None:
    nothing = anhuan(tmp_path, "keys", "rotate", "vapid")
    made = anhuan(tmp_path, "keys").stdout.strip()
    given = anhuan(tmp_path, "keys", "rotate", "vapid", ANHUAN_VAPID_PRIVATE_KEY=made)
    (tmp_path / "vapid.pem").write_bytes(vapid.new_pem())
    kept = anhuan(tmp_path, "keys", "rotate", "vapid")

    assert (nothing.returncode, "no VAPID key" in nothing.stdout) == (1, True)
    name, _, line = given.stdout.strip().partition("=")
    assert name == "ANHUAN_VAPID_PRIVATE_KEY"
    ring = vapid.from_pem(line.strip('"').replace("\\n", "\n").encode())
    before = vapid.from_pem(made.replace("\\n", "\n").encode())
    assert vapid.VapidKeys(*ring.before).application_server_key == before.application_server_key
    assert "vapid.pem" in kept.stdout
    assert len(vapid.from_pem((tmp_path / "vapid.pem").read_bytes()).before) == 1
    assert (tmp_path / "vapid.pem").stat().st_mode & 0o077 == 0


def test_a_key_is_made_and_rotated_on_the_command_line(tmp_path: Path) -> None:
    made = anhuan(tmp_path, "keys", "new").stdout.strip()
    given = anhuan(tmp_path, "keys", "rotate", "token", ANHUAN_TOKEN_SECRET=made)
    kept = anhuan(tmp_path, "keys", "rotate", "token")

    assert is_key(made)
    line = given.stdout.strip()
    assert line.startswith("ANHUAN_TOKEN_SECRET=")
    assert f",{made}@" in line
    assert "token.secret" in kept.stdout
    assert len((tmp_path / "token.secret").read_text().split(",")) == 2
    assert (tmp_path / "token.secret").stat().st_mode & 0o077 == 0
