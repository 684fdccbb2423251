"""The page that phones install the certificate from, and the command that makes it."""

import json
import ssl

import pytest
from click.testing import CliRunner

from congress.cli import main
from congress.venue import certificates, command
from tests.conftest import NOW


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `congress venue-cert` on an empty data folder."""
    monkeypatch.setenv("CONGRESS_DATA_DIR", str(tmp_path))

    def call(*words: str):
        return CliRunner().invoke(main, ["venue-cert", *words])

    return call


def test_without_a_certificate_the_page_says_what_the_office_does(browse):
    page = browse.get("/cua/chung-chi").text
    assert "congress venue-cert" in page
    assert "Bước 1" not in page
    assert browse.client.get(f"/cua/chung-chi/{certificates.AUTHORITY}").status_code == 404


def test_a_phone_downloads_the_authority_and_compares_its_fingerprint(app, browse):
    folder = app.extensions["congress_settings"].data_dir
    made = certificates.make(folder, ["192.168.1.10"], NOW)
    page = browse.get("/cua/chung-chi").text
    answer = browse.client.get(f"/cua/chung-chi/{certificates.AUTHORITY}")
    assert answer.mimetype == "application/x-x509-ca-cert"
    assert ssl.DER_cert_to_PEM_cert(answer.data).strip() == made.authority.read_text().strip()
    assert certificates.fingerprint(answer.data) in page
    assert "https://192.168.1.10:8000/cua/chung-chi" in page


def test_the_command_makes_the_files_and_names_what_to_set(run, tmp_path):
    done = run("192.168.1.10", "may-cua.local", "--json")
    told = json.loads(done.output)
    assert done.exit_code == 0
    assert told["page"] == "https://192.168.1.10:8000/cua/chung-chi"
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(told["certificate"], told["key"])
    assert json.loads(run("192.168.1.11", "--json").output)["renewed"] is False


def test_in_words_the_command_names_the_variables_and_the_page(run, tmp_path):
    told = run("192.168.1.10").output
    assert f"CONGRESS_TLS_CERT={tmp_path / 'tls' / 'server.crt'}" in told
    assert "https://192.168.1.10:8000/cua/chung-chi" in told


@pytest.mark.parametrize(("hosts", "part"), [(["8.8.8.8"], "8.8.8.8"), (["hoinghi.gov.vn"], "hoinghi.gov.vn")])
def test_a_public_address_is_refused_with_a_sentence_and_nothing_is_made(run, tmp_path, hosts, part):
    done = run(*hosts)
    assert done.exit_code == 2
    assert part in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_machine_without_a_network_is_told_so(run, monkeypatch):
    monkeypatch.setattr(command, "own_addresses", list)
    done = run()
    assert done.exit_code == 2
    assert "chưa nối mạng" in done.output


def test_a_data_folder_that_cannot_be_written_is_named(run, tmp_path):
    (tmp_path / "tls").write_text("")
    done = run("192.168.1.10")
    assert done.exit_code == 1
    assert str(tmp_path) in done.output


@pytest.mark.parametrize("name", [certificates.AUTHORITY, certificates.AUTHORITY_KEY])
@pytest.mark.parametrize("content", [b"", b"\xff\x00 not a certificate", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_spoilt_authority_is_named_with_what_to_do_and_stays(run, tmp_path, name, content):
    run("192.168.1.10")
    (tmp_path / "tls" / name).write_bytes(content)
    done = run("192.168.1.10")
    assert (done.exit_code, isinstance(done.exception, SystemExit)) == (2, True)
    assert f"tls/{name}" in done.output
    assert "bản sao lưu" in done.output
    assert (tmp_path / "tls" / name).read_bytes() == content
    for spoilt in (certificates.AUTHORITY, certificates.AUTHORITY_KEY):
        (tmp_path / "tls" / spoilt).unlink()
    assert json.loads(run("192.168.1.10", "--json").output)["renewed"] is True


def test_the_key_of_another_authority_is_named(run, tmp_path):
    run("192.168.1.10")
    certificates.make(tmp_path / "other", ["192.168.1.10"], NOW)
    other = tmp_path / "other" / "tls" / certificates.AUTHORITY_KEY
    other.replace(tmp_path / "tls" / certificates.AUTHORITY_KEY)
    done = run("192.168.1.10")
    assert (done.exit_code, "tls/venue-ca.key" in done.output) == (2, True)


@pytest.mark.parametrize(("name", "part"), [(certificates.AUTHORITY, "bản sao lưu"), (certificates.CERTIFICATE, "chạy lại")])
def test_the_page_says_which_file_is_spoilt(app, browse, name, part):
    made = certificates.make(app.extensions["congress_settings"].data_dir, ["192.168.1.10"], NOW)
    spoilt = made.authority.with_name(name)
    sound = spoilt.read_bytes()
    spoilt.write_bytes(b"spoilt")
    page = browse.get("/cua/chung-chi", 422).text
    spoilt.write_bytes(sound)
    assert f"tls/{name}" in page
    assert part in page
