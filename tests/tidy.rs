//! Keeps the house in order: which floor may import which, where adapters and clocks may be named, how long a room may be.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test helper outside #[test]")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up. A floor may import itself and what stands before it.
const FLOORS: [&[&str]; 7] = [
    &["core"],
    &["playbook"],
    &["language"],
    &["store", "tools", "people"],
    &["agent"],
    &["http", "config", "eval"],
    &["cli"],
];

/// Pure floors: no runtime, no database, no network, no clock, no randomness.
const PURE: [&str; 3] = ["core", "playbook", "language"];
const IMPURE: [&str; 12] = [
    "tokio::",
    "sqlx::",
    "axum::",
    "reqwest::",
    "std::net",
    "std::time::SystemTime",
    "std::time::Instant",
    "Instant::now",
    "getrandom",
    "Timestamp::now",
    "Zoned::now",
    "std::fs",
];
/// The playbook's one disk reader.
const DISK_READERS: [&str; 1] = ["src/playbook/load.rs"];

/// Longest room. A longer one is two rooms.
const MAX_LINES: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `dir` with one of the endings, as (path from the root, text).
fn files(dir: &str, endings: &[&str]) -> Vec<(String, String)> {
    fn walk(dir: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["target", "node_modules", "dist", ".git", ".tools", "data", "out"].contains(&name.as_str()) {
                    walk(&path, endings, found);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(dir), endings, &mut found);
    found.sort();
    let texts: Vec<_> = found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            (name, text)
        })
        .collect();
    assert!(!texts.is_empty(), "nothing found below {dir}: the test looks in the wrong place");
    texts
}

fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// Lines of a file that are not in its test module.
fn product_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().take_while(|(_, line)| *line != "#[cfg(test)]").map(|(at, line)| (at + 1, line))
}

/// Files that only tests are built from.
fn is_test(file: &str) -> bool {
    file.contains("/tests/") || file.ends_with("/tests.rs") || file.ends_with("/cost.rs")
}

fn floor_of(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

#[test]
fn imports_point_down() {
    let mut problems = Vec::new();
    for (file, text) in files("src", &[".rs"]) {
        let parts: Vec<_> = file.split('/').collect();
        let room = parts[1].trim_end_matches(".rs");
        if ["lib", "main"].contains(&room) {
            continue;
        }
        let Some(own) = floor_of(room) else {
            problems.push(format!("{file}: `{room}` stands on no floor; add it to FLOORS"));
            continue;
        };
        for (line, code) in product_lines(&text) {
            if code.trim_start().starts_with("//") {
                continue;
            }
            for (at, _) in code.match_indices("crate::") {
                let rest = &code[at + "crate::".len()..];
                let target: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if let Some(floor) = floor_of(&target)
                    && (floor > own || (floor == own && target != room && own != 3 && own != 5))
                {
                    problems.push(format!("{file}:{line}: `{room}` imports `{target}`, which stands above it"));
                }
            }
        }
    }
    report(problems);
}

#[test]
fn pure_floors_touch_nothing_outside() {
    let mut problems = Vec::new();
    let rooms = PURE.map(|floor| format!("src/{floor}")).into_iter().chain(["crates/reading/src".to_owned()]);
    for room in rooms {
        for (file, text) in files(&room, &[".rs"]) {
            if is_test(&file) {
                continue;
            }
            for (line, code) in product_lines(&text) {
                let banned = IMPURE.iter().find(|banned| code.contains(*banned));
                if let Some(banned) = banned
                    && !(DISK_READERS.contains(&file.as_str()) && *banned == "std::fs")
                    && !code.trim_start().starts_with("//")
                {
                    problems.push(format!("{file}:{line}: `{banned}` in a pure floor"));
                }
            }
        }
    }
    report(problems);
}

#[test]
fn adapters_are_named_in_the_command_line_alone() {
    let mut problems = Vec::new();
    for (file, text) in files("src", &[".rs"]) {
        let allowed = file.starts_with("src/cli/") || file.starts_with("src/store/");
        for (line, code) in product_lines(&text) {
            let named = ["store::sqlite", "store::postgres", "Sqlite::", "Postgres::"];
            if !allowed && named.iter().any(|name| code.contains(name)) {
                problems.push(format!("{file}:{line}: names a store adapter"));
            }
        }
    }
    report(problems);
}

#[test]
fn rooms_stay_rooms() {
    let mut problems = Vec::new();
    let mut all = files("src", &[".rs"]);
    all.extend(files("crates", &[".rs"]));
    all.extend(files("tests", &[".rs"]));
    all.extend(files("web", &[".ts", ".svelte", ".mjs", ".css"]));
    for (file, text) in all {
        let lines = text.lines().count();
        if lines > MAX_LINES {
            problems.push(format!("{file}: {lines} lines; above {MAX_LINES} it is two rooms"));
        }
        if (file.starts_with("src/") || file.starts_with("crates/")) && !text.starts_with("//!") {
            problems.push(format!("{file}: begins without saying what it is for (//!)"));
        }
    }
    report(problems);
}

#[test]
fn nothing_is_left_for_later_or_tied_to_one_machine() {
    let mut problems = Vec::new();
    let endings =
        [".rs", ".ts", ".svelte", ".mjs", ".toml", ".md", ".sql", ".yaml", ".html", ".css", ".py", "Makefile"];
    let later = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat()];
    let homes = ["home", "Users", "root", "work"].map(|folder| format!("/{folder}/"));
    for (file, text) in files("", &endings) {
        for (at, line) in text.lines().enumerate() {
            for word in &later {
                if line.split(|c: char| !c.is_alphanumeric()).any(|found| found == word) {
                    problems.push(format!("{file}:{}: {word}", at + 1));
                }
            }
            for home in &homes {
                let whole = line
                    .match_indices(home.as_str())
                    .any(|(start, _)| !line[..start].ends_with(|c: char| c.is_alphanumeric() || ".-_}/".contains(c)));
                if whole {
                    problems.push(format!("{file}:{}: a path of one machine ({home})", at + 1));
                }
            }
        }
    }
    report(problems);
}

#[test]
fn migrations_come_in_pairs_on_both_databases() {
    let names = |database: &str| -> BTreeSet<String> {
        files(&format!("migrations/{database}"), &[".sql"])
            .into_iter()
            .map(|(file, _)| file.rsplit('/').next().unwrap().to_owned())
            .collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    assert_eq!(sqlite, postgres, "the same numbers and names on both databases");
    for up in sqlite.iter().filter(|name| name.ends_with(".up.sql")) {
        assert!(sqlite.contains(&up.replace(".up.sql", ".down.sql")), "{up} has no way back");
    }
}

#[test]
fn the_architecture_page_names_files_that_exist() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut problems = Vec::new();
    let mut named = 0;
    for word in text.split('`').skip(1).step_by(2) {
        let is_path =
            word.contains('/') && !word.contains([' ', '*', '<', '{', ':', '(', '=']) && !word.starts_with('/');
        if is_path
            && ["src/", "tests/", "docs/", "web/", "migrations/", "examples/", "benches/"]
                .iter()
                .any(|dir| word.starts_with(dir))
        {
            named += 1;
            if !root().join(word).exists() {
                problems.push(format!("ARCHITECTURE.md names `{word}`, which does not exist"));
            }
        }
    }
    assert!(named > 20, "ARCHITECTURE.md names only {named} files");
    report(problems);
}
