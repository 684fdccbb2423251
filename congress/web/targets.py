"""Where a redirect may lead: inside this installation only."""

from urllib.parse import urlsplit


def safe_target(target: str) -> str:
    """An address inside this installation, or its front page."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/"
    inside = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if inside and target.isprintable() else "/"
