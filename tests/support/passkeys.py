"""An authenticator in software (P-256): it makes passkeys and signs, rightly or as a test bends it."""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url, encode_cbor

from tests.support.http_site import bearer

PRESENT: Final = 0x01
VERIFIED: Final = 0x04
ATTESTED: Final = 0x40
Options = dict[str, Any]


@dataclass
class Authenticator:
    """One passkey on one device. `sign_count` may be set back, which makes it a copy."""

    origin: str = "https://plant.example"
    is_verified: bool = True
    sign_count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: str | None = None
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: Options, **bent: Any) -> str:
        """What a browser answers to `options` of `navigator.credentials.create`, as JSON."""
        self.user_handle = options["user"]["id"]
        point = self._key.public_key().public_numbers()
        cose = encode_cbor({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + cose
        data = self._data(options["rp"]["id"], ATTESTED) + attested
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options, bent)
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def show(self, options: Options, **bent: Any) -> str:
        """What it answers to `options` of `navigator.credentials.get`. `bent`: what its client data says
        otherwise.
        """
        self.sign_count += 1
        data = self._data(options["rpId"], 0)
        client = self._client("webauthn.get", options, bent)
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=self.user_handle
        )

    def _data(self, host: str, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.is_verified else 0)
        return hashlib.sha256(host.encode()).digest() + struct.pack(">BI", flags, self.sign_count)

    def _client(self, kind: str, options: Options, bent: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, **bent}
        return json.dumps(said).encode()

    def _answer(self, **response: bytes | str | None) -> str:
        own = bytes_to_base64url(self.credential_id)
        packed = {
            name: bytes_to_base64url(value) if isinstance(value, bytes) else value
            for name, value in response.items()
        }
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": packed})


def post(phone: httpx.Client, token: str, path: str, **body: str) -> httpx.Response:
    return phone.post(f"/auth/account/{path}", json=body, headers=bearer(token))


def added(phone: httpx.Client, token: str, device: Authenticator, name: str = "phone") -> httpx.Response:
    options = post(phone, token, "passkeys/begin").json()
    return post(phone, token, "passkeys/add", name=name, credential=device.make(options))


def opened(phone: httpx.Client, credential: str) -> httpx.Response:
    return phone.post("/auth/passkeys/sign-in", json={"credential": credential})


def asked(phone: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = phone.post("/auth/passkeys/begin").json()
    return found
