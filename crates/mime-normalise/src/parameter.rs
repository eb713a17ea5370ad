//! Parameters of MIME headers: RFC 2231 read tolerantly.

use encoding_rs::Encoding;

use crate::charset::{self, Label};
use crate::codec::words;
use crate::scan::Parameter;

/// The text of parameter `name`: from its extended form (`name*`, `name*0*`…) if there is one, else from the plain one
/// with encoded words decoded.
pub(crate) fn text(
    parameters: &[Parameter],
    name: &str,
    siblings: &[&'static Encoding],
) -> Option<String> {
    let mut sections: Vec<(usize, bool, &[u8])> = Vec::new();
    for parameter in parameters {
        let Some(rest) = parameter.name.strip_prefix(name) else { continue };
        let Some(rest) = rest.strip_prefix('*') else { continue };
        if rest.is_empty() {
            sections.push((0, true, &parameter.value));
            continue;
        }
        let (number, extended) = rest.strip_suffix('*').map_or((rest, false), |n| (n, true));
        if let Ok(number) = number.parse() {
            sections.push((number, extended, &parameter.value));
        }
    }
    if !sections.is_empty() {
        sections.sort_by_key(|(number, ..)| *number);
        sections.dedup_by_key(|(number, ..)| *number);
        return Some(extended(&sections, siblings));
    }
    let plain = parameters.iter().find(|parameter| parameter.name == name)?;
    Some(words::decode_text(&plain.value, siblings))
}

fn extended(sections: &[(usize, bool, &[u8])], siblings: &[&'static Encoding]) -> String {
    let mut charset = None;
    let mut bytes = Vec::new();
    for (at, (_, is_extended, value)) in sections.iter().enumerate() {
        if !is_extended {
            bytes.extend_from_slice(value);
            continue;
        }
        let mut value = *value;
        if at == 0 {
            let mut parts = value.splitn(3, |b| *b == b'\'');
            if let (Some(label), Some(_), Some(rest)) = (parts.next(), parts.next(), parts.next()) {
                charset = Some(charset::label(label));
                value = rest;
            }
        }
        percent_decode(value, &mut bytes);
    }
    match charset {
        Some(Label::Known(encoding)) if charset::decodes(&bytes, encoding) => {
            charset::decode(&bytes, encoding).into_owned()
        }
        _ => charset::decode_guessing(&bytes, siblings).into_owned(),
    }
}

fn percent_decode(value: &[u8], out: &mut Vec<u8>) {
    let mut rest = value;
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|d| std::str::from_utf8(d).ok());
        let byte = digits
            .filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|d| u8::from_str_radix(d, 16).ok());
        match byte {
            Some(byte) if *first == b'%' => {
                out.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
}

/// `name*=utf-8''…` of RFC 2231 §4, on lines of at most 78 bytes: in sections if it is long.
pub(crate) fn write_extended(name: &str, text: &str) -> String {
    let mut pieces = vec![String::new()];
    for c in text.chars() {
        let mut units = [0; 4];
        let mut escaped = String::new();
        for byte in c.encode_utf8(&mut units).bytes() {
            if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`{}~".contains(&byte) {
                escaped.push(char::from(byte));
            } else {
                escaped.push_str(&format!("%{byte:02X}"));
            }
        }
        match pieces.last_mut() {
            Some(last) if last.len() + escaped.len() + name.len() <= 60 => last.push_str(&escaped),
            _ => pieces.push(escaped),
        }
    }
    if let [only] = pieces.as_slice() {
        return format!("{name}*=utf-8''{only}");
    }
    let sections: Vec<String> = pieces
        .iter()
        .enumerate()
        .map(|(n, piece)| {
            let charset = if n == 0 { "utf-8''" } else { "" };
            format!("{name}*{n}*={charset}{piece}")
        })
        .collect();
    sections.join(";\r\n ")
}

/// `text` as a quoted parameter value: for ASCII without control characters.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if c == '"' || c == '\\' {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// `name="text"`, or its extended form if `text` is not plain ASCII or too long for a line.
pub(crate) fn write(name: &str, text: &str) -> String {
    let plain = text.len() <= 60 && text.bytes().all(|b| (32..127).contains(&b));
    if plain { format!("{name}={}", quote(text)) } else { write_extended(name, text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str, name: &str) -> Option<String> {
        let found = crate::scan::parameters(header.as_bytes(), 0..header.len());
        text(&found, name, &[])
    }

    #[test]
    fn forms() {
        let cases = [
            ("; filename=\"a b.txt\"", "a b.txt"),
            ("; filename*=utf-8''caf%C3%A9.txt", "café.txt"),
            ("; filename*1*=%C3%A9.txt; filename*0*=iso-8859-1'fr'caf", "cafÃ©.txt"),
            ("; filename*0=\"long \"; filename*1=name.txt", "long name.txt"),
            ("; filename=\"=?utf-8?Q?caf=C3=A9=2Etxt?=\"", "café.txt"),
            ("; filename=x.txt; filename*=utf-8''y.txt", "y.txt"),
            ("; filename=\"a\\\"b\"", "a\"b"),
        ];
        for (header, expected) in cases {
            assert_eq!(read(header, "filename").as_deref(), Some(expected), "{header}");
        }
        assert_eq!(read("; filenames=x", "filename"), None);
    }

    #[test]
    fn what_is_written_is_read_back() {
        for name in ["a.txt", "a \"b\" \\c", "é", &"日本".repeat(60), &"a".repeat(200), "", "100%"]
        {
            let header = format!("; {}", write("filename", name));
            assert!(header.is_ascii());
            assert!(header.split("\r\n").all(|line| line.len() <= 80), "{header}");
            assert_eq!(read(&header, "filename").as_deref(), Some(name), "{header}");
        }
    }
}
