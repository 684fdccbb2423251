"""What of a recorded act the history has no words for."""

from congress.audit import Act
from congress.overview.acts import ACTS
from congress.overview.fields import CODED, UNTOLD
from congress.overview.telling import SUBJECTS, changes, name_of


def untold(act: Act) -> list[str]:
    """The codes a reader would see; an act without a feature is a test's own."""
    if "." not in act.act:
        return []
    kind = act.subject if act.subject in SUBJECTS else act.subject.rpartition(" ")[0]
    codes = [] if act.act in ACTS else [act.act]
    codes += [] if kind in SUBJECTS else [act.subject]
    silent = UNTOLD.get(act.act.partition(".")[0], frozenset())
    fields = [] if act.act in CODED else [c.field for c in changes(act.act, act.details) if c.field not in silent]
    return codes + [f"{act.act}:{field}" for field in fields if not has_name(act.act, field)]


def has_name(act: str, field: str) -> bool:
    """Whether the field of an act is called something."""
    try:
        return bool(str(name_of(act, field))) or not field
    except KeyError:
        return False
