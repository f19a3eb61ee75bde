"""Two small plants for tests.

At "north": alice and dora (officers), bob (worker), erik (lead). At "south": carol (officer).
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from backend.cases.rules import Evidence
from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import AlertCondition, ConditionChange, Stage, Tier, TracePoint
from backend.demo.planting import agree_to_all
from backend.equipment.rules import Equipment, EquipmentState
from backend.equipment.store import EquipmentStore
from backend.people.rules import Department, Person
from backend.people.store import People
from backend.photos.records_store import Photos, Upload
from backend.photos.rules import PhotoFacts
from backend.sensors.rules import Indicator, Limit, LimitSide, Sensor, SensorState
from backend.sensors.store import Sensors
from backend.sites.plans.rules import Plan, first_plan_id
from backend.sites.plans.store import Plans
from backend.sites.rules import Area, Site
from backend.sites.store import Sites

PASSWORD = "correct horse battery staple"
OFF_DELAY = timedelta(seconds=30)


def id_of(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


@dataclass(frozen=True)
class Plants:
    """Who and what there is. `gas` and `pump` are sensors at north, `far_gas` one at south."""

    alice: Viewer
    bob: Viewer
    dora: Viewer
    erik: Viewer
    carol: Viewer
    north: UUID
    south: UUID
    gas: int
    pump: int
    far_gas: int
    area: UUID
    far_area: UUID
    department: UUID
    indicator: Indicator


def plant(database: Database, *, password_hash: str = "none", is_demo: bool = False) -> Plants:
    """Put both plants into an empty database. `is_demo`: north is simulated."""

    def command(tx: Transaction) -> Plants:
        north = _site(tx, "north", is_demo=is_demo)
        south = _site(tx, "south")
        viewers = {
            name: _person(tx, name, role, site, password_hash)
            for name, role, site in (
                ("alice", Role.OFFICER, "north"),
                ("bob", Role.WORKER, "north"),
                ("dora", Role.OFFICER, "north"),
                ("erik", Role.LEAD, "north"),
                ("carol", Role.OFFICER, "south"),
            )
        }
        gas, indicator = _sensor(tx, "north", "GAS-1", responsible=id_of("bob"))
        pump, _ = _sensor(tx, "north", "PUMP-1", responsible=id_of("bob"))
        far_gas, _ = _sensor(tx, "south", "GAS-1", responsible=id_of("carol"))
        return Plants(
            **viewers,
            north=north,
            south=south,
            gas=gas,
            pump=pump,
            far_gas=far_gas,
            area=id_of("north/area"),
            far_area=id_of("south/area"),
            department=id_of("north/department"),
            indicator=indicator,
        )

    return database.transact(command)


def over(
    plants: Plants, tier: Tier | None, *, sensor_id: int | None = None, value: float = 60.0
) -> ConditionChange:
    """What detection says when the gas at north holds at this tier, or (None) is back inside its limits."""
    return ConditionChange(
        sensor_id=plants.gas if sensor_id is None else sensor_id,
        condition=AlertCondition.LIMIT_HIGH,
        tier=tier,
        sampled_us=1_700_000_000_000_000,
        value=value,
        limit=50.0,
        lasted_us=3_000_000,
        indicator_id=plants.indicator.indicator_id,
        indicator_version=1,
        trace=(TracePoint(1_699_999_999_000_000, 20.0), TracePoint(1_700_000_000_000_000, value)),
    )


def more_sensors(
    database: Database,
    codes: list[str],
    *,
    site: str = "north",
    responsible: str = "bob",
    is_apart: bool = False,
) -> dict[str, int]:
    """Sensors of a site, with the same indicator as all others; their ids by source key. `is_apart`: on no
    equipment and of no gas, so that no alerts of theirs have one cause.
    """

    def command(tx: Transaction) -> dict[str, int]:
        return {
            f"{site}/{code}": _sensor(tx, site, code, responsible=id_of(responsible), is_apart=is_apart)[0]
            for code in codes
        }

    return database.transact(command)


def photo(database: Database, name: str, by: Viewer) -> Evidence:
    """Evidence of a photo that this person has sent."""
    return database.transact(lambda tx: sent_photo(tx, name, by))


def sent_photo(tx: Transaction, name: str, by: Viewer) -> Evidence:
    """The same within a transaction."""
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    tx.get(Photos).record(PhotoFacts(sha256=sha256, width=1600, height=1200), Upload(by.person_id), at=tx.now)
    return Evidence(sha256, taken_at=None)


def site_beside(database: Database, code: str, *, worker: UUID) -> None:
    """A further simulated plant; this person of the demo works there, too, and is responsible for its only
    sensor, GAS-1.
    """

    def command(tx: Transaction) -> None:
        site_id = _site(tx, code, is_demo=True)
        membership = Membership(worker, site_id, Role.WORKER, id_of(f"{code}/department"), None)
        tx.get(People).put_membership(membership)
        agree_to_all(tx, worker, site_id)
        _sensor(tx, code, "GAS-1", responsible=worker)

    database.transact(command)


def _site(tx: Transaction, code: str, *, is_demo: bool = False) -> UUID:
    name = Text(f"{code}厂", f"{code} plant")
    site = Site(id_of(code), code, name, "Asia/Shanghai", True if is_demo else None, asks_proof=False)
    tx.get(Sites).put(site)
    plan = Plan(
        first_plan_id(site.site_id), site.site_id, Text("总图", "Site plan"), 1, 1200, 760, svg="<svg/>"
    )
    tx.get(Plans).put(plan)
    tx.get(People).put_department(
        Department(id_of(f"{code}/department"), site.site_id, Text("生产部", "Production")),
        code="PRODUCTION",
    )
    square = (0.0, 0.0, 10.0, 0.0, 10.0, 10.0, 0.0, 10.0)
    tx.get(Sites).put_area(Area(id_of(f"{code}/area"), site.site_id, "A1", Text("罐区", "Tank farm"), square))
    tx.get(EquipmentStore).put(
        Equipment(
            equipment_id=id_of(f"{code}/equipment"),
            site_id=site.site_id,
            code=f"EQ-{code}",
            name=Text("泵", "Pump"),
            state=EquipmentState.RUNNING,
            stage=Stage.EQUIPMENT,
            area_id=id_of(f"{code}/area"),
            next_maintenance_at=None,
        )
    )
    return site.site_id


def _person(tx: Transaction, name: str, role: Role, site: str, password_hash: str) -> Viewer:
    person = Person(id_of(name), Text(name, name))
    tx.get(People).add(person, username=name, password_hash=password_hash)
    membership = Membership(person.person_id, id_of(site), role, id_of(f"{site}/department"), None)
    tx.get(People).put_membership(membership)
    agree_to_all(tx, person.person_id, membership.site_id)
    return Viewer(person.person_id, (membership,))


def _sensor(
    tx: Transaction, site: str, code: str, *, responsible: UUID, is_apart: bool = False
) -> tuple[int, Indicator]:
    sensor = Sensor(
        sensor_id=0,
        site_id=id_of(site),
        code=code,
        name=Text(f"{code}可燃气体", f"{code} gas"),
        unit="℃" if is_apart else "%LEL",
        stage=Stage.PROCESS,
        area_id=id_of(f"{site}/area"),
        equipment_id=None if is_apart else id_of(f"{site}/equipment"),
        department_id=id_of(f"{site}/department"),
        responsible_id=responsible,
        state=SensorState.IN_SERVICE,
        is_simulated=False,
        indicator=None,
        last_seen_at=None,
        created_at=tx.now,
    )
    sensor_id = tx.get(Sensors).add(sensor)
    wanted = Indicator(
        indicator_id=id_of("unused"),
        version=0,
        unit="%LEL",
        limits=(
            Limit(LimitSide.HIGH, Tier.YELLOW, 10.0),
            Limit(LimitSide.HIGH, Tier.ORANGE, 25.0),
            Limit(LimitSide.HIGH, Tier.RED, 50.0),
        ),
        deadband=1.0,
        on_delay=timedelta(0),
        off_delay=OFF_DELAY,
        silent_after=timedelta(seconds=60),
        standard="" if is_apart else "GB/T 50493-2019",
    )
    return sensor_id, tx.get(Sensors).add_indicator(sensor_id, wanted, reason="test", at=tx.now, by=None)
