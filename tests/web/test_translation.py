"""Texts of templates: the right language, facts escaped, percent signs as written."""

from flask import Flask

from congress.web.translation import Catalogues


def shown(app: Flask, source: str, language: str = "vi", **facts: object) -> str:
    """A template's text for a visitor who chose this language."""
    with app.test_request_context(headers={"Cookie": f"ngon_ngu={language}"}):
        return app.jinja_env.from_string(source).render(**facts)


def test_a_text_is_shown_in_the_language_the_visitor_chose(sqlite_app: Flask):
    assert shown(sqlite_app, "{{ _('Đăng nhập') }}") == "Đăng nhập"
    assert shown(sqlite_app, "{{ _('Đăng nhập') }}", "en") == "Sign in"


def test_facts_in_a_text_are_escaped(sqlite_app: Flask):
    assert shown(sqlite_app, "{{ _('Chào %(name)s', name=name) }}", name="<b>") == "Chào &lt;b&gt;"


def test_a_fact_may_bear_any_name(sqlite_app: Flask):
    assert shown(sqlite_app, "{{ _('Tìm %(text)s', text='an') }}") == "Tìm an"


def test_a_doubled_percent_sign_is_one_percent_sign(sqlite_app: Flask):
    assert shown(sqlite_app, "{{ _('Đạt 70%%') }} {{ _('%(share)s%%', share=30) }}") == "Đạt 70% 30%"


def test_each_language_has_its_catalogue_once(sqlite_app: Flask):
    domain = sqlite_app.extensions["babel"].instance.domain_instance
    assert isinstance(domain, Catalogues)
    with sqlite_app.test_request_context():
        assert domain.get_translations() is domain.get_translations()
