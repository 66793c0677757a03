-- What analysts read: plain names, a comment on everything, one read-only role.

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'analytics') THEN
        CREATE SCHEMA analytics;
    END IF;
END $$;
COMMENT ON SCHEMA analytics IS
    'Tickets of Firstline, their valid-time history and their events. Read only; all times in UTC.';

CREATE VIEW analytics.tickets AS
SELECT t.ticket_id, t.number, t.tenant, t.origin, t.reference, t.timeline, t.opened_at, t.language,
       s.channel, s.requester_id, s.status, s.status_since, s.source_status, s.first_source_status,
       s.queue, s.assignee, s.category, s.impact, s.urgency, s.source_impact, s.source_urgency,
       a.priority, a.score, s.source_priority, s.reopenings,
       s.reopen_count AS source_reopen_count, s.reopen_count_max AS source_reopen_count_max,
       s.reassignment_count AS source_reassignment_count, s.made_sla AS source_made_sla,
       s.problem AS source_problem, s.source_resolved_at, s.source_code,
       s.observed_at, s.changed_at, s.sequence
  FROM reporting.tickets_v1 AS t
  JOIN reporting.standings_v1 AS s USING (ticket_id)
  LEFT JOIN reporting.assessments_v1 AS a USING (ticket_id);

COMMENT ON VIEW analytics.tickets IS
    'One row per ticket, as it stands now. For any other instant use tickets_as_of(instant).';
COMMENT ON COLUMN analytics.tickets.ticket_id IS 'the ticket''s id in every topic and service';
COMMENT ON COLUMN analytics.tickets.number IS 'the ticket''s name for people';
COMMENT ON COLUMN analytics.tickets.tenant IS 'whose ticket it is; `default` for now';
COMMENT ON COLUMN analytics.tickets.origin IS
    'the foreign desk behind the ticket; null for one of our own';
COMMENT ON COLUMN analytics.tickets.reference IS 'the ticket''s name in that desk';
COMMENT ON COLUMN analytics.tickets.timeline IS
    '`live`: the wall clock; `source`: an import that lives by the times of its records';
COMMENT ON COLUMN analytics.tickets.opened_at IS 'when the request for help was opened';
COMMENT ON COLUMN analytics.tickets.language IS 'language of the request, where it was stated';
COMMENT ON COLUMN analytics.tickets.channel IS 'how the request came in';
COMMENT ON COLUMN analytics.tickets.requester_id IS 'who asks for help; see requesters';
COMMENT ON COLUMN analytics.tickets.status IS
    'new, open, waiting_requester, waiting_third_party, waiting_internal, resolved, closed, or
unknown for a foreign word without a translation. The backlog is all but resolved and closed';
COMMENT ON COLUMN analytics.tickets.status_since IS 'since when the status holds';
COMMENT ON COLUMN analytics.tickets.source_status IS 'the status in the foreign desk''s own word';
COMMENT ON COLUMN analytics.tickets.first_source_status IS
    'the status that the foreign desk''s first record stated';
COMMENT ON COLUMN analytics.tickets.queue IS 'the group that the ticket is assigned to';
COMMENT ON COLUMN analytics.tickets.assignee IS 'the person that the ticket is assigned to';
COMMENT ON COLUMN analytics.tickets.category IS 'what the ticket is about';
COMMENT ON COLUMN analytics.tickets.impact IS 'high, medium or low; null while unknown';
COMMENT ON COLUMN analytics.tickets.urgency IS 'high, medium or low; null while unknown';
COMMENT ON COLUMN analytics.tickets.source_impact IS 'the impact in the foreign desk''s own word';
COMMENT ON COLUMN analytics.tickets.source_urgency IS 'the urgency in the foreign desk''s own word';
COMMENT ON COLUMN analytics.tickets.priority IS
    'triage''s priority: critical, high, moderate or low; null until impact and urgency are known';
COMMENT ON COLUMN analytics.tickets.score IS 'triage''s score; orders tickets of equal priority';
COMMENT ON COLUMN analytics.tickets.source_priority IS
    'the priority in the foreign desk''s own word';
COMMENT ON COLUMN analytics.tickets.reopenings IS
    'how often the ticket went from resolved or closed back to work';
COMMENT ON COLUMN analytics.tickets.source_reopen_count IS
    'reopenings by the foreign desk''s own counter, as last stated';
COMMENT ON COLUMN analytics.tickets.source_reopen_count_max IS
    'the highest that this counter ever stood at';
COMMENT ON COLUMN analytics.tickets.source_reassignment_count IS
    'reassignments by the foreign desk''s own counter';
COMMENT ON COLUMN analytics.tickets.source_made_sla IS
    'whether the foreign desk says that it kept its promise';
COMMENT ON COLUMN analytics.tickets.source_problem IS 'the foreign desk''s problem reference';
COMMENT ON COLUMN analytics.tickets.source_resolved_at IS
    'when the foreign desk says that it was resolved; for `by source` times only, moves no interval';
COMMENT ON COLUMN analytics.tickets.source_code IS 'the foreign desk''s closing code';
COMMENT ON COLUMN analytics.tickets.observed_at IS
    'the latest time at which the foreign desk confirmed that the ticket was still as it was';
COMMENT ON COLUMN analytics.tickets.changed_at IS 'effective time of the last event of intake';
COMMENT ON COLUMN analytics.tickets.sequence IS 'sequence of the last event of intake';

CREATE VIEW analytics.assessments AS
SELECT ticket_id, priority, priority_since, score, impact, urgency,
       contributions::jsonb AS contributions, policy, skipped,
       answers, sequence, assessed_at
  FROM reporting.assessments_v1;

COMMENT ON VIEW analytics.assessments IS 'Triage''s last answer about each ticket.';
COMMENT ON COLUMN analytics.assessments.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.assessments.priority IS
    'critical, high, moderate or low; null when triage could not say';
COMMENT ON COLUMN analytics.assessments.priority_since IS 'since when this priority holds';
COMMENT ON COLUMN analytics.assessments.score IS 'the sum of the contributions';
COMMENT ON COLUMN analytics.assessments.impact IS 'the impact that was scored';
COMMENT ON COLUMN analytics.assessments.urgency IS 'the urgency that was scored';
COMMENT ON COLUMN analytics.assessments.contributions IS
    'JSON array: each summand of the score with its name, points and reason';
COMMENT ON COLUMN analytics.assessments.policy IS 'name and version of the scoring policy';
COMMENT ON COLUMN analytics.assessments.skipped IS
    'why triage could not assess the ticket; null when it did';
COMMENT ON COLUMN analytics.assessments.answers IS
    'sequence of the event of intake that was answered';
COMMENT ON COLUMN analytics.assessments.sequence IS 'sequence of this answer in triage''s own topic';
COMMENT ON COLUMN analytics.assessments.assessed_at IS 'effective time of the answer';

CREATE VIEW analytics.ticket_events AS
SELECT ticket_id, topic::text AS topic, sequence, type, occurred_at, effective_at, recorded_at,
       actor_kind, cause
  FROM reporting.ticket_events_v1;

COMMENT ON VIEW analytics.ticket_events IS
    'Every event about a ticket: what each figure can be traced to.';
COMMENT ON COLUMN analytics.ticket_events.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.ticket_events.topic IS 'the topic that the event travelled on';
COMMENT ON COLUMN analytics.ticket_events.sequence IS
    'counts the ticket''s events within the topic, from 1, without gaps';
COMMENT ON COLUMN analytics.ticket_events.type IS 'the event''s CloudEvents type';
COMMENT ON COLUMN analytics.ticket_events.occurred_at IS 'when it happened';
COMMENT ON COLUMN analytics.ticket_events.effective_at IS
    'from when it counts: the latest occurred_at of the ticket so far';
COMMENT ON COLUMN analytics.ticket_events.recorded_at IS 'when Firstline recorded it';
COMMENT ON COLUMN analytics.ticket_events.actor_kind IS 'requester, agent or system';
COMMENT ON COLUMN analytics.ticket_events.cause IS
    'what made the event; events with the same cause were made by the same record';

CREATE VIEW analytics.ticket_history AS
SELECT h.ticket_id, h.aspect, h.sequence, h.value, h.valid_from, h.valid_to, h.next_sequence,
       e.recorded_at, e.cause
  FROM (
    SELECT ticket_id, aspect, sequence, value, valid_from, valid_to, next_sequence, told_in,
           CASE aspect WHEN 'priority' THEN 'triage-assessment-v1' ELSE 'intake-ticket-v1'
           END::reporting.topic AS topic
      FROM reporting.history_v1
    UNION ALL
    SELECT ticket_id, 'status', status_sequence, status, status_since, NULL, NULL,
           status_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE status_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'source_status', source_status_sequence, source_status, source_status_since, NULL, NULL,
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
    SELECT ticket_id, 'source_priority', source_priority_sequence, source_priority, source_priority_since, NULL, NULL,
           source_priority_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE source_priority_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'source_impact', source_impact_sequence, source_impact, source_impact_since, NULL, NULL,
           source_impact_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE source_impact_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'source_urgency', source_urgency_sequence, source_urgency, source_urgency_since, NULL, NULL,
           source_urgency_sequence, 'intake-ticket-v1'
      FROM reporting.standings_v1 WHERE source_urgency_sequence IS NOT NULL
    UNION ALL
    SELECT ticket_id, 'priority', priority_sequence, priority, priority_since, NULL, NULL,
           priority_told_in, 'triage-assessment-v1'
      FROM reporting.assessments_v1 WHERE priority_sequence IS NOT NULL
  ) AS h
  LEFT JOIN reporting.ticket_events_v1 AS e
    ON e.ticket_id = h.ticket_id AND e.topic = h.topic AND e.sequence = h.told_in;

COMMENT ON VIEW analytics.ticket_history IS
    'Valid-time history: what held for a ticket, aspect by aspect, from when to when. What holds at
an instant: valid_from <= instant and (valid_to > instant or valid_to is null). An aspect has no
row until somebody states it: until then it is unknown. Intervals may have length zero; the order of
statements is that of sequence.';
COMMENT ON COLUMN analytics.ticket_history.ticket_id IS 'the ticket';
COMMENT ON COLUMN analytics.ticket_history.aspect IS
    'status, queue, assignee, priority (triage''s), and in the foreign desk''s own words
source_status, source_priority, source_impact, source_urgency';
COMMENT ON COLUMN analytics.ticket_history.sequence IS
    'sequence of the event of intake that stated it; for priority, of the one that triage answered';
COMMENT ON COLUMN analytics.ticket_history.value IS 'what held; null: unknown from then on';
COMMENT ON COLUMN analytics.ticket_history.valid_from IS 'from when it held, inclusive';
COMMENT ON COLUMN analytics.ticket_history.valid_to IS 'until when, exclusive; null: it still holds';
COMMENT ON COLUMN analytics.ticket_history.next_sequence IS
    'sequence of the statement that ended it; null: it still holds';
COMMENT ON COLUMN analytics.ticket_history.recorded_at IS 'when Firstline recorded the statement';
COMMENT ON COLUMN analytics.ticket_history.cause IS 'what made the statement; see ticket_events';

CREATE VIEW analytics.requesters AS
SELECT requester_id, tenant, origin, registered_at, recorded_at FROM reporting.requesters_v1;

COMMENT ON VIEW analytics.requesters IS 'Who asks for help, without names.';
COMMENT ON COLUMN analytics.requesters.requester_id IS 'the person, as in tickets.requester_id';
COMMENT ON COLUMN analytics.requesters.tenant IS 'whose requester it is; `default` for now';
COMMENT ON COLUMN analytics.requesters.origin IS 'the foreign desk that named the person';
COMMENT ON COLUMN analytics.requesters.registered_at IS 'when the person was first known';
COMMENT ON COLUMN analytics.requesters.recorded_at IS 'when Firstline recorded it';

CREATE VIEW analytics.freshness AS
SELECT topic, partition, position AS records_read, read_until FROM reporting.inbox_positions;

COMMENT ON VIEW analytics.freshness IS 'How far each topic has been read.';
COMMENT ON COLUMN analytics.freshness.topic IS 'the topic';
COMMENT ON COLUMN analytics.freshness.partition IS 'the partition of the topic';
COMMENT ON COLUMN analytics.freshness.records_read IS 'how many of its records have been read';
COMMENT ON COLUMN analytics.freshness.read_until IS
    'when the last record read was published; null until one was read';

CREATE FUNCTION analytics.tickets_as_of(instant timestamptz)
RETURNS TABLE (
    ticket_id uuid, number text, origin text, reference text, opened_at timestamptz,
    status text, source_status text, queue text, assignee text,
    priority text, source_priority text, in_backlog boolean
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT t.ticket_id, t.number, t.origin, t.reference, t.opened_at,
           h.status, h.source_status, h.queue, h.assignee, h.priority, h.source_priority,
           h.status NOT IN ('resolved', 'closed')
      FROM analytics.tickets AS t
      JOIN (
        SELECT ticket_id,
               max(value) FILTER (WHERE aspect = 'status') AS status,
               max(value) FILTER (WHERE aspect = 'source_status') AS source_status,
               max(value) FILTER (WHERE aspect = 'queue') AS queue,
               max(value) FILTER (WHERE aspect = 'assignee') AS assignee,
               max(value) FILTER (WHERE aspect = 'priority') AS priority,
               max(value) FILTER (WHERE aspect = 'source_priority') AS source_priority
          FROM analytics.ticket_history
         WHERE valid_from <= instant AND (valid_to > instant OR valid_to IS NULL)
         GROUP BY ticket_id
      ) AS h ON h.ticket_id = t.ticket_id
     WHERE t.opened_at <= instant
$$;
COMMENT ON FUNCTION analytics.tickets_as_of(timestamptz) IS
    'Every ticket opened at or before the instant, as it stood then. The backlog then:
select queue, count(*) from analytics.tickets_as_of(''2016-03-31T23:59:00Z'') where in_backlog group by 1';

DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'firstline_analyst') THEN
        GRANT USAGE ON SCHEMA analytics TO firstline_analyst;
        GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO firstline_analyst;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA analytics TO firstline_analyst;
        ALTER DEFAULT PRIVILEGES IN SCHEMA analytics GRANT SELECT ON TABLES TO firstline_analyst;
    END IF;
END $$;
