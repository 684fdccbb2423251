"""Error pages: what happened, and what to do. A program gets application/problem+json."""

import errno

from flask import Flask, current_app, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from congress.db import db
from congress.errors import NotAllowed, NotFound, Refused
from congress.messages import sentence
from congress.web import again
from congress.web.kept import came_from, from_our_own_page, kept_page
from congress.web.targets import safe_target

PAGES = {
    400: (_l("Yêu cầu không đọc được"), _l("Hãy quay lại trang trước và thử lần nữa.")),
    401: (_l("Cần đăng nhập"), _l("Hãy đăng nhập rồi mở lại trang này.")),
    403: (
        _l("Việc này cần vai trò khác"),
        _l("Tài khoản của bạn không được giao việc này. Hãy hỏi cơ quan thường trực hoặc ban tổ chức."),
    ),
    404: (_l("Không tìm thấy"), _l("Trang này không có, hoặc không thuộc đơn vị của bạn.")),
    405: (_l("Không làm được bằng cách này"), _l("Hãy dùng nút trên trang thay vì mở thẳng địa chỉ.")),
    409: (_l("Người khác vừa sửa"), _l("Dữ liệu vừa được người khác thay đổi. Hãy tải lại trang để xem bản mới rồi sửa tiếp.")),
    413: (_l("Tệp quá lớn"), _l("Mỗi tệp gửi lên không quá 20 MB. Hãy bỏ bớt hình ảnh hoặc chia nhỏ tệp.")),
    422: (_l("Chưa thực hiện được"), _l("Hãy xem lại nội dung rồi thử lần nữa. Chưa có gì bị thay đổi.")),
    429: (_l("Thử quá nhiều lần"), _l("Hãy đợi một phút rồi thử lại.")),
    500: (_l("Hệ thống gặp lỗi"), _l("Lỗi đã được ghi lại. Chưa có gì bị thay đổi; hãy thử lại sau ít phút.")),
    507: (
        _l("Máy chủ hết chỗ lưu"),
        _l("Ổ đĩa của máy chủ đã đầy hoặc không ghi được nên chưa lưu được gì. Hãy báo người quản trị xem lại rồi gửi lại."),
    ),
    503: (_l("Hệ thống đang bận"), _l("Có người khác đang ghi dữ liệu. Hãy thử lại sau vài giây.")),
}
TOO_LONG = (
    _l("Nội dung dán vào quá dài"),
    _l(
        "Chữ gõ hoặc dán vào một trang không quá 4 MB. Bấm nút Quay lại của trình duyệt để lấy lại nội dung, rồi lưu thành tệp"
        " Excel và gửi tệp, hoặc dán làm nhiều lần."
    ),
)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
POSTGRESQL_NO_ROOM = "53100"
SQLITE_NO_ROOM = {"SQLITE_FULL", *(f"SQLITE_IOERR_{step}" for step in ("WRITE", "FSYNC", "TRUNCATE", "SHMSIZE"))}


def install(app: Flask) -> None:
    """Answer every failure with a page of our own."""
    app.register_error_handler(NotFound, lambda _problem: error_page(404))
    app.register_error_handler(NotAllowed, lambda _problem: error_page(403))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, lambda _problem: _expired())
    app.register_error_handler(StaleDataError, lambda _problem: _back(sentence("stale"), 409))
    app.register_error_handler(IntegrityError, _clashed)
    app.register_error_handler(OperationalError, _database_unavailable)
    app.register_error_handler(OSError, _file_failed)
    app.register_error_handler(413, lambda _problem: _too_large())
    app.register_error_handler(HTTPException, lambda problem: error_page(problem.code or 500))
    app.register_error_handler(500, lambda _problem: _failed(500))


def _database_unavailable(problem: OperationalError) -> ResponseReturnValue:
    db.session.rollback()
    if "locked" in str(problem.orig):
        return _failed(503)
    current_app.logger.error("the database failed", exc_info=problem)
    return _failed(507 if _no_room(problem.orig) else 500)


def _no_room(problem: BaseException | None) -> bool:
    return (
        getattr(problem, "sqlite_errorname", None) in SQLITE_NO_ROOM or getattr(problem, "sqlstate", None) == POSTGRESQL_NO_ROOM
    )


def _file_failed(problem: OSError) -> ResponseReturnValue:
    """A file that passes through (an upload, a paper) did not fit on the disk; any other trouble is a failure of ours."""
    if problem.errno not in NO_ROOM:
        raise problem
    db.session.rollback()
    current_app.logger.error("the disk is full", exc_info=problem)
    return _failed(507)


def _failed(status: int) -> ResponseReturnValue:
    title, advice = PAGES[status]
    return kept_page(str(title), str(advice), status) or error_page(status)


def _too_large() -> ResponseReturnValue:
    """Text typed or pasted into a form is told apart from a file, which may be larger."""
    whole = (request.content_length or 0) > current_app.config["MAX_CONTENT_LENGTH"]
    if (whole and request.mimetype != "application/x-www-form-urlencoded") or request.path.startswith("/api/"):
        return error_page(413)
    title, advice = TOO_LONG
    return render_template("web/error.html", code=413, title=str(title), text=str(advice)), 413


def _expired() -> ResponseReturnValue:
    return session_ended(400) or _back(sentence("form_expired"), 400)


def session_ended(status: int) -> ResponseReturnValue | None:
    """What was typed before the session or the page's token ran out, to be sent again; None when nothing was."""
    if current_user.is_authenticated:
        return kept_page(_("Chưa gửi được"), _("Trang đã mở quá lâu hoặc phiên đăng nhập đã đổi."), status)
    return kept_page(_("Phiên đăng nhập đã hết"), _("Vì vậy nội dung vừa gửi chưa được lưu."), status)


def _clashed(problem: IntegrityError) -> ResponseReturnValue:
    db.session.rollback()
    current_app.logger.warning("two wrote at once", exc_info=problem)
    return kept_page(str(PAGES[409][0]), sentence("clash"), 409) or _back(sentence("clash"), 409)


def error_page(status: int, text: str | None = None) -> ResponseReturnValue:
    """A page (or a problem document) for this status."""
    title, advice = PAGES.get(status, PAGES[500 if status >= 500 else 400])
    if request.path.startswith("/api/"):
        return problem(status, str(status), text or str(title))
    return render_template("web/error.html", code=status, title=str(title), text=text or str(advice)), status


def problem(status: int, code: str, text: str) -> ResponseReturnValue:
    """application/problem+json (RFC 9457) with a stable code."""
    answer = jsonify({"type": "about:blank", "status": status, "code": code, "title": text})
    answer.status_code = status
    answer.content_type = "application/problem+json"
    return answer


def _refused(refusal: Refused) -> ResponseReturnValue:
    status = 409 if refusal.code == "stale" else 422
    if request.path.startswith("/api/"):
        return problem(status, refusal.code, sentence(refusal.code, **refusal.facts))
    return _back(sentence(refusal.code, **refusal.facts), status)


def _back(text: str, status: int) -> ResponseReturnValue:
    """Say it on the page the person came from; without one, on an error page."""
    db.session.rollback()
    if request.method == "POST" and from_our_own_page() and not request.path.startswith("/api/"):
        again.refused()
        flash(text, "error")
        return redirect(safe_target(came_from()), 303)
    return error_page(status, text)
