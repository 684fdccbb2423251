"""The same list of delegates from several windows at the same moment."""

from sqlalchemy import func, select

from congress.audit import verify
from congress.db import db
from congress.delegates.intake import service as intake
from congress.delegates.models import Delegate
from congress.meetings.service import by_number
from congress.people.sealing import sealer_from
from tests.building import Builder
from tests.conftest import NOW
from tests.pressing import Press, all_press, signed_in, statuses

LOGIN = "bantochuc"
PASTED = "Họ và tên\tNăm sinh\tĐơn vị\tNhóm cơ cấu\nVi Văn Ba\t1975\tXã Nhân Lý\tĐại biểu lãnh đạo"


def test_a_list_taken_in_from_four_windows_at_once_is_taken_in_once(build: Builder):
    meeting = by_number(build.meeting(build.unit("Xã Nhân Lý")).number)
    build.user(LOGIN, role="organizer", meeting=meeting)
    sealer = sealer_from(build.app.extensions["congress_settings"].field_key_path)
    draft = intake.draft_from_paste(LOGIN, NOW, meeting, sealer, PASTED)
    columns = {f"column-{place}": name for place, name in intake.settings_of(draft).columns.items()}
    form = {"do": "take", "encoding": "unicode", "kind": "official", "unit": "", "group": "", "basis": ""} | columns
    form["version"] = str(draft.version)
    address = f"/hoi-nghi/{meeting.number}/dai-bieu/nhap-tep/1"
    answers = all_press([Press(one, address, form) for one in signed_in(build.app, [LOGIN] * 4)])
    db.session.rollback()
    count = db.session.execute(select(func.count()).select_from(Delegate)).scalar_one()
    chains = [chain.broken_at for chain in verify(db.session())]
    assert (count, set(statuses(answers)) <= {303, 409, 422}, set(chains)) == (1, True, {None})
