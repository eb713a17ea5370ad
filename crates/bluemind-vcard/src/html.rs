//! Notes in HTML: told apart from plain ones, and read as text.

/// Whether a note is HTML, or would be read as such: somewhere in it something like a tag opens.
pub(crate) fn is_html(text: &str) -> bool {
    let mut pairs = text.as_bytes().windows(2);
    pairs.any(|pair| matches!(pair, [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!' | b'?']))
}

const TAGS: [&str; 34] = [
    "a",
    "b",
    "blockquote",
    "body",
    "br",
    "code",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "html",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tr",
    "u",
    "ul",
];

const ATTRIBUTES: [&str; 20] = [
    "align",
    "alt",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "color",
    "colspan",
    "dir",
    "face",
    "height",
    "href",
    "lang",
    "rowspan",
    "size",
    "src",
    "style",
    "title",
    "width",
];

/// Whether HTML holds nothing but known tags and attributes in their plainest spelling, and links that only lead somewhere.
/// What a browser might read in some other way is not harmless.
pub(crate) fn is_harmless(html: &str) -> bool {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            let Some(next) = harmless_tag(after) else { return false };
            rest = next;
        }
    }
    true
}

/// What follows a tag, if it is a harmless one.
fn harmless_tag(text: &str) -> Option<&str> {
    let (closing, text) = text.strip_prefix('/').map_or((false, text), |text| (true, text));
    let (name, mut rest) = word(text);
    TAGS.binary_search(&name.to_ascii_lowercase().as_str()).ok()?;
    loop {
        let inside = rest.trim_ascii_start();
        if let Some(after) = inside.strip_prefix("/>").or_else(|| inside.strip_prefix('>')) {
            return Some(after);
        }
        // An attribute stands apart from what is before it.
        if closing || inside.len() == rest.len() {
            return None;
        }
        let (name, after) = word(inside);
        let value = after.strip_prefix('=')?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = value.get(1..)?.split_once(quote)?;
        if !harmless_attribute(&name.to_ascii_lowercase(), value) {
            return None;
        }
        rest = after;
    }
}

fn word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or_default()
}

fn harmless_attribute(name: &str, value: &str) -> bool {
    if value.contains(['<', '>']) || ATTRIBUTES.binary_search(&name).is_err() {
        return false;
    }
    match name {
        "href" | "src" => {
            const SCHEMES: [&str; 5] = ["http:", "https:", "mailto:", "tel:", "cid:"];
            let start = value.split_inclusive(':').next().unwrap_or_default();
            SCHEMES.iter().any(|scheme| start.eq_ignore_ascii_case(scheme))
        }
        "style" => !value.contains(['(', '\\', '&', '@', '/']),
        _ => true,
    }
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

#[cfg(test)]
mod tests {
    use super::{is_harmless, is_html, to_text};

    #[test]
    fn html_is_told_apart() {
        for html in ["<p>x", "a<br/>", "x</div>", "<!-- -->", "<SCRIPT>"] {
            assert!(is_html(html), "{html}");
        }
        for plain in ["", "a < b", "1<2", "a > b", "<3", "<"] {
            assert!(!is_html(plain), "{plain}");
            assert!(is_harmless(plain), "{plain}");
        }
        for good in [
            "<P>One<br/>two</P>",
            r#"<a href="https://a.example/?b=1&amp;c">x</a>"#,
            r#"<span style="color: red; font-weight: bold" class='x'>a < b</span>"#,
            r#"<img src="cid:1" alt="" />"#,
        ] {
            assert!(is_harmless(good), "{good}");
        }
        for bad in [
            "<script>x</script>",
            "<p onclick=\"x\">",
            "<p\nonclick=\"x\">",
            r#"<a href="javascript:x">"#,
            r#"<a href=" javascript:x">"#,
            r#"<a href="java&#115;cript:x">"#,
            r#"<a href="/local">"#,
            "<a href=https://a.example>",
            r#"<a href="https://a.example"onclick="x">"#,
            r#"<p style="background:url(x)">"#,
            "<!--[if IE]><script>x</script><![endif]-->",
            "<p",
            "<p title=\"",
            "<svg/onload=x>",
            "</p onclick=\"x\">",
        ] {
            assert!(!is_harmless(bad), "{bad}");
        }
    }

    #[test]
    fn html_is_read_as_text() {
        for (html, text) in [
            ("<p>One &amp; two</p><p>three</p>", "One & two\nthree"),
            ("a<br>b<br/>c", "a\nb\nc"),
            ("&lt;b&gt; &#233;&#xe9; &unknown; & <", "<b> éé &unknown; & <"),
            ("x &#1; &#99999999999;", "x &#1; &#99999999999;"),
        ] {
            assert_eq!(to_text(html), text);
        }
    }
}
