-- What each step of a flow asks or tells, from its versions as they were published.

CREATE VIEW analytics.flow_steps AS
SELECT v.flow, v.version, s.key AS step,
       CASE WHEN s.value ? 'question' THEN 'question'
            WHEN s.value ? 'instruction' THEN 'instruction' ELSE 'end' END AS kind,
       s.value ->> 'end' AS outcome, t.text, t.texts
  FROM (SELECT flow, version, content::jsonb AS content FROM reporting.flow_versions_v1) AS v
 CROSS JOIN LATERAL jsonb_each(v.content -> 'steps') AS s
 CROSS JOIN LATERAL (
    SELECT texts, (SELECT value FROM jsonb_each_text(texts)
                    ORDER BY key = v.content -> 'languages' ->> 0 DESC NULLS LAST, key
                    LIMIT 1) AS text
      FROM coalesce(s.value -> 'question', s.value -> 'instruction', s.value -> 'text', '{}') AS texts
 ) AS t;

COMMENT ON VIEW analytics.flow_steps IS 'The steps of each version of a guided flow.';
COMMENT ON COLUMN analytics.flow_steps.flow IS 'the flow''s name';
COMMENT ON COLUMN analytics.flow_steps.version IS 'counted from 1';
COMMENT ON COLUMN analytics.flow_steps.step IS 'its name in the flow, as in walks and walk_steps';
COMMENT ON COLUMN analytics.flow_steps.kind IS 'question, instruction or end';
COMMENT ON COLUMN analytics.flow_steps.outcome IS
    'of an end: solved or not_solved; null for the others';
COMMENT ON COLUMN analytics.flow_steps.text IS
    'what it asks or tells, in the first language of the flow';
COMMENT ON COLUMN analytics.flow_steps.texts IS 'JSON object: the same in each language';

DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'firstline_analyst') THEN
        GRANT SELECT ON analytics.flow_steps TO firstline_analyst;
    END IF;
END $$;
