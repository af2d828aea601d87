//! From a decided event to the bytes that are stored, and back.
//!
//! The header is hashed as written, so there is no canonical form to get wrong. Its private part is bound to it by a keyed commitment:
//! a bare hash of a short text could be guessed and would itself be personal data, this one means nothing once the key is gone.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::event::{Actor, Draft, Event, Fact, Private};
use super::ids::*;

/// SHA-256 of a header's bytes.
pub type Hash = [u8; 32];

/// Bounds of what is stored; a header stays far below what a Merkle leaf may hold.
pub const MAX_HEADER_BYTES: usize = 16 * 1024;

/// What the shell supplies for each event, since the core draws no random numbers.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    pub id: EventId,
    /// Key of the commitment; stored beside the private part and destroyed with it.
    pub key: [u8; 32],
}

/// An event with its exact bytes.
#[derive(Clone, Debug)]
pub struct Sealed {
    pub event: Event,
    pub header: String,
    pub hash: Hash,
    pub private: Option<PrivateBytes>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateBytes {
    pub key: [u8; 32],
    pub body: Vec<u8>,
}

#[derive(Serialize)]
struct HeaderOut<'a> {
    v: u8,
    id: EventId,
    rooftop: &'a RooftopId,
    thread: ThreadId,
    seq: Seq,
    prev: String,
    epoch: Epoch,
    #[serde(flatten)]
    fact: &'a Fact,
    at: Micros,
    actor: &'a Actor,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<EventId>,
    playbook: &'a Name,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<ThreadId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<PayloadNote>,
}

#[derive(Deserialize)]
struct HeaderIn {
    v: u8,
    id: EventId,
    rooftop: RooftopId,
    thread: ThreadId,
    seq: Seq,
    prev: String,
    epoch: Epoch,
    #[serde(flatten)]
    fact: Fact,
    at: Micros,
    actor: Actor,
    payload: Option<PayloadNote>,
}

/// `alg` is `plain` until texts are encrypted under a key per data subject.
#[derive(Serialize, Deserialize)]
struct PayloadNote {
    alg: String,
    len: usize,
    commit: String,
}

/// Everything that is the same for the events of one append.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub rooftop: &'a RooftopId,
    pub thread: ThreadId,
    pub playbook: &'a Name,
    pub at: Micros,
    pub cause: Option<EventId>,
}

#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("event {seq} of {thread}: header cannot be read: {why}")]
    Header { thread: ThreadId, seq: Seq, why: String },
    #[error("event {seq} of {thread}: the private part does not match its commitment")]
    Commitment { thread: ThreadId, seq: Seq },
    #[error("event {seq} of {thread}: {why}")]
    Chain { thread: ThreadId, seq: Seq, why: &'static str },
    #[error("event {seq} of {thread}: larger than {MAX_HEADER_BYTES} bytes")]
    TooLarge { thread: ThreadId, seq: Seq },
}

/// Places drafts after (`seq`, `prev`) of a thread. `stamps` yields one stamp an event.
pub fn seal(
    place: Place<'_>,
    mut seq: Seq,
    mut prev: Hash,
    drafts: Vec<Draft>,
    mut stamps: impl FnMut() -> Stamp,
) -> Result<Vec<Sealed>, Broken> {
    let mut cause = place.cause;
    let mut sealed = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let stamp = stamps();
        seq = seq.next();
        let private = if draft.private.is_empty() {
            None
        } else {
            let body = serde_json::to_vec(&draft.private).map_err(|error| Broken::Header {
                thread: place.thread,
                seq,
                why: error.to_string(),
            })?;
            Some(PrivateBytes { key: stamp.key, body })
        };
        let payload = private.as_ref().map(|bytes| PayloadNote {
            alg: "plain".into(),
            len: bytes.body.len(),
            commit: commitment(bytes),
        });
        let header = serde_json::to_string(&HeaderOut {
            v: 1,
            id: stamp.id,
            rooftop: place.rooftop,
            thread: place.thread,
            seq,
            prev: hex::encode(prev),
            epoch: draft.epoch,
            fact: &draft.fact,
            at: place.at,
            actor: &draft.actor,
            cause,
            playbook: place.playbook,
            subject: payload.as_ref().map(|_| place.thread),
            payload,
        })
        .map_err(|error| Broken::Header { thread: place.thread, seq, why: error.to_string() })?;
        if header.len() > MAX_HEADER_BYTES {
            return Err(Broken::TooLarge { thread: place.thread, seq });
        }
        let hash = header_hash(header.as_bytes());
        // The first event of an append is the cause of the ones decided with it.
        cause = cause.or(Some(stamp.id));
        prev = hash;
        sealed.push(Sealed {
            event: Event {
                id: stamp.id,
                rooftop: place.rooftop.clone(),
                thread: place.thread,
                seq,
                epoch: draft.epoch,
                at: place.at,
                actor: draft.actor,
                fact: draft.fact,
                private: draft.private,
            },
            header,
            hash,
            private,
        });
    }
    Ok(sealed)
}

/// Reads stored bytes back, checking that the private part is the one the header commits to.
///
/// A missing private part is no error: it may have been forgotten on request.
pub fn unseal(header: &str, private: Option<PrivateBytes>) -> Result<(Event, Hash, Hash), Broken> {
    let parsed: HeaderIn = serde_json::from_str(header).map_err(|error| Broken::Header {
        thread: ThreadId(uuid::Uuid::nil()),
        seq: Seq(0),
        why: error.to_string(),
    })?;
    let (thread, seq) = (parsed.thread, parsed.seq);
    let unreadable = |why: &str| Broken::Header { thread, seq, why: why.into() };
    if parsed.v != 1 {
        return Err(unreadable("unknown version"));
    }
    let mut prev = [0; 32];
    hex::decode_to_slice(&parsed.prev, &mut prev).map_err(|_| unreadable("prev is not a hash"))?;
    let private = match (&parsed.payload, private) {
        (Some(note), Some(bytes)) => {
            if note.len != bytes.body.len() || note.commit != commitment(&bytes) {
                return Err(Broken::Commitment { thread, seq });
            }
            serde_json::from_slice(&bytes.body).map_err(|_| Broken::Commitment { thread, seq })?
        }
        (None, Some(_)) => return Err(Broken::Commitment { thread, seq }),
        (_, None) => Private::default(),
    };
    let event = Event {
        id: parsed.id,
        rooftop: parsed.rooftop,
        thread,
        seq,
        epoch: parsed.epoch,
        at: parsed.at,
        actor: parsed.actor,
        fact: parsed.fact,
        private,
    };
    Ok((event, prev, header_hash(header.as_bytes())))
}

pub fn header_hash(header: &[u8]) -> Hash {
    Sha256::digest(header).into()
}

fn commitment(bytes: &PrivateBytes) -> String {
    // A key of any length is valid for HMAC; 32 bytes never fail.
    match <Hmac<Sha256> as KeyInit>::new_from_slice(&bytes.key) {
        Ok(mut mac) => {
            mac.update(&bytes.body);
            hex::encode(mac.finalize().into_bytes())
        }
        Err(_) => String::new(),
    }
}
