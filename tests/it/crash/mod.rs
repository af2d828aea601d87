//! The real server is killed with SIGKILL again and again while visitors talk to it. Whatever a visitor was shown or had acknowledged
//! must be in the log afterwards, once, and nobody may be left without a word.
//!
//! `CHAPERONE_KILLS` says how often (6), `CHAPERONE_SEED` when and who says what (1).

mod drive;
mod playbook;
mod server;
mod verify;
mod visitor;
mod words;

use crate::support::postgres::Schema;
use drive::kill_again_and_again;

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(test);
}

#[test]
fn sqlite() {
    let folder = tempfile::Builder::new().prefix("crash-").tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    run(kill_again_and_again("sqlite", &format!("sqlite:{}", folder.path().join("log.sqlite").display())));
}

#[test]
fn postgres() {
    run(async {
        let schema = Schema::create().await;
        kill_again_and_again("postgres", &schema.url).await;
        schema.drop().await;
    });
}
