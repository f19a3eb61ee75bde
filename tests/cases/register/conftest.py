"""An event in force, and what cases keep of events."""

from collections.abc import Callable
from uuid import UUID

import pytest

from backend.cases.register.rules import CaseRisk
from backend.cases.register.store import CaseRisks
from backend.core.database import Database
from backend.risks.assessment.rules import RiskLevel
from tests.support.plants import Plants
from tests.support.risks import Register, content


@pytest.fixture
def event_id(register: Register, plants: Plants) -> UUID:
    """An event in force, of stage RAW_MATERIAL."""
    return register.hold(content(plants, residual=RiskLevel.GENERAL))


@pytest.fixture
def risk_of(database: Database) -> Callable[[UUID], CaseRisk | None]:
    return lambda case_id: database.transact(lambda tx: tx.get(CaseRisks).of(case_id))
