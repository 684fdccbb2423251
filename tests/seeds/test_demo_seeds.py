"""The scenarios of the demonstration: sums that must close, codes that must exist, invented things that must be marked."""

import unicodedata
from collections import Counter
from datetime import date, timedelta

import pytest
from demo_files import SCENARIOS, administrative_units, meetings, read, scenario, texts, unit_codes

CHI_LANG_COMMUNES = 20


@pytest.fixture(params=SCENARIOS)
def story(request):
    return scenario(request.param)


@pytest.fixture
def chi_lang():
    return scenario("scenario")


def meeting_of(story, key):
    return next(meeting for meeting in story["meetings"] if meeting["key"] == key)


def test_a_scenario_names_its_source_its_days_and_that_it_is_unchecked_and_invented(story):
    assert story["source"].strip() != ""
    assert date.fromisoformat(story["valid_from"]) < date.fromisoformat(story["valid_to"] or "9999-12-31")
    assert (story["checked"], story["invented"]) == (False, True)


def test_both_scenarios_share_the_day_of_the_demonstration():
    assert {scenario(name)["today"] for name in SCENARIOS} == {"2025-03-03"}


def test_every_text_is_in_composed_form(story):
    assert [text for text in texts(story) if unicodedata.normalize("NFC", text) != text] == []


def test_every_person_award_body_and_head_count_is_marked_as_invented(story):
    people = [entry for part in ("people", "awards") for _, entry in meetings(story, part)]
    entries = [*people, *story["bodies"], *story["head_counts"], *story["meetings"]]
    assert [entry for entry in entries if entry.get("invented") is not True] == []


def test_only_the_real_plan_is_not_marked_as_invented():
    assert {name: scenario(name)["plan"]["invented"] for name in SCENARIOS} == {"scenario": False, "two-tier": True}


def test_the_plan_of_chi_lang_leaves_its_number_and_day_blank(chi_lang):
    plan = chi_lang["plan"]
    assert (plan["paper_number"], plan["issued_on"], plan["issued_in"]) == ("", None, "2024-06")


def test_each_commune_of_chi_lang_declares_one_head_count(chi_lang):
    columns = (file := read("units/former-lang-son.json"))["columns"]
    communes = {unit[columns.index("code")] for unit in file["units"] if unit[columns.index("parent")] == "187"}
    assert Counter(count["unit"] for count in chi_lang["head_counts"]) == dict.fromkeys(communes, 1)


def test_head_counts_lie_on_both_sides_of_200_and_exactly_one_on_it(chi_lang):
    sides = Counter((count["number"] > 200) - (count["number"] < 200) for count in chi_lang["head_counts"])
    assert sides == {-1: 12, 0: 1, 1: 7}


def test_each_head_count_has_definition_day_and_declarer(story):
    assert [c for c in story["head_counts"] if not (c["definition"] and c["declared_by"])] == []
    assert [c for c in story["head_counts"] if date.fromisoformat(c["counted_on"]) > date(2026, 12, 31)] == []


def test_staff_of_the_bodies_of_a_commune_add_up_to_its_head_count(story):
    declared = {count["unit"]: count["number"] for count in story["head_counts"]}
    staff = Counter()
    for body in story["bodies"]:
        staff[body["parent"]] += body.get("head_count", 0)
    assert {unit: number for unit, number in staff.items() if number} == {unit: declared[unit] for unit in staff if staff[unit]}


def test_bodies_follow_their_parents_and_have_unique_codes(story):
    known = list(administrative_units(story))
    for body in story["bodies"]:
        assert body["parent"] in known
        known.append(body["code"])
    assert len(known) == len(set(known))


def test_kinds_and_levels_of_bodies_are_those_of_the_levels_file(story):
    levels = read("levels.json")
    kinds = {kind["code"]: kind["level"] for kind in levels["kinds"]}
    known = {level["code"] for level in levels["levels"]}
    assert [
        body for body in story["bodies"] if kinds[body["kind"]] not in (None, body["level"]) or body["level"] not in known
    ] == []


def test_three_communes_have_bodies_of_their_own(chi_lang):
    base = Counter(body["parent"] for body in chi_lang["bodies"] if body["level"] == "base" and body["parent"] != "187")
    assert base == {"06496": 11, "06463": 13, "06517": 11}


def test_meetings_refer_to_units_groups_and_meetings_that_exist(story):
    units, keys = unit_codes(story), []
    for meeting in story["meetings"]:
        assert meeting["unit"] in units
        assert meeting["higher"] in [None, *keys]
        assert meeting["groups"] in story["groups"]
        keys.append(meeting["key"])
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("part", ["people", "roster", "awards"])
def test_entries_of_a_meeting_refer_to_units_that_exist(story, part):
    units = unit_codes(story) | {None}
    assert [entry for _, entry in meetings(story, part) if entry["unit"] not in units] == []


@pytest.mark.parametrize("part", ["functions", "awards", "candidates"])
def test_entries_of_a_meeting_refer_to_people_of_that_meeting(story, part):
    for meeting, entry in meetings(story, part):
        assert entry.get("person") in [None, *(person["key"] for person in meeting["people"])]


@pytest.mark.parametrize("part", ["roster", "candidates"])
def test_entries_of_a_meeting_refer_to_its_groups(story, part):
    for meeting, entry in meetings(story, part):
        codes = {group["code"] for group in story["groups"][meeting["groups"]]}
        assert entry["group"] in codes or entry["kind"] == "non_delegate"


def test_the_rule_set_of_a_scenario_exists(story):
    assert read(f"rulesets/{story['rule_set']}.json")["code"] == story["rule_set"]


def test_forms_of_name_are_those_the_rule_set_allows(story):
    levels = read(f"rulesets/{story['rule_set']}.json")["levels"]
    tree = administrative_units(story)
    for meeting in story["meetings"]:
        names = levels.get(tree[meeting["unit"]], {}).get("names")
        assert names is None or meeting["form"] in [form["code"] for form in names["allowed"]]


def test_groups_gather_every_group_of_the_rule_set_once(story):
    for level, groups in story["groups"].items():
        known = read(f"rulesets/{story['rule_set']}.json")["levels"][level]["ratio"]["groups"]
        assert Counter(code for group in groups for code in group["gathers"]) == dict.fromkeys(known, 1)


def test_groups_stand_where_the_rule_set_puts_them_or_where_the_committee_did(story):
    for level, groups in story["groups"].items():
        known = read(f"rulesets/{story['rule_set']}.json")["levels"][level]["ratio"]["groups"]
        moved = {g["code"] for g in groups for code in g["gathers"] if known[code] != g["share"]}
        settled = {answer["question"] for meeting, answer in meetings(story, "answers") if meeting["groups"] == level}
        assert {f"placing:{code}" for code in moved} <= settled


def test_only_groups_the_plan_leaves_open_were_placed_by_the_committee(chi_lang):
    known = read("rulesets/chi-lang-2024.json")["levels"]["district"]["ratio"]["groups"]
    gathers = {f"placing:{group['code']}": group["gathers"] for group in chi_lang["groups"]["district"]}
    placed = [answer["question"] for answer in meeting_of(chi_lang, "187")["answers"]]
    assert {known[code] for question in placed for code in gathers[question]} == {"unsaid"}


def test_papers_of_a_dossier_are_those_the_rule_set_asks_for(chi_lang):
    asked = [paper["code"] for paper in read("rulesets/chi-lang-2024.json")["levels"]["commune"]["dossier"]["papers"]]
    communes = [meeting for meeting in chi_lang["meetings"] if meeting["groups"] == "commune"]
    assert [[paper["paper"] for paper in meeting["dossier"]] for meeting in communes] == [asked] * CHI_LANG_COMMUNES


def test_the_pilot_is_the_commune_the_rule_set_names(chi_lang):
    pilot = read("rulesets/chi-lang-2024.json")["pilot"]["unit_code"]
    assert [meeting["unit"] for meeting in chi_lang["meetings"] if meeting["pilot"]] == [pilot]


def test_every_commune_has_a_meeting_under_that_of_the_district(chi_lang):
    under = [meeting["unit"] for meeting in chi_lang["meetings"] if meeting["higher"] == "187"]
    assert sorted(under) == sorted(count["unit"] for count in chi_lang["head_counts"])


def test_the_pilot_came_before_all_others(chi_lang):
    first = min((meeting["held_on"], meeting["pilot"]) for meeting in chi_lang["meetings"] if meeting["held_on"])
    assert first == ("2025-02-20", True)


def test_meetings_held_lie_before_today_and_those_in_preparation_after(story):
    held = {m["held_on"] for m in story["meetings"] if m["status"] == "held"}
    coming = {m["held_on"] for m in story["meetings"] if m["status"] == "preparing" and m["held_on"]}
    assert max(held, default="") < story["today"] < min(coming)


def test_one_commune_has_no_day_and_one_is_late_for_the_first_quarter(chi_lang):
    communes = [m for m in chi_lang["meetings"] if m["groups"] == "commune"]
    assert [m["unit"] for m in communes if m["held_on"] is None] == ["06502"]
    assert [m["unit"] for m in communes if (m["held_on"] or "") > "2025-03-31"] == ["06499"]


def test_one_dossier_is_due_today(chi_lang):
    today = date.fromisoformat(chi_lang["today"])
    due = [
        m["unit"]
        for m in chi_lang["meetings"]
        if m["held_on"] and date.fromisoformat(m["held_on"]) - timedelta(days=15) == today
    ]
    assert due == ["06514"]


def test_no_paper_was_sent_after_today(story):
    assert [p for _, p in meetings(story, "dossier") if (p["sent_on"] or "") > story["today"]] == []
    assert [p for _, p in meetings(story, "dossier") if bool(p["sent_on"]) != bool(p["paper_number"])] == []


def test_a_programme_fits_into_its_half_day(story):
    lengths = [sum(item["minutes"] for item in meeting["agenda"]) for meeting in story["meetings"] if "agenda" in meeting]
    assert [length for length in lengths if not 60 <= length <= 240] == []


def test_items_of_a_programme_are_standard_or_of_the_catalogue(story):
    seed = read("agenda.json")
    known = {item["code"] for part in (seed["programmes"][0]["items"], seed["catalogue"]) for item in part}
    assert {item["kind"] for _, item in meetings(story, "agenda")} <= known


def test_a_programme_covers_the_nine_items_in_order(story):
    nine = [item["code"] for item in read("agenda.json")["programmes"][0]["items"]]
    for meeting in story["meetings"]:
        covered = [code for item in meeting.get("agenda", []) for code in item["covers"]]
        # Awards are given in batches between the talks: their last batch counts for the order.
        last = {code: place for place, code in enumerate(covered)}
        assert covered == [] or sorted(last, key=last.get) == nine


def test_seats_of_the_district_add_up_to_300_with_70_per_cent_core(chi_lang):
    seats = meeting_of(chi_lang, "187")["seats"]["groups"]
    core = [group["code"] for group in chi_lang["groups"]["district"] if group["share"] == "core"]
    assert (sum(seats.values()), sum(seats[code] for code in core)) == (300, 210)


def test_bounds_of_the_units_leave_room_for_every_seat(chi_lang):
    wish = meeting_of(chi_lang, "187")["seats"]
    least = sum(row.get("least", row.get("fixed")) for row in wish["rows"])
    most = sum(row.get("most", row.get("fixed")) for row in wish["rows"])
    assert least < wish["total"] < most
    assert {row["unit"] for row in wish["rows"]} - unit_codes(chi_lang) == {None}


def test_a_body_that_has_ended_has_no_seats(chi_lang):
    ended = {body["code"] for body in chi_lang["bodies"] if body.get("valid_to", "9999") < chi_lang["today"]}
    assert ended == {"187-ca"}
    assert ended & {row["unit"] for row in meeting_of(chi_lang, "187")["seats"]["rows"]} == set()


def test_the_roster_of_nhan_ly_has_the_120_summoned(chi_lang):
    meeting = meeting_of(chi_lang, "06496")
    counted = sum(row["count"] for row in meeting["roster"] if row["kind"] != "non_delegate")
    assert (counted, meeting["delegate_number"], meeting["attendance"]["summoned"]) == (120, 120, 120)


def test_attendance_of_nhan_ly_adds_up(chi_lang):
    figures = meeting_of(chi_lang, "06496")["attendance"]
    assert figures["present"] + figures["absent_with_reason"] + figures["absent_without_reason"] == figures["summoned"]


def test_the_list_of_nhan_ly_has_the_names_it_was_granted(chi_lang):
    meeting = meeting_of(chi_lang, "06496")
    assert Counter(candidate["standing"] for candidate in meeting["candidates"]) == meeting["granted"]
    assert len({candidate["person"] for candidate in meeting["candidates"]}) == len(meeting["candidates"])


def test_the_vote_of_nhan_ly_adds_up_to_the_voters(chi_lang):
    vote = meeting_of(chi_lang, "06496")["vote"]
    assert vote["in_favour"] + vote["against"] + vote["other"] == vote["voters"] == vote["door_figure"] - 1


def test_awards_are_decided_with_number_and_day_or_proposed_without_either(story):
    for _, award in meetings(story, "awards"):
        assert (award["status"] == "decided") == bool(award["decision_number"]) == bool(award["decided_on"])


def test_the_district_honours_persons_households_and_collectives(chi_lang):
    awards = meeting_of(chi_lang, "187")["awards"]
    assert Counter(award["recipient"] for award in awards) == {"person": 9, "household": 4, "collective": 6}


def test_awards_are_those_the_award_tables_know(story):
    tables = read("awards.json")
    forms, authorities = ({entry["code"] for entry in tables[part]} for part in ("awards", "authorities"))
    assert {award["award"] for _, award in meetings(story, "awards")} <= forms
    assert {award["authority"] for _, award in meetings(story, "awards")} <= authorities
