"""Settings, read once from the environment. README.md lists every one of them; a test compares."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

PREFIX = "CONGRESS_"
KEPT_SECRET = "secret.key"  # noqa: S105 - the name of a file
DEFAULT_SECRET = "chi-dung-de-thu"  # noqa: S105 - the value that `serve` refuses

LARGEST = {"port": 65_535, "trusted_proxies": 10}


class BadSettings(Exception):  # noqa: N818
    """The environment cannot be used; the text says which name and what to do."""


@dataclass(frozen=True)
class Settings:
    """One value per CONGRESS_… name."""

    # SQLAlchemy address; empty: SQLite file in the data folder.
    database_url: str = ""
    # Folder of the database file, keys and uploads.
    data_dir: Path = Path("instance")
    # Signs sessions and forms; `serve` refuses to start without one.
    secret_key: str = ""
    # The same, read from a file (for services that mount secrets).
    secret_key_file: str = ""
    # File of the key that seals sensitive particulars and badge codes; empty: <data_dir>/field.key.
    field_key_file: str = ""
    # Where `serve` listens.
    host: str = "127.0.0.1"
    port: int = 8000
    # Certificate and key for HTTPS in the hall; empty: plain HTTP.
    tls_cert: str = ""
    tls_key: str = ""
    # Where delegates reach this server from outside, e.g. https://dai-hoi.example.vn; empty: it has no public address.
    public_url: str = ""
    # How many proxies in front may set X-Forwarded-…; 0: none is believed.
    trusted_proxies: int = 0
    # The demonstration's own today (RFC 3339); empty: the clock.
    now: datetime | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read every CONGRESS_… name; an empty value is as good as none.

        Raises:
            BadSettings: a value has the wrong shape.
        """
        given = os.environ if environment is None else environment
        texts = {f.name: given.get(PREFIX + f.name.upper(), "") for f in fields(cls)}
        return cls(**{name: _parse(name, text) for name, text in texts.items() if text})

    @property
    def database_uri(self) -> str:
        """Address for SQLAlchemy, with psycopg 3 as the PostgreSQL driver."""
        if not self.database_url:
            return f"sqlite:///{(self.data_dir / 'congress.sqlite3').resolve()}"
        for old in ("postgres://", "postgresql://"):
            if self.database_url.startswith(old):
                return "postgresql+psycopg://" + self.database_url.removeprefix(old)
        return self.database_url

    @property
    def field_key_path(self) -> Path:
        """File that holds the sealing key."""
        return Path(self.field_key_file) if self.field_key_file else self.data_dir / "field.key"

    def secret(self) -> str:
        """The signing secret: the file named, else the value, else what `init` keeps beside the data, else the default.

        Raises:
            BadSettings: the file named cannot be read.
        """
        if self.secret_key_file:
            return _read_secret(Path(self.secret_key_file))
        kept = self.data_dir / KEPT_SECRET
        return self.secret_key or (_read_secret(kept) if kept.is_file() else DEFAULT_SECRET)


def _read_secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise BadSettings(f"Không đọc được tệp khóa {path}: {problem.strerror}.") from problem


def unknown_names(environment: Mapping[str, str] | None = None) -> list[str]:
    """CONGRESS_… names that mean nothing to this version, sorted."""
    given = os.environ if environment is None else environment
    known = {PREFIX + f.name.upper() for f in fields(Settings)}
    return sorted(name for name in given if name.startswith(PREFIX) and name not in known)


def _parse(name: str, text: str) -> object:
    try:
        if name in LARGEST:
            return _number(text, LARGEST[name])
        if name == "now":
            return _aware(datetime.fromisoformat(text))
    except ValueError as problem:
        raise BadSettings(f"{PREFIX}{name.upper()}={text!r}: giá trị không đọc được ({problem}).") from problem
    return Path(text) if name == "data_dir" else text


def _number(text: str, largest: int) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= largest):
        raise ValueError(f"cần một số từ 0 đến {largest}")
    return int(text)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("thiếu múi giờ, ví dụ 2025-03-03T08:00:00+07:00")
    return moment
