"""A list is judged before anything is locked; what others do meanwhile counts all the same."""

import pytest
from flask import Flask

from congress.db import db
from congress.delegates import roster, service
from congress.delegates.intake import service as intake
from congress.delegates.roster import Filter
from congress.delegates.scope import Scope
from congress.meetings.service import by_number
from congress.people.birth import Birth
from congress.people.sealing import sealer_from
from tests.building import ACTOR, Builder
from tests.conftest import NOW
from tests.delegates.rosters import nominee


@pytest.mark.parametrize(("times", "judged"), [(0, 1), (1, 2), (99, 4)])
def test_who_is_put_on_the_list_while_it_is_judged_is_not_taken_in_twice(
    app: Flask, build: Builder, monkeypatch: pytest.MonkeyPatch, times: int, judged: int
):
    unit = build.unit("Xã Nhân Lý")
    meeting = by_number(build.meeting(unit).number)
    sealer = sealer_from(app.extensions["congress_settings"].field_key_path)
    lines = ["Họ và tên\tNăm sinh\tGiới tính\tĐơn vị\tNhóm cơ cấu"]
    lines += [f"Nông Văn {name}\t1975\tNam\tXã Nhân Lý\tNông dân, người trực tiếp sản xuất" for name in ("Ba", "Bốn", "Năm")]
    draft = intake.draft_from_paste(ACTOR, NOW, meeting, sealer, "\n".join(lines))
    weigh, calls = intake._weighed, []

    def weigh_while_somebody_acts(*args):
        weighed = weigh(*args)
        calls.append(db.session().info.get("writing", False))
        if len(calls) <= times and not calls[-1]:
            name = ("Nông Văn Ba", "Nông Văn Bốn", "Vi Văn Xa")[len(calls) - 1]
            service.nominate(ACTOR, NOW, meeting, nominee(name, unit, birth=Birth(1975)))
        return weighed

    monkeypatch.setattr(intake, "_weighed", weigh_while_somebody_acts)
    taken = intake.take(ACTOR, NOW, meeting, Scope(), draft, sealer, seen_version=draft.version)
    there = sorted(one.person.name for one in roster.everybody(meeting, Filter()))
    expected = {"Nông Văn Ba", "Nông Văn Bốn", "Nông Văn Năm"} | ({"Vi Văn Xa"} if times > 2 else set())
    assert (there, len(calls), calls[-1]) == (sorted(expected), judged, times > 2)
    assert taken.added == 3 - min(times, 2)
