use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;
use viaduc_fidelity::Loss;

use crate::{Common, Framing, InputFile, Inputs, Outputs, Records};

/// One item as it is handed to a program.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The input it stands in, as error lines name it.
    pub input: &'a str,
    /// Its place in that input, from 0.
    pub index: usize,
}

/// What a program made of one item.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The bytes to write.
    pub bytes: Vec<u8>,
    /// What was lost.
    pub losses: Vec<Loss>,
    /// Parts of the item that could not be converted, a reason each, beside those in `bytes`.
    pub refused: Vec<String>,
}

/// Items that are converted side by side, at most: beyond it the processors have no more to gain.
pub const SIDE_BY_SIDE: usize = 256;

/// Bytes of items that wait for each other, at most: memory stays flat over any stream, and a large item has it to itself.
pub const WAITING_BYTES: usize = 1 << 20;

#[derive(Serialize)]
struct LossRecord<'a> {
    input: &'a str,
    index: usize,
    code: &'a str,
    kind: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// Converts every item of every input and answers the exit status of the programs: 0 if all were converted, 1 if some
/// were not or not whole (a line each on standard error, and a last line with the count), 2 if an input or an output cannot be used.
///
/// All processors convert, some items each; what is written keeps the order of the input.
///
/// `extensions` are the files that count below a folder; `extension` names the outputs.
pub fn convert_all(
    common: &Common,
    framing: Framing,
    extensions: &[&str],
    extension: &str,
    convert: impl Fn(Item<'_>) -> Result<Made, String> + Sync,
) -> ExitCode {
    let mut run = match Run::open(common, convert) {
        Ok(run) => run,
        Err(line) => {
            eprintln!("{line}");
            return ExitCode::from(2);
        }
    };
    let inputs = Inputs::find(&common.inputs, extensions);
    for line in inputs.empty {
        eprintln!("{line}");
    }
    for line in inputs.unreadable {
        run.unreadable(&line);
    }
    for file in &inputs.files {
        run.file(file, framing, extension);
        if run.unwritable {
            break;
        }
    }
    run.finish()
}

/// An item that waits for its turn.
struct Waiting {
    bytes: Vec<u8>,
    input: Arc<str>,
    index: usize,
    name: PathBuf,
}

impl Waiting {
    fn item(&self) -> Item<'_> {
        Item { bytes: &self.bytes, input: &self.input, index: self.index }
    }
}

struct Run<F> {
    convert: F,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    outputs: Outputs,
    losses: Records,
    items: usize,
    failed: usize,
    unreadable: bool,
    unwritable: bool,
}

impl<F: Fn(Item<'_>) -> Result<Made, String> + Sync> Run<F> {
    fn open(common: &Common, convert: F) -> Result<Self, String> {
        Ok(Self {
            convert,
            waiting: Vec::new(),
            waiting_bytes: 0,
            outputs: Outputs::open(common.out.as_deref())?,
            losses: Records::open(common.losses.as_deref())?,
            items: 0,
            failed: 0,
            unreadable: false,
            unwritable: false,
        })
    }

    /// Says that an input cannot be read, after all that was read before.
    fn unreadable(&mut self, line: &str) {
        self.convert_waiting();
        eprintln!("{line}");
        self.unreadable = true;
    }

    fn file(&mut self, file: &InputFile, framing: Framing, extension: &str) {
        let input = Arc::<str>::from(file.name());
        let mut index = 0;
        let read = file.items(framing, |bytes, alone| {
            let name = output_name(&file.relative, (!alone).then_some(index), extension);
            self.take(Item { bytes, input: &input, index }, &input, name);
            index += 1;
            !self.unwritable
        });
        if let Err(error) = read {
            self.unreadable(&format!("{input}: {error}"));
        }
    }

    /// Lets an item wait for others, or converts it at once if it is large: it needs no company and no copy.
    fn take(&mut self, item: Item<'_>, input: &Arc<str>, name: PathBuf) {
        if item.bytes.len() >= WAITING_BYTES {
            self.convert_waiting();
            let made = (self.convert)(item);
            self.item(item, &name, made);
            return;
        }
        self.waiting_bytes += item.bytes.len();
        let bytes = item.bytes.to_vec();
        self.waiting.push(Waiting { bytes, input: Arc::clone(input), index: item.index, name });
        if self.waiting.len() == SIDE_BY_SIDE || self.waiting_bytes >= WAITING_BYTES {
            self.convert_waiting();
        }
    }

    /// Converts what waits on all processors and writes it in order.
    fn convert_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        self.waiting_bytes = 0;
        let convert = &self.convert;
        let made: Vec<_> = waiting.par_iter().map(|waiting| convert(waiting.item())).collect();
        for (waiting, made) in waiting.iter().zip(made) {
            if self.unwritable {
                return;
            }
            self.item(waiting.item(), &waiting.name, made);
        }
    }

    fn item(&mut self, item: Item<'_>, name: &Path, made: Result<Made, String>) {
        self.items += 1;
        let (made, reasons) = match made {
            Ok(Made { bytes, losses, refused }) => (Some((bytes, losses)), refused),
            Err(reason) => (None, vec![reason]),
        };
        self.failed += usize::from(!reasons.is_empty());
        for reason in &reasons {
            eprintln!("{}[{}]: {}", item.input, item.index, one_line(reason));
        }
        let Some((bytes, losses)) = made else { return };
        let written = self.losses(item, &losses).and_then(|()| self.outputs.write(name, &bytes));
        if let Err(line) = written {
            eprintln!("{line}");
            self.unwritable = true;
        }
    }

    fn losses(&mut self, item: Item<'_>, losses: &[Loss]) -> Result<(), String> {
        if !self.losses.wanted() {
            return Ok(());
        }
        losses.iter().try_for_each(|loss| {
            self.losses.write(&LossRecord {
                input: item.input,
                index: item.index,
                code: loss.code.name,
                kind: loss.kind().as_str(),
                path: loss.path.as_str(),
                note: loss.note.as_deref(),
            })
        })
    }

    fn finish(mut self) -> ExitCode {
        self.convert_waiting();
        let flushed = [self.outputs.finish(), self.losses.finish()];
        let mut unwritable = self.unwritable;
        for line in flushed.into_iter().filter_map(Result::err) {
            if !unwritable {
                eprintln!("{line}");
            }
            unwritable = true;
        }
        if self.failed > 0 {
            eprintln!("{} of {} items failed", self.failed, self.items);
        }
        if unwritable || self.unreadable {
            ExitCode::from(2)
        } else {
            ExitCode::from(u8::from(self.failed > 0))
        }
    }
}

/// `STEM.EXT` for the only item of its input, `STEM-N.EXT` otherwise, in the input's own subfolder.
fn output_name(relative: &Path, index: Option<usize>, extension: &str) -> PathBuf {
    let stem = match relative.file_stem().map(|stem| stem.to_string_lossy().into_owned()) {
        Some(stem) if stem != "-" => stem,
        _ => "stdin".to_owned(),
    };
    let file = match index {
        Some(index) => format!("{stem}-{index}.{extension}"),
        None => format!("{stem}.{extension}"),
    };
    relative.with_file_name(file)
}

/// An error as one line, whatever its source put in it.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
