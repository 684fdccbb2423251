"""What the server loads in its worker process."""

import ctypes
import gc
import sys

from flask import Flask

from congress import create_app
from congress.demo import show_accounts
from congress.server import check_secret
from congress.web import clock

M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3
LARGE = 128 * 1024

SEARCHED_AFTER = (20_000, 20, 100)
"""New objects before a search of the youngest, and how many such before one of the older."""


def application() -> Flask:
    """The application from the environment; in the demonstration with its sign-ins on the sign-in page.

    Raises:
        NotReady: no secret is set.
    """
    share_heaps()
    app = create_app()
    check_secret(app.extensions["congress_settings"])
    show_accounts(app)
    clock.let_run(app)
    settle()
    return app


def settle() -> None:
    """Take what start-up made out of every later search for garbage, and search less often: on a large page the searches took
    longer than the page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SEARCHED_AFTER)


def share_heaps() -> None:
    """Two heaps for all threads: the C library would give each of them one of its own, of which little ever comes back."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    if hasattr(library, "mallopt"):
        library.mallopt(M_ARENA_MAX, 2)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
