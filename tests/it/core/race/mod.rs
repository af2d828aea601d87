//! Every order of events in a small world, with the real core inside: does anything show after a take-over that must not?
//!
//! One design is the product's (D); four that others ship are here to prove that the search would have found them out.

mod client;
mod search;
mod store;
mod world;

use search::{Found, search};
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
}

impl Scope {
    fn of(design: Design, wire: Wire) -> Scope {
        Scope {
            design,
            wire,
            book: Book::new(),
            messages: 1,
            rep_acts: 3,
            crashes: 1,
            resends: 0,
            reconnects: 1,
            holds: 1,
        }
    }
}

const MOST_STATES: usize = 3_000_000;

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

fn holds(title: &str, scope: Scope, at_least: usize) {
    let found = explore(title, scope);
    assert!(found.violation.is_none(), "{found:#?}");
    assert!(found.states >= at_least, "only {} states: the world has become too small", found.states);
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
    breaks("C, no fence in the widget", Scope::of(Design::C, Wire::Reordered), "under a banner");
}

#[test]
fn design_c_holds_while_every_connection_delivers_in_order() {
    holds("C on an ordered wire", Scope::of(Design::C, Wire::Ordered), 10_000);
}

#[test]
fn design_e_takes_a_hand_back_for_no_change() {
    breaks("E, owner flag", Scope::of(Design::E, Wire::Ordered), "I4: ");
}

#[test]
fn design_d_holds_with_three_owner_changes_and_a_crash() {
    holds("D, three acts of reps", Scope::of(Design::D, Wire::Reordered), 10_000);
}

#[test]
fn design_d_holds_with_two_messages_one_of_them_sent_twice() {
    let scope = Scope { messages: 2, rep_acts: 2, resends: 1, reconnects: 0, ..Scope::of(Design::D, Wire::Reordered) };
    holds("D, two messages", scope, 10_000);
}
