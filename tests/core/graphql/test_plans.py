"""A query that runs as a plan answers what graphql-core does: every stored one, for every kind of viewer."""

from typing import Any, Final

import pytest

from backend.core.graphql.plans.execution import Plans
from backend.core.graphql.plans.run import Run
from tests.support.documents import QUERIES, queries
from tests.support.lived_plant import Lived, variables_of

THINKS: Final = {"RecommendedValues", "RiskChange"}
"""They work something out beside the database, which no plan waits for, or refuse what is not there."""


PEOPLE: Final = ("alice", "carol", "admin", "bob", "erik")


@pytest.mark.parametrize(
    "is_whole", [pytest.param(False, id="one"), pytest.param(True, id="everybody", marks=pytest.mark.nightly)]
)
@pytest.mark.parametrize("query", queries())
def test_the_plan_of_a_stored_query_answers_what_graphql_core_does(
    lived: Lived, query: str, is_whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By day until there is somebody to whom it answers by its plan."""
    name, text = query.split(maxsplit=1)[0], QUERIES[query]
    variables = variables_of(lived, name)
    through: list[Any] = []
    data = Run.data

    def counted(run: Run) -> Any:
        through.append(data(run))
        return through[-1]

    monkeypatch.setattr(Run, "data", counted)
    for person in PEOPLE:
        viewer = lived.admin if person == "admin" else getattr(lived.plants, person)
        planned = [lived.answer(text, viewer, each) for each in variables]
        with monkeypatch.context() as without_plans:
            without_plans.setattr(Plans, "of", lambda *_: None)
            wanted = [lived.answer(text, viewer, each) for each in variables]
        assert planned == wanted, person
        if through and not is_whole:
            return

    assert through or not variables or name in THINKS
