"""The dated award tables of seeds/awards.json, and what they propose by default for a body."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from congress.awards.models import Award
from congress.paths import read_seed
from congress.rules.award_law import AwardLaw, latest
from congress.rules.awards import AwardLine, Money, money
from congress.units.models import Unit

RECIPIENTS = ("person", "household", "collective")
BY_LEVEL = {
    "nation": "thu_tuong",
    "province": "ct_ubnd_tinh",
    "district": "ct_ubnd_huyen",
    "commune": "ct_ubnd_xa",
}
ENTERPRISES = ("doanh_nghiep", "hop_tac_xa", "htx")


@cache
def award_law() -> AwardLaw:
    """The tables: titles and forms, authorities, powers, coefficients, base wages, rounding."""
    return AwardLaw.from_document(read_seed("awards"))


def title_of(award_code: str) -> str:
    """The title or form of award as papers write it."""
    return award_law().awards[award_code].title


def authority_title(authority_code: str) -> str:
    """The deciding authority as papers write it."""
    return award_law().authorities[authority_code]


def default_authority(unit: Unit) -> str:
    """The authority that usually decides at a congress of this body; a proposal, not a rule."""
    if unit.kind in ENTERPRISES:
        return "giam_doc_dn"
    return BY_LEVEL.get(unit.level, "ct_ubnd_xa")


def default_award(unit: Unit) -> str:
    """The form of award usually given at a congress of this body."""
    return "bang_khen" if unit.level in ("province", "nation") else "giay_khen"


def line_of(award: Award) -> AwardLine:
    """The award as the rules read it; needs the unit loaded."""
    return AwardLine(
        key=str(award.number),
        recipient=award.recipient,
        name=award.name,
        unit=award.unit.name if award.unit else award.title_of_recipient,
        award=award.award_code,
        authority=award.authority_code,
        decision_number=award.decision_number,
        decided_on=award.decided_on,
        revoked=award.status == "revoked",
    )


@dataclass(frozen=True)
class Prize:
    """The money of one award; `provisional` when no decision day is known and the day of the meeting stands in for it."""

    money: Money
    provisional: bool


def prize(award: Award, provisional_day: date) -> Prize | None:
    """The money that goes with an award, None for a revoked one or where the tables name no coefficient."""
    if award.status == "revoked":
        return None
    line = line_of(award)
    if award.decided_on is None:
        line = AwardLine(line.key, line.recipient, line.name, line.unit, line.award, line.authority, "", provisional_day)
    found = money(award_law(), line)
    return Prize(found, award.decided_on is None) if found else None


def unchecked_sources(day: date) -> list[str]:
    """What the tables behind the money rest on and nobody compared with the original text yet, on this day."""
    law = award_law()
    lines = (latest(law.base_wages, day), latest(law.roundings, day))
    return [line.dated.source for line in lines if line is not None and not line.dated.checked]
