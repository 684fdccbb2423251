"""Makes the first migration anew from the models; used until the first release, never after it."""

import tempfile
from pathlib import Path

from flask_migrate import revision, upgrade

from congress import create_app, paths
from congress.config import Settings


def main() -> None:
    """Replace versions/0001 and prove that it runs."""
    for old in (paths.MIGRATIONS / "versions").glob("*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        with app.app_context():
            revision(message="first schema", autogenerate=True, rev_id="0001")
            upgrade()


if __name__ == "__main__":
    main()
