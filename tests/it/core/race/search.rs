//! Breadth first through every state of a small world, so that the first violation is a shortest one.

use std::collections::{HashSet, VecDeque};
use std::fmt::Display;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A world to search. Two worlds with the same hash are the same world.
pub trait World: Hash + Sized {
    type Step: Copy + Display;
    /// Everything that can happen next, and where it leads, or what it violates.
    fn next(&self) -> Vec<(Self::Step, Result<Self, String>)>;
}

#[derive(Debug)]
pub struct Found {
    pub states: usize,
    pub steps: usize,
    /// The shortest way to a violation, and the violation.
    pub violation: Option<(Vec<String>, String)>,
}

impl Found {
    pub fn print(&self, title: &str) {
        println!("{title}: {} states, {} steps", self.states, self.steps);
        if let Some((trace, what)) = &self.violation {
            for (place, step) in trace.iter().enumerate() {
                println!("  {:2}. {step}", place + 1);
            }
            println!("  => {what}");
        }
    }
}

/// Stops at the first violation, or after `most` states with a panic: a search that was cut off proves nothing.
pub fn search<W: World>(start: W, most: usize) -> Found {
    let mut seen = HashSet::from([key(&start)]);
    // How each state was reached: the state before and the step.
    let mut came: Vec<(usize, Option<W::Step>)> = vec![(0, None)];
    let mut queue = VecDeque::from([(0, start)]);
    let mut steps = 0;
    while let Some((here, world)) = queue.pop_front() {
        for (step, reached) in world.next() {
            steps += 1;
            match reached {
                Err(what) => {
                    let mut trace = trace(&came, here);
                    trace.push(step.to_string());
                    return Found { states: came.len(), steps, violation: Some((trace, what)) };
                }
                Ok(world) if seen.insert(key(&world)) => {
                    assert!(came.len() < most, "more than {most} states: make the world smaller");
                    queue.push_back((came.len(), world));
                    came.push((here, Some(step)));
                }
                Ok(_) => {}
            }
        }
    }
    Found { states: came.len(), steps, violation: None }
}

fn key<W: World>(world: &W) -> u64 {
    // The same in every run; at a million states the chance of a collision is below one in ten million.
    let mut hasher = DefaultHasher::new();
    world.hash(&mut hasher);
    hasher.finish()
}

fn trace<S: Display>(came: &[(usize, Option<S>)], mut at: usize) -> Vec<String> {
    let mut trace = Vec::new();
    while let (before, Some(step)) = &came[at] {
        trace.push(step.to_string());
        at = *before;
    }
    trace.reverse();
    trace
}
