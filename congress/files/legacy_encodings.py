"""Text typed in the fonts of before Unicode (.VnTime, VNI-Times): told apart, and converted when asked.

TCVN3 (TCVN 5712:1993) gives each small accented letter a byte of its own; VNI writes the base letter and then a mark.
In a workbook both look like Latin text with odd signs: "NguyÔn V¨n Hoµ", "Nguyeãn Vaên".
"""

import re
import unicodedata

from congress.files.syllables import is_vietnamese

_TCVN3_CODES = (
    "¡¢£¤¥¦§¨©ª«¬\u00ad®"
    "µ¶·¸¹»¼½¾ÆÇÈÉÊË"  # a, ă, â
    "ÌÎÏÐÑÒÓÔÕÖ"  # e, ê
    "×ØÜÝÞ"  # i
    "ßáâãäåæçèéêëìíî"  # o, ô, ơ
    "ïñòóôõö÷øùúûüýþ"  # u, ư, y
)
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ"
    "àảãáạằẳẵắặầẩẫấậ"
    "èẻẽéẹềểễếệ"
    "ìỉĩíị"
    "òỏõóọồổỗốộờởỡớợ"
    "ùủũúụừửữứựỳỷỹýỵ"
)  # fmt: skip
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_TONES = {"ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ù": _ACUTE, "ï": _DOT}
_VNI_HATS = {"â": "", "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "á": _ACUTE, "ä": _DOT}
_VNI_BREVES = {"ê": "", "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "é": _ACUTE, "ë": _DOT}
_VNI_SINGLES = {"ô": "o" + _HORN, "ö": "u" + _HORN, "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """Every VNI sequence, small and capital, with its letter."""
    table = dict(_VNI_SINGLES)
    for base, marks, shape in (
        *((vowel, _VNI_TONES, "") for vowel in "aeouy"),
        *((vowel, _VNI_HATS, _HAT) for vowel in "aeo"),
        ("a", _VNI_BREVES, _BREVE),
        *((single, _VNI_TONES, "") for single in "ôö"),
    ):
        for sign, tone in marks.items():
            table[base + sign] = _VNI_SINGLES.get(base, base) + shape + tone
    small = {code: unicodedata.normalize("NFC", letter) for code, letter in table.items()}
    capital = {code.upper(): letter.upper() for code, letter in small.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in small.items()}
    return small | mixed | capital


_VNI = _vni_table()
_VNI_CODES = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}/\\\"“”'’+=*&@#%_–—-]+")
_ABBREVIATION = re.compile("[A-ZĐ]+")


def _from_tcvn3(text: str) -> str:
    return _with_capitals(text, text.translate(_TCVN3))


def _from_vni(text: str) -> str:
    return _VNI_CODES.sub(lambda found: _VNI[found[0]], text)


_CONVERTERS = {"tcvn3": _from_tcvn3, "vni": _from_vni}


def _with_capitals(before: str, after: str) -> str:
    """Fonts of capitals (.VnTimeH) show small codes as capitals: a word whose plain letters are capitals becomes capitals."""
    return _WORD.sub(lambda word: word[0].upper() if _shouted(before[word.start() : word.end()]) else word[0], after)


def _shouted(word: str) -> bool:
    plain = [letter for letter in word if letter.isascii() and letter.isalpha()]
    return len(plain) > 1 and all(letter.isupper() for letter in plain)


def _odd_words(text: str) -> list[str]:
    """Words with signs beyond ASCII; a lone sign such as ½ is no word."""
    return [word for word in _WORD.findall(text) if not word.isascii() and any(map(str.isalpha, word))]


def detect(text: str) -> str:
    """ "unicode", "tcvn3" or "vni": how the text was most likely typed.

    Anything that reads as Vietnamese (or holds a letter no legacy font has) is "unicode"; a legacy encoding is named only when
    the text is no Vietnamese as it stands and becomes Vietnamese, every odd word of it, once converted.
    """
    odd = _odd_words(text)
    if not odd or any(ord(letter) > 0xFF for letter in text if letter.isalpha()) or all(map(is_vietnamese, odd)):
        return "unicode"
    for encoding, converter in _CONVERTERS.items():
        words = _odd_words(converter(text))
        if words and all(is_vietnamese(word) or _ABBREVIATION.fullmatch(word) for word in words):
            return encoding
    return "unicode"


def convert(text: str, encoding: str) -> str:
    """The text in Unicode NFC. Text that already reads as Vietnamese is returned as it is, whatever the encoding named.

    Raises KeyError for an encoding other than "unicode", "tcvn3" or "vni".
    """
    if encoding == "unicode" or detect(text) == "unicode":
        return text
    return unicodedata.normalize("NFC", _CONVERTERS[encoding](text))
