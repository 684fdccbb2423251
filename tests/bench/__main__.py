"""`python -m tests.bench`: the speed of everything on a full database, beside the bounds that were set."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench import allocation, databases, report, roster


def arguments() -> argparse.Namespace:
    """What may be chosen."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="build the database there once and use it again")
    parser.add_argument("--postgresql", action="store_true", help="measure the pages on a PostgreSQL of our own as well")
    parser.add_argument(
        "--only", default="", metavar="TEXT", help="measure only pages whose name holds this text, nothing else"
    )
    return parser.parse_args()


def sections(folder: Path, postgresql: bool, only: str) -> Iterator[tuple[str, Iterable[str]]]:
    """(heading, lines) of each part, measured while the lines are read."""
    yield "Conditions", report.conditions()
    app, ground = databases.ready(folder)
    yield "Pages on SQLite", report.page_lines(app, ground, only)
    if not only:
        yield "Served", report.wire_lines(app, folder)
        yield "Badges", report.badge_lines()
        yield "Door", report.door_lines()
        yield "Allocation workbench", report.workbench_lines()
        yield "Allocation", allocation.lines()
        yield "Rosters", roster.lines()
    if postgresql:
        with databases.postgresql(folder) as address:
            other, ground = databases.ready(folder, address)
            yield "Pages on PostgreSQL", report.page_lines(other, ground, only)
            databases.leave(other)


def main() -> None:
    """Print every part as it is measured."""
    wanted = arguments()
    with databases.folder_of(wanted.keep) as folder:
        for heading, lines in sections(folder, wanted.postgresql, wanted.only):
            sys.stdout.write(f"\n{heading}\n{'-' * len(heading)}\n")
            for line in lines:
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
