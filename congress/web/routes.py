"""Every feature's blueprint, in the order of the house."""

from congress.accounts.views import blueprint as accounts
from congress.overview.views import blueprint as overview
from congress.web.views import blueprint as web

BLUEPRINTS = (web, accounts, overview)
