"""`congress solve`: problems of allocation from a file, answers to a file; no database, no secret."""

import io
import sys
from pathlib import Path
from typing import NoReturn

import click

from congress.solving.problems import Answers, failed, read, written
from congress.solving.problems import solve as solve_all
from congress.solving.reading import Unreadable


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Tệp ghi kết quả; không có thì in ra màn hình.")
def solve(file: Path, out: Path | None) -> None:
    """Giải các bài toán phân bổ trong một tệp JSON."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    answers = _answers(file)
    if out is None:
        click.get_binary_stream("stdout").write(written(answers))
    else:
        try:
            out.write_bytes(written(answers))
        except OSError:
            _end(f"Không ghi được tệp {out}; hãy xem thư mục có chưa và có quyền ghi không.")
    if failed(answers):
        _end("Có bài chưa đọc được; xem “message” của bài đó trong kết quả.")


def _answers(file: Path) -> Answers:
    try:
        return solve_all(read(file.read_bytes()))
    except FileNotFoundError:
        _end(f"Không có tệp {file}.")
    except OSError:
        _end(f"Không mở được tệp {file}; hãy xem đó có phải là tệp và có quyền đọc không.")
    except Unreadable as problem:
        _end(problem.message)


def _end(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)
