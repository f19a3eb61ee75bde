"""What is written once goes with a simulated site that is being removed, and with no other.

A site is being removed while `site_removals` has its row. The database takes that of a simulated site only,
and a real site never becomes a simulated one; so no row of a real site can be deleted this way, whoever
writes the statement. Every UPDATE stays refused. A later rebuild of one of these tables on SQLite (batch
mode) loses its triggers: call `allow_removal` again there.
"""

from typing import Final, NamedTuple

from alembic import op

from migrations.protection import FROZEN, is_finished, is_sqlite

NOT_SIMULATED: Final = "only a simulated site is removed"
STAYS_REAL: Final = "a site does not become a simulated one"
_OF_SITE: Final = "EXISTS (SELECT 1 FROM site_removals WHERE site_id = OLD.site_id)"
_OF_CASE: Final = (
    "EXISTS (SELECT 1 FROM site_removals JOIN cases ON cases.site_id = site_removals.site_id "
    "WHERE cases.id = OLD.case_id)"
)


class Kept(NamedTuple):
    """A table whose rows are not deleted: which of them, when they are after all, and what the refusal says.

    `trigger`: on SQLite; `before`: on PostgreSQL, where it refused updates and deletions together.
    """

    table: str
    trigger: str
    before: str
    refused: str
    going: str
    says: str


KEPT: Final = (
    *(
        Kept(table, f"{table}_no_delete", f"{table}_written_once", "TRUE", going, f"{table} is written once")
        for table, going in (
            ("audit", _OF_SITE),
            ("audit_refs", _OF_SITE),
            ("archive_texts", _OF_SITE),
            ("case_archives", _OF_CASE),
        )
    ),
    Kept(
        "cases",
        "cases_archived_no_delete",
        "cases_archived",
        "OLD.state = 'ARCHIVED'",
        _OF_SITE,
        "an archived case is written once",
    ),
    Kept("rounds", "rounds_frozen_delete", "rounds_frozen", "OLD.is_passed IS NOT NULL", _OF_CASE, FROZEN),
    *(
        Kept(table, f"{table}_frozen_delete", f"{table}_frozen", is_finished("OLD"), going, FROZEN)
        for table, going in (
            ("evidence", _OF_SITE),
            ("voice_notes", _OF_SITE),
            ("remediation_plans", _OF_CASE),
        )
    ),
)
STILL_REFUSED: Final = {
    **{
        f"{table}_written_once": ("UPDATE OR TRUNCATE", "STATEMENT", "", "refuse_change")
        for table in ("audit", "audit_refs", "archive_texts", "case_archives")
    },
    "cases_archived": ("UPDATE", "ROW", "WHEN (OLD.state = 'ARCHIVED') ", "refuse_archived"),
    "rounds_frozen": ("UPDATE", "ROW", "WHEN (OLD.is_passed IS NOT NULL) ", "refuse_frozen"),
    **{
        f"{table}_frozen": ("INSERT OR UPDATE", "ROW", "", "refuse_frozen_round")
        for table in ("evidence", "voice_notes", "remediation_plans")
    },
}
"""On PostgreSQL: what the triggers of before go on refusing, for each what, of what, when and how."""


def allow_removal() -> None:
    """Let the rows of a simulated site that is being removed be deleted; guard what says that it is."""
    if is_sqlite():
        _allow_on_sqlite()
    else:
        _allow_on_postgres()


def _allow_on_sqlite() -> None:
    for kept in KEPT:
        op.execute(f"DROP TRIGGER {kept.trigger}")
        op.execute(
            f"CREATE TRIGGER {kept.trigger} BEFORE DELETE ON {kept.table} "
            f"WHEN {kept.refused} AND NOT {kept.going} BEGIN SELECT RAISE(ABORT, '{kept.says}'); END"
        )
    _refuse_on_sqlite("site_removals_simulated", "INSERT ON site_removals", _not_simulated(), NOT_SIMULATED)
    _refuse_on_sqlite("site_removals_kept", "UPDATE ON site_removals", "TRUE", NOT_SIMULATED)
    _refuse_on_sqlite(
        "sites_stay_real", "UPDATE OF is_simulation_running ON sites", _becomes_simulated(), STAYS_REAL
    )
    op.execute(
        "CREATE TRIGGER archive_texts_grams_gone AFTER DELETE ON archive_texts "
        "BEGIN INSERT INTO archive_grams (archive_grams, rowid, body) "
        "VALUES ('delete', OLD.id, OLD.body); END"
    )
    # INSERT OR REPLACE deletes without asking a trigger.
    there = "EXISTS (SELECT 1 FROM sites WHERE id = NEW.id)"
    _refuse_on_sqlite("sites_no_replace", "INSERT ON sites", there, STAYS_REAL)
    there = "EXISTS (SELECT 1 FROM removed_sites WHERE id = NEW.id)"
    _refuse_on_sqlite(
        "removed_sites_no_replace", "INSERT ON removed_sites", there, "removed_sites is written once"
    )


def _refuse_on_sqlite(name: str, what: str, when: str, says: str) -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} WHEN {when} BEGIN SELECT RAISE(ABORT, '{says}'); END")


def _allow_on_postgres() -> None:
    for kept in KEPT:
        what, each, when, function = STILL_REFUSED[kept.before]
        op.execute(f"DROP TRIGGER {kept.before} ON {kept.table}")
        op.execute(
            f"CREATE TRIGGER {kept.before} BEFORE {what} ON {kept.table} FOR EACH {each} "
            f"{when}EXECUTE FUNCTION {function}()"
        )
        _refuse_on_postgres(
            kept.trigger, f"DELETE ON {kept.table}", f"{kept.refused} AND NOT {kept.going}", kept.says
        )
    _refuse_on_postgres("site_removals_simulated", "INSERT ON site_removals", _not_simulated(), NOT_SIMULATED)
    _refuse_on_postgres("site_removals_kept", "UPDATE ON site_removals", "TRUE", NOT_SIMULATED)
    _refuse_on_postgres(
        "sites_stay_real", "UPDATE OF is_simulation_running ON sites", _becomes_simulated(), STAYS_REAL
    )


def _refuse_on_postgres(name: str, what: str, when: str, says: str) -> None:
    row = "OLD" if what.startswith("DELETE") else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{says}'; END IF; RETURN {row}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _not_simulated() -> str:
    return "NOT EXISTS (SELECT 1 FROM sites WHERE id = NEW.site_id AND is_simulation_running IS NOT NULL)"


def _becomes_simulated() -> str:
    return "OLD.is_simulation_running IS NULL AND NEW.is_simulation_running IS NOT NULL"
