"""Anchors posted to somebody else's address."""

from dataclasses import dataclass, field
from http import HTTPStatus

import requests

from backend.anchors.rules import Anchor, AnchorFailed, text_of

TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class AnchorWebhook:
    """`url` may hold a secret, and is shown in no log."""

    url: str = field(repr=False)
    name: str = "webhook"

    def put(self, anchors: list[Anchor]) -> None:
        """Post the anchors as lines of JSON; any answer of 2xx takes them. Raises AnchorFailed."""
        try:
            answer = requests.post(
                self.url,
                data=text_of(anchors).encode(),
                headers={"content-type": "application/x-ndjson"},
                timeout=TIMEOUT_S,
                allow_redirects=False,
            )
        except requests.RequestException as error:  # its text would show the address
            raise AnchorFailed(type(error).__name__) from error
        if not HTTPStatus.OK <= answer.status_code < HTTPStatus.MULTIPLE_CHOICES:
            raise AnchorFailed(f"it answered {answer.status_code}")
