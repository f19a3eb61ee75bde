"""Labels: codes that nobody can count through, sheets that a printer takes, a page that any phone shows."""

import io
import re
import zipfile
from typing import Any
from uuid import UUID, uuid4

import httpx
import pypdfium2
import pytest
from sqlmodel import col, select

from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.equipment import commands as equipment
from backend.equipment import queries
from backend.equipment.commands import EquipmentDetails
from backend.equipment.labels import commands as labels
from backend.equipment.labels.rules import SheetKind, Wanted
from backend.equipment.rules import Equipment
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.tables import HazardReportRow
from backend.sites.labels import commands as pages
from backend.sites.labels.rules import LabelPage, new_label_code, read_label_code
from backend.sites.labels.tables import LabelRow
from tests.support.http_site import bearer, sign_in
from tests.support.plants import Plants


def add(database: Database, plants: Plants, code: str = "P-9/A") -> Equipment:
    details = EquipmentDetails(code, Text("备用<泵>", "Spare <pump>"), plants.area, Stage.EQUIPMENT)
    return database.transact(lambda tx: equipment.add_equipment(tx, plants.north, details, by=plants.alice))


def label_of(database: Database, object_id: UUID) -> str:
    return database.read(lambda s: s.exec(select(LabelRow.code).where(LabelRow.object_id == object_id)).one())


def show(database: Database, plants: Plants, page: LabelPage, by: Viewer | None = None) -> None:
    database.transact(lambda tx: pages.set_label_page(tx, plants.north, page, by=by or plants.alice))


def sheet(client: httpx.Client, token: str, plants: Plants, **asked: Any) -> httpx.Response:
    return client.post("/labels/sheet", json={"siteId": str(plants.north), **asked}, headers=bearer(token))


def test_a_label_code_cannot_be_counted_and_no_letter_of_it_is_read_as_another() -> None:
    made = {new_label_code("p/1") for _ in range(200)}

    assert len(made) == 200
    assert all(re.fullmatch(r"P-1-[^01ILOU]{6}", each) and read_label_code(each.lower()) for each in made)
    assert read_label_code("EQ-0004") is None


def test_a_machine_keeps_its_label_when_its_code_changes_and_the_old_one_still_leads_to_it(
    sqlite_database: Database, plants: Plants
) -> None:
    item = add(sqlite_database, plants)
    before = label_of(sqlite_database, item.equipment_id)
    renamed = EquipmentDetails("P-10", item.name, plants.area, Stage.EQUIPMENT)
    sqlite_database.transact(
        lambda tx: equipment.change_equipment(
            tx, item.equipment_id, renamed, version=item.version, by=plants.alice
        )
    )

    assert before.startswith("P-9-A-")
    assert label_of(sqlite_database, item.equipment_id) == before
    for code in (before, before.lower(), "P-9/A", "P-10"):
        found = sqlite_database.read(lambda s, code=code: queries.by_code(s, plants.bob, code))
        assert found is not None, code
        assert found.item.code == "P-10"
        assert sqlite_database.read(lambda s, code=code: queries.by_code(s, plants.carol, code)) is None


def test_labels_are_printed_by_selection_and_by_area_and_that_is_on_record(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    items = [add(sqlite_database, plants, f"P-{number:03}") for number in range(30)]
    alice = sign_in(client, "alice")

    chosen = sheet(client, alice, plants, equipmentIds=[str(items[3].equipment_id)], sheet="single")
    area = sheet(client, alice, plants, wholeAreas=[str(plants.area)], firstPlace=23)

    assert [each.headers["content-type"] for each in (chosen, area)] == ["application/pdf"] * 2
    with pypdfium2.PdfDocument(chosen.content) as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_range()
        assert "P-003" in text
        assert "备用<泵>" in text
        assert "罐区" in text
    with pypdfium2.PdfDocument(area.content) as document:
        assert [round(each) for each in document[0].get_size()] == [595, 842]
        assert len(document) == 3, "two on the page that was begun, 24, and the rest"
        assert "A1" in document[0].get_textpage().get_text_range()
    kinds = select(AuditRow.note, AuditRow.by).where(AuditRow.kind == "LABELS_PRINTED")
    noted = sqlite_database.read(lambda s: s.exec(kinds.order_by(col(AuditRow.position))).all())
    assert noted == [("1 · single", plants.alice.person_id), ("32 · 3x8", plants.alice.person_id)]


def test_drawings_come_as_one_file_or_packed(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    items = [str(add(sqlite_database, plants, f"P-{number}").equipment_id) for number in range(2)]
    alice = sign_in(client, "alice")

    one = sheet(client, alice, plants, equipmentIds=items, sheet="2x5", format="svg")
    several = sheet(client, alice, plants, equipmentIds=items, sheet="single", format="svg")

    assert one.headers["content-type"] == "image/svg+xml"
    assert b"<svg" in one.content
    assert len(zipfile.ZipFile(io.BytesIO(several.content)).namelist()) == 2


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "INVALID_INPUT"),
        ({"areaIds": ["x"]}, "INVALID_INPUT"),
        ({"areaIds": "x"}, "INVALID_INPUT"),
        ({"sheet": "9x9", "areaIds": [str(uuid4())]}, "INVALID_INPUT"),
        ({"areaIds": [str(uuid4())], "firstPlace": 25}, "INVALID_INPUT"),
        ({"areaIds": [str(uuid4())], "firstPlace": True}, "INVALID_INPUT"),
        ({"areaIds": [str(uuid4())], "format": "exe"}, "INVALID_INPUT"),
        ({"areaIds": [str(uuid4())]}, "NOT_FOUND"),
        ({"equipmentIds": [str(uuid4()) for _ in range(501)]}, "TOO_MANY_LABELS"),
        ({"unknown": 1}, "INVALID_INPUT"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(
    client: httpx.Client, plants: Plants, asked: dict[str, Any], code: str
) -> None:
    assert sheet(client, sign_in(client, "alice"), plants, **asked).json()["code"] == code


def test_only_who_manages_places_prints_labels_and_those_of_others_are_not_there(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    ids = {"equipmentIds": [str(add(sqlite_database, plants).equipment_id)]}
    far = {"siteId": str(plants.south), **ids}

    assert sheet(client, "nobody", plants, **ids).status_code == 401
    assert sheet(client, sign_in(client, "bob"), plants, **ids).json()["code"] == "NOT_ALLOWED"
    carol = sign_in(client, "carol")
    foreign = sheet(client, carol, plants, **ids).json()
    assert foreign["code"] == "NOT_FOUND"
    assert client.post("/labels/sheet", json=far, headers=bearer(carol)).json()["code"] == "NOT_FOUND"


def test_an_area_with_more_labels_than_a_file_takes_is_refused_and_nothing_is_on_record(
    sqlite_database: Database, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(sqlite_database, plants)
    monkeypatch.setattr(labels, "MOST_LABELS", 1)
    none: frozenset[UUID] = frozenset()
    wanted = Wanted(plants.north, none, none, frozenset({plants.area}), SheetKind.SINGLE)

    with pytest.raises(Refused) as refused:
        sqlite_database.transact(lambda tx: labels.print_labels(tx, wanted, by=plants.alice))

    assert refused.value.code is ErrorCode.TOO_MANY_LABELS


def test_what_a_label_says_without_a_sign_in_is_the_sites_to_decide_and_on_record_once(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    item = add(sqlite_database, plants)
    address = f"/q/{label_of(sqlite_database, item.equipment_id)}"
    named = client.get(address)
    for _ in range(2):
        show(sqlite_database, plants, LabelPage.NOTHING)
    closed, unknown = client.get(address), client.get("/q/P-9-A-222222")
    for by in (plants.bob, plants.carol):
        with pytest.raises(Refused):
            show(sqlite_database, plants, LabelPage.REPORT, by=by)

    assert "备用&lt;泵&gt;" in named.text
    assert "罐区" in named.text
    assert "登录后上报" in named.text
    assert "<script" not in named.text
    assert "script" not in named.headers["content-security-policy"]
    assert closed.status_code == unknown.status_code == 200
    at = address.removeprefix("/q/")
    assert closed.text.replace(at, "P-9-A-222222") == unknown.text, "not there and not shown look the same"
    english = client.get(address, headers={"accept-language": "en-GB,zh;q=0.5"})
    assert "Sign in to see this" in english.text
    assert '<html lang="en">' in english.text
    kinds = select(AuditRow.note).where(AuditRow.kind == "LABEL_PAGE_CHANGED")
    assert sqlite_database.read(lambda s: s.exec(kinds).all()) == ["NAME → NOTHING"]


def test_somebody_without_an_account_reports_by_a_label_and_twice_is_one_report(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    item = add(sqlite_database, plants)
    address = f"/q/{label_of(sqlite_database, item.equipment_id)}"
    show(sqlite_database, plants, LabelPage.REPORT)
    forbidden = client.get(address).text
    sqlite_database.transact(
        lambda tx: anonymity.set_anonymous_reports(tx, plants.north, is_allowed=True, by=plants.alice)
    )

    allowed, form = client.get(address).text, client.get(address, params={"report": "1"}).text
    hidden = dict(re.findall(r'name="(operation|key)" value="([^"]+)"', form))
    fields = {**hidden, "category": "GAS_LEAK", "description": "法兰 <漏气>"}
    empty = client.post(address, data={**fields, "description": " "})
    sent = [client.post(address, data=fields) for _ in range(2)]
    foreign = client.post(address, data=fields, headers={"origin": "https://elsewhere.example"})

    assert "上报，不留名" not in forbidden
    assert "上报，不留名" in allowed
    assert empty.status_code == 400
    assert 'role="alert"' in empty.text
    assert sent[0].status_code == 200
    assert sent[0].text == sent[1].text
    assert foreign.status_code == 400
    reports = sqlite_database.read(lambda s: s.exec(select(HazardReportRow)).all())
    assert [each.description for each in reports] == ["法兰 <漏气>"]
    assert reports[0].number in sent[0].text


def test_old_codes_and_people_who_ask_for_the_app_get_the_app(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    label = label_of(sqlite_database, add(sqlite_database, plants).equipment_id)

    shell = client.get("/", headers={"accept": "text/html"}).text
    for address in ("/q/P-9", f"/q/{label}?app=1"):
        assert client.get(address, headers={"accept": "text/html"}).text == shell


def test_whoever_tries_codes_is_slowed_down(client: httpx.Client, plants: Plants) -> None:
    answers = [client.get("/q/P-9-A-222222").status_code for _ in range(400)]

    assert answers[0] == 200
    assert answers[-1] == 429
