-- Roles, schemas and rights in one database; run as its administrator, as often as you like.
-- Each service owns its own schema and sees no other. Passwords are set beside this, from the operator's secrets.

DO $roles$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['firstline_intake', 'firstline_triage', 'firstline_escalation', 'firstline_kb', 'firstline_reporting', 'firstline_analyst'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT', wanted);
        END IF;
    END LOOP;
END
$roles$;

ALTER ROLE firstline_intake SET search_path = intake;
ALTER ROLE firstline_triage SET search_path = triage;
ALTER ROLE firstline_escalation SET search_path = escalation;
ALTER ROLE firstline_kb SET search_path = kb;
ALTER ROLE firstline_reporting SET search_path = reporting, analytics;

-- Analysts read the public tables of reporting, within limits, and nothing else.
ALTER ROLE firstline_analyst SET search_path = analytics;
ALTER ROLE firstline_analyst SET default_transaction_read_only = on;
ALTER ROLE firstline_analyst SET statement_timeout = '60s';
ALTER ROLE firstline_analyst SET lock_timeout = '5s';
ALTER ROLE firstline_analyst SET idle_in_transaction_session_timeout = '5min';
ALTER ROLE firstline_analyst SET work_mem = '32MB';
ALTER ROLE firstline_analyst CONNECTION LIMIT 10;

-- What everybody may do by PostgreSQL's defaults, and analysts have no use for: a lock that services wait for, objects that fill the
-- disk, code that runs in the server. It takes a superuser; where the administrator is none, a notice says what is left open.
DO $analysts$
DECLARE
    risky text;
BEGIN
    ALTER ROLE firstline_analyst SET temp_file_limit = '1GB';
    REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
    GRANT USAGE ON LANGUAGE plpgsql TO firstline_intake, firstline_triage, firstline_escalation, firstline_kb, firstline_reporting;
    FOR risky IN
        SELECT p.oid::regprocedure::text FROM pg_proc AS p
         WHERE p.pronamespace = 'pg_catalog'::regnamespace
           AND (p.proname ~ '^pg_(try_)?advisory_' OR p.proname ~ '^(lo_|loread|lowrite)' OR p.proname = 'pg_notify')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', risky);
        EXECUTE format(
            'GRANT EXECUTE ON FUNCTION %s TO firstline_intake, firstline_triage, firstline_escalation, firstline_kb, firstline_reporting', risky);
    END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'not a superuser: analysts keep PostgreSQL''s defaults (advisory locks, large objects, DO, temporary files)';
END
$analysts$;

DO $database$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO firstline_analyst', current_database());
    EXECUTE format(
        'GRANT CONNECT, TEMPORARY ON DATABASE %I TO firstline_intake, firstline_triage, firstline_escalation, firstline_kb, firstline_reporting',
        current_database());
END
$database$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS intake AUTHORIZATION firstline_intake;
CREATE SCHEMA IF NOT EXISTS triage AUTHORIZATION firstline_triage;
CREATE SCHEMA IF NOT EXISTS escalation AUTHORIZATION firstline_escalation;
CREATE SCHEMA IF NOT EXISTS kb AUTHORIZATION firstline_kb;
CREATE SCHEMA IF NOT EXISTS reporting AUTHORIZATION firstline_reporting;
CREATE SCHEMA IF NOT EXISTS analytics AUTHORIZATION firstline_reporting;

GRANT USAGE ON SCHEMA analytics TO firstline_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO firstline_analyst;
ALTER DEFAULT PRIVILEGES FOR ROLE firstline_reporting IN SCHEMA analytics GRANT SELECT ON TABLES TO firstline_analyst;
