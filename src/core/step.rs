//! The only place that decides. Same thread, command, playbook and time in; same events and effects out.

use super::command::*;
use super::event::*;
use super::ids::*;
use super::rulebook::*;
use super::text::AgentText;
use super::thread::*;

/// Rules that are not in a playbook: why the core itself gives a thread to people.
pub mod rule {
    /// The assessment failed or came late.
    pub const UNKNOWN: &str = "failed:unknown";
    /// Not understood after one clarifying question.
    pub const UNCLEAR: &str = "failed:unclear";
    /// An answer, intent or tool may not be used here: expired, not listed, not staged, over its limit.
    pub const NOT_ALLOWED: &str = "failed:not_allowed";
    /// A tool failed, came late, or its result could not be told in an approved text.
    pub const TOOL: &str = "failed:tool";
    /// A tool did what it was asked after its turn was over, and the agent had the thread.
    pub const LATE: &str = "failed:late_result";
    /// The visitor wrote again after a person had closed the thread.
    pub const REOPENED: &str = "thread.reopened";
}

/// Decides what a command does to a thread.
///
/// `Err` means that nothing is written (a duplicate, a thread that is full, a result nobody waits for). A person's command that is refused
/// is written down: `Decision::refused`.
pub fn step(thread: Option<&Thread>, command: Command, rules: &dyn Rulebook, now: Micros) -> Result<Decision, Refusal> {
    let Some(thread) = thread else {
        return match command {
            Command::Open { lang, channel, notice, .. } => Ok(Decision {
                drafts: vec![Draft {
                    actor: Actor::of(ActorKind::Visitor),
                    fact: Fact::ThreadOpened(Opened { lang, channel, notice }),
                    private: Private::default(),
                    epoch: Epoch(1),
                }],
                effects: Vec::new(),
                refused: None,
            }),
            Command::Receive(_)
            | Command::FinishTool { .. }
            | Command::TakeOver { .. }
            | Command::Say { .. }
            | Command::HandBack { .. }
            | Command::Close { .. }
            | Command::Rate { .. } => Err(Refusal::NotOpen),
        };
    };
    let mut plan = Plan::of(thread, rules, now);
    match command {
        Command::Open { .. } => return Err(Refusal::AlreadyOpen),
        Command::Receive(inbound) => plan.receive(inbound)?,
        Command::FinishTool { turn, tool, status, facts, say, asks } => {
            plan.finish_tool(turn, tool, status, facts, say, asks)?
        }
        Command::TakeOver { rep, epoch } => plan.take_over(rep, epoch),
        Command::Say { rep, client, text } => plan.say(rep, client, text)?,
        Command::HandBack { rep, epoch, outcome } => plan.hand_back(rep, epoch, outcome),
        Command::Close { rep, epoch, outcome } => plan.close(rep, epoch, outcome),
        Command::Rate { client, score } => plan.rate(client, score)?,
    }
    Ok(plan.decision)
}

/// A decision in the making: the events so far and where they leave the thread.
struct Plan<'a> {
    thread: &'a Thread,
    rules: &'a dyn Rulebook,
    now: Micros,
    seq: Seq,
    epoch: Epoch,
    decision: Decision,
}

impl<'a> Plan<'a> {
    fn of(thread: &'a Thread, rules: &'a dyn Rulebook, now: Micros) -> Plan<'a> {
        Plan {
            thread,
            rules,
            now,
            seq: thread.seq,
            epoch: thread.epoch,
            decision: Decision { drafts: Vec::new(), effects: Vec::new(), refused: None },
        }
    }

    fn write(&mut self, actor: Actor, fact: Fact, private: Private) -> Seq {
        if matches!(fact, Fact::OwnerChanged(_)) {
            self.epoch = self.epoch.next();
        }
        self.seq = self.seq.next();
        self.decision.drafts.push(Draft { actor, fact, private, epoch: self.epoch });
        self.seq
    }

    // ---- a visitor writes ----

    fn receive(&mut self, inbound: Inbound) -> Result<(), Refusal> {
        self.not_seen(inbound.client)?;
        if self.thread.messages >= MAX_MESSAGES {
            return Err(Refusal::ThreadFull);
        }
        let Inbound { client, text, masked, judged, proposal } = inbound;
        let disposition = match self.thread.owner {
            Owner::Queued { .. } | Owner::Rep { .. } => Some(Disposition::Human),
            Owner::Agent | Owner::Closed { .. } => None,
        };
        let received = Received { client, judged: judged.clone(), disposition, masked };
        let own = self.write(Actor::of(ActorKind::Visitor), Fact::MessageReceived(received), Private::text(text));
        match self.thread.owner {
            Owner::Queued { .. } | Owner::Rep { .. } => {}
            Owner::Closed { silent: true } => {
                let (rule, class) = match (judged.verdict, judged.rule) {
                    (Verdict::Sensitive, Some(rule)) => (rule, judged.class),
                    _ => (RuleId::new(rule::REOPENED), None),
                };
                self.call_people(rule, class, Why::Reopened, vec![own], judged.lang);
            }
            Owner::Closed { silent: false } => {
                let change = OwnerChanged { to: NewOwner::Agent, why: Why::Reopened, covers: Vec::new() };
                self.write(Actor::of(ActorKind::System), Fact::OwnerChanged(change), Private::default());
                self.answer(&judged, proposal, vec![own]);
            }
            Owner::Agent => {
                self.abandon(Abandoned::Superseded);
                let mut covers = self.thread.undisposed.clone();
                covers.push(own);
                self.answer(&judged, proposal, covers);
            }
        }
        Ok(())
    }

    /// The agent's turn: what was proposed, if every rule allows it; people otherwise.
    fn answer(&mut self, judged: &Judged, proposal: Proposal, covers: Vec<Seq>) {
        match judged.verdict {
            Verdict::Sensitive => {
                let rule = judged.rule.clone().unwrap_or_else(|| RuleId::new(rule::UNKNOWN));
                return self.call_people(rule, judged.class, Why::Escalated, covers, judged.lang);
            }
            Verdict::Unknown => {
                return self.call_people(RuleId::new(rule::UNKNOWN), None, Why::Escalated, covers, judged.lang);
            }
            Verdict::Clear => {}
        }
        match proposal {
            Proposal::Answer { intent, say } => {
                let allowed = self.may(&intent, Route::Answer) && self.rules.in_force(say.answer(), self.now);
                if !allowed {
                    return self.give_up(rule::NOT_ALLOWED, covers, judged.lang);
                }
                self.reply(say, covers, Disposition::Answered, Some(intent), None, None, Args::new());
            }
            Proposal::Deflect { intent, say } => {
                if !self.rules.in_force(say.answer(), self.now) {
                    return self.give_up(rule::NOT_ALLOWED, covers, judged.lang);
                }
                self.reply(say, covers, Disposition::Deflected, intent, None, None, Args::new());
            }
            Proposal::Clarify { first, second, say } => {
                if self.thread.clarified {
                    return self.give_up(rule::UNCLEAR, covers, judged.lang);
                }
                if !self.rules.in_force(say.answer(), self.now) {
                    return self.give_up(rule::NOT_ALLOWED, covers, judged.lang);
                }
                let asks = Asks::Clarify { first, second };
                self.reply(say, covers, Disposition::Clarified, None, None, Some(asks), Args::new());
            }
            Proposal::AskSlot { intent, tool, slot, args, say } => {
                let asks = Asks::Slot { intent: intent.clone(), tool: tool.clone(), slot };
                let again = self.thread.pending.as_ref().is_some_and(|pending| pending.asks == asks);
                if again && self.thread.clarified {
                    return self.give_up(rule::UNCLEAR, covers, judged.lang);
                }
                if !self.may_call(&intent, &tool) || !self.rules.in_force(say.answer(), self.now) {
                    return self.give_up(rule::NOT_ALLOWED, covers, judged.lang);
                }
                self.reply(say, covers, Disposition::Clarified, Some(intent), Some(tool), Some(asks), args);
            }
            Proposal::Confirm { intent, tool, args, say } => {
                if !self.may_call(&intent, &tool) || !self.rules.in_force(say.answer(), self.now) {
                    return self.give_up(rule::NOT_ALLOWED, covers, judged.lang);
                }
                let asks = Asks::Confirm { intent: intent.clone(), tool: tool.clone() };
                self.reply(say, covers, Disposition::Clarified, Some(intent), Some(tool), Some(asks), args);
            }
            Proposal::CallTool { intent, tool, args, yes } => {
                if !self.may_call(&intent, &tool) || !self.confirmed(&intent, &tool, &args, yes) {
                    return self.give_up(rule::NOT_ALLOWED, covers, judged.lang);
                }
                let started = TurnStarted { covers, intent: intent.clone(), tool: tool.clone() };
                let private = Private { args: args.clone(), ..Private::default() };
                let turn = self.write(Actor::of(ActorKind::Agent), Fact::TurnStarted(started), private);
                self.decision.effects.push(Effect::CallTool { turn, intent, tool, args });
            }
            Proposal::GiveUp { rule } => self.call_people(rule, judged.class, Why::Escalated, covers, judged.lang),
        }
    }

    /// May the agent act on this intent by itself, along this route?
    fn may(&self, intent: &IntentId, route: Route) -> bool {
        self.rules.intent(intent).is_some_and(|rule| {
            let harmless = match rule.sensitive {
                // A name for a booking or a warning light may be spoken of; anything else sensitive is for people.
                None | Some(Class::Privacy | Class::Safety) => true,
                Some(
                    Class::Legal
                    | Class::Complaint
                    | Class::Price
                    | Class::Finance
                    | Class::Contract
                    | Class::Promotion
                    | Class::HumanRequest,
                ) => false,
            };
            rule.route == route && rule.stage == Stage::Auto && harmless
        })
    }

    /// Is the tool whitelisted for this intent and stage, and within its limits on this thread?
    fn may_call(&self, intent: &IntentId, tool: &ToolName) -> bool {
        let calls = self.thread.tool_calls.get(tool).copied().unwrap_or(0);
        self.may(intent, Route::Tool)
            && self.rules.tool(tool).is_some_and(|rule| {
                rule.stage == Stage::Auto
                    && rule.intents.contains(intent)
                    && rule.per_turn >= 1
                    && calls < rule.per_thread
            })
    }

    /// A tool that writes needs the visitor's yes to exactly these arguments.
    fn confirmed(&self, intent: &IntentId, tool: &ToolName, args: &Args, yes: bool) -> bool {
        match self.rules.tool(tool).map(|rule| rule.effect) {
            None => false,
            Some(ToolEffect::Read) => true,
            Some(ToolEffect::Write) => {
                let asked = Asks::Confirm { intent: intent.clone(), tool: tool.clone() };
                yes && self
                    .thread
                    .pending
                    .as_ref()
                    .is_some_and(|pending| pending.asks == asked && pending.args == *args)
            }
        }
    }

    // ---- a tool answers ----

    fn finish_tool(
        &mut self,
        turn: Seq,
        tool: ToolName,
        status: ToolStatus,
        facts: Args,
        say: Option<AgentText>,
        asks: Option<Name>,
    ) -> Result<(), Refusal> {
        let finished = Fact::ToolFinished(ToolFinished { turn, tool: tool.clone(), status });
        let private = Private { args: facts, ..Private::default() };
        let Some(open) = self.thread.turn.as_ref().filter(|open| open.seq == turn && open.tool == tool) else {
            // Only for a turn of this tool, and only once: a result that is told twice, or for a turn that never was, is no news.
            let wrote = status == ToolStatus::Found
                && self.thread.unsettled.get(&turn) == Some(&tool)
                && self.rules.tool(&tool).is_some_and(|rule| rule.effect == ToolEffect::Write);
            if !wrote {
                return Err(Refusal::TurnOver);
            }
            // The turn is gone, but the world has changed: people must see that it was booked.
            self.write(Actor::of(ActorKind::System), finished, private);
            self.decision.refused = Some(Refusal::TurnOver);
            if self.thread.owner == Owner::Agent {
                self.abandon(Abandoned::OwnerChanged);
                self.give_up(rule::LATE, self.thread.undisposed.clone(), self.thread.lang);
            }
            return Ok(());
        };
        let (covers, intent, mut kept) = (open.covers.clone(), open.intent.clone(), Args::new());
        let asks = asks.map(|slot| {
            kept.clone_from(&open.args);
            kept.remove(slot.as_str());
            Asks::Slot { intent: intent.clone(), tool: tool.clone(), slot }
        });
        self.write(Actor::of(ActorKind::System), finished, private);
        match say.filter(|say| self.rules.in_force(say.answer(), self.now)) {
            Some(say) => {
                self.reply(say, covers, Disposition::ToolAnswered, Some(intent), Some(tool), asks, kept);
            }
            None => self.give_up(rule::TOOL, covers, self.thread.lang),
        }
        Ok(())
    }

    // ---- a rep acts ----

    fn take_over(&mut self, rep: RepId, epoch: Option<Epoch>) {
        if self.is_stale(epoch) {
            return self.refuse(&rep, "take_over", Refusal::Stale);
        }
        match &self.thread.owner {
            Owner::Rep { rep: owner } if *owner == rep => self.refuse(&rep, "take_over", Refusal::AlreadyYours),
            Owner::Agent | Owner::Queued { .. } | Owner::Rep { .. } | Owner::Closed { .. } => {
                self.hand_to_rep(rep, Why::TakenOver);
            }
        }
    }

    fn say(&mut self, rep: RepId, client: ClientId, text: String) -> Result<(), Refusal> {
        self.not_seen(client)?;
        match &self.thread.owner {
            Owner::Closed { .. } => {
                self.refuse(&rep, "say", Refusal::Closed);
                return Ok(());
            }
            Owner::Rep { rep: owner } if *owner == rep => {}
            Owner::Agent | Owner::Queued { .. } | Owner::Rep { .. } => self.hand_to_rep(rep.clone(), Why::Wrote),
        }
        let reply = Reply {
            covers: Vec::new(),
            disposition: None,
            answer: None,
            intent: None,
            tool: None,
            asks: None,
            client: Some(client),
            sources: Vec::new(),
        };
        self.write(Actor::rep(&rep), Fact::ReplyCommitted(reply), Private::text(text));
        Ok(())
    }

    fn hand_back(&mut self, rep: RepId, epoch: Option<Epoch>, outcome: Outcome) {
        if self.is_stale(epoch) {
            return self.refuse(&rep, "hand_back", Refusal::Stale);
        }
        match &self.thread.owner {
            Owner::Rep { rep: owner } if *owner == rep => {
                let change = OwnerChanged { to: NewOwner::Agent, why: Why::HandedBack(outcome), covers: Vec::new() };
                self.write(Actor::rep(&rep), Fact::OwnerChanged(change), Private::default());
            }
            Owner::Closed { .. } => self.refuse(&rep, "hand_back", Refusal::Closed),
            Owner::Agent | Owner::Queued { .. } | Owner::Rep { .. } => {
                self.refuse(&rep, "hand_back", Refusal::NotOwner);
            }
        }
    }

    fn close(&mut self, rep: RepId, epoch: Option<Epoch>, outcome: Outcome) {
        if self.is_stale(epoch) {
            return self.refuse(&rep, "close", Refusal::Stale);
        }
        match &self.thread.owner {
            Owner::Rep { rep: owner } if *owner != rep => self.refuse(&rep, "close", Refusal::NotOwner),
            Owner::Closed { .. } => self.refuse(&rep, "close", Refusal::Closed),
            Owner::Agent | Owner::Queued { .. } | Owner::Rep { .. } => {
                self.abandon(Abandoned::OwnerChanged);
                let covers = self.thread.undisposed.clone();
                let change = OwnerChanged { to: NewOwner::Closed, why: Why::Closed(outcome), covers };
                self.write(Actor::rep(&rep), Fact::OwnerChanged(change), Private::default());
            }
        }
    }

    fn rate(&mut self, client: ClientId, score: u8) -> Result<(), Refusal> {
        self.not_seen(client)?;
        if !(1..=5).contains(&score) {
            return Err(Refusal::BadScore);
        }
        let rated = Fact::ThreadRated(Rated { client, score });
        self.write(Actor::of(ActorKind::Visitor), rated, Private::default());
        Ok(())
    }

    // ---- shared moves ----

    fn not_seen(&self, client: ClientId) -> Result<(), Refusal> {
        match self.thread.clients.get(&client) {
            Some(seq) => Err(Refusal::Duplicate(*seq)),
            None => Ok(()),
        }
    }

    fn is_stale(&self, epoch: Option<Epoch>) -> bool {
        epoch.is_some_and(|epoch| epoch != self.thread.epoch)
    }

    fn refuse(&mut self, rep: &RepId, command: &str, refusal: Refusal) {
        let refused = Fact::CommandRefused(Refused { command: Name::new(command), refusal });
        self.write(Actor::rep(rep), refused, Private::default());
        self.decision.refused = Some(refusal);
    }

    fn abandon(&mut self, why: Abandoned) {
        if let Some(open) = &self.thread.turn {
            let fact = Fact::TurnAbandoned(TurnAbandoned { turn: open.seq, why });
            self.write(Actor::of(ActorKind::System), fact, Private::default());
        }
    }

    fn hand_to_rep(&mut self, rep: RepId, why: Why) {
        self.abandon(Abandoned::OwnerChanged);
        let covers = self.thread.undisposed.clone();
        let change = OwnerChanged { to: NewOwner::Rep { rep: rep.clone() }, why, covers };
        self.write(Actor::rep(&rep), Fact::OwnerChanged(change), Private::default());
    }

    fn give_up(&mut self, rule: &str, covers: Vec<Seq>, lang: Lang) {
        self.call_people(RuleId::new(rule), None, Why::Escalated, covers, lang);
    }

    /// People are called: owner change and hand-over line stand in the same append as the message.
    fn call_people(&mut self, rule: RuleId, class: Option<Class>, why: Why, covers: Vec<Seq>, lang: Lang) {
        let HandOver { class, team, sla_seconds, line } = self.rules.hand_over(&rule, class, lang, self.now);
        let to = NewOwner::Queue { rule, class, team, sla_seconds };
        let change = OwnerChanged { to, why, covers };
        self.write(Actor::of(ActorKind::System), Fact::OwnerChanged(change), Private::default());
        if let Some(line) = line {
            let reply = Reply {
                covers: Vec::new(),
                disposition: None,
                answer: Some(line.answer().clone()),
                intent: None,
                tool: None,
                asks: None,
                client: None,
                sources: line.sources().to_vec(),
            };
            self.write(Actor::of(ActorKind::System), Fact::ReplyCommitted(reply), Private::text(line.text()));
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one call per kind of reply; a struct would repeat Reply")]
    fn reply(
        &mut self,
        say: AgentText,
        covers: Vec<Seq>,
        disposition: Disposition,
        intent: Option<IntentId>,
        tool: Option<ToolName>,
        asks: Option<Asks>,
        args: Args,
    ) {
        let reply = Reply {
            covers,
            disposition: Some(disposition),
            answer: Some(say.answer().clone()),
            intent,
            tool,
            asks,
            client: None,
            sources: say.sources().to_vec(),
        };
        let private = Private { text: say.text().to_owned(), args, choices: say.choices().to_vec() };
        self.write(Actor::of(ActorKind::Agent), Fact::ReplyCommitted(reply), private);
    }
}
