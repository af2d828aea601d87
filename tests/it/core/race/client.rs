//! A widget as docs/widget-protocol.md tells it to be, and a monitor of what it shows.

use chaperone::core::event::*;
use chaperone::core::ids::*;

use super::Design;

/// What goes over the wire of one committed event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Frame {
    pub seq: Seq,
    pub epoch: Epoch,
    pub id: EventId,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `own`: a banner says who has the thread now.
    Owner,
    AgentMessage,
    OtherMessage,
}

impl Frame {
    /// `None` for what visitors are not shown.
    pub fn of(event: &Event) -> Option<Frame> {
        let kind = match &event.fact {
            Fact::OwnerChanged(_) => Kind::Owner,
            Fact::ReplyCommitted(_) if event.actor.kind == ActorKind::Agent => Kind::AgentMessage,
            Fact::ReplyCommitted(_) | Fact::MessageReceived(_) => Kind::OtherMessage,
            Fact::ThreadOpened(_)
            | Fact::TurnStarted(_)
            | Fact::TurnAbandoned(_)
            | Fact::ToolFinished(_)
            | Fact::ThreadRated(_)
            | Fact::CommandRefused(_) => return None,
        };
        Some(Frame { seq: event.seq, epoch: event.epoch, id: event.id, kind })
    }
}

#[derive(Clone, Default, Hash)]
pub struct Widget {
    /// Every seq that came, shown or dropped: one bit each.
    seen: u64,
    shown: u64,
    /// Greatest seq shown: where a reconnect resumes.
    pub last: Seq,
    /// Greatest epoch seen: the fence.
    epoch: Epoch,
    /// Greatest epoch of a banner that the visitor has read: the monitor's, not the widget's.
    banner: Epoch,
}

impl Widget {
    /// After `opened`, which is no message.
    pub fn opened() -> Widget {
        Widget { last: Seq(1), ..Widget::default() }
    }
    pub fn has(&self, seq: Seq) -> bool {
        self.seen & bit(seq) != 0
    }
    pub fn shows(&self, seq: Seq) -> bool {
        self.shown & bit(seq) != 0
    }

    /// Takes a frame in as the design's widget would; the error is what a visitor would see that must not be.
    pub fn receive(&mut self, design: Design, frame: &Frame) -> Result<(), String> {
        let (dedup, fence) = match design {
            Design::A => (false, false),
            Design::B | Design::C => (true, false),
            Design::D | Design::E => (true, true),
        };
        if dedup && self.has(frame.seq) {
            return Ok(());
        }
        self.seen |= bit(frame.seq);
        let late = frame.kind == Kind::AgentMessage && frame.epoch < self.epoch;
        self.epoch = self.epoch.max(frame.epoch);
        if fence && late {
            return Ok(());
        }
        self.show(frame)
    }

    fn show(&mut self, frame: &Frame) -> Result<(), String> {
        if self.shows(frame.seq) {
            return Err(format!("widget: {} is shown twice", frame.seq));
        }
        if frame.kind == Kind::AgentMessage && frame.epoch < self.banner {
            let (seq, epoch, banner) = (frame.seq, frame.epoch, self.banner);
            return Err(format!(
                "widget: agent message {seq} of epoch {epoch} is shown under a banner of epoch {banner}"
            ));
        }
        self.shown |= bit(frame.seq);
        self.last = self.last.max(frame.seq);
        if frame.kind == Kind::Owner {
            self.banner = self.banner.max(frame.epoch);
        }
        Ok(())
    }
}

fn bit(seq: Seq) -> u64 {
    1 << seq.0
}
