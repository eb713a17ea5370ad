//! Any text obeys the laws of this crate.

use viaduc_fixture_runner::search;
use viaduc_html::invariants::any_text;

#[test]
fn any_text_obeys_the_laws() {
    search(500, |u| {
        any_text(u.arbitrary()?);
        Ok(())
    });
}

#[test]
fn markup_obeys_the_laws() {
    const PARTS: [&str; 48] = [
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        "`",
        " ",
        "\n",
        "\0",
        "a",
        "é",
        "&amp;",
        "&#106;",
        "&lt;",
        "&",
        "<p>",
        "</p>",
        "<p ",
        "onclick=",
        "title=",
        "href=",
        "javascript:",
        "java\tscript:",
        "https://valmont.example/?a=1&b",
        "<a ",
        "</a>",
        "<script>",
        "</script>",
        "<scr",
        "ipt>",
        "<svg>",
        "</svg>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<head>",
        "<body>",
        "</body>",
        "<xml/>",
        "<select>",
        "style=\"color:red\"",
        "expression(",
        "<img src=x ",
        "/>",
        "<br>",
        "<title>",
    ];
    search(2_000, |u| {
        let mut html = String::new();
        while !u.is_empty() && html.len() < 400 {
            html.push_str(u.choose(&PARTS)?);
        }
        any_text(&html);
        Ok(())
    });
}
