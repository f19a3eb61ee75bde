"""Who may write to the database, and has read the product's source, cannot rewrite what happened.

The attacker drops the triggers, changes rows, computes the chain anew as the product would without its key,
and moves its head. `anhuan audit verify` then says so and fails.
"""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text
from typer.testing import CliRunner

from backend.alerts import commands as alerts
from backend.core.audit_chain import GENESIS, Link, link_hash
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.types import UtcDateTime
from backend.core.vocabulary import Tier
from backend.entrypoints.cli import app
from backend.reactions import REACTIONS
from backend.settings import Settings
from tests.support.databases import migrated
from tests.support.plants import Plants, over, plant

UNPROTECT = ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete")


def cli(data: Path, *command: str) -> Result:
    """`anhuan …` on this data folder, as an operator runs it."""
    return CliRunner().invoke(app, command, env={"ANHUAN_AUDIT_KEY": "", "ANHUAN_DATA_FOLDER": str(data)})


class Victim:
    """A data folder with some cases in it, and what an attacker does to its database."""

    def __init__(self, data: Path) -> None:
        self.data = data
        data.mkdir()
        url = migrated(f"sqlite:///{data / 'anhuan.sqlite3'}")
        keys = Settings(audit_key=None, data_folder=data).audit_keys  # a file, as in the embedded default
        self.database = Database(url, reactions=REACTIONS, audit_keys=keys)
        self.plants: Plants = plant(self.database)
        self.happens(Tier.YELLOW, Tier.RED, Tier.ORANGE, None, Tier.RED, None)

    def happens(self, *tiers: Tier | None) -> None:
        for tier in tiers:
            self.database.transact(lambda tx, t=tier: alerts.apply_changes(tx, [over(self.plants, t)]))

    def run(self, *statements: str) -> None:
        with self.database.engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def rehash(self) -> None:
        """Compute positions and hashes of the site's rows anew, and its head, with the product's own code."""
        columns = "id, at, kind, by, about, tier, round_number, note, digest"
        with self.database.engine.begin() as connection:
            site = self.plants.north
            rows = connection.execute(
                text(f"SELECT {columns} FROM audit WHERE site_id = :site ORDER BY position").columns(
                    at=UtcDateTime
                ),
                {"site": site.hex},
            ).all()
            connection.execute(
                text("UPDATE audit SET position = -position WHERE site_id = :s"), {"s": site.hex}
            )
            previous = GENESIS
            for position, row in enumerate(rows, start=1):
                by = None if row.by is None else str(type(site)(row.by))
                link = Link(
                    position,
                    microseconds(row.at),
                    row.kind,
                    by,
                    row.about,
                    row.tier,
                    row.round_number,
                    row.note,
                    previous,
                    "",
                    digest=row.digest,
                )
                digest = link_hash(str(site), link)
                connection.execute(
                    text("UPDATE audit SET position = :p, previous_hash = :v, hash = :h WHERE id = :i"),
                    {"p": position, "v": previous, "h": digest, "i": row.id},
                )
                previous = digest
            connection.execute(
                text("UPDATE audit_heads SET position = :p, hash = :h WHERE site_id = :s"),
                {"p": len(rows), "h": previous, "s": site.hex},
            )

    def verify(self) -> Result:
        return cli(self.data, "audit", "verify")


@pytest.fixture
def victim(tmp_path: Path) -> Victim:
    return Victim(tmp_path / "data")


def test_an_untouched_chain_holds(victim: Victim) -> None:
    found = victim.verify()

    assert found.exit_code == 0, found.output
    assert "north: the chain holds" in found.output


def edit(victim: Victim) -> None:
    victim.run("UPDATE audit SET tier = 1 WHERE position = 3")


def remove_middle(victim: Victim) -> None:
    victim.run("DELETE FROM audit WHERE position IN (3, 4)")


@pytest.mark.parametrize("attack", [edit, remove_middle])
def test_rows_that_were_hashed_again_are_found(victim: Victim, attack: Callable[[Victim], None]) -> None:
    victim.run(*UNPROTECT)
    attack(victim)
    victim.rehash()

    found = victim.verify()

    assert found.exit_code == 1, found.output
    assert "north: broken at row" in found.output


def test_a_tail_cut_off_with_the_head_moved_is_found(victim: Victim) -> None:
    """The rows that are left are true, every one; the case that was opened by those that are gone tells."""
    victim.happens(Tier.RED)
    with sqlite3.connect(victim.data / "anhuan.sqlite3") as connection:
        for statement in UNPROTECT:
            connection.execute(statement)
        [position] = connection.execute(
            "SELECT min(position) FROM audit WHERE kind = 'CASE_OPENED'"
        ).fetchone()
        connection.execute("DELETE FROM audit WHERE position >= ?", (position,))
        connection.execute(
            "UPDATE audit_heads SET position = ?, "
            "hash = coalesce((SELECT hash FROM audit WHERE position = ?), ?)",
            (position - 1, position - 1, GENESIS),
        )

    found = victim.verify()

    assert found.exit_code == 1, found.output
    assert "cases without a row in the audit log" in found.output


def test_an_empty_chain_with_cases_is_found(victim: Victim) -> None:
    victim.run(*UNPROTECT, "DELETE FROM audit", "DELETE FROM audit_heads")

    found = victim.verify()

    assert found.exit_code == 1, found.output
    assert "cases without a row in the audit log" in found.output


def test_a_chain_put_back_to_what_it_was_before_keys_is_found(victim: Victim) -> None:
    victim.run(*UNPROTECT, "UPDATE audit SET seal = NULL, key_id = NULL")
    victim.rehash()

    found = victim.verify()

    assert found.exit_code == 1, found.output


def anchor(victim: Victim) -> None:
    found = cli(victim.data, "audit", "anchor")
    assert found.exit_code == 0, found.output


def test_a_tail_cut_off_behind_the_last_case_is_found_by_its_anchor(victim: Victim) -> None:
    """The anchored row and the one behind it, which names the anchor."""
    anchor(victim)
    with sqlite3.connect(victim.data / "anhuan.sqlite3") as connection:
        for statement in UNPROTECT:
            connection.execute(statement)
        connection.execute("DELETE FROM audit WHERE position >= (SELECT max(position) - 1 FROM audit)")
        connection.execute(
            "UPDATE audit_heads SET position = position - 2, "
            "hash = (SELECT hash FROM audit ORDER BY position DESC LIMIT 1)"
        )

    found = victim.verify()

    assert found.exit_code == 1, found.output
    assert "is anchored" in found.output


def test_a_site_that_is_gone_whole_is_found_by_its_anchor(victim: Victim) -> None:
    anchor(victim)
    victim.database.dispose()
    (victim.data / "anhuan.sqlite3").unlink()
    migrated(f"sqlite:///{victim.data / 'anhuan.sqlite3'}")

    found = victim.verify()

    assert found.exit_code == 1, found.output
    assert "north" in found.output


def test_a_file_of_anchors_that_is_gone_is_missed(victim: Victim) -> None:
    anchor(victim)
    (victim.data / "audit-anchors.jsonl").unlink()

    found = victim.verify()

    assert found.exit_code == 1, found.output
    assert "audit-anchors.jsonl" in found.output


def test_a_database_with_the_key_of_another_is_no_ones(victim: Victim) -> None:
    """A key that the attacker made seals nothing that the product believes."""
    (victim.data / "audit.key").unlink()
    cli(victim.data, "keys", "rotate", "audit")

    assert victim.verify().exit_code == 1


@pytest.mark.parametrize("hours", [1, 24])
def test_what_happens_after_an_anchor_leaves_it_good(victim: Victim, hours: int) -> None:
    anchor(victim)
    later = victim.database.clock() + timedelta(hours=hours)
    victim.database.clock = lambda: later
    victim.happens(Tier.RED)

    assert victim.verify().exit_code == 0
