//! Latencies and how they are printed.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

/// Durations in microseconds, up to a minute, to three digits.
pub struct Times(Histogram<u64>);

impl Default for Times {
    fn default() -> Self {
        Times(Histogram::new_with_bounds(1, 60_000_000, 3).expect("the bounds are constants"))
    }
}

impl Times {
    pub fn add(&mut self, time: Duration) {
        self.0.saturating_record(time.as_micros().max(1) as u64);
    }
    pub fn merge(&mut self, other: Times) {
        self.0.add(other.0).expect("the bounds are the same");
    }
    pub fn len(&self) -> u64 {
        self.0.len()
    }
    pub fn summary(&self) -> Summary {
        let millis = |micros: u64| micros as f64 / 1_000.0;
        Summary {
            count: self.0.len(),
            p50_ms: millis(self.0.value_at_quantile(0.5)),
            p99_ms: millis(self.0.value_at_quantile(0.99)),
            max_ms: millis(self.0.max()),
        }
    }
}

#[derive(Serialize)]
pub struct Summary {
    pub count: u64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
}

/// One measurement.
#[derive(Serialize)]
pub struct Row {
    pub run: String,
    pub turns_per_second: f64,
    /// Share of what the store alone can append with as many writers, measured just before.
    pub share_of_limit: Option<f64>,
    pub ack: Summary,
    pub reply: Summary,
    /// From the visitor's frame to the console's frame.
    pub escalation: Option<Summary>,
    pub idle_megabytes: f64,
    pub kilobytes_per_socket: Option<f64>,
    /// Disagreements between what was received and the log.
    pub faults: usize,
}

pub fn print(rows: &[Row]) {
    for row in rows {
        println!("\n{}", row.run);
        println!("  {:>10.0} turns/s", row.turns_per_second);
        if let Some(share) = row.share_of_limit {
            println!("  {:>9.0} % of the store's own group-commit limit in this run", share * 100.0);
        }
        let line = |name: &str, of: &Summary| {
            println!(
                "  {name:<11} p50 {:>8.2} ms   p99 {:>8.2} ms   max {:>8.2} ms   ({})",
                of.p50_ms, of.p99_ms, of.max_ms, of.count
            );
        };
        line("ack", &row.ack);
        line("reply", &row.reply);
        if let Some(escalation) = &row.escalation {
            line("escalation", escalation);
        }
        println!("  memory      {:.1} MB idle", row.idle_megabytes);
        if let Some(each) = row.kilobytes_per_socket {
            println!("              {each:.1} KB more for each open socket");
        }
        println!("  {} disagreements with the log", row.faults);
    }
}
