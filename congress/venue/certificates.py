"""The hall's own certificates: an authority that vouches for the hall's network and nothing else, and the server's own."""

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from congress.errors import Refused

FOLDER = "tls"
AUTHORITY, AUTHORITY_KEY = "venue-ca.crt", "venue-ca.key"
CERTIFICATE, KEY = "server.crt", "server.key"
AUTHORITY_DAYS = 5 * 366
SERVER_DAYS = 397
"""Phones refuse server certificates that last longer than 398 days."""
BEFORE = timedelta(hours=12)
"""A phone whose clock is somewhat behind must trust a certificate made just now."""

NETWORKS = tuple(
    ipaddress.ip_network(network) for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7")
)
DOMAINS = ("local", "lan", "localhost")
"""Addresses and names of private networks (RFC 1918, 4193, 6762): whoever steals the authority's key gains no other site."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a hall: the authority that phones install, the server's with its key; `renewed`: a new authority."""

    authority: Path
    certificate: Path
    key: Path
    renewed: bool
    until: datetime


def make(folder: Path, hosts: Sequence[str], now: datetime) -> Made:
    """Make the server's certificate for these names and addresses; the authority is made once and kept while it lasts.

    Args:
        folder: the data folder; everything goes into its folder `tls`, keys readable by their owner only.
        hosts: addresses of private networks, names ending in .local or .lan, localhost.

    Raises:
        Refused: `venue_host_missing` for none, `venue_host_public` (host) for one outside the hall's networks,
            `venue_file_unreadable` (file) for a kept authority or key that is spoilt, or a key of another authority.
    """
    names = _checked(hosts)
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    authority, signer, renewed = _authority(place, now)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _signed(_subject("Máy chủ hội trường"), key, authority, signer, now, SERVER_DAYS, _server_extensions(names))
    _write(place / KEY, _pem_key(key), secret=True)
    _write(place / CERTIFICATE, _pem(certificate) + _pem(authority))
    return Made(place / AUTHORITY, place / CERTIFICATE, place / KEY, renewed, certificate.not_valid_after_utc)


def authority_of(folder: Path) -> bytes | None:
    """The authority's certificate as phones take it (DER); None while there is none.

    Raises:
        Refused: `venue_file_unreadable` (file).
    """
    path = folder / FOLDER / AUTHORITY
    return _read_certificate(path).public_bytes(serialization.Encoding.DER) if path.is_file() else None


def address_of(folder: Path) -> str | None:
    """The first name or address of the server's certificate, the one phones open; None while there is none.

    Raises:
        Refused: `venue_server_unreadable` (file).
    """
    path = folder / FOLDER / CERTIFICATE
    if not path.is_file():
        return None
    made = _read_certificate(path, "venue_server_unreadable")
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return str(next(iter(names.value)).value)


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate (DER) in pairs of digits, as phones show it."""
    return x509.load_der_x509_certificate(certificate).fingerprint(hashes.SHA256()).hex(":").upper()


def _read_certificate(path: Path, problem: str = "venue_file_unreadable") -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except ValueError as spoilt:
        raise Refused(problem, file=f"{FOLDER}/{path.name}") from spoilt


def _read_key(path: Path) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as spoilt:
        raise Refused("venue_file_unreadable", file=f"{FOLDER}/{path.name}") from spoilt


def _checked(hosts: Sequence[str]) -> list[x509.GeneralName]:
    if not hosts:
        raise Refused("venue_host_missing")
    return [_general_name(host.strip().lower()) for host in dict.fromkeys(hosts)]


def _general_name(host: str) -> x509.GeneralName:
    address = _address(host)
    if address is not None:
        if not any(address in network for network in NETWORKS):
            raise Refused("venue_host_public", host=host)
        return x509.IPAddress(address)
    labels = host.split(".")
    plain = host.isascii() and all(label and label.replace("-", "").isalnum() for label in labels)
    if not plain or labels[-1] not in DOMAINS:
        raise Refused("venue_host_public", host=host)
    return x509.DNSName(host)


def _address(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _authority(place: Path, now: datetime) -> tuple[x509.Certificate, EllipticCurvePrivateKey, bool]:
    """The kept authority as long as it outlives a server's certificate, else a new one."""
    kept, kept_key = place / AUTHORITY, place / AUTHORITY_KEY
    if kept.is_file() and kept_key.is_file():
        authority, signer = _read_certificate(kept), _read_key(kept_key)
        if signer.public_key() != authority.public_key():
            raise Refused("venue_file_unreadable", file=f"{FOLDER}/{kept_key.name}")
        if isinstance(signer, EllipticCurvePrivateKey) and authority.not_valid_after_utc > now + timedelta(days=SERVER_DAYS):
            return authority, signer, False
    signer = ec.generate_private_key(ec.SECP256R1())
    name = _subject(f"Chứng chỉ hội trường {now:%d/%m/%Y}")
    authority = _signed(name, signer, None, signer, now, AUTHORITY_DAYS, _authority_extensions())
    _write(kept_key, _pem_key(signer), secret=True)
    _write(kept, _pem(authority))
    return authority, signer, True


def _signed(
    subject: x509.Name,
    key: EllipticCurvePrivateKey,
    authority: x509.Certificate | None,
    signer: EllipticCurvePrivateKey,
    now: datetime,
    days: int,
    extensions: Sequence[tuple[x509.ExtensionType, bool]],
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(authority.subject if authority else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(signer, hashes.SHA256())


def _authority_extensions() -> list[tuple[x509.ExtensionType, bool]]:
    names = [*(x509.IPAddress(network) for network in NETWORKS), *(x509.DNSName(domain) for domain in DOMAINS)]
    return [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (_usage(signs_certificates=True), True),
        (x509.NameConstraints(permitted_subtrees=names, excluded_subtrees=None), True),
    ]


def _server_extensions(names: Sequence[x509.GeneralName]) -> list[tuple[x509.ExtensionType, bool]]:
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(signs_certificates=False), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectAlternativeName(names), False),
    ]


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _subject(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_key(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _write(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write the whole file or none: a server that starts meanwhile never reads half a key."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if secret else 0o644)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
