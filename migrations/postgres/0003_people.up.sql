CREATE TABLE users (
    id       TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    name     TEXT   NOT NULL,
    rooftops TEXT   NOT NULL,
    disabled BIGINT NOT NULL
);

-- Links and sessions are kept as the SHA-256 of their secret: a stolen copy of this database signs nobody in.
CREATE TABLE links (
    hash    BYTEA  NOT NULL PRIMARY KEY,
    rep     TEXT   COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires BIGINT NOT NULL
);
CREATE INDEX links_expires ON links (expires);

CREATE TABLE sessions (
    hash    BYTEA  NOT NULL PRIMARY KEY,
    rep     TEXT   COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    used    BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_expires ON sessions (expires);
