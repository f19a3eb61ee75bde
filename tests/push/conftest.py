"""Environments in which pushes are sent: with nothing in them, or with authorities that an operator names."""

import os

import certifi
import pytest


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
