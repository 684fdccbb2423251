"""What only the running server shows: how long it takes to start, what the first page weighs on the wire, its memory."""

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.databases import SECRET
from tests.serving import clean_environment, free_port, wait_until_it_answers

STARTS = 5
POLL = 0.01
AS_BROWSERS_ASK = {"Accept-Encoding": "gzip, deflate, br"}
REFERENCES = re.compile(r'(?:href|src)="(/static/[^"#]+)[^"]*"')
IN_STYLES = re.compile(r'(?:url\(|@import\s+)["\']?([^"\')]+)')
IN_SCRIPTS = re.compile(r'(?:from|import)\s*["\'](\.{1,2}/[^"\']+)')


@dataclass(frozen=True)
class Loaded:
    """The first load of a page: addresses with the bytes of body and headers that came over the wire, and those unpacked."""

    parts: tuple[tuple[str, int, int], ...]

    @property
    def on_the_wire(self) -> int:
        """All bytes that came."""
        return sum(came for _, came, _ in self.parts)


def _environment(folder: Path, **values: str) -> dict[str, str]:
    """As an installed program runs: its compiled modules are kept (here beside the database) and read at the next start."""
    kept = clean_environment(PYTHONPYCACHEPREFIX=str(folder / "compiled"), **values)
    return {name: value for name, value in kept.items() if name != "PYTHONDONTWRITEBYTECODE"}


@contextmanager
def served(folder: Path, address: str = "") -> Iterator[tuple[int, int, float]]:
    """(port, process, seconds until the first answer) of `congress serve` on a database that is there."""
    port = free_port()
    values = {"CONGRESS_DATA_DIR": str(folder), "CONGRESS_PORT": str(port), "CONGRESS_SECRET_KEY": SECRET}
    values |= {"CONGRESS_DATABASE_URL": address} if address else {}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "congress", "serve"], env=_environment(folder, **values), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        _await(process, port)
        yield port, process.pid, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


def _await(process: subprocess.Popen[str], port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if _get(port, "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(POLL)
    wait_until_it_answers(process, f"http://127.0.0.1:{port}/", 1)


def starts(folder: Path, times: int = STARTS) -> list[float]:
    """Seconds from the command to the first answer, several times; the very first start, which compiles, does not count."""
    found = []
    for _ in range(times + 1):
        with served(folder) as (_port, _process, seconds):
            found.append(seconds)
    return found[1:]


def made(folder: Path, times: int = STARTS) -> list[float]:
    """Seconds of processor time to import the program and make the application, each in a process of its own."""
    source = "import time; import congress; congress.create_app(); print(time.process_time())"
    environment = _environment(folder, CONGRESS_DATA_DIR=str(folder))
    command = [sys.executable, "-c", source]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True, env=environment) for _ in range(times + 1)]
    return [float(run.stdout) for run in runs[1:]]


def _get(port: int, path: str, cookies: str = "") -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=AS_BROWSERS_ASK | ({"Cookie": cookies} if cookies else {}))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def load(port: int, path: str, cookies: str = "") -> Loaded:
    """A page and all it names, each once, as a browser with an empty cache fetches them: styles, scripts, fonts, images."""
    wanted, parts = [path], []
    seen = {path}
    for address in wanted:
        status, headers, body = _get(port, address, cookies)
        if status != 200:
            raise RuntimeError(f"{address}: {status}")
        plain = _unpacked(headers, body)
        parts.append((address, len(body) + len(str(headers)), len(plain)))
        for found in _named(address, headers.get_content_type(), plain):
            if found not in seen:
                seen.add(found)
                wanted.append(found)
    return Loaded(tuple(parts))


def _unpacked(headers: http.client.HTTPMessage, body: bytes) -> bytes:
    import gzip

    return gzip.decompress(body) if headers["Content-Encoding"] == "gzip" else body


def _named(address: str, kind: str, plain: bytes) -> Iterator[str]:
    from urllib.parse import urljoin

    patterns = {"text/html": REFERENCES, "text/css": IN_STYLES, "text/javascript": IN_SCRIPTS}
    if kind in patterns:
        for found in patterns[kind].findall(plain.decode()):
            if not found.startswith("data:"):
                yield urljoin(address, found.replace("&amp;", "&"))


def memory(process: int) -> int | None:
    """Bytes of memory that the server and its workers hold (shared pages in part); None where /proc does not tell."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    return sum(_share(number) for number in _family(process))


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(number for child in children for number in _family(int(child)))]


def _share(process: int) -> int:
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE).group(1)) * 1024
