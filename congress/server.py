"""Starting the server: granian, one process on SQLite (one write lock), TLS where a certificate is given."""

import os
import socket
from pathlib import Path

from congress.config import DEFAULT_SECRET, Settings
from congress.revisions import head_revision, stored_revision

SECRET_MINIMUM = 16


class NotReady(Exception):  # noqa: N818
    """The server must not start; the text says what to do."""


def check_secret(settings: Settings) -> None:
    """Refuse the default secret, and one that can be guessed.

    Raises:
        NotReady: nobody has set a secret of 16 characters or more.
    """
    if settings.secret() == DEFAULT_SECRET:
        raise NotReady("Chưa đặt khóa bí mật. Chạy `congress init` để tạo, hoặc đặt CONGRESS_SECRET_KEY_FILE rồi chạy lại.")
    if len(settings.secret()) < SECRET_MINIMUM:
        raise NotReady(
            f"Khóa bí mật quá ngắn: cần ít nhất {SECRET_MINIMUM} ký tự. Đặt CONGRESS_SECRET_KEY dài hơn rồi chạy lại."
        )


def check_settings(settings: Settings) -> None:
    """Refuse what must not stand in real work: a bad secret, the demonstration's clock, half a certificate.

    Raises:
        NotReady: what to set, or to leave out.
    """
    check_secret(settings)
    if settings.now is not None:
        raise NotReady("CONGRESS_NOW chỉ dùng cho bản trình diễn (`congress demo`). Hãy bỏ biến này rồi chạy lại.")
    if bool(settings.tls_cert) != bool(settings.tls_key):
        raise NotReady("CONGRESS_TLS_CERT và CONGRESS_TLS_KEY phải đặt cùng nhau.")
    for path in filter(None, (settings.tls_cert, settings.tls_key)):
        if not Path(path).is_file():
            raise NotReady(f"Không có tệp {path}.")


def check_port(settings: Settings) -> None:
    """Refuse an address somebody listens on: two servers would share its visitors.

    Raises:
        NotReady: the port is taken, or not ours to take.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":  # elsewhere the option would let two listen
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as problem:
            raise NotReady(
                f"Không mở được cổng {settings.port} ở {settings.host}: có chương trình khác đang dùng, hoặc máy không cho mở."
                " Hãy chọn cổng khác rồi chạy lại."
            ) from problem


def run(settings: Settings, threads: int = 16) -> None:
    """Serve until interrupted; of the server library only errors are told."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "congress.wsgi:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=1,
        blocking_threads=threads,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
        ssl_cert=Path(settings.tls_cert) if settings.tls_cert else None,
        ssl_key=Path(settings.tls_key) if settings.tls_key else None,
    )
    server.serve()


def check_schema(settings: Settings) -> None:
    """Refuse a database of another version.

    Raises:
        NotReady: the schema is older (or newer) than the program.
    """
    try:
        revision = stored_revision(settings)
    except OSError as problem:
        raise NotReady(f"Không mở được cơ sở dữ liệu: {problem}. Lần đầu thì chạy `congress init`.") from problem
    if revision != head_revision():
        raise NotReady("Cơ sở dữ liệu chưa ở phiên bản của chương trình. Hãy sao lưu, rồi chạy `congress db upgrade`.")
