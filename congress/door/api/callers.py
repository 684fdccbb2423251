"""Who calls the door's API: a paired device by its token, or somebody signed in."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from congress.door.devices.models import DoorDevice
from congress.door.devices.service import barred
from congress.meetings.models import Meeting


@dataclass(frozen=True)
class Caller:
    """On whose account a call is answered: the meeting it may see, the name its scans stand under.

    `held` says why a device may only deliver what it has; `device` is None for somebody signed in.
    """

    meeting: Meeting
    actor: str
    undo_any: bool = False
    held: str = ""
    device: DoorDevice | None = None

    @property
    def key(self) -> tuple[uuid.UUID, str]:
        """What tells this caller from all others."""
        return self.meeting.id, self.actor


def caller_of(device: DoorDevice, now: datetime) -> Caller:
    """A device speaks for its own meeting alone, whatever the call names."""
    return Caller(device.meeting, device.actor, held=barred(device, now), device=device)
