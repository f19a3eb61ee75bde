"""Passkeys (WebAuthn): where they are offered, what a browser is asked for, whether its answer is right.

The library knows the attestations of every maker: 16 MB and a tenth of a second, which only a process pays
that is shown a passkey.
"""

# ruff: noqa: PLC0415 - the library is imported where it is used

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from backend.core import words
from backend.core.errors import ErrorCode, Refused

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

MOST: Final = 10
"""Passkeys of one person."""
MAX_NAME: Final = 60
CHALLENGE_LASTS: Final = timedelta(minutes=5)
TIMEOUT_MS: Final = 120_000
MOST_OPEN: Final = 5_000
"""Challenges of people who are not signed in, at once: each is a row for five minutes."""
LOCALHOST: Final = "localhost"


class PasskeyUse(StrEnum):
    """Use of a challenge: each may be answered for one of these only."""

    ADD = "ADD"
    PROOF = "PROOF"
    SECOND_FACTOR = "SECOND_FACTOR"
    SIGN_IN = "SIGN_IN"


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """For whom passkeys are made: the host name of this installation, and the origin of its pages."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """`host`: the name of the installation when it was made; under another one it works no more.

    `credential_id`, `public_key`: base64url.
    """

    passkey_id: UUID
    person_id: UUID
    host: str
    credential_id: str
    public_key: str
    sign_count: int
    name: str
    added_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PasskeyChallenge:
    """A challenge that a browser was given. `person_id` is None before anybody has said who they are;
    `family_id`: the sign-in that asked.
    """

    use: PasskeyUse
    person_id: UUID | None
    family_id: UUID | None
    expires_at: datetime

    def is_for(
        self, use: PasskeyUse, person_id: UUID | None, family_id: UUID | None, *, at: datetime
    ) -> bool:
        asked = (self.use, self.person_id, self.family_id)
        return asked == (use, person_id, family_id) and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer of a browser to a challenge. `challenge`, `credential_id`: as it says, base64url; nothing is
    proven yet.
    """

    challenge: str
    credential_id: str
    said: dict[str, Any]


def load_library() -> None:
    """Load WebAuthn where nobody waits: a thread that holds no transaction."""
    import webauthn  # noqa: F401


def relying_party(address: str) -> RelyingParty | None:
    """Return the relying party of this address; None where browsers make no passkeys: without a host name,
    and without TLS unless it is this machine.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host == LOCALHOST)
    if not is_safe or not host or _is_number(host):
        return None
    usual = {"https": 443, "http": 80}[parts.scheme]
    port = f":{parts.port}" if parts.port and parts.port != usual else ""
    return RelyingParty(host, f"{parts.scheme}://{host}{port}")


def check_name(name: str) -> str:
    """The name as it is kept. Raises Refused(NAME_INVALID)."""
    found = " ".join(name.split())
    if not found or len(found) > MAX_NAME or not found.isprintable():
        raise Refused(ErrorCode.NAME_INVALID, f"a name of 1 to {MAX_NAME} characters")
    return found


def options_to_add(
    party: RelyingParty, challenge: str, *, person_id: UUID, username: str, name: str, have: list[str]
) -> dict[str, Any]:
    """Return the options for `navigator.credentials.create`; `have`: credentials that are not made again. The
    person must be verified by the device, and it must find the passkey by itself: only so it can replace a
    password.
    """
    from webauthn import generate_registration_options
    from webauthn.helpers import base64url_to_bytes, options_to_json_dict
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    app = words.text("app.name")
    options = generate_registration_options(
        rp_id=party.host,
        rp_name=f"{app.zh} {app.en}",
        user_id=person_id.bytes,
        user_name=username,
        user_display_name=name,
        challenge=base64url_to_bytes(challenge),
        timeout=TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(have),
    )
    return options_to_json_dict(options)


def options_to_show(party: RelyingParty, challenge: str, have: list[str]) -> dict[str, Any]:
    """Return the options for `navigator.credentials.get`; with an empty `have` any passkey of this
    installation.
    """
    from webauthn import generate_authentication_options
    from webauthn.helpers import base64url_to_bytes, options_to_json_dict
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=party.host,
        challenge=base64url_to_bytes(challenge),
        timeout=TIMEOUT_MS,
        allow_credentials=_descriptors(have),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def read_answer(said: object) -> Answer:
    """The answer of a browser. Raises Refused(INVALID_INPUT) for what is none."""
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json

    if not isinstance(said, dict):
        raise Refused(ErrorCode.INVALID_INPUT, "not what a passkey answers")
    try:
        client = parse_client_data_json(base64url_to_bytes(said["response"]["clientDataJSON"]))
        raw_id = base64url_to_bytes(said["id"])
        challenge = bytes_to_base64url(client.challenge)
    except Exception as error:
        raise Refused(ErrorCode.INVALID_INPUT, "not what a passkey answers") from error
    if client.cross_origin:
        raise Refused(ErrorCode.INVALID_INPUT, "asked for inside a page of somebody else")
    return Answer(challenge, bytes_to_base64url(raw_id), said)


def made(party: RelyingParty, answer: Answer) -> tuple[str, int] | None:
    """Public key and sign count of the passkey that this answer made; None where anything is wrong."""
    from webauthn import verify_registration_response
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

    try:
        found = verify_registration_response(
            credential=answer.said,
            expected_challenge=base64url_to_bytes(answer.challenge),
            expected_rp_id=party.host,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except Exception:  # whatever a made-up answer trips over is a refusal as well
        return None
    if bytes_to_base64url(found.credential_id) != answer.credential_id:
        return None
    return bytes_to_base64url(found.credential_public_key), found.sign_count


def shown(party: RelyingParty, passkey: Passkey, answer: Answer) -> int | None:
    """The sign count that this passkey signed; None where anything about the answer is wrong.

    The count is compared by `is_copy`: only what is signed says anything about a copy.
    """
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes

    handle = _user_handle(answer)
    if handle is not None and handle != passkey.person_id.bytes:
        return None
    try:
        found = verify_authentication_response(
            credential=answer.said,
            expected_challenge=base64url_to_bytes(answer.challenge),
            expected_rp_id=party.host,
            expected_origin=party.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception:  # as above
        return None
    return found.new_sign_count


def is_copy(passkey: Passkey, sign_count: int) -> bool:
    """Whether somebody else counted on meanwhile: the key exists twice. Passkeys that travel with an account
    of their maker do not count and say 0 always.
    """
    return (sign_count > 0 or passkey.sign_count > 0) and sign_count <= passkey.sign_count


def _user_handle(answer: Answer) -> bytes | None:
    from webauthn.helpers import base64url_to_bytes

    said = answer.said["response"].get("userHandle")
    try:
        return base64url_to_bytes(said) if said else None
    except Exception:  # it is nobody's, then
        return b"nobody"


def _descriptors(have: list[str]) -> list["PublicKeyCredentialDescriptor"]:
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in have]


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
