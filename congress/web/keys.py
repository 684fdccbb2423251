"""The key of this installation for sealed values, handed by views to the services that need it."""

from flask import current_app

from congress.config import Settings
from congress.people.sealing import Sealer, sealer_from


def sealer() -> Sealer:
    """The sealer of this installation's field key."""
    settings: Settings = current_app.extensions["congress_settings"]
    return sealer_from(settings.field_key_path)
