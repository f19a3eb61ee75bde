"""/workbooks: template and export out, a file in to be checked or imported, by who manages the site."""

import io

import httpx
import openpyxl
import pytest
from sqlmodel import select

from backend.api.http import workbooks
from backend.core.database import Database
from backend.core.tables import AuditRow
from tests.support.http_site import bearer, sign_in
from tests.support.plants import Plants

AREAS = "编号,名称\r\nA-1,罐区\r\n".encode()


def get(client: httpx.Client, token: str, name: str, plants: Plants, **asked: str) -> httpx.Response:
    return client.get(
        f"/workbooks/{name}", params={"site": str(plants.north), **asked}, headers=bearer(token)
    )


def post(
    client: httpx.Client, token: str, name: str, plants: Plants, content: bytes, sheet: str = "areas"
) -> httpx.Response:
    asked = {"site": str(plants.north), "sheet": sheet}
    return client.post(f"/workbooks/{name}", params=asked, headers=bearer(token), content=content)


def test_an_officer_takes_a_workbook_out_and_in_again_and_the_export_is_on_record(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    alice = sign_in(client, "alice")

    out = get(client, alice, "export.xlsx", plants)
    back = post(client, alice, "check", plants, out.content)

    assert openpyxl.load_workbook(io.BytesIO(out.content)).sheetnames == [
        "部门", "岗位", "人员", "区域", "设备", "监测点",
    ]  # fmt: skip
    assert back.json()["faults"] == []
    assert all((each["new"], each["changed"]) == (0, 0) for each in back.json()["counts"])
    noted = sqlite_database.read(
        lambda s: s.exec(select(AuditRow.by).where(AuditRow.kind == "WORKBOOK_EXPORTED")).all()
    )
    assert list(noted) == [plants.alice.person_id]


def test_a_file_is_checked_then_imported_and_a_bad_one_is_not(client: httpx.Client, plants: Plants) -> None:
    alice = sign_in(client, "alice")
    bad = AREAS + b"A-2,\r\n"

    assert post(client, alice, "check", plants, AREAS).json()["counts"] == [
        {"sheet": "areas", "new": 1, "changed": 0, "same": 0}
    ]
    refused = post(client, alice, "import", plants, bad)
    assert refused.status_code == 422
    assert refused.json()["faults"] == [
        {"sheet": "areas", "row": 3, "column": "name_zh", "value": "", "code": "CELL_REQUIRED"}
    ]
    assert post(client, alice, "import", plants, AREAS).json()["counts"][0]["new"] == 1
    assert post(client, alice, "import", plants, AREAS).json()["counts"][0]["same"] == 1
    assert "A-1" in get(client, alice, "export.csv", plants, sheet="areas").content.decode("utf-8-sig")


@pytest.mark.parametrize(("name", "code"), [("bob", "NOT_ALLOWED"), ("carol", "NOT_FOUND")])
def test_who_does_not_manage_the_site_gets_no_file_and_sends_none(
    client: httpx.Client, plants: Plants, name: str, code: str
) -> None:
    token = sign_in(client, name)

    assert get(client, token, "export.xlsx", plants).json()["code"] == code
    assert get(client, token, "template.xlsx", plants).json()["code"] == code
    assert post(client, token, "check", plants, AREAS).json()["code"] == code
    assert post(client, token, "import", plants, AREAS).json()["code"] == code
    assert client.get("/workbooks/export.xlsx", params={"site": str(plants.north)}).status_code == 401


def test_a_file_that_is_too_large_is_refused_unread(
    client: httpx.Client, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_BYTES", 10)

    answer = post(client, sign_in(client, "alice"), "check", plants, AREAS)

    assert answer.json()["code"] == "WORKBOOK_TOO_LARGE"
