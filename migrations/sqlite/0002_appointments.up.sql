CREATE TABLE appointments (
    key       TEXT    NOT NULL PRIMARY KEY,
    rooftop   TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    starts_at INTEGER NOT NULL,
    thread    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX appointments_time ON appointments (rooftop, kind, starts_at);
