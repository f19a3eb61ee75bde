"""A database is brought to the present schema whole, or left as it is with a sentence that says why."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import bindparam, make_url, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from sqlmodel import select as sql_select

from backend.alerts.tables import AlertRow
from backend.anchors.verification_store import faults_of_site
from backend.archive import queries as archives
from backend.cases.tables import CaseArchiveRow
from backend.core.audit import Audit
from backend.core.audit_chain import Link, link_hash
from backend.core.database import Database
from backend.core.errors import UnknownSchema
from backend.core.metadata import metadata
from backend.core.time import microseconds
from backend.core.types import Json, UtcDateTime
from backend.entrypoints.migration import migrate
from backend.people.store import People
from backend.policies.site_policy_rules import from_json as policies_from_json
from backend.policies.tables import TierPolicyRow
from backend.reactions import REACTIONS
from backend.sensors.camera_events.store import from_json as rule_from_json
from backend.sensors.camera_events.tables import ObservationRuleRow
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.plants import id_of
from tests.support.servers import postgres_database

KEPT = ("cases", "audit", "audit_refs", "alerts", "hazard_reports", "deliveries", "evidence")


UNPROTECT = {
    "sqlite": ("DROP TRIGGER audit_no_update",),
    "postgresql": ("DROP TRIGGER audit_written_once ON audit",),
}


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table or index is one of the code's; the full-text search is made by hand."""
    is_search = name is not None and name.startswith(("archive_grams", "ix_archive_texts_grams"))
    return kind not in ("table", "index") or not is_search


def test_data_of_before_the_first_release_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}", reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('edarchive')"))
        connection.execute(text("CREATE TABLE cases (id INTEGER)"))

    with pytest.raises(UnknownSchema, match=r"edarchive.*Nothing was changed"):
        migrate(database)

    with database.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master ORDER BY name")).scalars().all()
    database.dispose()
    assert names == ["alembic_version", "cases"]


def test_what_the_first_release_left_goes_on_with_every_record_whole(filled: Database) -> None:
    def counts() -> dict[str, int]:
        with filled.engine.connect() as connection:
            return {
                table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                for table in (
                    "cases",
                    "audit",
                    "audit_refs",
                    "alerts",
                    "hazard_reports",
                    "deliveries",
                    "evidence",
                    "deadlines",
                )
            }

    before = counts()

    migrate(filled)

    # One row at each site says that those before it have no seal; what indicators said of risks is to be
    # reviewed: one event at each site.
    reviews = before["deadlines"] + 2
    assert counts() == {**before, "audit": before["audit"] + 1, "deadlines": reviews}
    assert min(before.values()) > 0, before
    with filled.engine.connect() as connection:
        assert (
            compare_metadata(
                MigrationContext.configure(connection, opts={"include_name": _is_ours}), metadata()
            )
            == []
        )

    def check(session: Session) -> None:
        alice = People(session).viewer(id_of("alice"))
        assert faults_of_site(session, id_of("north")) == []
        archived = session.connection().execute(select(CaseArchiveRow.case_id)).scalars().all()
        assert archived
        for case_id in archived:
            found = archives.check(session, alice, case_id)
            assert found.hash == found.computed == found.chained

    filled.read(check)


def test_archives_of_before_are_not_found_by_the_name_of_who_reported(filled: Database) -> None:
    def lines(session: Session) -> set[str]:
        bodies = session.connection().execute(text("SELECT body FROM archive_texts")).scalars()
        return {line for body in bodies for line in body.split("\n")}

    before = filled.read(lines)
    migrate(filled)

    assert {"bob", "erik"} & before - filled.read(lines)
    with filled.engine.connect() as connection, pytest.raises(DBAPIError, match="written once"):
        connection.execute(text("UPDATE archive_texts SET body = ''"))


OBSERVATION_RULE = (
    '{"type": "SMOKE", "tier": 4, "min_confidence": 0.5, "repeats": 3, "within_s": 60.0, '
    '"clear_after_s": 60.0, "areas": [], "tag_kinds": [], "tag": "ANY", '
    '"unless_roles": [], "hours": null, "raises": ""}'
)
"""A rule of a site as the first release stored it."""


def test_policies_and_rules_of_the_first_release_are_read_with_todays_words(filled: Database) -> None:
    add = text(
        "INSERT INTO observation_rules (site_id, version, rules, reason, created_at) "
        "SELECT site_id, 1, :rules, '', valid_from FROM tier_policies LIMIT 1"
    ).bindparams(bindparam("rules", type_=Json()))
    with filled.engine.begin() as connection:
        connection.execute(add, {"rules": [json.loads(OBSERVATION_RULE)]})

    migrate(filled)

    [policy] = filled.read(
        lambda s: [policies_from_json(row.tiers) for row in s.exec(sql_select(TierPolicyRow))]
    )
    [rules] = filled.read(lambda s: [row.rules for row in s.exec(sql_select(ObservationRuleRow))])
    assert all(rung.notifies for tier in policy.values() for rung in tier.ladder)
    assert [rule_from_json(rule).min_sightings for rule in rules] == [3]


def test_an_alert_of_before_gets_the_rank_that_it_has_by_its_history(filled: Database) -> None:
    """One that was red and fell while nobody answered, and one that was answered in between."""
    histories = {
        "unanswered": ("RAISED 4", "TIER_LOWERED 2"),
        "asks again": ("RAISED 4", "ACKNOWLEDGED 2", "TIER_RAISED 3", "TIER_LOWERED 2"),
    }
    columns = (
        "site_id, sensor_id, condition, indicator_id, is_simulated, raised_at, acknowledge_due_at, cause"
    )
    add = text(
        f"INSERT INTO alerts (id, {columns}, aspect, tier, worst_tier, is_active, is_acknowledged, is_open, "
        f"changed_at, activations, leads_group) SELECT :id, {columns}, :aspect, 2, 4, :yes, :no, :yes, "
        "changed_at, activations, :yes FROM alerts LIMIT 1"
    )
    line = text("INSERT INTO alert_transitions (alert_id, at, kind, tier) VALUES (:id, :at, :kind, :tier)")
    with filled.engine.begin() as connection:
        for aspect, history in histories.items():
            key = id_of(aspect) if filled.is_postgres else id_of(aspect).hex
            connection.execute(add, {"id": key, "aspect": aspect, "yes": True, "no": False})
            for each in history:
                kind, tier = each.split()
                at = "2026-11-25 08:00:00+00:00" if filled.is_postgres else 1_764_057_600_000_000
                connection.execute(line, {"id": key, "at": at, "kind": kind, "tier": int(tier)})

    migrate(filled)

    with filled.engine.connect() as connection:
        ranks = connection.execute(text("SELECT aspect, rank, asked_tier FROM alerts WHERE tier = 2")).all()
        others = text("SELECT count(*) FROM alerts WHERE NOT is_open AND rank != worst_tier")
        assert {row.aspect: (row.rank, row.asked_tier) for row in ranks if row.aspect in histories} == {
            "unanswered": (4, 4),
            "asks again": (3, 3),
        }
        assert connection.execute(others).scalar_one() == 0


def test_an_alert_of_before_keeps_what_it_said_whatever_site_and_product_say_later(filled: Database) -> None:
    """Steps of the indicator, else of the site at that tier, else of the product as it was then."""
    columns = "site_id, sensor_id, indicator_id, is_simulated, raised_at, acknowledge_due_at, cause"
    add = text(
        f"INSERT INTO alerts (id, {columns}, condition, aspect, tier, worst_tier, is_active, "
        f"is_acknowledged, is_open, changed_at, activations, leads_group) SELECT :id, {columns}, "
        ":condition, :aspect, 2, :tier, :no, :yes, :no, changed_at, activations, :yes FROM alerts LIMIT 1"
    )
    wanted = {
        ("LIMIT_HIGH", "own", 4): ("INDICATOR", "立即撤离"),
        ("RATE_OF_CHANGE", "early", 2): ("TEMPLATE", "停止该区域动火，无关人员离开"),
        ("RATE_OF_CHANGE", "late", 3): ("TEMPLATE", "立即停止动火，禁止开关电器"),
        ("EVENT", "LEAK@a", 3): ("TEMPLATE", "人员向上风向撤离，无关人员不得靠近"),
        ("SYSTEM", "DISK_NEARLY_FULL", 3): ("TEMPLATE", "清理磁盘或扩容，磁盘满后无法保存上报和处置"),
    }
    with filled.engine.begin() as connection:
        for condition, aspect, tier in wanted:
            key = id_of(aspect) if filled.is_postgres else id_of(aspect).hex
            row = {
                "id": key,
                "condition": condition,
                "aspect": aspect,
                "tier": tier,
                "yes": True,
                "no": False,
            }
            connection.execute(add, row)

    migrate(filled)

    def said(session: Session) -> dict[tuple[str, str, int], tuple[str, str]]:
        return {
            (row.condition, row.aspect, row.worst_tier): (row.advice_from, row.advice[0]["zh"])
            for row in session.exec(sql_select(AlertRow))
        }

    found = filled.read(said)
    assert {key: found[key] for key in wanted} == wanted
    assert len(found) > len(wanted), "and those that were there"


def test_a_site_of_before_goes_on_saying_its_own_steps_early_ones_early() -> None:
    """By the very function of the migration: no release kept a filled folder with advice of a site."""
    frozen = import_module("migrations.versions.20261202_frozen_advice").first_measures
    indicator = SimpleNamespace(unit="mg/m³", standard="GB/T 50493-2019", advice={})
    site = [
        SimpleNamespace(subject="TOXIC_GAS", conditions=["LIMIT_HIGH"], is_early=True, steps=["look"]),
        SimpleNamespace(subject="TOXIC_GAS", conditions=["LIMIT_HIGH"], is_early=False, steps=["leave"]),
    ]

    def said(tier: int, condition: str = "LIMIT_HIGH") -> tuple[list[str], str]:
        found: tuple[list[str], str] = frozen(
            SimpleNamespace(condition=condition, aspect="", worst_tier=tier), indicator, site
        )
        return found

    assert (said(2), said(3)) == ((["look"], "SITE"), (["leave"], "SITE"))
    assert said(4, "SILENT")[1] == "TEMPLATE"


ADDRESS = "198.51.100.7"


def sign_in_failed(database: Database) -> None:
    """A row as the first release wrote it for a failed sign-in, at the end of the chain."""
    site, at = id_of("north"), datetime(2026, 11, 25, 8, tzinfo=UTC)
    key = site if database.is_postgres else site.hex
    with database.engine.begin() as connection:
        found = {"site": key}
        position, previous = connection.execute(
            text("SELECT position, hash FROM audit_heads WHERE site_id = :site"), found
        ).one()
        link = Link(
            position + 1, microseconds(at), "SIGN_IN_FAILED", None, "", None, None, ADDRESS, previous, ""
        )
        new = {**found, "position": position + 1, "at": at, "hash": link_hash(str(site), link)}
        connection.execute(
            text(
                "INSERT INTO audit (site_id, position, at, kind, about, note, previous_hash, hash) "
                "VALUES (:site, :position, :at, 'SIGN_IN_FAILED', '', :note, :previous, :hash)"
            ).bindparams(bindparam("at", type_=UtcDateTime())),
            {**new, "note": ADDRESS, "previous": previous},
        )
        connection.execute(
            text("UPDATE audit_heads SET position = :position, hash = :hash WHERE site_id = :site"),
            {name: new[name] for name in ("site", "position", "hash")},
        )


def rows_of_north(database: Database) -> dict[int, Any]:
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM audit ORDER BY position")).mappings().all()
    return {row["position"]: dict(row) for row in found}


def test_addresses_of_before_leave_the_chain_and_no_row_is_hashed_again(filled: Database) -> None:
    sign_in_failed(filled)
    before = rows_of_north(filled)
    last = max(before)

    migrate(filled)

    after = rows_of_north(filled)
    moved = after[last]
    assert {position: row["hash"] for position, row in after.items() if position in before} == {
        position: row["hash"] for position, row in before.items()
    }
    assert [row["seal"] for position, row in after.items() if position < last] == [None] * (last - 1)
    assert moved["note"].startswith("sha256:")
    assert moved["redacted_hash"] not in (None, moved["hash"])
    assert after[last + 1]["kind"] == "AUDIT_SEALED"
    assert f"network addresses moved out of 1: {last}" in after[last + 1]["note"]
    assert after[last + 1]["seal"]
    site = id_of("north")
    assert filled.read(lambda session: faults_of_site(session, site)) == []
    assert [found[2] for found in filled.read(lambda session: Audit(session).addresses(site))] == [ADDRESS]


FORGED_AFTER_THE_MIGRATION = {
    "row of before": ("UPDATE audit SET note = 'x' WHERE position = 2", 2),
    "row that lost its address": ("UPDATE audit SET kind = 'SIGNED_IN' WHERE kind = 'SIGN_IN_FAILED'", 77),
    "its seal": ("UPDATE audit SET seal = NULL, key_id = NULL WHERE kind = 'SIGN_IN_FAILED'", 77),
    "row that says so": ("UPDATE audit SET seal = NULL, key_id = NULL WHERE kind = 'AUDIT_SEALED'", 78),
}


@pytest.mark.parametrize("forgery", FORGED_AFTER_THE_MIGRATION)
def test_rows_of_before_are_still_written_once(filled: Database, forgery: str) -> None:
    statement, position = FORGED_AFTER_THE_MIGRATION[forgery]
    sign_in_failed(filled)
    migrate(filled)

    with pytest.raises(DBAPIError, match="written once"), filled.engine.begin() as connection:
        connection.execute(text(statement))
    with filled.engine.begin() as connection:
        for each in UNPROTECT[filled.engine.dialect.name]:
            connection.execute(text(each))
        connection.execute(text(statement))

    assert filled.read(lambda session: Audit(session).broken_at(id_of("north"))) == position


@pytest.fixture
def limited(postgres_url: str) -> Iterator[str]:
    """URL of a database whose role may make tables, and no extension."""
    role = f"limited_{uuid4().hex[:8]}"
    with postgres_database(f"anhuan_test_{uuid4().hex[:12]}") as url:
        server = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x'")
            connection.execute(f"GRANT ALL ON SCHEMA public TO {role}")
        yield make_url(url).set(username=role, password="x").render_as_string(hide_password=False)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP OWNED BY {role}")
            connection.execute(f"DROP ROLE {role}")


@pytest.mark.postgres
def test_a_role_that_may_not_make_the_extension_is_notified_what_to_do(limited: str) -> None:
    database = Database(limited, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    try:
        with pytest.raises(RuntimeError, match="CREATE EXTENSION pg_trgm"):
            migrate(database)

        owner = make_url(limited).set(username="postgres", password=None, drivername="postgresql")
        with psycopg.connect(owner.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION pg_trgm")
        migrate(database)
    finally:
        database.dispose()
