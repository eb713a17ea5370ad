use std::path::{Path, PathBuf};
use std::process::ExitCode;

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
/// `extensions` are the files that count below a folder; `extension` names the outputs.
pub fn convert_all(
    common: &Common,
    framing: Framing,
    extensions: &[&str],
    extension: &str,
    mut convert: impl FnMut(Item<'_>) -> Result<Made, String>,
) -> ExitCode {
    let mut run = match Run::open(common) {
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
        run.file(file, framing, extension, &mut convert);
        if run.unwritable {
            break;
        }
    }
    run.finish()
}

struct Run {
    outputs: Outputs,
    losses: Records,
    items: usize,
    failed: usize,
    unreadable: bool,
    unwritable: bool,
}

impl Run {
    fn open(common: &Common) -> Result<Self, String> {
        Ok(Self {
            outputs: Outputs::open(common.out.as_deref())?,
            losses: Records::open(common.losses.as_deref())?,
            items: 0,
            failed: 0,
            unreadable: false,
            unwritable: false,
        })
    }

    fn unreadable(&mut self, line: &str) {
        eprintln!("{line}");
        self.unreadable = true;
    }

    fn file(
        &mut self,
        file: &InputFile,
        framing: Framing,
        extension: &str,
        convert: &mut impl FnMut(Item<'_>) -> Result<Made, String>,
    ) {
        let input = file.name();
        let mut index = 0;
        let read = file.items(framing, |bytes, alone| {
            let item = Item { bytes, input: &input, index };
            let name = output_name(&file.relative, (!alone).then_some(index), extension);
            self.item(item, &name, convert(item));
            index += 1;
            !self.unwritable
        });
        if let Err(error) = read {
            self.unreadable(&format!("{input}: {error}"));
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

    fn finish(self) -> ExitCode {
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
