//! Every order of events in a small world, with the real core inside: does anything show after a take-over that must not?
//!
//! One design is the product's (D); four that others ship are here to prove that the search would have found them out.

mod acts;
mod client;
mod search;
mod store;
mod world;

use std::cell::RefCell;
use std::collections::HashMap;

use acts::Act;
use chaperone::core::seal::Hash;
use search::{Found, search};
use store::Commit;
use world::Small;

use super::book::Book;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Design {
    /// Look who owns the thread, then write and send.
    A,
    /// Compare at commit; send later, from a queue that is not the log.
    B,
    /// Compare at commit, follow the log, show each seq once; no epoch fence in the widget.
    C,
    /// The product: `fence::admits` at commit, followers of the log, each seq once, epoch fence in the widget.
    D,
    /// As D, but what is compared is who owns the thread, not how often it changed hands.
    E,
}

/// How frames travel.
///
/// With `Ordered` each connection delivers the log in order from where the widget stood; two connections may overlap. On such a wire a
/// widget without the fence (C) shows nothing wrong either: whatever it sees first, it saw everything before it. `Reordered` takes that
/// away, as a slow answer to `GET …/frames` beside a live stream can: a frame may be held up, or copied and delivered once more, later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wire {
    Ordered,
    Reordered,
}

/// How much can happen in a world.
struct Scope {
    design: Design,
    wire: Wire,
    book: Book,
    messages: usize,
    rep_acts: u8,
    crashes: u8,
    /// Messages that are sent again although they are under way or stored.
    resends: u8,
    reconnects: u8,
    holds: u8,
    /// How attempts ended: by the logs they were decided on and met, and what was asked.
    known: RefCell<HashMap<(Hash, Hash, Act), Result<Commit, String>>>,
}

impl Scope {
    /// One message, three acts of two reps, one crash; a single connection that is opened anew only after the crash.
    fn of(design: Design, wire: Wire) -> Scope {
        Scope {
            design,
            wire,
            book: Book::new(),
            messages: 1,
            rep_acts: 3,
            crashes: 1,
            resends: 0,
            reconnects: 0,
            holds: 0,
            known: RefCell::default(),
        }
    }

    /// One owner change less, and a wire that does its worst: two connections that overlap and, if `Reordered`, a frame held up or copied.
    fn wire(design: Design, wire: Wire) -> Scope {
        Scope { rep_acts: 2, reconnects: 1, holds: 1, ..Scope::of(design, wire) }
    }
}

/// More than any of these worlds has: a search that was cut off would prove nothing.
const MOST_STATES: usize = 2_000_000;

fn explore(title: &str, scope: Scope) -> Found {
    let found = search(Small::new(scope), MOST_STATES);
    found.print(title);
    found
}

fn breaks(title: &str, scope: Scope, how: &str) {
    let found = explore(title, scope);
    let (trace, what) = found.violation.expect("the search must find a violation of a broken design");
    assert!(what.contains(how), "{what}");
    assert!(trace.len() <= 12, "a longer way than expected");
}

fn holds(title: &str, scope: Scope) {
    let found = explore(title, scope);
    assert!(found.violation.is_none(), "{found:#?}");
    assert!(found.states >= 10_000, "only {} states: the world has become too small", found.states);
}

#[test]
fn design_a_writes_after_a_take_over() {
    breaks("A, check then write and send", Scope::of(Design::A, Wire::Ordered), "I2: ");
}

#[test]
fn design_b_sends_after_a_take_over() {
    breaks("B, compare at commit, send from a queue", Scope::of(Design::B, Wire::Ordered), "under a banner");
}

#[test]
fn design_c_shows_a_late_frame_after_a_take_over() {
    breaks("C, no fence in the widget", Scope::wire(Design::C, Wire::Reordered), "under a banner");
}

#[test]
fn design_c_holds_while_every_connection_delivers_in_order() {
    holds("C on an ordered wire", Scope::wire(Design::C, Wire::Ordered));
}

#[test]
fn design_e_takes_a_hand_back_for_no_change() {
    breaks("E, owner flag", Scope::of(Design::E, Wire::Ordered), "I4: ");
}

#[test]
fn design_d_holds_through_three_owner_changes_and_a_crash() {
    holds("D, three acts of reps", Scope::of(Design::D, Wire::Ordered));
}

#[test]
fn design_d_holds_on_the_worst_wire() {
    holds("D, reordered wire", Scope::wire(Design::D, Wire::Reordered));
}

#[test]
fn design_d_holds_with_two_messages() {
    holds("D, two messages", Scope { messages: 2, rep_acts: 2, ..Scope::of(Design::D, Wire::Ordered) });
}

#[test]
fn design_d_holds_with_a_message_that_is_sent_twice() {
    let scope = Scope { messages: 2, rep_acts: 1, resends: 1, ..Scope::of(Design::D, Wire::Ordered) };
    holds("D, two messages, one sent twice", scope);
}
