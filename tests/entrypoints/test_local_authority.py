"""The certificate authority of an installation: confined, kept, and renewed before anything ends."""

import ssl
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID

from backend.core.errors import Unfit
from backend.entrypoints.local_authority import Authority, LocalAuthority
from backend.entrypoints.local_tls import LocalTls, with_tls
from backend.entrypoints.own_names import own_addresses
from backend.settings import Settings
from tests.support.fakes import FakeClock

T = TypeVar("T", bound=x509.ExtensionType)
NOW = datetime.now(UTC)
NAMES = ["plant.lan", "192.168.1.20", "anhuan.jiangbei.example"]


@pytest.fixture
def keeper(tmp_path: Path) -> LocalAuthority:
    return LocalAuthority(tmp_path / "tls")


def test_a_phone_that_trusts_exactly_this_authority_reaches_every_name_of_the_server(
    keeper: LocalAuthority,
) -> None:
    authority = keeper.ensure(NAMES, now=NOW)
    keeper.renew(authority, NAMES, now=NOW)

    for name in NAMES:
        shake_hands(keeper.context(), keeper.certificate_file, name)
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        shake_hands(keeper.context(), keeper.certificate_file, "other.lan")
    assert keeper.context().minimum_version == ssl.TLSVersion.TLSv1_2


def test_what_phones_demand_of_a_certificate_is_in_it(keeper: LocalAuthority) -> None:
    authority = keeper.ensure(NAMES, now=NOW)
    keeper.renew(authority, NAMES, now=NOW)
    leaf, ca = server_certificate(keeper), authority.certificate

    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=398)
    assert extension(leaf, x509.ExtendedKeyUsage) == x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    assert not extension(leaf, x509.BasicConstraints).ca
    assert extension(leaf, x509.KeyUsage).digital_signature
    assert extension(ca, x509.BasicConstraints).ca
    assert extension(ca, x509.KeyUsage).key_cert_sign
    for kind in (x509.BasicConstraints, x509.KeyUsage, x509.NameConstraints):
        assert ca.extensions.get_extension_for_class(kind).critical


def test_nobody_gets_the_page_of_a_bank_by_an_authority_that_phones_trust(keeper: LocalAuthority) -> None:
    authority = keeper.ensure(NAMES, now=NOW)
    forged = forge(authority, "bank.example")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    file = keeper.folder / "forged.pem"
    file.write_bytes(forged)
    context.load_cert_chain(file)

    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        shake_hands(context, keeper.certificate_file, "bank.example")


def test_keys_are_readable_by_their_owner_only(keeper: LocalAuthority) -> None:
    keeper.renew(keeper.ensure(NAMES, now=NOW), NAMES, now=NOW)

    for file in (keeper.key_file, keeper.server_file):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert stat.S_IMODE(keeper.folder.stat().st_mode) == 0o700


def test_asked_twice_it_is_the_same_authority_and_the_same_certificate(keeper: LocalAuthority) -> None:
    first = keeper.ensure(NAMES, now=NOW)
    assert keeper.renew(first, NAMES, now=NOW)
    before = keeper.server_file.read_bytes()

    again = keeper.ensure([*NAMES, "more.lan"], now=NOW + timedelta(days=300))

    assert again.certificate == first.certificate
    assert not keeper.renew(again, NAMES, now=NOW + timedelta(days=300))
    assert keeper.server_file.read_bytes() == before


@pytest.mark.parametrize(
    ("names", "later"),
    [(NAMES, timedelta(days=370)), ([*NAMES, "10.0.0.9"], timedelta()), (NAMES, timedelta(days=500))],
    ids=["it ends within a month", "the machine has another address", "it has ended"],
)
def test_the_certificate_of_the_server_is_renewed_by_the_same_authority(
    keeper: LocalAuthority, names: list[str], later: timedelta
) -> None:
    authority = keeper.ensure(NAMES, now=NOW)
    keeper.renew(authority, NAMES, now=NOW)
    before = server_certificate(keeper)

    assert keeper.renew(keeper.ensure(names, now=NOW + later), names, now=NOW + later)

    after = server_certificate(keeper)
    assert after.serial_number != before.serial_number
    after.verify_directly_issued_by(authority.certificate)


@pytest.mark.parametrize("left", [b"", b"half a certif"])
def test_a_certificate_that_cannot_be_read_is_made_anew(keeper: LocalAuthority, left: bytes) -> None:
    authority = keeper.ensure(NAMES, now=NOW)
    keeper.server_file.write_bytes(left)

    assert keeper.renew(authority, NAMES, now=NOW)
    shake_hands(keeper.context(), keeper.certificate_file, "plant.lan")


def test_an_authority_whose_making_died_in_the_middle_is_made_to_its_end(keeper: LocalAuthority) -> None:
    key = keeper.ensure(NAMES, now=NOW).key
    keeper.certificate_file.unlink()  # the key is written first

    found = keeper.ensure(NAMES, now=NOW)

    assert found.certificate.public_key() == key.public_key()


def test_an_authority_with_the_key_of_another_is_said_and_not_replaced(
    keeper: LocalAuthority, tmp_path: Path
) -> None:
    certificate = keeper.ensure(NAMES, now=NOW).certificate
    other = LocalAuthority(tmp_path / "other")
    other.ensure(NAMES, now=NOW)
    keeper.key_file.write_bytes(other.key_file.read_bytes())

    with pytest.raises(Unfit, match=r"ca\.key"):
        keeper.ensure(NAMES, now=NOW)
    keeper.key_file.unlink()
    with pytest.raises(Unfit, match=r"ca\.key"):
        keeper.ensure(NAMES, now=NOW)
    assert x509.load_pem_x509_certificate(keeper.certificate_file.read_bytes()) == certificate


def test_an_authority_that_ends_soon_gives_way_to_another_with_another_key(keeper: LocalAuthority) -> None:
    first = keeper.ensure(NAMES, now=NOW)
    last_month = NOW + timedelta(days=3640)
    keeper.renew(first, NAMES, now=last_month - timedelta(days=100))
    assert server_certificate(keeper).not_valid_after_utc == first.certificate.not_valid_after_utc

    second = keeper.ensure(NAMES, now=last_month)

    assert second.certificate.public_key() != first.certificate.public_key()
    assert keeper.renew(second, NAMES, now=last_month)


def test_an_authority_speaks_of_private_addresses_and_of_the_names_it_was_made_with(
    keeper: LocalAuthority,
) -> None:
    authority = keeper.ensure([*NAMES, "203.0.113.7"], now=NOW)

    for name in (*NAMES, "203.0.113.7", "10.9.8.7", "fd00::1", "other.lan", "localhost", "gate.local"):
        assert authority.may_vouch_for(name), name
    for name in ("bank.example", "203.0.113.8", "8.8.8.8", "jiangbei.example", "notplant.lan.example"):
        assert authority.may_not_vouch_for(name), name


def test_a_server_takes_its_renewed_certificate_into_use_while_it_runs(
    keeper: LocalAuthority, clock: FakeClock
) -> None:
    clock.now = NOW
    tls = LocalTls(keeper, keeper.ensure(NAMES, now=NOW), lambda: NAMES, clock)
    before = shake_hands(tls.context, keeper.certificate_file, "plant.lan")
    assert not tls.look()

    clock.now = NOW + timedelta(days=370)
    assert tls.look()

    after = shake_hands(tls.context, keeper.certificate_file, "plant.lan", at=clock.now)
    assert before != after


def test_a_name_that_the_authority_was_made_without_is_refused_with_what_to_do(
    tmp_path: Path, clock: FakeClock
) -> None:
    settings = with_tls(Settings(data_folder=tmp_path), ["plant.lan"])
    LocalTls.of(settings, ["plant.lan"], clock)

    with pytest.raises(Unfit, match=r"anhuan\.example.*every phone"):
        LocalTls.of(settings, ["plant.lan", "anhuan.example"], clock)


def test_the_first_name_given_stands_in_the_codes_and_all_are_answered(tmp_path: Path) -> None:
    settings = with_tls(Settings(data_folder=tmp_path, tls_port=9443), ["plant.lan", "10.1.2.3"])

    assert settings.address == "https://plant.lan:9443"
    assert settings.label_address == "http://plant.lan:8080"
    assert {"plant.lan", "10.1.2.3"} <= settings.hosts
    assert (settings.host, settings.port, settings.https_port) == ("0.0.0.0", 9443, 9443)


def test_a_public_address_and_a_host_that_were_set_stay(tmp_path: Path) -> None:
    given = Settings(data_folder=tmp_path, public_url="https://anhuan.example", host="10.1.2.3")

    settings = with_tls(given, [])

    assert (settings.address, settings.host) == ("https://anhuan.example", "10.1.2.3")
    assert (settings.label_address, settings.https_port) == ("http://anhuan.example:8080", 443)


def test_addresses_of_this_machine_are_those_that_others_reach() -> None:
    found = own_addresses()

    assert len(found) == len(set(found))
    assert not {"127.0.0.1", "::1", "0.0.0.0"} & set(found)


def shake_hands(context: ssl.SSLContext, authority: Path, name: str, *, at: datetime | None = None) -> bytes:
    """A TLS handshake in memory with a client that trusts this authority only; the server's certificate."""
    trusting = ssl.create_default_context(cafile=authority)
    if at is not None:  # the clock of OpenSSL is the machine's
        trusting.verify_flags |= NO_CHECK_TIME
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = context.wrap_bio(to_server, to_client, server_side=True)
    client = trusting.wrap_bio(to_client, to_server, server_hostname=name)
    steps: list[Callable[[], None]] = [client.do_handshake, server.do_handshake]
    for _ in range(4):
        for step in steps:
            with suppress(ssl.SSLWantReadError):
                step()
    found = client.getpeercert(binary_form=True)
    assert found is not None
    return found


NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME."""


def forge(authority: Authority, name: str) -> bytes:
    """Key and certificate for a name of somebody else's, signed by the authority all the same."""
    key = generate_private_key(SECP256R1())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(hours=1))
        .not_valid_after(NOW + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False
        )
        .sign(authority.key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem + certificate.public_bytes(serialization.Encoding.PEM)


def server_certificate(keeper: LocalAuthority) -> x509.Certificate:
    return x509.load_pem_x509_certificate(keeper.server_file.read_bytes())


def extension(certificate: x509.Certificate, kind: type[T]) -> T:
    return certificate.extensions.get_extension_for_class(kind).value
