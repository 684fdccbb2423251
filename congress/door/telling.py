"""A scan's answer as people and programs read it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from congress.door.labels import KINDS, OWN_SENTENCE, VERDICTS
from congress.door.scanning import Answer
from congress.messages import fill, spoken


def shown_answer(answer: Answer) -> dict[str, Any]:
    """One answer as the door's API gives it: the verdict and facts for programs, tone, word and sentence for people."""
    return shown_answers([answer], str(get_locale() or ""))[0]


def shown_answers(answers: Iterable[Answer], language: str) -> list[dict[str, Any]]:
    """Answers as the API gives them, in the reader's language."""
    return [_shown(answer, language) for answer in answers]


def _shown(answer: Answer, language: str) -> dict[str, Any]:
    tone, icon, _word = VERDICTS[answer.verdict]
    card = answer.card
    facts = dict(answer.facts)
    if card is not None:
        person = {
            "number": str(card.number),
            "name": card.name,
            "unit": card.unit,
            "group": card.group or str(KINDS[card.kind]),
        }
        facts |= person | {"colour": card.colour, "seat": card.seat, "note": card.note}
    own = next((flag for flag in answer.flags if flag in OWN_SENTENCE), answer.verdict)
    word, said, nameless = _words(language, answer.verdict, own)
    return {
        "nonce": answer.nonce,
        "verdict": answer.verdict,
        "facts": facts,
        "flags": list(answer.flags),
        "at": answer.at.isoformat() if answer.at else None,
        "tone": tone,
        "icon": icon,
        "word": word,
        "sentence": fill(said, {name: value or nameless for name, value in answer.facts.items()}),
    }


@lru_cache(maxsize=256)
def _words(_language: str, verdict: str, own: str) -> tuple[str, str, str]:
    """Word, sentence to be filled in, and what stands for a gate without a name; the language is that of the reader."""
    return str(VERDICTS[verdict][2]), spoken(f"verdict_{own}"), _("cửa không ghi tên")
