"""The hall of a congress: its gates, and the seats, drawn and filled with whoever is expected."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from congress.delegates.seating import seats_fingerprint
from congress.door.devices.gates import add_gate
from congress.errors import Refused
from congress.rules.hall import Hall
from congress.seating import service as seating

if TYPE_CHECKING:
    from congress.demo.scenario import Scenario

ACTOR = "bản trình diễn"


def gates(scenario: "Scenario", record: Mapping[str, Any]) -> None:
    """Name the gates a meeting of the scenario has, each open to everybody."""
    for name in record.get("gates", ()):
        add_gate(ACTOR, scenario.now, scenario.meeting(record["key"]), name)


def seat(scenario: "Scenario", record: Mapping[str, Any]) -> None:
    """Draw the hall a meeting of the scenario has, and give everybody expected a seat, where there is anybody and room."""
    drawn = record.get("hall")
    if drawn is None:
        return
    meeting = scenario.meeting(record["key"])
    hall = Hall(drawn["rows"], drawn["seats"], aisles=tuple(drawn["aisles"]), table=drawn["table"])
    seating.save_plan(ACTOR, scenario.now, meeting, hall, 0)
    try:
        seating.store(ACTOR, scenario.now, meeting, seating.Wish(), seats_fingerprint(meeting))
    except Refused as refusal:
        if refusal.code not in ("fill_nobody", "hall_short"):
            raise
