//! Breadth first through every state of a small world, so that the first violation is a shortest one.

use std::collections::HashSet;
use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A world to search. Two worlds with the same hash are the same world.
pub trait World: Hash + Sized {
    /// Everything that can happen next: what it is called, and where it leads, or what it violates.
    fn next(&self) -> Vec<(String, Result<Self, String>)>;
    /// What is wrong with a world in which nothing can happen any more.
    fn at_rest(&self) -> Result<(), String>;
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
    let mut came: Vec<(usize, String)> = vec![(0, String::new())];
    let mut queue = VecDeque::from([(0, start)]);
    let mut steps = 0;
    while let Some((here, world)) = queue.pop_front() {
        let next = world.next();
        if next.is_empty()
            && let Err(what) = world.at_rest()
        {
            return Found { states: came.len(), steps, violation: Some((trace(&came, here), what)) };
        }
        for (step, reached) in next {
            steps += 1;
            match reached {
                Err(what) => {
                    let mut trace = trace(&came, here);
                    trace.push(step);
                    return Found { states: came.len(), steps, violation: Some((trace, what)) };
                }
                Ok(world) if seen.insert(key(&world)) => {
                    assert!(came.len() < most, "more than {most} states: make the world smaller");
                    queue.push_back((came.len(), world));
                    came.push((here, step));
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

fn trace(came: &[(usize, String)], mut at: usize) -> Vec<String> {
    let mut trace = Vec::new();
    while at != 0 {
        trace.push(came[at].1.clone());
        at = came[at].0;
    }
    trace.reverse();
    trace
}
