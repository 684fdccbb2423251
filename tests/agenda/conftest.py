"""A meeting with its programme, ready to be changed."""

import pytest

from congress.agenda import service
from congress.meetings.models import Meeting
from tests.building import ACTOR, Builder


@pytest.fixture
def meeting(build: Builder) -> Meeting:
    """A district conference from 07:30, 240 minutes, without a programme."""
    return build.meeting()


@pytest.fixture
def standard(meeting: Meeting, build: Builder) -> Meeting:
    """The same with the nine items of the plan, numbers 1 to 9."""
    service.create_standard(ACTOR, build.now, meeting)
    return meeting
