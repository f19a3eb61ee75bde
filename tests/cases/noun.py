"""Cases and the register for the tests over all nouns."""

from typing import Final

from tests.support.noun_examples import Examples

EXAMPLES: Final = Examples(
    kinds={
        "riskEventId": "risk_event",
        "riskEventIds": "risk_event",
        "failedMeasureId": "control_measure",
    },
    kinds_of={
        ("keepRegister", "input", "caseId"): "archived",
        ("linkRegisteredRisk", "input", "caseId"): "archived",
    },
    values_of={("nameCaseRisk", "input", "version"): 0},
    also={
        ("nameCaseRisk", "input", "riskEventId"): frozenset(),
        ("acceptHazard", "input", "riskEventId"): frozenset(),
    },
)
