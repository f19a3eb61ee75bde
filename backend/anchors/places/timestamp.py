"""Anchors signed by a time-stamping authority (RFC 3161): that they existed then, whoever keeps them."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import requests
from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from backend.anchors.places.file import append
from backend.anchors.rules import Anchor, AnchorFailed, anchors_in, text_of

FORMAT: Final = "anhuan-timestamp-1"
TIMEOUT_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class TimestampAuthority:
    """`url` signs; `ca_file` has the roots (PEM) of its signatures; `path` keeps what it signed."""

    url: str
    ca_file: Path
    path: Path
    name: str = "timestamp"

    def put(self, anchors: list[Anchor]) -> None:
        """Have the anchors signed, and append them with the signature. Raises AnchorFailed."""
        text = text_of(anchors)
        builder = TimestampRequestBuilder().data(text.encode()).hash_algorithm(HashAlgorithm.SHA256)
        asked = builder.build()
        try:
            answer = requests.post(
                self.url,
                data=asked.as_bytes(),
                headers={"content-type": "application/timestamp-query"},
                timeout=TIMEOUT_S,
                allow_redirects=False,
            )
            answer.raise_for_status()
        except requests.RequestException as error:
            raise AnchorFailed(type(error).__name__) from error
        try:
            _verify(answer.content, text, self.ca_file, nonce=asked.nonce)
        except (ValueError, VerificationError, OSError) as error:
            raise AnchorFailed(f"its answer is not to be trusted: {error}") from error
        token = base64.b64encode(answer.content).decode()
        append(self.path, json.dumps({"format": FORMAT, "anchors": text, "token": token}) + "\n")


def signed_anchors(path: Path, ca_file: Path) -> Iterator[Anchor]:
    """The anchors in the file. Raises ValueError where a signature is not the authority's for them."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            content: Any = json.loads(line)
            text, token = content["anchors"], base64.b64decode(content["token"])
            _verify(token, text, ca_file)
        except (ValueError, LookupError, TypeError, VerificationError) as error:
            raise ValueError(f"line {number} of {path} is not signed as it says: {error}") from error
        yield from anchors_in(text.splitlines())


def _verify(token: bytes, text: str, ca_file: Path, *, nonce: int | None = None) -> None:
    """Raises ValueError or VerificationError."""
    builder = VerifierBuilder()
    for root in x509.load_pem_x509_certificates(ca_file.read_bytes()):
        builder = builder.add_root_certificate(root)
    if nonce is not None:
        builder = builder.nonce(nonce)
    builder.build().verify_message(decode_timestamp_response(token), text.encode())
