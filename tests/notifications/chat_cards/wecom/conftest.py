"""The stand-in of WeCom, to whose bot everybody has written."""

from collections.abc import Iterator

import pytest

from tests.support.chat_plant import PEOPLE
from tests.support.wecom_server import WecomServer


@pytest.fixture
def server(trusted: None) -> Iterator[WecomServer]:
    with WecomServer() as found:
        found.wrote |= set(PEOPLE)
        yield found
