"""Keys come from outside the database, are rotated without a gap, and only what the product made is one."""

import base64
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from backend.alerts import commands as alerts
from backend.core.audit import Audit
from backend.core.audit_keys import KeyFile, parse
from backend.core.database import Database
from backend.core.keys import new_key
from backend.core.vocabulary import Tier
from backend.entrypoints.cli import app
from tests.support.audit_keys import TEXT
from tests.support.plants import Plants, over


@pytest.mark.parametrize(
    "text",
    [
        "",
        "change-me",
        "a" * 43,
        base64.urlsafe_b64encode(b"0123456789" * 3).decode(),
        f"{TEXT},{TEXT}",
        "钥匙",
    ],
)
def test_what_new_key_could_not_have_made_is_no_key(text: str) -> None:
    with pytest.raises(ValueError, match="audit key"):
        parse(text)


def test_a_ring_names_its_keys_and_shows_none(tmp_path: Path) -> None:
    newer, older = new_key(), new_key()

    ring = parse(f"{newer}\n{older}\n")

    assert ring == parse(f"{newer},{older}")
    assert ring.current.key_id == parse(newer).current.key_id
    assert [ring.age(key.key_id) for key in ring.keys] == [0, 1]
    assert ring.age("00000000") is None
    assert newer not in repr(ring)
    assert str(ring.current.secret) not in repr(ring)


def test_a_key_file_is_made_once_and_a_rotation_is_seen_by_who_has_it_open(tmp_path: Path) -> None:
    ours, theirs = (KeyFile(tmp_path / "data" / "audit.key") for _ in range(2))
    first = theirs()
    assert ours() == first

    ours.rotate()

    assert theirs() == ours()
    assert theirs().keys[1:] == first.keys
    assert stat.S_IMODE(theirs.path.stat().st_mode) == 0o600
    assert [each.name for each in theirs.path.parent.iterdir()] == ["audit.key"]


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    found = KeyFile(tmp_path / "audit.key")
    found()
    found.path.chmod(0o644)

    with pytest.raises(ValueError, match="read by others"):
        KeyFile(found.path)()


def happens(database: Database, plants: Plants, tier: Tier | None) -> None:
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, tier)]))


def test_rows_of_before_a_rotation_stay_verifiable_and_the_retired_key_seals_no_more(
    database: Database, plants: Plants
) -> None:
    older, newer = parse(TEXT), parse(f"{new_key()},{TEXT}")
    happens(database, plants, Tier.YELLOW)
    database.audit_keys = lambda: newer
    pending = database.read(lambda session: Audit(session).fault(plants.north))
    happens(database, plants, Tier.RED)
    whole = database.read(lambda session: Audit(session).fault(plants.north))
    database.audit_keys = lambda: older  # who stole the retired key goes on with it
    happens(database, plants, None)
    database.audit_keys = lambda: newer

    forged = database.read(lambda session: Audit(session).fault(plants.north))

    assert pending is not None
    assert "retired key" in pending.words
    assert whole is None
    assert forged is not None
    assert "was retired before" in forged.words


def test_the_command_rotates_the_key_and_each_chain_notes_it(
    sqlite_database: Database, tmp_path: Path
) -> None:
    """Keys from the environment, in two steps."""
    from tests.support.plants import plant

    plants = plant(sqlite_database)
    happens(sqlite_database, plants, Tier.RED)
    environment = {
        "ANHUAN_DATABASE_URL": str(sqlite_database.engine.url),
        "ANHUAN_DATA_FOLDER": str(tmp_path / "data"),
        "ANHUAN_AUDIT_KEY": TEXT,
    }

    first = CliRunner().invoke(app, ["keys", "rotate", "audit"], env=environment)
    ring = first.output.split("ANHUAN_AUDIT_KEY=")[1].split()[0]
    environment["ANHUAN_AUDIT_KEY"] = ring
    before = CliRunner().invoke(app, ["audit", "verify"], env=environment)
    second = CliRunner().invoke(app, ["keys", "rotate", "audit"], env=environment)
    after = CliRunner().invoke(app, ["audit", "verify"], env=environment)

    assert ring.endswith(f",{TEXT}")
    assert (before.exit_code, second.exit_code, after.exit_code) == (1, 0, 0), after.output
    assert "keys rotate audit" in before.output
    assert parse(ring).current.key_id in second.output
