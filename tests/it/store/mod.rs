//! The contract of the store: every test here is written once and runs on both databases.

mod appending;
mod appointments;
mod author;
mod durability;
mod fixture;
mod listing;
mod migrating;
mod people;
mod reading;
mod replicas;
mod writer;

/// `sqlite::<name>` and `postgres::<name>` of each function that takes a `Db`.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(crate::store::on_one!(Sqlite, $name);)*
        }
        mod postgres {
            $(crate::store::on_one!(Postgres, $name);)*
        }
    };
}

/// A test of the parent module's function, on one database.
macro_rules! on_one {
    ($kind:ident, $name:ident) => {
        #[test]
        fn $name() {
            crate::store::fixture::run(crate::store::fixture::Kind::$kind, |db| Box::pin(super::$name(db)));
        }
    };
}
use {on_both, on_one};
