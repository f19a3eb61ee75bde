"""One plant on a clock that a test moves, its steps as short words; see the stories in `test_*.py` here."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from backend.alerts import commands as alerts
from backend.alerts import queries as alert_views
from backend.alerts.filters_queries import AlertFilter
from backend.alerts.queries import AlertView
from backend.cases import commands as cases
from backend.cases import queries as case_views
from backend.cases.rules import Case, RecheckReason
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.core.vocabulary import Quality
from backend.monitoring import intake_commands as intake
from backend.readings.rules import Batch
from tests.scenarios.phones import Phones
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import photo, plant

RED, ORANGE, YELLOW = "红色预警", "橙色预警", "黄色预警"


class Story:
    """One plant from the first reading on, its steps as short words."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.plants = plant(database)
        self.fay = database.transact(lambda tx: add_executive(tx, self.plants))
        cast = {name: getattr(self.plants, name) for name in ("alice", "bob", "carol", "dora", "erik")}
        self.phones = Phones(database, **cast, fay=self.fay)
        self._intake = intake.open_intake(database)

    def measures(self, value: float) -> None:
        """The gas sensor at north says this now."""
        reading = "north/GAS-1", microseconds(self.clock.now), value, int(Quality.GOOD)
        taken = self.database.transact(lambda tx: intake.ingest(tx, self._intake, Batch([reading])))
        self._intake = intake.after_commit(taken)

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
