//! People who may sign in: one-time links, sessions, names. Secrets are stored as their SHA-256 only.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::core::ids::{Micros, RepId, RooftopId};
use crate::core::seal::Hash;
use crate::store::{Store, StoreError, User};

const HOUR: Micros = 3_600_000_000;
/// How long a sign-in link can be used, once.
pub const LINK_LIFE: Micros = 24 * HOUR;

/// How a person shows who they are. One-time links today; passkeys and single sign-on are further adapters.
#[async_trait]
pub trait SignIn: Send + Sync {
    /// Whose proof it is; `None` when it proves nothing (wrong, used, expired).
    async fn prove(&self, proof: &str, now: Micros) -> Result<Option<RepId>, StoreError>;
}

/// A link that `chaperone user add` prints.
pub struct OneTimeLink(pub Arc<dyn Store>);

#[async_trait]
impl SignIn for OneTimeLink {
    async fn prove(&self, proof: &str, now: Micros) -> Result<Option<RepId>, StoreError> {
        self.0.use_link(&hash(proof), now).await
    }
}

/// How long a session lives without use, and at most.
#[derive(Clone, Copy, Debug)]
pub struct SessionLife {
    pub idle: Micros,
    pub absolute: Micros,
}

pub struct People {
    store: Arc<dyn Store>,
    sign_in: Box<dyn SignIn>,
    life: SessionLife,
    names: RwLock<HashMap<RepId, Arc<str>>>,
}

impl People {
    pub fn new(store: Arc<dyn Store>, sign_in: Box<dyn SignIn>, life: SessionLife) -> People {
        People { store, sign_in, life, names: RwLock::default() }
    }

    /// Adds a person (or changes their name and rooftops) and returns the secret of a fresh sign-in link.
    pub async fn add(
        store: &dyn Store,
        id: &RepId,
        name: &str,
        rooftops: Vec<RooftopId>,
        secret: [u8; 32],
        now: Micros,
    ) -> Result<String, StoreError> {
        let user = User { id: id.clone(), name: name.to_owned(), rooftops, disabled: false };
        store.put_user(&user).await?;
        let token = URL_SAFE_NO_PAD.encode(secret);
        store.put_link(&hash(&token), id, now.saturating_add(LINK_LIFE)).await?;
        Ok(token)
    }

    /// Exchanges a proof for a session; `secret` becomes the cookie's value.
    pub async fn sign_in(
        &self,
        proof: &str,
        secret: [u8; 32],
        now: Micros,
    ) -> Result<Option<(User, String)>, StoreError> {
        let Some(id) = self.sign_in.prove(proof, now).await? else { return Ok(None) };
        let Some(user) = self.store.user(&id).await?.filter(|user| !user.disabled) else { return Ok(None) };
        let token = URL_SAFE_NO_PAD.encode(secret);
        self.store.put_session(&hash(&token), &id, now, now.saturating_add(self.life.absolute)).await?;
        Ok(Some((user, token)))
    }

    pub async fn session(&self, token: &str, now: Micros) -> Result<Option<User>, StoreError> {
        self.store.session(&hash(token), now, self.life.idle).await
    }

    pub async fn sign_out(&self, token: &str) -> Result<(), StoreError> {
        self.store.end_session(&hash(token)).await
    }

    /// The name visitors and colleagues see. Read once, since it hardly ever changes.
    pub async fn name(&self, rep: &RepId) -> Arc<str> {
        if let Some(name) = self.names.read().unwrap_or_else(PoisonError::into_inner).get(rep) {
            return Arc::clone(name);
        }
        match self.store.user(rep).await {
            Ok(Some(user)) => {
                let name: Arc<str> = user.name.into();
                self.names.write().unwrap_or_else(PoisonError::into_inner).insert(rep.clone(), Arc::clone(&name));
                name
            }
            Ok(None) | Err(_) => Arc::from(rep.as_str()),
        }
    }
}

fn hash(token: &str) -> Hash {
    Sha256::digest(token.as_bytes()).into()
}
