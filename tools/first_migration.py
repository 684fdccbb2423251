"""Makes the first migration anew from the models; used until the first release, never after it."""

import tempfile
from pathlib import Path

from flask_migrate import revision

from congress import create_app, paths
from congress.config import Settings
from congress.migrating import prepare, upgrade


def main() -> None:
    """Replace versions/0001 and prove that it runs."""
    for old in (paths.MIGRATIONS / "versions").glob("*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        prepare(app)
        with app.app_context():
            revision(message="first schema", autogenerate=True, rev_id="0001")
        upgrade(app)


if __name__ == "__main__":
    main()
