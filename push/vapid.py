"""The key pair by which push services know this server (VAPID, RFC 8292).

Every subscription is bound to the key it was made with, and a message that is signed with another is refused.
So a new key stands in front of those before it: phones that have not been opened since are reached by the old
one, and each makes a new subscription the next time that it is opened.
"""

import base64
import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

KEPT: Final = 2
"""Keys in a ring: the current one, and the one before for phones that nobody has opened since."""
_PEM: Final = re.compile(rb"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----\n?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class VapidKeys:
    """P-256 key pairs, the current one and those before it; the private halves are not shown in a log."""

    private_key: ec.EllipticCurvePrivateKey = field(repr=False)
    before: tuple[ec.EllipticCurvePrivateKey, ...] = field(default=(), repr=False)

    @property
    def application_server_key(self) -> str:
        """Return the key for `PushManager.subscribe`: the uncompressed public point, 65 bytes, base64url
        unpadded.
        """
        point = self.private_key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def load_or_make(path: Path) -> VapidKeys:
    """Return the keys in the PEM file `path`; make them, readable by us alone, if there is no such file.

    Processes that start at the same time agree on one pair. Raises ValueError for a file that holds no P-256
    key: making another one silently would cut off every subscribed phone.
    """
    if not path.exists():
        _make(path)
    return from_pem(path.read_bytes())


def from_pem(pem: bytes) -> VapidKeys:
    """Return the keys of unencrypted PEM, the current one first. Raises ValueError for what is no private key
    on P-256.
    """
    current, *before = [_private_key(each) for each in _PEM.findall(pem) or [pem]]
    return VapidKeys(current, tuple(before))


def _private_key(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("a VAPID key is a private key on P-256")
    return key


def rotated(pem: bytes, *, at_once: bool = False) -> bytes:
    """Return this ring with a new key in front, of at most `KEPT` keys; `at_once`: the new one alone. Raises
    ValueError as `from_pem`.
    """
    from_pem(pem)
    kept = [] if at_once else _PEM.findall(pem)[: KEPT - 1]
    return b"".join([new_pem(), *kept])


def new_pem() -> bytes:
    """A new private key as PEM, unencrypted."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _make(path: Path) -> None:
    pem = new_pem()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".vapid-") as aside:  # made with mode 0600
        aside.write(pem)
        aside.flush()
        os.fsync(aside.fileno())
        try:
            os.link(aside.name, path)  # unlike a rename it does not replace the file of a faster process
        except FileExistsError:
            return
