"""The hall's certificates, judged by the library of OpenSSL that browsers' judgement agrees with."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from congress.errors import Refused
from congress.venue import certificates
from congress.venue.certificates import authority_of, fingerprint, make

NOW = datetime.now(UTC)


def shake_hands(made, host: str) -> None:
    """A whole handshake in memory: a client that trusts the authority alone meets the server under this name.

    Raises:
        ssl.SSLCertVerificationError: the client refuses the server.
    """
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(made.certificate, made.key)
    client_side = ssl.create_default_context(cafile=str(made.authority))
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_side.wrap_bio(to_client, to_server, server_hostname=host)
    server = server_side.wrap_bio(to_server, to_client, server_side=True)
    ends = [client, server]
    for _ in range(10):
        for end in list(ends):
            try:
                end.do_handshake()
                ends.remove(end)
            except ssl.SSLWantReadError:
                continue
        if not ends:
            return
    raise AssertionError("the handshake never ends")


def forged(folder: Path, name: x509.GeneralName):
    """A certificate for another site, signed with the authority's own key as a thief would."""
    place = folder / certificates.FOLDER
    authority = x509.load_pem_x509_certificate((place / certificates.AUTHORITY).read_bytes())
    signer = serialization.load_pem_private_key((place / certificates.AUTHORITY_KEY).read_bytes(), None)
    key = ec.generate_private_key(ec.SECP256R1())
    extensions = certificates._server_extensions([name])
    stolen = certificates._signed(certificates._subject("x"), key, authority, signer, NOW, 30, extensions)
    (folder / "forged.crt").write_bytes(certificates._pem(stolen) + certificates._pem(authority))
    (folder / "forged.key").write_bytes(certificates._pem_key(key))
    return certificates.Made(
        place / certificates.AUTHORITY, folder / "forged.crt", folder / "forged.key", False, NOW + timedelta(days=30)
    )


@pytest.mark.parametrize("host", ["192.168.1.10", "10.0.0.5", "172.20.1.1", "127.0.0.1", "may-cua.local", "localhost"])
def test_whoever_trusts_the_authority_trusts_the_server_at_each_of_its_addresses(tmp_path, host):
    made = make(tmp_path, [host], NOW)
    shake_hands(made, host)


def test_another_address_than_those_named_is_not_trusted(tmp_path):
    made = make(tmp_path, ["192.168.1.10"], NOW)
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        shake_hands(made, "192.168.1.11")


@pytest.mark.parametrize("name", [x509.DNSName("chinhphu.vn"), x509.IPAddress(ip_address("8.8.8.8"))])
def test_a_stolen_authority_vouches_for_no_site_outside_the_hall(tmp_path, name):
    make(tmp_path, ["192.168.1.10"], NOW)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        shake_hands(forged(tmp_path, name), str(name.value))


def test_a_new_address_needs_no_new_installation_on_the_phones(tmp_path):
    first = make(tmp_path, ["192.168.1.10"], NOW - timedelta(days=30))
    installed = first.authority.read_bytes()
    second = make(tmp_path, ["192.168.43.1"], NOW)
    assert (first.renewed, second.renewed) == (True, False)
    assert second.authority.read_bytes() == installed
    shake_hands(second, "192.168.43.1")


def test_an_authority_about_to_end_is_made_anew(tmp_path):
    make(tmp_path, ["192.168.1.10"], NOW - timedelta(days=4 * 366))
    made = make(tmp_path, ["192.168.1.10"], NOW)
    assert made.renewed is True
    shake_hands(made, "192.168.1.10")


def test_phones_take_the_certificate_for_it_lasts_less_than_398_days(tmp_path):
    made = make(tmp_path, ["192.168.1.10"], NOW)
    certificate = x509.load_pem_x509_certificate(made.certificate.read_bytes())
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc < timedelta(days=398)
    assert made.until == certificate.not_valid_after_utc


@pytest.mark.parametrize("name", [certificates.KEY, certificates.AUTHORITY_KEY])
def test_keys_are_for_their_owner_only(tmp_path, name):
    make(tmp_path, ["192.168.1.10"], NOW)
    assert stat.S_IMODE((tmp_path / certificates.FOLDER / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("host", ["8.8.8.8", "chinhphu.vn", "*.local", "a b.local", "máy.local", ".local", "2001:db8::1", ""])
def test_a_host_outside_the_hall_is_refused(tmp_path, host):
    with pytest.raises(Refused) as refusal:
        make(tmp_path, [host], NOW)
    assert refusal.value.code == "venue_host_public"
    assert not (tmp_path / certificates.FOLDER).exists()


def test_no_host_is_refused(tmp_path):
    with pytest.raises(Refused) as refusal:
        make(tmp_path, [], NOW)
    assert refusal.value.code == "venue_host_missing"


def test_the_fingerprint_is_that_of_the_file_phones_download(tmp_path):
    assert authority_of(tmp_path) is None
    made = make(tmp_path, ["192.168.1.10"], NOW)
    der = authority_of(tmp_path)
    assert der is not None
    assert ssl.DER_cert_to_PEM_cert(der).strip() == made.authority.read_text().strip()
    assert len(fingerprint(der).split(":")) == 32
