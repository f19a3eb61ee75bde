"""A plant from before there was a loop goes on after the migrations: every case reaches the archive."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from backend.alerts import commands as alerts
from backend.alerts.store import Alerts
from backend.archive import queries as archives
from backend.archive.dossier.printing import Dossiers
from backend.archive.dossier.words import Vocabulary
from backend.archive.queries import ArchiveFilter
from backend.cases import commands as cases
from backend.cases.escalation import sweep_commands as supervision
from backend.cases.evidence.store import EvidenceStore
from backend.cases.rules import CaseOutcome, CaseState, RecheckReason
from backend.cases.store import Cases
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.store import Deadlines
from backend.entrypoints.migration import migrate
from backend.hazards import commands as hazards
from backend.hazards.rules import DeclineReason, HazardState
from backend.hazards.store import Hazards
from backend.photos.fingerprint_commands import look_at_some
from backend.photos.store import PhotoStore, sanitise
from backend.policies.store import Policies
from tests.support import archived_case, old_release, pictures
from tests.support.cases import Reports, alert_case, resolve
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, photo, plant
from tests.support.servers import postgres_database

LOCALES = Path(__file__).parents[2] / "frontend" / "src" / "locales"


@dataclass
class Yesterday:
    """What there was: cases by what was owed in them, and reports that nobody had answered."""

    plants: Plants
    cases: dict[str, UUID] = field(default_factory=dict)
    reports: dict[str, UUID] = field(default_factory=dict)
    due: dict[str, object] = field(default_factory=dict)


def live(database: Database, clock: FakeClock, store: PhotoStore) -> Yesterday:
    plants = plant(database)
    found = Yesterday(plants)
    found.cases["archived"] = archived_case.archived(database, plants, clock)
    found.cases["dismissed"] = archived_case.dismissed(database, plants, clock, "探头标定，误报")
    loops = Reports(database, plants)
    found.cases["resolved report"] = loops.resolved_case(plants.bob)
    sensors = more_sensors(database, ["GAS-2"])
    found.cases["open alert"] = alert_case(database, plants, Tier.ORANGE, sensor_id=sensors["north/GAS-2"])
    found.cases["open"] = loops.case(plants.erik)
    found.cases["in disposal"] = loops.case(plants.erik)
    database.transact(lambda tx: cases.acknowledge_case(tx, found.cases["in disposal"], by=plants.bob))
    found.cases["awaiting recheck"] = loops.case(plants.erik)
    resolve(database, plants, found.cases["awaiting recheck"])
    found.cases["second round"] = loops.case(plants.erik)
    resolve(database, plants, found.cases["second round"])
    seen = photo(database, "still loose", plants.dora)
    database.transact(
        lambda tx: cases.fail_recheck(
            tx,
            found.cases["second round"],
            reason=RecheckReason.INCOMPLETE,
            note="一处未紧固",
            photos=(seen,),
            by=plants.dora,
        )
    )
    found.reports["waiting"] = loops.report(plants.erik).report_id
    found.reports["declined"] = loops.report(plants.erik).report_id
    database.transact(
        lambda tx: hazards.decline_hazard(
            tx, found.reports["declined"], reason=DeclineReason.NOT_A_HAZARD, note="不是隐患", by=plants.alice
        )
    )
    kept = sanitise(pictures.jpeg(pictures.scene(1)))
    store.put(kept)
    database.transact(
        lambda tx: tx.get(EvidenceStore).record_photo(kept.facts, by=plants.bob.person_id, at=tx.now)
    )
    for name, case_id in found.cases.items():
        found.due[name] = database.transact(lambda tx, c=case_id: tx.get(Cases).get(c)).due_at
    return found


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def old(
    request: pytest.FixtureRequest,
    sqlite_database: Database,
    clock: FakeClock,
    tmp_path: Path,
    store: PhotoStore,
) -> Iterator[tuple[Database, Yesterday]]:
    """The old database, and what is in it; nothing has been migrated yet."""
    found = live(sqlite_database, clock, store)
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'old.sqlite3'}", clock=clock)
        old_release.build(database, sqlite_database)
        yield database, found
        database.dispose()
        return
    request.getfixturevalue("postgres_url")  # for its skip where there is no server
    with postgres_database(f"anhuan_test_{uuid4().hex[:12]}") as url:
        database = Database(url, clock=clock)
        old_release.build(database, sqlite_database)
        yield database, found
        database.dispose()


def test_every_case_of_yesterday_reaches_the_archive_today(
    old: tuple[Database, Yesterday], clock: FakeClock, store: PhotoStore
) -> None:
    database, found = old
    assert not {"deadlines", "lanes", "tier_policies"} & set(tables(database)), "as it was then"

    migrate(database)

    keeps_its_clocks(database, found)
    old_archives_are_there(database, found)
    goes_on(database, found, clock)
    everything_is_archived_and_the_chain_holds(database, found)
    old_photos_are_looked_at(database, store)


def tables(database: Database) -> list[str]:
    statement = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
        "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    }[database.engine.dialect.name]
    with database.engine.connect() as connection:
        return [row[0] for row in connection.execute(text(statement))]


def keeps_its_clocks(database: Database, found: Yesterday) -> None:
    """Each case has the policy of its site, and owes the same step by the same time as before."""
    owed = {
        "open alert": DeadlineStep.ACKNOWLEDGE,
        "open": DeadlineStep.ACKNOWLEDGE,
        "in disposal": DeadlineStep.DISPOSE,
        "awaiting recheck": DeadlineStep.RECHECK,
        "second round": DeadlineStep.DISPOSE,
    }
    policy = database.transact(lambda tx: tx.get(Policies).in_force(found.plants.north))
    assert policy is not None
    assert policy.version == 1
    for name, case_id in found.cases.items():
        case = database.transact(lambda tx, c=case_id: tx.get(Cases).get(c))
        running = database.transact(lambda tx, c=case_id: tx.get(Deadlines).running_anywhere(c))
        assert case.policy_id == policy.policy_id, name
        assert case.due_at == found.due[name], name
        assert [(each.step, each.due_at) for each in running] == (
            [(owed[name], found.due[name])] if name in owed else []
        ), name
        assert all(each.policy_id == policy.policy_id for each in running)
    assert supervision.sweep(database) == 0, "nobody is told anew of what was open"


def old_archives_are_there(database: Database, found: Yesterday) -> None:
    """Found by their words, unchanged, and printed in both languages."""
    alice = found.plants.alice
    for words, name in (("垫片", "archived"), ("误报", "dismissed"), ("护栏", "resolved report")):
        page = database.read(
            lambda s, w=words: archives.page(s, alice, w, ArchiveFilter(), first=5, after=None)
        )
        assert found.cases[name] in [each.view.case.case_id for _, each in page.items], name
    for name in ("archived", "dismissed", "resolved report"):
        case_id = found.cases[name]
        assert database.read(lambda s, c=case_id: archives.check(s, alice, c)).is_intact, name
        snapshot, digest = database.read(lambda s, c=case_id: archives.snapshot(s, alice, c))
        for language in Language:
            printer = Dossiers(PhotoStore(Path("nowhere")), Vocabulary(LOCALES))
            assert printer.print(snapshot, digest, language).startswith(b"%PDF"), name


def goes_on(database: Database, found: Yesterday, clock: FakeClock) -> None:
    """Through the services of today; the alert is over before its case is rechecked."""
    plants = found.plants
    for name in ("open", "in disposal", "second round"):
        resolve(database, plants, found.cases[name]).recheck()
    loops = Reports(database, plants)
    resolve(database, plants, loops.accept(found.reports["waiting"])).recheck()
    [(alert, _, _)] = database.transact(lambda tx: tx.get(Alerts).of_case(found.cases["open alert"]))
    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert.alert_id, by=plants.bob))
    steps = resolve(database, plants, found.cases["open alert"])
    clock.advance(timedelta(minutes=1))
    steps.say(None, alert.sensor_id)
    clock.advance(timedelta(minutes=6))
    steps.recheck()
    passed_by_dora(database, plants, found.cases["awaiting recheck"])


def passed_by_dora(database: Database, plants: Plants, case_id: UUID) -> None:
    """A round that was disposed of before the migration is signed by the hash that it had then."""
    seen, ink = (photo(database, name, plants.dora) for name in ("tight", "ink"))
    database.transact(
        lambda tx: cases.pass_recheck(
            tx,
            case_id,
            content_hash=tx.get(Cases).rounds(case_id)[-1].content_hash,
            note="",
            photos=(seen,),
            signature=ink,
            override_reason=None,
            by=plants.dora,
        )
    )


def everything_is_archived_and_the_chain_holds(database: Database, found: Yesterday) -> None:
    for name, case_id in found.cases.items():
        case = database.transact(lambda tx, c=case_id: tx.get(Cases).get(c))
        assert case.state is CaseState.ARCHIVED, name
        assert case.outcome is (CaseOutcome.FALSE_ALARM if name == "dismissed" else CaseOutcome.RESOLVED), (
            name
        )
        check = database.read(lambda s, c=case_id: archives.check(s, found.plants.alice, c))
        assert check.is_intact, name
        assert database.transact(lambda tx, c=case_id: tx.get(Deadlines).running_anywhere(c)) == []
    declined = database.transact(lambda tx: tx.get(Hazards).get(found.reports["declined"]))
    assert declined.state is HazardState.DECLINED
    assert database.transact(lambda tx: tx.get(Audit).broken_at(found.plants.north)) is None
    assert database.transact(lambda tx: tx.get(Audit).end(found.plants.north)).position > 20


def old_photos_are_looked_at(database: Database, store: PhotoStore) -> None:
    while look_at_some(database, store):
        pass
    with database.engine.connect() as connection:
        known = connection.execute(text("SELECT count(*) FROM photos WHERE fingerprint IS NOT NULL"))
        assert known.scalar_one() == 1, "the one whose bytes are in the store"
