"""Every report, in the order in which people read about them."""

from firstline_reporting.read_models.report import Report
from firstline_reporting.read_models.reports.agent_changes import AGENT_CHANGES
from firstline_reporting.read_models.reports.backlog import BACKLOG
from firstline_reporting.read_models.reports.backlog_history import BACKLOG_HISTORY
from firstline_reporting.read_models.reports.contacts import CONTACTS
from firstline_reporting.read_models.reports.conversations import CONVERSATIONS
from firstline_reporting.read_models.reports.escalation_requests import ESCALATION_REQUESTS
from firstline_reporting.read_models.reports.first_contact import FIRST_CONTACT
from firstline_reporting.read_models.reports.flow_steps import FLOW_STEPS
from firstline_reporting.read_models.reports.gaps import GAPS
from firstline_reporting.read_models.reports.lines import LINES
from firstline_reporting.read_models.reports.load import LOAD
from firstline_reporting.read_models.reports.major_incidents import MAJOR_INCIDENTS
from firstline_reporting.read_models.reports.moves import MOVES
from firstline_reporting.read_models.reports.priorities import PRIORITIES
from firstline_reporting.read_models.reports.promises import PROMISES
from firstline_reporting.read_models.reports.ratings import RATINGS
from firstline_reporting.read_models.reports.reassignments import REASSIGNMENTS
from firstline_reporting.read_models.reports.referrals import REFERRALS
from firstline_reporting.read_models.reports.reopened import REOPENED
from firstline_reporting.read_models.reports.resolution import RESOLUTION
from firstline_reporting.read_models.reports.resolutions import RESOLUTIONS
from firstline_reporting.read_models.reports.response import RESPONSE
from firstline_reporting.read_models.reports.self_service import SELF_SERVICE
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
    FIRST_CONTACT,
    RESPONSE,
    RESOLUTIONS,
    RATINGS,
    CONVERSATIONS,
    MOVES,
    AGENT_CHANGES,
    LINES,
    ESCALATION_REQUESTS,
    LOAD,
    REFERRALS,
    MAJOR_INCIDENTS,
    SELF_SERVICE,
    GAPS,
    FLOW_STEPS,
)
