"""Where the `congress` command begins: `solve` needs no application, every other word loads it."""

import sys
from importlib import import_module


def main() -> None:
    """Run the command of the words typed."""
    if sys.argv[1:2] == ["solve"]:
        import_module("congress.solving.command").solve(sys.argv[2:], prog_name="congress solve")
    else:
        import_module("congress.cli").main()
