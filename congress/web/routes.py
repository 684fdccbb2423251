"""Every feature's blueprint, in the order of the house."""

from congress.accounts.views import blueprint as accounts
from congress.agenda.views import blueprint as agenda
from congress.allocation.views import blueprint as allocation
from congress.awards.views import blueprint as awards
from congress.delegates.intake.views import blueprint as delegates
from congress.documents.views import blueprint as documents
from congress.door.invitations.views import blueprint as door
from congress.door.paper.views import blueprint as paper
from congress.door.rehearsal.views import blueprint as rehearsal
from congress.door.screens.views import blueprint as screens
from congress.door.shell.views import blueprint as door_shell
from congress.elections.views import blueprint as elections
from congress.meetings.views import blueprint as meetings
from congress.overview.views import blueprint as overview
from congress.plans.views import blueprint as plans
from congress.seating.views import blueprint as seating
from congress.selection.views import blueprint as selection
from congress.submissions.views import blueprint as submissions
from congress.units.views import blueprint as units
from congress.venue.views import blueprint as venue
from congress.web.views import blueprint as web

BLUEPRINTS = (
    web,
    units,
    accounts,
    plans,
    meetings,
    agenda,
    allocation,
    delegates,
    selection,
    door,
    door_shell,
    paper,
    screens,
    rehearsal,
    venue,
    elections,
    submissions,
    awards,
    seating,
    documents,
    overview,
)
