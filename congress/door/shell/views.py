"""The shell of a paired door: pages without anything personal, kept by the device and filled from its own disk."""

import json

from flask import Blueprint, Response, current_app, g, render_template, url_for

from congress import paths
from congress.door.labels import ADMIT_REASONS, UNDO_REASONS, device_words
from congress.door.shell import manifest
from congress.web import assets
from congress.web.access import public

blueprint = Blueprint("door_shell", __name__)


@blueprint.app_context_processor
def _for_doors() -> dict[str, object]:
    return {"door_words": door_words}


def door_words() -> dict[str, object]:
    """Verdicts, sentences and reasons as the scripts of the door need them, in the reader's language."""
    return {
        "words": device_words(),
        "reasons": [str(reason) for reason in UNDO_REASONS],
        "admitReasons": [str(reason) for reason in ADMIT_REASONS],
        "demo": current_app.extensions["congress_settings"].now is not None,
    }


def _page(name: str) -> str:
    """One of the two pages as it is kept: in no person's theme, without a token."""
    return render_template(f"door/{name}.html", theme="auto")


@blueprint.get("/cua/")
@public
def shell() -> str:
    """The door of a paired device."""
    g.uses_wasm = True
    return _page("shell")


@blueprint.get("/cua/ghep")
@public
def pair() -> str:
    """Where the pairing code leads; its secret stands after # and is never sent with the address."""
    return _page("pair")


@blueprint.get("/cua/doc-ma.js")
@public
def reader_script() -> Response:
    """The code reader's worker: its own answer must allow WebAssembly."""
    g.uses_wasm = True
    return current_app.send_static_file("js/door-reader.js")


@blueprint.get("/cua/sw.js")
@public
def worker_script() -> Response:
    """The service worker, with the list of what it keeps and the digest of that list before it."""
    pages = [_page("shell"), _page("pair")]
    bare = manifest.bare_files()
    own = [url_for(f".{name}") for name in ("shell", "pair", "reader_script")]
    # Each address once: a browser refuses to keep a list that names one twice.
    kept = own + sorted({*manifest.named_in(pages), *(url_for("static", filename=name, v=None) for name in bare)})
    source = (paths.STATIC / "js/door-worker.js").read_text(encoding="utf-8")
    reader = assets.digest("js/door-reader.js") or ""
    # What the pages say is part of the version: a corrected sentence reaches devices as a corrected script does.
    digest = manifest.version([*kept, *pages, source, reader, *(assets.digest(name) or "" for name in bare)])
    text = f"const VERSION = {json.dumps(digest)};\nconst FILES = {json.dumps(kept)};\n{source}"
    return current_app.response_class(text, mimetype="text/javascript")
