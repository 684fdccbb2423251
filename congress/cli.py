"""The `congress` command. Exit codes: 0 done, 1 refused, 2 bad input."""

import io
import json
import os
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask

from congress import __version__, create_app, demo, directories, install, migrating, server, serving
from congress.accounts import service as accounts
from congress.audit import verify as verify_chains
from congress.config import KEPT_SECRET, BadSettings, Settings, unknown_names
from congress.db import db
from congress.delegates import forgetting
from congress.delegates.roster import by_number
from congress.door import service as badges
from congress.door.badges import Wanted
from congress.door.devices import service as devices
from congress.errors import NotFound, Refused
from congress.meetings import service as meetings
from congress.meetings.models import Meeting
from congress.messages import sentence
from congress.people.models import Person
from congress.people.sealing import sealer_from
from congress.rules.names import clean_name
from congress.solving.command import solve
from congress.venue.command import venue_cert
from congress.web import clock

COMMAND = "lệnh congress"
LARGEST_NUMBER = 2**31 - 1


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="congress")
def main() -> None:
    """Điều hành Hội nghị điển hình tiên tiến, Đại hội thi đua yêu nước."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    for name in unknown_names():
        click.echo(f"Không hiểu biến môi trường {name}; xem README.", err=True)


def _application() -> Flask:
    return create_app(_settings())


def _settings() -> Settings:
    try:
        settings = Settings.from_environment()
        settings.secret()
    except BadSettings as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    return settings


def _current_application() -> Flask:
    """The application on a database of this version; the command ends where there is none."""
    settings = _settings()
    _ready(lambda: server.check_schema(settings))
    return create_app(settings)


def _ready(check: Callable[[], None]) -> None:
    try:
        check()
    except server.NotReady as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)


def _password(file: Any) -> str:
    if file is None:
        return str(click.prompt("Mật khẩu", hide_input=True, confirmation_prompt=True))
    return str(file.read().strip())


def _refusing(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Refused as refusal:
        click.echo(sentence(refusal.code, **refusal.facts), err=True)
        sys.exit(1)


def _add_user(now: datetime, login: str, name: str, password: str, administrator: bool) -> str:
    """Add a user with the role, both or neither; the sign-in name as it is stored."""
    wish = accounts.RoleWish("administrator") if administrator else None
    add = accounts.create_with_role
    return str(_refusing(lambda: add(COMMAND, now, accounts.EVERYWHERE, login, name, password, wish).login))


def _upgrade(app: Flask) -> None:
    app.extensions["congress_settings"].data_dir.mkdir(parents=True, exist_ok=True)
    migrating.upgrade(app)


def _keep_secret(data_dir: Path) -> None:
    """Make the signing secret once, readable by the owner only."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / KEPT_SECRET
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))


@main.command()
@click.option("--login", default="quantri", show_default=True, help="Tên đăng nhập của người quản trị đầu tiên.")
@click.option("--password-file", type=click.File(), help="Tệp chứa mật khẩu; không có thì hỏi.")
@click.option("--units", type=click.Choice(directories.UNIT_SETS), multiple=True, help="Danh mục đơn vị cần nạp.")
def init(login: str, password_file: Any, units: tuple[str, ...]) -> None:
    """Tạo cơ sở dữ liệu, khóa bí mật, người quản trị; nạp bộ quy tắc."""
    _keep_secret(_settings().data_dir)
    app = _application()
    sealer_from(app.extensions["congress_settings"].field_key_path)
    _upgrade(app)
    password = _password(password_file)
    with app.app_context():
        now = datetime.now(UTC)
        install.load_seeds(now)
        for name in units:
            directories.load_units(now, name)
        _add_user(now, login, "Quản trị hệ thống", password, administrator=True)
    click.echo(f"Xong. Chạy `congress serve` rồi đăng nhập bằng {login}.")


@main.group("db")
def database() -> None:
    """Cơ sở dữ liệu."""


@database.command("upgrade")
def database_upgrade() -> None:
    """Đưa cơ sở dữ liệu lên phiên bản của chương trình, nạp bộ quy tắc mới hoặc đã sửa."""
    app = _application()
    _upgrade(app)
    with app.app_context():
        install.load_seeds(datetime.now(UTC))
    click.echo("Cơ sở dữ liệu đã ở phiên bản mới nhất.")


def _list_name(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    if name not in directories.UNIT_SETS and not Path(name).is_file():
        known = ", ".join(directories.UNIT_SETS)
        raise click.BadParameter(f"không có danh mục hay tệp {name}; danh mục có sẵn: {known}.")
    return name


@main.command("load-units")
@click.argument("name", metavar="DANH_MỤC", callback=_list_name)
def load_units(name: str) -> None:
    """Nạp một danh mục đơn vị: present, former-lang-son hoặc một tệp .json cùng dạng.

    Cửa đang đón đại biểu vẫn làm việc trong lúc nạp. Bị ngắt giữa chừng thì chạy lại lệnh: phần đã nạp không nạp lần nữa.
    """
    app = _current_application()
    with app.app_context():
        try:
            directory = directories.shipped(name) if name in directories.UNIT_SETS else directories.from_file(Path(name))
            click.echo(f"Danh mục có {len(directory.bodies)} đơn vị.")
            count = directories.load(datetime.now(UTC), directory)
        except Refused as refusal:
            click.echo(sentence(refusal.code, **refusal.facts), err=True)
            sys.exit(2)
    click.echo(f"Đã nạp {count} đơn vị.")


@main.group()
def user() -> None:
    """Tài khoản."""


@user.command("create")
@click.argument("login")
@click.option("--name", default="", help="Họ và tên.")
@click.option("--administrator", is_flag=True, help="Giao quyền quản trị.")
@click.option("--password-file", type=click.File(), help="Tệp chứa mật khẩu; không có thì hỏi.")
def user_create(login: str, name: str, administrator: bool, password_file: Any) -> None:
    """Thêm một tài khoản."""
    app = _current_application()
    password = _password(password_file)
    with app.app_context():
        added = _add_user(datetime.now(UTC), login, name, password, administrator)
        click.echo(f"Đã tạo tài khoản {added}.")


@main.command()
def serve() -> None:
    """Chạy máy chủ cho đến khi bấm Ctrl-C."""
    serving.main()


@main.command()
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def verify(as_json: bool) -> None:
    """Kiểm tra chuỗi nhật ký: có dòng nào bị sửa, bị xóa không."""
    app = _current_application()
    with app.app_context():
        chains = verify_chains(db.session())
    broken = [chain for chain in chains if chain.broken_at is not None]
    if as_json:
        click.echo(json.dumps([vars(chain) for chain in chains], ensure_ascii=False))
    else:
        for chain in chains:
            state = "nguyên vẹn" if chain.broken_at is None else f"SAI từ dòng {chain.broken_at}"
            gone = f", {chain.forgotten} dòng đã xóa nội dung theo hạn" if chain.forgotten else ""
            click.echo(f"{chain.chain}: {chain.length} dòng, {state}{gone}")
    sys.exit(1 if broken else 0)


@main.command()
@click.argument("meeting", type=click.IntRange(1, LARGEST_NUMBER))
@click.argument("delegate", type=click.IntRange(1, LARGEST_NUMBER))
@click.option("--yes", "sure", is_flag=True, help="Không hỏi lại.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def forget(meeting: int, delegate: int, sure: bool, as_json: bool) -> None:
    """Xóa dữ liệu riêng của đại biểu số DELEGATE ở hội nghị số MEETING, trong mọi hội nghị của người đó.

    Xóa ngày sinh, điện thoại, dân tộc, tôn giáo, đảng viên, học vấn, kể cả giá trị cũ trong nhật ký và tệp đã nhập. Giữ họ tên,
    dòng danh sách, các dòng nhật ký và danh sách đã gửi cấp trên.
    """
    app = _current_application()
    with app.app_context():
        person = _person(meeting, delegate)
        name = person.name
        if not sure and not _agreed(f"Xóa dữ liệu riêng của {name}? Không lấy lại được."):
            click.echo("Chưa xóa gì.", err=True)
            sys.exit(1)
        sealer = sealer_from(app.extensions["congress_settings"].field_key_path)
        gone = forgetting.forget(COMMAND, datetime.now(UTC), person, sealer)
    if as_json:
        click.echo(json.dumps({"name": name, "fields": gone.fields, "acts": gone.acts, "rows": gone.rows}, ensure_ascii=False))
    else:
        figures = f"{len(gone.fields)} mục của {name}, {gone.acts} dòng nhật ký, {gone.rows} dòng tệp đã nhập"
        click.echo(f"Đã xóa {figures}.")


def _person(meeting: int, delegate: int) -> Person:
    try:
        return by_number(meetings.by_number(meeting), delegate).person
    except NotFound:
        click.echo(f"Không có đại biểu số {delegate} ở hội nghị số {meeting}.", err=True)
        sys.exit(2)


def _agreed(question: str) -> bool:
    """What is answered at the prompt; no answer is a no."""
    try:
        return click.confirm(question, err=True)
    except click.Abort:
        click.echo(err=True)
        return False


@main.command("demo")
@click.option("--data", "data_dir", type=click.Path(path_type=Path), default=Path(".demo"), show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option(
    "--delegates", type=click.IntRange(0, 300_000), default=300, show_default=True, help="Số đại biểu của hội nghị huyện."
)
@click.option("--json", "as_json", is_flag=True, help="In địa chỉ và tài khoản dạng JSON.")
@click.option("--build-only", is_flag=True, help="Chỉ dựng dữ liệu, không chạy máy chủ.")
def demonstration(data_dir: Path, port: int, delegates: int, as_json: bool, build_only: bool) -> None:
    """Dựng kịch bản Chi Lăng và mở nó."""
    os.environ.update(demo.environment(data_dir, port))
    _keep_secret(data_dir)
    settings = _settings()
    if not build_only:
        _ready(lambda: server.check_port(settings))
    app = _application()
    _upgrade(app)
    with app.app_context():
        demo.build_once(app, delegates)
    click.echo(demo.announcement(settings, as_json))
    if not build_only:
        server.run(settings)


@main.group("door")
def at_door() -> None:
    """Máy ở cửa, cho người viết kịch bản."""


@at_door.command("pair")
@click.option("--meeting", type=click.IntRange(1, LARGEST_NUMBER), required=True, help="Số của hội nghị.")
@click.option("--gate", required=True, help="Tên cửa; chưa có thì thêm.")
@click.option(
    "--session", type=click.IntRange(1, LARGEST_NUMBER), help="Số của phiên; không ghi thì phiên chính thức đầu tiên."
)
@click.option("--url", default="", help="Địa chỉ mà điện thoại mở được, ví dụ https://192.168.1.10:8000.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def door_pair(meeting: int, gate: str, session: int | None, url: str, as_json: bool) -> None:
    """Tạo một mã ghép máy: dùng được một lần, trong mười phút."""
    app = _current_application()
    with app.app_context():
        held = _meeting(meeting)
        try:
            place = session or meetings.main_session(held).number
            offered = _refusing(lambda: devices.offer(COMMAND, clock.now(), held, clean_name(gate), place))
        except NotFound:
            click.echo(f"Hội nghị số {meeting} không có phiên này.", err=True)
            sys.exit(2)
    settings = app.extensions["congress_settings"]
    origin = url.rstrip("/") or f"{'https' if settings.tls_cert else 'http'}://{settings.host}:{settings.port}"
    told = {"meeting": str(meeting), "gate": offered.gate, "session": str(place), "secret": offered.secret}
    address = f"{origin}/cua/ghep#{offered.secret}"
    if as_json:
        told |= {"address": address, "expires_at": offered.expires_at.astimezone(UTC).isoformat()}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(f"{address}\nMã ghép một máy với {offered.gate}, đến {clock.local(offered.expires_at):%H:%M ngày %d/%m/%Y}.")


@at_door.command("codes")
@click.option("--meeting", type=click.IntRange(1, LARGEST_NUMBER), required=True, help="Số của hội nghị.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def door_codes(meeting: int, as_json: bool) -> None:
    """In mã trên thẻ của hội nghị do bản trình diễn dựng; hội nghị thật thì không."""
    app = _current_application()
    with app.app_context():
        held = _meeting(meeting)
        if not demo.built(held):
            click.echo("Chỉ in mã thẻ của hội nghị do bản trình diễn dựng.", err=True)
            sys.exit(1)
        sealer = sealer_from(app.extensions["congress_settings"].field_key_path)
        _refusing(lambda: badges.issue_badges(COMMAND, clock.now(), held, sealer))
        faces = _refusing(lambda: badges.open_badges(COMMAND, clock.now(), held, Wanted(), sealer))
    told = [{"number": str(face.number), "code": face.code, "name": face.name, "unit": face.unit} for face in faces]
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo("\n".join("\t".join(row.values()) for row in told))


def _meeting(number: int) -> Meeting:
    try:
        return meetings.by_number(number)
    except NotFound:
        click.echo(f"Không có hội nghị số {number}.", err=True)
        sys.exit(2)


main.add_command(solve)
main.add_command(venue_cert)
