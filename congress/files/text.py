"""Cleaning of text that comes from other programs: one form of each letter, no invisible signs."""

import re
import unicodedata

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)


_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LETTER_BEYOND_LATIN_1 = re.compile(r"[\u0100-\u024f\u1e00-\u1eff]")


def clean(text: str) -> str:
    """NFC, invisible and control signs removed, every kind of white space (line breaks too) as one space, trimmed."""
    return _SPACES.sub(" ", _visible(text)).strip()


def printable(text: str) -> str:
    """NFC without invisible and control signs; line breaks and inner spaces stay as typed."""
    return _visible(text)


def _visible(text: str) -> str:
    """NFC without invisible signs. In text of a TCVN3 font a soft hyphen is the letter ư and stays."""
    seen = _INVISIBLE.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    bare = seen.replace("\u00ad", "")
    return bare if bare.isascii() or _LETTER_BEYOND_LATIN_1.search(bare) else seen


def fold(text: str) -> str:
    """Letters and digits only, lower case, without accents: "Họ và tên" becomes "hovaten". For comparing headings."""
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in bare if letter.isalnum())
