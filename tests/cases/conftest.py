"""Reports at north, and the register that it has."""

import pytest

from backend.core.database import Database
from tests.support.cases import Reports
from tests.support.plants import Plants
from tests.support.risks import Register


@pytest.fixture
def reports(database: Database, plants: Plants) -> Reports:
    return Reports(database, plants)


@pytest.fixture
def register(database: Database, plants: Plants) -> Register:
    return Register.begun(database, plants)
