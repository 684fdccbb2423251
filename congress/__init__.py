"""Điều hành Hội nghị điển hình tiên tiến and Đại hội thi đua yêu nước, from the commune to the nation."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The application is loaded when it is asked for: `congress solve` starts without it, in a tenth of the time."""
    if name in ("create_app", "MAX_BODY"):
        return getattr(import_module("congress.application"), name)
    raise AttributeError(f"module 'congress' has no attribute {name!r}")
