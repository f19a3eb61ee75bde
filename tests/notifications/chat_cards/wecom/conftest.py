"""A plant whose people are reached by a bot of WeCom, and its stand-in."""

from collections.abc import Iterator

import pytest

from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.chat_plant import PEOPLE, ChatPlant
from tests.support.plants import Plants
from tests.support.wecom_server import WecomServer


@pytest.fixture
def server(trusted: None) -> Iterator[WecomServer]:
    with WecomServer() as found:
        found.wrote |= set(PEOPLE)
        yield found


@pytest.fixture
def site(database: Database, plants: Plants, server: WecomServer) -> Iterator[ChatPlant]:
    found = ChatPlant(database, plants, server)
    found.starts()
    found.connects()
    yield found
    found.stops()


@pytest.fixture
def red(site: ChatPlant, server: WecomServer) -> ChatPlant:
    site.measures(Tier.RED)
    site.until(lambda: len(server.cards) == len(PEOPLE), "everybody has a card")
    return site
