"""How a person stands on the list: official or reserve, on which basis, in which group."""

from dataclasses import dataclass, replace

from congress.elections.queries import group_names
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.people.service import TITLE_LONGEST, checked_text
from congress.rules.eligibility import BASES

STANDINGS = ("official", "reserve")
MINUTES_LONGEST = 200
ACHIEVEMENT_LONGEST = 2000


@dataclass(frozen=True)
class Standing:
    """How a person stands on the list.

    Args:
        standing: official or reserve.
        basis: adopted (by the congress), chosen (by the leadership, `minutes` names the paper) or ex_officio.
        group_code: a group of the higher congress, '' while not chosen.
        title: chức vụ, nghề nghiệp as the list prints it; '' takes the person's own.
    """

    standing: str = "official"
    basis: str = "adopted"
    group_code: str = ""
    minutes: str = ""
    title: str = ""
    achievement: str = ""

    def told(self, achievement: str) -> "Standing":
        """The same standing with another account of what the person achieved."""
        return replace(self, achievement=achievement)


def checked(meeting: Meeting, wish: Standing) -> Standing:
    """The standing with its texts cleaned.

    Raises:
        Refused: `standing_unknown`, `basis_unknown`, `candidate_group_unknown`, `text_long`.
    """
    if wish.standing not in STANDINGS:
        raise Refused("standing_unknown", field="standing")
    if wish.basis not in BASES:
        raise Refused("basis_unknown", field="basis")
    if wish.group_code and wish.group_code not in group_names(meeting):
        raise Refused("candidate_group_unknown", field="group_code")
    return Standing(
        standing=wish.standing,
        basis=wish.basis,
        group_code=wish.group_code,
        minutes=checked_text(wish.minutes, MINUTES_LONGEST, "minutes"),
        title=checked_text(wish.title, TITLE_LONGEST, "title"),
        achievement=checked_text(wish.achievement, ACHIEVEMENT_LONGEST, "achievement"),
    )
