"""Sites and people are added once, with what they need."""

import pytest

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Role
from backend.people import commands as people
from backend.people.store import People
from backend.sites import commands as sites


def add_admin(tx: Transaction, *, site_code: str = "west", username: str = "root") -> None:
    people.add_person(
        tx,
        username=username,
        name=Text("管理员", "Administrator"),
        role=Role.ADMIN,
        site_code=site_code,
    )


def test_the_first_administrator_of_a_new_site_opens_nothing_before_their_invitation(
    sqlite_database: Database,
) -> None:
    site = sqlite_database.transact(
        lambda tx: sites.add_site(tx, code="west", name=Text("西厂", "West"), timezone="Asia/Shanghai")
    )
    sqlite_database.transact(add_admin)

    found = sqlite_database.transact(lambda tx: people.begin_sign_in(tx, people.Attempt("root", "127.0.0.1")))

    assert found is not None
    assert not people.is_password(found, "")
    assert not people.is_password(found, "long enough")
    assert sqlite_database.transact(lambda tx: tx.get(People).viewer(found.person_id)).site_ids == (
        site.site_id,
    )


def test_what_is_taken_unknown_or_malformed_is_refused(sqlite_database: Database) -> None:
    def add_site(tx: Transaction, code: str) -> None:
        sites.add_site(tx, code=code, name=Text("西厂", "West"), timezone="Asia/Shanghai")

    sqlite_database.transact(lambda tx: add_site(tx, "west"))
    sqlite_database.transact(add_admin)

    for command, code in (
        (lambda tx: add_site(tx, "west"), ErrorCode.CONFLICT),
        (lambda tx: add_site(tx, "West/1"), ErrorCode.INVALID_INPUT),
        (add_admin, ErrorCode.CONFLICT),
        (lambda tx: add_admin(tx, site_code="east", username="other"), ErrorCode.NOT_FOUND),
    ):
        with pytest.raises(Refused) as refused:
            sqlite_database.transact(command)
        assert refused.value.code is code
