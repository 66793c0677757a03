"""Every report, in the order in which people read about them."""

from firstline_reporting.read_models.report import Report
from firstline_reporting.read_models.reports.backlog import BACKLOG
from firstline_reporting.read_models.reports.backlog_history import BACKLOG_HISTORY
from firstline_reporting.read_models.reports.contacts import CONTACTS
from firstline_reporting.read_models.reports.priorities import PRIORITIES
from firstline_reporting.read_models.reports.promises import PROMISES
from firstline_reporting.read_models.reports.reassignments import REASSIGNMENTS
from firstline_reporting.read_models.reports.reopened import REOPENED
from firstline_reporting.read_models.reports.resolution import RESOLUTION
from firstline_reporting.read_models.reports.transitions import TRANSITIONS
from firstline_reporting.read_models.reports.volume import VOLUME

REPORTS: tuple[Report, ...] = (
    VOLUME,
    BACKLOG,
    BACKLOG_HISTORY,
    RESOLUTION,
    TRANSITIONS,
    REOPENED,
    REASSIGNMENTS,
    CONTACTS,
    PRIORITIES,
    PROMISES,
)
