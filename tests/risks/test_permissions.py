"""alice, bob and carol × every mutation of the register: who may, who may not, who finds nothing there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from backend.api.schema import schema as product_schema
from backend.core.database import Database
from backend.risks import commands as tree
from backend.risks.assessment.rules import Direct, RiskLevel, assess
from backend.risks.revisions.rules import SourceBinding
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, id_of
from tests.support.risks import CLAUSE, Register, content

OF_REGISTER: Final = ("backend.risks.",)
NO_SUCH_ID: Final = str(uuid4())


@dataclass(frozen=True)
class Place:
    """A register at north, and what a mutation is sent about."""

    register: Register
    plants: Plants

    @property
    def owner(self) -> dict[str, str]:
        return {"departmentId": str(self.plants.department), "personId": str(id_of("bob"))}

    @property
    def content(self) -> dict[str, Any]:
        """A whole content of a general risk."""
        measure = str(uuid4())
        direct = {"direct": {"level": 2, "clause": CLAUSE}}
        return {
            "title": {"zh": "卸车软管脱落泄漏"},
            "harm": {"zh": "甲醇泄漏"},
            "stage": "RAW_MATERIAL",
            "owner": self.owner,
            "accidentClass": "GB_2025/26",
            "inherent": direct,
            "residual": direct,
            "restsOn": [measure],
            "team": {"personIds": [str(id_of("alice"))], "on": "2026-11-20"},
            "controlLevel": "TEAM",
            "calls": [{"name": {"zh": "中控"}, "phone": "8010"}],
            "measures": [
                {
                    "id": measure,
                    "code": "M-1",
                    "text": {"zh": "防脱落卡箍"},
                    "kind": "ENGINEERING",
                    "items": [],
                }
            ],
        }

    def object(self, code: str = "TF") -> dict[str, Any]:
        return {"code": code, "name": {"zh": "罐区"}, "owner": self.owner}

    def unit(self, code: str = "TF-1") -> dict[str, Any]:
        return {**self.object(code), "kind": "FACILITY", "areaId": str(self.plants.area)}

    def general(self, code: str = "R-1") -> dict[str, Any]:
        """An event in force, which nobody has to confirm."""
        event_id = self.register.hold(content(self.plants, residual=RiskLevel.GENERAL), code=code)
        return {"eventId": str(event_id), "version": self.register.event(event_id).version}

    def bound(self) -> dict[str, Any]:
        """An event in force that the gas is bound to."""
        of = content(self.plants, residual=RiskLevel.GENERAL, bindings=(SourceBinding(self.plants.gas),))
        event_id = self.register.hold(of)
        return {"eventId": str(event_id), "version": self.register.event(event_id).version}

    def draft(self) -> dict[str, Any]:
        return {"eventId": str(self.register.draft()), "version": 1}

    def proposed(self) -> dict[str, Any]:
        """A revision that waits for a second person."""
        event_id = self.register.hold(content(self.plants))
        lower = assess(Direct(RiskLevel.LARGER, CLAUSE))
        self.register.revise(event_id, replace(self.register.content(event_id), residual=lower))
        return {"revisionId": str(self.register.revisions(event_id)[0].revision_id)}

    def stopped(self) -> dict[str, Any]:
        unit_id, by = self.register.unit_id, self.plants.alice
        self.register.database.transact(
            lambda tx: tree.stop_unit(tx, unit_id, until=None, reason="检修", version=1, by=by)
        )
        return {"unitId": str(unit_id), "version": 2}

    def empty_object(self) -> dict[str, Any]:
        """An object whose only unit is closed."""
        unit_id, by = self.register.unit_id, self.plants.alice
        self.register.database.transact(
            lambda tx: tree.close_unit(tx, unit_id, reason="拆除", version=1, by=by)
        )
        return {"objectId": str(self.register.object_id), "version": 1}


Input = Callable[[Place], dict[str, Any]]


def _object(place: Place) -> dict[str, Any]:
    return {"objectId": str(place.register.object_id), "version": 1}


def _unit(place: Place) -> dict[str, Any]:
    return {"unitId": str(place.register.unit_id), "version": 1}


def _settings(place: Place) -> dict[str, Any]:
    levels = {4: "COMPANY", 3: "DEPARTMENT", 2: "TEAM", 1: "POST"}
    return {
        "siteId": str(place.plants.north),
        "version": 0,
        "controlLevels": [{"level": level, "controlLevel": found} for level, found in levels.items()],
        "reviewMonths": [{"level": level, "months": 6} for level in levels],
        "lsSet": "LS-A",
        "reason": "公司制度",
    }


def _wordings(place: Place) -> dict[str, Any]:
    own = {"method": "LEC", "axis": "LIKELIHOOD", "score": 6, "wording": {"zh": "每月都有"}}
    return {"siteId": str(place.plants.north), "version": 0, "wordings": [own], "reason": "公司制度"}


MUTATIONS: Final[dict[str, Input]] = {
    "addRiskObject": lambda p: {"siteId": str(p.plants.north), "object": p.object("NEW")},
    "changeRiskObject": lambda p: {**_object(p), "object": {**p.object(), "name": {"zh": "新罐区"}}},
    "closeRiskObject": lambda p: {**p.empty_object(), "reason": "拆除"},
    "addRiskUnit": lambda p: {"objectId": str(p.register.object_id), "unit": p.unit("NEW")},
    "changeRiskUnit": lambda p: {**_unit(p), "unit": {**p.unit(), "name": {"zh": "新鹤管"}}},
    "stopRiskUnit": lambda p: {**_unit(p), "reason": "检修"},
    "resumeRiskUnit": lambda p: p.stopped(),
    "closeRiskUnit": lambda p: {**_unit(p), "reason": "拆除"},
    "draftRiskEvent": lambda p: {"unitId": str(p.register.unit_id), "code": "NEW", "content": p.content},
    "changeRiskDraft": lambda p: {**p.draft(), "content": p.content},
    "putRiskInForce": lambda p: p.draft(),
    "reviseRiskEvent": lambda p: (
        {**p.general(), "content": p.content, "asksSecondPerson": True} | {"reason": "按新的管控措施修订评价"}
    ),
    "closeRiskEvent": lambda p: {
        **p.general(),
        "reason": "装置已经拆除，不再有此风险",
        "asksSecondPerson": True,
    },
    "bindRiskSource": lambda p: {**p.general(), "binding": {"sensorId": str(p.plants.gas), "side": "HIGH"}},
    "unbindRiskSource": lambda p: (
        {**p.bound(), "sensorId": str(p.plants.gas), "asksSecondPerson": True}
        | {"reason": "该监测点改由另一事件管"}
    ),
    "withdrawRiskRevision": lambda p: p.proposed(),
    "reviewRiskEvent": lambda p: {**p.general(), "reason": "现场核对，无变化"},
    "changeRiskSettings": _settings,
    "changeScoreWordings": _wordings,
}
"""What alice may send of each, valid in every other respect."""
BY_VERSION: Final = sorted(
    set(MUTATIONS) - {"addRiskObject", "addRiskUnit", "draftRiskEvent", "withdrawRiskRevision"}
)
"""Those that say which version they were written on."""


def _send(client: httpx.Client, name: str, field: str, value: dict[str, Any]) -> str | None:
    """Return the code of the refusal; None where it was done."""
    kind = f"{field[0].upper()}{field[1:]}Input"
    document = f"mutation ($input: {kind}!) {{ {field}(input: $input) {{ __typename }} }}"
    answer = ask(client, sign_in(client, name), document, input={"operationId": str(uuid4()), **value})
    return answer["errors"][0]["extensions"]["code"] if "errors" in answer else None


@pytest.fixture
def place(sqlite_database: Database, plants: Plants) -> Place:
    return Place(Register.begun(sqlite_database, plants), plants)


def test_the_table_has_every_mutation_of_the_register() -> None:
    mutation = product_schema._schema.mutation_type
    assert mutation is not None
    of_register = {name for name, field in mutation.fields.items() if _module(field).startswith(OF_REGISTER)}

    assert of_register == set(MUTATIONS)


def _module(field: Any) -> str:
    definition = field.extensions["strawberry-definition"]
    return str(definition.origin.__module__) + "."


@pytest.mark.parametrize("field", MUTATIONS)
def test_alice_may_bob_may_not_and_carol_finds_nothing(
    client: httpx.Client, place: Place, field: str
) -> None:
    value = MUTATIONS[field](place)

    refused = [_send(client, name, field, value) for name in ("carol", "bob", "alice")]

    assert refused == ["NOT_FOUND", "NOT_ALLOWED", None]


@pytest.mark.parametrize("field", BY_VERSION)
def test_what_was_written_on_an_older_version_is_refused(
    client: httpx.Client, place: Place, field: str
) -> None:
    value = MUTATIONS[field](place)

    assert _send(client, "alice", field, {**value, "version": value["version"] + 7}) == "CONFLICT"


@pytest.mark.parametrize("field", [each for each in MUTATIONS if each != "addRiskObject"])
def test_what_is_not_there_is_refused_as_what_is_not_theirs(
    client: httpx.Client, place: Place, field: str
) -> None:
    value = MUTATIONS[field](place)
    key = next(each for each in ("eventId", "revisionId", "unitId", "objectId", "siteId") if each in value)

    assert _send(client, "alice", field, {**value, key: NO_SUCH_ID}) == "NOT_FOUND"
