"""What a door keeps on its own disk to start without a server: style, scripts, fonts, the code reader. Nothing personal."""

import hashlib
import re
from functools import cache

from congress import paths

NAMED = re.compile(r"/static/[^\"#\s\\\\]+")
PATTERNS = ("js/forms.js", "js/door-*.js", "fonts/web/*.woff2", "vendor/zxing-wasm-*/es/*.js")
"""What scripts and style sheets fetch by themselves, under the bare address."""

LEFT_OUT = ("js/door-worker.js", "js/door-live.js", "js/door-reader.js")


@cache
def bare_files() -> tuple[str, ...]:
    """Names below static/ that no page names, in order."""
    found = {path.relative_to(paths.STATIC).as_posix() for pattern in PATTERNS for path in paths.STATIC.glob(pattern)}
    return tuple(sorted(found - set(LEFT_OUT)))


def named_in(pages: list[str]) -> list[str]:
    """Addresses of static files that these pages name, each with its digest."""
    return [address for page in pages for address in NAMED.findall(page)]


def version(parts: list[str]) -> str:
    """The digest of a list of addresses and pages: another one as soon as any of them is another."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
