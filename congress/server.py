"""Starting the server: granian, one process on SQLite (one write lock), TLS where a certificate is given."""

from pathlib import Path

from flask import Flask

from congress.config import DEFAULT_SECRET, Settings
from congress.web.schema_state import current_revision, head_revision


class NotReady(Exception):  # noqa: N818
    """The server must not start; the text says what to do."""


def check_secret(settings: Settings) -> None:
    """Refuse the default secret.

    Raises:
        NotReady: nobody has set a secret.
    """
    if settings.secret() == DEFAULT_SECRET:
        raise NotReady("Chưa đặt khóa bí mật. Chạy `congress init` để tạo, hoặc đặt CONGRESS_SECRET_KEY_FILE rồi chạy lại.")


def run(settings: Settings, threads: int = 16) -> None:
    """Serve until interrupted."""
    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        "congress.wsgi:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=1,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_access=False,
        ssl_cert=Path(settings.tls_cert) if settings.tls_cert else None,
        ssl_key=Path(settings.tls_key) if settings.tls_key else None,
    )
    server.serve()


def check_schema(app: Flask) -> None:
    """Refuse a database of another version.

    Raises:
        NotReady: the schema is older (or newer) than the program.
    """
    with app.app_context():
        if current_revision() != head_revision():
            raise NotReady("Cơ sở dữ liệu chưa ở phiên bản của chương trình. Hãy sao lưu, rồi chạy `congress db upgrade`.")
