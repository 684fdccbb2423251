"""Kind words for those who come in, by group."""

from flask_babel import lazy_gettext as _l

GREETINGS = {
    "leaders": _l("Trân trọng kính chào"),
    "local_leaders": _l("Trân trọng kính chào"),
    "higher_leaders": _l("Trân trọng kính chào"),
    "guests": _l("Rất hân hạnh được đón tiếp"),
    "exemplars": _l("Chúc mừng điển hình tiên tiến"),
    "exemplary_collectives": _l("Chúc mừng tập thể điển hình tiên tiến"),
    "exemplary_individuals": _l("Chúc mừng điển hình tiên tiến"),
    "good_deeds": _l("Chúc mừng tấm gương người tốt, việc tốt"),
}
GUEST = _l("Rất hân hạnh được đón tiếp")
DELEGATE = _l("Chào mừng đại biểu về dự hội nghị")


def greeting(group: str, kind: str) -> object:
    """The words for somebody of this group and kind."""
    return GREETINGS.get(group, GUEST if kind == "guest" else DELEGATE)
