"""Planting the demo plant: a whole site from paper into the database, as often as one likes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Transaction
from backend.core.text import Text
from backend.core.viewer import Membership
from backend.demo.blueprint import CONTROL_ROOM, PlannedSensor, Plant
from backend.demo.risks import plant_risks
from backend.demo.rosters import plant_roster
from backend.equipment.rules import Equipment
from backend.equipment.store import EquipmentStore
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from backend.people.posts.rules import Post
from backend.people.posts.store import Posts
from backend.people.privacy.consents_store import Consents
from backend.people.privacy.notices_store import Notices
from backend.people.privacy.rules import ASKED, Consent, ConsentState
from backend.people.rules import Department, Person
from backend.people.store import People
from backend.sensors.camera_events.store import Tags
from backend.sensors.rules import Sensor, SensorState
from backend.sensors.store import Sensors
from backend.sites.plans.rules import Plan, first_plan_id
from backend.sites.plans.store import Plans
from backend.sites.rules import Area, Site
from backend.sites.settings.rules import Trade
from backend.sites.settings.store import SitesSettings
from backend.sites.store import Sites

PLAN_NAME: Final = Text("总图", "Site plan")
FIRST_EXTENSION: Final = 80101
"""Numbers inside a plant that is not there: nobody outside is called by them."""
PLAN_SIZE: Final = (1200.0, 760.0)
REASON = "template of the demo plant"


def is_planted(tx: Transaction, plant: Plant) -> bool:
    return tx.get(Sites).by_code(plant.code) is not None


def plant_site(tx: Transaction, plant: Plant, *, plan_svg: str, password_hash: str) -> None:
    """Put the plant into the database. What is there already is brought up to date, never doubled."""
    site = Site(
        plant.site_id, plant.code, plant.name, plant.timezone, is_simulation_running=True, asks_proof=False
    )
    tx.get(Sites).put(site)
    _describe(tx, plant)
    if plan_svg:
        tx.get(Plans).put(
            Plan(first_plan_id(site.site_id), site.site_id, PLAN_NAME, 1, *PLAN_SIZE, svg=plan_svg)
        )
    _people(tx, plant, password_hash)
    _places(tx, plant)
    for planned in plant.sensors:
        _sensor(tx, plant, planned, is_simulated=True)
    for planned in plant.observers:
        _sensor(tx, plant, planned, is_simulated=True)
    for tag in plant.tags:
        tx.get(Tags).put(plant.site_id, tag)
    give_task_rules(tx, plant)
    for planned in plant.hand_held:
        _sensor(tx, plant, planned, is_simulated=False)
    plant_roster(tx, plant)
    plant_risks(tx, plant)


def give_task_rules(tx: Transaction, plant: Plant) -> None:
    """Put the rules of the plant; a site that ever had any keeps its own."""
    if tx.get(TaskRules).had_any(plant.site_id):
        return
    for position, rule in enumerate(plant.task_rules):
        tx.get(TaskRules).put(rule, position=position)


def _departments(tx: Transaction, plant: Plant) -> None:
    for department in plant.departments:
        value = Department(department.department_id, plant.site_id, department.name)
        tx.get(People).put_department(value, code=department.code)


def _describe(tx: Transaction, plant: Plant) -> None:
    """A chemical plant, unless somebody has said otherwise."""
    settings = tx.get(SitesSettings).get(plant.site_id)
    if settings.details.trade is None:
        details = replace(
            settings.details, trade=Trade.CHEMICAL, control_room=CONTROL_ROOM, wind_speed_source="WS-001"
        )
        tx.get(SitesSettings).put(replace(settings, details=details))


def _people(tx: Transaction, plant: Plant, password_hash: str) -> None:
    departments = {each.code: each.department_id for each in plant.departments}
    _departments(tx, plant)
    posts = _posts(tx, plant, departments)
    for planned in plant.people:
        person = Person(planned.person_id, planned.name)
        is_new = tx.get(People).add(
            person, username=planned.username, password_hash=password_hash, is_demo=True
        )
        tx.get(People).put_membership(
            Membership(
                person.person_id,
                plant.site_id,
                planned.role,
                departments[planned.department],
                posts[planned.post].name,
            )
        )
        tx.get(Staff).give_post(person.person_id, plant.site_id, posts[planned.post].post_id)
        if is_new:
            extension = str(FIRST_EXTENSION + plant.people.index(planned))
            tx.get(Staff).put_addresses(person.person_id, {AddressKind.PHONE: extension})
            agree_to_all(tx, person.person_id, plant.site_id)


def agree_to_all(tx: Transaction, person_id: UUID, site_id: UUID) -> None:
    """Let somebody whom we made up have read every notice and agreed to it."""
    current = tx.get(Notices).current(site_id)
    tx.get(Notices).mark_read(person_id, current.values(), at=tx.now)
    for purpose in sorted(ASKED):
        consent = Consent(purpose, current[purpose].version, ConsentState.GIVEN, tx.now)
        tx.get(Consents).add(person_id, site_id, consent)


def _posts(tx: Transaction, plant: Plant, departments: Mapping[str, UUID]) -> dict[str, Post]:
    """The posts of the plant by code; one that is there keeps what an administrator made of it."""
    found = {each.code: each for each in tx.get(Posts).of_site(plant.site_id)}
    for planned in plant.posts:
        if planned.code not in found:
            found[planned.code] = Post(
                uuid4(), plant.site_id, planned.code, planned.name, departments[planned.department]
            )
            tx.get(Posts).add(found[planned.code])
    return found


def _places(tx: Transaction, plant: Plant) -> None:
    areas = {each.code: each.area_id for each in plant.areas}
    plan_id = next((each.plan_id for each in tx.get(Plans).all(plant.site_id)), None)
    for area in plant.areas:
        made = Area(area.area_id, plant.site_id, area.code, area.name, area.polygon, plan_id=plan_id)
        tx.get(Sites).put_area(replace(made, muster=area.muster))
    for planned in plant.equipment:
        due = tx.now + planned.maintenance_in if planned.maintenance_in else None
        tx.get(EquipmentStore).put(
            Equipment(
                equipment_id=planned.equipment_id,
                site_id=plant.site_id,
                code=planned.code,
                name=planned.name,
                state=planned.state,
                stage=planned.stage,
                area_id=areas[planned.area],
                next_maintenance_at=due,
            )
        )


def _sensor(tx: Transaction, plant: Plant, planned: PlannedSensor, *, is_simulated: bool) -> None:
    if tx.get(Sensors).by_code(plant.site_id, planned.code) is not None:
        return
    departments = {each.code: each.department_id for each in plant.departments}
    people = {each.username: each.person_id for each in plant.people}
    areas = {each.code: each.area_id for each in plant.areas}
    equipment = {each.code: each.equipment_id for each in plant.equipment}
    sensor = Sensor(
        sensor_id=0,
        site_id=plant.site_id,
        code=planned.code,
        name=planned.name,
        unit=planned.indicator.unit,
        stage=planned.stage,
        area_id=areas[planned.area],
        equipment_id=equipment[planned.equipment] if planned.equipment else None,
        department_id=departments[planned.department],
        responsible_id=people[planned.responsible],
        state=SensorState.IN_SERVICE,
        is_simulated=is_simulated,
        indicator=None,
        last_seen_at=None,
        kind=planned.kind,
        created_at=tx.now,
    )
    tx.get(Sensors).add_indicator(
        tx.get(Sensors).add(sensor),
        planned.indicator,
        reason=REASON,
        at=tx.now,
        by=None,
    )
