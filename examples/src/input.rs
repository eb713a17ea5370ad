use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;

/// How a file's bytes divide into items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Framing {
    /// One JSON object, a Graph page, or, in `.ndjson`, `.jsonl` and standard input, one object a line.
    Json,
    /// Each outermost component of this name (`VCARD`, `VCALENDAR`) is one item.
    Components(&'static str),
}

/// One file to read: what `INPUT` named, or a file below a folder it named.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// The path as it is shown and opened; `-` is standard input.
    pub path: PathBuf,
    /// Its name below the folder that was given, for outputs that keep the tree.
    pub relative: PathBuf,
}

impl InputFile {
    /// The path as reports and error lines write it.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }

    fn open(&self) -> io::Result<Box<dyn BufRead>> {
        if self.is_stdin() {
            return Ok(Box::new(BufReader::with_capacity(1 << 16, io::stdin())));
        }
        let file = File::open(&self.path)?;
        if file.metadata()?.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
    }

    /// All its bytes.
    ///
    /// # Errors
    /// If the file cannot be opened or read to its end.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        if self.is_stdin() {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        std::fs::read(&self.path)
    }

    /// Bytes it has, as far as its folder knows; 0 of what has no size, as standard input.
    #[must_use]
    pub fn size(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |file| file.len())
    }

    /// Hands each item's bytes to `each`, with whether it is the file's only one, until `each` answers `false`.
    ///
    /// # Errors
    /// If the file cannot be opened or read to its end.
    pub fn items(
        &self,
        framing: Framing,
        mut each: impl FnMut(&[u8], bool) -> bool,
    ) -> io::Result<()> {
        let by_line =
            self.is_stdin() || self.path.extension().is_some_and(|e| e == "ndjson" || e == "jsonl");
        if framing == Framing::Json && by_line {
            return lines(&mut self.open()?, &mut each);
        }
        let bytes = self.bytes()?;
        match framing {
            Framing::Json => page(&bytes, &mut each),
            Framing::Components(name) => {
                let pieces = crate::components::split(&bytes, name);
                for piece in &pieces {
                    if !each(piece, pieces.len() == 1) {
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}

/// One item a line, one line ahead, so that a lone item is known to be one.
fn lines(reader: &mut dyn BufRead, each: &mut dyn FnMut(&[u8], bool) -> bool) -> io::Result<()> {
    let (mut line, mut next) = (Vec::new(), Vec::new());
    let mut alone = true;
    let mut more = next_line(reader, &mut line)?;
    while more {
        more = next_line(reader, &mut next)?;
        alone &= !more;
        if !each(&line, alone) {
            return Ok(());
        }
        std::mem::swap(&mut line, &mut next);
    }
    Ok(())
}

fn next_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        line.clear();
        if reader.read_until(b'\n', line)? == 0 {
            return Ok(false);
        }
        if !line.trim_ascii().is_empty() {
            return Ok(true);
        }
    }
}

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    value: Vec<&'a RawValue>,
}

/// The items of a page or an array.
fn divide(text: &[u8]) -> Option<Vec<&RawValue>> {
    serde_json::from_slice::<Page<'_>>(text)
        .map(|page| page.value)
        .or_else(|_| serde_json::from_slice::<Vec<&RawValue>>(text))
        .ok()
}

fn page(bytes: &[u8], each: &mut dyn FnMut(&[u8], bool) -> bool) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // One bad character in one item must not make one item of them all.
    let mended =
        if divide(text).is_none() { viaduc_wire::repair(text) } else { Cow::Borrowed(text) };
    // What is neither a page nor an array is one item, whole or broken: its converter says which.
    let Some(items) = divide(&mended) else {
        each(text, true);
        return;
    };
    let alone = items.len() == 1;
    for item in items {
        if !each(item.get().as_bytes(), alone) {
            return;
        }
    }
}

/// The files that `INPUT…` names, in order, and what of it cannot be read.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The files, folders read recursively in name order.
    pub files: Vec<InputFile>,
    /// What cannot be read: one line each.
    pub unreadable: Vec<String>,
    /// Folders without a file to read: one line each.
    pub empty: Vec<String>,
}

impl Inputs {
    /// Looks up `inputs`. Below a folder only files with one of the `extensions` count; none given: every regular file.
    #[must_use]
    pub fn find(inputs: &[PathBuf], extensions: &[&str]) -> Self {
        let mut found = Self::default();
        for input in inputs {
            if input.is_dir() {
                let before = found.files.len();
                found.folder(input, input, extensions);
                if found.files.len() == before {
                    found
                        .empty
                        .push(format!("{}: the folder holds nothing to read", input.display()));
                }
            } else {
                let relative = input.file_name().map_or_else(|| input.clone(), PathBuf::from);
                found.files.push(InputFile { path: input.clone(), relative });
            }
        }
        found
    }

    fn folder(&mut self, root: &Path, folder: &Path, extensions: &[&str]) {
        // A list instead of recursion: a deep tree is input like any other.
        let mut waiting = vec![(folder.to_path_buf(), true)];
        while let Some((path, is_folder)) = waiting.pop() {
            match is_folder.then(|| entries(&path)) {
                Some(Ok(mut children)) => {
                    children.reverse();
                    waiting.append(&mut children);
                }
                Some(Err(error)) => self.unreadable.push(format!("{}: {error}", path.display())),
                None => {
                    let wanted = |e: &str| extensions.iter().any(|x| x.eq_ignore_ascii_case(e));
                    let extension = path.extension().and_then(|e| e.to_str());
                    if extensions.is_empty() || extension.is_some_and(wanted) {
                        let relative = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
                        self.files.push(InputFile { path, relative });
                    }
                }
            }
        }
    }
}

/// The sorted children of a folder, and whether each is one. A link to a folder is not followed: it may lead back.
fn entries(path: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let mut children = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if !(kind.is_symlink() && path.is_dir()) {
            children.push((path, kind.is_dir()));
        }
    }
    children.sort();
    Ok(children)
}

#[cfg(test)]
mod tests {
    use super::page;

    fn items(bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        page(bytes, &mut |item, _| {
            found.push(String::from_utf8_lossy(item).into_owned());
            true
        });
        found
    }

    #[test]
    fn a_page_stays_a_page_whatever_its_texts_hold() {
        let plain = items(br#"{"value":[{"a":"b"},{"c":1}]}"#);
        assert_eq!(plain, [r#"{"a":"b"}"#, r#"{"c":1}"#]);
        for bad in ["\u{1}", "\n", "\\ud800", "\\x"] {
            let page = format!("\u{feff}{{\"value\":[{{\"a\":\"b{bad}\"}},{{\"c\":1}}]}}");
            assert_eq!(items(page.as_bytes()).len(), 2, "{bad:?}");
        }
        assert_eq!(items(b"{\"value\":[{\"a\":\"\xff\"},{\"c\":1e999}]}").len(), 2);
        for whole in ["", "noise", "{\"value\":[{]}", "{\"value\":1}"] {
            assert_eq!(items(whole.as_bytes()), [whole]);
        }
    }
}
