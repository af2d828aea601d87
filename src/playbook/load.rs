//! From files to a playbook. `read` is the one place of this floor that touches the disk; `parse` is pure.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::core::ids::*;

use super::answer::is_plain;
use super::corpus::Corpus;
use super::feed::Feed;
use super::fields::{Doc, Fields};
use super::judgement::Thresholds;
use super::problem::Marks;
pub use super::problem::Problem;
use super::{Answer, EscalationRule, Intent, Playbook, Rooftop, ToolSpec, lint};

const MAX_FILES: usize = 5_000;
const MAX_FILE_BYTES: u64 = 1 << 20;
const MAX_ALL_BYTES: u64 = 64 << 20;
/// `intents/<group>/<name>.toml` is the deepest.
const MAX_DEPTH: usize = 3;
const ROOTS: [&str; 6] = ["intents", "answers", "rooftops", "inventory", "corpus/messages", "tests/conversations"];
const SINGLE: [&str; 3] = [ESCALATION, WHITELIST, JUDGEMENT];
pub const ESCALATION: &str = "escalation.toml";
pub const WHITELIST: &str = "tool_whitelist.toml";
/// The only one that may be missing.
pub const JUDGEMENT: &str = "judgement.toml";

/// The bytes of every file, by its path within the playbook (with `/`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

#[derive(Clone, Debug)]
pub struct Loaded {
    pub playbook: Playbook,
    pub warnings: Vec<Problem>,
    /// Lines of all keys, for checks that come later (`lint::screen`).
    pub marks: Marks,
}

pub fn load(dir: &Path, today: Date) -> Result<Loaded, Vec<Problem>> {
    parse(&read(dir)?, today)
}

/// All files of a playbook. Bounded in number and size; a link that leads out of the directory is refused.
pub fn read(dir: &Path) -> Result<Files, Vec<Problem>> {
    let root = fs::canonicalize(dir)
        .map_err(|error| vec![Problem::new(&dir.display().to_string(), None, error.to_string())])?;
    let mut reader = Reader { root: &root, files: Files::default(), bytes: 0, problems: Vec::new() };
    // A file that is missing is for `parse` to report, with everything else.
    for file in SINGLE.into_iter().filter(|file| root.join(file).exists()) {
        reader.file(file);
    }
    for sub in ROOTS {
        if root.join(sub).exists() {
            reader.directory(sub, MAX_DEPTH - 1);
        }
    }
    if reader.problems.is_empty() { Ok(reader.files) } else { Err(reader.problems) }
}

struct Reader<'r> {
    root: &'r Path,
    files: Files,
    bytes: u64,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn refuse(&mut self, path: &str, why: impl Into<String>) {
        self.problems.push(Problem::new(path, None, why));
    }
    fn directory(&mut self, path: &str, depth: usize) {
        let entries = match fs::read_dir(self.root.join(path)) {
            Ok(entries) => entries,
            Err(error) => return self.refuse(path, error.to_string()),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.refuse(path, error.to_string()),
            };
            let Ok(name) = entry.file_name().into_string() else {
                self.refuse(path, "a file name that is not UTF-8");
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let inner = format!("{path}/{name}");
            match fs::metadata(entry.path()) {
                Ok(about) if about.is_dir() && depth == 0 => self.refuse(&inner, "a directory too deep"),
                Ok(about) if about.is_dir() && !self.leads_out(&inner) => self.directory(&inner, depth - 1),
                Ok(about) if about.is_dir() => {}
                Ok(_) => self.file(&inner),
                Err(error) => self.refuse(&inner, error.to_string()),
            }
        }
    }
    fn leads_out(&mut self, path: &str) -> bool {
        let inside = fs::canonicalize(self.root.join(path)).is_ok_and(|target| target.starts_with(self.root));
        if !inside {
            self.refuse(path, "a link that leads out of the playbook");
        }
        !inside
    }
    fn file(&mut self, path: &str) {
        if self.files.0.len() >= MAX_FILES {
            if self.files.0.len() == MAX_FILES
                && !self.problems.iter().any(|problem| problem.message.starts_with("more than"))
            {
                self.refuse(path, format!("more than {MAX_FILES} files"));
            }
            return;
        }
        let full = self.root.join(path);
        if !full.is_file() {
            return self.refuse(path, "is not a file");
        }
        if self.leads_out(path) {
            return;
        }
        // Much, and soon given back: it must not leave holes among what stays.
        let mut bytes = if path.starts_with("corpus/") { reading::apart::apart() } else { Vec::new() };
        let read = fs::File::open(full).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes));
        let size = bytes.len() as u64;
        self.bytes = self.bytes.saturating_add(size);
        match read {
            Err(error) => self.refuse(path, error.to_string()),
            Ok(_) if size > MAX_FILE_BYTES => self.refuse(path, "is larger than 1 MiB"),
            Ok(_) if self.bytes > MAX_ALL_BYTES => self.refuse(path, "the playbook is larger than 64 MiB"),
            Ok(_) => {
                self.files.0.insert(path.to_owned(), bytes);
            }
        }
    }
}

impl Files {
    /// SHA-256 over the sorted paths and bytes. The golden conversations are left out: they say nothing to visitors, and a
    /// server that is deployed without them must name the same playbook.
    pub fn digest(&self) -> Name {
        let mut hash = Sha256::new();
        for (path, bytes) in self.0.iter().filter(|(path, _)| !path.starts_with("tests/")) {
            hash.update((path.len() as u64).to_be_bytes());
            hash.update(path);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
        Name::new(&hex::encode(hash.finalize()))
    }
    /// The files under a directory, with what follows it in their path.
    pub fn under<'f>(&'f self, dir: &'f str) -> impl Iterator<Item = (&'f str, &'f str, &'f [u8])> {
        self.0.iter().filter_map(move |(path, bytes)| {
            let rest = path.strip_prefix(dir)?.strip_prefix('/')?;
            Some((path.as_str(), rest, bytes.as_slice()))
        })
    }
}

/// The playbook that these files are, or everything that is wrong with them.
pub fn parse(files: &Files, today: Date) -> Result<Loaded, Vec<Problem>> {
    let mut parser = Parser { files, problems: Vec::new(), warnings: Vec::new(), marks: Marks::default() };
    let mut playbook = Playbook {
        digest: files.digest(),
        intents: parser.intents(),
        answers: parser.answers(),
        escalation: parser.toml_file(ESCALATION, EscalationRule::read_all).unwrap_or_default(),
        thresholds: parser.thresholds(),
        tools: parser.toml_file(WHITELIST, ToolSpec::read_all).unwrap_or_default(),
        rooftops: parser.rooftops(),
        inventory: BTreeMap::new(),
        corpus: Corpus::default(),
    };
    playbook.corpus = parser.corpus(&playbook.intents);
    playbook.inventory = parser.inventory(&playbook.rooftops);
    let Parser { mut problems, mut warnings, marks, .. } = parser;
    let found = lint::check(&playbook, &marks, today);
    problems.extend(found.errors);
    warnings.extend(found.warnings);
    problems.sort();
    problems.dedup();
    warnings.sort();
    if problems.is_empty() { Ok(Loaded { playbook, warnings, marks }) } else { Err(problems) }
}

struct Parser<'f> {
    files: &'f Files,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    marks: Marks,
}

impl<'f> Parser<'f> {
    fn refuse(&mut self, file: &str, why: impl Into<String>) {
        self.problems.push(Problem::new(file, None, why));
    }
    fn text(&mut self, file: &str, bytes: &'f [u8]) -> Option<&'f str> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                self.problems.push(Problem::new(file, u32::try_from(line).ok(), "is not UTF-8"));
                None
            }
        }
    }
    fn toml<T>(&mut self, file: &str, bytes: &'f [u8], read: impl FnOnce(&mut Fields<'_, '_>) -> T) -> Option<T> {
        let text = self.text(file, bytes)?;
        let doc = Doc::parse(file, text, 0);
        // What was recovered from a broken text is not worth judging.
        let value = (!doc.is_broken()).then(|| read(&mut doc.root()));
        let (mut problems, marks) = doc.finish();
        self.problems.append(&mut problems);
        self.marks.put(file, marks);
        value
    }
    fn toml_file<T>(&mut self, file: &str, read: impl FnOnce(&mut Fields<'_, '_>) -> T) -> Option<T> {
        match self.files.0.get(file) {
            Some(bytes) => self.toml(file, bytes, read),
            None => {
                self.refuse(file, "is missing");
                None
            }
        }
    }
    fn intents(&mut self) -> BTreeMap<IntentId, Intent> {
        let mut intents = BTreeMap::new();
        for (file, rest, bytes) in self.files.under("intents") {
            match rest.strip_suffix(".toml").and_then(|rest| rest.split_once('/')) {
                Some((group, name)) if is_plain(group) && is_plain(name) => {
                    let id = IntentId::new(&format!("{group}.{name}"));
                    if let Some(intent) = self.toml(file, bytes, |root| Intent::read(id.clone(), root)) {
                        intents.insert(id, intent);
                    }
                }
                _ => self.refuse(file, "is not intents/<group>/<name>.toml in small letters"),
            }
        }
        intents
    }
    fn answers(&mut self) -> BTreeMap<(Name, Lang), Answer> {
        let mut answers = BTreeMap::new();
        for (file, rest, bytes) in self.files.under("answers") {
            let Some((id, lang)) = answer_place(rest) else {
                self.refuse(file, "is not answers/<group>/<name>.<en or es>.md in small letters");
                continue;
            };
            let Some(text) = self.text(file, bytes) else { continue };
            if let Some((answer, marks)) = Answer::read(file, id.clone(), lang, text, &mut self.problems) {
                self.marks.put(file, marks);
                answers.insert((id, lang), answer);
            }
        }
        answers
    }
    fn rooftops(&mut self) -> BTreeMap<RooftopId, Rooftop> {
        let mut rooftops = BTreeMap::new();
        for (file, rest, bytes) in self.files.under("rooftops") {
            match rest.strip_suffix(".toml") {
                Some(id) if is_plain(id) => {
                    let id = RooftopId::new(id);
                    if let Some(rooftop) = self.toml(file, bytes, |root| Rooftop::read(id.clone(), root)) {
                        rooftops.insert(id, rooftop);
                    }
                }
                _ => self.refuse(file, "is not rooftops/<id>.toml in small letters"),
            }
        }
        if rooftops.is_empty() {
            self.refuse("rooftops", "there is no rooftop");
        }
        rooftops
    }
    fn thresholds(&mut self) -> Thresholds {
        let there = self.files.0.contains_key(JUDGEMENT);
        there.then(|| self.toml_file(JUDGEMENT, Thresholds::read)).flatten().unwrap_or_default()
    }
    fn corpus(&mut self, intents: &BTreeMap<IntentId, Intent>) -> Corpus {
        let mut corpus = Corpus::default();
        for (file, rest, bytes) in self.files.under("corpus/messages") {
            if rest.strip_suffix(".jsonl").is_none_or(|name| !is_plain(name)) {
                self.refuse(file, "is not corpus/messages/<name>.jsonl in small letters");
                continue;
            }
            let Some(text) = self.text(file, bytes) else { continue };
            corpus.add(file, text, |intent| intents.contains_key(intent), &mut self.problems);
        }
        corpus
    }
    fn inventory(&mut self, rooftops: &BTreeMap<RooftopId, Rooftop>) -> BTreeMap<RooftopId, super::Inventory> {
        let mut inventory = BTreeMap::new();
        for (id, rooftop) in rooftops {
            let Some(path) = &rooftop.inventory else { continue };
            let Some(bytes) = self.files.0.get(path).filter(|_| path.starts_with("inventory/")) else {
                let problem = self.marks.problem(&rooftop_file(id), "inventory", format!("there is no file `{path}`"));
                self.problems.push(problem);
                continue;
            };
            let mut feed = Feed::read(path, bytes);
            self.problems.append(&mut feed.errors);
            self.warnings.append(&mut feed.warnings);
            inventory.insert(id.clone(), feed.inventory);
        }
        inventory
    }
}

pub fn intent_file(id: &IntentId) -> String {
    format!("intents/{}.toml", id.as_str().replacen('.', "/", 1))
}

pub fn answer_file(id: &Name, lang: Lang) -> String {
    format!("answers/{id}.{lang}.md")
}

pub fn rooftop_file(id: &RooftopId) -> String {
    format!("rooftops/{id}.toml")
}

fn answer_place(rest: &str) -> Option<(Name, Lang)> {
    let (id, lang) = rest.strip_suffix(".md")?.rsplit_once('.')?;
    let (group, name) = id.split_once('/')?;
    let lang = Lang::ALL.into_iter().find(|known| known.as_str() == lang)?;
    (is_plain(group) && is_plain(name)).then(|| (Name::new(id), lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::sample;

    fn write(files: &Files, dir: &Path) {
        for (path, bytes) in &files.0 {
            let full = dir.join(path);
            fs::create_dir_all(full.parent().unwrap()).unwrap();
            fs::write(full, bytes).unwrap();
        }
    }

    #[test]
    fn what_is_read_from_disk_is_what_was_written() {
        let dir = tempfile::tempdir().unwrap();
        let files = sample::files();
        write(&files, dir.path());
        std::fs::write(dir.path().join("intents/.swap"), "no").unwrap();
        std::fs::create_dir(dir.path().join("target")).unwrap();
        assert_eq!(read(dir.path()).unwrap(), files);
        assert_eq!(load(dir.path(), sample::TODAY).unwrap().playbook.digest, files.digest());
    }

    #[test]
    fn the_digest_is_of_every_path_and_byte_but_not_of_golden_conversations() {
        let files = sample::files();
        let digest = files.digest();
        let mut moved = files.clone();
        let bytes = moved.0.remove("intents/price/ask.toml").unwrap();
        moved.0.insert("intents/price/as.toml".to_owned(), bytes);
        let spoiled = sample::spoiled("escalation.toml", "90", "91");
        let mut tested = files.clone();
        tested.0.insert("tests/conversations/a.toml".to_owned(), b"x".to_vec());
        assert!(moved.digest() != digest && spoiled.digest() != digest && tested.digest() == digest);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_playbook_is_refused_and_one_within_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let outside = tempfile::NamedTempFile::new().unwrap();
        write(&sample::files(), dir.path());
        let rooftop = dir.path().join("rooftops/b.toml");
        std::os::unix::fs::symlink(dir.path().join("rooftops/santa-cruz.toml"), &rooftop).unwrap();
        assert!(read(dir.path()).unwrap().0.contains_key("rooftops/b.toml"));
        std::fs::remove_file(&rooftop).unwrap();
        std::os::unix::fs::symlink(outside.path(), &rooftop).unwrap();
        let problems = read(dir.path()).unwrap_err();
        assert_eq!(problems, [Problem::new("rooftops/b.toml", None, "a link that leads out of the playbook")]);
    }

    #[test]
    fn a_file_that_is_too_large_and_a_directory_that_is_missing_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let mut files = sample::files();
        files.0.insert("inventory/big.csv".to_owned(), vec![b'a'; (1 << 20) + 1]);
        write(&files, dir.path());
        assert_eq!(read(dir.path()).unwrap_err(), [Problem::new("inventory/big.csv", None, "is larger than 1 MiB")]);
        assert_eq!(read(&dir.path().join("nowhere")).unwrap_err().len(), 1);
    }
}
