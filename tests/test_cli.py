"""The `congress` command as a shell runs it: exit codes, words, JSON."""

import json
import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests import unit_lists
from tests.serving import clean_environment, fetch, free_port, running

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "mat-khau-thu-nghiem"
SECRET = "khóa thử dài hơn mười sáu ký tự"


class Shell:
    """`congress …` in a folder of its own, on SQLite."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.password = folder / "password"
        self.password.write_text(f"{PASSWORD}\n", encoding="utf-8")
        self.folder = folder

    def __call__(self, *words: str, code: int = 0, typed: str = "", **environment: str) -> str:
        """What the command says; its exit code is checked."""
        values = {"PYTHONPATH": str(ROOT), "CONGRESS_DATA_DIR": str(self.data), **environment}
        done = subprocess.run(
            [sys.executable, "-m", "congress", *words],
            cwd=self.folder,
            env=clean_environment(**values),
            input=typed.encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        text = (done.stdout + done.stderr).decode()
        assert "Traceback" not in text, text
        assert done.returncode == code, text
        return text

    def sql(self, statement: str) -> list[tuple]:
        """Rows of the database, or a change to it."""
        with sqlite3.connect(self.data / "congress.sqlite3") as connection:
            return connection.execute(statement).fetchall()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An empty folder."""
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An installation after `congress init`, shared by the tests that only add to it."""
    shell = Shell(tmp_path_factory.mktemp("ready"))
    shell("init", "--password-file", str(shell.password))
    return shell


def test_init_makes_database_key_and_administrator(ready: Shell):
    assert ready.sql("SELECT login, active FROM user_account WHERE login = 'quantri'") == [("quantri", 1)]
    names = "SELECT role.name FROM role JOIN user_account ON user_account.id = user_id WHERE login = 'quantri'"
    assert ready.sql(names) == [("administrator",)]
    assert ready.sql("SELECT count(*) FROM rule_set_version") != [(0,)]


def test_the_key_that_init_makes_is_for_the_owner_only(ready: Shell):
    key = ready.data / "secret.key"
    assert len(key.read_text()) >= 48
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_init_a_second_time_is_refused_and_keeps_the_key(ready: Shell):
    before = (ready.data / "secret.key").read_text()
    assert "đã có người dùng" in ready("init", "--password-file", str(ready.password), code=1)
    assert (ready.data / "secret.key").read_text() == before


def test_init_asks_for_a_password_when_no_file_is_named(shell: Shell):
    shell("init", "--login", "sep", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert shell.sql("SELECT login FROM user_account") == [("sep",)]


def test_a_short_password_is_refused(ready: Shell, tmp_path: Path):
    (tmp_path / "short").write_text("ngan")
    text = ready("user", "create", "ngan", "--password-file", str(tmp_path / "short"), code=1)
    assert "Mật khẩu cần ít nhất 8 ký tự." in text


def test_a_user_is_made(ready: Shell):
    text = ready("user", "create", "Lan.Nguyen", "--name", "Nguyễn Thị Lan", "--password-file", str(ready.password))
    assert "Đã tạo tài khoản lan.nguyen." in text
    found = ready.sql("SELECT display_name, password_hash FROM user_account WHERE login = 'lan.nguyen'")
    assert [(name, kept.startswith("$argon2id$")) for name, kept in found] == [("Nguyễn Thị Lan", True)]


def test_a_user_may_be_made_administrator(ready: Shell):
    ready("user", "create", "pho", "--administrator", "--password-file", str(ready.password))
    names = "SELECT role.name FROM role JOIN user_account ON user_account.id = user_id WHERE login = 'pho'"
    assert ready.sql(names) == [("administrator",)]


@pytest.mark.parametrize(
    ("login", "sentence"), [("quantri", "đã có người dùng"), ("có dấu", "Tên đăng nhập gồm 2 đến 80 ký tự")]
)
def test_a_name_that_is_taken_or_unusable_is_refused(ready: Shell, login: str, sentence: str):
    assert sentence in ready("user", "create", login, "--password-file", str(ready.password), code=1)


@pytest.mark.parametrize(
    "words",
    [
        ("khong-co",),
        ("user", "create"),
        ("load-units", "khong-co"),
        ("init", "--units", "khong-co"),
        ("demo", "--delegates", "-1"),
    ],
)
def test_words_that_mean_nothing_are_bad_input(shell: Shell, words: tuple[str, ...]):
    shell(*words, code=2)


@pytest.mark.parametrize("command", ["serve", "init", "verify"])
def test_an_environment_that_cannot_be_read_is_bad_input(shell: Shell, command: str):
    assert "CONGRESS_PORT='tám'" in shell(command, code=2, CONGRESS_PORT="tám")


def test_a_secret_file_that_is_not_there_is_bad_input(shell: Shell):
    assert "Không đọc được tệp khóa" in shell("serve", code=2, CONGRESS_SECRET_KEY_FILE="/khong/co")


def test_an_unknown_setting_is_reported_and_the_command_goes_on(ready: Shell):
    assert "Không hiểu biến môi trường CONGRESS_PROT; xem README." in ready("verify", CONGRESS_PROT="1")


@pytest.mark.parametrize("words", [("verify",), ("load-units", "present"), ("user", "create", "lan"), ("serve",)])
def test_nothing_runs_before_init(shell: Shell, words: tuple[str, ...]):
    assert "congress init" in shell(*words, code=1, CONGRESS_SECRET_KEY=SECRET)


def test_serve_refuses_to_start_without_a_secret(shell: Shell):
    assert "Chưa đặt khóa bí mật." in shell("serve", code=1)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"CONGRESS_SECRET_KEY": "chi-dung-de-thu"}, "Chưa đặt khóa bí mật."),
        ({"CONGRESS_SECRET_KEY": "ngắn"}, "Khóa bí mật quá ngắn"),
        ({"CONGRESS_NOW": "2025-03-03T08:00:00+07:00"}, "CONGRESS_NOW chỉ dùng cho bản trình diễn"),
        ({"CONGRESS_TLS_CERT": "cert.pem"}, "phải đặt cùng nhau"),
    ],
)
def test_serve_refuses_settings_unfit_for_real_work(ready: Shell, environment: dict[str, str], sentence: str):
    assert sentence in ready("serve", code=1, **environment)


def test_serve_refuses_an_older_schema_until_it_is_upgraded(shell: Shell):
    shell("init", "--password-file", str(shell.password))
    shell.sql("DELETE FROM alembic_version")
    text = shell("serve", code=1)
    assert "congress db upgrade" in text


def test_upgrading_what_is_newest_changes_nothing(ready: Shell):
    before = ready.sql("SELECT count(*) FROM rule_set_version")
    assert "Cơ sở dữ liệu đã ở phiên bản mới nhất." in ready("db", "upgrade")
    assert ready.sql("SELECT count(*) FROM rule_set_version") == before


def test_upgrade_makes_the_schema_in_an_empty_folder(shell: Shell):
    shell("db", "upgrade")
    assert shell.sql("SELECT version_num FROM alembic_version") != []


def test_unit_lists_are_loaded_once(ready: Shell):
    first = ready("load-units", "former-lang-son")
    count = ready.sql("SELECT count(*) FROM unit")[0][0]
    assert f"Đã nạp {count} đơn vị." in first
    assert "Đã nạp 0 đơn vị." in ready("load-units", "former-lang-son")


def test_a_list_of_a_file_is_loaded_and_one_that_is_none_is_bad_input(ready: Shell, tmp_path: Path):
    ready("load-units", str(unit_lists.generate(tmp_path / "first.json", 1)))  # the nation comes with the first list
    file = unit_lists.generate(tmp_path / "list.json", 30)
    assert ready("load-units", str(file)).splitlines() == ["Danh mục có 30 đơn vị.", "Đã nạp 30 đơn vị."]
    assert ready("load-units", str(file)).splitlines()[-1] == "Đã nạp 0 đơn vị."
    file.write_text("[]", encoding="utf-8")
    assert "Không đọc được danh mục đơn vị" in ready("load-units", str(file), code=2)


def test_verify_says_that_the_chain_is_whole(ready: Shell):
    assert "nguyên vẹn" in ready("verify")
    chains = json.loads(ready("verify", "--json"))
    assert [(chain["chain"], chain["broken_at"], chain["forgotten"]) for chain in chains] == [("installation", None, 0)]
    assert chains[0]["length"] == ready.sql("SELECT count(*) FROM audit_entry")[0][0]


def test_verify_finds_a_changed_line_and_ends_with_1(shell: Shell):
    shell("init", "--password-file", str(shell.password))
    shell.sql("UPDATE audit_entry SET actor = 'kẻ gian' WHERE position = 2")
    assert "SAI từ dòng 2" in shell("verify", code=1)
    assert json.loads(shell("verify", "--json", code=1))[0]["broken_at"] == 2


def test_the_words_are_utf_8_wherever_they_are_sent(ready: Shell):
    assert "nguyên vẹn" in ready("verify", PYTHONIOENCODING="ascii", PYTHONUTF8="0")


def test_the_version_is_told(shell: Shell):
    assert shell("--version").startswith("congress, version ")


def test_serve_runs_on_what_init_made(ready: Shell, tmp_path: Path):
    port = free_port()
    values = {"CONGRESS_DATA_DIR": str(ready.data), "CONGRESS_PORT": str(port)}
    with running([sys.executable, "-m", "congress", "serve"], port, tmp_path, PYTHONPATH=str(ROOT), **values) as address:
        status, final, text = fetch(address)
    assert (status, final) == (200, f"{address}dang-nhap?tiep=/")
    assert '<html lang="vi"' in text
    assert "Tài khoản trình diễn" not in text
    assert (tmp_path / "server.log").read_text(encoding="utf-8") == f"{address}\n"


def test_a_port_that_is_taken_is_told_before_anything_is_built(shell: Shell):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = shell("demo", "--port", port, "--data", str(shell.data), code=1)
    assert said.startswith(f"Không mở được cổng {port} ở 127.0.0.1: có chương trình khác đang dùng")
    assert not (shell.data / "congress.sqlite3").exists()


def test_codes_are_told_of_the_demonstration_alone_and_a_phone_is_paired(tmp_path: Path):
    shell = Shell(tmp_path)
    shell("demo", "--data", str(shell.data), "--delegates", "40", "--build-only", "--json")
    key = {"CONGRESS_SECRET_KEY_FILE": str(shell.data / "secret.key")}
    codes = json.loads(shell("door", "codes", "--meeting", "2", "--json", **key))
    assert {len(row["code"]) for row in codes} == {24} and set(codes[0]) == {"number", "code", "name", "unit"}
    told = json.loads(shell("door", "pair", "--meeting", "2", "--gate", "Cửa 1", "--json", **key))
    assert told["address"] == f"http://127.0.0.1:8000/cua/ghep#{told['secret']}"
    assert (told["meeting"], told["gate"], told["session"], len(told["secret"])) == ("2", "Cửa 1", "1", 32)
    shell("door", "pair", "--meeting", "99", "--gate", "Cửa 1", code=2, **key)
    shell.sql("UPDATE audit_entry SET actor = 'nguoi' WHERE position = 1")
    assert "Chỉ in mã thẻ" in shell("door", "codes", "--meeting", "2", code=1, **key)
