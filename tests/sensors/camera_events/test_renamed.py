"""Areas and machines get other codes: tags and rules go on to mean the same places and machines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.agreements import commands as agreements
from backend.agreements import queries as requests
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.equipment import commands as equipment
from backend.equipment.commands import EquipmentDetails
from backend.equipment.store import EquipmentStore
from backend.monitoring import observations_commands as observations
from backend.sensors.camera_events import commands as rules
from backend.sensors.camera_events import tags_commands as tags
from backend.sensors.camera_events.observation_rules import Observation, key_of
from backend.sensors.camera_events.rules import ObservationRule, TagCondition
from backend.sensors.camera_events.store import ObservationRules, Tags
from backend.sensors.camera_events.tags_rules import Tag, TagKind
from backend.sites import area_commands as areas
from backend.sites.area_commands import AreaDetails
from backend.sites.store import Sites
from backend.workbooks.store import SiteInventory
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of
from tests.support.refusals import code_of

pytestmark = pytest.mark.both_databases("rules, tags and requests are JSON")
GOODS = Tag("E280-1", TagKind.GOODS, Text("托盘", "Pallet"), areas=frozenset({"A1"}))
MISPLACED = ObservationRule("TAG_READ", Tier.RED, tag=TagCondition.MISPLACED, raises="GOODS_MISPLACED")
MISMATCHED = ObservationRule("TAG_READ", Tier.YELLOW, tag=TagCondition.MISMATCHED, raises="TAG_MISMATCH")
FIRE_HERE = ObservationRule("FIRE", Tier.RED, areas=frozenset({"A1"}))


class Site:
    """North, whose tank farm is called A1 and whose machine EQ-north, until they are renamed."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        self.database, self.plants, self.clock = database, plants, clock

    def rename_area(self, code: str) -> None:
        def run(tx: Transaction) -> None:
            area = tx.get(Sites).area(self.plants.area)
            details = AreaDetails(code, area.name)
            areas.change_area(tx, area.area_id, details, version=area.version, by=self.plants.alice)

        self.database.transact(run)

    def rename_machine(self, code: str, *, other_codes: tuple[str, ...] = ()) -> None:
        def run(tx: Transaction) -> None:
            item = tx.get(EquipmentStore).get(id_of("north/equipment"))
            details = EquipmentDetails(code, item.name, item.area_id, item.stage, other_codes=other_codes)
            equipment.change_equipment(
                tx, item.equipment_id, details, version=item.version, by=self.plants.alice
            )

        self.database.transact(run)

    def rules(self, *wanted: ObservationRule) -> None:
        self.database.transact(
            lambda tx: rules.set_rules(
                tx,
                site_id=self.plants.north,
                rules=wanted,
                reason="库区改造后规则重新规定",
                by=self.plants.alice,
                asks_second_person=True,
            )
        )

    def held(self) -> list[set[str]]:
        found = self.database.read(lambda s: ObservationRules(s).held_at(self.plants.north))
        return [set(each.areas) for each in found]

    def put_rules(self, *wanted: ObservationRule) -> None:
        self.database.transact(
            lambda tx: tx.get(ObservationRules).add(
                self.plants.north, wanted, reason="test", at=tx.now, by=None
            )
        )

    def add(self, tag: Tag) -> None:
        self.database.transact(lambda tx: tags.add_tag(tx, self.plants.north, tag, by=self.plants.alice))

    def add_area(self, code: str) -> None:
        details = AreaDetails(code, Text("新区", ""))
        self.database.transact(
            lambda tx: areas.add_area(tx, self.plants.north, details, by=self.plants.alice)
        )

    def move(self, where: frozenset[str], *, reason: str) -> None:
        wanted = replace(self.tag(), areas=where)
        self.database.transact(
            lambda tx: tags.change_tag(
                tx,
                self.plants.north,
                wanted,
                is_closed=False,
                reason=reason,
                asks_second_person=True,
                by=self.plants.alice,
            )
        )

    def tag(self) -> Tag:
        found = self.database.read(lambda s: Tags(s).get(self.plants.north, GOODS.code))
        assert found
        return found

    def see(self, type: str, area: str = "") -> list[str]:
        """What a box at the tank farm sees raises these alerts."""
        self.clock.advance(timedelta(minutes=10))
        at = int(self.clock().timestamp() * 1_000_000)
        subject = GOODS.code if type == "TAG_READ" else ""
        key = key_of("", at, type, subject, area, is_cleared=False)
        seen = Observation("north/GAS-1", at, type, key, 0.9, subject=subject, area=area)
        taken = self.database.transact(lambda tx: observations.take(tx, [seen]))
        return [each.aspect for each in taken.changes]

    def agree(self) -> None:
        (asked,) = self.database.read(lambda s: requests.waiting(s, self.plants.dora))
        asked_id = asked.agreement.agreement_id
        self.database.transact(
            lambda tx: agreements.decide(tx, asked_id, is_agreed=True, note="", by=self.plants.dora)
        )


@pytest.fixture
def site(database: Database, plants: Plants, clock: FakeClock) -> Site:
    return Site(database, plants, clock)


def test_goods_are_still_at_home_in_their_renamed_area_and_raise_elsewhere(site: Site) -> None:
    site.add(GOODS)
    site.put_rules(MISPLACED)
    site.rename_area("TANKS")

    assert site.see("TAG_READ") == site.see("TAG_READ", "TANKS") == site.see("TAG_READ", "A1") == []
    assert site.see("TAG_READ", "GATE") == ["GOODS_MISPLACED@GATE"]
    assert site.tag().areas == {"TANKS"}


def test_a_rule_of_an_area_still_raises_there_whichever_code_its_box_sends(site: Site) -> None:
    site.put_rules(FIRE_HERE)
    site.rename_area("TANKS")

    assert site.see("FIRE") == ["FIRE@TANKS"]
    assert site.see("FIRE", "A1") == ["FIRE@TANKS"]
    assert site.see("FIRE", "GATE") == []
    assert site.held() == [{"TANKS"}]


def test_a_tag_of_a_renamed_machine_still_belongs_to_it(
    site: Site, database: Database, plants: Plants
) -> None:
    site.add(replace(GOODS, areas=frozenset(), equipment="EQ-north"))
    site.put_rules(MISMATCHED)
    site.rename_machine("P-7")
    site.rename_machine("P-8", other_codes=("P-7",))

    assert site.tag().equipment == "P-8"
    assert site.see("TAG_READ") == []


def test_what_waits_for_a_second_person_means_the_renamed_area(site: Site, plants: Plants) -> None:
    site.add_area("SHED")
    site.add(replace(GOODS, areas=frozenset({"SHED"})))
    site.put_rules(replace(FIRE_HERE, areas=frozenset()))
    site.rules(FIRE_HERE)
    site.rename_area("TANKS")
    site.agree()
    site.move(GOODS.areas | {"SHED"}, reason="托盘两处都放，已办变更手续")
    site.rename_area("FARM")
    site.agree()

    assert site.held() == [{"FARM"}]
    assert site.tag().areas == {"FARM", "SHED"}


def test_the_code_that_an_area_had_is_given_to_no_other_and_may_come_back(site: Site, plants: Plants) -> None:
    site.add(GOODS)
    site.rename_area("TANKS")

    assert code_of(lambda: site.add_area("a1")) is ErrorCode.CODE_TAKEN
    site.rename_area("A1")
    assert site.tag().areas == {"A1"}
    assert code_of(lambda: site.add_area("Tanks")) is ErrorCode.CODE_TAKEN


def test_a_workbook_names_tags_by_the_codes_of_today(site: Site, plants: Plants) -> None:
    site.add(replace(GOODS, equipment="EQ-north"))
    site.rename_area("TANKS")
    site.rename_machine("P-7")

    known = site.database.read(lambda s: SiteInventory(s).of_site(plants.north, now=site.database.clock()))[
        "tags"
    ]

    (tag,) = known.values()
    assert (tag.values["allowed_areas"], tag.values["equipment"]) == (("TANKS",), "P-7")
