"""Who may write to the database cannot rewrite an archive, a round or the history of an alert unseen."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from backend.cases.events import RECHECK_FAILED
from backend.core.events import Event
from backend.core.vocabulary import Tier
from tests.hostile.test_audit_forged import Victim, cli
from tests.support.archived_case import archived
from tests.support.fakes import FakeClock

UNPROTECT = (
    "DROP TRIGGER case_archives_no_update",
    "DROP TRIGGER case_archives_no_delete",
    "DROP TRIGGER rounds_frozen_update",
    "DROP TRIGGER rounds_frozen_delete",
)


@pytest.fixture
def victim(tmp_path: Path) -> Victim:
    found = Victim(tmp_path / "data")
    clock = FakeClock()
    clock.now = found.database.clock() + timedelta(hours=1)
    found.database.clock = clock
    archived(found.database, found.plants, clock)
    found.run(*UNPROTECT)
    return found


def test_what_the_chain_covers_is_compared_and_counted(victim: Victim) -> None:
    found = victim.verify()

    assert found.exit_code == 0, found.output
    assert "north: 1 archives, " in found.output
    assert " lines of alert histories and 2 rechecked rounds as the chain has them" in found.output
    assert "of before there were such seals" not in found.output


def archive_rewritten(victim: Victim) -> None:
    victim.run("UPDATE case_archives SET snapshot = json_set(snapshot, '$.case.tier', 1)")


def archive_and_its_hash_rewritten(victim: Victim) -> None:
    archive_rewritten(victim)
    victim.run("UPDATE case_archives SET hash = '" + "0" * 64 + "'")


def archive_gone(victim: Victim) -> None:
    victim.run("DELETE FROM case_archives")


def round_rewritten(victim: Victim) -> None:
    victim.run("UPDATE rounds SET measures = 'nothing' WHERE number = 1")


def disposer_changed(victim: Victim) -> None:
    victim.run(f"UPDATE rounds SET disposed_by = '{victim.plants.erik.person_id.hex}' WHERE number = 2")


def line_rewritten(victim: Victim) -> None:
    victim.run("UPDATE alert_transitions SET tier = 1 WHERE kind = 'RAISED'")


def line_gone(victim: Victim) -> None:
    victim.run("DELETE FROM alert_transitions WHERE kind = 'RETURNED_TO_NORMAL'")


def history_gone(victim: Victim) -> None:
    victim.run("DELETE FROM alert_transitions WHERE alert_id = (SELECT MAX(alert_id) FROM alert_transitions)")


def line_slipped_in(victim: Victim) -> None:
    victim.run(
        "INSERT INTO alert_transitions (alert_id, at, kind, tier) "
        "SELECT alert_id, at, 'ACKNOWLEDGED', tier FROM alert_transitions LIMIT 1"
    )


COPIED = (
    "case_id, measures, disposed_by, disposed_at, content_hash, is_passed, note, rechecked_by, rechecked_at"
)
EMPTY = "'[]', '[]', '[]', 1"


def round_slipped_in(victim: Victim, number: int = 9) -> None:
    victim.run(
        f"INSERT INTO rounds (number, {COPIED}, chosen, flags, flags_seen, content_version) "
        f"SELECT {number}, {COPIED}, {EMPTY} FROM rounds WHERE number = 2"
    )


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        (archive_rewritten, "the archive of case"),
        (archive_and_its_hash_rewritten, "the archive of case"),
        (archive_gone, "is gone"),
        (round_rewritten, "round 1 of case"),
        (disposer_changed, "round 2 of case"),
        (line_rewritten, "the history of alert"),
        (line_gone, "the history of alert"),
        (history_gone, "the history of alert"),
        (line_slipped_in, "1 lines of alert histories are covered by no row"),
        (round_slipped_in, "1 rechecked rounds are covered by no row"),
    ],
)
def test_what_is_not_as_the_chain_has_it_is_found(
    victim: Victim, attack: Callable[[Victim], None], words: str
) -> None:
    attack(victim)

    found = victim.verify()

    assert found.exit_code == 1, found.output
    assert words in found.output
    assert "north: the chain holds" in found.output, "its own rows are untouched"


def test_lines_of_before_there_were_seals_are_counted_and_said(victim: Victim) -> None:
    victim.run(
        "INSERT INTO alert_transitions (id, alert_id, at, kind, tier) "
        "SELECT -1, alert_id, at, 'RAISED', tier FROM alert_transitions LIMIT 1"
    )

    found = victim.verify()

    assert found.exit_code == 0, found.output
    assert "1 lines and 0 rounds are of before there were such seals" in found.output


def test_rounds_of_before_there_were_seals_are_as_many_as_the_chain_has_rechecks_of_then(
    victim: Victim,
) -> None:
    victim.database.reactions = {}
    victim.database.transact(lambda tx: tx.announce(Event(RECHECK_FAILED, victim.plants.north)))
    round_slipped_in(victim)
    before = victim.verify()
    round_slipped_in(victim, 10)
    after = victim.verify()

    assert before.exit_code == 0, before.output
    assert "0 lines and 1 rounds are of before there were such seals" in before.output
    assert after.exit_code == 1, after.output
    assert "1 rechecked rounds are covered by no row" in after.output


def anchored(victim: Victim) -> Path:
    assert cli(victim.data, "audit", "anchor").exit_code == 0
    return victim.data / "audit-anchors.jsonl"


def test_anchors_emptied_with_the_rows_about_them_are_missed(victim: Victim) -> None:
    file = anchored(victim)
    victim.happens(Tier.RED)
    file.write_text("")
    victim.run("DELETE FROM audit_anchors")

    found = victim.verify()

    assert found.exit_code == 1, found.output
    assert "audit-anchors.jsonl" in found.output


def test_anchors_put_back_to_those_of_before_are_missed(victim: Victim) -> None:
    before = anchored(victim).read_text()
    victim.happens(Tier.RED)
    anchored(victim).write_text(before)
    victim.run("DELETE FROM audit_anchors")

    found = victim.verify()

    assert found.exit_code == 1, found.output
    assert "where row" in found.output


def test_a_quiet_plant_gets_no_row_for_each_anchor(victim: Victim) -> None:
    anchored(victim)
    rows = victim.verify().output
    for _ in range(3):
        anchored(victim)

    found = victim.verify()
    assert found.exit_code == 0, found.output
    assert rows.split("rows")[0] == found.output.split("rows")[0]
