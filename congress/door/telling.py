"""A scan's answer as people and programs read it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from congress.door.labels import KINDS, OWN_SENTENCE, VERDICTS
from congress.door.scanning import Answer
from congress.messages import sentence


def shown_answer(answer: Answer) -> dict[str, Any]:
    """One answer as the door's API gives it: the verdict and facts for programs, tone, word and sentence for people."""
    return shown_answers([answer])[0]


def shown_answers(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Answers as the API gives them; what is said alike of many is put into words once."""
    said: dict[str, tuple[str, str]] = {}
    return [_shown(answer, said) for answer in answers]


def _shown(answer: Answer, said: dict[str, tuple[str, str]]) -> dict[str, Any]:
    tone, icon, word = VERDICTS[answer.verdict]
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
    key = f"{answer.verdict} {own} {answer.facts}"
    if key not in said:
        said[key] = str(word), _sentence(own, answer)
    return {
        "nonce": answer.nonce,
        "verdict": answer.verdict,
        "facts": facts,
        "flags": list(answer.flags),
        "at": answer.at.isoformat() if answer.at else None,
        "tone": tone,
        "icon": icon,
        "word": said[key][0],
        "sentence": said[key][1],
    }


def _sentence(own: str, answer: Answer) -> str:
    named = {
        key: tuple(value) if isinstance(value, list) else value or _("cửa không ghi tên") for key, value in answer.facts.items()
    }
    return sentence(f"verdict_{own}", **named)
