"""Settings from the environment: read, refused, reported."""

import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from congress import config, create_app
from congress.config import DEFAULT_SECRET, BadSettings, Settings, unknown_names
from congress.server import NotReady, check_secret, check_settings

README = Path(__file__).resolve().parent.parent / "README.md"
LONG = "khóa dài hơn mười sáu ký tự"


def read(**values: str) -> Settings:
    return Settings.from_environment({f"CONGRESS_{name.upper()}": value for name, value in values.items()})


def test_an_empty_environment_gives_the_defaults():
    assert Settings.from_environment({}) == Settings()


def test_every_value_is_read():
    found = read(
        database_url="postgresql://congress@localhost/congress",
        data_dir="/var/lib/congress",
        secret_key="s",
        secret_key_file="/run/secret",
        field_key_file="/run/field",
        host="0.0.0.0",
        port="8443",
        tls_cert="c.pem",
        tls_key="k.pem",
        trusted_proxies="1",
        now="2025-03-03T08:00:00+07:00",
    )
    assert (found.data_dir, found.host, found.port) == (Path("/var/lib/congress"), "0.0.0.0", 8443)
    assert (found.secret_key, found.secret_key_file, found.field_key_path) == ("s", "/run/secret", Path("/run/field"))
    assert (found.tls_cert, found.tls_key, found.trusted_proxies) == ("c.pem", "k.pem", 1)
    assert found.now == datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


def test_an_empty_value_is_as_good_as_none():
    assert read(port="", data_dir="", host="", now="", database_url="") == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "tám nghìn"),
        ("port", "65536"),
        ("port", "-1"),
        ("port", "²"),
        ("trusted_proxies", "có"),
        ("trusted_proxies", "11"),
        ("now", "hôm nay"),
        ("now", "2025-03-03T08:00:00"),
    ],
)
def test_a_value_of_the_wrong_shape_names_itself(name: str, value: str):
    with pytest.raises(BadSettings, match=re.escape(f"CONGRESS_{name.upper()}={value!r}")):
        read(**{name: value})


def test_unknown_names_are_listed_and_others_left_alone():
    given = {"CONGRESS_PORT": "1", "CONGRESS_PROT": "1", "CONGRESS_": "", "PATH": "/bin", "CONGRESS_DEBUG": "1"}
    assert unknown_names(given) == ["CONGRESS_", "CONGRESS_DEBUG", "CONGRESS_PROT"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_spoken_to_with_psycopg(scheme: str):
    assert Settings(database_url=f"{scheme}://a@b/c").database_uri == "postgresql+psycopg://a@b/c"


@pytest.mark.parametrize("address", ["postgresql+psycopg://a@b/c", "sqlite:////tmp/x.sqlite3"])
def test_another_address_is_taken_as_it_stands(address: str):
    assert Settings(database_url=address).database_uri == address


def test_without_an_address_the_database_is_a_file_in_the_data_folder(tmp_path: Path):
    assert Settings(data_dir=tmp_path).database_uri == f"sqlite:///{tmp_path / 'congress.sqlite3'}"


def test_the_key_that_seals_lies_in_the_data_folder_unless_named(tmp_path: Path):
    assert Settings(data_dir=tmp_path).field_key_path == tmp_path / "field.key"


def test_the_secret_file_named_goes_before_everything(tmp_path: Path):
    (tmp_path / "named").write_text("từ tệp\n", encoding="utf-8")
    (tmp_path / config.KEPT_SECRET).write_text("của init", encoding="utf-8")
    assert Settings(data_dir=tmp_path, secret_key="giá trị", secret_key_file=str(tmp_path / "named")).secret() == "từ tệp"


def test_the_secret_given_goes_before_the_one_kept(tmp_path: Path):
    (tmp_path / config.KEPT_SECRET).write_text("của init", encoding="utf-8")
    assert Settings(data_dir=tmp_path, secret_key="giá trị").secret() == "giá trị"
    assert Settings(data_dir=tmp_path).secret() == "của init"


def test_without_any_secret_there_is_the_default(tmp_path: Path):
    assert Settings(data_dir=tmp_path).secret() == DEFAULT_SECRET


def test_a_secret_file_that_cannot_be_read_says_so(tmp_path: Path):
    with pytest.raises(BadSettings, match="Không đọc được tệp khóa"):
        create_app(Settings(data_dir=tmp_path, secret_key_file=str(tmp_path / "khong-co")))


@pytest.mark.parametrize("secret", [DEFAULT_SECRET, "ngắn"])
def test_a_default_or_short_secret_does_not_serve(tmp_path: Path, secret: str):
    with pytest.raises(NotReady):
        check_secret(Settings(data_dir=tmp_path, secret_key=secret))


def test_an_empty_secret_file_does_not_serve(tmp_path: Path):
    (tmp_path / "empty").touch()
    with pytest.raises(NotReady, match="quá ngắn"):
        check_secret(Settings(secret_key_file=str(tmp_path / "empty")))


def test_the_clock_of_the_demonstration_does_not_serve():
    with pytest.raises(NotReady, match="CONGRESS_NOW"):
        check_settings(Settings(secret_key=LONG, now=datetime(2025, 3, 3, tzinfo=UTC)))


def test_half_a_certificate_does_not_serve(tmp_path: Path):
    with pytest.raises(NotReady, match="cùng nhau"):
        check_settings(Settings(secret_key=LONG, tls_cert=str(tmp_path / "c.pem")))


def test_a_certificate_that_is_not_there_does_not_serve(tmp_path: Path):
    with pytest.raises(NotReady, match=r"Không có tệp .*c\.pem"):
        check_settings(Settings(secret_key=LONG, tls_cert=str(tmp_path / "c.pem"), tls_key=str(tmp_path / "k.pem")))


def test_good_settings_serve(tmp_path: Path):
    (tmp_path / "c.pem").touch()
    check_settings(Settings(secret_key=LONG, tls_cert=str(tmp_path / "c.pem"), tls_key=str(tmp_path / "c.pem")))


def test_the_readme_names_every_setting_and_no_other():
    named = set(re.findall(r"`(CONGRESS_[A-Z_]+)`", README.read_text(encoding="utf-8")))
    assert named == {f"CONGRESS_{field.name.upper()}" for field in fields(Settings)}
