use std::path::{Path, PathBuf};
use std::{fmt, fs};

use toml_edit::{DocumentMut, Item};

/// The keys with a meaning of their own; every other one is an option.
const KEYS: [&str; 7] = ["why", "source", "input", "input_file", "output", "losses", "error"];

/// One case: a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fixture {
    /// The file's path below the folder, without its extension: the name of the test.
    pub name: String,
    /// The file itself.
    pub path: PathBuf,
    /// What the case shows.
    pub why: String,
    /// The source item as text; if it came from a file that is no UTF-8, its readable part.
    pub input: String,
    /// The source item as bytes.
    pub bytes: Vec<u8>,
    pub(crate) document: DocumentMut,
}

/// A file that is no case.
#[derive(Debug)]
#[non_exhaustive]
pub struct UnreadableFixture {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for UnreadableFixture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for UnreadableFixture {}

impl Fixture {
    /// Every case in the `.toml` files below a folder, in name order: for tests that ask something else of them.
    ///
    /// # Errors
    /// That of the first file that cannot be read.
    pub fn all(folder: &Path) -> Result<Vec<Self>, UnreadableFixture> {
        files(folder).iter().map(|path| Self::read(folder, path)).collect()
    }

    /// Reads the case at `path`; `folder` is what its name leaves out.
    ///
    /// # Errors
    /// The file cannot be read, is no TOML, or lacks `why`, or both `input` and `input_file`.
    pub fn read(folder: &Path, path: &Path) -> Result<Self, UnreadableFixture> {
        let fail = |reason: String| UnreadableFixture { path: path.to_owned(), reason };
        let text = fs::read_to_string(path).map_err(|error| fail(error.to_string()))?;
        let document: DocumentMut =
            text.parse().map_err(|error: toml_edit::TomlError| fail(error.to_string()))?;
        let string = |key: &str| document.get(key).and_then(Item::as_str);
        let why = string("why").unwrap_or_default().trim().to_owned();
        if why.is_empty() {
            return Err(fail("`why` is missing: say what the case shows".to_owned()));
        }
        let bytes = match (string("input"), string("input_file")) {
            (Some(text), None) => text.as_bytes().to_vec(),
            (None, Some(file)) => fs::read(path.with_file_name(file))
                .map_err(|error| fail(format!("input_file {file:?}: {error}")))?,
            (Some(_), Some(_)) => return Err(fail("both `input` and `input_file`".to_owned())),
            (None, None) => return Err(fail("neither `input` nor `input_file`".to_owned())),
        };
        let name = path.strip_prefix(folder).unwrap_or(path).with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        let input = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Self { name, path: path.to_owned(), why, input, bytes, document })
    }

    /// The text of an option; `None` for the keys that have a meaning of their own.
    #[must_use]
    pub fn option(&self, key: &str) -> Option<&str> {
        self.item(key).and_then(Item::as_str)
    }

    /// Whether an option is there and `true`.
    #[must_use]
    pub fn flag(&self, key: &str) -> bool {
        self.item(key).and_then(Item::as_bool).unwrap_or(false)
    }

    /// The number of an option.
    #[must_use]
    pub fn integer(&self, key: &str) -> Option<i64> {
        self.item(key).and_then(Item::as_integer)
    }

    /// The pairs of an option that is a table of texts, as `resolve = { "name" = "address" }`.
    #[must_use]
    pub fn pairs(&self, key: &str) -> Vec<(&str, &str)> {
        let table = self.item(key).and_then(Item::as_table_like);
        let pairs = table.into_iter().flat_map(|table| table.iter());
        pairs.filter_map(|(key, item)| Some((key, item.as_str()?))).collect()
    }

    fn item(&self, key: &str) -> Option<&Item> {
        if KEYS.contains(&key) { None } else { self.document.get(key) }
    }
}

/// Every `.toml` file below, in name order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
