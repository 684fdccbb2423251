"""The roster as a workbook; the words are handed in by the page."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from congress import audit
from congress.db import transaction
from congress.delegates.models import Delegate
from congress.files.spreadsheet_out import Column, Sheet, write_workbook
from congress.meetings.models import Meeting
from congress.people.birth import birth_of, birth_text

PLAIN = ("number", "name", "sex", "birth", "title", "unit", "group", "kind", "status", "direct", "basis", "basis_paper",
         "represents", "achievement", "phone", "note")  # fmt: skip
SENSITIVE = ("ethnic_group", "religion", "party_member", "education")
IDENTITY = "identity_number"
WIDTHS = {"number": 6, "name": 26, "title": 28, "unit": 26, "group": 28, "achievement": 40, "represents": 24, "phone": 14,
          "sex": 8, "direct": 10}  # fmt: skip
KINDS = {"number": "number", "phone": "id", "birth": "id", "direct": "mark", IDENTITY: "id"}


@dataclass(frozen=True)
class Words:
    """Titles of the columns by field, and the words for the codes in them by field."""

    title: str
    columns: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]


def workbook(
    meeting: Meeting,
    delegates: Sequence[Delegate],
    words: Words,
    made_at: datetime,
    particulars: Mapping[uuid.UUID, Mapping[str, str]] | None = None,
) -> bytes:
    """An .xlsx of these delegates in their order; text stays text whatever it begins with.

    Args:
        particulars: sensitive values by person; None leaves their columns out.
    """
    fields = PLAIN + (_sensitive(meeting) if particulars is not None else ())
    columns = [Column(words.columns[name], WIDTHS.get(name, 16), KINDS.get(name, "text")) for name in fields]
    rows = [[_cell(delegate, name, words, particulars or {}) for name in fields] for delegate in delegates]
    titles = [words.title, meeting.title]
    return write_workbook([Sheet(words.title, columns, rows, titles=titles, landscape=True)], made_at=made_at)


def _sensitive(meeting: Meeting) -> tuple[str, ...]:
    return (*SENSITIVE, IDENTITY) if meeting.matches_cards else SENSITIVE


def _cell(delegate: Delegate, name: str, words: Words, particulars: Mapping[uuid.UUID, Mapping[str, str]]) -> object:
    opened = particulars.get(delegate.person_id, {})
    value = opened.get(name, "") if name in (*SENSITIVE, IDENTITY) else _plain(delegate, name)
    return words.codes.get(name, {}).get(value, value) if isinstance(value, str) and value else value


def _plain(delegate: Delegate, name: str) -> object:
    person = delegate.person
    match name:
        case "name" | "sex" | "phone":
            return getattr(person, name)
        case "birth":
            return birth_text(birth_of(person))
        case "unit":
            return delegate.unit.name if delegate.unit else ""
        case "group":
            return delegate.group.name if delegate.group else ""
        case "direct":
            return any(trait.code == "direct" for trait in delegate.traits)
    return getattr(delegate, name)


def record(actor: str, now: datetime, meeting: Meeting, rows: int) -> None:
    """Note in the history that a list without sensitive columns leaves the house."""
    with transaction() as session:
        subject = f"delegates {rows}"
        audit.record(session, at=now, actor=actor, act="delegates.export", subject=subject, meeting_id=meeting.id)
