"""The audit suite of the npm package `graphql-http`: no MUST may fail; each SHOULD that does is printed."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from backend.core.database import Database
from backend.people.commands import hasher
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.plants import PASSWORD, plant

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "frontend" / "node_modules"
SCRIPT = Path(__file__).with_name("graphql_http_audit.mjs")


@pytest.fixture
def node() -> str:
    found = shutil.which("node", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    if found is None or not (MODULES / "graphql-http").is_dir():
        reason = "no node, or no graphql-http in frontend/node_modules"
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have it: {reason}")
        pytest.skip(reason)
    return found


def test_no_must_of_graphql_over_http_fails(
    node: str, sqlite_database: Database, clock: FakeClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(sqlite_database, password_hash=hasher().hash(PASSWORD))
    with http_site.site(sqlite_database, clock, tmp_path) as site, site.client() as client:
        token = http_site.sign_in(client, "alice")
        command = [node, str(SCRIPT), str(MODULES), f"{site.address}/graphql", token]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    audits = json.loads(done.stdout)

    failed = [f"{each['name']}: {each['reason']}" for each in audits if each["status"] != "ok"]
    with capsys.disabled():
        print(*("", *failed), sep="\n  graphql-http: ")  # noqa: T201 - for people who run the tests
    assert len(audits) > 50
    assert not [each for each in audits if each["status"] == "error"]
