"""Loading the seeds: rule sets as versions."""

from flask import Flask
from sqlalchemy import func, select

from congress import install
from congress.db import db
from congress.plans.models import RuleSetVersion
from tests.building import Builder


def number_of(table) -> int:
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def test_rule_sets_that_did_not_change_are_not_loaded_again(app: Flask, build: Builder):
    before = number_of(RuleSetVersion)
    install.load_seeds(build.now)
    assert number_of(RuleSetVersion) == before
