//! Notes in HTML: told apart from plain ones, and read as text.

/// Whether a note is HTML: somewhere in it a tag of HTML's opens.
pub(crate) fn is_html(text: &str) -> bool {
    const TAGS: [&str; 18] = [
        "a", "b", "body", "br", "div", "em", "font", "html", "i", "img", "li", "ol", "p", "span",
        "strong", "table", "u", "ul",
    ];
    text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(name_end).unwrap_or_default();
        name.len() <= 6
            && after.starts_with(['>', ' ', '/'])
            && TAGS.binary_search(&name.to_ascii_lowercase().as_str()).is_ok()
    })
}

/// The text of HTML: tags taken out, blocks and `<br>` as line breaks, the commonest references resolved.
pub(crate) fn to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (plain, special) = rest.split_at_checked(at).unwrap_or_default();
        out.push_str(plain);
        let (end, close) = if special.starts_with('<') {
            (special.find('>'), true)
        } else {
            (
                special.get(..special.len().min(12)).or(Some(special)).and_then(|s| s.find(';')),
                false,
            )
        };
        let Some(end) = end else {
            let next = special.chars().next().map_or(0, char::len_utf8);
            out.push_str(special.get(..next).unwrap_or_default());
            rest = special.get(next..).unwrap_or_default();
            continue;
        };
        let inside = special.get(1..end).unwrap_or_default();
        if close {
            if breaks(inside) && !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
        } else {
            match reference(inside) {
                Some(c) => out.push(c),
                None => out.push_str(special.get(..=end).unwrap_or_default()),
            }
        }
        rest = special.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.trim().to_owned()
}

fn breaks(tag: &str) -> bool {
    let name: String = tag
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .take(6)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let closing = tag.starts_with('/');
    name == "br"
        || (closing && matches!(name.as_str(), "p" | "div" | "li" | "tr" | "table" | "ul" | "ol"))
}

fn reference(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
    })
}

/// A text as it stands in HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>")
}
