"""What is not there and what is not theirs look the same: every object × role × verb that the schema has.

Each query and mutation that names an object is asked for one of another site, one of the own site that the
role may not see, and one that does not exist. A new one is attacked by itself; what cannot be called says so.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from graphql import GraphQLField, build_schema

from backend.api.schema import schema as product_schema
from backend.core.database import Database
from backend.core.graphql.errors import NOT_FOUND
from backend.core.viewer import Role
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.timeline.store import Timelines
from tests.hostile.matrix.asking import Filling, NotInTheMatrix, Reference, document, references
from tests.hostile.matrix.objects import NONE, ROLES, Asker, Objects, askers, furnished, mirrored
from tests.support import http_site
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.noun_examples import merged
from tests.support.plants import Plants

BY_DAY: Final = (Role.OFFICER, Role.ADMIN, Role.WORKER)
"""The ones who get furthest, and for what is hidden the one who sees least."""
OF_ADMINS: Final = frozenset(
    {
        "addBeacon",
        "addOutlet",
        "addDepartment",
        "changeDepartment",
        "addPost",
        "changePost",
        "disablePerson",
        "enablePerson",
        "releaseSignIn",
        "setLeaveDate",
        "withdrawLeaveDate",
        "answerCorrection",
    }
)
"""What nobody else gets into."""
HIDDEN: Final[Mapping[str, frozenset[str]]] = {
    "device": frozenset({Role.WORKER, Role.LEAD, Role.EXECUTIVE}),
    "proposal": frozenset({Role.WORKER}),
    "photo": frozenset(Role),
    "browser": frozenset(Role),
    **merged("hidden"),
}
"""Objects of the own site that these roles may not see."""
NO_SIGN_IN: Final = product_schema.open_fields
REFUSED_AS: Final[Mapping[str, str]] = {
    "addTask(input.ownerId)": "INVALID_INPUT",  # whoever is not of the department of the task
    "assignTask(input.personId)": "INVALID_INPUT",
    "assignTasks(input.personId)": "INVALID_INPUT",
}
"""Where more is asked of an object than to be there, and who is not there fails it like others."""
AT_A_FIELD: Final = ("AREA_UNKNOWN", "EQUIPMENT_UNKNOWN", "OWNER_UNKNOWN")
"""As NOT_FOUND, and the form knows beside which field to say it."""
REACHED: Final = frozenset({"NOT_FOUND", "PHOTO_MISSING", "VOICE_MISSING", *AT_A_FIELD})
GRAPHQL: Final = product_schema._schema
FIELDS: Final[dict[str, dict[str, GraphQLField]]] = {
    "query": GRAPHQL.query_type.fields if GRAPHQL.query_type else {},
    "mutation": GRAPHQL.mutation_type.fields if GRAPHQL.mutation_type else {},
    "subscription": GRAPHQL.subscription_type.fields if GRAPHQL.subscription_type else {},
}


@cache
def everything() -> list[Reference]:
    """Every argument in the schema that names an object. Raises NotInTheMatrix."""
    return [
        reference
        for operation, fields in FIELDS.items()
        for name, wanted in fields.items()
        for reference in references(operation, name, wanted)
    ]


@dataclass
class Matrix:
    """Both plants, and who asks."""

    client: httpx.Client
    far: Objects
    near: Objects
    askers: list[Asker]
    tokens: dict[str, str] = field(default_factory=dict)

    def answer(self, reference: Reference, asker: Asker, asked: str) -> dict[str, Any]:
        """What this person hears who names this object; without what differs between any two requests."""
        wanted = FIELDS[reference.operation][reference.field]
        filling = Filling(reference.field, asker.own, reference.path, asked)
        found = ask(
            self.client,
            self.token(asker),
            document(reference.operation, reference.field, wanted),
            **filling.variables(wanted),
        )
        return plain(found, asked)

    def token(self, asker: Asker) -> str:
        if asker.name not in self.tokens:
            self.tokens[asker.name] = sign_in(self.client, asker.name)
        return self.tokens[asker.name]


def plain(answer: dict[str, Any], asked: str) -> dict[str, Any]:
    """The answer without the id that was asked for."""
    found: dict[str, Any] = replaced(answer, asked)
    return found


def replaced(value: Any, asked: str) -> Any:
    if isinstance(value, dict):
        return {name: replaced(each, asked) for name, each in value.items()}
    if isinstance(value, list):
        return [replaced(each, asked) for each in value]
    return value.replace(asked, "ASKED") if isinstance(value, str) else value


def nowhere(kind: str) -> str:
    """The name of an object of this kind that nobody has."""
    if kind == "sensor":
        return "999999"
    if kind == "equipment code":
        return "EQ-nowhere"
    return uuid4().hex * 2 if kind == "photo" else str(uuid4())


@pytest.fixture
def site(database: Database, clock: FakeClock, tmp_path: Path, plants: Plants) -> Iterator[Site]:
    """The product's application on SQLite, and at night on PostgreSQL, too."""
    assert plants, "they are planted"
    with http_site.site(database, clock, tmp_path) as site:
        yield site


@pytest.fixture
def matrix(
    database: Database, site: Site, client: httpx.Client, plants: Plants, password_hash: str
) -> Matrix:
    there = mirrored(database, plants)
    far, near = furnished(database, there), furnished(database, plants)

    def let_in(tx: Any) -> str:
        anonymity.set_anonymous_reports(tx, plants.north, is_allowed=True, by=plants.alice)
        return str(tx.get(Timelines).anonymous_pass(plants.north))

    near = {**near, "site pass": database.transact(let_in)}
    people = askers(database, plants, near, password_hash=password_hash)
    return Matrix(client, far, near, people)


@dataclass
class Verdict:
    """What went wrong, and what nobody has reached yet."""

    wrong: list[str] = field(default_factory=list)
    unreached: set[str] = field(default_factory=lambda: {str(each) for each in asked_over_http()})


def asked_over_http() -> list[Reference]:
    """All but what opens a socket: see BY_HAND."""
    return [each for each in everything() if each.operation != "subscription"]


@pytest.mark.parametrize(
    "roles", [pytest.param(BY_DAY, id="by day"), pytest.param(ROLES, id="all", marks=pytest.mark.nightly)]
)
def test_what_is_not_theirs_is_not_there(matrix: Matrix, roles: tuple[str, ...], stumbles: list[str]) -> None:
    verdict = Verdict()
    for asker in matrix.askers:
        for reference in asked_over_http():
            if asker.role in roles and is_asked(reference, asker, is_whole=roles == ROLES):
                attack(matrix, reference, asker, verdict)
    assert verdict.wrong == []
    assert stumbles == []
    assert verdict.unreached == set(), (
        "nobody got so far that this was looked up: give its other arguments values in VALUES_OF, or an"
        " object that has come so far in KINDS_OF (tests/hostile/matrix/asking.py)"
    )


def is_asked(reference: Reference, asker: Asker, *, is_whole: bool) -> bool:
    """Where no sign-in is needed nobody is asked who they are: one of them will do."""
    if reference.field in NO_SIGN_IN:
        return asker.role == Role.OFFICER
    furthest = Role.ADMIN if reference.field in OF_ADMINS else Role.OFFICER
    is_hidden = asker.role != Role.ADMIN and asker.role in HIDDEN.get(reference.kind, ())
    return is_whole or asker.role == furthest or is_hidden


def attack(matrix: Matrix, reference: Reference, asker: Asker, verdict: Verdict) -> None:
    """Ask for what is not theirs, and for what is not there: both must sound the same."""
    for what, asked in tried(matrix, reference, asker):
        case = f"{asker.role}: {reference} of {what}"
        found = matrix.answer(reference, asker, asked)
        nothing = matrix.answer(reference, asker, nowhere(reference.kind))
        if found != nothing:
            verdict.wrong.append(f"{case}: {found} instead of {nothing}")
        if leaked := leaks(matrix, found):
            verdict.wrong.append(f"{case} shows {leaked}")
        if reaches(reference, found):
            # Who is of no site gets no further than to the first object that is not theirs.
            verdict.unreached -= set() if asker.role == NONE else {str(reference)}
        elif reference.operation == "mutation" and was_taken(found):
            verdict.wrong.append(f"{case}: it was taken")


def tried(matrix: Matrix, reference: Reference, asker: Asker) -> Iterator[tuple[str, str]]:
    yield "another site", matrix.far[reference.kind]
    if asker.role in HIDDEN.get(reference.kind, ()) and reference.field not in NO_SIGN_IN:
        yield "the own site, hidden", matrix.near[reference.kind]


def leaks(matrix: Matrix, answer: dict[str, Any]) -> list[str]:
    """Ids of the other site in an answer; short ones are in every text."""
    text = str(answer)
    return [kind for kind, each in matrix.far.items() if len(each) > 8 and each in text]


def reaches(reference: Reference, answer: dict[str, Any]) -> bool:
    """Whether this is what somebody hears whose object was looked up, and is not there."""
    for error in answer.get("errors", ()):
        code = error["extensions"]["code"]
        if code == "NOT_FOUND":
            assert error["message"] == NOT_FOUND
        return code in REACHED or code == REFUSED_AS.get(str(reference))
    if reference.operation == "mutation":
        codes = each_refused(answer)
        return bool(codes) and codes <= {*REACHED, REFUSED_AS.get(str(reference))}
    return is_empty(answer["data"])


def each_refused(answer: dict[str, Any]) -> set[str | None]:
    """The codes by which a command for many objects refused each of them; None for one that it did."""
    [done] = answer["data"].values()
    return {each.get("code") for each in done if isinstance(each, dict)} if isinstance(done, list) else set()


def was_taken(answer: dict[str, Any]) -> bool:
    """Whether a command did anything: of one for many objects, to any of them."""
    data = answer.get("data")
    if data and isinstance(next(iter(data.values())), list):
        return None in each_refused(answer)
    return bool(data)


def is_empty(value: Any) -> bool:
    """Whether nothing stands in an answer but names of types."""
    if isinstance(value, dict):
        return all(is_empty(inside) for name, inside in value.items() if name != "__typename")
    return not value


BY_HAND: Final[Mapping[str, str]] = {
    "arrivalsChanged(siteId)": "tests/sensors/test_arrivals.py: carol hears nothing, bob is refused",
    "readingsChanged(siteId)": "tests/core/graphql/test_feeds.py: carol hears nothing of the north",
    "readingsChanged(areaId)": "tests/core/graphql/test_feeds.py: nothing of an area of the north",
    "readingsChanged(inSight.areaId)": "tests/readings/test_live.py: nothing of another plant's area",
    "readingsChanged(inSight.sensorIds)": "tests/readings/test_live.py: nor of a source there",
}


def test_subscriptions_that_name_objects_are_attacked_by_hand() -> None:
    named = [str(each) for each in everything() if each.operation == "subscription"]

    assert set(named) == set(BY_HAND), (
        "the matrix does not open sockets: attack these by hand, in tests/hostile"
    )


def test_an_id_of_no_known_kind_says_what_to_do() -> None:
    later = build_schema("type Query { a: Int } type Mutation { scrapPump(pumpId: ID!): Int }")
    assert later.mutation_type is not None

    with pytest.raises(NotInTheMatrix, match="mutation scrapPump takes the id pumpId"):
        list(references("mutation", "scrapPump", later.mutation_type.fields["scrapPump"]))


SHOWN: Final = b'{"state": "shown"}'
PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "/photos/{sha256}": ("photo", "GET"),
    "/voice/{sha256}": ("photo", "GET"),
    "/photos/plans/{site_id:uuid}.svg": ("site", "GET"),
    "/photos/plans/{site_id:uuid}/{sha256}": ("site", "PUT"),
    "/photos/plans/{plan_id:uuid}/{version}": ("plan", "GET"),
    "/photos/documents/{equipment_id:uuid}/{sha256}": ("equipment", "PUT"),
    "/cases/{case_id:uuid}/dossier.pdf": ("archived", "GET"),
    "/risk-maps/{map_id:uuid}.pdf": ("risk_map", "GET"),
    "/anonymous/photos/{sha256}": ("photo", "POST"),
    "/receipts/{delivery_id}": ("window", "POST"),
    "/workbooks/runs/{run_id:uuid}": ("workbook", "GET"),
    "/workbooks/runs/{run_id:uuid}/import": ("workbook", "POST"),
    "/workbooks/runs/{run_id:uuid}/check": ("workbook", "POST"),
}
"""What stands in the address, and how it is asked for."""
NO_OBJECTS: Final[Mapping[str, str]] = {
    "/a/{token}": "for whoever has the link; what is none looks like one that is over in test_answer_links",
    "/sms-replies/{site_id}/{secret}": "for a gateway that has the secret; all else is alike in test_replies",
    "/exports/{name}.csv": "a list; its rows are those of who asks",
    "/q/{code}": "a page for everybody; unknown codes and closed sites look the same in test_labels",
}


def test_addresses_answer_alike_for_what_is_not_theirs(site: Site, matrix: Matrix) -> None:
    paths = {each.path for each in site.app.routes if "{" in getattr(each, "path", "")}
    assert paths == {*PLACES, *NO_OBJECTS}, "give each address that names an object its kind in PLACES"

    for path, (kind, method) in PLACES.items():
        for asker in matrix.askers:
            headers = bearer(matrix.token(asker))
            found = [
                matrix.client.request(method, re.sub(r"\{.*?\}", asked, path), headers=headers, content=SHOWN)
                for asked in (matrix.far[kind], nowhere(kind))
            ]
            heard = [(each.status_code, each.json(), sorted(each.headers)) for each in found]
            assert heard[0] == heard[1], (path, asker.role)
            assert heard[0][0] in (400, 401, 403, 404), (path, asker.role)


def test_exports_answer_alike_for_what_is_not_theirs(matrix: Matrix) -> None:
    span = {"from": "2026-11-24T00:00:00+00:00", "to": "2026-11-25T00:00:00+00:00"}
    for asker in matrix.askers:
        headers = bearer(matrix.token(asker))
        asked = [{"site": each, "sensor": "GAS-1", **span} for each in ("south", "nowhere")]
        found = [matrix.client.get("/export/readings", params=each, headers=headers) for each in asked]
        assert found[0].status_code == found[1].status_code == 404, asker.role
        assert found[0].json() == found[1].json()


def test_the_file_of_reach_answers_alike_for_a_site_that_is_not_theirs(matrix: Matrix) -> None:
    for asker in matrix.askers:
        headers = bearer(matrix.token(asker))
        found = [
            matrix.client.get("/export/reach.csv", params={"site": each}, headers=headers)
            for each in (matrix.far["site"], nowhere("site"))
        ]
        assert found[0].status_code == found[1].status_code == 404, asker.role
        assert found[0].json() == found[1].json()
