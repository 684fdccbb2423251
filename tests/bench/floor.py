"""Flask's own floor: an empty JSON answer of a bare application behind the same server, in a process of its own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask.typing import ResponseReturnValue

from tests.serving import free_port, wait_until_it_answers

THREADS = 16


def application() -> Flask:
    """One route that does nothing, and the one that says the server is there."""
    app = Flask("floor")

    @app.post("/")
    def empty() -> ResponseReturnValue:
        return {}

    @app.get("/healthz")
    def there() -> ResponseReturnValue:
        return {}

    return app


@contextmanager
def bare() -> Iterator[int]:
    """The port of the bare application while it runs."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.floor", str(port)])
    try:
        wait_until_it_answers(process, f"http://127.0.0.1:{port}/", 30)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)
        time.sleep(0.1)


def main(port: int) -> None:
    """Serve as `congress serve` does."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "tests.bench.floor:application", factory=True, interface=Interfaces.WSGI, address="127.0.0.1", port=port, workers=1,
        blocking_threads=THREADS, websockets=False, log_level=LogLevels.error, log_access=False,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
