"""The demonstration: the Chi Lăng scenario with invented people, its own today, and a sign-in for each role."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import Flask

from congress import install
from congress.config import Settings
from congress.web import clock

NOW = "2025-03-03T08:00:00+07:00"
MARK = "CONGRESS_NOW"


@dataclass(frozen=True)
class DemoAccount:
    """A sign-in shown on the sign-in page of the demonstration only."""

    login: str
    password: str
    role: str


def environment(data_dir: Path, port: int) -> dict[str, str]:
    """The environment the demonstration runs in."""
    return {
        "CONGRESS_DATA_DIR": str(data_dir),
        "CONGRESS_PORT": str(port),
        "CONGRESS_SECRET_KEY_FILE": str(data_dir / "secret.key"),
        MARK: os.environ.get(MARK, NOW),
    }


def build_once(app: Flask, delegates: int) -> None:
    """Build the scenario in an empty database; a second start keeps what was done."""
    install.load_seeds(clock.now())


def accounts_of(app: Flask) -> tuple[DemoAccount, ...]:
    """The sign-ins of the scenario."""
    return ()


def show_accounts(app: Flask) -> None:
    """Put the sign-ins on the sign-in page, in the demonstration only."""
    settings: Settings = app.extensions["congress_settings"]
    if settings.now is not None:
        app.extensions["congress_demo_accounts"] = accounts_of(app)


def announcement(settings: Settings, as_json: bool) -> str:
    """What the command prints: the address first, then the sign-ins."""
    address = f"http://{settings.host}:{settings.port}/"
    if as_json:
        return json.dumps({"url": address, "accounts": [asdict(account) for account in accounts_of(None)]}, ensure_ascii=False)
    return address
