"""A certificate authority of the installation's own: phones that trust it open the app over HTTPS.

It may vouch for the plant's own names and for addresses of private networks only, so that trusting it gives
nobody the pages of a bank.
"""

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Final, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from backend.core.errors import Unfit
from backend.core.files import replace

Address = IPv4Address | IPv6Address

AUTHORITY_LASTS: Final = timedelta(days=3650)
LEAF_LASTS: Final = timedelta(days=397)
"""Apple refuses what is longer than 398 days."""
RENEW_BEFORE: Final = timedelta(days=30)
BACKDATED: Final = timedelta(days=1)
"""Clocks of phones are wrong."""
PRIVATE_SUFFIXES: Final = ("localhost", "local", "lan", "home.arpa", "internal")
PRIVATE_NETWORKS: Final[tuple[IPv4Network | IPv6Network, ...]] = tuple(
    ip_network(each)
    for each in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)


@dataclass(frozen=True)
class Authority:
    """The certificate in `certificate`; its key never leaves the folder."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey

    def may_not_vouch_for(self, name: str) -> bool:
        return not self.may_vouch_for(name)

    def may_vouch_for(self, name: str) -> bool:
        """Whether this host name, or address of numbers, is among those that it is confined to."""
        permitted = self.certificate.extensions.get_extension_for_class(
            x509.NameConstraints
        ).value.permitted_subtrees
        address = address_of(name)
        if address is not None:
            return any(
                isinstance(each, x509.IPAddress)
                and isinstance(each.value, IPv4Network | IPv6Network)
                and address in each.value
                for each in permitted or ()
            )
        return any(
            isinstance(each, x509.DNSName) and (name == each.value or name.endswith(f".{each.value}"))
            for each in permitted or ()
        )


@dataclass(frozen=True)
class LocalAuthority:
    """The folder that keeps it: `ca.key`, `ca.crt`, and `server.pem`, key and certificate of the server.

    Each file is there as a whole or not at all, and the key before its certificate: whatever is interrupted
    is taken up again by the next call.
    """

    folder: Path

    @property
    def certificate_file(self) -> Path:
        return self.folder / "ca.crt"

    @property
    def key_file(self) -> Path:
        return self.folder / "ca.key"

    @property
    def server_file(self) -> Path:
        return self.folder / "server.pem"

    def ensure(self, names: Iterable[str], *, now: datetime) -> Authority:
        """The authority; made on first use, with `names` beside the private ones that it may vouch for, and
        made anew shortly before it ends: then every phone has to trust again.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.certificate_file.exists():
            found = Authority(_read_certificate(self.certificate_file), _read_key(self.key_file))
            if found.certificate.public_key() != found.key.public_key():
                raise Unfit(f"{self.key_file} is not the key of {self.certificate_file}.")
            if now < found.certificate.not_valid_after_utc - RENEW_BEFORE:
                return found
            self.certificate_file.unlink()
            self.key_file.unlink()
        if not self.key_file.exists():
            replace(self.key_file, _pem_of(generate_private_key(SECP256R1())))
        key = _read_key(self.key_file)
        certificate = _authority(key, list(dict.fromkeys(names)), now)
        replace(self.certificate_file, certificate.public_bytes(serialization.Encoding.PEM))
        return Authority(certificate, key)

    def renew(self, authority: Authority, names: Iterable[str], *, now: datetime) -> bool:
        """Make the server's certificate where there is none that vouches for all these names and lasts.

        Returns whether there is another one now. Names of which the authority may not speak are left out.
        """
        wanted = [each for each in dict.fromkeys(names) if authority.may_vouch_for(each)]
        if self._is_good(authority, wanted, now):
            return False
        key = generate_private_key(SECP256R1())
        certificate = _leaf(authority, key, wanted, now)
        replace(self.server_file, _pem_of(key) + certificate.public_bytes(serialization.Encoding.PEM))
        return True

    def _is_good(self, authority: Authority, names: list[str], now: datetime) -> bool:
        if not self.server_file.exists():
            return False
        try:
            found = x509.load_pem_x509_certificate(self.server_file.read_bytes())
            found.verify_directly_issued_by(authority.certificate)
        except Exception:  # whatever it is that lies there, another one is made
            return False
        alternatives = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return set(_general(names)) <= set(alternatives) and now < found.not_valid_after_utc - RENEW_BEFORE

    def context(self) -> ssl.SSLContext:
        """Return the TLS context of a server; `load` takes the certificate of a renewal into it."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.load(context)
        return context

    def load(self, context: ssl.SSLContext) -> None:
        context.load_cert_chain(self.server_file)


def address_of(name: str) -> Address | None:
    """The address that these numbers are; None for a host name."""
    try:
        return ip_address(name)
    except ValueError:
        return None


def _authority(key: EllipticCurvePrivateKey, names: list[str], now: datetime) -> x509.Certificate:
    own = [each for each in names if address_of(each) is None]
    numbers = [address for each in names if (address := address_of(each))]
    named = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "安环 Anhuan"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"安环 Anhuan {own[0] if own else ''} {now:%Y-%m-%d}"),
        ]
    )
    permitted: list[x509.GeneralName] = [
        x509.DNSName(each) for each in dict.fromkeys((*PRIVATE_SUFFIXES, *own))
    ]
    permitted += [x509.IPAddress(each) for each in PRIVATE_NETWORKS]
    permitted += [x509.IPAddress(ip_network(each)) for each in numbers if not _is_private(each)]
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + AUTHORITY_LASTS)
        # One step: the intermediate of a proxy that issues the server's certificates by itself.
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .add_extension(_usage(of_authority=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )


def _leaf(
    authority: Authority, key: EllipticCurvePrivateKey, names: list[str], now: datetime
) -> x509.Certificate:
    issuer = authority.certificate
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    issuers = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "安环 Anhuan")]))
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(min(now + LEAF_LASTS - BACKDATED, issuer.not_valid_after_utc))
        .add_extension(x509.SubjectAlternativeName(_general(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(of_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(own, critical=False)
        .add_extension(issuers, critical=False)
        .sign(authority.key, hashes.SHA256())
    )


def _usage(*, of_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not of_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=of_authority,
        crl_sign=of_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _general(names: Iterable[str]) -> list[x509.GeneralName]:
    return [
        x509.DNSName(each) if (address := address_of(each)) is None else x509.IPAddress(address)
        for each in names
    ]


def _is_private(address: Address) -> bool:
    return any(address in each for each in PRIVATE_NETWORKS)


def _pem_of(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _read_certificate(file: Path) -> x509.Certificate:
    """Raises Unfit."""
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError) as error:
        raise Unfit(f"{file} cannot be read as a certificate: {error}") from error


def _read_key(file: Path) -> EllipticCurvePrivateKey:
    """Raises Unfit."""
    try:
        return cast(EllipticCurvePrivateKey, serialization.load_pem_private_key(file.read_bytes(), None))
    except (OSError, ValueError) as error:
        raise Unfit(f"{file} cannot be read as a key: {error}") from error
