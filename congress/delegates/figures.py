"""What the roster amounts to: composition against the seats, and every finding of the rules about it."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, repeat

from sqlalchemy import select

from congress.db import db
from congress.delegates import doubtful, seats
from congress.delegates.nomination import LIVE
from congress.delegates.scope import EVERYBODY, Scope
from congress.delegates.seats import Seats
from congress.delegates.tally import Tally, tallies, trait_counts
from congress.meetings.models import Meeting
from congress.meetings.service import answers_of, level_rules, ratio_rule, rules_of
from congress.rules.composition import Member, Shares, check_limit, check_ratio, count_shares
from congress.rules.eligibility import check_seats
from congress.rules.findings import Finding
from congress.rules.provisions import Clause, RatioRule
from congress.units.models import Unit


@dataclass(frozen=True)
class GroupLine:
    """One group: people on the roster against its seats (None: no share-out was adopted)."""

    code: str
    name: str
    share: str
    colour: str
    people: int
    seats: int | None


@dataclass(frozen=True)
class Composition:
    """The roster in figures. `counted` are delegates and guests still to come; `outside` those who work at the congress."""

    counted: int
    official: int
    guests: int
    outside: int
    by_status: Mapping[str, int]
    groups: tuple[GroupLine, ...]
    ungrouped: int
    shares: Shares | None
    ratio: RatioRule | None
    clause: Clause | None
    women: int
    youth: int
    traits: Mapping[str, int]
    seats: int | None
    number: int | None


@dataclass(frozen=True)
class Summary:
    """The roster in one line of the board."""

    counted: int
    nominated: int
    approved: int
    summoned: int
    withdrawn: int
    seats: int | None


@dataclass(frozen=True)
class Reading:
    """What one visit reads once and several figures share."""

    meeting: Meeting
    scope: Scope
    tallies: tuple[Tally, ...]
    seats: Seats | None
    ratio: RatioRule | None
    statuses: tuple[str, ...] = LIVE

    @property
    def counted(self) -> tuple[Tally, ...]:
        """The rows that stand in the figures."""
        return tuple(tally for tally in self.tallies if tally.counts)


def read(meeting: Meeting, scope: Scope = EVERYBODY, statuses: tuple[str, ...] = LIVE) -> Reading:
    """Counts, seats and share of a meeting, in three queries; by default of everybody who is still to come."""
    granted = seats.granted(meeting) if meeting.elects else None
    counted = tuple(tallies(meeting, scope, statuses))
    return Reading(meeting, scope, counted, granted, ratio_rule(meeting, answers_of(meeting)), statuses)


def composition(meeting: Meeting, scope: Scope = EVERYBODY, statuses: tuple[str, ...] = LIVE) -> Composition:
    """The composition of a meeting's roster, in four queries whatever its length."""
    return composition_of(read(meeting, scope, statuses))


def composition_of(reading: Reading) -> Composition:
    """The composition of what was read."""
    meeting, counted, rule = reading.meeting, reading.counted, reading.ratio
    by_group = _people_by(counted, lambda tally: tally.group)
    by_kind = _people_by(reading.tallies, lambda tally: tally.kind)
    return Composition(
        counted=sum(tally.people for tally in counted),
        official=by_kind["official"],
        guests=by_kind["guest"],
        outside=by_kind["non_delegate"],
        by_status=_people_by(counted, lambda tally: tally.status),
        groups=_group_lines(reading, by_group),
        ungrouped=by_group[""],
        shares=count_shares(_members(counted), rule) if rule else None,
        ratio=rule,
        clause=rules_of(meeting).clause(rule.clause) if rule else None,
        women=sum(tally.women for tally in counted),
        youth=sum(tally.youth for tally in counted),
        traits=trait_counts(meeting, reading.scope, reading.statuses),
        seats=_seats_in_scope(reading),
        number=meeting.delegate_number if meeting.elects and reading.scope.units is None else None,
    )


def _people_by(counted: Iterable[Tally], key) -> Counter[str]:
    found: Counter[str] = Counter()
    for tally in counted:
        found[key(tally)] += tally.people
    return found


def _group_lines(reading: Reading, people: Counter[str]) -> tuple[GroupLine, ...]:
    granted = reading.seats.by_group(reading.scope.units) if reading.seats else None
    return tuple(
        GroupLine(
            group.code, group.name, group.share, group.colour, people[group.code],
            granted[group.id] if granted is not None and not _is_pooled(reading, group.id) else None,
        )
        for group in reading.meeting.groups
    )  # fmt: skip


def _is_pooled(reading: Reading, group_id: uuid.UUID) -> bool:
    """True for an officer of a unit and a group whose seats belong to no unit: they are not the unit's to fill."""
    return reading.scope.units is not None and reading.seats is not None and (None, group_id) in reading.seats.by_cell


def _seats_in_scope(reading: Reading) -> int | None:
    """Seats of all units, or of those an officer speaks for."""
    if reading.seats is None:
        return None
    return sum(number for key, number in reading.seats.by_unit.items() if reading.scope.covers(key))


def _members(counted: Iterable[Tally]) -> Iterable[Member]:
    """As many members as people: the share asks only for kind and group."""
    return chain.from_iterable(repeat(Member("", "", row.kind, row.group or None), row.people) for row in counted)


def summary(meeting: Meeting) -> Summary:
    """The roster in one line, in two queries."""
    statuses = (*LIVE, "withdrawn")
    by_status = _people_by((row for row in tallies(meeting, statuses=statuses) if row.counts), lambda row: row.status)
    granted = seats.granted(meeting) if meeting.elects else None
    return Summary(
        counted=sum(by_status[status] for status in LIVE),
        nominated=by_status["nominated"],
        approved=by_status["approved"],
        summoned=by_status["summoned"],
        withdrawn=by_status["withdrawn"],
        seats=granted.total if granted else None,
    )


def findings(meeting: Meeting, _today: date) -> list[Finding]:
    """Everything the rules find about the roster; a constant number of queries, at most six findings of one kind."""
    return findings_of(read(meeting))


def findings_of(reading: Reading) -> list[Finding]:
    """The findings about what was read; a meeting that elects nobody has none about seats and shares."""
    meeting = reading.meeting
    found, totals = list(doubtful.doubles(meeting, reading.scope)), Counter[str]()
    if meeting.elects:
        about_basis, totals = doubtful.basis(meeting, reading.scope)
        found += about_basis
        if reading.scope.units is None:
            found += _about_shares(reading)
        found += _about_seats(reading)
    return list(chain.from_iterable(_folded(code, some, totals[code]) for code, some in _by_code(found).items()))


def _about_shares(reading: Reading) -> list[Finding]:
    meeting, rule = reading.meeting, reading.ratio
    found: list[Finding] = []
    if rule is not None:
        shares = count_shares(_members(reading.counted), rule)
        found += check_ratio(shares, rule, meeting.assembly)
        found += doubtful.leaders(meeting, rule)
    limit = level_rules(meeting).limit
    counted = sum(row.people for row in reading.counted)
    if limit is not None and limit.number is not None:
        found += [replace(one, subject="roster") for one in check_limit(counted, meeting.assembly, limit)]
    return found


def _about_seats(reading: Reading) -> list[Finding]:
    """Each unit beyond its seats, and how many seats are still open in all."""
    granted, meeting = reading.seats, reading.meeting
    if granted is None:
        return _about_number(reading)
    chains = seats.chains_of(granted, (tally.unit_id for tally in reading.tallies))
    people = seats.per_unit(seats.filled(granted, reading.tallies, chains))
    beyond = sorted((key for key in people if people[key] > granted.by_unit.get(key, 0)), key=str)
    names = units_by_key(beyond)
    found = [
        one
        for key in beyond
        for one in check_seats(names.get(key, meeting.unit.name), people[key], granted.by_unit.get(key, 0))
    ]
    mine = (
        granted.by_unit
        if reading.scope.units is None
        else {k: v for k, v in granted.by_unit.items() if reading.scope.covers(k)}
    )
    total, there = sum(mine.values()), people.total()
    if there < total:
        found += [replace(one, subject="roster") for one in check_seats(meeting.unit.name, there, total)]
    return found


def _about_number(reading: Reading) -> list[Finding]:
    """Without a share-out the roster is held against the number the committee typed."""
    meeting = reading.meeting
    if meeting.delegate_number is None or reading.scope.units is not None:
        return []
    counted = sum(row.people for row in reading.counted)
    return [replace(one, subject="roster") for one in check_seats(meeting.unit.name, counted, meeting.delegate_number)]


def units_by_key(keys: Iterable[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    """Names of bodies, in one query."""
    statement = select(Unit.id, Unit.name).where(Unit.id.in_([key for key in keys if key]))
    return dict(db.session.execute(statement).all())


def _by_code(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for finding in found:
        grouped.setdefault(finding.code, []).append(finding)
    return grouped


def _folded(code: str, some: list[Finding], total: int) -> list[Finding]:
    """The findings themselves, or from six of a kind on one that says how many there are and names the first.

    Args:
        total: how many there are when only the first was read, else anything up to their number.
    """
    number = max(total, len(some))
    if number < doubtful.FOLDED_FROM or code not in doubtful.FOLDABLE:
        return some
    first = str(next(some[0].facts[key] for key in ("name", "first", "unit") if key in some[0].facts))
    return [Finding(f"{code}_many", some[0].weight, some[0].clause, {"members": number, "name": first}, str(number))]
