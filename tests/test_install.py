"""Loading the seeds: rule sets as versions, unit lists once, former bodies tied to their successors."""

from flask import Flask
from sqlalchemy import func, select

from congress import install
from congress.db import db
from congress.plans.models import RuleSetVersion
from congress.units.models import Unit, UnitSuccession
from tests.building import Builder


def number_of(table) -> int:
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def test_rule_sets_that_did_not_change_are_not_loaded_again(app: Flask, build: Builder):
    before = number_of(RuleSetVersion)
    install.load_seeds(build.now)
    assert number_of(RuleSetVersion) == before


def test_a_unit_list_is_loaded_once(app: Flask, build: Builder):
    assert install.load_units(build.now, "former-lang-son") == 1 + 1 + 11 + 194
    assert install.load_units(build.now, "former-lang-son") == 0


def test_both_lists_together_tie_each_former_commune_to_its_successors(app: Flask, build: Builder):
    install.load_units(build.now, "former-lang-son")
    assert number_of(UnitSuccession) == 0
    assert install.load_units(build.now, "present") == 34 + 3321
    former = db.session.execute(select(Unit).where(Unit.code == "06496", Unit.valid_to.is_not(None))).scalar_one()
    new = db.session.execute(
        select(Unit).join(UnitSuccession, UnitSuccession.new_id == Unit.id).where(UnitSuccession.old_id == former.id)
    ).scalar_one()
    assert (former.name, new.name, new.parent.name) == ("Xã Nhân Lý", "Xã Nhân Lý", "Tỉnh Lạng Sơn")
