"""Every feature's blueprint, in the order of the house."""

from congress.accounts.views import blueprint as accounts
from congress.agenda.views import blueprint as agenda
from congress.allocation.views import blueprint as allocation
from congress.elections.views import blueprint as elections
from congress.overview.views import blueprint as overview
from congress.submissions.views import blueprint as submissions
from congress.web.views import blueprint as web

BLUEPRINTS = (web, accounts, agenda, allocation, elections, submissions, overview)
