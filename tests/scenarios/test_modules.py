"""A module that a site has switched off is not there: each query and mutation of it, made from the schema."""

from typing import Any, Final

import httpx
import pytest
from graphql import GraphQLField

from backend.agreements.module_switches import commands as modules
from backend.api.schema import schema as product_schema
from backend.core.database import Database, Transaction
from backend.core.graphql.modules import MODULE
from backend.core.graphql.plans.plan import DEFINITION
from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.anonymous.rules import hash_of_key
from backend.hazards.timeline.store import Timelines
from backend.people.rules import Person
from backend.people.store import People
from backend.sites.modules.store import Modules
from backend.suggestions import commands as suggestions
from backend.suggestions.commands import Origin
from backend.suggestions.rules import SuggestionTopic
from tests.hostile.matrix.asking import Filling, document
from tests.hostile.matrix.objects import Objects, furnished
from tests.support.client import document as stored
from tests.support.http_site import Site, ask, sign_in
from tests.support.plants import Plants, id_of

GRAPHQL: Final = product_schema._schema
FIELDS: Final[dict[str, dict[str, GraphQLField]]] = {
    "query": GRAPHQL.query_type.fields if GRAPHQL.query_type else {},
    "mutation": GRAPHQL.mutation_type.fields if GRAPHQL.mutation_type else {},
    "subscription": GRAPHQL.subscription_type.fields if GRAPHQL.subscription_type else {},
}
PACKAGES: Final = {
    "backend.suggestions": Module.SUGGESTIONS,
    "backend.hazards.anonymous": Module.REPORTS_WITHOUT_NAME,
    "backend.sensors.camera_events": Module.CAMERA_EVENTS,
    "backend.tuning": Module.TUNING,
    "backend.cases.tasks": Module.DEPARTMENT_TASKS,
}
ALWAYS_ON: Final = {
    "setAnonymousReports": "it is a switch itself",
    **dict.fromkeys(
        ("backtest", "limitBounds", "proposals", "proposal", "indicatorHistory", "proposeIndicator"),
        "limits are of alerts",
    ),
    **dict.fromkeys(
        ("approveIndicator", "rejectIndicator", "withdrawIndicator", "startShadow", "stopShadow"),
        "limits are of alerts",
    ),
}
"""What stands in a package of a module and is none of it."""
OPEN: Final = {
    "anonymousReport",
    "reportAnonymously",
    "objectAnonymously",
    "anonymousSuggestion",
    "submitSuggestionAnonymously",
}
"""Needs no sign-in, so that no viewer says of which site it is: tried one by one below."""
KEY: Final = "0" * 26


def resolver_of(field: GraphQLField) -> Any:
    return field.extensions[DEFINITION].base_resolver.wrapped_func


def package_of(field: GraphQLField) -> Module | None:
    where = resolver_of(field).__module__
    return next((module for prefix, module in PACKAGES.items() if f"{where}.".startswith(f"{prefix}.")), None)


GATED: Final = {
    name: (operation, getattr(resolver_of(field), MODULE))
    for operation, fields in FIELDS.items()
    for name, field in fields.items()
    if hasattr(resolver_of(field), MODULE)
}


@pytest.fixture
def own(sqlite_database: Database, plants: Plants) -> Objects:
    found = furnished(sqlite_database, plants)
    with_person(sqlite_database, plants, "an administrator", Role.ADMIN, plants.north)
    return {**found, "site pass": "none"}


def with_person(database: Database, plants: Plants, name: str, role: Role, *site_ids: Any) -> Viewer:
    """Somebody more, with the password of alice."""

    def command(tx: Transaction) -> Viewer:
        person = Person(id_of(name), Text(name, name))
        secret = tx.get(People).password_hash(plants.alice.person_id)
        tx.get(People).add(person, username=name, password_hash=secret)
        for site_id in site_ids:
            department = id_of("north/department") if site_id == plants.north else None
            tx.get(People).put_membership(Membership(person.person_id, site_id, role, department, None))
        return tx.get(People).viewer(person.person_id)

    return database.transact(command)


def switch(database: Database, plants: Plants, module: Module, *, is_on: bool = False) -> None:
    def command(tx: Transaction) -> None:
        before = tx.get(Modules).state(plants.north, module)
        modules.switch(tx, before, is_on=is_on, reason="test", by=plants.alice.person_id)

    database.transact(command)


def codes(answer: dict[str, Any]) -> set[str]:
    return {error["extensions"]["code"] for error in answer.get("errors", ())}


def test_whatever_stands_in_the_package_of_a_module_is_of_it_or_says_why_not() -> None:
    found = {
        name: module
        for fields in FIELDS.values()
        for name, field in fields.items()
        if (module := package_of(field)) is not None and name not in ALWAYS_ON
    }

    forgotten = set(found) - set(GATED) - OPEN
    assert not forgotten, "below its decorator: @of_module(Module...), or module= of its command"
    assert {name: module for name, (_, module) in GATED.items()} == {
        name: module for name, module in found.items() if name not in OPEN
    }
    assert set(PACKAGES.values()) == set(Module)


@pytest.mark.parametrize("name", ["alice", "an administrator", "bob"])
def test_every_query_and_mutation_of_a_module_is_refused_where_it_is_off(
    sqlite_database: Database, site: Site, client: httpx.Client, plants: Plants, own: Objects, name: str
) -> None:
    token = sign_in(client, name)

    def tried() -> dict[str, set[str]]:
        found = {}
        for field, (operation, _) in GATED.items():
            wanted = FIELDS[operation][field]
            text = document(operation, field, wanted).replace("()", "")  # where it takes nothing
            given = Filling(field, own, (), "").variables(wanted)
            found[field] = codes(ask(client, token, text, **given))
        return found

    assert not [field for field, heard in tried().items() if "MODULE_OFF" in heard]
    for module in Module:
        switch(sqlite_database, plants, module)

    assert {field: {"MODULE_OFF"} for field in GATED} == tried()


def test_one_module_off_leaves_the_others_on(
    sqlite_database: Database, site: Site, client: httpx.Client, plants: Plants, own: Objects
) -> None:
    token = sign_in(client, "alice")
    switch(sqlite_database, plants, Module.SUGGESTIONS)

    assert codes(ask(client, token, "{ suggestions { totalCount } }")) == {"MODULE_OFF"}
    assert (
        codes(
            ask(client, token, "{ tasks { totalCount } kpis { activations } anonymousReporting { siteId } }")
        )
        == set()
    )


def test_who_belongs_to_two_sites_sees_the_one_that_has_it(
    sqlite_database: Database, site: Site, client: httpx.Client, plants: Plants, own: Objects
) -> None:
    both = with_person(sqlite_database, plants, "both", Role.OFFICER, plants.north, plants.south)

    def suggest(tx: Transaction, site_id: Any) -> Any:
        return suggestions.submit_suggestion(
            tx,
            topic=SuggestionTopic.SAFETY,
            text="加一盏灯",
            origin=Origin(site_id),
            photos=(),
            made_at=tx.now,
            by=both,
        )

    ours = sqlite_database.transact(lambda tx: suggest(tx, plants.north))
    theirs = sqlite_database.transact(lambda tx: suggest(tx, plants.south))
    token = sign_in(client, "both")
    query = """
      query($id: UUID!) {
        suggestion(id: $id) { id }
        suggestions(first: 100) { totalCount edges { node { id } } }
      }"""
    before = ask(client, token, query, id=str(ours))["data"]
    assert before["suggestion"] == {"id": str(ours)}

    switch(sqlite_database, plants, Module.SUGGESTIONS)

    for _ in range(2):  # the second time from the plan
        after = ask(client, token, query, id=str(ours))["data"]
        assert after == {
            "suggestion": None,
            "suggestions": {"totalCount": 1, "edges": [{"node": {"id": str(theirs)}}]},
        }
    declined = ask(
        client,
        token,
        stored("DeclineSuggestion"),
        input={"operationId": str(id_of("decline")), "suggestionId": str(ours), "reason": "已有同样安排"},
    )
    assert codes(declined) == {"NOT_FOUND"}


def test_switched_on_again_everything_is_back(
    sqlite_database: Database, site: Site, client: httpx.Client, plants: Plants, own: Objects
) -> None:
    token = sign_in(client, "alice")
    rights = "viewer { memberships { modules permissions } }"
    query = (
        f"{{ suggestions {{ totalCount }} tasks {{ totalCount }} board {{ columns {{ count }} }} {rights} }}"
    )
    before = ask(client, token, query)
    assert before["data"]["suggestions"]["totalCount"] > 0 < before["data"]["tasks"]["totalCount"]

    for module in Module:
        switch(sqlite_database, plants, module)
    [there] = ask(client, token, "{ viewer { memberships { modules permissions } } }")["data"]["viewer"][
        "memberships"
    ]
    assert there["modules"] == []
    assert not {"MANAGE_TASKS", "MANAGE_ALL_TASKS"} & set(there["permissions"])
    for module in Module:
        switch(sqlite_database, plants, module, is_on=True)

    assert ask(client, token, query) == before


class TestWithoutASignIn:
    """What is open to everybody looks at the site of the pass or of the key."""

    @pytest.fixture(autouse=True)
    def reported(self, sqlite_database: Database, plants: Plants, own: Objects) -> None:
        def command(tx: Transaction) -> str:
            anonymity.set_anonymous_reports(tx, plants.north, is_allowed=True, by=plants.alice)
            return str(tx.get(Timelines).anonymous_pass(plants.north))

        self.site_pass = sqlite_database.transact(command)

    def made(self, **more: Any) -> dict[str, Any]:
        return {
            "operationId": str(id_of(str(sorted(more)))),
            "sitePass": self.site_pass,
            "keyHash": hash_of_key(KEY),
            "photos": [],
            **more,
        }

    def test_a_report_is_taken_and_followed_only_where_the_module_is_on(
        self, sqlite_database: Database, site: Site, client: httpx.Client, plants: Plants
    ) -> None:
        report = self.made(
            category="MECHANICAL",
            description="护罩松动",
            areaId=str(plants.area),
            capturedAt="2026-11-24T12:00:00Z",
        )
        assert "errors" not in ask(client, None, stored("ReportAnonymously"), input=report)
        assert ask(client, None, stored("AnonymousReport"), key=KEY)["data"]["anonymousReport"]

        switch(sqlite_database, plants, Module.REPORTS_WITHOUT_NAME)

        again = {**report, "operationId": str(id_of("another")), "keyHash": "b" * 64}
        assert codes(ask(client, None, stored("ReportAnonymously"), input=again)) == {"ANONYMOUS_NOT_ALLOWED"}
        assert ask(client, None, stored("AnonymousReport"), key=KEY)["data"]["anonymousReport"] is None
        objection = {"operationId": str(id_of("objection")), "key": KEY, "reason": "还在漏"}
        assert codes(ask(client, None, stored("ObjectAnonymously"), input=objection)) == {"NOT_FOUND"}

        switch(sqlite_database, plants, Module.REPORTS_WITHOUT_NAME, is_on=True)
        assert ask(client, None, stored("AnonymousReport"), key=KEY)["data"]["anonymousReport"]
        assert "errors" not in ask(client, None, stored("ReportAnonymously"), input=again), (
            "the pass is the same"
        )

    def test_a_suggestion_without_a_name_needs_both_modules(
        self, sqlite_database: Database, site: Site, client: httpx.Client, plants: Plants
    ) -> None:
        made = self.made(topic="SAFETY", text="加灯", origin={}, madeAt="2026-11-24T12:00:00Z")
        assert "errors" not in ask(client, None, stored("SubmitSuggestionAnonymously"), input=made)

        for module in (Module.SUGGESTIONS, Module.REPORTS_WITHOUT_NAME):
            switch(sqlite_database, plants, module)
            assert (
                ask(client, None, stored("AnonymousSuggestion"), key=KEY)["data"]["anonymousSuggestion"]
                is None
            )
            again = {**made, "operationId": str(id_of(module)), "keyHash": "b" * 64}
            refused = codes(ask(client, None, stored("SubmitSuggestionAnonymously"), input=again))
            assert refused <= {"MODULE_OFF", "ANONYMOUS_NOT_ALLOWED"}
            assert refused
            switch(sqlite_database, plants, module, is_on=True)

        assert ask(client, None, stored("AnonymousSuggestion"), key=KEY)["data"]["anonymousSuggestion"]


def test_a_viewer_without_any_site_is_not_refused_for_a_module() -> None:
    nobody = Viewer(id_of("nobody"), ())

    assert nobody.within(Module.SUGGESTIONS).site_ids == ()
