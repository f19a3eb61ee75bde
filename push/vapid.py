"""The key pair by which push services know this server (VAPID, RFC 8292).

Made once; never change it casually: every subscription is bound to it, and a message that is signed with
another key is refused.
"""

import base64
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True, slots=True)
class VapidKeys:
    """A P-256 key pair; the private half is not shown in a log."""

    private_key: ec.EllipticCurvePrivateKey = field(repr=False)

    @property
    def application_server_key(self) -> str:
        """What `PushManager.subscribe` wants: the uncompressed public point, 65 bytes, base64url unpadded."""
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
    """Return the keys of an unencrypted PEM. Raises ValueError if it is no P-256 private key."""
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("a VAPID key is a private key on P-256")
    return VapidKeys(key)


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
