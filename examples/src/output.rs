use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

/// Where the converted items go: a file each below `--out`, or standard output one after the other.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outputs {
    /// `--out DIR`.
    Folder {
        /// The folder.
        root: PathBuf,
        /// What was written, so that one item never silently replaces another.
        written: HashSet<PathBuf>,
    },
    /// Standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
}

impl Outputs {
    /// Opens the output; makes the folder if it is missing.
    ///
    /// # Errors
    /// One line that names the folder and says why it cannot be made.
    pub fn open(out: Option<&Path>) -> Result<Self, String> {
        let Some(root) = out else {
            return Ok(Self::Stdout(BufWriter::with_capacity(1 << 16, io::stdout().lock())));
        };
        fs::create_dir_all(root).map_err(|error| format!("{}: {error}", root.display()))?;
        Ok(Self::Folder { root: root.to_path_buf(), written: HashSet::new() })
    }

    /// Writes one item. `name` is its path below the folder; standard output ignores it.
    ///
    /// # Errors
    /// One line that names the file and says why it cannot be written.
    pub fn write(&mut self, name: &Path, bytes: &[u8]) -> Result<(), String> {
        match self {
            Self::Stdout(out) => {
                out.write_all(bytes).map_err(|error| format!("standard output: {error}"))
            }
            Self::Folder { root, written } => {
                let path = root.join(name);
                if !written.insert(path.clone()) {
                    return Err(format!(
                        "{}: two items would have this name; convert them into separate folders",
                        path.display()
                    ));
                }
                write_below(root, &path, bytes)
                    .map_err(|error| format!("{}: {error}", path.display()))
            }
        }
    }

    /// Writes out what is buffered.
    ///
    /// # Errors
    /// One line that says why it cannot be written.
    pub fn finish(self) -> Result<(), String> {
        match self {
            Self::Stdout(mut out) => {
                out.flush().map_err(|error| format!("standard output: {error}"))
            }
            Self::Folder { .. } => Ok(()),
        }
    }
}

/// Most files go where others are already: folders are made when one is missing.
fn write_below(root: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::write(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(root))?;
            fs::write(path, bytes)
        }
        written => written,
    }
}

/// A file of one JSON object a line (`--losses`, `--report`); absent, it takes everything and keeps nothing.
#[derive(Debug)]
pub struct Records {
    file: Option<(PathBuf, BufWriter<File>)>,
}

impl Records {
    /// Opens the file, if one was asked for.
    ///
    /// # Errors
    /// One line that names the file and says why it cannot be made.
    pub fn open(path: Option<&Path>) -> Result<Self, String> {
        let Some(path) = path else { return Ok(Self { file: None }) };
        let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self { file: Some((path.to_path_buf(), BufWriter::with_capacity(1 << 16, file))) })
    }

    /// Whether anybody asked for the records.
    #[must_use]
    pub fn wanted(&self) -> bool {
        self.file.is_some()
    }

    /// Writes one record.
    ///
    /// # Errors
    /// One line that names the file and says why it cannot be written.
    pub fn write(&mut self, record: &impl Serialize) -> Result<(), String> {
        let Some((path, file)) = &mut self.file else { return Ok(()) };
        serde_json::to_writer(&mut *file, record)
            .map_err(io::Error::from)
            .and_then(|()| file.write_all(b"\n"))
            .map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Writes out what is buffered.
    ///
    /// # Errors
    /// One line that names the file and says why it cannot be written.
    pub fn finish(self) -> Result<(), String> {
        let Some((path, mut file)) = self.file else { return Ok(()) };
        file.flush().map_err(|error| format!("{}: {error}", path.display()))
    }
}
