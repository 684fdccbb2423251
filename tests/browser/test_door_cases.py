"""The table of cases, as a door without its server decides them."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CASES = json.loads((Path(__file__).parent.parent / "door" / "cases.json").read_text(encoding="utf-8"))


def by_device(case: dict[str, Any], answer: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """(verdict, facts) of a device, its sessions by name, cut to what the table asks for."""
    facts = {key: answer["facts"].get(key) for key in case.get("facts", {})}
    names = [CASES["session_names"][number] for number in facts.get("sessions", ())]
    return answer["verdict"], facts | ({"sessions": names} if names else {})


def own(case: dict[str, Any]) -> str:
    """The flag whose sentence a device says."""
    unseen = "left_unseen" in case.get("flags", ())
    return "left_unseen" if unseen else (case["standing"] or {}).get("flag", "")


def test_a_device_decides_as_the_table_of_cases_says(scripts: Page):
    answers = scripts.evaluate(
        """async cases => {
            const { decide, earlier, later } = await import('/static/js/door-decide.js')
            const { understand } = await import('/static/js/door-reading.js')
            return cases.map(({ text, standing, earlier: before, exits = [], session, gate, anyway, leaving }) => {
                if (understand(text, true).kind !== 'code') return { verdict: 'foreign', facts: {} }
                const gone = exits.map(exit => ({ ...exit, out: true }))
                const last = [...before, ...gone].reduce((newest, one) => later(one, newest), undefined)
                const more = { anyway, leaving, out: last?.out ? last : undefined }
                return decide(standing ?? undefined, before.reduce(earlier, undefined), { session, gate, ...more })
            })
        }""",
        CASES["cases"],
    )
    pairs = list(zip(CASES["cases"], answers, strict=True))
    assert [by_device(*pair) for pair in pairs] == [(case["device"], case.get("facts", {})) for case, _ in pairs]
    assert [answer.get("flag") or None for _, answer in pairs] == [own(case) or None for case, _ in pairs]
