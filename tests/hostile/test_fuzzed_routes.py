"""Every other address that takes something from outside: broken bodies, names and queries, and no traceback.

`EDGES` names what a right request to each is like; a test compares it with the routes that there are.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode
from uuid import uuid4

import httpx
import pytest
from openpyxl import Workbook
from starlette.routing import Route

from backend.core.allowances import Allowances
from backend.core.database import Database
from backend.entrypoints.local_authority import LocalAuthority
from tests.hostile.fuzz import Fuzz
from tests.support import http_site, pictures
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, bearer, sign_in
from tests.support.people import add_admin
from tests.support.plants import PASSWORD, Plants

many = pytest.mark.parametrize("count", [10, pytest.param(2_000, marks=pytest.mark.nightly)])
ELSEWHERE: Final = {"POST /graphql", "PUT /photos/{sha256}"}
"""Fuzzed in `test_fuzzed_edges.py`."""
NOTHING_COMES_IN: Final = {"GET /health/live", "GET /health/ready", "GET /metrics"}
FAMILY_ENDS: Final = {"/auth/sign-out", "/auth/sign-out-everywhere", "/auth/account/password"}
"""What a right request ends is the sign-in of all the others: these come without one."""


@dataclass(frozen=True)
class Good:
    """A right request: its body as JSON, as the fields of a form, or as a file; and its query."""

    body: Any = None
    form: Mapping[str, str] | None = None
    file: bytes | None = None
    query: Mapping[str, str] = field(default_factory=dict)


SMALL: Final = pictures.corners(16, 12)
JPEG: Final = pictures.jpeg(SMALL)
WEBM: Final = (Path(__file__).parents[1] / "fixtures" / "voice" / "speech.webm").read_bytes()
CREDENTIAL: Final = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {
        "clientDataJSON": "e30",
        "attestationObject": "o2NmbXRkbm9uZQ",
        "authenticatorData": "AAAA",
        "signature": "AAAA",
        "userHandle": "AAAA",
    },
    "clientExtensionResults": {},
}
ID: Final = str(uuid4())
SITE: Final = {"site": ID}


def workbook() -> bytes:
    """One sheet of a few cells."""
    made, file = Workbook(), BytesIO()
    sheet = made.active
    assert sheet is not None
    for row in (("code", "name"), ("A-1", "区域"), ("A-2", None)):
        sheet.append(row)
    made.save(file)
    return file.getvalue()


XLSX: Final = workbook()
EDGES: Final[Mapping[str, Good]] = {
    "POST /auth/sign-in": Good({"username": "alice", "password": "wrong"}),
    "POST /auth/second-factor": Good({"challenge": "x" * 43, "code": "123456"}),
    "POST /auth/refresh": Good({}),
    "POST /auth/sign-out": Good({}),
    "POST /auth/sign-out-everywhere": Good({}),
    "POST /auth/invitation": Good({"secret": "x" * 43}),
    "POST /auth/invitation/accept": Good({"secret": "x" * 43, "password": "Zwölf graue Gänse"}),
    "GET /auth/setup": Good(),
    "POST /auth/setup/code": Good({"code": "123456"}),
    "POST /auth/setup": Good({"code": "123456", "site": {"code": "n", "name": {"zh": "厂", "en": "Plant"}}}),
    "POST /auth/account/prove": Good({"password": PASSWORD}),
    "POST /auth/account/password": Good({"password": PASSWORD, "newPassword": "Zwölf graue Gänse"}),
    "POST /auth/account/second-factor/begin": Good({}),
    "POST /auth/account/second-factor/add": Good({"secret": "JBSWY3DPEHPK3PXP", "code": "123456"}),
    "POST /auth/account/second-factor/remove": Good({}),
    "POST /auth/account/recovery-codes": Good({}),
    "POST /auth/account/pin": Good({"pin": "280614"}),
    "POST /auth/account/pin/remove": Good({}),
    "GET /auth/passkeys": Good(),
    "POST /auth/passkeys/begin": Good({}),
    "POST /auth/passkeys/sign-in": Good({"credential": CREDENTIAL}),
    "POST /auth/second-factor/passkey": Good({"challenge": "x" * 43, "credential": CREDENTIAL}),
    "POST /auth/account/passkeys/begin": Good({}),
    "POST /auth/account/passkeys/add": Good({"name": "phone", "credential": CREDENTIAL}),
    "POST /auth/account/passkeys/remove": Good({"passkeyId": ID}),
    "POST /auth/account/passkeys/prove/begin": Good({}),
    "POST /auth/account/passkeys/prove": Good({"credential": CREDENTIAL}),
    "POST /auth/pin/people": Good({}),
    "POST /auth/pin": Good({"personId": ID, "pin": "280614"}),
    "GET /photos/plans/{site_id:uuid}.svg": Good(query={"page": "1"}),
    "PUT /photos/plans/{site_id:uuid}/{sha256}": Good(file=JPEG, query={"page": "1"}),
    "GET /photos/plans/{plan_id:uuid}/{version}": Good(),
    "PUT /photos/documents/{equipment_id:uuid}/{sha256}": Good(file=JPEG),
    "GET /photos/{sha256}": Good(query={"size": "320"}),
    "PUT /anonymous/photos/{sha256}": Good(file=JPEG),
    "POST /anonymous/photos/{sha256}": Good({"key": "x" * 43}),
    "PUT /voice/{sha256}": Good(file=WEBM),
    "GET /voice/{sha256}": Good(),
    "POST /receipts/{delivery_id}": Good({"kind": "SHOWN", "token": "x" * 43}),
    "GET /export/readings": Good(query={"sensor": "1", "from": "2026-11-24T08:00:00Z", "purpose": "x"}),
    "GET /export/my-data.zip": Good(),
    "GET /export/reach.csv": Good(query={"site": ID}),
    "GET /exports/{name}.csv": Good(query={"query": '{"first": 5}', "purpose": "Kontrolle"}),
    "GET /workbooks/template.xlsx": Good(query=SITE),
    "POST /workbooks/export": Good({"siteId": ID, "sheet": "areas", "format": "csv", "purpose": "check"}),
    "GET /workbooks/runs": Good(query=SITE),
    "PUT /workbooks/runs/{run_id:uuid}": Good(file=XLSX, query={**SITE, "name": "a.xlsx", "sheet": ""}),
    "GET /workbooks/runs/{run_id:uuid}": Good(),
    "POST /workbooks/runs/{run_id:uuid}/import": Good({}),
    "POST /workbooks/runs/{run_id:uuid}/check": Good({}),
    "POST /labels/sheet": Good(
        {"siteId": ID, "areaIds": [ID], "sheet": "3x8", "format": "svg", "firstPlace": 1}
    ),
    "GET /cases/{case_id:uuid}/dossier.pdf": Good(query={"lang": "zh"}),
    "GET /risk-maps/{map_id:uuid}.pdf": Good(query={"size": "A4", "lang": "zh"}),
    "GET /q/{code}": Good(query={"report": "1", "app": ""}),
    "POST /q/{code}": Good(form={"category": "FIRE", "description": "油", "operation": ID, "key": "x" * 43}),
    "GET /a/{token}": Good(),
    "POST /a/{token}": Good(form={"answer": "ON_MY_WAY"}),
    "POST /sms-replies/{site_id}/{secret}": Good(form={"from": "13800000000", "text": "1 483920"}),
    "GET /trust": Good(),
    "GET /trust/anhuan-ca.crt": Good(),
}


@pytest.fixture
def everything(sqlite_database: Database, plants: Plants, clock: FakeClock, tmp_path: Path) -> Any:
    """The whole site, with an authority of its own; root administrates north."""
    assert plants, "they are planted"
    sqlite_database.transact(lambda tx: add_admin(tx, plants))
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("<!doctype html>")
    authority = LocalAuthority(tmp_path / "tls")
    authority.ensure(["localhost"], now=clock())
    certificate = authority.certificate_file
    roomy = Allowances(photos_per_day=100_000, photos_of_site_per_day=100_000)
    with http_site.site(
        sqlite_database,
        clock,
        tmp_path,
        allowances=roomy,
        trusted_proxies=1,
        authority=certificate,
    ) as site:
        yield site


def routes(site: Site) -> set[str]:
    return {
        f"{method} {route.path}"
        for route in site.app.router.routes
        if isinstance(route, Route)
        for method in route.methods or ()
        if method != "HEAD"
    }


def test_every_route_that_takes_something_is_fuzzed(everything: Site) -> None:
    assert routes(everything) == {*EDGES, *ELSEWHERE, *NOTHING_COMES_IN}


@many
def test_nothing_stumbles_over_what_comes_in(everything: Site, stumbles: list[str], count: int) -> None:
    fuzz = Fuzz("routes")
    with everything.client() as phone:
        signed = [bearer(sign_in(phone, name)) for name in ("alice", "bob", "root")]
        phone.cookies.clear()
        for edge, good in EDGES.items():
            for _ in range(count):
                method, path = edge.split()
                request = phone.build_request(method, **_request(fuzz, path, good))
                if fuzz.random() < 0.8 and path not in FAMILY_ENDS:
                    request.headers.update(fuzz.choice(signed))
                answer = phone.send(request)
                phone.cookies.clear()
                assert answer.status_code < 500, (edge, answer.text, request.url, request.content, stumbles)
    assert stumbles == []


def _request(fuzz: Fuzz, path: str, good: Good) -> dict[str, Any]:
    """A request that is right in most of its parts."""
    content, kind = _content(fuzz, good)
    headers = {"x-forwarded-for": f"10.{fuzz.randrange(250)}.{fuzz.randrange(250)}.1", "content-type": kind}
    if fuzz.random() < 0.1:
        odd = fuzz.choice(("content-type", "accept-language", "cookie", "anhuan-site-pass", "origin"))
        headers[odd] = fuzz.choice(("", "x", "a=b; anhuan-device=x", "text/plain; charset=utf-16", "q=;;,"))
    query = dict(good.query)
    if query and fuzz.random() < 0.5:
        query[fuzz.choice(sorted(query))] = _plain(fuzz.text())
    address = f"{_filled(fuzz, path, content)}?{urlencode(query)}" if query else _filled(fuzz, path, content)
    return {"url": address, "content": content, "headers": headers}


def _content(fuzz: Fuzz, good: Good) -> tuple[bytes, str]:
    if good.file is not None:
        return (fuzz.broken(good.file) if fuzz.random() < 0.9 else fuzz.randbytes(100)), "image/jpeg"
    if good.form is not None:
        form = {
            name: _plain(fuzz.text()) if fuzz.random() < 0.3 else value for name, value in good.form.items()
        }
        text = urlencode(form).encode()
        return (fuzz.broken(text) if fuzz.random() < 0.3 else text), "application/x-www-form-urlencoded"
    if good.body is None:
        return b"", "text/plain"
    wanted = fuzz.altered(good.body) if fuzz.random() < 0.8 else good.body
    text = json.dumps(wanted).encode("utf-8", "surrogatepass")
    return (fuzz.broken(text) if fuzz.random() < 0.3 else text), "application/json"


def _filled(fuzz: Fuzz, path: str, content: bytes) -> str:
    """The path with something in each of its places."""
    parts = []
    for part in path.split("/"):
        before, opened, rest = part.partition("{")
        name, _, after = rest.partition("}")
        parts.append(f"{before}{_in_place(fuzz, name, content)}{after}" if opened else part)
    return "/".join(parts)


def _in_place(fuzz: Fuzz, name: str, content: bytes) -> str:
    if fuzz.random() < 0.1:
        return quote(_plain(fuzz.text()) or "-", safe="")
    right = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "name": "cases",
        "code": "EQ-north",
        "token": "AbCdEfGhJkLm",
        "secret": "x" * 43,
        "version": "1",
    }
    return right.get(name, str(uuid4()))


def _plain(text: str) -> str:
    """What can stand in an address."""
    return text.encode("utf-8", "replace").decode()[:500]


def test_a_form_or_a_name_that_is_no_utf_8_is_refused(everything: Site, stumbles: list[str]) -> None:
    with httpx.Client(base_url=everything.address) as visitor:
        for path in ("/q/%ff%fe", "/a/%ff%fe", f"/sms-replies/{ID}/%ff"):
            assert visitor.post(path, content=b"answer=%ff%fe&text=\xff").status_code < 500
    assert stumbles == []
