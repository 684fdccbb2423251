"""What the server loads in its worker process."""

from flask import Flask

from congress import create_app
from congress.demo import show_accounts


def application() -> Flask:
    """The application from the environment; in the demonstration with its sign-ins on the sign-in page."""
    app = create_app()
    show_accounts(app)
    return app
