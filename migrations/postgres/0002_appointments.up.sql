CREATE TABLE appointments (
    key       TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    rooftop   TEXT   COLLATE "C" NOT NULL,
    kind      TEXT   COLLATE "C" NOT NULL,
    starts_at BIGINT NOT NULL,
    thread    TEXT   COLLATE "C" NOT NULL
);
CREATE INDEX appointments_time ON appointments (rooftop, kind, starts_at);
