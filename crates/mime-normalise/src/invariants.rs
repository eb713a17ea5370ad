//! The laws, as functions that tests and fuzz targets share. Not part of the public interface.

use sha1::Digest as _;

use viaduc_graph_types::Message;
use viaduc_identities::Identities;

use crate::scan::Tree;
use crate::{BuildError, Class, Code, Options, build_message, fingerprint, normalise};

/// Every law that any bytes must satisfy.
///
/// # Panics
/// If one does not hold.
pub fn check(message: &[u8]) {
    let options = Options::default();
    let once = normalise(message, &options);
    let twice = normalise(&once.bytes, &options);
    assert!(!twice.is_changed(), "the second pass changes nothing: {:?}", twice.edits);
    assert_eq!(&*twice.bytes, &*once.bytes);
    assert_eq!(once.tree, Tree::scan(&once.bytes), "where all stands is known");
    assert_eq!(once.sha1.0, <[u8; 20]>::from(sha1::Sha1::digest(&once.bytes)));
    let changes = once.edits.iter().filter(|edit| edit.class != Class::Info);
    if once.is_changed() {
        assert!(changes.count() > 0, "no change without an entry");
    } else {
        assert_eq!(once.bytes.as_ptr(), message.as_ptr(), "what is clean is borrowed");
    }
    for edit in &once.edits {
        // What was transcoded or decoded as a whole has no places to tell apart.
        let again = once.edits.iter().filter(|other| *other == edit).count();
        assert!(again < 6 || edit.len == 0, "nothing is repaired over and over: {edit:?}");
        let end = edit.offset.checked_add(edit.len);
        assert!(end.is_some_and(|end| end <= message.len()), "{edit:?} is within the message");
        assert!(edit.note.as_ref().is_none_or(|note| note.chars().count() <= 120));
    }
    if let Err(refusal) = strict_server(&once.bytes) {
        assert!(
            once.bytes.is_empty(),
            "a strict server says {refusal}: {}",
            once.bytes.escape_ascii()
        );
    }
    let kept = |found: &crate::Normalised<'_>| -> Vec<_> {
        found.frozen.iter().map(|region| (region.part.clone(), region.sha256)).collect()
    };
    assert_eq!(kept(&once), kept(&twice), "what is frozen stays");
    if once.edits.iter().all(|edit| edit.class == Class::Info || OUTSIDE.contains(&edit.code)) {
        for region in &once.frozen {
            assert_eq!(region.before, Some(region.sha256), "a frozen region keeps its bytes");
        }
    }
    // Reading alone takes any bytes, repaired or not.
    for bytes in [message, &once.bytes] {
        crate::parts(bytes).iter().for_each(|part| drop((part.content(), part.text())));
        drop((crate::calendar_parts(bytes), crate::subject(bytes), crate::people(bytes, "From")));
    }
    let (before, after) = (fingerprint(message, &options), fingerprint(&once.bytes, &options));
    assert_eq!(before, after, "a repair does not change what the message says");
    let quiet = Options { report: false, ..Options::default() };
    assert_eq!(normalise(message, &quiet).bytes, once.bytes, "a report changes nothing");
    assert_eq!(once.edits.iter().any(|edit| edit.code == Code::Empty), once.bytes.is_empty());
}

/// Every law of a message built from `json`, whatever that is; no message of Graph's has nothing to check.
///
/// # Panics
/// If one does not hold.
pub fn check_built_json(json: &[u8]) {
    if let Ok(message) = viaduc_wire::read::<Message>(json) {
        check_built(&message);
    }
}

/// Every law of a message built from `message`.
///
/// # Panics
/// If one does not hold.
pub fn check_built(message: &Message) {
    let identities: Identities =
        [("/o=Valmont/cn=alice", "alice@valmont.example")].into_iter().collect();
    let built = build_message(message, &[], &identities);
    assert_eq!(build_message(message, &[], &identities), built, "the same bytes, run after run");
    let built = match &built {
        Ok(built) => built,
        Err(BuildError::Empty) => return,
    };
    let bytes = built.value().as_slice();
    assert_eq!(strict_server(bytes), Ok(()), "{}", bytes.escape_ascii());
    let again = normalise(bytes, &Options::default());
    let silent = again.edits.iter().all(|edit| edit.class == Class::Info);
    assert!(silent && !again.is_changed(), "in order: {:?}", again.edits);
    assert!(!built.losses().is_empty(), "that it was rebuilt is always told");
}

/// Repairs that leave every part where it is: their frozen regions can be compared one by one.
const OUTSIDE: [Code; 15] = [
    Code::EolLf,
    Code::EolMixed,
    Code::HdrSpaceColon,
    Code::Hdr8bit,
    Code::Hdr8bitAddr,
    Code::HdrLong,
    Code::DateAdded,
    Code::DateFixed,
    Code::MsgidAdded,
    Code::FromAdded,
    Code::MimeverAdded,
    Code::EwRepaired,
    Code::FnameAdded,
    Code::FnameSanitised,
    Code::BmHeaderNeutralised,
];

/// The fingerprint of a file with this content: the same in every encoding, another for any other byte.
///
/// # Panics
/// If it is not so.
pub fn fingerprint_of_content(content: &[u8]) {
    let head = "From: a@valmont.example\r\nMessage-ID: <1@valmont.example>\r\nMIME-Version: 1.0\r\n\
                Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: ";
    let of = |encoding: &str, body: &[u8]| {
        let message = [head.as_bytes(), encoding.as_bytes(), b"\r\n\r\n", body, b"\r\n"].concat();
        fingerprint(&message, &Options::default())
    };
    let lines = crate::codec::base64::encode(content);
    let symbols: Vec<u8> = lines.iter().copied().filter(u8::is_ascii_graphic).collect();
    let short: Vec<u8> = symbols.chunks(4).flat_map(|four| [four, b"\r\n"].concat()).collect();
    let mut escaped = String::new();
    for byte in content {
        escaped.push_str(&format!("={byte:02x}=\r\n"));
    }
    let one = of("base64", &lines);
    assert_eq!(one, of("base64", &short), "lines of four");
    // The line end before the end of the message is taken away by a soft break.
    assert_eq!(one, of("quoted-printable", format!("{escaped}=").as_bytes()), "quoted-printable");
    if let Some(first) = content.first() {
        let mut other = content.to_vec();
        other[0] = first.wrapping_add(1);
        assert_ne!(one.content, of("base64", &crate::codec::base64::encode(&other)).content);
        assert_ne!(one.content, of("base64", &crate::codec::base64::encode(&content[1..])).content);
    }
}

/// What a Cyrus server with its default options says to `APPEND` of these bytes, and whether it would change them.
///
/// # Errors
/// The text of its refusal, or what it would destroy.
pub fn strict_server(message: &[u8]) -> Result<(), &'static str> {
    if message.is_empty() {
        return Err("Zero-length message literal");
    }
    if message.contains(&0) {
        return Err("Message contains NUL characters");
    }
    let mut before = 0;
    for byte in message {
        if *byte == b'\n' && before != b'\r' {
            return Err("Message contains bare newlines");
        }
        before = *byte;
    }
    let mut rest = message;
    loop {
        if rest.starts_with(b"\r") {
            return Ok(());
        }
        let Some(end) = memchr::memmem::find(rest, b"\r\n") else {
            return Err("Message contains invalid header");
        };
        let (line, tail) = rest.split_at(end);
        let fold = line.starts_with(b" ") || line.starts_with(b"\t");
        if !fold && !line.starts_with(b"From ") {
            let name = line.iter().take_while(|b| **b != b':').count();
            let bad = line.iter().take(name).any(|b| *b <= b' ');
            if name == 0 || name == line.len() || bad {
                return Err("Message contains invalid header");
            }
        }
        if !line.is_ascii() {
            return Err("8-bit characters in a header become X");
        }
        rest = tail.get(2..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(());
        }
    }
}
