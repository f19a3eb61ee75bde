"""The main job on a clock that a test moves: who is told when, and what has to wait for how long."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from backend.domain.cases import Case, CaseState, RecheckReason
from backend.domain.errors import ErrorCode, Refused
from backend.domain.people import Viewer
from backend.domain.readings import Batch, microseconds
from backend.domain.sensors import Quality
from backend.services import alerts, cases, intake
from backend.storage.transaction import Database
from backend.storage.views import alerts as alert_views
from backend.storage.views import cases as case_views
from backend.storage.views.alerts import AlertFilter, AlertView
from tests.fakes import FakeClock
from tests.plants import photo, plant
from tests.scenarios.cast import add_executive
from tests.scenarios.phones import Phones

RED, ORANGE, YELLOW = "红色预警", "橙色预警", "黄色预警"


class Story:
    """One plant from the first reading on, its steps as short words."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.plants = plant(database)
        self.fay = database.transact(lambda tx: add_executive(tx, self.plants))
        cast = {name: getattr(self.plants, name) for name in ("alice", "bob", "carol", "dora", "erik")}
        self.phones = Phones(database, **cast, fay=self.fay)
        self._intake = database.transact(intake.open_intake)

    def measures(self, value: float) -> None:
        """The gas sensor at north says this now."""
        reading = "north/GAS-1", microseconds(self.clock.now), value, int(Quality.GOOD)
        taken = self.database.transact(lambda tx: intake.ingest(tx, self._intake, Batch([reading])))
        self._intake = intake.settle(taken)

    def waits(self, **duration: int) -> None:
        self.clock.advance(timedelta(**duration))

    def alerts(self) -> list[AlertView]:
        """As the list shows them: the open one first."""
        page = self.database.read(
            lambda s: alert_views.page(s, self.plants.alice, AlertFilter(), first=10, after=None)
        )
        return [found for _, found in page.items]

    @property
    def case_id(self) -> UUID:
        """The one case of all these alerts."""
        [found] = {alert.case_id for alert in self.alerts()}
        assert found is not None
        return found

    def acknowledges(self, by: Viewer) -> None:
        alert_id = self.alerts()[0].alert.alert_id
        self.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=by))

    def disposes(self, by: Viewer, measures: str) -> Case:
        shown = photo(self.database, measures, by)
        return self.database.transact(
            lambda tx: cases.submit_disposal(tx, self.case_id, measures=measures, photos=(shown,), by=by)
        )

    def fails(self, by: Viewer) -> Case:
        shown = photo(self.database, "not fixed", by)
        return self.database.transact(
            lambda tx: cases.fail_recheck(
                tx, self.case_id, reason=RecheckReason.NOT_EFFECTIVE, note="", photos=(shown,), by=by
            )
        )

    def passes(self, by: Viewer) -> Case:
        shown, signature = (photo(self.database, what, by) for what in ("fixed", "signature"))
        case_id = self.case_id
        rounds = self.database.read(lambda s: case_views.rounds(s, self.plants.alice, [case_id]))[case_id]
        return self.database.transact(
            lambda tx: cases.pass_recheck(
                tx,
                case_id,
                content_hash=rounds[-1].entry.content_hash,
                note="",
                photos=(shown,),
                signature=signature,
                override_reason=None,
                by=by,
            )
        )


def refusal(step: Callable[[], object]) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        step()
    return refused.value.code


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Story:
    return Story(database, clock)


def test_each_tier_tells_its_people_and_nobody_else(story: Story) -> None:
    phones = story.phones
    story.measures(3.0)
    phones.told()

    story.waits(seconds=1)
    story.measures(12.0)
    phones.told(bob=YELLOW, erik=YELLOW)
    story.waits(seconds=1)
    story.measures(30.0)
    phones.told(alice=ORANGE, bob=ORANGE, dora=ORANGE, erik=ORANGE)
    story.waits(seconds=1)
    story.measures(61.5)
    phones.told(alice=RED, bob=RED, dora=RED, erik=RED, fay=RED)

    story.waits(seconds=1)
    story.measures(30.0)
    phones.told()


def test_from_a_reading_to_an_archive_with_every_wait_in_it(story: Story) -> None:
    alice, bob, dora, erik = story.plants.alice, story.plants.bob, story.plants.dora, story.plants.erik
    phones = story.phones
    story.measures(61.5)
    phones.told(alice=RED, bob=RED, dora=RED, erik=RED, fay=RED)
    story.waits(seconds=40)
    story.acknowledges(bob)
    phones.told()

    story.waits(minutes=10)
    story.disposes(bob, "关闭阀门")
    phones.told(alice="等待复查", dora="等待复查")
    assert refusal(lambda: story.passes(alice)) is ErrorCode.SOURCE_NOT_NORMAL
    story.fails(alice)
    phones.told(bob="复查退回")

    story.waits(minutes=20)
    story.measures(4.0)
    story.disposes(erik, "更换垫片")
    phones.told(alice="等待复查", dora="等待复查")
    _source_is_normal_after_its_off_delay(story)
    story.waits(minutes=4, seconds=59)
    assert refusal(lambda: story.passes(dora)) is ErrorCode.SOURCE_NOT_NORMAL
    story.waits(seconds=1)
    archived = story.passes(dora)

    assert (archived.state, archived.round_number) == (CaseState.ARCHIVED, 2)
    assert len(story.alerts()) == 1
    phones.told()
    assert refusal(lambda: story.passes(dora)) is ErrorCode.ILLEGAL_TRANSITION
    assert refusal(lambda: story.disposes(bob, "再来")) is ErrorCode.ILLEGAL_TRANSITION
    chain = story.database.transact(lambda tx: tx.audit.broken_at(story.plants.north))
    assert chain is None


def test_a_source_that_stirs_again_starts_the_five_minutes_anew(story: Story) -> None:
    story.measures(61.5)
    story.acknowledges(story.plants.bob)
    story.disposes(story.plants.bob, "关闭阀门")
    story.waits(seconds=1)
    story.measures(4.0)
    _source_is_normal_after_its_off_delay(story)
    story.waits(minutes=4, seconds=59)
    story.measures(61.5)
    story.waits(seconds=1)
    assert refusal(lambda: story.passes(story.plants.alice)) is ErrorCode.SOURCE_NOT_NORMAL
    assert len(story.alerts()) == 2

    story.measures(4.0)
    _source_is_normal_after_its_off_delay(story)
    story.waits(minutes=4, seconds=59)
    assert refusal(lambda: story.passes(story.plants.alice)) is ErrorCode.SOURCE_NOT_NORMAL
    story.waits(seconds=1)
    assert story.passes(story.plants.alice).state is CaseState.ARCHIVED


def _source_is_normal_after_its_off_delay(story: Story) -> None:
    """30 s for this indicator, counted from the first reading inside the limits."""
    story.waits(seconds=29)
    story.measures(4.0)
    assert story.alerts()[0].alert.is_active
    story.waits(seconds=1)
    story.measures(4.0)
    assert not story.alerts()[0].alert.is_active
