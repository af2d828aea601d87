CREATE TABLE secrets (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BYTEA  NOT NULL
);
