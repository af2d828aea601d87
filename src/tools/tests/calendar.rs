//! A store that keeps appointments and nothing else.

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;

use crate::core::ids::*;
use crate::core::seal::Hash;
use crate::store::{Append, Appointment, Booked, Committed, Row, Shelf, Store, StoreError, Stored, User};

#[derive(Default)]
pub struct Calendar(Mutex<BTreeMap<String, Appointment>>);

fn none<T>() -> Result<T, StoreError> {
    Err(StoreError::Unavailable("this store keeps appointments only".to_owned()))
}

#[async_trait]
impl Store for Calendar {
    async fn book(&self, asked: &Appointment, places: u32) -> Result<Booked, StoreError> {
        let mut all = self.0.lock().unwrap();
        let same = |one: &&Appointment| {
            (&one.rooftop, &one.kind, one.starts_at) == (&asked.rooftop, &asked.kind, asked.starts_at)
        };
        if !all.contains_key(&asked.key) && all.values().filter(same).count() >= places as usize {
            return Ok(Booked::Full);
        }
        all.entry(asked.key.clone()).or_insert_with(|| asked.clone());
        Ok(Booked::Yes)
    }
    async fn taken(
        &self,
        rooftop: &RooftopId,
        kind: &str,
        from: Micros,
        to: Micros,
    ) -> Result<Vec<(Micros, u32)>, StoreError> {
        let mut counted = BTreeMap::new();
        for one in self.0.lock().unwrap().values() {
            if one.rooftop == *rooftop && one.kind == kind && (from..to).contains(&one.starts_at) {
                *counted.entry(one.starts_at).or_insert(0) += 1;
            }
        }
        Ok(counted.into_iter().collect())
    }

    async fn append(&self, _: Vec<Append>) -> Result<Vec<Result<Committed, StoreError>>, StoreError> {
        none()
    }
    async fn events(&self, _: ThreadId, _: Seq, _: u32) -> Result<Vec<Stored>, StoreError> {
        none()
    }
    async fn log(&self, _: u64, _: u32) -> Result<Vec<Stored>, StoreError> {
        none()
    }
    async fn log_head(&self) -> Result<u64, StoreError> {
        none()
    }
    async fn list(&self, _: &[RooftopId], _: Shelf, _: Option<Micros>, _: u32) -> Result<Vec<Row>, StoreError> {
        none()
    }
    async fn open_turns(&self, _: u32) -> Result<Vec<ThreadId>, StoreError> {
        none()
    }
    async fn put_user(&self, _: &User) -> Result<(), StoreError> {
        none()
    }
    async fn user(&self, _: &RepId) -> Result<Option<User>, StoreError> {
        none()
    }
    async fn users(&self) -> Result<Vec<User>, StoreError> {
        none()
    }
    async fn put_link(&self, _: &Hash, _: &RepId, _: Micros) -> Result<(), StoreError> {
        none()
    }
    async fn use_link(&self, _: &Hash, _: Micros) -> Result<Option<RepId>, StoreError> {
        none()
    }
    async fn put_session(&self, _: &Hash, _: &RepId, _: Micros, _: Micros) -> Result<(), StoreError> {
        none()
    }
    async fn session(&self, _: &Hash, _: Micros, _: Micros) -> Result<Option<User>, StoreError> {
        none()
    }
    async fn end_session(&self, _: &Hash) -> Result<(), StoreError> {
        none()
    }
    async fn secret(&self, _: &str) -> Result<[u8; 32], StoreError> {
        none()
    }
    async fn ping(&self) -> Result<(), StoreError> {
        none()
    }
    async fn notified(&self) -> Result<(), StoreError> {
        none()
    }
    async fn close(&self) {}
}
