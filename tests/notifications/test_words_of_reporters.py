"""A message of a case that a report opened says what it is about, and nothing that a reporter wrote."""

from backend.cases.store import Cases
from backend.core import words
from backend.core.database import Database
from backend.core.text import Language
from backend.core.vocabulary import HazardCategory
from backend.notifications.reminders_commands import _of_case
from backend.reactions import SUBJECTS
from tests.support.cases import Reports
from tests.support.plants import Plants

WRITTEN = "护栏松动"
"""By whoever reports with `Reports`."""


def test_messages_of_a_reported_case_carry_its_kind_and_none_of_the_words_of_its_reporter(
    database: Database, plants: Plants
) -> None:
    case_id = Reports(database, plants).case(plants.bob)

    case = database.transact(lambda tx: tx.get(Cases).get(case_id))
    name = database.transact(lambda tx: SUBJECTS["case"](tx, case_id))
    reminder = database.transact(lambda tx: _of_case(tx, case))

    assert WRITTEN in case.title.zh
    for said in (name, reminder):
        assert said.zh.startswith(f"{case.number} {words.of('hazard.title', HazardCategory.MECHANICAL).zh}")
        assert WRITTEN not in said.in_(Language.ZH) + said.in_(Language.EN)
