"""A client that costs the machine little: ready-made requests over kept connections, one thread, answers known by length."""

import re
import selectors
import socket
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LENGTH = re.compile(rb"content-length: *([0-9]+)", re.IGNORECASE)
PATIENCE = 30.0
CHUNK = 1 << 18


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """The bytes of one request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Answered:
    """One answer: its status, its body, and the seconds it took."""

    status: int
    body: bytes
    seconds: float


@dataclass
class _Line:
    """One connection: what it has to send, and what came so far of the answer it waits for."""

    connection: socket.socket
    waiting: list[bytes]
    begun: float = 0.0
    came: bytearray = field(default_factory=bytearray)

    def send(self) -> None:
        self.came.clear()
        ready = self.waiting.pop()
        self.begun = time.perf_counter()
        self.connection.sendall(ready)

    def answer(self) -> Answered | None:
        """The answer once it is whole.

        Raises:
            ConnectionError: the server has gone.
        """
        part = self.connection.recv(CHUNK)
        if not part:
            raise ConnectionResetError("the server closed the connection")
        self.came += part
        end = self.came.find(b"\r\n\r\n")
        length = LENGTH.search(self.came, 0, end) if end >= 0 else None
        if length is None or len(self.came) < end + 4 + int(length[1]):
            return None
        return Answered(int(self.came[9:12]), bytes(self.came[end + 4 :]), time.perf_counter() - self.begun)


def drive(port: int, requests: Sequence[bytes], connections: int) -> tuple[list[Answered], float]:
    """Send everything over so many connections, each waiting for its answer before the next; (answers, seconds in all)."""
    lots = [list(requests[place::connections])[::-1] for place in range(connections)]
    lines = [_Line(socket.create_connection(("127.0.0.1", port), PATIENCE), lot) for lot in lots if lot]
    found: list[Answered] = []
    with selectors.DefaultSelector() as selector:
        start = time.perf_counter()
        for line in lines:
            line.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(line.connection, selectors.EVENT_READ, line)
            line.send()
        while len(found) < len(requests):
            ready = selector.select(PATIENCE)
            if not ready:
                raise TimeoutError("the server does not answer")
            for key, _events in ready:
                answer = key.data.answer()
                if answer is not None:
                    found.append(answer)
                    if key.data.waiting:
                        key.data.send()
        seconds = time.perf_counter() - start
    for line in lines:
        line.connection.close()
    return found, seconds
