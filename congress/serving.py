"""`congress serve`: the process that watches over the server loads nothing of the application, its worker does."""

import sys
from collections.abc import Callable

from congress import server
from congress.config import BadSettings, Settings, unknown_names


def main() -> None:
    """Check, then serve until interrupted. Exit codes: 1 not ready, 2 an environment that cannot be read."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for name in unknown_names():
        _tell(f"Không hiểu biến môi trường {name}; xem README.")
    settings = _settings()
    for check in (server.check_settings, server.check_port, server.check_schema):
        _ready(check, settings)
    scheme = "https" if settings.tls_cert else "http"
    sys.stdout.write(f"{scheme}://{settings.host}:{settings.port}/\n")
    sys.stdout.flush()
    server.run(settings)


def _settings() -> Settings:
    try:
        settings = Settings.from_environment()
        settings.secret()
    except BadSettings as problem:
        _tell(str(problem))
        sys.exit(2)
    return settings


def _ready(check: Callable[[Settings], None], settings: Settings) -> None:
    try:
        check(settings)
    except server.NotReady as problem:
        _tell(str(problem))
        sys.exit(1)


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
