"""Calls of the rules that between them give every finding there is, for the tests of their sentences."""

from dataclasses import replace
from datetime import UTC, date, datetime

from congress.rules import agenda, awards, composition, deadlines, eligibility, submission, voting
from congress.rules.agenda import Event, Item
from congress.rules.awards import AwardLine
from congress.rules.composition import Member, Shares
from congress.rules.deadlines import HeldCongress
from congress.rules.eligibility import Nominee
from congress.rules.findings import Finding
from congress.rules.submission import ListedName
from congress.rules.voting import ShowOfHands
from tests.rules.plans import AWARD_LAW, CHI_LANG, COMMUNE, DISTRICT, standard_programme

DAY = date(2025, 3, 14)
EARLY = date(2024, 12, 1)
LATE = date(2025, 6, 1)
START = datetime(2025, 3, 14, 7, 30, tzinfo=UTC)


def programme_findings() -> list[Finding]:
    items = [Item("1", "Khai mạc", 200, ("opening",)), Item("2", "Chào cờ", 100, ("flag_salute",))]
    events = [Event("1", "Phiên chính thức", START, 240), Event("2", "Văn nghệ", START, 30)]
    return [
        *agenda.missing_items(items, standard_programme(), CHI_LANG.agenda),
        *agenda.opening_order(items, standard_programme(), CHI_LANG.agenda),
        *agenda.overrun(items, 240, COMMUNE.session),
        *agenda.session_too_long(300, COMMUNE.session),
        *agenda.overlaps(events),
    ]


def deadline_findings() -> list[Finding]:
    due = deadlines.dossier_due(DAY, COMMUNE.dossier)
    later = [HeldCongress("commune", "Xã Y Tịch", date(2025, 5, 5))]
    first = [HeldCongress("commune", "Xã Y Tịch", EARLY)]
    return [
        *deadlines.check_dossier(None, COMMUNE.dossier, [None], DAY),
        *deadlines.check_dossier(DAY, COMMUNE.dossier, [None], DAY),
        *deadlines.check_dossier(DAY, COMMUNE.dossier, [None], EARLY),
        *deadlines.check_dossier(DAY, COMMUNE.dossier, [due.due_on], DAY),
        *(finding for day in (None, EARLY, LATE) for finding in deadlines.check_holding(day, COMMUNE.holding)),
        *deadlines.check_order("district", DAY, later, CHI_LANG.order),
        *(finding for day in (None, DAY) for finding in deadlines.check_pilot(day, first, CHI_LANG.pilot)),
    ]


def composition_findings() -> list[Finding]:
    exact = replace(DISTRICT.ratio, mode="exact")
    leader = Member("1", "Chu Thị Én", "official", "direct_workers", leading_post=True)
    return [
        *composition.check_ratio(Shares(100, 10, 90, 0, {}), COMMUNE.ratio, "plenary"),
        *composition.check_ratio(Shares(300, 205, 85, 10, {"": 4, "good_deeds": 6}), DISTRICT.ratio, "delegates"),
        *composition.check_ratio(Shares(300, 200, 100, 0, {}), DISTRICT.ratio, "delegates"),
        *composition.check_ratio(Shares(300, 220, 80, 0, {}), DISTRICT.ratio, "delegates"),
        *composition.check_ratio(Shares(301, 211, 90, 0, {}), DISTRICT.ratio, "delegates"),
        *composition.check_ratio(Shares(300, 211, 89, 0, {}), exact, "delegates"),
        *composition.leaders_in_core([leader], DISTRICT.ratio),
        *composition.check_limit(None, "delegates", DISTRICT.limit),
        *composition.check_limit(301, "delegates", DISTRICT.limit),
        *composition.check_limit(90, "delegates", COMMUNE.limit),
        *composition.check_limit(301, "delegates", COMMUNE.limit, 300),
        *(
            f
            for count, form in ((None, ""), (200, ""), (201, ""), (199, "delegates"))
            for f in composition.check_assembly(count, form, COMMUNE.assembly)
        ),
        *composition.check_name("tu_do", "Ngày hội", COMMUNE.names),
    ]


def delegate_findings() -> list[Finding]:
    people = [Nominee("1", "Vi An", "Xã Y Tịch", None), Nominee("2", "Vi An", "Xã Y Tịch", None, basis="chosen")]
    return [
        *eligibility.doubles(people),
        *eligibility.basis_missing(people),
        *(f for number in (4, 6) for group in ("", "guests") for f in eligibility.check_seats("Xã Y Tịch", number, 5, group)),
    ]


def election_findings() -> list[Finding]:
    adopted = ListedName("1", "Vi An", "official", "adopted")
    return [
        *voting.check_count(ShowOfHands(0, 0, 0, 0), 100, 97),
        *voting.check_count(ShowOfHands(100, 60, 30, 9), 99, 97),
        *(finding for seats in (None, 4, 6) for finding in voting.check_quota(5, 3, seats, 2)),
        *voting.check_group_quota({"": 1, "guests": 2}, {"guests": 1}),
        *submission.check_content([], 1, None),
        *submission.check_content([adopted], 1, None),
        *submission.check_content([adopted], 1, False),
        *submission.check_content([adopted], 1, True, "a", "b"),
        *submission.check_content([replace(adopted, basis="")], 1, None),
    ]


def award_findings() -> list[Finding]:
    line = AwardLine("1", "person", "Vi An", "Xã Y Tịch", "bang_khen", "ct_ubnd_xa", "", LATE)
    lines = [
        line,
        replace(line, award="cstd_co_so", decided_on=None),
        replace(line, authority="ct_ubnd_huyen", decided_on=date(2025, 8, 1)),
        replace(line, award="ldtt", recipient="collective"),
    ]
    return [
        *(finding for each in lines for finding in awards.check_award(AWARD_LAW, each, DAY, DAY)),
        *awards.doubles(AWARD_LAW, [line, line]),
    ]


def every_finding() -> list[Finding]:
    """At least one finding of each code."""
    return [
        *programme_findings(),
        *deadline_findings(),
        *composition_findings(),
        *delegate_findings(),
        *election_findings(),
        *award_findings(),
    ]
