"""Reporters are named to themselves, their lead, officers and executives; to others by their role."""

import json
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any, Final
from uuid import UUID

import httpx
import pytest

from backend.archive import queries as archives
from backend.archive.dossier.printing import SECTIONS
from backend.archive.dossier.sheet import Sheet
from backend.core.database import Database, Transaction
from backend.core.print.words import Words
from backend.core.text import Language
from backend.core.viewer import Role, Viewer
from backend.hazards import commands as hazards
from backend.hazards import queries as views
from backend.hazards.objections import commands as objections
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline import commands as timeline
from backend.people.queries import PersonView
from backend.people.rules import UNNAMED
from tests.hostile.matrix.objects import join
from tests.support.cases import Reports, Step, up_to
from tests.support.client import document
from tests.support.departments import Departments, with_departments
from tests.support.fakes import FakeClock
from tests.support.http_site import bearer, sign_in
from tests.support.people import add_executive
from tests.support.plants import Plants

KNOW: Final = ("zoe", "erik", "alice", "fay")
"""Herself, the lead of her department, an officer, the executive."""
OTHERS: Final = ("bob", "hugo", "gina", "adam")
"""Workers of the same and of another department, its lead, the administrator."""


@dataclass
class Known:
    """What zoe of production reported: one report went on to the archive, one was declined."""

    people: dict[str, Viewer]
    archived: UUID
    declined: UUID
    case_id: UUID

    @property
    def zoe(self) -> Viewer:
        return self.people["zoe"]


@pytest.fixture
def known(sqlite_database: Database, plants: Plants, clock: FakeClock, password_hash: str) -> Known:
    there = with_departments(sqlite_database, plants, password_hash=password_hash)
    transact = sqlite_database.transact
    zoe = transact(lambda tx: join(tx, "zoe", Role.WORKER, plants.north, password_hash))
    reports = Reports(sqlite_database, plants)
    archived, declined = reports.report(zoe).report_id, reports.report(zoe).report_id
    case_id = reports.accept(archived)
    up_to(Step.ARCHIVED, sqlite_database, plants, case_id, plants.erik)
    clock.advance(timedelta(hours=1))
    transact(lambda tx: timeline.thank_disposal(tx, archived, note="谢谢", by=zoe))
    why = {"reason": DeclineReason.NOT_A_HAZARD, "note": "已处理"}
    transact(lambda tx: hazards.decline_hazard(tx, declined, by=plants.alice, **why))
    transact(lambda tx: objections.object_report(tx, declined, reason="还在漏", by=zoe))
    return Known(
        transact(lambda tx: everybody(tx, plants, there, zoe, password_hash)), archived, declined, case_id
    )


def everybody(
    tx: Transaction, plants: Plants, there: Departments, zoe: Viewer, password_hash: str
) -> dict[str, Viewer]:
    return {
        "zoe": zoe,
        "bob": plants.bob,
        "hugo": there.hugo,
        "gina": there.gina,
        "erik": plants.erik,
        "alice": there.alice,
        "fay": add_executive(tx, plants),
        "adam": join(tx, "adam", Role.ADMIN, plants.north, password_hash),
    }


def test_a_reporter_is_named_to_who_may_know_them(sqlite_database: Database, known: Known) -> None:
    def shown(who: str) -> PersonView:
        viewer = known.people[who]
        found = sqlite_database.read(lambda s: views.by_ids(s, viewer, [known.archived]))
        return found[known.archived].reported_by

    read = {who: shown(who).person.name.en for who in known.people}

    assert read == {**dict.fromkeys(KNOW, "zoe"), **dict.fromkeys(OTHERS, "Worker")}
    for who in OTHERS:
        found = shown(who)
        assert (found.person.person_id, found.department, found.post) == (UNNAMED, None, None)


def look(client: httpx.Client, token: str, name: str, variables: dict[str, Any]) -> dict[str, Any]:
    """What a page reads."""
    wanted = {"query": document(name), "variables": variables}
    found: dict[str, Any] = client.post("/graphql", json=wanted, headers=bearer(token)).json()
    return found


MINE = (
    "{ myWorklist { edges { node { title { zh } place { zh } ... on CaseWorklistItem { case { title { zh }"
    " holder { id name { zh } } } task { work { zh } owner { id name { zh } } doneBy { id name { zh } } }"
    " asked { reason askedBy { id name { zh } } } } } } } }"
)


def everything(client: httpx.Client, token: str, known: Known) -> str:
    """All that the pages show of these reports, their cases and what is on record of them."""
    archived, declined, case = str(known.archived), str(known.declined), str(known.case_id)
    asked: list[tuple[str, dict[str, Any]]] = [
        ("HazardReports", {}),
        *(("HazardReport", {"id": each}) for each in (archived, declined)),
        *(("ReportTimeline", {"reportId": each}) for each in (archived, declined)),
        ("Case", {"id": case}),
        ("CaseRecord", {"caseId": case}),
        ("DuplicateCandidates", {"of": {"reportId": declined}}),
        ("ArchivedCases", {"query": ""}),
        ("OpenObjections", {}),
        ("Situation", {}),
    ]
    mine = client.post("/graphql", json={"query": MINE}, headers=bearer(token)).json()
    return json.dumps([mine, *(look(client, token, name, values) for name, values in asked)])


def test_no_page_names_a_reporter_to_others(client: httpx.Client, known: Known) -> None:
    assert "zoe" in everything(client, sign_in(client, "zoe"), known)

    for who in OTHERS:
        shown = everything(client, sign_in(client, who), known)
        assert "zoe" not in shown, who
        assert str(known.zoe.person_id) not in shown, who
        assert '"errors"' not in shown, who


def test_the_archive_is_not_found_by_the_name_of_a_reporter(client: httpx.Client, known: Known) -> None:
    token = sign_in(client, "bob")
    for name, count in (("zoe", 0), ("erik", 1)):
        found = look(client, token, "ArchivedCases", {"query": name})
        assert len(found["data"]["archivedCases"]["edges"]) == count


def test_a_dossier_names_a_reporter_to_who_may_know_them(sqlite_database: Database, known: Known) -> None:
    for who, viewer in known.people.items():
        snapshot, digest = sqlite_database.read(lambda s, v=viewer: archives.snapshot(s, v, known.case_id))
        later = sqlite_database.read(lambda s, v=viewer: archives.later(s, v, known.case_id))
        sheet = Sheet(snapshot, digest, Words(Language.EN), UTC, later=later)
        printed = json.dumps([list(make(sheet)) for make in SECTIONS.values()], ensure_ascii=False)

        assert ("zoe" in printed) == (who in KNOW), who
        assert ("Worker" in printed) == (who in OTHERS), who
        assert "erik" in printed


def test_the_pdf_goes_out_the_same_way(client: httpx.Client, known: Known) -> None:
    answer = client.get(
        f"/cases/{known.case_id}/dossier.pdf", headers=bearer(sign_in(client, "bob")), timeout=60
    )

    assert answer.status_code == 200
