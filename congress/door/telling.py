"""A scan's answer as people and programs read it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from congress.door.labels import KINDS, OWN_SENTENCE, VERDICTS
from congress.door.scanning import Answer
from congress.messages import sentence


def shown_answer(answer: Answer) -> dict[str, Any]:
    """One answer as the door's API gives it: the verdict and facts for programs, tone, word and sentence for people."""
    return shown_answers([answer])[0]


def shown_answers(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Answers as the API gives them."""
    language = str(get_locale() or "")
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
    word, said = _words(language, answer.verdict, own, _plain(answer.facts))
    return {
        "nonce": answer.nonce,
        "verdict": answer.verdict,
        "facts": facts,
        "flags": list(answer.flags),
        "at": answer.at.isoformat() if answer.at else None,
        "tone": tone,
        "icon": icon,
        "word": word,
        "sentence": said,
    }


def _plain(facts: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in facts.items())


@lru_cache(maxsize=256)
def _words(_language: str, verdict: str, own: str, facts: tuple[tuple[str, Any], ...]) -> tuple[str, str]:
    """Word and sentence, put together once for what is said alike of many; the language is that of the reader."""
    named = {key: value or _("cửa không ghi tên") for key, value in facts}
    return str(VERDICTS[verdict][2]), sentence(f"verdict_{own}", **named)
