//! SQL text. One text for both databases but where it says otherwise: `$1` placeholders, integers, text and bytes only.

use std::sync::LazyLock;

use super::Shelf;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Rows of a statement that carries events. To Postgres it should leave in one piece, below a TLS record's 16 KiB: the driver does not
    /// set TCP_NODELAY, and a second piece waits until the first is acknowledged, which the other side may put off for 40 ms.
    pub(super) fn wide_rows(self) -> usize {
        match self {
            Dialect::Sqlite => CHUNK,
            Dialect::Postgres => 16,
        }
    }
}

/// Rows of one multi-row statement. Texts exist for every count up to it, so that each is prepared once a connection.
pub(super) const CHUNK: usize = 64;
/// Prepared statements a connection keeps: four multi-row kinds, and the rest.
pub(super) const STATEMENTS: usize = 4 * CHUNK + 64;

/// Takes the lock that serialises appends and reserves places in the log; what conflicts leave over is given back.
pub(super) const RESERVE: &str = "UPDATE log_head SET last = last + $1 WHERE id = 1 RETURNING last";
pub(super) const SET_LAST: &str = "UPDATE log_head SET last = $1 WHERE id = 1";
pub(super) const LAST: &str = "SELECT last FROM log_head WHERE id = 1";

pub(super) const THREAD_EVENTS: &str = "SELECT e.log_index, e.thread, e.seq, e.header, p.log_index, p.key, p.body \
     FROM events e LEFT JOIN privates p ON p.log_index = e.log_index WHERE e.thread = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3";
pub(super) const LOG: &str = "SELECT e.log_index, e.thread, e.seq, e.header, p.log_index, p.key, p.body \
     FROM events e LEFT JOIN privates p ON p.log_index = e.log_index WHERE e.log_index > $1 ORDER BY e.log_index LIMIT $2";
pub(super) const OPEN_TURNS: &str = "SELECT thread FROM threads WHERE open_turn = 1 ORDER BY last_at, thread LIMIT $1";

pub(super) const BOOKED: &str = "SELECT rooftop, kind, starts_at, thread FROM appointments WHERE key = $1";
pub(super) const COUNT_BOOKED: &str =
    "SELECT count(*) FROM appointments WHERE rooftop = $1 AND kind = $2 AND starts_at = $3";
pub(super) const BOOK: &str = "INSERT INTO appointments (key, rooftop, kind, starts_at, thread) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING";
pub(super) const TAKEN: &str = "SELECT starts_at, count(*) FROM appointments \
     WHERE rooftop = $1 AND kind = $2 AND starts_at >= $3 AND starts_at < $4 GROUP BY starts_at ORDER BY starts_at";

pub(super) const PUT_USER: &str = "INSERT INTO users (id, name, rooftops, disabled) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, rooftops = excluded.rooftops, disabled = excluded.disabled";
pub(super) const USER: &str = "SELECT id, name, rooftops, disabled FROM users WHERE id = $1";
pub(super) const USERS: &str = "SELECT id, name, rooftops, disabled FROM users ORDER BY id";

pub(super) const PUT_LINK: &str = "INSERT INTO links (hash, rep, expires) VALUES ($1, $2, $3)";
pub(super) const USE_LINK: &str = "DELETE FROM links WHERE hash = $1 RETURNING rep, expires";
pub(super) const DROP_LINKS: &str = "DELETE FROM links WHERE expires <= $1";
pub(super) const PUT_SESSION: &str =
    "INSERT INTO sessions (hash, rep, created, used, expires) VALUES ($1, $2, $3, $3, $4)";
pub(super) const SESSION: &str = "SELECT u.id, u.name, u.rooftops, u.disabled, s.used, s.expires \
     FROM sessions s JOIN users u ON u.id = s.rep WHERE s.hash = $1";
pub(super) const TOUCH_SESSION: &str = "UPDATE sessions SET used = $2 WHERE hash = $1 AND used < $2";
pub(super) const END_SESSION: &str = "DELETE FROM sessions WHERE hash = $1";
pub(super) const DROP_SESSIONS: &str = "DELETE FROM sessions WHERE expires <= $1";

pub(super) const SECRET: &str = "SELECT value FROM secrets WHERE name = $1";
pub(super) const PUT_SECRET: &str = "INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";

/// A statement with one group of placeholders for each row, for 1 to `CHUNK` rows.
struct ManyRows(Vec<String>);

impl ManyRows {
    fn new(dialect: Dialect, before: &str, columns: usize, after: &str) -> ManyRows {
        let text = |rows: usize| {
            let mut sql = before.to_owned();
            for row in 0..rows {
                sql.push_str(if row == 0 { "(" } else { ", (" });
                for column in 1..=columns {
                    sql.push_str(if column == 1 { "" } else { ", " });
                    sql.push_str(&placeholder(dialect, row * columns + column));
                }
                sql.push(')');
            }
            sql + after
        };
        ManyRows((1..=CHUNK).map(text).collect())
    }

    /// `rows` is 1 to `CHUNK`: callers cut their rows with `chunks(CHUNK)`.
    fn text(&'static self, rows: usize) -> &'static str {
        self.0.get(rows.saturating_sub(1)).map_or("", String::as_str)
    }
}

/// To SQLite `$1` is a name, and it looks names up one by one: with hundreds of them that took half of an append's time.
fn placeholder(dialect: Dialect, number: usize) -> String {
    match dialect {
        Dialect::Sqlite => "?".into(),
        Dialect::Postgres => format!("${number}"),
    }
}

/// The statements of an append.
struct Appends {
    heads: ManyRows,
    events: ManyRows,
    privates: ManyRows,
    threads: ManyRows,
}

static SQLITE: LazyLock<Appends> = LazyLock::new(|| Appends::new(Dialect::Sqlite));
static POSTGRES: LazyLock<Appends> = LazyLock::new(|| Appends::new(Dialect::Postgres));

impl Appends {
    fn of(dialect: Dialect) -> &'static Appends {
        match dialect {
            Dialect::Sqlite => &SQLITE,
            Dialect::Postgres => &POSTGRES,
        }
    }

    fn new(dialect: Dialect) -> Appends {
        let heads = "SELECT thread, seq, epoch, hash FROM threads WHERE thread IN (VALUES ";
        let events = "INSERT INTO events (log_index, thread, seq, epoch, type, at, rooftop, client, header) VALUES ";
        let privates = "INSERT INTO privates (log_index, key, body) VALUES ";
        let threads = "INSERT INTO threads \
             (thread, rooftop, seq, epoch, hash, state, rep, waiting_since, opened_at, last_at, open_turn) VALUES ";
        let update = " ON CONFLICT (thread) DO UPDATE SET seq = excluded.seq, epoch = excluded.epoch, \
             hash = excluded.hash, state = excluded.state, rep = excluded.rep, waiting_since = excluded.waiting_since, \
             opened_at = excluded.opened_at, last_at = excluded.last_at, open_turn = excluded.open_turn";
        Appends {
            heads: ManyRows::new(dialect, heads, 1, ")"),
            events: ManyRows::new(dialect, events, 9, ""),
            privates: ManyRows::new(dialect, privates, 3, ""),
            threads: ManyRows::new(dialect, threads, 11, update),
        }
    }
}

pub(super) fn heads(dialect: Dialect, threads: usize) -> &'static str {
    Appends::of(dialect).heads.text(threads)
}
pub(super) fn insert_events(dialect: Dialect, rows: usize) -> &'static str {
    Appends::of(dialect).events.text(rows)
}
pub(super) fn insert_privates(dialect: Dialect, rows: usize) -> &'static str {
    Appends::of(dialect).privates.text(rows)
}
pub(super) fn put_threads(dialect: Dialect, rows: usize) -> &'static str {
    Appends::of(dialect).threads.text(rows)
}

static LISTS: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| {
    [Dialect::Sqlite, Dialect::Postgres].map(|dialect| SHELVES.map(|shelf| list_text(dialect, shelf)).into())
});

const SHELVES: [Shelf; 5] = [Shelf::Queued, Shelf::Rep, Shelf::Agent, Shelf::Closed, Shelf::Open];

/// Rows of a shelf whose sort key is in `[$2, $3)`, at most `$4`, of the rooftops in the JSON array `$1`.
pub(super) fn list(dialect: Dialect, shelf: Shelf) -> &'static str {
    let texts = match dialect {
        Dialect::Sqlite => &LISTS[0],
        Dialect::Postgres => &LISTS[1],
    };
    SHELVES.iter().position(|known| *known == shelf).and_then(|at| texts.get(at)).map_or("", String::as_str)
}

/// Each rooftop's own first rows come from its index, then the few that are left are merged: the work is bounded by
/// rooftops × limit, however many threads there are. The two databases say "for each rooftop" differently.
fn list_text(dialect: Dialect, shelf: Shelf) -> String {
    let (key, filter, direction) = match shelf {
        Shelf::Queued => ("coalesce(waiting_since, last_at)", "state = 'queued'", "ASC"),
        Shelf::Rep => ("last_at", "state = 'rep'", "DESC"),
        Shelf::Agent => ("last_at", "state = 'agent'", "DESC"),
        Shelf::Closed => ("last_at", "state = 'closed'", "DESC"),
        Shelf::Open => ("last_at", "state <> 'closed'", "DESC"),
    };
    let columns = "thread, rooftop, seq, epoch, state, rep, waiting_since, opened_at, last_at";
    let order = format!("ORDER BY {key} {direction}, thread {direction} LIMIT $4");
    let of_one = |columns: &str| {
        format!(
            "SELECT {columns} FROM threads WHERE rooftop = r.value AND {filter} AND {key} >= $2 AND {key} < $3 {order}"
        )
    };
    match dialect {
        Dialect::Sqlite => format!(
            "SELECT {columns} FROM json_each($1) r CROSS JOIN threads WHERE thread IN ({}) {order}",
            of_one("thread")
        ),
        Dialect::Postgres => format!(
            "SELECT {columns} FROM json_array_elements_text(CAST($1 AS json)) r(value) CROSS JOIN LATERAL ({}) t {order}",
            of_one(columns)
        ),
    }
}
