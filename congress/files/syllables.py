"""Is a word spelled as a Vietnamese syllable can be? Only shape, no dictionary: enough to tell an encoding from another."""

import re
import unicodedata

_TONES = re.compile("[\u0300\u0309\u0303\u0301\u0323]")
_ACUTE_OR_DOT = {"\u0301", "\u0323"}

_INITIALS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_OPEN = (
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iêu|oa|oai|oao|oay|oe|oeo|oi|ôi|ơi|ơu|ua|uê|ui|uôi|uơ|uy|uya|uyu|uây"
    "|ưa|ưi|ươi|ươu|ưu|ya|yêu|uau|uai|uao|uay|ueo|uâu|oau|oêu"
)
_NASAL = (
    "am|an|ang|anh|ăm|ăn|ăng|âm|ân|âng|em|en|eng|êm|ên|ênh|im|in|inh|iêm|iên|iêng|om|on|ong|oong|ôm|ôn|ông|ôông|ơm|ơn|um|un|ung"
    "|uôm|uôn|uông|ưm|ưn|ưng|ươm|ươn|ương|oam|oan|oang|oanh|oăm|oăn|oăng|oen|uân|uâng|uên|uênh|uyn|uynh|uyên|yên|yêm|yêng|ynh|yn|ym"
    "|uan|uang|uanh|uăn|uăng|uen"
)
_STOPPED = (
    "ac|ach|ap|at|ăc|ăp|ăt|âc|âp|ât|ec|ep|et|êch|êp|êt|ich|ip|it|iêc|iêp|iêt|oc|ooc|op|ot|ôc|ôp|ôt|ơp|ơt|uc|up|ut|uôc|uôp|uôt"
    "|ưc|ưt|ươc|ươp|ươt|oac|oach|oap|oat|oăc|oăt|oet|oep|uât|uêch|uêt|uych|uyp|uyt|uyêt|yêt|ych|yt|uac|uach|uat|uap|uăc|uăt|uet"
)
_FREE = re.compile(f"(?:{_INITIALS})(?:{_OPEN}|{_NASAL})")
_CLOSED = re.compile(f"(?:{_INITIALS})(?:{_STOPPED})|gi(?:êt|êc|êp)")
# "gi" and "qu" lend their vowel: "giếng" is gi + êng, "gì" is g + ì, "quyến" is qu + yên.
_LENT = re.compile("gi(?:ên|êng|êm|êu|ê)")


def is_vietnamese(word: str) -> bool:
    """Whether one word, of any case, can be a Vietnamese syllable: initial, rhyme, at most one tone, the tone allowed."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(parts)
    bare = unicodedata.normalize("NFC", _TONES.sub("", parts))
    if len(tones) > 1 or not _tone_on_vowel(parts):
        return False
    if _CLOSED.fullmatch(bare):
        return bool(tones) and tones[0] in _ACUTE_OR_DOT
    return bool(_FREE.fullmatch(bare) or _LENT.fullmatch(bare))


def _tone_on_vowel(parts: str) -> bool:
    """A tone on a letter that cannot bear one (ñ, ẃ) is another language's."""
    return not re.search("[^aeiouy\u0302\u0306\u031b\u0323][\u0300\u0309\u0303\u0301\u0323]", parts)
