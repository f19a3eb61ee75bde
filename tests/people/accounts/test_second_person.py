"""For a day after a reset by somebody else an account's word is not that of a second person."""

import ast
from pathlib import Path

import pytest

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.people.accounts import invitations_commands as invitations
from backend.people.accounts.second_person_commands import require_second_person
from tests.support.people import add_admin
from tests.support.plants import Plants

BACKEND = Path(__file__).parents[3] / "backend"
SECOND_PERSON = {
    "agreements/commands.py": "decide",
    "cases/commands.py": "pass_recheck",
    "cases/extensions/commands.py": "decide",
    "tuning/indicators_commands.py": "approve_indicator",
}
"""The commands that are the word of a second person."""


@pytest.mark.parametrize(("file", "command"), SECOND_PERSON.items())
def test_every_command_of_a_second_person_asks(file: str, command: str) -> None:
    tree = ast.parse((BACKEND / file).read_text())
    function = next(each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == command)
    called = {
        each.func.id
        for each in ast.walk(function)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }

    assert "require_second_person" in called


def test_every_place_that_refuses_the_same_person_is_on_the_list() -> None:
    refusing = {
        str(path.relative_to(BACKEND).parts[0])
        for path in BACKEND.rglob("*rules.py")
        if "ErrorCode.SAME_PERSON" in path.read_text() or "SECOND_PERSON_REQUIRED" in path.read_text()
    }

    # A report that is accepted opens a case; a workbook refuses the roles that two grant.
    quietens_nothing = {"hazards", "workbooks"}
    assert refusing - quietens_nothing <= {file.split("/", 1)[0] for file in SECOND_PERSON}


def test_it_counts_again_after_a_day(database: Database, plants: Plants) -> None:
    def reset(tx: Transaction) -> None:
        root = add_admin(tx, plants)
        require_second_person(tx, plants.alice.person_id)
        invitations.invite(tx, root, plants.alice.person_id)

    database.transact(reset)
    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: require_second_person(tx, plants.alice.person_id))

    assert refused.value.code is ErrorCode.RESET_LATELY
