"""Names of people: cleaning, order by given name, search without accents, matching of tone placement.

A person's name is never rewritten: what is printed is `clean_name`; the keys below are only compared.
Letters a ă â b c d đ e ê … are distinct, the tone counts after all letters of the word (ngang, huyền, hỏi, ngã, sắc, nặng).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

TieBreak = Literal["family", "middle"]

_INVISIBLE = dict.fromkeys(
    [0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A)]
)
_UNSTORABLE = frozenset({"Cc", "Cs"})
_TONES = {"\u0300": 3, "\u0309": 4, "\u0303": 5, "\u0301": 6, "\u0323": 7}
_LEVEL = 2
_SHAPES = frozenset("\u0306\u0302\u031b")
_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: bytes([0x10 + place]) for place, letter in enumerate(_ALPHABET)}
_WORD_END = b"\x01"


def clean_name(text: str) -> str:
    """`text` in NFC, without invisible signs, signs of direction and controls, every run of spaces as one space, trimmed."""
    composed = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    words = ("".join(sign for sign in word if unicodedata.category(sign) not in _UNSTORABLE) for word in composed.split())
    return " ".join(word for word in words if word)


def sort_key(name: str, tie: TieBreak = "family") -> bytes:
    """Bytes that order people by given name, then the rest, alike on every database.

    `tie` says what follows the given name: `family` (họ, then đệm) or `middle` (đệm, then họ). The key of "hòa" equals
    that of "hoà"; "Hoa" with any surname comes before "Hòa", because words are compared one by one.
    """
    words = clean_name(name).split()
    if not words:
        return b""
    *rest, given = words
    if tie == "middle":
        rest = rest[1:] + rest[:1]
    return b"".join(_word_key(word) for word in [given, *rest])


@lru_cache(maxsize=20_000)
def match_key(name: str) -> str:
    """A text equal for spellings of one name that differ only in case, tone placement (hòa, hoà) or punctuation."""
    parts = []
    for word in clean_name(name).split():
        letters, tones = _letters_and_tones(word)
        parts.append("".join(letters) + "".join(str(tone) for tone in tones))
    return " ".join(part for part in parts if part)


def search_key(text: str) -> str:
    """`text` in small letters without any mark, đ as d, without punctuation: what is typed at the door is looked up by it."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", clean_name(text).casefold()) if not _is_mark(sign))
    kept = "".join(sign for sign in plain.replace("đ", "d") if sign.isalnum() or sign == " ")
    return " ".join(kept.split())


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) == "Mn"


def _letters_and_tones(word: str) -> tuple[list[str], list[int]]:
    """The letters of a word without tone marks (shape marks of ă â ê ô ơ ư kept), and its tones in order."""
    letters: list[str] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFD", word.casefold()):
        if sign in _TONES:
            tones.append(_TONES[sign])
        elif sign in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + sign)
        elif sign.isalnum():
            letters.append(sign)
    return letters, tones


def _word_key(word: str) -> bytes:
    letters, tones = _letters_and_tones(word)
    return b"".join(_letter_rank(letter) for letter in letters) + _WORD_END + (bytes(tones) or bytes([_LEVEL]))


def _letter_rank(letter: str) -> bytes:
    """One byte for a Vietnamese letter or digit; anything else sorts after all of them, by its code."""
    return _RANK.get(letter) or b"\xf0" + letter.encode()


def phrase_key(text: str) -> bytes:
    """Bytes that order names of bodies and titles word by word from the first word."""
    return b"".join(_word_key(word) for word in clean_name(text).split())
