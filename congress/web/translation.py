"""Texts in the reader's language, found quickly: a page asks for hundreds, and the usual way takes a third of its time."""

from functools import cached_property

from babel import Locale
from babel.support import NullTranslations
from flask import Flask
from flask_babel import Babel, Domain, get_domain, get_locale
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup


class Catalogues(Domain):
    """The catalogues of a domain, kept by locale; the base class builds the locale's name anew for each text."""

    def __init__(self, domain: str) -> None:
        super().__init__(domain=domain)
        self._kept: dict[Locale, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        """The catalogue of the present locale."""
        locale = get_locale()
        if locale is None:
            return super().get_translations()
        if locale not in self._kept:
            self._kept[locale] = super().get_translations()
        return self._kept[locale]


class Translating(Babel):
    """Babel with these catalogues."""

    @cached_property
    def domain_instance(self) -> Catalogues:
        """The catalogues of the application's own texts."""
        return Catalogues(self.domain)


def install(app: Flask, **selectors: object) -> None:
    """Languages, and `_` in templates."""
    Translating(app, **selectors)
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"] = text_in_template


@pass_eval_context
def text_in_template(evaluation: EvalContext, text: str, /, **facts: object) -> str:
    """The text in the reader's language with its facts filled in and escaped; `%%` stands for a percent sign."""
    found: str = get_domain().get_translations().ugettext(text)
    if evaluation.autoescape:
        found = Markup(found)  # noqa: S704 - texts of our own catalogue
    return found % facts if "%" in found else found
