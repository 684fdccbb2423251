from congress.rules.findings import Finding, by_weight, still_open, stops

HARD = Finding("limit_exceeded", "hard", "district-limit")
SOFT = Finding("agenda_item_missing", "soft", "agenda", {"item": "Chào cờ"}, "flag_salute")
UNDECIDED = Finding("assembly_unsaid", "undecided", "commune-assembly")
SHOWN = Finding("ratio_rounded", "info", "district-share")


def test_findings_are_listed_gravest_first_and_otherwise_as_they_came():
    other = Finding("agenda_item_missing", "soft", "agenda", {"item": "Giao lưu"}, "exchange")
    assert by_weight([SHOWN, SOFT, UNDECIDED, other, HARD]) == (HARD, UNDECIDED, SOFT, other, SHOWN)


def test_only_a_hard_finding_stops():
    assert stops([SOFT, UNDECIDED, SHOWN]) is False
    assert stops([SOFT, HARD]) is True


def test_an_override_answers_the_finding_of_its_subject_only():
    other = Finding("agenda_item_missing", "soft", "agenda", {"item": "Giao lưu"}, "exchange")
    assert still_open([SOFT, other], [SOFT.key]) == (other,)


def test_an_undecided_finding_can_be_accepted():
    assert still_open([UNDECIDED], [("assembly_unsaid", "")]) == ()


def test_hard_and_shown_findings_cannot_be_overridden():
    assert still_open([HARD, SHOWN], [HARD.key, SHOWN.key]) == (HARD, SHOWN)
