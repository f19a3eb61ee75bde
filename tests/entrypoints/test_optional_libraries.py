"""A library that only some pages need is missing: those pages say so, everything else starts and works."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import httpx
import pytest

from backend.core.libraries import OPTIONAL
from backend.entrypoints.terminal_qr import terminal_qr
from push.endpoint import Endpoint
from push.outcome import Verdict
from push.vapid import from_pem, new_pem
from push.webpush import WebPush
from tests.support import installations
from tests.support.channel_cases import MESSAGE
from tests.support.http_site import ask, bearer, sign_in
from tests.support.plants import Plants

WITHOUT: Final = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
"""
"""What Python does first: in this process and in those that it starts these libraries are not installed."""
IMPORTS: Final = "from backend.entrypoints import allinone, asgi, celery, cli, evaluator, gateway, ingest"
GUIDE: Final = """query($siteId: UUID!) {
    connectionGuide(siteId: $siteId, way: MQTT, code: "GAS-9") { qr }
}"""


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let these libraries be missing from this process."""
    for name in names:
        monkeypatch.setitem(sys.modules, name, None)


def test_every_process_loads_without_the_libraries_that_only_some_pages_need() -> None:
    code = WITHOUT.format(names=set(OPTIONAL)) + IMPORTS

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["typst", "pylopdf_fonts_zh_cn", "segno"])
def test_the_page_of_labels_says_what_is_missing_and_others_work(
    client: httpx.Client, plants: Plants, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    token = sign_in(client, "alice")
    without(monkeypatch, name)

    body = {"siteId": str(plants.north), "wholeAreas": [str(plants.area)]}
    answer = client.post("/labels/sheet", json=body, headers=bearer(token))

    assert (answer.status_code, answer.json()["code"]) == (503, "LIBRARY_MISSING")
    assert name in answer.json()["message"]
    assert "errors" not in ask(client, token, "{ alerts(first: 1) { edges { node { id } } } }")


def test_a_question_of_graphql_that_needs_it_is_refused_by_its_code(
    client: httpx.Client, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "segno")

    found = ask(client, sign_in(client, "alice"), GUIDE, siteId=str(plants.north))

    assert [each["extensions"]["code"] for each in found["errors"]] == ["LIBRARY_MISSING"]


def test_without_the_library_of_web_push_its_messages_wait_and_say_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without(monkeypatch, "pywebpush")
    channel = WebPush(from_pem(new_pem()), subject="mailto:a@plant.example", origins=["https://push.example"])

    outcome = channel.send(Endpoint("https://push.example/1", {"p256dh": "p", "auth": "a"}), MESSAGE)

    assert (outcome.verdict, outcome.reason) == (Verdict.RETRY, "pywebpush is not installed on the server")


def test_a_terminal_shows_no_code_where_nothing_draws_one(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "segno")

    assert terminal_qr("https://plant.example") == []


@pytest.mark.nightly
@pytest.mark.parametrize("names", [set(OPTIONAL), *({each} for each in OPTIONAL)], ids=str)
def test_the_product_starts_and_signs_people_in_without_them(tmp_path: Path, names: set[str]) -> None:
    first = tmp_path / "first"
    first.mkdir()
    (first / "sitecustomize.py").write_text(WITHOUT.format(names=names))
    with installations.embedded(tmp_path) as site:
        for service in site.commands.values():
            service.environment["PYTHONPATH"] = str(first)
        site.start("up")
        with httpx.Client(base_url=site.address) as client:
            assert client.get("/health/ready").status_code == 200
            body = {"username": "zhao.min", "password": "anhuan-demo"}
            assert client.post("/auth/sign-in", json=body).status_code == 200
