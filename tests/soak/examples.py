"""The properties of the rules with many more examples: a plugin of pytest with the profiles, and the runs."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, settings

MANY, SOME = 5_000, 300
RULES = Path("tests/rules")
ENGINES = ("test_frames", "test_rounding", "test_matrix", "test_explanation", "test_roster")
"""Properties compared with every possibility there is; each example takes a thousand times as long as one of the law's."""

for name, count in (("many", MANY), ("some", SOME)):
    settings.register_profile(name, max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def run() -> Iterator[str]:
    """Run every property of tests/rules; what came of it.

    Raises:
        AssertionError: a property does not hold, with the counterexample.
    """
    engines = sorted(str(path) for path in RULES.glob("test_*.py") if path.stem.startswith(ENGINES))
    law = sorted(str(path) for path in RULES.glob("test_*.py") if not path.stem.startswith(ENGINES))
    passed, seconds = _passed(law, "many")
    yield f"{passed} properties of the law with {MANY:,} examples each: all hold ({seconds:.0f} s)"
    passed, seconds = _passed(engines, "some")
    told = f"{passed} properties of tables and rosters against every possibility, up to {SOME} examples each"
    yield f"{told}: all hold ({seconds:.0f} s)"


def _passed(files: list[str], profile: str) -> tuple[int, float]:
    start = time.monotonic()
    command = [sys.executable, "-m", "pytest", *files, "-m", "hypothesis", "-n", "2", "-p", "tests.soak.examples"]
    done = subprocess.run([*command, f"--hypothesis-profile={profile}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    return int(re.search(r"(\d+) passed", done.stdout).group(1)), time.monotonic() - start
