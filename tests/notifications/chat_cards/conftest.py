"""A plant whose people are reached in the chat, and the stand-in of its provider."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.channel_cases import certificate
from tests.support.chat_plant import PEOPLE, ChatPlant
from tests.support.dingtalk_server import DingtalkServer
from tests.support.plants import Plants


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DingtalkServer]:
    file = tmp_path / "authority.pem"
    file.write_text(certificate()[0])
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))
    with DingtalkServer() as found:
        yield found


@pytest.fixture
def site(database: Database, plants: Plants, server: DingtalkServer) -> Iterator[ChatPlant]:
    """Connected, and nothing has happened yet."""
    found = ChatPlant(database, plants, server)
    found.starts()
    found.connects()
    yield found
    found.stops()


@pytest.fixture
def red(site: ChatPlant) -> ChatPlant:
    """A red alert, whose card everybody has."""
    site.measures(Tier.RED)
    site.until(lambda: len(site.server.cards) == len(PEOPLE), "everybody has a card")
    return site
