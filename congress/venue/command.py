"""`congress venue-cert`: HTTPS in a hall without internet."""

import contextlib
import json
import socket
import sys
from datetime import UTC, datetime

import click

from congress.config import Settings
from congress.errors import Refused
from congress.messages import sentence
from congress.venue.certificates import make

PAGE = "/cua/chung-chi"
NOWHERE = ("192.0.2.1", 9)
"""An address of no machine (RFC 5737): asking for the way to it sends nothing and tells which of ours the way begins at."""


@click.command("venue-cert", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("hosts", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def venue_cert(hosts: tuple[str, ...], as_json: bool) -> None:
    """Tạo chứng chỉ HTTPS cho mạng của hội trường.

    HOSTS là địa chỉ mà điện thoại mở, ví dụ 192.168.1.10 hoặc may-cua.local; không ghi thì lấy địa chỉ của máy này.

    Chứng chỉ gốc được tạo một lần; đổi địa chỉ rồi chạy lại thì điện thoại không phải cài lại.
    """
    settings = Settings.from_environment()
    named = [*(hosts or own_addresses()), "localhost", "127.0.0.1"]
    try:
        made = make(settings.data_dir, named if hosts or len(named) > 2 else [], datetime.now(UTC))
    except Refused as refusal:
        click.echo(sentence(refusal.code, **refusal.facts), err=True)
        sys.exit(2)
    except OSError as problem:
        click.echo(f"Không ghi được vào {settings.data_dir}: {problem.strerror}.", err=True)
        sys.exit(1)
    address = f"https://{named[0]}:{settings.port}{PAGE}"
    files = {"certificate": str(made.certificate.resolve()), "key": str(made.key.resolve())}
    if as_json:
        told = files | {"authority": str(made.authority.resolve()), "renewed": made.renewed, "page": address}
        click.echo(json.dumps(told | {"until": made.until.isoformat()}, ensure_ascii=False))
        return
    click.echo(f"Đã tạo chứng chỉ cho {', '.join(dict.fromkeys(named))}, dùng đến {made.until:%d/%m/%Y}.")
    click.echo("Đặt các biến sau rồi chạy lại máy chủ:")
    click.echo(f"  CONGRESS_HOST=0.0.0.0\n  CONGRESS_TLS_CERT={files['certificate']}\n  CONGRESS_TLS_KEY={files['key']}")
    first = f"Cài trên từng điện thoại một lần: mở {address}"
    click.echo(first if made.renewed else "Điện thoại đã cài thì không phải cài lại.")


def own_addresses() -> list[str]:
    """The address under which the hall's network knows this machine, at most one; nothing is sent to find it."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(NOWHERE)
        return [probe.getsockname()[0]]
    return []
