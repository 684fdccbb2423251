"""Code → sentence of refusals and verdicts of the door: paper list, rehearsal, devices, gates, review, what a scan comes to."""

from flask_babel import lazy_gettext as _l

DOOR = {
    "paper_numbers_bad": _l("“%(piece)s” không phải số thẻ; viết các số cách nhau bằng dấu phẩy, ví dụ 1, 3-7, 12."),
    "paper_numbers_many": _l("Mỗi lần nhập nhiều nhất %(most)s số thẻ."),
    "paper_nobody": _l("Chưa có số thẻ nào. Đánh dấu ai có chữ ký, hoặc gõ số thẻ."),
    "rehearsal_on": _l("Đang tập dượt rồi."),
    "rehearsal_freeze": _l("Đang tập dượt nên chưa chốt được số lượng. Hãy kết thúc tập dượt trước."),
    "rehearsal_off": _l("Không có buổi tập dượt nào đang mở."),
    "rehearsal_late": _l("Hội nghị đã họp hoặc đã hủy nên không mở tập dượt."),
    "rehearsal_scans": _l(
        "Đã có %(number)s lượt ghi thật ở cửa; mở tập dượt lúc này sẽ lẫn số liệu. "
        "Nếu là quét thử trước ngày họp: đánh dấu ô coi các lượt ấy là quét thử. Trong ngày họp: hủy ở máy đã ghi, rồi mở lại."
    ),
    "scans_count": _l("Mỗi lần gửi cần từ 1 đến %(most)s lượt quét."),
    "scans_shape": _l("Nội dung gửi không đúng mẫu: cần số hội nghị, thời điểm gửi và danh sách lượt quét."),
    "body_too_large": _l("Nội dung gửi quá lớn."),
    "device_unknown": _l("Máy này chưa được ghép với cửa nào. Hãy xin ban tổ chức mã ghép máy mới."),
    "device_revoked": _l("Ban tổ chức đã cho máy này ngừng trực cửa. Các lượt còn giữ vẫn gửi được để xem xét."),
    "device_expired": _l("Phiên trực của máy này đã hết. Các lượt còn giữ vẫn gửi được để xem xét."),
    "gate_in_use": _l("Đã có máy ghép với cửa này nên không bỏ được; hãy đổi tên cửa nếu cần."),
    "gate_name_taken": _l("Đã có cửa mang tên này."),
    "guesses_limited": _l("Máy này gửi quá nhiều mã lạ. Lượt chưa gửi vẫn giữ trên máy; hãy đợi ít phút."),
    "gate_name_missing": _l("Hãy ghi tên cửa, ví dụ: Cửa 1."),
    "pairing_limited": _l("Thử quá nhiều mã ghép máy. Hãy đợi ít phút rồi quét mã đang hiện ở ban tổ chức."),
    "pairing_unknown": _l("Mã ghép máy không đúng. Hãy quét lại mã đang hiện ở ban tổ chức."),
    "pairing_used": _l("Mã ghép máy này đã có máy dùng rồi; mỗi mã chỉ ghép được một máy. Hãy xin mã mới."),
    "pairing_expired": _l("Mã ghép máy đã quá hạn. Hãy xin ban tổ chức mã mới."),
    "review_nobody": _l(
        "Có lượt của người ngoài danh sách nên chưa tính là đã vào được: thêm người ấy ở trang Đại biểu rồi ghi lại ở cửa; "
        "còn lượt này thì bỏ chọn hoặc để nguyên."
    ),
    "review_deputy": _l(
        "Có lượt đi thay đại biểu chính thức: hãy thay đại biểu trong danh sách, ghi thẻ mới rồi để nguyên lượt này."
    ),
    "review_none": _l("Hãy chọn ít nhất một lượt."),
    "review_not_admitted": _l("%(name)s không còn tham dự nên không chấp nhận được lượt này. Chưa có gì được lưu."),
    "review_reason_missing": _l("Hãy ghi lý do."),
    "door_text_missing": _l("Hãy quét thẻ, gõ số thẻ hoặc họ tên."),
    "door_nobody_found": _l("Không có ai tên như vậy trong danh sách."),
    "venue_host_missing": _l(
        "Máy này chưa nối mạng nào. Nối vào mạng của hội trường, hoặc ghi rõ địa chỉ, ví dụ 192.168.1.10."
    ),
    "venue_host_public": _l(
        "%(host)s không phải địa chỉ trong mạng nội bộ. Chỉ dùng địa chỉ như 192.168.1.10 hoặc tên như may-cua.local."
    ),
    "venue_file_unreadable": _l(
        "Tệp %(file)s trong thư mục dữ liệu hỏng, không đọc được. Hãy chép lại tệp từ bản sao lưu. Không có bản sao lưu thì"
        " xóa tls/venue-ca.crt, tls/venue-ca.key rồi chạy lại congress venue-cert: chứng chỉ gốc được tạo mới, điện thoại phải"
        " cài lại."
    ),
    "venue_server_unreadable": _l("Chứng chỉ của máy chủ (%(file)s) hỏng, không đọc được. Hãy chạy lại congress venue-cert."),
    # the door: verdicts
    "verdict_admitted": _l("Lượt vào đầu tiên, mời đại biểu vào hội trường."),
    "verdict_repeat": _l("Đã vào lúc %(at)s, %(gate)s. Đúng người trên thẻ thì mời vào; khác người thì mời gặp ban tổ chức."),
    "verdict_returned": _l("Đã ra lúc %(at)s, %(gate)s; mời vào lại."),
    "verdict_left": _l("Đã ghi lượt ra; khi vào lại, xin quét thẻ."),
    "verdict_left_unseen": _l("Đã ghi lượt ra, nhưng chưa thấy lượt vào nào của thẻ này."),
    "verdict_wrong_gate": _l("Mời sang cửa: %(gates)s."),
    "verdict_wrong_session": _l("Thẻ không dùng cho phiên này; thẻ dự: %(sessions)s."),
    "verdict_other_meeting": _l("Thẻ của hội nghị khác. Xin xem lại thẻ; không có thẻ nào khác thì mời gặp ban tổ chức."),
    "verdict_withdrawn": _l("Đại biểu đã rút; mời gặp ban tổ chức."),
    "verdict_replaced": _l("Thẻ đã được thay; mời gặp ban tổ chức."),
    "verdict_unknown": _l("Không có thẻ này trong danh sách. Hãy xem lại số thẻ, hoặc tìm theo họ tên."),
    "verdict_foreign": _l("Đây không phải mã thẻ đại biểu. Xin xem lại thẻ, hoặc gõ số thẻ, họ tên."),
    "verdict_undone": _l("Đã hủy lượt ghi lúc %(at)s."),
    "verdict_held_for_review": _l("Đã ghi lại; chờ ban tổ chức xem xét."),
    "verdict_session_unknown": _l("Hội nghị không có phiên này; hãy chọn lại phiên ở đầu trang."),
    "verdict_undo_unknown": _l("Không có lượt vào này để hủy, hoặc lượt này của người khác."),
    "verdict_badge_recalled": _l("Thẻ đã bị thu hồi; mời gặp ban tổ chức."),
    "verdict_person_replaced": _l("Đã có người khác dự thay; mời gặp ban tổ chức."),
    "verdict_unlisted": _l("Mã đúng kiểu nhưng chưa có trong danh sách của máy này. Cứ mời vào, ban tổ chức kiểm tra sau."),
    "verdict_deputy": _l("Người đi thay: %(deputy)s. Mời ngồi chỗ của người được mời."),
    "verdict_deputy_official": _l("Đại biểu chính thức không cử người đi thay; mời gặp ban tổ chức."),
    "verdict_walk_in": _l("Đã ghi lại. Mời đến bàn ban tổ chức để kiểm tra."),
    "verdict_malformed": _l("Lượt quét không đọc được; hãy quét lại."),
}
