"""Start the product as people do and wait until it answers."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment(**values: str) -> dict[str, str]:
    """This environment without any CONGRESS_… name, plus these."""
    return {key: value for key, value in os.environ.items() if not key.startswith("CONGRESS_")} | values


def fetch(address: str) -> tuple[int, str, str]:
    """(status, final address, text) of a page, redirects followed."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.status, answer.url, answer.read().decode()


def wait_until_it_answers(process: subprocess.Popen[str], address: str, seconds: float) -> None:
    """Return when /healthz answers; fail with the server's own words when it ends or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(
                f"the server ended with {process.returncode}:\n{process.stdout.read() if process.stdout else ''}"
            )
        try:
            if fetch(f"{address}healthz")[0] == 200:
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer in time")


@contextmanager
def running(command: list[str], port: int, folder: Path, seconds: float = 120, **environment: str) -> Iterator[str]:
    """Run a server command and give its address; it is ended afterwards."""
    address = f"http://127.0.0.1:{port}/"
    log = (folder / "server.log").open("w+", encoding="utf-8")
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=clean_environment(**environment),
        stdout=log,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        wait_until_it_answers(process, address, seconds)
        yield address
    except AssertionError as problem:
        log.seek(0)
        raise AssertionError(f"{problem}\n{log.read()[-4000:]}") from problem
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait(timeout=15)
        log.close()
