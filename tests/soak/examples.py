"""The properties of the rules with many more examples: a plugin of pytest with the profile, and the run."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator

from hypothesis import HealthCheck, settings

EXAMPLES = 20_000
settings.register_profile("soak", max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def run() -> Iterator[str]:
    """Run every property of tests/rules; what came of it.

    Raises:
        AssertionError: a property does not hold, with the counterexample.
    """
    start = time.monotonic()
    command = [sys.executable, "-m", "pytest", "tests/rules", "-m", "hypothesis", "-n", "2", "-p", "tests.soak.examples"]
    done = subprocess.run([*command, "--hypothesis-profile=soak"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    passed = re.search(r"(\d+) passed", done.stdout).group(1)
    yield f"{passed} properties of the rules with {EXAMPLES:,} examples each: all hold ({time.monotonic() - start:.0f} s)"
