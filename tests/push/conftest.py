"""Environments in which pushes are sent, with authorities that an operator names or without, and chats."""

import os
from collections.abc import Iterator
from pathlib import Path

import certifi
import pytest

from tests.support.card_server import CardServer
from tests.support.chat_server import trust
from tests.support.dingtalk_server import DingtalkServer
from tests.support.feishu_server import FeishuServer
from tests.support.held_stream import Held


@pytest.fixture(params=["nothing named", "authorities named"])
def environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What decides who posts: `push.guarded_posts` itself, or `requests`, which reads the environment."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    if request.param == "nothing named":
        monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    else:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", certifi.where())


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator has named the authority of the stand-ins."""
    trust(tmp_path, monkeypatch)


@pytest.fixture(params=[DingtalkServer, FeishuServer], ids=lambda each: each.kind)
def server(request: pytest.FixtureRequest) -> Iterator[CardServer]:
    with request.param() as found:
        yield found


@pytest.fixture
def held(server: CardServer, trusted: None) -> Iterator[Held]:
    found = Held(server)
    found.stream.start()
    found.becomes(True)
    yield found
    found.stream.stop()
