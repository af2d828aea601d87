//! Counting what was right: shares, ranks, areas.

use std::time::Duration;

/// `part` of `whole`; 0 of nothing.
pub fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Share of the pairs of an inner and an outer score that are in the right order, the inner one larger; a tie counts half. None without pairs.
pub fn auroc(inner: &[f32], outer: &[f32]) -> Option<f64> {
    let mut all: Vec<(f32, bool)> = inner.iter().map(|score| (*score, true)).collect();
    all.extend(outer.iter().map(|score| (*score, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut outer_below, mut halves) = (0, 0_u64);
    for same in all.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let inner_here = same.iter().filter(|score| score.1).count() as u64;
        let outer_here = same.len() as u64 - inner_here;
        halves += inner_here * (2 * outer_below + outer_here);
        outer_below += outer_here;
    }
    (!inner.is_empty() && !outer.is_empty()).then(|| halves as f64 / (2.0 * inner.len() as f64 * outer.len() as f64))
}

/// The score below which at most `most` of the scores lie.
pub fn threshold(scores: &[f32], most: f64) -> f32 {
    let mut sorted = scores.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted.get((scores.len() as f64 * most) as usize).copied().unwrap_or(f32::MIN)
}

/// The shortest time that `percent` of the times do not exceed.
pub fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_counts_pairs_and_halves_ties() {
        assert_eq!(auroc(&[3.0, 4.0], &[1.0, 2.0]), Some(1.0));
        assert_eq!(auroc(&[1.0, 2.0], &[3.0, 4.0]), Some(0.0));
        assert_eq!(auroc(&[1.0, 3.0], &[2.0]), Some(0.5));
        assert_eq!(auroc(&[2.0, 3.0], &[2.0, 2.0]), Some(0.75));
        assert_eq!(auroc(&[2.0], &[]), None);
    }

    #[test]
    fn a_threshold_never_rejects_more_than_it_may() {
        let scores: Vec<f32> = (0..99).map(|n| n as f32).collect();
        let least = threshold(&scores, 0.05);
        assert_eq!(scores.iter().filter(|score| **score < least).count(), 4);
        assert_eq!(threshold(&[7.0; 50], 0.05), 7.0, "of equal scores all are kept");
        assert_eq!(threshold(&[], 0.05), f32::MIN);
    }

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times: Vec<_> = (1..=200).rev().map(Duration::from_micros).collect();
        assert_eq!(percentile(&times, 50), Duration::from_micros(100));
        assert_eq!(percentile(&times, 99), Duration::from_micros(198));
        assert_eq!(percentile(&times[..1], 50), Duration::from_micros(200));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }
}
