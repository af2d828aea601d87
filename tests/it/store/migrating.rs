use std::collections::BTreeSet;

use chaperone::core::ids::Seq;
use chaperone::store::StoreError;
use chaperone::store::migrate::{self, Step, StepState};
use tokio::task::JoinSet;

use super::author::anyone;
use super::fixture::Db;

super::on_both!(
    a_fresh_database_has_everything_applied,
    up_again_does_nothing,
    down_and_up_again_makes_the_same_schema,
    down_takes_back_only_what_is_above,
    a_schema_that_is_behind_is_noticed,
    looking_changes_nothing,
    data_outlives_an_upgrade,
    a_changed_file_is_refused,
    a_file_slipped_in_below_is_refused,
    a_newer_schema_is_refused,
    servers_that_start_together_migrate_once,
);

async fn states(db: &Db) -> Vec<StepState> {
    migrate::status(&*db.store).await.unwrap().into_iter().map(|step| step.state).collect()
}

fn refusal(outcome: Result<impl std::fmt::Debug, StoreError>) -> String {
    match outcome {
        Err(StoreError::Weak(why)) => why,
        other => panic!("not refused: {other:?}"),
    }
}

async fn a_fresh_database_has_everything_applied(db: Db) {
    let steps = migrate::status(&*db.store).await.unwrap();
    assert_eq!(steps[0], Step { number: 1, name: "log".into(), state: StepState::Applied });
    assert!(steps.iter().all(|step| step.state == StepState::Applied));
    assert!(steps.windows(2).all(|pair| pair[0].number + 1 == pair[1].number));
    migrate::check(&*db.store).await.unwrap();
}

async fn up_again_does_nothing(db: Db) {
    assert!(migrate::up(&*db.store).await.unwrap().is_empty());
}

async fn down_and_up_again_makes_the_same_schema(db: Db) {
    db.put(anyone().begins()).await;
    let count = states(&db).await.len();
    for _ in 0..2 {
        assert_eq!(migrate::down(&*db.store, 0).await.unwrap().len(), count);
        assert!(states(&db).await.iter().all(|state| *state == StepState::Pending));
        assert!(db.store.append(vec![anyone().begins()]).await.is_err());
        assert_eq!(migrate::up(&*db.store).await.unwrap().len(), count);
    }
    // A used store that saw its tables go works on the new ones.
    assert_eq!(db.put(anyone().begins()).await.first_index(), 1);
    assert_eq!(db.store.log(0, 10).await.unwrap().len(), 3);
}

async fn down_takes_back_only_what_is_above(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    let taken_back = migrate::down(&*db.store, 1).await.unwrap();
    assert!(taken_back.iter().all(|step| step.number > 1 && step.state == StepState::Pending));
    assert_eq!(states(&db).await[0], StepState::Applied);
    assert_eq!(db.store.events(author.thread, Seq(0), 10).await.unwrap().len(), 3);
    assert!(db.store.users().await.is_err());
    migrate::up(&*db.store).await.unwrap();
    assert!(db.store.users().await.unwrap().is_empty());
}

async fn a_schema_that_is_behind_is_noticed(db: Db) {
    migrate::down(&*db.store, 2).await.unwrap();
    assert!(refusal(migrate::check(&*db.store).await).contains("0003_people has not been applied"));
}

async fn looking_changes_nothing(db: Db) {
    migrate::down(&*db.store, 0).await.unwrap();
    db.sql("DROP TABLE schema_migrations").await;
    assert!(states(&db).await.iter().all(|state| *state == StepState::Pending));
    // It would fail if looking had made the table.
    db.sql("CREATE TABLE schema_migrations (number BIGINT, name TEXT, checksum TEXT)").await;
}

async fn data_outlives_an_upgrade(db: Db) {
    let mut author = anyone();
    db.put(author.begins()).await;
    migrate::down(&*db.store, 3).await.unwrap();
    migrate::up(&*db.store).await.unwrap();
    db.put(author.says("on")).await;
    assert_eq!(db.store.log_head().await.unwrap(), 4);
}

async fn a_changed_file_is_refused(db: Db) {
    db.sql("UPDATE schema_migrations SET checksum = 'another' WHERE number = 2").await;
    for outcome in [migrate::up(&*db.store).await, migrate::down(&*db.store, 0).await] {
        assert!(refusal(outcome).contains("0002_appointments is not the one that was applied"));
    }
    refusal(migrate::check(&*db.store).await);
    assert_eq!(states(&db).await[1], StepState::Drifted);
    db.put(anyone().begins()).await;
}

async fn a_file_slipped_in_below_is_refused(db: Db) {
    db.sql("DELETE FROM schema_migrations WHERE number = 2").await;
    refusal(migrate::up(&*db.store).await);
}

async fn a_newer_schema_is_refused(db: Db) {
    db.sql("INSERT INTO schema_migrations (number, name, checksum) VALUES (99, 'later', 'x')").await;
    for outcome in [migrate::up(&*db.store).await, migrate::down(&*db.store, 0).await] {
        assert!(refusal(outcome).contains("0099_later was applied by a newer chaperone"));
    }
    refusal(migrate::check(&*db.store).await);
    assert_eq!(states(&db).await.last(), Some(&StepState::Newer));
}

async fn servers_that_start_together_migrate_once(db: Db) {
    migrate::down(&*db.store, 0).await.unwrap();
    db.sql("DROP TABLE schema_migrations").await;
    let mut servers = JoinSet::new();
    for _ in 0..4 {
        let store = db.another().await;
        servers.spawn(async move { store.migrate(migrate::Goal::Up).await.unwrap() });
    }
    for steps in servers.join_all().await {
        assert!(steps.iter().all(|step| step.state == StepState::Applied));
    }
    db.put(anyone().begins()).await;
}

#[test]
fn every_migration_is_a_pair_on_both_databases() {
    let names = |folder: &str| -> BTreeSet<String> {
        let folder = format!("{}/migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    assert_eq!(sqlite, postgres);
    let ups: Vec<&str> = sqlite.iter().filter_map(|name| name.strip_suffix(".up.sql")).collect();
    let downs: Vec<&str> = sqlite.iter().filter_map(|name| name.strip_suffix(".down.sql")).collect();
    assert_eq!(ups, downs);
    assert_eq!(ups.len() * 2, sqlite.len(), "a file is neither .up.sql nor .down.sql");
    // The binary's list, which is written by hand.
    let listed = include_str!("../../../src/store/migrate.rs");
    for name in ups {
        assert_eq!(listed.matches(&format!("\"{name}\"")).count(), 2, "{name} is not in both lists of migrate.rs");
    }
}
