"""A signature is written by hand: no photo, nor a copy of one, passes for it."""

from datetime import timedelta

import pytest

from backend.cases import commands as cases
from backend.cases.rules import Case, CaseState, Evidence
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from tests.support.case_rounds import Story, give_fingerprint, refusal
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, photo

pytestmark = pytest.mark.both_databases("triggers freeze rounds")


@pytest.fixture
def story(database: Database, plants: Plants) -> Story:
    return Story.of(database, plants)


def test_a_photo_is_no_signature(story: Story, plants: Plants, clock: FakeClock) -> None:
    story.dispose(plants.bob)
    story.say(None)
    clock.advance(timedelta(minutes=10))
    shown = photo(story.database, "fixed", plants.erik)
    signed = story.last.entry.content_hash

    def passes(signature: Evidence) -> Case:
        return story.database.transact(
            lambda tx: cases.pass_recheck(
                tx,
                story.case_id,
                content_hash=signed,
                note="",
                photos=(shown,),
                signature=signature,
                override_reason=None,
                by=plants.erik,
            )
        )

    with pytest.raises(Refused) as same:
        passes(shown)
    copy = photo(story.database, "fixed, smaller", plants.erik)
    for sha256 in (shown.sha256, copy.sha256):
        give_fingerprint(story.database, sha256, "0f" * 80)
    with pytest.raises(Refused) as again:
        passes(copy)

    assert refusal(same) is refusal(again) is ErrorCode.SIGNATURE_REQUIRED
    assert passes(photo(story.database, "ink", plants.erik)).state is CaseState.ARCHIVED
