"""Each row of an imported list judged: new, update, skip or error, with the cell and the cause."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import select

from congress.db import db
from congress.delegates import nomination
from congress.delegates.intake.cells import Defaults, Lookup, Problem, read_row
from congress.delegates.intake.table import IDENTITY, SENSITIVE, Content, Line, values_of
from congress.delegates.models import Delegate
from congress.delegates.nomination import LIVE, Nomination
from congress.delegates.roster import namesakes
from congress.delegates.scope import Scope, unit_choices
from congress.errors import Refused
from congress.files.spreadsheet_in import Cell
from congress.meetings.models import Meeting
from congress.people import service as people
from congress.people.birth import UNKNOWN, birth_of
from congress.rules.local_time import day_of
from congress.rules.names import match_key

STATES = ("new", "update", "skip", "error")
Key = tuple[str, uuid.UUID | None]
BLANKS: Mapping[str, object] = {
    "name": "A", "birth": UNKNOWN, **dict.fromkeys(("sex", "phone", "title", "represents", "achievement", "note", "basis"), ""),
}  # fmt: skip
"""What every check lets pass, by field."""


@dataclass(frozen=True)
class Judged:
    """One row: its state, its nomination (None for an error), what is wrong or worth knowing, the delegate it may be.

    `choices` are the states a person may choose instead; `given` are the fields that the row filled in.
    """

    row: int
    state: str
    values: Mapping[str, Cell]
    wish: Nomination | None = None
    problems: tuple[Problem, ...] = ()
    match: Delegate | None = None
    choices: tuple[str, ...] = ()
    given: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Settings:
    """What the person at the preview settled: meaning of columns, encoding, defaults, and choices by row."""

    columns: Mapping[int, str]
    encoding: str
    defaults: Defaults
    choices: Mapping[int, str]


def judge(meeting: Meeting, scope: Scope, content: Content, settings: Settings, now: datetime) -> list[Judged]:
    """Every row in the order of the file; five queries whatever their number (two more per 500 different names)."""
    others = unit_choices(meeting) if scope.units is not None else ()
    lookup = Lookup.of(meeting, unit_choices(meeting, scope), others)
    today = meeting.held_on or day_of(now)
    rows = [_read(meeting, line, settings, lookup, today, now) for line in content.lines]
    names = {row.wish.name for row in rows if row.wish}
    rows = _against_roster(rows, _by_key(namesakes(meeting, names, scope)), officer=scope.units is not None)
    return [_chosen(row, settings.choices.get(row.row, "")) for row in _known_persons(_twice_in_file(rows), meeting)]


def _read(meeting: Meeting, line: Line, settings: Settings, lookup: Lookup, today: date, now: datetime) -> Judged:
    asked = {place: name for place, name in settings.columns.items() if name != IDENTITY or meeting.matches_cards}
    values = values_of(line, asked, settings.encoding)
    wish, problems = read_row(values, line.section, lookup, settings.defaults, today)
    given = frozenset(name for name, cell in values.items() if cell != "")
    checked, more = _checked(wish, meeting, now)
    problems += tuple(problem for problem in more if problem.field not in {known.field for known in problems if known.stops})
    if checked is None or any(problem.stops for problem in problems):
        return Judged(line.row, "error", values, None, problems, given=given)
    return Judged(line.row, "new", values, checked, problems, choices=("new", "skip"), given=given)


def _checked(wish: Nomination, meeting: Meeting, now: datetime) -> tuple[Nomination | None, list[Problem]]:
    """The nomination fit to store, else everything that is refused about it: each refused field is passed over in turn."""
    found: list[Problem] = []
    while True:
        try:
            checked = nomination.checked(wish, meeting, now)
        except Refused as refusal:
            name = str(refusal.facts.get("field", "name"))
            blank = meeting.groups[0].code if name == "group" and meeting.groups else BLANKS.get(name)
            again = name in {problem.field for problem in found}
            found.append(Problem(name, refusal.code, refusal.facts))
            if blank is None or again:
                return None, found
            wish = replace(wish, **{name: blank})
        else:
            return (None if found else checked), found


def _by_key(delegates: Iterable[Delegate]) -> dict[Key, list[Delegate]]:
    found: dict[Key, list[Delegate]] = defaultdict(list)
    for delegate in delegates:
        found[match_key(delegate.person.name), delegate.unit_id].append(delegate)
    return found


def _key(wish: Nomination) -> Key:
    return match_key(wish.name), wish.unit_id


def _against_roster(rows: Sequence[Judged], there: Mapping[Key, list[Delegate]], *, officer: bool) -> list[Judged]:
    found = [_matched(row, there.get(_key(row.wish), [])) if row.wish else row for row in rows]
    return [_closed(row) if officer and row.state == "update" else row for row in found]


def _closed(row: Judged) -> Judged:
    """An officer's list is closed once it has been approved: what the row says of such a delegate is left out."""
    if row.match is None or row.match.status == "nominated":
        return row
    problem = Problem("name", "delegate_settled", {}, stops=False)
    return replace(row, state="skip", problems=(*row.problems[:-1], problem), choices=())


def _matched(row: Judged, likely: Sequence[Delegate]) -> Judged:
    """The row against those of the roster who may be the same person: one live likeness is an update, unless told otherwise."""
    year = row.wish.birth.year if row.wish else None
    same = [one for one in likely if people.same_year(one.person.birth_year, year)]
    if not same:
        return row
    live = [one for one in same if one.status in LIVE]
    if not live:
        problem = Problem("name", "row_gone", {"number": same[0].number}, stops=False)
        return replace(row, state="skip", match=same[0], problems=(*row.problems, problem))
    if len(live) > 1:
        problem = Problem("name", "row_many", {"number": live[0].number, "others": len(live)}, stops=False)
        return replace(row, state="skip", match=live[0], problems=(*row.problems, problem))
    if _says_nothing_new(row, live[0]):
        problem = Problem("name", "row_same", {"number": live[0].number}, stops=False)
        return replace(row, state="skip", match=live[0], problems=(*row.problems, problem))
    problem = Problem("name", "row_update", {"number": live[0].number}, stops=False)
    return replace(row, state="update", match=live[0], problems=(*row.problems, problem), choices=("update", "new", "skip"))


def _says_nothing_new(row: Judged, delegate: Delegate) -> bool:
    """True when writing the row over the delegate would change nothing; sealed values count as news."""
    if row.wish is None or row.given & set(SENSITIVE):
        return False
    return overlaid(row, delegate) == nomination_of(delegate)


def nomination_of(delegate: Delegate) -> Nomination:
    """A stored delegate as a nomination, without sensitive particulars."""
    person = delegate.person
    return Nomination(
        name=person.name, unit_id=delegate.unit_id, group=delegate.group.code if delegate.group else "", kind=delegate.kind,
        sex=person.sex, birth=birth_of(person), title=delegate.title, phone=person.phone,
        traits=tuple(trait.code for trait in delegate.traits), basis=delegate.basis, basis_paper=delegate.basis_paper,
        represents=delegate.represents, achievement=delegate.achievement, head=delegate.head,
        leading_post=delegate.leading_post, seat=delegate.seat, note=delegate.note, position=delegate.position,
        status=delegate.status,
    )  # fmt: skip


def overlaid(row: Judged, delegate: Delegate) -> Nomination:
    """The delegate with what the row filled in written over it; empty cells change nothing."""
    stored, wish, given = nomination_of(delegate), row.wish, row.given
    changes = {name: getattr(wish, name) for name in ("title", "phone", "represents", "achievement", "note", "basis", "kind")
               if name in given}  # fmt: skip
    if given & {"birth", "male", "female"} and wish.birth.year:
        changes["birth"] = wish.birth
    if given & {"sex", "male", "female"} and wish.sex:
        changes["sex"] = wish.sex
    if "group" in given and wish.group:
        changes["group"] = wish.group
    if "direct" in given:
        changes["traits"] = tuple(sorted({*stored.traits, *wish.traits}))
    return replace(stored, particulars=wish.particulars, **changes)


def _twice_in_file(rows: Sequence[Judged]) -> list[Judged]:
    """A row that repeats an earlier one of the same file is left out unless it is said to be somebody else."""
    seen: dict[Key, list[Judged]] = defaultdict(list)
    return [_repeated(row, seen[_key(row.wish)]) if row.wish and row.state in ("new", "update") else row for row in rows]


def _repeated(row: Judged, earlier: list[Judged]) -> Judged:
    same = [one for one in earlier if people.same_year(one.wish.birth.year, row.wish.birth.year)]
    earlier.append(row)
    if not same:
        return row
    problem = Problem("name", "row_twice", {"row": same[0].row}, stops=False)
    return replace(row, state="skip", match=None, problems=(*row.problems, problem), choices=("skip", "new"))


def _known_persons(rows: Sequence[Judged], meeting: Meeting) -> list[Judged]:
    """New rows about a person known from another meeting (same name, unit and year) go to that person."""
    fresh = [row for row in rows if row.state == "new" and row.wish and row.wish.birth.year]
    found = people.likely_same_many([(row.wish.name, row.wish.birth.year, row.wish.unit_id) for row in fresh])
    listed = set(db.session.execute(select(Delegate.person_id).where(Delegate.meeting_id == meeting.id)).scalars())
    known = {
        row.row: same[0].id
        for row, same in zip(fresh, found, strict=True)
        if len(same) == 1 and same[0].birth_year and same[0].id not in listed
    }
    return [
        replace(row, wish=replace(row.wish, person_id=known[row.row])) if row.row in known and row.wish else row for row in rows
    ]


def _chosen(row: Judged, choice: str) -> Judged:
    """The row in the state a person chose for it, where that state is open to it."""
    return replace(row, state=choice) if choice in row.choices else row
