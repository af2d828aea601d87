//! The store goes away while a tool is at work: the visitor is answered as soon as it is back.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chaperone::agent::hub::{Follower, News};
use chaperone::cli::open;
use chaperone::core::event::{Args, Fact};
use chaperone::core::ids::*;
use chaperone::store::{Store, StoreError};
use chaperone::tools::{self, Tool, ToolContext, ToolError, ToolOutcome};
use tokio::time::timeout;

use super::client;
use crate::support::brain::brain;
use crate::support::replica::{Replica, Tools};
use crate::support::spy::Spy;

const DEADLINE: Duration = Duration::from_secs(20);

/// A tool during whose first call the store begins to fail.
struct Unlucky {
    tool: Arc<dyn Tool>,
    store: Arc<Spy>,
    outages: Arc<Mutex<Vec<StoreError>>>,
}

#[async_trait]
impl Tool for Unlucky {
    async fn call(&self, context: &ToolContext, args: &Args) -> Result<ToolOutcome, ToolError> {
        for outage in self.outages.lock().unwrap().drain(..) {
            self.store.fail_next(outage);
        }
        self.tool.call(context, args).await
    }
}

/// Until the agent has said something, or the thread went to people.
async fn ended(follower: &mut Follower) -> Fact {
    loop {
        let Ok(Some(News::Committed(commit))) = timeout(DEADLINE, follower.next()).await else {
            panic!("the turn never ended");
        };
        for sealed in commit.events() {
            if let fact @ (Fact::ReplyCommitted(_) | Fact::OwnerChanged(_)) = &sealed.event.fact {
                return fact.clone();
            }
        }
    }
}

fn outage(outages: [StoreError; 3]) -> Fact {
    brain();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let store = open::store(&format!("sqlite:{}", folder.path().join("log.sqlite").display())).await.unwrap();
        let spy = Spy::on(store);
        let store: Arc<dyn Store> = spy.clone();
        let outages = Arc::new(Mutex::new(Vec::from(outages)));
        let unlucky = |(name, tool)| {
            let (store, outages) = (Arc::clone(&spy), Arc::clone(&outages));
            let tool: Arc<dyn Tool> = Arc::new(Unlucky { tool, store, outages });
            (name, tool)
        };
        let tools: Tools = tools::builtin(Arc::clone(&store)).into_iter().map(unlucky).collect();
        let replica = Replica::start(&store, tools);
        let thread = replica.desk.open(&RooftopId::new("reno"), Lang::En, Name::new("race")).await.unwrap().thread;
        let mut follower = replica.desk.hub().follow(thread);
        replica.desk.receive(thread, client(), "are you open on sunday").await.unwrap();
        let told = ended(&mut follower).await;
        assert!(outages.lock().unwrap().is_empty(), "no tool was called");
        assert!(store.open_turns(1).await.unwrap().is_empty());
        replica.stop().await;
        store.close().await;
        told
    })
}

#[test]
fn a_store_that_comes_back_gets_the_tools_result() {
    let away = || StoreError::Unavailable("no route".into());
    let told = outage([away(), away(), StoreError::Unknown("the connection was reset".into())]);
    assert!(matches!(told, Fact::ReplyCommitted(_)), "{told:?}");
}

#[test]
fn a_store_that_is_overloaded_gets_it_later() {
    let told = outage([StoreError::Overloaded, StoreError::Overloaded, StoreError::Overloaded]);
    assert!(matches!(told, Fact::ReplyCommitted(_)), "{told:?}");
}
