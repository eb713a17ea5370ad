use super::*;

#[test]
fn html_as_people_write_it() {
    for (html, text) in [
        (
            "<html><head><style>p{color:red}</style><title>x</title></head><body><p>Hello &amp; good&nbsp;day</p></body></html>",
            "Hello & good day",
        ),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br><br><br><br>three", "one\ntwo\n\nthree"),
        (
            "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>end",
            "- a\n- b\n  1. c\n  2. d\n\nend",
        ),
        (
            "<table><tr><th>Day</th><th>Who</th></tr><tr><td><p>Mon</p></td><td><p>Ada</p></td></tr></table>",
            "Day | Who\nMon | Ada",
        ),
        (
            "<table><tr><td></td><td>Mon</td><td>Tue</td></tr><tr><td>9h</td><td><br></td><td>Council</td></tr><tr><td>&nbsp;</td><td>Vote</td><td></td></tr></table>after",
            "| Mon | Tue\n9h | | Council\n| Vote\n\nafter",
        ),
        (
            "<table><tr><td><table><tr><td>Room</td><td>12</td></tr></table></td><td>34</td><td>5</td></tr><tr><td>6</td></tr></table>",
            "Room | 12\n34 | 5\n6",
        ),
        (
            "<table><tr><td>a</td><td><table><tr><td>b<tr><td></td><td>c</table></td></tr></table>",
            "a\nb\n| c",
        ),
        ("<table><tr><td><p>a<td><p>b<tr><td><p>c<td>d</table>", "a | b\nc | d"),
        (
            "<table><tr><td>a<td><ul><li>b<li>c</ul><td><a href=\"https://d.example\">d.example</a></table>",
            "a | - b\n- c | d.example",
        ),
        ("<ul><li><a href=\"https://d.example\">d.example</a></ul>", "- d.example"),
        (
            "see <a href=\"https://valmont.example/a\">the page</a>.",
            "see the page <https://valmont.example/a>.",
        ),
        ("<a href=\"https://valmont.example/\">valmont.example</a>", "valmont.example"),
        ("<a href=\"mailto:ada@valmont.example\">ada@valmont.example</a>", "ada@valmont.example"),
        ("<a href=\"javascript:alert(1)\">here</a>", "here"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        ("<blockquote>said</blockquote>answer", "> said\n\nanswer"),
        ("<script>if (a < b) {}</script>x<!-- no -->", "x"),
        ("<img src=\"cid:1\" alt=\"Map\">", "[Map]"),
        ("a &lt;b&gt; &eacute; &#8364; &nosuch; &", "a <b> é € &nosuch; &"),
        ("<html><body></body></html>", ""),
        ("<head><style>x", ""),
        ("<head><title>x</title><body>y", "y"),
    ] {
        assert_eq!(to_text(html), text, "{html}");
    }
    assert!(
        shows_something("<p><IMG src=x></p>")
            && !shows_something("<html><body><p></p></body></html>")
    );
}

#[test]
fn depth_costs_nothing() {
    for tag in
        ["<div>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<b>", "<a href=x>", "<pre>"]
    {
        let text = to_text(&(tag.repeat(10_000) + "x"));
        assert!(text.ends_with('x') && text.len() < 200_000, "{tag}");
    }
}
