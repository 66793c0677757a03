-- What analysts read of cases and conversations.

CREATE VIEW analytics.cases AS
SELECT ticket_id, line, line_since, desk_queue AS queue, desk_queue_since AS queue_since,
       desk_assignee AS assignee, desk_assignee_since AS assignee_since, owner, state, ended_why,
       first_line, first_queue, moves, returns, major_incident, policy, opened_at,
       first_assigned_at, changed_at,
       intake_sequence, triage_sequence, sequence
  FROM reporting.cases_v1;

COMMENT ON VIEW analytics.cases IS
    'The work on each ticket, as it stands now. For any other instant: ticket_history.';
COMMENT ON COLUMN analytics.cases.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.cases.line IS
    'the line that works on it: self-service, first, second, third; null while it follows a source';
COMMENT ON COLUMN analytics.cases.line_since IS 'since when';
COMMENT ON COLUMN analytics.cases.queue IS 'the queue of the desk where the case is';
COMMENT ON COLUMN analytics.cases.queue_since IS 'since when';
COMMENT ON COLUMN analytics.cases.assignee IS
    'the agent who has it, or had it last when it has ended';
COMMENT ON COLUMN analytics.cases.assignee_since IS 'since when';
COMMENT ON COLUMN analytics.cases.owner IS
    'the owner of record: who answers to the requester, through all escalations';
COMMENT ON COLUMN analytics.cases.state IS 'open or ended';
COMMENT ON COLUMN analytics.cases.ended_why IS 'resolved, closed or merged; null while it is open';
COMMENT ON COLUMN analytics.cases.first_line IS 'the line where the case began';
COMMENT ON COLUMN analytics.cases.first_queue IS 'the queue where the case began';
COMMENT ON COLUMN analytics.cases.moves IS 'how often it changed its place; see moves';
COMMENT ON COLUMN analytics.cases.returns IS
    'how many of these moves were returns to a queue where it had been before';
COMMENT ON COLUMN analytics.cases.major_incident IS 'whether it is declared a major incident now';
COMMENT ON COLUMN analytics.cases.policy IS
    'the version of the lines that decided its place: `lines@3`; null while it follows a source';
COMMENT ON COLUMN analytics.cases.opened_at IS 'from when the work on it counts';
COMMENT ON COLUMN analytics.cases.first_assigned_at IS 'when an agent had it for the first time';
COMMENT ON COLUMN analytics.cases.changed_at IS 'effective time of the last event of escalation';
COMMENT ON COLUMN analytics.cases.intake_sequence IS
    'sequence of the last event of intake that escalation had taken';
COMMENT ON COLUMN analytics.cases.triage_sequence IS
    'sequence of the last answer of triage that escalation had taken; 0: none';
COMMENT ON COLUMN analytics.cases.sequence IS 'sequence of the last event of escalation';

CREATE VIEW analytics.moves AS
SELECT ticket_id, sequence, at, kind, from_line, from_queue, to_line, to_queue, direct, returned,
       from_agent, by_kind, by_agent, policy
  FROM reporting.moves_v1;

COMMENT ON VIEW analytics.moves IS
    'Every change of place of a case: of its line or queue.';
COMMENT ON COLUMN analytics.moves.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.moves.sequence IS 'sequence of the event of escalation that says so';
COMMENT ON COLUMN analytics.moves.at IS 'from when it counts';
COMMENT ON COLUMN analytics.moves.kind IS
    'escalated, handed_back, routed (by the desk''s rules or a coordinator)
or source (the foreign desk''s own)';
COMMENT ON COLUMN analytics.moves.from_line IS 'the line before; null on an imported ticket';
COMMENT ON COLUMN analytics.moves.from_queue IS
    'the last known queue before; null for a ticket that went live out of none';
COMMENT ON COLUMN analytics.moves.to_line IS 'the line after';
COMMENT ON COLUMN analytics.moves.to_queue IS 'the queue after';
COMMENT ON COLUMN analytics.moves.direct IS
    'false where the source said for a while that nobody had it';
COMMENT ON COLUMN analytics.moves.returned IS
    'whether the case had been in that queue before: a bounce';
COMMENT ON COLUMN analytics.moves.from_agent IS 'the agent who had it before';
COMMENT ON COLUMN analytics.moves.by_kind IS 'who moved it: agent or system';
COMMENT ON COLUMN analytics.moves.by_agent IS 'which agent; null for the system';
COMMENT ON COLUMN analytics.moves.policy IS
    'the version of the lines by which it was moved; null where the source did it';

CREATE VIEW analytics.interactions AS
SELECT ticket_id, sequence, at, kind, author_kind, visible, channel, agent, direction,
       duration_seconds, visible AND author_kind = 'agent' AS is_answer
  FROM reporting.interactions_v1;

COMMENT ON VIEW analytics.interactions IS
    'Messages, internal notes and logged contacts of each ticket, without their texts.';
COMMENT ON COLUMN analytics.interactions.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.interactions.sequence IS 'sequence of the event of intake that says so';
COMMENT ON COLUMN analytics.interactions.at IS
    'when it happened, which may be before it was written down';
COMMENT ON COLUMN analytics.interactions.kind IS
    'message or contact; a note is a message that is not visible';
COMMENT ON COLUMN analytics.interactions.author_kind IS 'requester, agent or system';
COMMENT ON COLUMN analytics.interactions.visible IS 'whether the requester sees it';
COMMENT ON COLUMN analytics.interactions.channel IS 'how it came or went: web, mail, phone';
COMMENT ON COLUMN analytics.interactions.agent IS
    'the agent who wrote or spoke; null for anybody else';
COMMENT ON COLUMN analytics.interactions.direction IS
    'of a contact: inbound or outbound; null for a message';
COMMENT ON COLUMN analytics.interactions.duration_seconds IS 'of a contact, where it was noted';
COMMENT ON COLUMN analytics.interactions.is_answer IS
    'a visible message by an agent, or a contact: what stops the clock of the first response';

CREATE VIEW analytics.resolutions AS
SELECT r.ticket_id, r.sequence, r.cycle::integer AS cycle, r.at, r.kind, r.outcome,
       r.by_kind, r.by_agent, e.line, e.queue, e.assignee, e.owner,
       CASE WHEN r.next_kind = 'reopened' THEN r.next_at END AS reopened_at,
       CASE WHEN r.next_kind = 'reopened' THEN r.next_sequence END AS reopened_sequence
  FROM (
    SELECT ticket_id, sequence, at, kind, outcome, by_kind, by_agent,
           count(*) FILTER (WHERE kind <> 'reopened') OVER life AS cycle,
           lead(kind) OVER life AS next_kind, lead(at) OVER life AS next_at,
           lead(sequence) OVER life AS next_sequence
      FROM reporting.rests_v1
    WINDOW life AS (PARTITION BY ticket_id ORDER BY sequence)
  ) AS r
  LEFT JOIN reporting.case_ends_v1 AS e
    ON e.ticket_id = r.ticket_id AND e.intake_sequence = r.sequence
 WHERE r.kind <> 'reopened';

COMMENT ON VIEW analytics.resolutions IS
    'Each time that a ticket came to rest after work: the cycles of its resolution.';
COMMENT ON COLUMN analytics.resolutions.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.resolutions.sequence IS 'sequence of the event of intake that says so';
COMMENT ON COLUMN analytics.resolutions.cycle IS 'counts the resolutions of a ticket, from 1';
COMMENT ON COLUMN analytics.resolutions.at IS 'from when it counts as resolved';
COMMENT ON COLUMN analytics.resolutions.kind IS
    'resolved, or closed for a ticket that was closed without being resolved';
COMMENT ON COLUMN analytics.resolutions.outcome IS
    'solved, referred, replaced, goodwill, vendor, declined or unknown; null for a closed one';
COMMENT ON COLUMN analytics.resolutions.by_kind IS 'who resolved it: requester, agent or system';
COMMENT ON COLUMN analytics.resolutions.by_agent IS 'which agent; null for anybody else';
COMMENT ON COLUMN analytics.resolutions.line IS 'the line where the case was then';
COMMENT ON COLUMN analytics.resolutions.queue IS 'the queue where the case was then';
COMMENT ON COLUMN analytics.resolutions.assignee IS
    'the agent who had the case then: ratings and resolutions are credited to them';
COMMENT ON COLUMN analytics.resolutions.owner IS 'the owner of record then';
COMMENT ON COLUMN analytics.resolutions.reopened_at IS
    'when this resolution was undone by reopening; null: it holds, or another one followed';
COMMENT ON COLUMN analytics.resolutions.reopened_sequence IS
    'sequence of the event that reopened it';

CREATE VIEW analytics.ratings AS
SELECT r.ticket_id, r.sequence, r.at, r.cycle, r.stars, s.at AS resolved_at, s.line, s.queue,
       s.assignee
  FROM reporting.ratings_v1 AS r
  LEFT JOIN analytics.resolutions AS s ON s.ticket_id = r.ticket_id AND s.cycle = r.cycle;

COMMENT ON VIEW analytics.ratings IS
    'What requesters said of resolutions, credited to who had the case at that moment.';
COMMENT ON COLUMN analytics.ratings.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.ratings.sequence IS 'sequence of the event of intake that says so';
COMMENT ON COLUMN analytics.ratings.at IS 'when it was rated';
COMMENT ON COLUMN analytics.ratings.cycle IS 'which resolution of the ticket was rated, from 1';
COMMENT ON COLUMN analytics.ratings.stars IS '1 to 5; 5 is best';
COMMENT ON COLUMN analytics.ratings.resolved_at IS 'when that resolution was';
COMMENT ON COLUMN analytics.ratings.line IS 'the line where the case was at that resolution';
COMMENT ON COLUMN analytics.ratings.queue IS 'the queue where the case was at that resolution';
COMMENT ON COLUMN analytics.ratings.assignee IS 'the agent who had the case at that resolution';

CREATE VIEW analytics.escalation_requests AS
SELECT ticket_id, request, min(at) FILTER (WHERE step = 'asked') AS asked_at,
       min(at) FILTER (WHERE step = 'taken') AS taken_at,
       min(at) FILTER (WHERE step IN ('accepted', 'declined')) AS answered_at,
       CASE WHEN bool_or(step = 'accepted') THEN 'accepted'
            WHEN bool_or(step = 'declined') THEN 'declined' ELSE 'waiting' END AS outcome,
       coalesce(max(line) FILTER (WHERE step <> 'asked'), max(line)) AS line,
       max(by_agent) FILTER (WHERE step IN ('accepted', 'declined')) AS answered_by
  FROM reporting.request_steps_v1 GROUP BY ticket_id, request;

COMMENT ON VIEW analytics.escalation_requests IS
    'Requests by requesters that a higher line take over, and what became of them.';
COMMENT ON COLUMN analytics.escalation_requests.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.escalation_requests.request IS
    'counts the requests of a ticket, from 1';
COMMENT ON COLUMN analytics.escalation_requests.asked_at IS 'when the requester asked';
COMMENT ON COLUMN analytics.escalation_requests.taken_at IS 'from when the line knew of it';
COMMENT ON COLUMN analytics.escalation_requests.answered_at IS 'when it was accepted or declined';
COMMENT ON COLUMN analytics.escalation_requests.outcome IS 'accepted, declined or waiting';
COMMENT ON COLUMN analytics.escalation_requests.line IS
    'the line that was asked to give the case up';
COMMENT ON COLUMN analytics.escalation_requests.answered_by IS
    'the agent who answered; null where a rule did';

CREATE VIEW analytics.referrals AS
SELECT ticket_id, sequence, at, refers_to, by_agent FROM reporting.referrals_v1;

COMMENT ON VIEW analytics.referrals IS
    'Requests that were not ours to work on, and where to they were sent.';
COMMENT ON COLUMN analytics.referrals.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.referrals.sequence IS
    'sequence of the event of escalation that says so';
COMMENT ON COLUMN analytics.referrals.at IS 'from when it counts';
COMMENT ON COLUMN analytics.referrals.refers_to IS 'training, department or vendor';
COMMENT ON COLUMN analytics.referrals.by_agent IS 'the agent who referred it';

CREATE VIEW analytics.major_incidents AS
SELECT ticket_id, sequence, at AS valid_from, next_at AS valid_to, by_agent
  FROM (
    SELECT ticket_id, sequence, at, declared, by_agent, lead(at) OVER marks AS next_at
      FROM reporting.major_incidents_v1
    WINDOW marks AS (PARTITION BY ticket_id ORDER BY sequence)
  ) AS m WHERE declared;

COMMENT ON VIEW analytics.major_incidents IS
    'When which ticket was declared a major incident, until it was lifted.';
COMMENT ON COLUMN analytics.major_incidents.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.major_incidents.sequence IS
    'sequence of the event of escalation that says so';
COMMENT ON COLUMN analytics.major_incidents.valid_from IS 'from when it was one';
COMMENT ON COLUMN analytics.major_incidents.valid_to IS 'until when; null: it still is';
COMMENT ON COLUMN analytics.major_incidents.by_agent IS 'the agent who declared it';

CREATE VIEW analytics.aliases AS
SELECT ticket_id, sequence, other AS alias_of, at AS valid_from, next_at AS valid_to
  FROM (
    SELECT ticket_id, sequence, kind, other, at, lead(at) OVER merges AS next_at
      FROM reporting.relations_v1 WHERE kind IN ('merged', 'unmerged')
    WINDOW merges AS (PARTITION BY ticket_id ORDER BY sequence)
  ) AS m WHERE kind = 'merged';

COMMENT ON VIEW analytics.aliases IS
    'Merges: when which ticket was an alias of another. Merged tickets are outside of rates.';
COMMENT ON COLUMN analytics.aliases.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.aliases.sequence IS 'sequence of the event of intake that says so';
COMMENT ON COLUMN analytics.aliases.alias_of IS 'the ticket that it was merged into';
COMMENT ON COLUMN analytics.aliases.valid_from IS 'from when';
COMMENT ON COLUMN analytics.aliases.valid_to IS 'until when it was merged; null: it still is';

CREATE VIEW analytics.merged AS
WITH RECURSIVE chain AS (
    SELECT ticket_id, alias_of AS root FROM analytics.aliases WHERE valid_to IS NULL
    UNION
    SELECT c.ticket_id, a.alias_of FROM chain AS c
      JOIN analytics.aliases AS a ON a.ticket_id = c.root AND a.valid_to IS NULL
)
SELECT c.ticket_id, c.root FROM chain AS c
  LEFT JOIN analytics.aliases AS a ON a.ticket_id = c.root AND a.valid_to IS NULL
 WHERE a.ticket_id IS NULL;

COMMENT ON VIEW analytics.merged IS
    'Tickets that are aliases now, through merges of merges.';
COMMENT ON COLUMN analytics.merged.ticket_id IS 'the ticket that was merged';
COMMENT ON COLUMN analytics.merged.root IS 'the ticket that stands for it now';

CREATE VIEW analytics.ticket_links AS
SELECT ticket_id, sequence, other, relation, at AS valid_from, next_at AS valid_to
  FROM (
    SELECT ticket_id, sequence, kind, other, relation, at, lead(at) OVER links AS next_at
      FROM reporting.relations_v1 WHERE kind IN ('linked', 'unlinked')
    WINDOW links AS (PARTITION BY ticket_id, other, relation ORDER BY sequence)
  ) AS l WHERE kind = 'linked';

COMMENT ON VIEW analytics.ticket_links IS
    'How tickets stand to one another; each side says its own half.';
COMMENT ON COLUMN analytics.ticket_links.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.ticket_links.sequence IS 'sequence of the event of intake that says so';
COMMENT ON COLUMN analytics.ticket_links.other IS 'the other ticket';
COMMENT ON COLUMN analytics.ticket_links.relation IS
    'relates_to, continues, continued_by, split_from, split_into, causes or caused_by';
COMMENT ON COLUMN analytics.ticket_links.valid_from IS 'from when';
COMMENT ON COLUMN analytics.ticket_links.valid_to IS 'until when; null: it still holds';

CREATE VIEW analytics.attachments AS
SELECT ticket_id, sequence, at, author_kind, visible, media_type, size
  FROM reporting.attachments_v1;

COMMENT ON VIEW analytics.attachments IS
    'Files of each ticket: kinds and sizes, no names.';
COMMENT ON COLUMN analytics.attachments.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.attachments.sequence IS 'sequence of the event of intake that says so';
COMMENT ON COLUMN analytics.attachments.at IS 'when it was added';
COMMENT ON COLUMN analytics.attachments.author_kind IS 'requester, agent or system';
COMMENT ON COLUMN analytics.attachments.visible IS 'whether the requester sees it';
COMMENT ON COLUMN analytics.attachments.media_type IS
    'what kind of file it is, as found in its bytes';
COMMENT ON COLUMN analytics.attachments.size IS 'in bytes';

CREATE VIEW analytics.went_live AS
SELECT ticket_id, sequence, live_from FROM reporting.went_live_v1;

COMMENT ON VIEW analytics.went_live IS
    'Imported tickets that have left their source''s timeline.';
COMMENT ON COLUMN analytics.went_live.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.went_live.sequence IS 'sequence of the event of intake that says so';
COMMENT ON COLUMN analytics.went_live.live_from IS 'from when the ticket lives by the wall clock';

DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'firstline_analyst') THEN
        GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO firstline_analyst;
    END IF;
END $$;
