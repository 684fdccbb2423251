"""The sentences of findings: what is the matter, what to do, and the arithmetic line by line. Read through `messages.py`.

Placeholders are facts of the finding (`congress/rules`), always written %(name)s; a percent sign is written twice.
"""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class Text(NamedTuple):
    """`sentence` says what was found, `advice` what to do about it, `arithmetic` how the figures were come by."""

    sentence: LazyString
    advice: LazyString
    arithmetic: tuple[LazyString, ...] = ()


_RATIO = (
    _l(
        "Số đại biểu được tính: %(counted)s, gồm nhóm trực tiếp %(core)s, khách mời và lãnh đạo %(other)s, chưa xếp %(unsaid)s."
    ),
    _l("%(numerator)s/%(denominator)s của %(counted)s là %(exact)s; nhóm trực tiếp cần từ %(least)s đến %(most)s người."),
    _l("Khách mời và lãnh đạo do đó nhiều nhất là %(other_most)s người."),
)
_DOSSIER = (
    _l("Ngày tổ chức %(held_on)s, lùi %(days)s ngày lịch là %(due_on)s; nếu tính ngày làm việc thì là %(working_due_on)s."),
)
_VOTE = (
    _l(
        "%(in_favour)s tán thành + %(against)s không tán thành + %(other)s ý kiến khác = %(sum)s; có mặt biểu quyết %(voters)s."
    ),
)

AGENDA = {
    "agenda_item_missing": Text(
        _l("Chương trình chưa có nội dung “%(item)s”."),
        _l("Thêm mục này, đánh dấu một mục đã có là bao gồm nội dung này, hoặc nêu lý do không tổ chức."),
    ),
    "agenda_order_wrong": Text(
        _l("“%(second)s” đang đứng trước “%(first)s”."),
        _l("Chuyển “%(first)s” lên trước, hoặc nêu lý do chọn thứ tự riêng."),
        (_l("Thứ tự hiện nay: “%(second)s” ở mục %(second_place)s, “%(first)s” ở mục %(first_place)s."),),
    ),
    "agenda_too_long": Text(
        _l("Chương trình dài %(total)s phút, vượt thời lượng của phiên %(excess)s phút."),
        _l("Rút ngắn hoặc bớt mục, hay kéo dài phiên."),
        (_l("Tổng các mục %(total)s phút − thời lượng phiên %(limit)s phút = %(excess)s phút."),),
    ),
    "session_too_long": Text(
        _l("Phiên dự kiến %(total)s phút, dài hơn nửa ngày (%(limit)s phút)."),
        _l("Rút ngắn phiên, hoặc nêu lý do cần thời gian dài hơn."),
        (_l("%(total)s − %(limit)s = %(excess)s phút vượt."),),
    ),
    "events_overlap": Text(
        _l("“%(second)s” bắt đầu lúc %(second_starts)s, khi “%(first)s” chưa kết thúc (%(first_ends)s)."),
        _l("Đổi giờ một trong hai, hoặc nêu lý do tổ chức song song."),
    ),
}

DEADLINES = {
    "dossier_day_unknown": Text(
        _l("Chưa có ngày tổ chức nên chưa tính được hạn gửi hồ sơ (trước %(days)s ngày)."), _l("Chọn ngày tổ chức.")
    ),
    "dossier_late": Text(
        _l("Có %(late)s giấy tờ của hồ sơ quá hạn gửi %(due_on)s."),
        _l("Gửi ngay và ghi lại ngày gửi; nếu cấp trên đã đồng ý cho gửi chậm thì ghi lý do."),
        _DOSSIER,
    ),
    "dossier_open": Text(
        _l("Còn %(missing)s giấy tờ của hồ sơ chưa gửi; hạn gửi %(due_on)s, còn %(left)s ngày."),
        _l("Hoàn thành và gửi hồ sơ, ghi ngày gửi của từng giấy tờ."),
        _DOSSIER,
    ),
    "dossier_counting_unsaid": Text(
        _l(
            "Kế hoạch không nói %(days)s ngày là ngày lịch hay ngày làm việc: "
            "hồ sơ kịp hạn %(due_on)s nhưng sau hạn %(working_due_on)s."
        ),
        _l("Hỏi cấp trên cách tính ngày rồi ghi lại câu trả lời."),
        _DOSSIER,
    ),
    "holding_day_unknown": Text(
        _l("Chưa có ngày tổ chức; kế hoạch yêu cầu hoàn thành chậm nhất %(last_day)s."),
        _l("Chọn ngày tổ chức."),
    ),
    "held_after_deadline": Text(
        _l("Ngày tổ chức %(held_on)s muộn hơn hạn %(last_day)s của kế hoạch."),
        _l("Chọn ngày sớm hơn, hoặc ghi lý do được tổ chức muộn."),
        (_l("Từ %(last_day)s đến %(held_on)s là %(late)s ngày; kỳ hạn bắt đầu %(first_day)s."),),
    ),
    "held_before_period": Text(
        _l("Ngày tổ chức %(held_on)s sớm hơn kỳ hạn %(first_day)s – %(last_day)s của kế hoạch."),
        _l("Không cần làm gì nếu cấp trên đã thống nhất ngày này."),
    ),
    "order_broken": Text(
        _l("%(other)s tổ chức ngày %(other_on)s, sau hội nghị cấp trên ngày %(held_on)s."),
        _l("Xếp lại ngày để cấp cơ sở tổ chức trước, hoặc nêu lý do."),
    ),
    "pilot_day_unknown": Text(
        _l("Đơn vị làm điểm %(unit)s chưa có ngày tổ chức; hạn %(last_day)s."),
        _l("Chọn ngày cho đơn vị làm điểm."),
    ),
    "pilot_late": Text(
        _l("Đơn vị làm điểm %(unit)s tổ chức ngày %(held_on)s, quá hạn %(last_day)s."),
        _l("Chọn ngày sớm hơn, hoặc nêu lý do."),
        (_l("Chậm %(late)s ngày."),),
    ),
    "pilot_not_first": Text(
        _l("%(other)s tổ chức ngày %(other_on)s, trước đơn vị làm điểm %(unit)s (%(held_on)s)."),
        _l("Để đơn vị làm điểm tổ chức trước để rút kinh nghiệm, hoặc nêu lý do."),
    ),
}

COMPOSITION = {
    "ratio_form_unsaid": Text(
        _l("Kế hoạch không nói cơ cấu %(numerator)s/%(denominator)s có áp dụng cho hình thức này hay không; chưa kiểm được."),
        _l("Ban tổ chức quyết định có áp dụng hay không, ghi người quyết định và lý do."),
        _RATIO,
    ),
    "groups_unsaid": Text(
        _l("Còn %(number)s nhóm kế hoạch không nói thuộc phần trực tiếp hay phần khách mời và lãnh đạo: %(groups)s."),
        _l("Xếp từng nhóm vào một phần ở trang Nhóm cơ cấu, ghi người quyết định."),
    ),
    "group_unplaced": Text(
        _l("Kế hoạch không nói nhóm “%(group)s” (%(members)s đại biểu) thuộc phần trực tiếp hay phần khách mời và lãnh đạo."),
        _l("Ban tổ chức xếp nhóm này vào một phần, ghi người quyết định và lý do."),
    ),
    "ratio_core_low": Text(
        _l("Nhóm trực tiếp có %(core)s trong %(counted)s đại biểu, thiếu %(lack)s người so với cơ cấu của kế hoạch."),
        _l("Thêm đại biểu thuộc nhóm trực tiếp, bớt khách mời và lãnh đạo, hoặc nêu lý do."),
        _RATIO,
    ),
    "ratio_core_high": Text(
        _l("Nhóm trực tiếp có %(core)s trong %(counted)s đại biểu, thừa %(excess)s người so với cơ cấu của kế hoạch."),
        _l("Điều chỉnh danh sách, hoặc nêu lý do."),
        _RATIO,
    ),
    "ratio_depends_on_unsaid": Text(
        _l("Cơ cấu đạt hay không còn tùy %(unsaid)s đại biểu chưa được xếp vào phần nào; chưa quyết định."),
        _l("Xếp các nhóm còn bỏ ngỏ rồi xem lại."),
        _RATIO,
    ),
    "ratio_core_above": Text(
        _l("Nhóm trực tiếp có %(core)s trong %(counted)s đại biểu, nhiều hơn mức tối thiểu %(least)s."),
        _l("Không cần làm gì: kế hoạch được hiểu là không dưới mức này."),
        _RATIO,
    ),
    "ratio_rounded": Text(
        _l("Cơ cấu đạt sau làm tròn: %(numerator)s/%(denominator)s của %(counted)s là %(exact)s, nhóm trực tiếp có %(core)s."),
        _l("Không cần làm gì: số người phải là số nguyên."),
        _RATIO,
    ),
    "leader_in_core": Text(
        _l("%(name)s giữ chức vụ lãnh đạo nhưng được xếp vào nhóm trực tiếp “%(group)s”."),
        _l("Chuyển sang nhóm lãnh đạo, hoặc nêu lý do xếp như vậy."),
    ),
    "number_undecided": Text(
        _l("Chưa quyết định số lượng đại biểu nên chưa kiểm được mức tối đa."),
        _l("Nhập số lượng đại biểu."),
    ),
    "limit_uncheckable": Text(
        _l("%(level)s chưa quyết định số lượng đại biểu nên chưa kiểm được số %(number)s của đơn vị."),
        _l("Chờ cấp trên quyết định số lượng; hệ thống sẽ tự kiểm lại."),
    ),
    "limit_exceeded": Text(
        _l("Số đại biểu %(number)s vượt mức tối đa %(limit)s của kế hoạch."),
        _l("Giảm %(excess)s đại biểu."),
        (_l("%(number)s − %(limit)s = %(excess)s."),),
    ),
    "limit_above_higher": Text(
        _l("Số đại biểu %(number)s nhiều hơn số đại biểu hội nghị cấp trên (%(limit)s)."),
        _l("Giảm %(excess)s đại biểu, hoặc nêu lý do."),
        (_l("%(number)s − %(limit)s = %(excess)s."),),
    ),
    "head_count_missing": Text(
        _l("Chưa khai số cán bộ, công chức, viên chức, người lao động nên chưa biết họp toàn thể hay họp đại biểu."),
        _l("Khai số người kèm ngày và người khai; mốc của kế hoạch là %(threshold)s."),
    ),
    "assembly_unsaid": Text(
        _l("Đơn vị có đúng %(head_count)s người; kế hoạch chỉ nói dưới và trên %(threshold)s."),
        _l("Ban tổ chức chọn họp toàn thể hay họp đại biểu, ghi người quyết định và lý do."),
    ),
    "assembly_undecided": Text(
        _l("Chưa chọn hình thức họp; với %(head_count)s người, kế hoạch yêu cầu %(form)s."),
        _l("Chọn hình thức họp."),
        (_l("Mốc của kế hoạch: %(threshold)s người."),),
    ),
    "assembly_differs": Text(
        _l("Với %(head_count)s người, kế hoạch yêu cầu %(form)s; đơn vị đang chọn hình thức khác."),
        _l("Đổi hình thức họp, hoặc nêu lý do."),
        (_l("Mốc của kế hoạch: %(threshold)s người."),),
    ),
    "name_not_allowed": Text(
        _l("Tên gọi “%(name)s” không nằm trong các hình thức của kế hoạch: %(allowed)s."),
        _l("Chọn một tên gọi trong kế hoạch, hoặc nêu lý do."),
    ),
}

DELEGATES = {
    "delegate_double": Text(
        _l("“%(first)s” và “%(second)s” (năm sinh %(born)s) có thể là một người ghi hai lần."),
        _l("Bỏ một dòng nếu là một người; nếu là hai người trùng tên thì ghi lý do."),
    ),
    "basis_missing": Text(
        _l("%(name)s chưa có căn cứ cử: hội nghị thông qua, tập thể lãnh đạo lựa chọn hay đương nhiên."),
        _l("Chọn căn cứ cử."),
    ),
    "minutes_missing": Text(
        _l("%(name)s do tập thể lãnh đạo lựa chọn nhưng chưa có biên bản kèm theo."),
        _l("Ghi nhận biên bản của tập thể lãnh đạo, hoặc nêu lý do."),
    ),
    "delegate_double_many": Text(
        _l("Có %(members)s cặp trùng họ tên, đơn vị và năm sinh, trong đó có %(name)s."),
        _l("Xem lại từng cặp trong danh sách; nếu đúng là người khác nhau thì chấp nhận và ghi lý do."),
    ),
    "basis_missing_many": Text(
        _l("Có %(members)s đại biểu chính thức chưa ghi căn cứ, trong đó có %(name)s."),
        _l("Ghi căn cứ: đại hội thông qua, tập thể lãnh đạo lựa chọn hoặc đương nhiên."),
    ),
    "minutes_missing_many": Text(
        _l("Có %(members)s đại biểu do tập thể lãnh đạo lựa chọn nhưng chưa ghi biên bản, trong đó có %(name)s."),
        _l("Ghi số, ngày của biên bản hoặc nghị quyết vào phần căn cứ."),
    ),
    "leader_in_core_many": Text(
        _l("Có %(members)s người giữ chức vụ lãnh đạo đang xếp ở nhóm trực tiếp, trong đó có %(name)s."),
        _l("Chuyển sang nhóm lãnh đạo, hoặc nêu lý do giữ nguyên."),
    ),
    "seats_exceeded_many": Text(
        _l("Có %(members)s đơn vị giới thiệu vượt chỉ tiêu, trong đó có %(name)s."),
        _l("Lọc danh sách theo từng đơn vị để bớt người, hoặc thông qua bản phân bổ mới."),
    ),
    "seats_exceeded": Text(
        _l("%(unit)s giới thiệu %(nominated)s người, chỉ tiêu là %(seats)s."),
        _l("Bớt %(excess)s người, hoặc đề nghị điều chỉnh phân bổ."),
        (_l("%(nominated)s − %(seats)s = %(excess)s."),),
    ),
    "seats_open": Text(
        _l("%(unit)s mới giới thiệu %(nominated)s người trong chỉ tiêu %(seats)s."),
        _l("Giới thiệu thêm %(open)s người nếu còn chờ."),
    ),
    "group_seats_exceeded": Text(
        _l("%(unit)s giới thiệu %(nominated)s người thuộc nhóm “%(group)s”, chỉ tiêu là %(seats)s."),
        _l("Bớt %(excess)s người của nhóm này, hoặc đề nghị điều chỉnh phân bổ."),
        (_l("%(nominated)s − %(seats)s = %(excess)s."),),
    ),
    "group_seats_open": Text(
        _l("%(unit)s mới giới thiệu %(nominated)s người thuộc nhóm “%(group)s” trong chỉ tiêu %(seats)s."),
        _l("Giới thiệu thêm %(open)s người nếu còn chờ."),
    ),
}

ELECTIONS = {
    "vote_figures_impossible": Text(
        _l("Số liệu biểu quyết không thể có: phải có ít nhất một người biểu quyết và không số nào âm."),
        _l("Nhập lại số do tổ kiểm phiếu công bố."),
        _VOTE,
    ),
    "vote_sum_differs": Text(
        _l("Tổng các ý kiến là %(sum)s, khác số người có mặt biểu quyết %(voters)s."),
        _l("Nhập lại số do tổ kiểm phiếu công bố."),
        _VOTE,
    ),
    "voters_exceed_summoned": Text(
        _l("Số người biểu quyết %(voters)s nhiều hơn số đại biểu được triệu tập có quyền biểu quyết %(summoned)s."),
        _l("Kiểm tra lại: khách mời không biểu quyết."),
    ),
    "voters_differ_from_door": Text(
        _l("Tổ kiểm phiếu công bố %(voters)s người biểu quyết; số ở cửa lúc đó là %(door)s."),
        _l("Không cần làm gì: số của tổ kiểm phiếu là số chính thức; chênh lệch được ghi lại."),
    ),
    "grant_missing": Text(
        _l("Cấp trên chưa phân bổ chỉ tiêu nên chưa kiểm được %(official)s đại biểu chính thức trong danh sách."),
        _l("Chờ cấp trên phân bổ, hoặc nhập chỉ tiêu theo công văn đã nhận."),
    ),
    "names_exceed_seats": Text(
        _l("Danh sách có %(official)s đại biểu chính thức, chỉ tiêu là %(seats)s."),
        _l("Bớt %(excess)s người hoặc chuyển sang dự khuyết."),
        (_l("%(official)s − %(seats)s = %(excess)s."),),
    ),
    "names_below_seats": Text(
        _l("Danh sách có %(official)s đại biểu chính thức, còn %(open)s chỉ tiêu trống trong %(seats)s."),
        _l("Bổ sung người, hoặc nêu lý do không cử đủ."),
    ),
    "reserve_exceeds_seats": Text(
        _l("Danh sách có %(reserve)s đại biểu dự khuyết, nhiều hơn mức %(seats)s."),
        _l("Bớt người dự khuyết."),
    ),
    "list_group_missing": Text(
        _l("Có %(names)s đại biểu chính thức chưa chọn nhóm cơ cấu của hội nghị cấp trên."),
        _l("Chọn nhóm cho từng người rồi gửi."),
    ),
    "list_group_differs": Text(
        _l("Nhóm “%(group)s” có %(named)s đại biểu chính thức, chỉ tiêu của nhóm là %(seats)s."),
        _l("Điều chỉnh danh sách theo nhóm, hoặc nêu lý do cử khác."),
    ),
    "list_empty": Text(_l("Danh sách chưa có ai."), _l("Thêm ít nhất một đại biểu rồi gửi.")),
    "vote_missing": Text(
        _l("Có %(names)s người do hội nghị thông qua nhưng chưa ghi kết quả biểu quyết."),
        _l("Ghi kết quả biểu quyết thông qua danh sách."),
    ),
    "list_not_adopted": Text(
        _l("Danh sách chưa được hội nghị thông qua: không quá nửa tán thành."),
        _l("Sửa danh sách và biểu quyết lại."),
    ),
    "list_changed_since_vote": Text(
        _l("Danh sách đã thay đổi sau khi biểu quyết."),
        _l("Biểu quyết lại danh sách mới, hoặc khôi phục danh sách đã biểu quyết."),
    ),
}

AWARDS = {
    "award_wrong_recipient": Text(
        _l("“%(award)s” không dành cho %(recipient)s; người nhận đang ghi là %(name)s."),
        _l("Chọn lại danh hiệu, hình thức khen thưởng hoặc loại người nhận."),
    ),
    "award_authority_uncheckable": Text(
        _l("Chưa có dữ liệu để biết %(authority)s có được quyết định “%(award)s” ngày %(day)s hay không."),
        _l("Đối chiếu với văn bản về thẩm quyền rồi ghi lại căn cứ."),
    ),
    "award_never_in_power": Text(
        _l("%(authority)s không có thẩm quyền tặng “%(award)s” (%(name)s)."),
        _l("Đổi hình thức khen thưởng, hoặc đề nghị cấp có thẩm quyền quyết định."),
    ),
    "award_beyond_power": Text(
        _l("Ngày %(day)s, “%(award)s” không thuộc thẩm quyền của %(authority)s (%(name)s)."),
        _l("Kiểm tra lại người ký và ngày ký, hoặc ghi căn cứ về thẩm quyền."),
    ),
    "decision_number_missing": Text(
        _l("Khen thưởng của %(name)s chưa có số quyết định."), _l("Ghi số quyết định khi đã ban hành.")
    ),
    "decision_day_missing": Text(
        _l("Khen thưởng của %(name)s chưa có ngày quyết định nên chưa tính được tiền thưởng."),
        _l("Ghi ngày quyết định khi đã ban hành."),
    ),
    "decision_after_meeting": Text(
        _l("Quyết định khen thưởng của %(name)s ngày %(decided_on)s, sau ngày hội nghị %(held_on)s."),
        _l("Kiểm tra lại ngày; chưa có quyết định thì chưa trao tại hội nghị, hoặc nêu lý do."),
    ),
    "award_double": Text(
        _l("%(name)s có %(times)s dòng cùng “%(award)s”."),
        _l("Bỏ dòng thừa, hoặc nêu lý do nếu là hai thành tích khác nhau."),
    ),
    "award_wrong_recipient_many": Text(
        _l("Có %(members)s dòng có hình thức khen thưởng không dành cho loại người nhận, trong đó có %(name)s."),
        _l("Chọn lại danh hiệu, hình thức khen thưởng hoặc loại người nhận."),
    ),
    "award_authority_uncheckable_many": Text(
        _l("Có %(members)s dòng chưa có dữ liệu để kiểm tra thẩm quyền, trong đó có %(name)s."),
        _l("Đối chiếu với văn bản về thẩm quyền rồi ghi lại căn cứ."),
    ),
    "award_beyond_power_many": Text(
        _l("Có %(members)s dòng không thuộc thẩm quyền của cấp quyết định vào ngày ký, trong đó có %(name)s."),
        _l("Kiểm tra lại người ký và ngày ký, hoặc ghi căn cứ về thẩm quyền."),
    ),
    "decision_number_missing_many": Text(
        _l("Có %(members)s khen thưởng chưa có số quyết định, trong đó có %(name)s."),
        _l("Đánh dấu các dòng rồi ghi số quyết định cho tất cả khi đã ban hành."),
    ),
    "decision_day_missing_many": Text(
        _l("Có %(members)s khen thưởng chưa có ngày quyết định nên tiền thưởng mới tạm tính, trong đó có %(name)s."),
        _l("Đánh dấu các dòng rồi ghi ngày quyết định cho tất cả khi đã ban hành."),
    ),
    "decision_after_meeting_many": Text(
        _l("Có %(members)s quyết định khen thưởng ghi sau ngày hội nghị, trong đó có %(name)s."),
        _l("Kiểm tra lại ngày; chưa có quyết định thì chưa trao tại hội nghị, hoặc nêu lý do."),
    ),
    "award_double_many": Text(
        _l("Có %(members)s người, hộ hoặc tập thể có nhiều dòng cùng một hình thức khen thưởng, trong đó có %(name)s."),
        _l("Bỏ dòng thừa, hoặc nêu lý do nếu là các thành tích khác nhau."),
    ),
}

DOOR = {
    "badges_missing": Text(
        _l("%(missing)s trong %(entitled)s đại biểu đã duyệt chưa có thẻ."), _l("Mở trang Thẻ đại biểu và in thẻ còn thiếu.")
    ),
    "badges_not_printed": Text(
        _l("%(waiting)s trong %(badges)s thẻ chưa in."), _l("Mở trang Thẻ đại biểu, chọn “Chỉ thẻ chưa in” rồi in.")
    ),
    "scans_after_freeze": Text(
        _l("Sau khi chốt số lượng lần %(number)s lúc %(at)s, cửa mới gửi về lượt quét của %(late)s người vào trước lúc đó."),
        _l("Chốt lại số lượng nếu giấy tờ chưa công bố, hoặc nêu lý do giữ số đã công bố."),
    ),
    "undone_after_freeze": Text(
        _l("Sau lần chốt số lượng thứ %(number)s lúc %(at)s, lượt vào của %(undone)s người bị hủy; số đã chốt giữ nguyên."),
        _l("Chốt lại số lượng nếu giấy tờ chưa công bố, hoặc nêu lý do giữ số đã công bố."),
    ),
    "scans_to_review": Text(
        _l("%(held)s lượt ở cửa chờ ban tổ chức xem xét."),
        _l("Mở Đón tiếp, Máy ở cửa, Lượt chờ xem xét; hỏi lại người trực cửa rồi chấp nhận hoặc để nguyên."),
    ),
    "badge_admitted_twice": Text(
        _l("%(badges)s thẻ được hai cửa cùng cho vào khi mất mạng, trong đó có %(name)s (số thẻ %(number)s: %(gates)s)."),
        _l("Mở Đón tiếp, Máy ở cửa, Lượt chờ xem xét để xem từng lượt; hỏi xem có ai cầm nhầm hoặc mượn thẻ."),
    ),
}

FINDINGS: dict[str, Text] = {**AGENDA, **DEADLINES, **COMPOSITION, **DELEGATES, **ELECTIONS, **AWARDS, **DOOR}
