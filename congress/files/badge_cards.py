"""A picture per person, sent by Zalo where an office has no public address: the code large on white, when, where, what."""

import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO

from congress.files import qr
from congress.files.text import clean
from congress.files.typeset import pictures

DOTS = 150
_BAD_IN_NAME = str.maketrans(dict.fromkeys('<>:"/\\|?*', " "))
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Card:
    """What one picture shows; `lines` are (label, words), `folder` and `number` name the file with the person's name."""

    code: str
    number: str
    name: str
    folder: str
    meeting: str
    lines: tuple[tuple[str, str], ...] = ()
    foot: str = ""


def card_pictures(cards: Sequence[Card]) -> list[bytes]:
    """PNG pictures of 638 × 1,063 dots, in the order given.

    Raises Refused("qr_not_digits") for a code no badge can carry.
    """
    return pictures("cards", {"cards": [_drawn(card) for card in cards]}, DOTS) if cards else []


def cards_zip(cards: Sequence[Card]) -> bytes:
    """The pictures in folders by unit, each named by number and person; names in composed letters, safe on Windows."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for card, picture in zip(cards, card_pictures(cards), strict=True):
            bundle.writestr(zipfile.ZipInfo(file_name(card)), picture)
    return target.getvalue()


def file_name(card: Card) -> str:
    """Folder and file of a card: "Xã Vân Thủy/012 Vi Thị Hoà.png"."""
    return f"{safe_name(card.folder)}/{card.number.zfill(3)} {safe_name(card.name)}.png"


def safe_name(text: str) -> str:
    """A name every file system takes: no reserved signs, no dot at the end."""
    return clean(clean(text).translate(_BAD_IN_NAME))[:_LONGEST_NAME].strip(" .") or "_"


def _drawn(card: Card) -> dict:
    texts = {name: clean(text) for name, text in asdict(card).items() if isinstance(text, str)}
    lines = [(clean(label), clean(words)) for label, words in card.lines if clean(words)]
    return texts | {"lines": lines, "qr": qr.svg_of(qr.modules(card.code))}
