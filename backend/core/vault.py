"""Encryption of what must be read again: secrets that stand in the database under a key outside it.

The key is derived from the ring of the audit log, the one secret that every process holds and that keeps its
old keys for ever; nothing that this file makes opens or seals anything of the log itself.
"""

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backend.core.audit_keys import AuditKey, AuditKeys

NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32


class Unreadable(Exception):
    """A sealed text that no key of the ring opens, or that was meant for something else."""


def encrypt(keys: AuditKeys, text: str, *, purpose: str) -> str:
    """Return the text encrypted with the newest key (AES-256-GCM), as `key_id.base64`.

    `purpose`: what it is for and whose it is; a text moved into another row does not open there.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = nonce + _cipher(keys.current).encrypt(nonce, text.encode(), purpose.encode())
    return f"{keys.current.key_id}.{base64.urlsafe_b64encode(sealed).decode()}"


def decrypt(keys: AuditKeys, sealed: str, *, purpose: str) -> str:
    """Return what `encrypt` was given for the same purpose. Raises Unreadable."""
    key_id, _, packed = sealed.partition(".")
    key = next((each for each in keys.keys if each.key_id == key_id), None)
    if key is None:
        raise Unreadable(f"no key {key_id} in the ring")
    raw = base64.urlsafe_b64decode(packed)
    try:
        return _cipher(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode()).decode()
    except InvalidTag as wrong:
        raise Unreadable("changed, or of another purpose") from wrong


def tag(keys: AuditKeys, text: str, *, purpose: str) -> str:
    """Return the tag by which a text is found that is kept nowhere (HMAC-SHA-256 by the newest key, hex): who
    reads the database cannot try short texts out.
    """
    derived = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"anhuan tags")
    return hmac.digest(derived.derive(keys.current.secret), f"{purpose}\n{text}".encode(), "sha256").hex()


def encrypt_fields(keys: AuditKeys, fields: Mapping[str, str], *, purpose: str) -> str:
    """Return secrets by name, encrypted as one text."""
    return encrypt(keys, json.dumps(dict(fields)), purpose=purpose)


def decrypt_fields(keys: AuditKeys, sealed: str, *, purpose: str) -> dict[str, str]:
    """Return what `encrypt_fields` was given for the same purpose. Raises Unreadable."""
    fields: dict[str, str] = json.loads(decrypt(keys, sealed, purpose=purpose))
    return fields


def _cipher(key: AuditKey) -> AESGCM:
    derived = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"anhuan vault")
    return AESGCM(derived.derive(key.secret))
