CREATE TABLE users (
    id       TEXT    NOT NULL PRIMARY KEY,
    name     TEXT    NOT NULL,
    rooftops TEXT    NOT NULL,
    disabled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Links and sessions are kept as the SHA-256 of their secret: a stolen copy of this database signs nobody in.
CREATE TABLE links (
    hash    BLOB    NOT NULL PRIMARY KEY,
    rep     TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_expires ON links (expires);

CREATE TABLE sessions (
    hash    BLOB    NOT NULL PRIMARY KEY,
    rep     TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created INTEGER NOT NULL,
    used    INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_expires ON sessions (expires);
