-- Timers of what was resolved or held before there were timers: their windows begin now.

INSERT INTO timers (aggregate_id, kind, due_at, payload)
SELECT l.ticket_id, 'close-ticket', clock_timestamp() + interval '7 days',
       jsonb_build_object('tenant', t.tenant, 'origin', t.origin, 'reference', t.reference,
                          'after', resolved.version, 'policy', 'windows@1')
  FROM ticket_list_v1 AS l
  JOIN tickets AS t USING (ticket_id)
 CROSS JOIN LATERAL (
       SELECT max(originator_version) AS version FROM stored_events
        WHERE originator_id = l.ticket_id AND topic = 'intake.ticket.resolved') AS resolved
  JOIN stored_events AS opened
    ON opened.originator_id = l.ticket_id AND opened.originator_version = 1
 WHERE l.status = 'resolved' AND resolved.version IS NOT NULL
   AND convert_from(opened.state, 'utf8')::jsonb ->> 'timeline' = 'live'
ON CONFLICT (aggregate_id, kind) DO NOTHING;

INSERT INTO timers (aggregate_id, kind, due_at, payload)
SELECT gen_random_uuid(), 'expire-held', clock_timestamp() + interval '1 day',
       jsonb_build_object('topic', topic, 'partition', partition, 'offset', "offset",
                          'policy', 'windows@1')
  FROM waiting WHERE reason = 'not opened';
