"""The demonstration: the Chi Lăng scenario with invented people, its own today, and a sign-in for each role."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from congress import directories, install
from congress.audit import AuditEntry
from congress.config import Settings
from congress.db import db
from congress.demo.scenario import ACTOR, Scenario, build
from congress.demo.signins import PASSWORD, SIGNINS
from congress.meetings.models import Meeting
from congress.paths import read_seed
from congress.people.sealing import sealer_from
from congress.web import clock

NOW = "2025-03-03T08:00:00+07:00"
SCENARIOS = ("scenario", "two-tier")


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
        "CONGRESS_NOW": os.environ.get("CONGRESS_NOW", NOW),
    }


def build_once(app: Flask, delegates: int) -> None:
    """Build the scenarios in an empty database; a second start keeps what was done."""
    now = clock.now()
    install.load_seeds(now)
    if db.session.execute(select(func.count()).select_from(Meeting)).scalar_one():
        return
    for name in ("former-lang-son", "present"):
        directories.load_units(now, name)
    sealer = sealer_from(app.extensions["congress_settings"].field_key_path)
    for name in SCENARIOS:
        build(Scenario(read_seed(f"demo/{name}"), read_seed("demo/names"), now, sealer), delegates)


def built(meeting: Meeting) -> bool:
    """Whether this meeting was made by the demonstration: the first act of its history says who made it."""
    first = select(AuditEntry.actor).where(AuditEntry.chain == str(meeting.id), AuditEntry.position == 1)
    return db.session.execute(first).scalar_one_or_none() == ACTOR


def accounts() -> tuple[DemoAccount, ...]:
    """The sign-ins of the scenario, one for each role."""
    return tuple(DemoAccount(signin.login, PASSWORD, signin.label) for signin in SIGNINS)


def show_accounts(app: Flask) -> None:
    """Put the sign-ins on the sign-in page, in the demonstration only."""
    settings: Settings = app.extensions["congress_settings"]
    if settings.now is not None:
        app.extensions["congress_demo_accounts"] = accounts()


def announcement(settings: Settings, as_json: bool) -> str:
    """What the command prints: the address first, then the sign-ins."""
    address = f"http://{settings.host}:{settings.port}/"
    if as_json:
        return json.dumps({"url": address, "accounts": [asdict(account) for account in accounts()]}, ensure_ascii=False)
    lines = [f"  {account.login:<14} {account.role}" for account in accounts()]
    return "\n".join([address, "", f"Đăng nhập bằng một trong các tài khoản sau, mật khẩu chung: {PASSWORD}", *lines])
