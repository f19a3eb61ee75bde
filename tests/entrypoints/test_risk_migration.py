"""What indicators said of the risk behind them goes into the risk register."""

from sqlalchemy import text
from sqlmodel import Session
from sqlmodel import select as sql_select

from backend.core.database import Database
from backend.core.vocabulary import AlertCondition, Tier
from backend.deadlines.store import Deadlines
from backend.entrypoints.migration import migrate
from backend.people.store import People
from backend.risks import queries as risks
from backend.risks.bindings.rules import is_red
from backend.risks.bindings.store import BoundRisks
from backend.risks.filters_queries import RiskFilter
from backend.risks.revisions.contents_rules import content_of
from backend.risks.revisions.tables import RiskRevisionRow
from backend.sensors.tables import SensorRow
from tests.support.plants import id_of


def test_each_writing_is_an_event_that_speaks_for_its_sources_and_is_to_be_reviewed(filled: Database) -> None:
    flag = "UPDATE indicators SET is_residual_risk_red = :yes WHERE sensor_id = :first"
    with filled.engine.begin() as connection:
        first = connection.execute(text("SELECT min(sensor_id) FROM indicators")).scalar_one()
        connection.execute(text(flag), {"yes": True, "first": first})

    migrate(filled)

    def check(session: Session) -> None:
        alice = People(session).viewer(id_of("alice"))
        events = [each for _, each in risks.page(session, alice, RiskFilter(), first=10, after=None).items]
        bound = BoundRisks(session).of_each(session.exec(sql_select(SensorRow.id)).all())
        assert len(bound) > 1
        for sensor_id, found in bound.items():
            [speaks] = found
            assert is_red(found, AlertCondition.LIMIT_HIGH) is (sensor_id == first)
            assert not is_red(found, AlertCondition.LIMIT_LOW)
            assert {speaks.steps.at(tier)[0].zh for tier in Tier} == {"立即撤离"}
        due = {each.event.event_id: each.event.review_due_at for each in events}
        assert len(due) == 2, "one of the red source, one of the other at the same place"
        assert {key: found.due_at for key in due for found in Deadlines(session).running(key)} == due
        assert all(content_of(row.content or {}).team for row in session.exec(sql_select(RiskRevisionRow)))

    filled.read(check)
