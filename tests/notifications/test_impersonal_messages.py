"""Messages pass other companies' servers and locked screens: they name nobody, and repeat no reporter."""

import pytest

from backend.cases.store import Cases
from backend.core import words
from backend.core.database import Database
from backend.core.events import Event, EventKind, refs
from backend.core.text import Language
from backend.core.vocabulary import HazardCategory
from backend.notifications.reminders_commands import _of_case
from backend.people.store import People
from tests.support.cases import Reports
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.reached_plant import Plant

WRITTEN = "护栏松动"
"""By whoever reports with `Reports`."""


def test_messages_of_a_reported_case_carry_its_kind_and_none_of_the_words_of_its_reporter(
    database: Database, plants: Plants
) -> None:
    case_id = Reports(database, plants).case(plants.bob)

    case = database.transact(lambda tx: tx.get(Cases).get(case_id))
    name = database.transact(lambda tx: SUBJECTS["case"].describe(tx, case_id))
    reminder = database.transact(lambda tx: _of_case(tx, case))

    assert WRITTEN in case.title.zh
    for said in (name, reminder):
        assert said.zh.startswith(f"{case.number} {words.of('hazard.title', HazardCategory.MECHANICAL).zh}")
        assert WRITTEN not in said.in_(Language.ZH) + said.in_(Language.EN)


@pytest.mark.parametrize(
    "code", ["PERSON_ROLE_CHANGED", "PERSON_DISABLED", "SIGN_IN_GUESSED", "LEAVE_DATE_SET"]
)
def test_a_message_about_somebody_names_them_in_the_app_alone(
    database: Database, plants: Plants, clock: FakeClock, code: str
) -> None:
    plant = Plant(database, plants, clock)
    plant.has_browser(plants.bob, "bob")
    name = database.transact(lambda tx: tx.get(People).name(plants.alice.person_id))
    about, to = refs(person=plants.alice.person_id), (plants.bob.person_id,)
    database.transact(
        lambda tx: tx.announce(Event(EventKind.of(code), plants.north, about=about, to=to, note=name.zh))
    )

    assert plant.works() == [("webpush", "bob")]
    [message] = plant.messages

    said = repr(message)
    assert message.title
    assert message.body == "打开应用查看"
    assert name.zh not in said
    assert str(plants.alice.person_id) not in said
