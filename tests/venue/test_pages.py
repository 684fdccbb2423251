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
