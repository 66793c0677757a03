-- A ticket's events tell of its suggestions, too; walks are kept by the walk.
ALTER TYPE reporting.topic ADD VALUE IF NOT EXISTS 'kb-suggestion-v1';
