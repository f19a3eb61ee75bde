"""Whose a step of a case is."""

from dataclasses import replace

import pytest

from backend.cases.store import Cases
from backend.cases.work_queries import my_work
from backend.cases.work_rules import WorkKind
from backend.core.database import Database
from backend.core.viewer import Viewer
from tests.support.cases import WorkedCase
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("whose a step is, is SQL first")


def work(database: Database, viewer: Viewer) -> list[WorkKind]:
    return [each.kind for each in database.read(lambda s: my_work(s, viewer, with_decisions=True))]


def test_who_answers_first_does_not_take_the_disposal_from_whom_it_belongs_to(
    database: Database, plants: Plants
) -> None:
    loop = WorkedCase.of_alert(database, plants)
    assert loop.case.responsible_id == plants.bob.person_id

    loop.acknowledge(plants.alice)

    assert loop.case.responsible_id == plants.bob.person_id
    assert work(database, plants.bob) == [WorkKind.DISPOSE]
    assert work(database, plants.alice) == []
    [mine] = database.read(lambda s: my_work(s, plants.bob, with_decisions=True))
    assert mine.card.holder is not None
    assert mine.card.holder.person_id == plants.bob.person_id


def test_where_nobody_is_responsible_who_took_the_case_on_disposes_of_it(
    database: Database, plants: Plants
) -> None:
    loop = WorkedCase.of_alert(database, plants)
    ownerless = replace(loop.case, responsible_id=None)
    database.transact(lambda tx: tx.get(Cases).put(ownerless))

    loop.acknowledge(plants.alice)

    assert work(database, plants.alice) == [WorkKind.DISPOSE]
    assert work(database, plants.bob) == []
