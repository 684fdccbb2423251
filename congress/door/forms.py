"""Shapes of what is typed about badges and at the door."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from congress.door.labels import CAUSES
from congress.web.forms import BaseForm, CleanText, PastedLines

CARD = re.compile(r"\d{9,12}\|")
"""How the text of a citizen card's code begins; its number goes no further than the form."""


class ReissueForm(BaseForm):
    """Kill a badge and, unless it is taken away, make a new one; `seen` is the badge the page showed."""

    cause = RadioField(_l("Lý do"), choices=[SelectChoice(*pair) for pair in CAUSES.items()], validators=[InputRequired()])
    reason = CleanText(
        _l("Ghi rõ sự việc"),
        validators=[InputRequired(), Length(max=200)],
    )
    seen = HiddenField()


class SeatsForm(BaseForm):
    """Lines `number <tab> … <tab> seat`; `seen` is a fingerprint of the seats the page showed."""

    lines = PastedLines(_l("Số thẻ và chỗ ngồi, mỗi đại biểu một dòng"), validators=[Length(max=400_000)])
    seen = HiddenField()


class DoorForm(BaseForm):
    """What the door page sends where scripts do not run: a code, a badge number or a name."""

    text = StringField(_l("Quét thẻ, hoặc gõ số thẻ, họ tên"), validators=[Length(max=2000)])
    phien = StringField()
    cua = StringField(validators=[Length(max=200)])
    huong = StringField()
    nonce = HiddenField()

    @property
    def stripped(self) -> str:
        """What was typed, without outer spaces."""
        return (self.text.data or "").strip()

    def line(self, sent: str) -> dict[str, Any]:
        """The one line of a report that this form stands for; `sent` is the moment as RFC 3339."""
        text = "".join(self.stripped.split())
        typed = {"delegate": text, "how": "number"} if len(text) <= 5 else {"code": self.stripped, "how": "typed"}
        return {
            "nonce": self.nonce.data,
            "scanned_at": sent,
            "session": self.phien.data or None,
            "gate": self.cua.data,
            **({"direction": "out"} if self.huong.data == "ra" else {}),
            **typed,
        }

    @property
    def wanted_name(self) -> str:
        """The name to look up: what was typed, or what a citizen card says its owner is called; empty for a code or a link."""
        text = self.stripped
        if CARD.match(text):
            return next((part for part in text.split("|") if any(sign.isalpha() for sign in part)), "")
        return text if any(sign.isalpha() for sign in text) and not any(sign in text for sign in "|:/?=;{") else ""
