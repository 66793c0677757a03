-- The history of a ticket tells of its case too. An aspect that 003 added can't be a constant before
-- the migration has committed. The function makes it one when a query is planned, and so the
-- branches of the view that can't hold what is asked for are left out of the plan.

CREATE FUNCTION reporting.aspect_of(word text) RETURNS reporting.aspect
    IMMUTABLE PARALLEL SAFE RETURN word::reporting.aspect;

CREATE OR REPLACE VIEW analytics.ticket_history AS
SELECT h.ticket_id, h.aspect, h.sequence, h.value, h.valid_from, h.valid_to, h.next_sequence,
       e.recorded_at, e.cause
  FROM (
    SELECT ticket_id, aspect, sequence, value, valid_from, valid_to, next_sequence, told_in,
           CASE WHEN aspect = 'priority' THEN 'triage-assessment-v1'::reporting.topic
                WHEN aspect::text IN ('line', 'desk_queue', 'desk_assignee', 'owner')
                    THEN 'escalation-case-v1'::text::reporting.topic
                ELSE 'intake-ticket-v1'::reporting.topic END AS topic
      FROM reporting.history_v1
    UNION ALL
    SELECT ticket_id, 'status', status_sequence, status, status_since, NULL, NULL,
           status_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE status_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'source_status', source_status_sequence, source_status,
           source_status_since, NULL, NULL,
           source_status_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE source_status_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'queue', queue_sequence, queue, queue_since, NULL, NULL,
           queue_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE queue_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'assignee', assignee_sequence, assignee, assignee_since, NULL, NULL,
           assignee_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE assignee_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'source_priority', source_priority_sequence, source_priority,
           source_priority_since, NULL, NULL,
           source_priority_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE source_priority_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'source_impact', source_impact_sequence, source_impact,
           source_impact_since, NULL, NULL,
           source_impact_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE source_impact_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'source_urgency', source_urgency_sequence, source_urgency,
           source_urgency_since, NULL, NULL,
           source_urgency_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE source_urgency_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'priority', priority_sequence, priority, priority_since, NULL, NULL,
           priority_told_in, 'triage-assessment-v1'
      FROM reporting.assessments_v1 WHERE priority_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, reporting.aspect_of('line'), line_sequence, line,
           line_since, NULL, NULL, line_sequence,
           'escalation-case-v1'::text::reporting.topic
      FROM reporting.cases_v1 WHERE line_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, reporting.aspect_of('desk_queue'), desk_queue_sequence, desk_queue,
           desk_queue_since, NULL, NULL, desk_queue_sequence,
           'escalation-case-v1'::text::reporting.topic
      FROM reporting.cases_v1 WHERE desk_queue_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, reporting.aspect_of('desk_assignee'), desk_assignee_sequence,
           desk_assignee, desk_assignee_since, NULL, NULL, desk_assignee_sequence,
           'escalation-case-v1'::text::reporting.topic
      FROM reporting.cases_v1 WHERE desk_assignee_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, reporting.aspect_of('owner'), owner_sequence, owner,
           owner_since, NULL, NULL, owner_sequence,
           'escalation-case-v1'::text::reporting.topic
      FROM reporting.cases_v1 WHERE owner_sequence IS NOT NULL
  ) AS h
  LEFT JOIN reporting.ticket_events_v1 AS e
    ON e.ticket_id = h.ticket_id AND e.topic = h.topic AND e.sequence = h.told_in;

COMMENT ON COLUMN analytics.ticket_history.aspect IS
    'status, priority (triage''s), and in the foreign desk''s own words queue, assignee,
source_status, source_priority, source_impact, source_urgency. The work on the ticket, as escalation
has it: line, desk_queue, desk_assignee, owner (of record)';
COMMENT ON COLUMN analytics.ticket_history.sequence IS
    'sequence of the event of intake that stated it; for priority, of the one that triage answered;
for line, desk_queue, desk_assignee and owner, of the event of escalation';
