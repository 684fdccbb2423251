"""Brings the English catalogue up to date with the sentences in the code and templates, and compiles it.

The message id is the Vietnamese sentence, so Vietnamese needs no catalogue. New sentences appear with an empty
translation; tests/test_translations.py fails until they are filled.

    python tools/translations.py            update and compile
    python tools/translations.py --missing  list what has no translation yet, one JSON object per line
    python tools/translations.py --fill F   take translations from a JSON object {sentence: translation}
"""

import argparse
import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "congress" / "translations" / "en" / "LC_MESSAGES"
CATALOGUE = FOLDER / "messages.po"
COMPILED = FOLDER / "messages.mo"
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
SOURCES = (("congress", [("**.py", "python")]), ("templates", [("**.html", "jinja2")]))
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n", "silent": "false"}}


def sentences() -> Catalog:
    """Every sentence of the product with the places it stands in, sorted by place."""
    found = Catalog(charset="utf-8", project="congress", version="0.1.0")
    for folder, methods in SOURCES:
        places = extract_from_dir(ROOT / folder, methods, OPTIONS, KEYWORDS, strip_comment_tags=True)
        for filename, _line, message, _comments, context in sorted(places, key=lambda place: (place[0], place[1])):
            found.add(message, locations=[(f"{folder}/{filename}", 0)], context=context)
    return found


def read_catalogue() -> Catalog:
    """The English catalogue as it is stored."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", charset="utf-8", project="congress", version="0.1.0")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def updated() -> Catalog:
    """The stored catalogue with new sentences added and dead ones dropped; nothing is guessed."""
    catalogue = read_catalogue()
    template = sentences()
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False, keep_user_comments=False)
    catalogue.obsolete.clear()
    for message in catalogue:
        message.locations = sorted({(place, None) for place, _ in message.locations})
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, without dates, so that the same sentences give the same bytes."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, omit_header=False, sort_output=True, include_lineno=False)
    skipped = (b'"POT-Creation-Date', b'"PO-Revision-Date')
    return b"".join(line for line in buffer.getvalue().splitlines(keepends=True) if not line.startswith(skipped))


def as_mo(catalogue: Catalog) -> bytes:
    """The compiled catalogue; its header carries a fixed day, so that the same sentences give the same bytes."""
    catalogue.creation_date = catalogue.revision_date = datetime(2025, 1, 1, tzinfo=UTC)
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """Sentences without a translation."""
    return [str(message.id) for message in catalogue if message.id and not message.string]


def store(catalogue: Catalog) -> None:
    """Write both files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(as_po(catalogue))
    COMPILED.write_bytes(as_mo(read_catalogue()))


def main() -> None:
    """Update, list or fill."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--fill", type=Path)
    asked = parser.parse_args()
    catalogue = updated()
    if asked.missing:
        for sentence in missing(catalogue):
            print(json.dumps(sentence, ensure_ascii=False))
        return
    if asked.fill:
        given = json.loads(asked.fill.read_text(encoding="utf-8"))
        for message in catalogue:
            if message.id in given:
                message.string = given[message.id]
    store(catalogue)
    print(f"{len([m for m in catalogue if m.id])} câu, còn thiếu bản dịch: {len(missing(catalogue))}")


if __name__ == "__main__":
    main()
