//! Readers of vCard that others wrote, over every fixture of the converter: each finds the values of the source.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use crate::Failure;
use crate::servers::program;
use crate::shell::{command, output, root, scratch};
use crate::tools::{Skips, ez_vcard, node, python};

/// What a reader found in a card: properties by name, each with its texts, without empty ones.
type Found = BTreeMap<String, Vec<(String, Vec<String>)>>;

pub(crate) fn run(skips: &mut Skips) -> Result<(), Failure> {
    let sources = sources()?;
    for version in ["3.0", "4.0"] {
        let (folder, made) = made(version)?;
        if let Some(classes) = ez_vcard()? {
            let reader = root().join("xtask/java/CardReader.java");
            let mut java = command("java", ["-Dfile.encoding=UTF-8", "-cp", &classes]);
            java.arg(reader).arg(&folder);
            check("ez-vcard", version, &output(java)?, &sources, &made)?;
        } else {
            skips.add("ez-vcard", "no Java, or no package libez-vcard-java")?;
        }
        if let Some(python) = python()? {
            let mut script = command(python, [root().join("xtask/python/cards.py")]);
            script.arg(&folder);
            check("vobject", version, &output(script)?, &sources, &made)?;
        } else {
            skips.add("vobject", "no Python, or no packages for it")?;
        }
        if let Some(packages) = node()? {
            let mut script = command("node", [root().join("xtask/node/cards.mjs")]);
            script.arg(&folder).current_dir(packages);
            check("ical.js", version, &output(script)?, &sources, &made)?;
        } else {
            skips.add("ical.js", "no Node.js, or no packages for it")?;
        }
    }
    Ok(())
}

/// The fixtures' inputs, by the names of their files, which lie in a folder for the program to read.
fn sources() -> Result<BTreeMap<String, Value>, Failure> {
    let folder = scratch("cards/sources")?;
    std::fs::remove_dir_all(&folder)?;
    std::fs::create_dir_all(&folder)?;
    let mut sources = BTreeMap::new();
    let fixtures = root().join("crates/graph-vcard/tests/fixtures");
    for topic in std::fs::read_dir(fixtures)? {
        for case in std::fs::read_dir(topic?.path())? {
            let path = case?.path();
            let text = std::fs::read_to_string(&path)?;
            let table: toml::Table = text.parse()?;
            let input = table.get("input").and_then(toml::Value::as_str).unwrap_or_default();
            let Ok(source) = serde_json::from_str(input) else { continue };
            let part =
                |part: std::path::Component<'_>| part.as_os_str().to_string_lossy().into_owned();
            let name: Vec<String> = path.components().rev().take(2).map(part).collect();
            let name = name.join("-in-").replace(".toml", "");
            std::fs::write(folder.join(format!("{name}.json")), input)?;
            sources.insert(name, source);
        }
    }
    Ok(sources)
}

/// The cards that the program makes of them, and their names.
fn made(version: &str) -> Result<(PathBuf, BTreeSet<String>), Failure> {
    let folder = scratch(&format!("cards/{version}"))?;
    std::fs::remove_dir_all(&folder)?;
    let arguments = ["--version", version, "--zone", "Europe/Paris", "--out"];
    let mut convert = command(program("graph-to-vcf"), arguments);
    convert.arg(&folder).arg(scratch("cards/sources")?);
    // Some fixtures are of items that are refused: the others are converted, and the status says so.
    let status = convert.stderr(std::process::Stdio::null()).status()?;
    if !matches!(status.code(), Some(0 | 1)) {
        return Err(format!("graph-to-vcf over the fixtures: {status}").into());
    }
    let mut names = BTreeSet::new();
    for file in std::fs::read_dir(&folder)? {
        let stem = file?.path().file_stem().map(|stem| stem.to_string_lossy().into_owned());
        names.extend(stem);
    }
    Ok((folder, names))
}

fn check(
    reader: &str,
    version: &str,
    printed: &str,
    sources: &BTreeMap<String, Value>,
    made: &BTreeSet<String>,
) -> Result<(), Failure> {
    let mut found = Found::new();
    for line in printed.lines() {
        let property: Value = serde_json::from_str(line)?;
        let text = |key: &str| property.get(key).and_then(Value::as_str).unwrap_or_default();
        let values = property.get("values").and_then(Value::as_array).into_iter().flatten();
        let values = values.filter_map(Value::as_str).map(plain).filter(|text| !text.is_empty());
        let file = text("file").trim_end_matches(".vcf").to_owned();
        found.entry(file).or_default().push((text("name").to_uppercase(), values.collect()));
    }
    let (mut cards, mut values) = (0, 0);
    for (name, source) in sources.iter().filter(|(name, _)| made.contains(*name)) {
        let card = found.get(name).ok_or_else(|| format!("{reader} found no card {name}"))?;
        for (property, expected) in expected(source) {
            // Addresses that differ in case alone are one, in the case of the first.
            let folded = |texts: &[String]| match property {
                "EMAIL" => texts.iter().map(|text| text.to_lowercase()).collect(),
                _ => texts.to_vec(),
            };
            let same = |(name, values): &(String, Vec<String>)| {
                *name == property && folded(values) == folded(&expected)
            };
            if !card.iter().any(same) {
                let read: Vec<_> = card.iter().filter(|(name, _)| *name == property).collect();
                return Err(format!(
                    "{reader} reads {property} of {name}, vCard {version}, as {read:?} and not {expected:?}"
                )
                .into());
            }
            values += 1;
        }
        cards += 1;
    }
    if cards < 40 || values < 100 {
        return Err(format!("{reader} compared {values} values of {cards} cards: too few").into());
    }
    println!(
        "{reader} read {cards} cards of version {version}; {values} values are those of the source"
    );
    Ok(())
}

/// A text but for what is written otherwise: line breaks, control characters, spaces at its ends.
fn plain(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let text: String =
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    text.trim().to_owned()
}

/// What a reader has to find of a source: properties with the texts in them.
fn expected(source: &Value) -> Vec<(&'static str, Vec<String>)> {
    let text =
        |of: &Value, key: &str| of.get(key).and_then(Value::as_str).map(plain).unwrap_or_default();
    let mut expected = Vec::new();
    let mut of = |name, texts: Vec<String>| {
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        if !texts.is_empty() {
            expected.push((name, texts));
        }
    };
    for (name, members) in [
        ("FN", "displayName"),
        ("N", "surname givenName middleName title generation"),
        ("NICKNAME", "nickName"),
        ("X-INITIALS", "initials"),
        ("X-PHONETIC-FIRST-NAME", "yomiGivenName"),
        ("X-PHONETIC-LAST-NAME", "yomiSurname"),
        ("ORG", "companyName department"),
        ("TITLE", "jobTitle"),
        ("ROLE", "profession"),
        ("NOTE", "personalNotes"),
        ("NOTE", "aboutMe"),
        ("TEL", "mobilePhone"),
    ] {
        of(name, members.split(' ').map(|member| text(source, member)).collect());
    }
    let list = |key: &str| source.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let texts =
        |key: &str| list(key).iter().filter_map(Value::as_str).map(plain).collect::<Vec<_>>();
    of("CATEGORIES", texts("categories"));
    for number in texts("businessPhones").into_iter().chain(texts("homePhones")) {
        of("TEL", vec![number]);
    }
    let mails =
        list("emailAddresses").iter().map(|email| text(email, "address")).collect::<Vec<_>>();
    for address in mails.into_iter().chain(texts("otherMails")).chain([text(source, "mail")]) {
        if is_mail(&address) {
            of("EMAIL", vec![address.to_owned()]);
        }
    }
    for key in ["businessAddress", "homeAddress", "otherAddress"] {
        let Some(address) = source.get(key) else { continue };
        let mut parts: Vec<String> =
            ["postOfficeBox", "", "street", "city", "state", "postalCode", "countryOrRegion"]
                .map(|member| text(address, member))
                .into();
        if key == "businessAddress" {
            parts.insert(1, text(source, "officeLocation"));
        }
        of("ADR", parts);
    }
    expected
}

/// Whether an address is one that a card's `EMAIL` holds as it stands.
fn is_mail(address: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "@.-_+'".contains(c);
    address.split('@').count() == 2 && address.chars().all(plain) && !address.ends_with('@')
}

#[cfg(test)]
mod tests {
    use super::{check, plain};

    #[test]
    fn what_is_read_otherwise_is_told() {
        assert_eq!(plain(" a\r\nb\u{1} "), "a\nb");
        let source = serde_json::json!({ "displayName": "Ada", "surname": "M" });
        let sources = (0..200).map(|n| (n.to_string(), source.clone())).collect();
        let made = (0..200).map(|n| n.to_string()).collect();
        let card = |shown: &str| -> String {
            (0..200)
                .map(|n| {
                    format!(
                        "{{\"file\":\"{n}.vcf\",\"name\":\"fn\",\"values\":[\"{shown}\"]}}\n\
                         {{\"file\":\"{n}.vcf\",\"name\":\"N\",\"values\":[\"M\",\"\"]}}\n"
                    )
                })
                .collect()
        };
        assert!(check("reader", "4.0", &card("Ada"), &sources, &made).is_ok());
        let error = check("reader", "4.0", &card("Ade"), &sources, &made).unwrap_err();
        assert!(error.to_string().contains("reads FN of 0"), "{error}");
        assert!(check("reader", "4.0", "", &sources, &made).is_err());
    }
}
