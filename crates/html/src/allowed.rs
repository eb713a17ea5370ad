//! What harmless HTML may hold.

/// Elements that are kept.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements whose tags go without a word, their content stays: the frame of a document, and Office's own.
const FRAMES: &[&str] = &["html", "body", "meta", "o:p", "w:sdt", "st1:personname"];

/// Elements that go with all they hold. The first few hold no text.
const HIDDEN: &[&str] = &[
    "head",
    "style",
    "title",
    "script",
    "iframe",
    "object",
    "embed",
    "applet",
    "noscript",
    "noembed",
    "noframes",
    "svg",
    "math",
    "template",
    "textarea",
    "xmp",
    "plaintext",
    "select",
    "audio",
    "video",
    "canvas",
    "xml",
];

/// Of the hidden, those that are no content anybody misses.
const FURNITURE: &[&str] = &["head", "style", "title", "xml"];

const ATTRIBUTES: &[&str] = &[
    "align",
    "alt",
    "aria-label",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "cite",
    "class",
    "color",
    "colspan",
    "datetime",
    "dir",
    "face",
    "height",
    "href",
    "id",
    "lang",
    "name",
    "rel",
    "role",
    "rowspan",
    "size",
    "span",
    "src",
    "start",
    "style",
    "target",
    "title",
    "type",
    "valign",
    "value",
    "width",
];

const SCHEMES: &[&str] = &[
    "http", "https", "mailto", "tel", "cid", "ftp", "ftps", "sip", "sips", "sms", "xmpp", "callto",
    "skype", "msteams", "zoommtg", "geo", "bm", "webcal", "news",
];

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays.
    Keep,
    /// Its tags go, unnoticed.
    Frame,
    /// It goes with its content, unnoticed.
    Furniture,
    /// It goes with its content.
    Hide,
    /// Its tags go.
    Strip,
}

/// What becomes of the element `name`, in lower case.
pub(crate) fn fate(name: &str) -> Fate {
    match name {
        _ if TAGS.contains(&name) => Fate::Keep,
        _ if FRAMES.contains(&name) => Fate::Frame,
        _ if FURNITURE.contains(&name) => Fate::Furniture,
        _ if HIDDEN.contains(&name) => Fate::Hide,
        _ => Fate::Strip,
    }
}

/// Whether an attribute stays as it is: its name in lower case, its value decoded.
pub(crate) fn is_allowed(name: &str, value: &str) -> bool {
    match name {
        "href" | "src" | "cite" => link(value),
        "style" => style(value),
        known => ATTRIBUTES.contains(&known) || data(known),
    }
}

fn data(name: &str) -> bool {
    name.strip_prefix("data-").is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

/// Whether a link leads where a reader may go. Browsers overlook control characters and spaces in a scheme, so do we.
fn link(value: &str) -> bool {
    let bare: String =
        value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(64).collect();
    let end = bare.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
    let Some((scheme, after)) = end.and_then(|end| bare.split_at_checked(end)) else {
        return true;
    };
    if !after.starts_with(':') {
        return true;
    }
    let scheme = scheme.to_ascii_lowercase();
    let picture = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    SCHEMES.contains(&scheme.as_str())
        || (scheme == "data"
            && after.get(1..).is_some_and(|kind| picture.iter().any(|p| kind.starts_with(p))))
}

/// Whether a style only styles. Control characters in it are not written, and hide nothing.
fn style(value: &str) -> bool {
    let written = value.chars().filter(|c| !c.is_control());
    let lower: String = written.flat_map(char::to_lowercase).collect();
    ![
        "expression",
        "javascript",
        "vbscript",
        "behavior",
        "-moz-binding",
        "@import",
        "\\",
        "/*",
        "position",
    ]
    .iter()
    .any(|bad| lower.contains(bad))
}
