"""Words for the codes of the award list."""

from flask_babel import lazy_gettext as _l

RECIPIENTS = {"person": _l("Cá nhân"), "household": _l("Hộ gia đình"), "collective": _l("Tập thể")}
STATUSES = {"proposed": _l("Đề nghị"), "decided": _l("Đã có quyết định"), "revoked": _l("Đã thu hồi")}
STATUS_TONES = {"proposed": "undecided", "decided": "ok", "revoked": "bad"}
