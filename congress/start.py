"""Where the `congress` command begins: `solve` and `serve` need no application in this process, every other word loads it."""

import sys
from importlib import import_module


def main() -> None:
    """Run the command of the words typed."""
    if sys.argv[1:2] == ["solve"]:
        import_module("congress.solving.command").solve(sys.argv[2:], prog_name="congress solve")
    elif sys.argv[1:] == ["serve"]:
        import_module("congress.serving").main()
    else:
        import_module("congress.cli").main()
