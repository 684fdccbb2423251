"""Điều hành Hội nghị điển hình tiên tiến and Đại hội thi đua yêu nước, from the commune to the nation."""

from datetime import timedelta

from flask import Flask

from congress import __version__, paths
from congress.config import Settings
from congress.db import db as database
from congress.db import prepare_engine
from congress.schema import FEATURES
from congress.web import edge
from congress.web.routes import BLUEPRINTS

MAX_BODY = 21 * 1024 * 1024
SESSION_LIFETIME = timedelta(hours=12)


def create_app(settings: Settings | None = None) -> Flask:
    """The application, from settings or from the environment.

    Raises:
        BadSettings: the environment cannot be used.
    """
    settings = settings or Settings.from_environment()
    app = Flask("congress", template_folder=str(paths.TEMPLATES), static_folder=str(paths.STATIC))
    app.config.update(
        SECRET_KEY=settings.secret(),
        SQLALCHEMY_DATABASE_URI=settings.database_uri,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_use_lifo": True, "pool_size": 16},
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_PARTS=20_000,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=bool(settings.tls_cert),
        PERMANENT_SESSION_LIFETIME=SESSION_LIFETIME,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_TRANSLATION_DIRECTORIES=str(paths.TRANSLATIONS),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_I18N_ENABLED=False,
    )
    app.extensions["congress_settings"] = settings
    app.extensions["congress_features"] = FEATURES
    app.extensions["congress_version"] = __version__
    database.init_app(app)
    with app.app_context():
        prepare_engine(database.engine)
    edge.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
