-- The log. `log_index` is assigned from `log_head` inside the append's transaction: contiguous, in commit order, never an identity column.
CREATE TABLE log_head (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    last INTEGER NOT NULL
) STRICT;
INSERT INTO log_head (id, last) VALUES (1, 0);

CREATE TABLE events (
    log_index INTEGER PRIMARY KEY,
    thread    TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    epoch     INTEGER NOT NULL,
    type      TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    rooftop   TEXT    NOT NULL,
    client    TEXT,
    header    TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_thread ON events (thread, seq);
-- A message that a client calls by one name is stored once, whatever the code above believes.
CREATE UNIQUE INDEX events_client ON events (thread, client) WHERE client IS NOT NULL;

-- Apart, so that it can be forgotten: a forgotten part keeps its row with both columns NULL, a missing row is damage.
CREATE TABLE privates (
    log_index INTEGER PRIMARY KEY,
    key       BLOB,
    body      BLOB
) STRICT;

-- Heads, compared by every append, and a line for listings; all of it can be rebuilt from the log.
CREATE TABLE threads (
    thread        TEXT    NOT NULL PRIMARY KEY,
    rooftop       TEXT    NOT NULL,
    seq           INTEGER NOT NULL,
    epoch         INTEGER NOT NULL,
    hash          BLOB    NOT NULL,
    state         TEXT    NOT NULL,
    rep           TEXT,
    waiting_since INTEGER,
    opened_at     INTEGER NOT NULL,
    last_at       INTEGER NOT NULL,
    open_turn     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX threads_shelf ON threads (rooftop, state, last_at);
CREATE INDEX threads_open ON threads (rooftop, last_at) WHERE state <> 'closed';
CREATE INDEX threads_queued ON threads (rooftop, coalesce(waiting_since, last_at)) WHERE state = 'queued';
CREATE INDEX threads_turns ON threads (last_at) WHERE open_turn = 1;
