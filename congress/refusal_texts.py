"""Code → sentence of every refusal and verdict: their only home (the door: door_texts.py; findings: finding_texts.py)."""

from flask_babel import lazy_gettext as _l

from congress.door_texts import DOOR

TEXTS = {
    # shared
    "stale": _l(
        "Người khác vừa sửa mục này. Hãy tải lại trang để xem bản mới, rồi sửa tiếp; nội dung bạn gõ chưa được lưu đè."
    ),
    "clash": _l("Có người vừa ghi cùng lúc nên chưa lưu được. Hãy thử lại."),
    "form_expired": _l("Trang đã mở quá lâu hoặc phiên đăng nhập đã đổi. Hãy gửi lại một lần nữa."),
    # units
    "unit_list_unreadable": _l(
        "Không đọc được danh mục đơn vị trong tệp này; cần một tệp JSON (UTF-8) cùng dạng với seeds/units/present.json."
    ),
    "unit_list_row": _l(
        "Dòng %(row)s của danh mục không nạp được: cần mã chưa có ở dòng trên, tên, loại và cấp đúng, "
        "đơn vị cấp trên đứng trước."
    ),
    "unit_name_missing": _l("Tên đơn vị không được để trống."),
    "unit_code_taken": _l("Mã đơn vị %(code)s đã có."),
    "unit_name_long": _l("Tên đơn vị dài quá 160 ký tự."),
    "unit_name_twice": _l("Tên này đã có ở cùng cấp."),
    "unit_kind_unknown": _l("Chưa rõ loại đơn vị; hãy ghi loại ở cột thứ hai hoặc chọn loại mặc định."),
    "unit_ends_early": _l("Ngày kết thúc không thể trước ngày bắt đầu %(first_day)s."),
    "units_none": _l("Chưa có dòng nào. Hãy gõ hoặc dán tên đơn vị, mỗi dòng một tên."),
    "units_too_many": _l("Mỗi lần thêm không quá %(limit)s dòng. Hãy chia làm nhiều lần."),
    "units_lines_bad": _l("Còn dòng chưa nhận được (dòng %(lines)s). Hãy sửa các dòng này rồi lưu; chưa có gì được lưu."),
    "head_count_range": _l("Số người phải từ 0 đến 1.000.000; đang ghi %(number)s."),
    # plans
    "plan_title_missing": _l("Cần tên kế hoạch."),
    "plan_term": _l("Năm kết thúc không thể trước năm bắt đầu; cả hai trong khoảng 1945–2100."),
    # meetings: accepting a finding
    "override_reason_short": _l("Hãy ghi rõ lý do chấp nhận, ít nhất %(minimum)s ký tự."),
    "override_not_open": _l("Điểm này không bỏ qua bằng lý do được; hãy sửa cho đúng quy định."),
    "override_unknown": _l("Vấn đề này không có trong danh mục kiểm tra nên không chấp nhận được."),
    # meetings: setting up
    "meeting_title_missing": _l("Cần tên hội nghị."),
    "meeting_day_range": _l("Ngày tổ chức phải trong khoảng 1945–2100."),
    "meeting_twice": _l(
        "Đơn vị đã có hội nghị cùng tên, cùng ngày: hội nghị số %(number)s. Hãy mở hội nghị đó, hoặc đặt tên khác."
    ),
    "meeting_form_unknown": _l("Hãy chọn tên gọi trong kế hoạch cho %(unit)s."),
    "meeting_closed": _l("Hồ sơ hội nghị đã khóa (đã kết thúc hoặc đã hủy). Mở lại ở mục Trạng thái rồi mới sửa được."),
    "meetings_none_chosen": _l("Chưa chọn đơn vị nào để tạo hội nghị."),
    "plan_elsewhere": _l("Kế hoạch này không phải của cấp trên của %(unit)s."),
    "delegate_number_range": _l("Số lượng đại biểu phải từ 1 đến 100.000."),
    "status_step": _l("Không chuyển thẳng sang trạng thái này được."),
    "held_too_early": _l("Chưa đến ngày tổ chức (hoặc chưa định ngày) nên chưa ghi là đã họp được."),
    "session_name_missing": _l("Cần tên phiên hoặc hoạt động."),
    "session_minutes": _l("Thời lượng phải từ 1 đến 6.000 phút."),
    "session_last": _l("Hội nghị phải còn ít nhất một phiên."),
    "session_in_use": _l("Phiên này đang có chương trình hoặc cửa đón đại biểu nên chưa xóa được."),
    "answer_unknown": _l("Hãy chọn một câu trả lời."),
    "decider_missing": _l("Hãy ghi ai đã quyết định."),
    "function_unknown": _l("Vai trò này không có."),
    "function_name_long": _l("Họ tên dài quá 160 ký tự hoặc chức vụ dài quá 200 ký tự."),
    "group_name_missing": _l("Tên nhóm không được để trống."),
    "group_share_unknown": _l("Hãy chọn phần mà nhóm được tính vào."),
    "group_decider_missing": _l("Có nhóm được xếp khác kế hoạch; hãy ghi ai đã quyết định."),
    "group_in_use": _l("Nhóm này đang có đại biểu hoặc chỉ tiêu nên chưa xóa được."),
    "paper_sent_later": _l("Ngày gửi %(day)s chưa đến."),
    # agenda
    "agenda_empty": _l("Hội nghị chưa có chương trình."),
    "agenda_title_missing": _l("Hãy ghi nội dung của mục."),
    "agenda_text_long": _l("Dài quá %(limit)s ký tự (đang có %(length)s)."),
    "agenda_minutes_range": _l("Số phút phải từ 0 đến %(limit)s; đang ghi %(minutes)s."),
    "agenda_cover_unknown": _l("Chương trình mẫu của hội nghị này không có mục đã chọn."),
    "agenda_too_many": _l("Một chương trình chứa nhiều nhất %(limit)s mục."),
    "agenda_no_session": _l("Hội nghị chưa có phiên nào. Hãy thêm phiên ở trang Thông tin hội nghị trước."),
    "agenda_not_empty": _l("Chương trình đã có mục nên không tạo lại từ chương trình mẫu; hãy thêm từng mục."),
    "agenda_order_stale": _l(
        "Người khác vừa đổi thứ tự chương trình nên lần sắp xếp của bạn chưa được lưu. Trang đang hiện thứ tự mới; hãy sắp lại."
    ),
    "agenda_parts_range": _l("Số đợt phải từ 2 đến %(limit)s."),
    "agenda_merge_two": _l("Cần ít nhất hai mục để gộp."),
    "agenda_merge_sessions": _l("Chỉ gộp được các mục trong cùng một phiên."),
    "agenda_publish_empty": _l("Chương trình chưa có mục nào nên chưa ban hành được."),
    "agenda_publish_stopped": _l("Chương trình còn vi phạm bắt buộc phải sửa nên chưa ban hành được."),
    "agenda_publish_unchanged": _l("Chương trình không khác bản số %(number)s đã ban hành."),
    "catalogue_full": _l("Danh mục riêng của đơn vị chứa nhiều nhất %(limit)s mục."),
    # allocation
    "allocation_total_range": _l("Tổng số đại biểu phải từ 1 đến %(most)s."),
    "allocation_method_unknown": _l("Cách chia này không có."),
    "allocation_no_units": _l("Chưa chọn đơn vị nào để chia. Hãy đánh dấu ít nhất một đơn vị trong bảng."),
    "allocation_groups_changed": _l("Các nhóm cơ cấu vừa thay đổi. Hãy tải lại trang rồi phân bổ tiếp."),
    "allocation_groups_sum": _l(
        "Chỉ tiêu các nhóm cộng lại là %(typed)s, khác tổng số %(total)s (lệch %(difference)s). "
        "Hãy sửa chỉ tiêu nhóm hoặc tổng số."
    ),
    "allocation_seats_negative": _l("Số chỉ tiêu và số người không được âm."),
    "allocation_seats_bounds_crossed": _l(
        "%(unit)s: mức ít nhất (%(minimum)s) lớn hơn mức nhiều nhất (%(maximum)s). Hãy sửa một trong hai ô."
    ),
    "allocation_seats_minimum_exceeds": _l(
        "Các mức ít nhất cộng lại là %(minimum)s, nhiều hơn %(seats)s chỉ tiêu để chia. Hãy giảm mức ít nhất hoặc tăng tổng số."
    ),
    "allocation_seats_maximum_short": _l(
        "Các đơn vị nhận được nhiều nhất %(maximum)s, ít hơn %(seats)s chỉ tiêu phải chia. "
        "Hãy tăng mức nhiều nhất, hoặc ghi số người cho đơn vị đang để trống."
    ),
    "allocation_matrix_sums_differ": _l("Tổng theo đơn vị (%(units)s) khác tổng theo nhóm (%(groups)s)."),
    "allocation_matrix_negative": _l("Số chỉ tiêu không được âm."),
    "allocation_matrix_bounds_crossed": _l("%(unit)s, nhóm %(group)s: ô giữ cố định không hợp lệ."),
    "allocation_matrix_unit_over": _l(
        "%(unit)s được chia %(seats)s chỉ tiêu nhưng các ô giữ cố định cộng lại là %(room)s. "
        "Hãy bớt ô cố định hoặc tăng mức ít nhất."
    ),
    "allocation_matrix_unit_short": _l(
        "%(unit)s được chia %(seats)s chỉ tiêu nhưng các nhóm chỉ nhận được %(room)s. Hãy bỏ bớt ô giữ cố định của đơn vị này."
    ),
    "allocation_matrix_group_over": _l(
        "Nhóm %(group)s có %(seats)s chỉ tiêu nhưng các ô giữ cố định cộng lại là %(room)s. "
        "Hãy bớt ô cố định hoặc tăng chỉ tiêu nhóm."
    ),
    "allocation_matrix_group_short": _l(
        "Nhóm %(group)s có %(seats)s chỉ tiêu nhưng các đơn vị chỉ nhận được %(room)s. Hãy bỏ bớt ô giữ cố định của nhóm này."
    ),
    "allocation_matrix_collision": _l(
        "Không xếp được bảng: %(units)s có %(unit_seats)s chỉ tiêu, ngoài nhóm %(groups)s chỉ xếp được %(elsewhere)s, "
        "mà nhóm này chỉ còn chỗ cho %(group_seats)s (đã giữ %(reserved)s); thiếu %(lack)s chỗ. "
        "Hãy bỏ bớt ô giữ cố định ở các đơn vị hoặc nhóm này."
    ),
    "allocation_basis_missing": _l("Ghi trọng số lớn hơn 0 cho số người hoặc cho kết quả thi đua."),
    "allocation_points_missing": _l(
        "Chưa đơn vị nào có kết quả thi đua. Hãy ghi cột Kết quả, hoặc đặt trọng số của kết quả là 0."
    ),
    "allocation_heads_missing": _l(
        "Chưa đơn vị nào có số người để chia %(seats)s chỉ tiêu. "
        "Hãy ghi cột Số người ở bảng bên dưới; dán được cả cột từ Excel."
    ),
    "allocation_minimum_above": _l("Mức ít nhất %(number)s lớn hơn %(seats)s chỉ tiêu chia cho các đơn vị."),
    "allocation_cells_tied": _l(
        "Có %(count)s chỗ ngang nhau trong bảng đơn vị và nhóm; máy xếp theo quy ước: ô nhiều người hơn trước, "
        "rồi thứ tự đơn vị, rồi thứ tự nhóm."
    ),
    "allocation_hard": _l("Còn điểm vi phạm nên chưa ban hành được. Hãy sửa các điểm ghi “Vi phạm” ở trên."),
    "allocation_unanswered": _l("Còn điểm “Cần xem” chưa được chấp nhận. Hãy ghi lý do ở ô ghi chú rồi ban hành."),
    "allocation_total_differs": _l("Bảng chia %(total)s đại biểu, khác số đại biểu đã quyết định là %(number)s."),
    "allocation_unstable": _l(
        "Cách chia Hamilton: nếu tổng số tăng hoặc giảm một, các đơn vị sau lại mất hoặc được thêm một chỉ tiêu: %(units)s."
    ),
    "allocation_tie": _l(
        "Các đơn vị sau ngang nhau ở chỉ tiêu cuối: %(units)s. "
        "Theo quy ước (đông người hơn, rồi thứ tự trong bảng), %(chosen)s được nhận."
    ),
    "allocation_minimums_crowded": _l(
        "Có %(count)s đơn vị được hướng dẫn nhiều đối tượng hơn số chỉ tiêu, "
        "nên một người phải thuộc nhiều đối tượng: %(units)s."
    ),
    "allocation_missing": _l("Chưa ban hành bảng phân bổ đại biểu."),
    "allocation_outdated": _l(
        "Bảng phân bổ lần %(number)s không còn khớp với các nhóm, đơn vị hiện có. Hãy tính thử và ban hành lại."
    ),
    # elections: the list for the higher congress and the vote on it
    "meeting_elects_not": _l("Hội nghị này không cử đại biểu dự cấp trên."),
    "candidates_none": _l("Chưa chọn ai. Hãy đánh dấu ít nhất một người."),
    "candidate_twice": _l("%(name)s đã có trong danh sách."),
    "standing_unknown": _l("Hãy chọn chính thức hoặc dự khuyết."),
    "candidate_group_unknown": _l("Nhóm cơ cấu này không có ở hội nghị cấp trên."),
    "granted_range": _l("Chỉ tiêu phải từ 0 đến %(most)s."),
    "vote_list_empty": _l("Danh sách chưa có ai do hội nghị thông qua nên chưa có gì để biểu quyết."),
    "vote_list_changed": _l(
        "Danh sách vừa được người khác sửa. Hãy đối chiếu danh sách bên dưới với danh sách đã đọc trước hội nghị rồi ghi lại."
    ),
    "vote_recorded_meanwhile": _l("%(by)s vừa ghi lượt biểu quyết số %(number)s. Hãy xem lại trước khi ghi thêm lượt mới."),
    "vote_in_future": _l("Giờ biểu quyết chưa đến."),
    "vote_base_unknown": _l("Hãy chọn quá nửa tính trên số nào."),
    "summoned_unknown": _l("Chưa có đại biểu nào được triệu tập trên hệ thống nên không tính được trên số triệu tập."),
    # submissions: lists on their way up
    "higher_meeting_missing": _l("Hội nghị này chưa gắn với hội nghị cấp trên nên chưa gửi được."),
    "submission_sent_already": _l("%(by)s đã gửi bản số %(number)s lúc %(at)s. Hãy xem bản đó trước khi gửi thêm."),
    "submission_waiting": _l("Bản số %(number)s đang chờ cấp trên trả lời nên chưa gửi được bản mới."),
    "submission_accepted": _l("Cấp trên đã chấp nhận bản số %(number)s; thay người sau đó là việc của cấp trên."),
    "submission_list_changed": _l("Danh sách vừa được người khác sửa. Hãy xem lại nội dung bên dưới rồi gửi."),
    "submission_is_sent": _l("Bản số %(number)s chưa được tiếp nhận. Hãy tiếp nhận trước khi trả lời."),
    "submission_is_received": _l("Bản số %(number)s đã được tiếp nhận rồi."),
    "submission_is_returned": _l("%(by)s đã trả lại bản số %(number)s lúc %(at)s."),
    "submission_is_accepted": _l("%(by)s đã chấp nhận bản số %(number)s lúc %(at)s."),
    "paper_in_future": _l("Ngày công văn chưa đến."),
    "remarks_missing": _l("Hãy ghi điều cần sửa: nhận xét chung hoặc nhận xét ở từng người."),
    "acceptance_reason_missing": _l("Danh sách còn điểm cần xem. Nếu vẫn chấp nhận, hãy ghi lý do ở đây."),
    "submission_returned": _l("Cấp trên đã trả lại bản số %(number)s của danh sách dự cấp trên."),
    "submission_paper_missing": _l("Bản số %(number)s đã gửi trên hệ thống nhưng chưa ghi số công văn gửi kèm."),
    "submissions_waiting": _l("Có %(waiting)s danh sách cấp dưới gửi lên đang chờ trả lời."),
    # files
    "file_missing": _l("Chưa chọn tệp. Hãy chọn tệp Excel rồi gửi lại."),
    "file_empty": _l("Tệp không có nội dung."),
    "file_too_large": _l("Tệp lớn hơn %(limit_mb)s MB. Hãy xóa ảnh, trang thừa rồi gửi lại."),
    "file_wrong_type": _l("“%(filename)s” không phải bảng tính. Hãy gửi tệp .xlsx, .xls hoặc .csv."),
    "file_is_web_page": _l("“%(filename)s” là trang web được đổi đuôi. Hãy mở bằng Excel và lưu lại dạng .xlsx."),
    "file_encrypted": _l("“%(filename)s” có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."),
    "file_unreadable": _l("Không đọc được “%(filename)s”; tệp có thể bị hỏng. Hãy mở bằng Excel, lưu lại rồi gửi."),
    "file_unpacks_too_large": _l("Tệp khi mở ra quá lớn nên không đọc. Hãy xóa ảnh, trang thừa rồi gửi lại."),
    "sheet_missing": _l("Tệp không có trang tính “%(sheet)s”."),
    "sheet_empty": _l("Bảng không có dòng nào."),
    "too_many_rows": _l("Bảng có quá %(limit)s dòng. Hãy chia thành nhiều tệp."),
    "too_many_columns": _l("Bảng có quá %(limit)s cột. Hãy xóa các cột thừa."),
    "header_not_found": _l("Không tìm thấy dòng tiêu đề. Bảng cần có cột: %(wanted)s."),
    "table_has_no_rows": _l("Dưới dòng tiêu đề (dòng %(header_row)s) chưa có ai."),
    "mark_unreadable": _l("Ô “%(value)s” chỉ được đánh dấu x hoặc để trống."),
    "sex_unreadable": _l("Không rõ giới tính “%(value)s”; hãy ghi Nam hoặc Nữ."),
    "qr_not_digits": _l("Mã thẻ phải gồm từ 1 đến %(limit)s chữ số."),
    "qr_too_long": _l("Nội dung quá dài để in thành mã QR (%(length)s ký tự)."),
    # accounts
    "sign_in_failed": _l("Tên đăng nhập hoặc mật khẩu không đúng."),
    "login_missing": _l("Cần tên đăng nhập."),
    "login_taken": _l("Tên đăng nhập %(login)s đã có người dùng."),
    "password_short": _l("Mật khẩu cần ít nhất %(minimum)s ký tự."),
    "role_unknown": _l("Vai trò này không giao được ở phạm vi này."),
    "login_shape": _l("Tên đăng nhập gồm 2 đến 80 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới."),
    "login_unknown": _l("Chưa có tài khoản %(login)s. Muốn tạo mới, hãy ghi cả họ tên và mật khẩu ở bên dưới."),
    "password_long": _l("Mật khẩu dài quá %(maximum)s ký tự."),
    "password_wrong": _l("Mật khẩu hiện tại không đúng."),
    "password_same": _l("Mật khẩu mới phải khác mật khẩu hiện tại."),
    "account_locked": _l(
        "Đã nhập sai mật khẩu %(limit)s lần liên tiếp nên tên đăng nhập này tạm khóa. Hãy thử lại sau %(minutes)s phút."
    ),
    "account_own": _l("Bạn không tự khóa được tài khoản của chính mình; hãy nhờ người quản trị khác."),
    "account_own_password": _l("Mật khẩu của chính bạn được đổi ở trang Mật khẩu, ngôn ngữ."),
    "account_closed": _l("Tài khoản %(login)s đang khóa nên chưa giao vai trò được."),
    "administrator_last": _l("Đây là người quản trị cuối cùng còn hoạt động; hãy giao quyền quản trị cho người khác trước."),
    "role_own": _l("Bạn không tự bỏ được vai trò của chính mình; hãy nhờ người khác có quyền."),
    "role_missing": _l("Hãy chọn vai trò."),
    "place_unit_missing": _l("Vai trò này giao ở một đơn vị; hãy ghi tên hoặc mã đơn vị."),
    "place_unit_none": _l("Không có đơn vị nào tên hoặc mã “%(text)s” trong phạm vi của bạn."),
    "place_unit_many": _l("Có %(count)s đơn vị khớp; hãy chọn một đơn vị bên dưới."),
    "place_meeting_none": _l("Không có hội nghị số này trong phạm vi của bạn."),
    # people
    "name_missing": _l("Cần ghi họ và tên."),
    "name_without_letters": _l(
        "“%(value)s” không có chữ cái nào nên không phải họ và tên; hãy ghi như trong giấy tờ của người đó."
    ),
    "name_long": _l("Họ và tên dài quá %(limit)s ký tự."),
    "text_long": _l("Nội dung dài quá %(limit)s ký tự."),
    "sex_unknown": _l("Giới tính chỉ ghi nam, nữ hoặc để trống."),
    "phone_wrong": _l("Số điện thoại gồm từ 8 đến 15 chữ số, ví dụ 0912 345 678."),
    "identity_wrong": _l("Số căn cước gồm đúng 12 chữ số, ghi cả số 0 ở đầu."),
    "identity_old": _l("Chứng minh nhân dân 9 số đã hết giá trị sử dụng; hãy ghi số căn cước 12 chữ số."),
    "cell_identity_zeros": _l("Đã thêm %(zeros)s số 0 mà Excel bỏ ở đầu số căn cước; hãy xem lại cho đúng."),
    "birth_unreadable": _l("Không đọc được ngày sinh “%(value)s”; viết 12/05/1975, 05/1975 hoặc chỉ năm 1975."),
    "birth_ambiguous": _l("Năm sinh “%(value)s” chỉ có hai chữ số, chưa rõ thế kỷ; hãy ghi đủ bốn chữ số."),
    "birth_impossible": _l("Ngày sinh “%(value)s” không thể đúng: chưa đến, hoặc đã quá 110 năm."),
    "party_unknown": _l("Đảng viên chỉ ghi có, không hoặc để trống."),
    # delegates
    "kind_unknown": _l("Hãy chọn loại: đại biểu chính thức, khách mời hoặc người phục vụ."),
    "group_missing": _l("Mỗi đại biểu thuộc đúng một nhóm cơ cấu; hãy chọn nhóm."),
    "group_unknown": _l("Nhóm cơ cấu này không có ở hội nghị."),
    "basis_unknown": _l("Căn cứ chỉ là: đại hội thông qua, tập thể lãnh đạo lựa chọn hoặc đương nhiên."),
    "trait_unknown": _l("Đặc điểm này không có trong danh sách."),
    "status_unknown": _l("Trạng thái “%(status)s” không có."),
    "unit_missing": _l("Hãy chọn đơn vị."),
    "delegate_twice": _l(
        "Danh sách đã có %(name)s (số %(number)s) cùng đơn vị, cùng năm sinh. "
        "Nếu là người khác trùng tên, hãy đánh dấu “Đây là người khác” rồi lưu lại."
    ),
    "delegate_listed": _l("%(name)s đã có trong danh sách, số %(number)s."),
    "delegate_settled": _l("Danh sách đã được duyệt nên đơn vị không sửa được nữa; hãy đề nghị ban tổ chức sửa."),
    "delegate_not_deletable": _l("Đại biểu đã được duyệt nên không xóa được; hãy rút tên và ghi lý do."),
    "delegate_in_use": _l("Đại biểu đã có thẻ hoặc giấy tờ nên không xóa được; hãy rút tên và ghi lý do."),
    "delegate_gone": _l("Đại biểu số %(number)s đã rút hoặc đã được thay."),
    "seats_full": _l("Đơn vị được giao %(seats)s đại biểu và đã giới thiệu %(nominated)s; không còn chỉ tiêu."),
    "seats_over": _l("%(unit)s sẽ có %(nominated)s đại biểu, vượt %(seats)s chỉ tiêu được giao. Chưa có gì thay đổi."),
    "summoned_over": _l("Triệu tập %(number)s đại biểu sẽ vượt mức không quá %(limit)s của kế hoạch. Chưa có gì thay đổi."),
    "reason_short": _l("Hãy ghi rõ lý do, ít nhất %(minimum)s ký tự."),
    "nobody_chosen": _l("Chưa chọn ai. Hãy đánh dấu vào các dòng cần làm."),
    "intake_too_long": _l("Bảng có %(rows)s người; mỗi lần nhập không quá %(limit)s. Hãy chia thành nhiều tệp."),
    "intake_nothing_sent": _l("Hãy chọn một tệp, hoặc dán bảng vào ô bên dưới."),
    "intake_no_name_column": _l("Chưa cột nào được chọn là “Họ và tên”."),
    "intake_column_twice": _l("Hai cột cùng được chọn là “%(column)s”; chỉ chọn một."),
    "intake_taken": _l("Bảng này đã được nhập rồi."),
    "intake_not_taken": _l("Bảng này chưa được nhập nên không có gì để hoàn tác."),
    "intake_undone": _l("Lần nhập này đã được hoàn tác."),
    "intake_nothing": _l("Không có dòng nào nhập được. Hãy sửa các dòng lỗi rồi gửi lại."),
    "intake_in_use": _l("Có đại biểu của lần nhập này đã được làm thẻ nên không hoàn tác được; hãy rút tên từng người."),
    "cell_unit_unknown": _l("Không có đơn vị “%(value)s” trong danh sách của hội nghị."),
    "cell_unit_ambiguous": _l("Có nhiều đơn vị tên “%(value)s”; hãy ghi đủ cả loại (xã, thị trấn …)."),
    "cell_unit_default": _l("Không có đơn vị “%(value)s”; lấy đơn vị mặc định và giữ chữ này ở ghi chú."),
    "cell_unit_foreign": _l("“%(value)s” là đơn vị khác; bạn chỉ giới thiệu người của đơn vị mình."),
    "cell_group_unknown": _l("Không có nhóm cơ cấu “%(value)s”."),
    "cell_kind_unknown": _l("Không hiểu loại đại biểu “%(value)s”; hãy ghi chính thức, khách mời hoặc phục vụ."),
    "cell_basis_unknown": _l("Không hiểu căn cứ “%(value)s”; hãy ghi thông qua, lựa chọn hoặc đương nhiên."),
    "row_update": _l("Đã có trong danh sách (số %(number)s); các ô có ghi sẽ được cập nhật."),
    "row_same": _l("Đã có trong danh sách (số %(number)s), không có gì mới."),
    "row_gone": _l("Người này đã rút hoặc đã được thay (số %(number)s); nếu trở lại, hãy khôi phục trong danh sách."),
    "row_many": _l("Danh sách có %(others)s người cùng tên, cùng đơn vị; hãy sửa từng người trong danh sách."),
    "row_twice": _l("Trùng với dòng %(row)s của tệp này."),
    # selection: choosing among the nominees
    "selection_no_seats": _l("Chưa ban hành bảng phân bổ đại biểu nên chưa có chỉ tiêu để chọn."),
    "selection_nobody": _l("Chưa ai được giới thiệu nên chưa có ai để chọn."),
    "selection_score_range": _l("Điểm là số nguyên từ 0 đến %(limit)s."),
    "selection_lines_bad": _l(
        "Không đọc được dòng %(lines)s. Mỗi dòng cần số đại biểu ở cột đầu và điểm ở cột cuối (số nguyên từ 0 đến %(limit)s), "
        "mỗi số đại biểu một lần. Chưa có điểm nào được ghi."
    ),
    "selection_lines_none": _l("Chưa có dòng nào. Hãy dán hai cột từ bảng tính: số đại biểu và điểm."),
    "selection_number_unknown": _l("Trong danh sách không có đại biểu số %(numbers)s. Chưa có điểm nào được ghi."),
    "selection_sums": _l("Điểm quá lớn so với số người phải chọn nên không tính chính xác được. Hãy dùng thang điểm nhỏ hơn."),
    "selection_stopped": _l("Đã dừng tính theo yêu cầu; bản chọn giữ nguyên."),
    "selection_late": _l(
        "Máy chưa tìm ra phương án chắc chắn trong thời gian cho phép nên dừng lại; bản chọn giữ nguyên như trước. "
        "Hãy giữ hoặc loại thêm vài người, hoặc bớt một mức ít nhất, rồi chọn lại."
    ),
    "selection_engine": _l("Phép tính không cho kết quả kiểm lại được nên không dùng; bản chọn giữ nguyên như trước."),
    "selection_moved": _l(
        "Danh sách, điểm hoặc chỉ tiêu vừa được người khác sửa trong lúc máy tính; bản chọn giữ nguyên. Hãy bấm lại."
    ),
    "selection_no_proposal": _l("Không còn đề xuất nào để áp dụng. Hãy bấm “Chọn tự động” để tính lại."),
    "selection_not_chosen": _l("%(name)s không có trong bản chọn nên không cần người thay."),
    # awards
    "award_name_missing": _l("Hãy ghi tên cá nhân, hộ gia đình hoặc tập thể."),
    "award_recipient_unknown": _l("Đối tượng chỉ là cá nhân, hộ gia đình hoặc tập thể."),
    "award_unknown": _l("Danh hiệu, hình thức khen thưởng này không có trong danh mục."),
    "award_authority_unknown": _l("Cấp có thẩm quyền này không có trong danh mục."),
    "award_decision_missing": _l("Hãy ghi số quyết định."),
    "award_out_of_power": _l(
        "%(authority)s không có thẩm quyền tặng “%(award)s” nên chưa ghi được quyết định cho %(name)s. "
        "Hãy đổi hình thức khen thưởng hoặc cấp có thẩm quyền."
    ),
    "award_revoked": _l("Khen thưởng này đã thu hồi nên không sửa được; hãy bỏ ghi thu hồi trước."),
    "award_not_decided": _l("Chỉ thu hồi được khen thưởng đã có quyết định; dòng đang đề nghị thì xóa."),
    "award_not_deletable": _l("Khen thưởng đã có quyết định nên không xóa được; hãy ghi thu hồi và nêu lý do."),
    "awards_too_many": _l("Một danh sách khen thưởng chứa nhiều nhất %(limit)s dòng."),
    "awards_none": _l("Chưa đọc được dòng nào. Hãy dán mỗi dòng một người hoặc một tập thể."),
    "awards_lines_many": _l("Mỗi lần dán không quá %(limit)s dòng. Hãy chia làm nhiều lần."),
    "awards_lines_bad": _l("Còn dòng chưa nhận được (dòng %(lines)s). Hãy sửa các dòng này rồi lưu; chưa có gì được lưu."),
    "award_line_long": _l("Tên, đơn vị hoặc thành tích dài quá mức."),
    "award_twice": _l("Tên này đã có với cùng hình thức khen thưởng."),
    # documents
    "paper_issuer_missing": _l("Hãy ghi cơ quan ban hành."),
    "letters_many": _l(
        "Nhiều giấy quá, không tải ngay được. Người được in thẻ đại biểu bấm “Tải Word” hoặc “Tải PDF” ở trang Giấy tờ:"
        " tệp được làm thành từng phần, xong thì tải về."
    ),
    "paper_lines_many": _l("Nhiều nhất %(limit)s dòng."),
    # the rules: documents that cannot be read
    "document_unusable": _l("Không đọc được dữ liệu tại “%(path)s”: %(problem)s."),
    # the door and badges
    "print_busy": _l("Đang có hai tệp in chưa xong. Hãy chờ xong, hoặc hủy bớt rồi làm tiếp."),
    "print_going_on": _l("Đang làm một tệp cùng loại. Hãy mở việc ấy để xem đến đâu; chờ xong hoặc hủy rồi làm lại."),
    "print_not_ready": _l("Tệp in chưa làm xong. Hãy chờ thêm rồi tải về."),
    "reply_lines_bad": _l(
        "Chưa đọc được dòng %(lines)s. Mỗi dòng: số thẻ, rồi c (có), k (không) hoặc t (thay), rồi lý do hay tên người thay."
    ),
    "reply_lines_none": _l("Chưa có trả lời nào. Ví dụ: 12 c"),
    "reply_unknown": _l("Hãy chọn có dự, không dự hoặc cử người dự thay."),
    "reply_substitute_missing": _l("Hãy ghi họ tên, chức vụ người dự thay đại biểu số %(number)s."),
    "reply_long": _l("Nội dung trả lời của đại biểu số %(number)s dài quá %(limit)s ký tự."),
    "reply_number_unknown": _l("Không có đại biểu được mời mang số %(numbers)s."),
    "own_page_gone": _l("Lời mời này không còn hiệu lực. Xin liên hệ ban tổ chức."),
    "public_url_missing": _l(
        "Máy chủ chưa khai báo địa chỉ công khai (CONGRESS_PUBLIC_URL). Hãy gửi ảnh mã thay cho trang riêng."
    ),
    "desks_range": _l("Số bàn phát thẻ phải từ 0 đến %(limit)s."),
    "desks_many": _l("Chỉ có %(units)s đơn vị nên không chia được nhiều bàn như vậy: thẻ của một đơn vị nằm trọn ở một bàn."),
    "printer_name_missing": _l("Hãy đặt tên cho máy in, không quá %(limit)s ký tự."),
    "printer_offset_range": _l("Số đo lệch quá %(limit)s mm; hãy xem lại, hoặc nạp lại giấy rồi in trang thử lần nữa."),
    "badges_none": _l("Không có thẻ nào để in: chưa có đại biểu được duyệt, hoặc bộ lọc không còn ai."),
    "badge_cause_unknown": _l("Hãy chọn lý do cấp lại: mất thẻ, thay thẻ hoặc thu hồi."),
    "badge_reason_missing": _l("Hãy ghi rõ vì sao cấp lại hoặc thu hồi thẻ."),
    "badge_not_entitled": _l("Đại biểu chưa được duyệt hoặc không còn tham dự nên không cấp thẻ mới."),
    "seat_lines_bad": _l(
        "Chưa nhận được dòng %(lines)s: mỗi dòng cần số thẻ, dấu tab, rồi chỗ ngồi (không quá %(limit)s ký tự); "
        "mỗi số thẻ một lần."
    ),
    "seat_lines_none": _l("Chưa có dòng nào. Hãy dán hai cột số thẻ và chỗ ngồi."),
    "seat_number_unknown": _l("Không có đại biểu mang số %(numbers)s. Chưa có gì được lưu."),
    "seat_not_in_plan": _l("Sơ đồ hội trường không có ghế: %(seats)s. Chưa có gì được lưu."),
    "seat_blocked": _l("Ghế đã chặn, không xếp người được: %(seats)s. Chưa có gì được lưu."),
    "seat_taken": _l("Ghế %(seat)s đã có %(name)s (số thẻ %(number)s). Chưa có gì được lưu."),
    "hall_missing": _l("Chưa vẽ hội trường. Hãy ghi số hàng, số ghế trước."),
    "hall_size": _l("Hội trường cần từ 1 đến %(rows)s hàng, mỗi hàng từ 1 đến %(seats)s ghế."),
    "hall_table": _l("Bàn Đoàn Chủ tịch có từ 0 đến %(most)s chỗ."),
    "hall_aisles": _l("Lối đi nằm sau một ghế từ 1 đến %(last)s; viết các số, cách nhau bằng dấu phẩy."),
    "hall_blocked": _l("Hội trường không có ghế: %(seats)s."),
    "hall_seats_lost": _l(
        "%(number)s người đang ngồi ở ghế không còn dùng được: %(people)s. "
        "Hãy chuyển họ trước, hoặc đánh dấu cho họ thành chưa có chỗ."
    ),
    "hall_short": _l(
        "Thiếu %(missing)s chỗ: cần xếp %(wanted)s người mà hàng %(place)s chỉ còn %(free)s ghế trống. "
        "Còn chưa có chỗ: %(units)s. "
        "Chưa có gì được lưu."
    ),
    "fill_nobody": _l(
        "Không có ai để xếp. Ai đã có chỗ thì đánh dấu “Xếp lại cả người đã có chỗ” mới được xếp; "
        "người chưa duyệt, hay chủ tọa không có tên trong danh sách đại biểu, thì chưa xếp được."
    ),
} | DOOR
