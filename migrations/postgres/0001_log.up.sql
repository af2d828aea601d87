-- The log. `log_index` is assigned from `log_head` inside the append's transaction: contiguous, in commit order, never an identity column.
CREATE TABLE log_head (
    id   BIGINT PRIMARY KEY CHECK (id = 1),
    last BIGINT NOT NULL
) WITH (fillfactor = 10); -- the one row is rewritten by every append: keep its versions on one page
INSERT INTO log_head (id, last) VALUES (1, 0);

CREATE TABLE events (
    log_index BIGINT PRIMARY KEY,
    thread    TEXT   COLLATE "C" NOT NULL,
    seq       BIGINT NOT NULL,
    epoch     BIGINT NOT NULL,
    type      TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    rooftop   TEXT   COLLATE "C" NOT NULL,
    client    TEXT,
    header    TEXT   NOT NULL
);
CREATE UNIQUE INDEX events_thread ON events (thread, seq);
-- A message that a client calls by one name is stored once, whatever the code above believes.
CREATE UNIQUE INDEX events_client ON events (thread, client) WHERE client IS NOT NULL;

-- Apart, so that it can be forgotten: a forgotten part keeps its row with both columns NULL, a missing row is damage.
CREATE TABLE privates (
    log_index BIGINT PRIMARY KEY,
    key       BYTEA,
    body      BYTEA
);

-- Heads, compared by every append, and a line for listings; all of it can be rebuilt from the log.
CREATE TABLE threads (
    thread        TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    rooftop       TEXT   COLLATE "C" NOT NULL,
    seq           BIGINT NOT NULL,
    epoch         BIGINT NOT NULL,
    hash          BYTEA  NOT NULL,
    state         TEXT   NOT NULL,
    rep           TEXT,
    waiting_since BIGINT,
    opened_at     BIGINT NOT NULL,
    last_at       BIGINT NOT NULL,
    open_turn     BIGINT NOT NULL
);
CREATE INDEX threads_shelf ON threads (rooftop, state, last_at);
CREATE INDEX threads_open ON threads (rooftop, last_at) WHERE state <> 'closed';
CREATE INDEX threads_queued ON threads (rooftop, coalesce(waiting_since, last_at)) WHERE state = 'queued';
CREATE INDEX threads_turns ON threads (last_at) WHERE open_turn = 1;
