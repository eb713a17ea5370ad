//! A clean message with one defect yields exactly that defect's code, says the same, and is silent on a second pass.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken message stops the test")]

mod bodies;
mod headers;
#[path = "../mail/mod.rs"]
mod mail;
mod parts;
mod sights;
mod whole;
mod winmail;

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use mail::{Entity, SHAPES};
use viaduc_mime_normalise::{Class, Code, Options, fingerprint, invariants, normalise};

/// A clean message, and the same with one defect.
pub(crate) struct Mutant {
    pub(crate) clean: Vec<u8>,
    pub(crate) broken: Vec<u8>,
    pub(crate) options: Options,
}

impl Mutant {
    pub(crate) fn new(clean: &Entity, broken: &Entity) -> Self {
        Self { clean: clean.write(), broken: broken.write(), options: Options::default() }
    }

    pub(crate) fn bytes(clean: &Entity, broken: Vec<u8>) -> Self {
        Self { clean: clean.write(), broken, options: Options::default() }
    }
}

/// Whether the repaired message says what the clean one says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Says {
    Same,
    /// The defect is a loss: nothing brings it back.
    Other,
}

/// How one defect is put into a message; `None` where the message has no place for it.
pub(crate) type Make = fn(&mut Unstructured<'_>, &Entity) -> Result<Option<Mutant>>;

pub(crate) type Defect = (&'static str, Code, Says, Make);

fn defects() -> impl Iterator<Item = &'static Defect> {
    [
        headers::DEFECTS,
        bodies::DEFECTS,
        parts::DEFECTS,
        whole::DEFECTS,
        sights::DEFECTS,
        winmail::DEFECTS,
    ]
    .into_iter()
    .flatten()
}

/// The codes of the reports, each once.
fn codes(message: &[u8], options: &Options) -> Vec<Code> {
    let all: BTreeSet<Code> = normalise(message, options).edits.iter().map(|e| e.code).collect();
    all.into_iter().collect()
}

fn check((name, code, says, _): &Defect, mutant: &Mutant) {
    let Mutant { clean, broken, options } = mutant;
    let show = || format!("{name}:\n{}", broken.escape_ascii().to_string().replace("\\r\\n", "\n"));
    let mut unlimited = options.clone();
    unlimited.size_limit = None;
    let untouched = normalise(clean, &unlimited);
    assert!(
        !untouched.is_changed() && untouched.edits.is_empty(),
        "{name}: {:?}\n{}",
        untouched.edits,
        clean.escape_ascii()
    );
    let mended = normalise(broken, options);
    assert_eq!(codes(broken, options), [*code], "{} {:?}", show(), mended.edits);
    let again = normalise(&mended.bytes, options);
    assert!(!again.is_changed(), "{} {:?}", show(), again.edits);
    let quiet = again.edits.iter().all(|edit| edit.class == Class::Info && edit.code == *code);
    assert!(quiet, "{} the second pass says {:?}", show(), again.edits);
    let is_sight = mended.edits.iter().all(|edit| edit.class == Class::Info);
    assert_eq!(mended.is_changed(), !is_sight, "{}", show());
    if !mended.bytes.is_empty() {
        invariants::strict_server(&mended.bytes).unwrap_or_else(|e| panic!("{} {e}", show()));
    }
    if *says == Says::Same {
        let (before, after) = (fingerprint(clean, options), mended.fingerprint());
        assert_eq!(before, after, "{} became\n{}", show(), String::from_utf8_lossy(&mended.bytes));
    }
}

/// So many messages of each shape have each defect, if so many seeds find a place for it.
const WANTED: usize = 3;
const SEEDS: u64 = 40;

fn try_everywhere(defect: &Defect) {
    let (name, .., make) = defect;
    let mut made = 0;
    for shape in SHAPES {
        let before = made;
        for seed in 0..SEEDS {
            if made - before == WANTED {
                break;
            }
            let noise = mail::noise(seed, 4096);
            let mut u = Unstructured::new(&noise);
            let message = mail::message(&mut u, shape).unwrap();
            if let Some(mutant) = make(&mut u, &message).unwrap() {
                check(defect, &mutant);
                made += 1;
            }
        }
    }
    assert!(made >= WANTED, "{name} was tried {made} times");
}

#[test]
fn any_defect() {
    let all: Vec<&Defect> = defects().collect();
    viaduc_fixture_runner::search(200, |u| {
        let defect = *u.choose(&all)?;
        let shape = *u.choose(&SHAPES)?;
        let message = mail::message(u, shape)?;
        if let Some(mutant) = (defect.3)(u, &message)? {
            check(defect, &mutant);
        }
        Ok(())
    });
}

#[test]
fn one_defect_one_code() {
    // Every failure is shown, not the first alone.
    let failed: Vec<&str> = defects()
        .filter(|defect| std::panic::catch_unwind(|| try_everywhere(defect)).is_err())
        .map(|(name, ..)| *name)
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

/// What has its own tests: too large for these (`limits.rs`), signed (`signed.rs`), or a matter of DKIM (`dkim.rs`).
const ELSEWHERE: [Code; 6] = [
    Code::DepthCut,
    Code::SignedUnrepairableWrapped,
    Code::DkimAlreadyBroken,
    Code::DkimBrokenByRepair,
    Code::DkimKept,
    Code::SignedEolMixed,
];

#[test]
fn every_code_has_a_defect() {
    let known: BTreeSet<Code> = defects().map(|(_, code, ..)| *code).chain(ELSEWHERE).collect();
    let missing: Vec<&Code> = Code::ALL.iter().filter(|code| !known.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
