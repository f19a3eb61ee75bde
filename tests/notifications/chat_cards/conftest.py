"""A plant whose people are reached in the chat, and the stand-in of each provider."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.card_server import CardServer
from tests.support.chat_plant import PEOPLE, ChatPlant
from tests.support.chat_server import trust
from tests.support.dingtalk_server import DingtalkServer
from tests.support.feishu_server import FeishuServer
from tests.support.plants import Plants
from tests.support.wecom_server import WecomServer

Chat: TypeAlias = CardServer | WecomServer


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator has named the authority of the stand-ins."""
    trust(tmp_path, monkeypatch)


@pytest.fixture(params=[DingtalkServer, FeishuServer], ids=lambda each: each.kind)
def server(request: pytest.FixtureRequest, trusted: None) -> Iterator[CardServer]:
    with request.param() as found:
        yield found


@pytest.fixture
def site(database: Database, plants: Plants, server: Chat) -> Iterator[ChatPlant]:
    """Connected, and nothing has happened yet."""
    found = ChatPlant(database, plants, server)
    found.starts()
    found.connects()
    yield found
    found.stops()


@pytest.fixture
def red(site: ChatPlant, server: Chat) -> ChatPlant:
    """A red alert, whose card everybody has."""
    site.measures(Tier.RED)
    site.until(lambda: len(server.cards) == len(PEOPLE), "everybody has a card")
    return site
