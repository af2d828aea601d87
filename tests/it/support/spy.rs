//! A store that passes everything on to a real one, watches its appends, and holds them up or lets them fail when told to.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chaperone::core::ids::*;
use chaperone::core::seal::Hash;
use chaperone::store::*;
use tokio::sync::Semaphore;

pub struct Spy {
    inner: Arc<dyn Store>,
    /// How many appends each batch held, in order.
    pub batches: Mutex<Vec<usize>>,
    /// What the next batches fail with.
    pub failures: Mutex<Vec<StoreError>>,
    /// A batch takes one permit before it begins.
    pub gate: Semaphore,
}

impl Spy {
    /// Lets everything through.
    pub fn on(inner: Arc<dyn Store>) -> Arc<Spy> {
        Spy::gated(inner, Semaphore::MAX_PERMITS)
    }
    /// Lets so many batches through; more when permits are added to the gate.
    pub fn gated(inner: Arc<dyn Store>, permits: usize) -> Arc<Spy> {
        let (batches, failures) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        Arc::new(Spy { inner, batches, failures, gate: Semaphore::new(permits) })
    }
    pub fn fail_next(&self, error: StoreError) {
        self.failures.lock().unwrap().push(error);
    }
    pub fn calls(&self) -> usize {
        self.batches.lock().unwrap().len()
    }
}

#[async_trait]
impl Store for Spy {
    async fn append(&self, batch: Vec<Append>) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
        self.batches.lock().unwrap().push(batch.len());
        self.gate.acquire().await.unwrap().forget();
        let failure = self.failures.lock().unwrap().pop();
        match failure {
            Some(error) => Err(error),
            None => self.inner.append(batch).await,
        }
    }
    async fn events(&self, thread: ThreadId, after: Seq, limit: u32) -> Result<Vec<Stored>, StoreError> {
        self.inner.events(thread, after, limit).await
    }
    async fn log(&self, after: u64, limit: u32) -> Result<Vec<Stored>, StoreError> {
        self.inner.log(after, limit).await
    }
    async fn log_head(&self) -> Result<u64, StoreError> {
        self.inner.log_head().await
    }
    async fn list(
        &self,
        rooftops: &[RooftopId],
        shelf: Shelf,
        before: Option<Micros>,
        limit: u32,
    ) -> Result<Vec<Row>, StoreError> {
        self.inner.list(rooftops, shelf, before, limit).await
    }
    async fn open_turns(&self, limit: u32) -> Result<Vec<ThreadId>, StoreError> {
        self.inner.open_turns(limit).await
    }
    async fn book(&self, appointment: &Appointment, places: u32) -> Result<Booked, StoreError> {
        self.inner.book(appointment, places).await
    }
    async fn taken(
        &self,
        rooftop: &RooftopId,
        kind: &str,
        from: Micros,
        to: Micros,
    ) -> Result<Vec<(Micros, u32)>, StoreError> {
        self.inner.taken(rooftop, kind, from, to).await
    }
    async fn put_user(&self, user: &User) -> Result<(), StoreError> {
        self.inner.put_user(user).await
    }
    async fn user(&self, id: &RepId) -> Result<Option<User>, StoreError> {
        self.inner.user(id).await
    }
    async fn users(&self) -> Result<Vec<User>, StoreError> {
        self.inner.users().await
    }
    async fn put_link(&self, hash: &Hash, user: &RepId, expires: Micros) -> Result<(), StoreError> {
        self.inner.put_link(hash, user, expires).await
    }
    async fn use_link(&self, hash: &Hash, now: Micros) -> Result<Option<RepId>, StoreError> {
        self.inner.use_link(hash, now).await
    }
    async fn put_session(&self, hash: &Hash, user: &RepId, created: Micros, expires: Micros) -> Result<(), StoreError> {
        self.inner.put_session(hash, user, created, expires).await
    }
    async fn session(&self, hash: &Hash, now: Micros, idle: Micros) -> Result<Option<User>, StoreError> {
        self.inner.session(hash, now, idle).await
    }
    async fn end_session(&self, hash: &Hash) -> Result<(), StoreError> {
        self.inner.end_session(hash).await
    }
    async fn secret(&self, name: &str) -> Result<[u8; 32], StoreError> {
        self.inner.secret(name).await
    }
    async fn ping(&self) -> Result<(), StoreError> {
        self.inner.ping().await
    }
    async fn notified(&self) -> Result<(), StoreError> {
        self.inner.notified().await
    }
    async fn close(&self) {
        self.inner.close().await;
    }
}
