"""Loading the seeds: rule sets as dated versions, the agenda catalogue. Lists of bodies: see directories.py."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from congress import audit, paths
from congress.agenda.models import CatalogueItem
from congress.db import transaction
from congress.paths import read_seed
from congress.plans.models import RuleSetVersion
from congress.rules.ruleset import RuleSet

ACTOR = "lệnh congress"


def load_seeds(now: datetime) -> None:
    """Load every rule set that is new or changed (as a new version) and the catalogue once."""
    with transaction() as session:
        for path in sorted((paths.SEEDS / "rulesets").glob("*.json")):
            _load_rule_set(session, now, json.loads(path.read_text(encoding="utf-8")))
        if session.execute(select(func.count()).select_from(CatalogueItem)).scalar_one() == 0:
            _load_catalogue(session)


def _load_rule_set(session: Any, now: datetime, document: dict[str, Any]) -> None:
    rule_set = RuleSet.from_document(document)
    digest = hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    statement = select(RuleSetVersion).where(RuleSetVersion.code == rule_set.code).order_by(RuleSetVersion.number.desc())
    newest = session.execute(statement).scalars().first()
    if newest is not None and newest.digest == digest:
        return
    number = newest.number + 1 if newest else 1
    session.add(
        RuleSetVersion(
            code=rule_set.code,
            number=number,
            title=rule_set.title,
            valid_from=rule_set.valid_from,
            valid_to=rule_set.valid_to,
            checked=rule_set.checked,
            document=document,
            digest=digest,
            loaded_at=now,
        )
    )
    audit.record(session, at=now, actor=ACTOR, act="plans.load_rule_set", subject=f"rule set {rule_set.code}", number=number)


def _load_catalogue(session: Any) -> None:
    for position, item in enumerate(read_seed("agenda")["catalogue"]):
        values = {key: item[key] for key in ("code", "title", "minutes", "covers")}
        session.add(CatalogueItem(position=position, **values))
