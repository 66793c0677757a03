-- The policies of kinds that have many, each by its name: what a list of them is read from.

CREATE TABLE named_policies (
    name text COLLATE "C" PRIMARY KEY,
    kind text NOT NULL
);
COMMENT ON COLUMN named_policies.name IS 'kind and own name: flow:scanner-reads-nothing';
