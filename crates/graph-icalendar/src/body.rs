//! Bodies: readable plain text for everybody, the HTML beside it (RFC 5545 §3.8.1.5, RFC 9073 §6.5; Graph: itemBody).

use std::borrow::Cow;

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::{BodyType, ItemBody};
use viaduc_html as html;

use crate::codes;
use crate::context::Bodies;
use crate::cx::{Cx, said};
use crate::preview;

/// Writes the body, and `after` below its text.
pub(crate) fn write<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    body: Option<&'a ItemBody>,
    preview: Option<&'a str>,
    after: &str,
    at: &Place<'_>,
) {
    let preview = preview.filter(|text| !text.trim().is_empty());
    let preview_at = at.key("bodyPreview");
    let body_at = at.key("body");
    let content = body.and_then(|body| content(cx, body, &body_at));
    let Some((content, is_html)) = content else {
        if preview.is_some() {
            cx.report(&codes::BODY_MISSING, &preview_at);
        }
        description(cx, to, preview.unwrap_or_default().into(), after, &preview_at);
        return;
    };
    let text: Cow<'a, str> =
        if is_html { html::to_text(content).into() } else { Cow::Borrowed(content) };
    if let Some(preview) = preview {
        let is_copy = preview::repeats(preview, &text, content);
        cx.report(if is_copy { &codes::PREVIEW } else { &codes::PREVIEW_DIFFERS }, &preview_at);
    }
    let content_at = body_at.key("content");
    if !is_html {
        description(cx, to, text, after, &content_at);
        return;
    }
    if text.is_empty() && !html::shows_something(content) {
        cx.report(&codes::BODY_SHELL, &content_at);
        description(cx, to, "".into(), after, &content_at);
        return;
    }
    description(cx, to, text, after, &content_at);
    match cx.context.bodies {
        Bodies::AltDesc => {
            to.push(Property::text("X-ALT-DESC", content).with("FMTTYPE", "text/html"));
        }
        Bodies::Styled => to.push(
            Property::text("STYLED-DESCRIPTION", content)
                .with("VALUE", "TEXT")
                .with("FMTTYPE", "text/html"),
        ),
        Bodies::Plain => cx.report(&codes::BODY_PLAIN, &content_at),
    }
}

/// What is not empty of a body, and whether it is HTML.
fn content<'a>(cx: &mut Cx<'_>, body: &'a ItemBody, at: &Place<'_>) -> Option<(&'a str, bool)> {
    let ItemBody { content, content_type, other } = body;
    cx.other(other, at);
    let content = said(content)?;
    let like_html = || content.trim_start().starts_with('<');
    let is_html = match content_type {
        Some(BodyType::Html) => true,
        Some(BodyType::Text) => false,
        None => like_html(),
        Some(word) => {
            cx.note(&codes::BODY_TYPE, &at.key("contentType"), word.as_str());
            like_html()
        }
    };
    Some((content, is_html))
}

fn description<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    text: Cow<'a, str>,
    after: &str,
    at: &Place<'_>,
) {
    let text: Cow<'a, str> = match (text.trim().is_empty(), after.is_empty()) {
        (true, true) => return,
        (false, true) => text,
        (true, false) => after.to_owned().into(),
        (false, false) => format!("{}\n\n{after}", text.trim_end()).into(),
    };
    let property = cx.text("DESCRIPTION", text, at);
    to.push(property);
}
