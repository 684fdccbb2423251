"""Loading the seeds: rule sets as dated versions, the agenda catalogue, unit lists by choice."""

import hashlib
import json
import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select

from congress import audit, paths
from congress.agenda.models import CatalogueItem
from congress.db import transaction, uuid7
from congress.paths import read_seed
from congress.plans.models import RuleSetVersion
from congress.rules.names import phrase_key, search_key
from congress.rules.ruleset import RuleSet
from congress.units.models import Unit, UnitSuccession

UNIT_SETS = ("present", "former-lang-son")
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


def load_units(now: datetime, name: str, actor: str = ACTOR) -> int:
    """Add the bodies of a public list (and the nation above them) that are not there yet; how many were added."""
    with transaction() as session:
        known = {(code, since): key for code, since, key in session.execute(select(Unit.code, Unit.valid_from, Unit.id))}
        keys: dict[str, uuid.UUID] = {}
        added = 0
        for seed in (read_seed("units/nation"), read_seed(f"units/{name}")):
            fresh = _fresh_rows(seed, known, keys)
            if fresh:
                session.execute(insert(Unit), fresh)
            added += len(fresh)
        linked = _link_successors(session)
        subject = f"unit list {name}"
        audit.record(session, at=now, actor=actor, act="units.load", subject=subject, added=added, linked=linked)
    return added


def _link_successors(session: Any) -> int:
    """Tie the former bodies to those that took them over, as soon as both lists are there; how many ties are new."""
    former, present = read_seed("units/former-lang-son"), read_seed("units/present")
    units = {(code, since): key for code, since, key in session.execute(select(Unit.code, Unit.valid_from, Unit.id))}
    known = set(session.execute(select(UnitSuccession.old_id, UnitSuccession.new_id)).all())
    rows = []
    for values in former["units"]:
        record = dict(zip(former["columns"], values, strict=True))
        old = units.get((record["code"], _day(former["valid_from"])))
        for successor in record["successors"]:
            new = units.get((successor, _day(present["valid_from"])))
            if old and new and (old, new) not in known:
                rows.append({"id": uuid7(), "old_id": old, "new_id": new, **_succession(former, present)})
    if rows:
        session.execute(insert(UnitSuccession), rows)
    return len(rows)


def _succession(former: dict[str, Any], present: dict[str, Any]) -> dict[str, Any]:
    return {"happened_on": _day(present["valid_from"]), "source": former["successors_source"][:300]}


def _fresh_rows(
    seed: dict[str, Any], known: dict[tuple[str, date | None], uuid.UUID], keys: dict[str, uuid.UUID]
) -> list[dict[str, Any]]:
    since, until = _day(seed["valid_from"]), _day(seed["valid_to"])
    fresh = []
    for position, values in enumerate(seed["units"]):
        row = dict(zip(seed["columns"], values, strict=True))
        existing = known.get((row["code"], since))
        keys[row["code"]] = existing or uuid7()
        if existing is None:
            fresh.append(_unit_row(row, keys[row["code"]], keys.get(row["parent"]), position, since, until))
    return fresh


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _unit_row(
    row: dict[str, Any], key: Any, parent: Any, position: int, since: date | None, until: date | None
) -> dict[str, Any]:
    return {
        "id": key,
        "code": row["code"],
        "name": row["name"],
        "level": row["level"],
        "kind": row["kind"],
        "parent_id": parent,
        "position": position,
        "valid_from": since,
        "valid_to": until,
        "sort_key": phrase_key(row["name"]),
        "search_key": search_key(row["name"]),
        "version": 1,
    }
