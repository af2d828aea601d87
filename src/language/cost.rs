//! For tests: does the cost of a function grow with its input as a line does, or faster?

use std::time::{Duration, Instant};

/// How many cases a property is tried on: as many as its author finds quick, or `CASES` in the environment for a long search.
pub(crate) fn cases(few: u32) -> proptest::test_runner::Config {
    let cases = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(few);
    proptest::test_runner::Config::with_cases(cases)
}

/// Compares 2 KiB with 16 KiB of a repeated text in the same run: eight times the text may cost at most sixty times as much: a cost
/// that grows with the square would be sixty-four times.
pub(crate) fn grows_like_a_line(units: &[&str], work: impl Fn(&str)) {
    for unit in units {
        let time = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            (0..3).map(|_| once(&text, &work)).min().unwrap_or_default()
        };
        let (short, long) = (time(2 * 1024), time(16 * 1024));
        assert!(long < short.max(Duration::from_millis(1)) * 60, "{unit:?}: {short:?} for 2 KiB, {long:?} for 16 KiB");
    }
}

fn once(text: &str, work: &impl Fn(&str)) -> Duration {
    let began = Instant::now();
    work(text);
    began.elapsed()
}
