"""/workbooks: template and export out, a file in to be checked and imported, by who manages the site."""

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import openpyxl
import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.limited_process import Limits
from backend.core.tables import AuditRow
from backend.people.accounts.sign_ins_rules import PROOF_LASTS
from backend.workbooks import http as workbooks
from backend.workbooks.runs import work_http
from backend.workbooks.runs.tables import WorkbookFileRow
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, bearer, sign_in, until
from tests.support.plants import Plants
from tests.support.workbooks import book

AREAS = "编号,名称\r\nA-1,罐区\r\n".encode()
WITHIN_S = 60.0
"""Processes start while other tests run beside."""


@pytest.fixture
def alice(client: httpx.Client) -> str:
    return sign_in(client, "alice")


def put(
    client: httpx.Client,
    token: str,
    plants: Plants,
    content: bytes,
    *,
    sheet: str = "areas",
    run_id: UUID | None = None,
    site_id: UUID | None = None,
) -> httpx.Response:
    asked = {"site": str(site_id or plants.north), "sheet": sheet, "name": "台账.xlsx"}
    address = f"/workbooks/runs/{run_id or uuid4()}"
    return client.put(address, params=asked, headers=bearer(token), content=content)


def step(client: httpx.Client, token: str, run_id: str, name: str) -> httpx.Response:
    return client.post(f"/workbooks/runs/{run_id}/{name}", headers=bearer(token))


def shown(client: httpx.Client, token: str, run_id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/workbooks/runs/{run_id}", headers=bearer(token)).json()
    return found


def ended(client: httpx.Client, token: str, run: httpx.Response) -> dict[str, Any]:
    """The run once nobody is at work on it."""
    assert run.status_code == 202, run.text
    run_id = run.json()["id"]
    at_work = ("READING", "CHECKING", "WRITING")
    until(lambda: shown(client, token, run_id)["state"] not in at_work, within_s=WITHIN_S)
    return shown(client, token, run_id)


def export(client: httpx.Client, token: str, plants: Plants, **asked: str) -> httpx.Response:
    body = {"siteId": str(plants.north), "sheet": "", "format": "xlsx", "purpose": "年度盘点", **asked}
    return client.post("/workbooks/export", json=body, headers=bearer(token))


def codes(client: httpx.Client, token: str, plants: Plants, sheet: str) -> str:
    return export(client, token, plants, sheet=sheet, format="csv").content.decode("utf-8-sig")


def test_an_officer_takes_a_workbook_out_and_in_again_and_the_export_is_on_record_with_its_purpose(
    client: httpx.Client, sqlite_database: Database, plants: Plants, alice: str
) -> None:
    out = export(client, alice, plants)
    back = ended(client, alice, put(client, alice, plants, out.content, sheet=""))

    assert openpyxl.load_workbook(io.BytesIO(out.content)).sheetnames == [
        "部门", "岗位", "人员", "区域", "设备", "监测点", "限值", "RFID 标签", "值班",
        "风险分析对象", "风险分析单元", "风险事件", "管控措施", "排查内容",
    ]  # fmt: skip
    assert (back["state"], back["outcome"]["faults"]) == ("CHECKED", [])
    assert all((each["new"], each["changed"]) == (0, 0) for each in back["outcome"]["counts"])
    assert not back["mayImport"], "there is nothing to import"
    noted = sqlite_database.read(
        lambda s: s.exec(select(AuditRow.by, AuditRow.note).where(AuditRow.kind == "WORKBOOK_EXPORTED")).all()
    )
    assert [by for by, _ in noted] == [plants.alice.person_id]
    assert "people: 4" in str(noted[0][1])
    assert "年度盘点" in str(noted[0][1])


def test_nothing_is_exported_without_a_purpose(
    client: httpx.Client, sqlite_database: Database, plants: Plants, alice: str
) -> None:
    assert export(client, alice, plants, purpose=" ").json()["code"] == "REASON_REQUIRED"
    assert export(client, alice, plants, purpose="x" * 201).json()["code"] == "INVALID_INPUT"
    assert export(client, alice, plants, format="csv").json()["code"] == "INVALID_INPUT"
    assert export(client, alice, plants, sheet="invoices").json()["code"] == "NOT_FOUND"
    noted = select(AuditRow.id).where(AuditRow.kind == "WORKBOOK_EXPORTED")
    assert not sqlite_database.read(lambda s: s.exec(noted).all())


def test_a_file_is_checked_then_imported_and_the_same_again_is_answered_alike(
    client: httpx.Client, sqlite_database: Database, plants: Plants, alice: str
) -> None:
    run_id = uuid4()
    checked = ended(client, alice, put(client, alice, plants, AREAS, run_id=run_id))
    again = put(client, alice, plants, AREAS, run_id=run_id)
    other = put(client, alice, plants, AREAS + b"A-2,x\r\n", run_id=run_id)

    assert (checked["state"], checked["mayImport"], checked["rows"]["total"]) == ("CHECKED", True, 1)
    assert checked["outcome"]["counts"] == [
        {"sheet": "areas", "rows": 1, "new": 1, "changed": 0, "same": 0, "faults": 0}
    ]
    assert "A-1" not in codes(client, alice, plants, "areas"), "a check keeps nothing"
    assert again.json()["state"] == "CHECKED"
    assert (other.status_code, other.json()["code"]) == (409, "CONFLICT")

    imported = ended(client, alice, step(client, alice, checked["id"], "import"))
    twice = step(client, alice, checked["id"], "import")

    assert imported["state"] == "IMPORTED"
    assert twice.json()["state"] == "IMPORTED"
    assert "A-1" in codes(client, alice, plants, "areas")
    kinds = sqlite_database.read(lambda s: s.exec(select(AuditRow.kind)).all())
    assert list(kinds).count("WORKBOOK_IMPORTED") == 1
    assert not sqlite_database.read(lambda s: s.exec(select(WorkbookFileRow.run_id)).all()), "it is not kept"


def test_a_file_with_a_bad_cell_is_not_imported(client: httpx.Client, plants: Plants, alice: str) -> None:
    bad = ended(client, alice, put(client, alice, plants, AREAS + b"A-2\r\n"))

    assert bad["outcome"]["faults"] == [
        {"sheet": "areas", "row": 3, "column": "name_zh", "value": "", "code": "CELL_REQUIRED"}
    ]
    assert not bad["mayImport"]
    assert step(client, alice, bad["id"], "import").json()["code"] == "ILLEGAL_TRANSITION"
    assert "A-1" not in codes(client, alice, plants, "areas")


def test_an_import_asks_for_a_password_that_was_shown_lately(
    client: httpx.Client, plants: Plants, alice: str, clock: FakeClock
) -> None:
    checked = ended(client, alice, put(client, alice, plants, AREAS))
    clock.advance(PROOF_LASTS + timedelta(seconds=1))
    alice = client.post("/auth/refresh").json()["accessToken"]

    assert step(client, alice, checked["id"], "import").json()["code"] == "STEP_UP_NEEDED"
    assert shown(client, alice, checked["id"])["state"] == "CHECKED"
    proof = {"password": "correct horse battery staple"}
    assert client.post("/auth/account/prove", json=proof, headers=bearer(alice)).status_code == 204
    assert ended(client, alice, step(client, alice, checked["id"], "import"))["state"] == "IMPORTED"


@pytest.mark.nightly
def test_what_somebody_else_imported_in_between_is_named_and_the_file_is_checked_anew(
    site: Site, client: httpx.Client, plants: Plants, alice: str
) -> None:
    checked = ended(client, alice, put(client, alice, plants, AREAS))
    with site.client() as other:
        dora = sign_in(other, "dora")
        theirs = ended(other, dora, put(other, dora, plants, "编号,名称\r\nA-1,别的罐区\r\n".encode()))
        assert ended(other, dora, step(other, dora, theirs["id"], "import"))["state"] == "IMPORTED"

    refused = ended(client, alice, step(client, alice, checked["id"], "import"))

    assert (refused["state"], refused["code"], refused["mayCheck"]) == ("REFUSED", "CONFLICT", True)
    assert [(each["kind"], each["by"]["en"], each["isMine"]) for each in refused["meanwhile"]] == [
        ("WORKBOOK_IMPORTED", "dora", False),
        ("AREA_ADDED", "dora", False),
    ]
    assert "别的罐区" in codes(client, alice, plants, "areas")
    anew = ended(client, alice, step(client, alice, checked["id"], "check"))
    assert [(each["new"], each["changed"]) for each in anew["outcome"]["counts"]] == [(0, 1)]
    assert ended(client, alice, step(client, alice, anew["id"], "import"))["state"] == "IMPORTED"
    assert "别的罐区" not in codes(client, alice, plants, "areas")


@pytest.mark.nightly
def test_what_others_change_elsewhere_is_no_conflict(
    site: Site, client: httpx.Client, plants: Plants, alice: str
) -> None:
    checked = ended(client, alice, put(client, alice, plants, AREAS))
    with site.client() as other:
        dora = sign_in(other, "dora")
        theirs = ended(other, dora, put(other, dora, plants, "编号,名称\r\nB-1,库房\r\n".encode()))
        assert ended(other, dora, step(other, dora, theirs["id"], "import"))["state"] == "IMPORTED"

    assert ended(client, alice, step(client, alice, checked["id"], "import"))["state"] == "IMPORTED"
    assert {"A-1", "B-1"} <= set(codes(client, alice, plants, "areas").replace("\r\n", ",").split(","))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files wait to be read until the test ends."""
    monkeypatch.setattr(work_http, "run_limited", _never)


async def _never(*_: object, **__: object) -> None:
    await work_http.asyncio.sleep(3_600)


@pytest.mark.usefixtures("slow")
def test_one_workbook_at_a_time_is_at_work_at_a_site_and_others_see_whose(
    site: Site, client: httpx.Client, plants: Plants, alice: str
) -> None:
    mine = put(client, alice, plants, AREAS)
    with site.client() as other:
        dora = sign_in(other, "dora")
        theirs = put(other, dora, plants, AREAS)
        seen = other.get("/workbooks/runs", params={"site": str(plants.north)}, headers=bearer(dora)).json()

    assert mine.json()["state"] == "READING"
    assert (theirs.status_code, theirs.json()["code"]) == (409, "WORKBOOK_BUSY")
    assert seen["run"] is None
    assert seen["busy"]["by"]["en"] == "alice"


@pytest.mark.usefixtures("slow")
def test_a_process_that_was_killed_leaves_nothing_and_the_record_says_so(
    client: httpx.Client, plants: Plants, alice: str, clock: FakeClock
) -> None:
    run_id = put(client, alice, plants, AREAS).json()["id"]
    clock.advance(timedelta(minutes=1))

    found = client.get("/workbooks/runs", params={"site": str(plants.north)}, headers=bearer(alice)).json()

    assert (found["run"]["id"], found["run"]["state"], found["run"]["mayCheck"]) == (
        run_id, "INTERRUPTED", True,
    )  # fmt: skip
    assert put(client, alice, plants, AREAS).status_code == 202, "the next one need not wait for it"


@pytest.mark.parametrize(("name", "code"), [("bob", "NOT_ALLOWED"), ("carol", "NOT_FOUND")])
def test_who_does_not_manage_the_site_gets_no_file_and_sends_none(
    site: Site, client: httpx.Client, plants: Plants, alice: str, name: str, code: str
) -> None:
    run_id = put(client, alice, plants, AREAS).json()["id"]
    asked = {"site": str(plants.north)}
    with site.client() as other:
        token = sign_in(other, name)
        headers = bearer(token)

        assert export(other, token, plants).json()["code"] == code
        assert other.get("/workbooks/template.xlsx", params=asked, headers=headers).json()["code"] == code
        assert other.get("/workbooks/runs", params=asked, headers=headers).json()["code"] == code
        assert put(other, token, plants, AREAS).json()["code"] == code
        for answer in (
            other.get(f"/workbooks/runs/{run_id}", headers=headers),
            step(other, token, run_id, "import"),
            step(other, token, run_id, "check"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert client.get("/workbooks/runs", params=asked).status_code == 401


def test_a_colleague_does_not_see_the_file_of_another(
    site: Site, client: httpx.Client, plants: Plants, alice: str
) -> None:
    run_id = put(client, alice, plants, AREAS).json()["id"]
    with site.client() as other:
        dora = sign_in(other, "dora")

        assert other.get(f"/workbooks/runs/{run_id}", headers=bearer(dora)).status_code == 404
        assert put(other, dora, plants, AREAS, run_id=UUID(run_id)).json()["code"] == "CONFLICT"


def test_a_file_that_is_too_large_is_refused_unread(
    client: httpx.Client, plants: Plants, alice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_BYTES", 10)

    answer = put(client, alice, plants, AREAS)

    assert (answer.status_code, answer.json()["code"]) == (413, "WORKBOOK_TOO_LARGE")

    def pieces() -> Iterator[bytes]:
        yield AREAS

    unsaid = client.put(
        f"/workbooks/runs/{uuid4()}",
        params={"site": str(plants.north), "sheet": "areas"},
        headers=bearer(alice),
        content=pieces(),
    )
    assert unsaid.json()["code"] == "WORKBOOK_TOO_LARGE"


def test_a_reader_that_dies_refuses_the_file_and_the_next_one_is_read(
    client: httpx.Client, plants: Plants, alice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(work_http, "READING", Limits(within_s=0.05, memory=600_000_000))
        lost = ended(client, alice, put(client, alice, plants, AREAS))

    assert (lost["state"], lost["code"], lost["mayCheck"]) == ("REFUSED", "WORKBOOK_UNREADABLE", False)
    assert ended(client, alice, put(client, alice, plants, AREAS))["state"] == "CHECKED"


def test_a_workbook_of_another_product_is_refused_as_a_whole(
    client: httpx.Client, plants: Plants, alice: str
) -> None:
    content = book(Invoices=[["number", "sum"], [1, 2]])

    refused = ended(client, alice, put(client, alice, plants, content, sheet=""))

    assert (refused["state"], refused["code"]) == ("REFUSED", "WORKBOOK_FOREIGN")
    assert json.dumps(refused["outcome"]) == "null"
