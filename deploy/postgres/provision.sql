-- Roles, schemas and rights in one database; run as its administrator, as often as you like.
-- Each service owns its own schema and sees no other. Passwords are set beside this, from the operator's secrets.

DO $roles$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['firstline_intake', 'firstline_triage', 'firstline_escalation', 'firstline_reporting', 'firstline_analyst'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT', wanted);
        END IF;
    END LOOP;
END
$roles$;

ALTER ROLE firstline_intake SET search_path = intake;
ALTER ROLE firstline_triage SET search_path = triage;
ALTER ROLE firstline_escalation SET search_path = escalation;
ALTER ROLE firstline_reporting SET search_path = reporting, analytics;

-- Analysts read the public tables of reporting, within limits, and nothing else.
ALTER ROLE firstline_analyst SET search_path = analytics;
ALTER ROLE firstline_analyst SET default_transaction_read_only = on;
ALTER ROLE firstline_analyst SET statement_timeout = '60s';
ALTER ROLE firstline_analyst CONNECTION LIMIT 10;

DO $database$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO firstline_analyst', current_database());
    EXECUTE format(
        'GRANT CONNECT, TEMPORARY ON DATABASE %I TO firstline_intake, firstline_triage, firstline_escalation, firstline_reporting',
        current_database());
END
$database$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS intake AUTHORIZATION firstline_intake;
CREATE SCHEMA IF NOT EXISTS triage AUTHORIZATION firstline_triage;
CREATE SCHEMA IF NOT EXISTS escalation AUTHORIZATION firstline_escalation;
CREATE SCHEMA IF NOT EXISTS reporting AUTHORIZATION firstline_reporting;
CREATE SCHEMA IF NOT EXISTS analytics AUTHORIZATION firstline_reporting;

GRANT USAGE ON SCHEMA analytics TO firstline_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO firstline_analyst;
ALTER DEFAULT PRIVILEGES FOR ROLE firstline_reporting IN SCHEMA analytics GRANT SELECT ON TABLES TO firstline_analyst;
