"""A scan's answer as people and programs read it."""

from typing import Any

from flask_babel import gettext as _

from congress.door.labels import KINDS, OWN_SENTENCE, VERDICTS
from congress.door.scanning import Answer
from congress.messages import sentence


def shown_answer(answer: Answer) -> dict[str, Any]:
    """One answer as the door's API gives it: the verdict and facts for programs, tone, word and sentence for people."""
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
    named = {
        key: tuple(value) if isinstance(value, list) else value or _("cửa không ghi tên") for key, value in answer.facts.items()
    }
    return {
        "nonce": answer.nonce,
        "verdict": answer.verdict,
        "facts": facts,
        "flags": list(answer.flags),
        "at": answer.at.isoformat() if answer.at else None,
        "tone": tone,
        "icon": icon,
        "word": str(word),
        "sentence": sentence(f"verdict_{own}", **named),
    }
