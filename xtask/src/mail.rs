//! Python's email package over what the programs for mail write.

use std::path::Path;

use crate::Failure;
use crate::servers::program;
use crate::shell::{command, output, root, run as sh, scratch};
use crate::tools::{Skips, debian};

pub(crate) fn run(skips: &mut Skips) -> Result<(), Failure> {
    if !debian("python3", "python3")? {
        return skips.add("Python's email package", "no program python3");
    }
    let folder = scratch("mail")?;
    std::fs::remove_dir_all(&folder)?;
    std::fs::create_dir_all(&folder)?;
    built(&folder)?;
    repaired(&folder)
}

fn script(arguments: &[&str]) -> Result<(), Failure> {
    let mut script = command("python3", [root().join("xtask/python/mail.py")]);
    script.args(arguments);
    sh(script)
}

fn text(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| format!("{}: not UTF-8", path.display()).into())
}

/// Messages made up, built from their JSON, and read again.
fn built(folder: &Path) -> Result<(), Failure> {
    let (source, out) = (folder.join("graph.ndjson"), folder.join("built"));
    let (source, out) = (text(&source)?, text(&out)?);
    script(&["make", source])?;
    output(command(program("graph-to-eml"), ["--out", out, source]))?;
    script(&["built", out, source])
}

/// The fixtures that have a clean form: the broken one, repaired, is read as that.
fn repaired(folder: &Path) -> Result<(), Failure> {
    let [broken, clean, out] = ["broken", "clean", "repaired"].map(|name| folder.join(name));
    std::fs::create_dir_all(&broken)?;
    std::fs::create_dir_all(&clean)?;
    for file in std::fs::read_dir(root().join("crates/mime-normalise/tests/fixtures"))? {
        let file = file?.path();
        let case: toml::Table = std::fs::read_to_string(&file)?.parse()?;
        // What only a caller knows, the program is not told.
        if case.contains_key("identities") || case.contains_key("from") {
            continue;
        }
        let told = |key: &str| case.get(key).and_then(toml::Value::as_str).and_then(message);
        let (Some(input), Some(wanted)) = (told("input"), told("clean")) else { continue };
        let name = file.with_extension("eml");
        let name = name.file_name().unwrap_or_default();
        std::fs::write(broken.join(name), input)?;
        std::fs::write(clean.join(name), wanted)?;
    }
    let (broken, clean, out) = (text(&broken)?, text(&clean)?, text(&out)?);
    output(command(program("normalise-eml"), ["--out", out, broken]))?;
    script(&["repaired", out, clean])
}

/// The bytes that a text of a fixture stands for, if it has no repetition: a line end is CR LF, escapes are single bytes.
fn message(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\n' => out.extend_from_slice(b"\r\n"),
            b'\\' => match bytes.next()? {
                b'n' => out.push(b'\n'),
                b'r' => out.push(b'\r'),
                b'0' => out.push(0),
                b'x' => {
                    let mut digit = || char::from(bytes.next()?).to_digit(16);
                    out.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
                }
                b'\n' => {}
                b'(' => return None,
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
    Some(out)
}
