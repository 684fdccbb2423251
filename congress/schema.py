"""Every feature's tables, imported once so that migrations and the application know the same schema."""

from congress import audit
from congress.accounts import models as accounts
from congress.agenda import models as agenda
from congress.allocation import models as allocation
from congress.awards import models as awards
from congress.delegates import models as delegates
from congress.documents import models as documents
from congress.door import models as door
from congress.door.devices import models as devices
from congress.door.invitations import models as invitations
from congress.door.printing import models as printing
from congress.elections import models as elections
from congress.meetings import models as meetings
from congress.people import models as people
from congress.plans import models as plans
from congress.selection import models as selection
from congress.submissions import models as submissions
from congress.units import models as units

FEATURES = (
    units,
    accounts,
    people,
    plans,
    meetings,
    agenda,
    allocation,
    delegates,
    selection,
    door,
    devices,
    printing,
    invitations,
    awards,
    elections,
    submissions,
    documents,
    audit,
)
