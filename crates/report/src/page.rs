//! The page: no script, nothing loaded, every text escaped.

use std::fmt::Write as _;

use crate::html::{Number, Text};
use crate::{Counts, Report};

const STYLE: &str = include_str!("page.css");

/// Appends formatted text; writing to a `String` cannot fail.
macro_rules! put {
    ($page:expr, $($format:tt)+) => {{
        let _ = write!($page, $($format)+);
    }};
}

pub(crate) fn write(report: &Report) -> String {
    let mut page = String::new();
    head(&mut page, report);
    kinds(&mut page, report);
    failures(&mut page, report);
    losses(&mut page, report);
    mailboxes(&mut page, report);
    page.push_str("</main></body></html>\n");
    page
}

fn head(page: &mut String, report: &Report) {
    let title = Text(&report.title);
    put!(
        page,
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main>\
         <p class=\"eyebrow\">Viaduc</p><h1>{title}</h1>"
    );
    let sum = |pick: fn(&Counts) -> u64| report.totals.values().map(pick).sum::<u64>();
    let (class, verdict) = if report.sound {
        ("good", "Verified: nothing is missing, nothing is there twice.")
    } else {
        ("bad", "Not sound: see what is missing, doubled or left out.")
    };
    put!(page, "<p class=\"verdict {class}\">{verdict}</p><ul class=\"tiles\">");
    let tiles = [
        ("seen", sum(|c| c.seen)),
        ("written", sum(|c| c.written)),
        ("unchanged", sum(|c| c.unchanged)),
        ("removed", sum(|c| c.removed)),
        ("verified", sum(|c| c.verified)),
        ("failed", sum(|c| c.failed)),
        ("missing", sum(|c| c.missing)),
        ("doubled", sum(|c| c.doubled)),
        ("altered", sum(|c| c.altered)),
    ];
    for (name, count) in tiles {
        let bad = matches!(name, "failed" | "missing" | "doubled" | "altered") && count > 0;
        let class = if bad { " class=\"bad\"" } else { "" };
        put!(page, "<li{class}><b>{}</b> {name}</li>", Number(count));
    }
    page.push_str("</ul>");
    for note in &report.notes {
        put!(page, "<p class=\"faint\">{}</p>", Text(note));
    }
}

const COLUMNS: &str = "<th>seen</th><th>written</th><th>unchanged</th><th>removed</th><th>verified</th>\
     <th>failed</th><th>missing</th><th>doubled</th><th>altered</th><th>losses</th>";

fn cells(page: &mut String, counts: &Counts) {
    let losses: u64 = counts.losses.values().sum();
    let good = [counts.seen, counts.written, counts.unchanged, counts.removed, counts.verified];
    for count in good {
        put!(page, "<td>{}</td>", Number(count));
    }
    for count in [counts.failed, counts.missing, counts.doubled, counts.altered] {
        let class = if count > 0 { " class=\"bad\"" } else { "" };
        put!(page, "<td{class}>{}</td>", Number(count));
    }
    put!(page, "<td>{}</td>", Number(losses));
}

/// One bar a kind: what was verified, what failed, what is left.
fn kinds(page: &mut String, report: &Report) {
    put!(
        page,
        "<h2>By kind</h2><div class=\"wide\"><table><thead><tr><th>kind</th><th>share verified</th>{COLUMNS}</tr></thead><tbody>"
    );
    for (kind, counts) in &report.totals {
        put!(page, "<tr><th scope=\"row\">{}</th><td>", Text(kind));
        bar(page, counts);
        page.push_str("</td>");
        cells(page, counts);
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table></div>");
}

fn bar(page: &mut String, counts: &Counts) {
    let whole = counts.seen.max(counts.verified).max(1);
    let width = |part: u64| part.min(whole).saturating_mul(120) / whole;
    let (good, bad) = (width(counts.verified), width(counts.failed + counts.missing));
    put!(
        page,
        "<svg viewBox=\"0 0 120 8\" width=\"120\" height=\"8\" role=\"img\" aria-label=\"{} of {} verified\">\
         <rect class=\"rest\" width=\"120\" height=\"8\"/><rect class=\"ok\" width=\"{good}\" height=\"8\"/>\
         <rect class=\"no\" x=\"{}\" width=\"{bad}\" height=\"8\"/></svg>",
        counts.verified,
        counts.seen,
        120 - bad.min(120)
    );
}

fn failures(page: &mut String, report: &Report) {
    if report.failures.is_empty() {
        return;
    }
    put!(
        page,
        "<h2>Not carried ({})</h2><div class=\"wide\"><table class=\"text\"><thead><tr><th>mailbox</th><th>what</th><th>reason</th><th>what to do</th></tr></thead><tbody>",
        report.failures.len()
    );
    for failure in &report.failures {
        put!(
            page,
            "<tr><td>{}</td><td>{} <span class=\"faint\">{}</span>",
            Text(&failure.mailbox),
            Text(&failure.kind),
            failure.scope
        );
        for detail in [&failure.container, &failure.item].into_iter().flatten() {
            put!(page, "<br><code>{}</code>", Text(detail));
        }
        let remedy = failure.remedy.as_deref().unwrap_or("");
        put!(page, "</td><td>{}</td><td>{}</td></tr>", Text(&failure.reason), Text(remedy));
    }
    page.push_str("</tbody></table></div>");
}

fn losses(page: &mut String, report: &Report) {
    if report.loss_codes.is_empty() {
        return;
    }
    page.push_str("<h2>What could not be carried as it was</h2><div class=\"wide\"><table class=\"text\"><thead><tr><th>loss</th><th>kind</th><th class=\"number\">count</th><th>meaning</th></tr></thead><tbody>");
    for (code, loss) in &report.loss_codes {
        put!(
            page,
            "<tr><td><code>{}</code></td><td><span class=\"pill {kind}\">{kind}</span></td><td class=\"number\">{}</td><td>{}</td></tr>",
            Text(code),
            Number(loss.count),
            Text(&loss.meaning),
            kind = Text(&loss.kind)
        );
    }
    page.push_str("</tbody></table></div>");
}

fn mailboxes(page: &mut String, report: &Report) {
    put!(page, "<h2>By mailbox ({})</h2>", report.mailboxes.len());
    for mailbox in &report.mailboxes {
        let (address, name) = (Text(&mailbox.mailbox), Text(&mailbox.name));
        let seen: u64 = mailbox.kinds.values().map(|counts| counts.seen).sum();
        let verified: u64 = mailbox.kinds.values().map(|counts| counts.verified).sum();
        put!(
            page,
            "<details><summary><b>{address}</b> {name} <span class=\"faint\">{} · {} of {} verified</span></summary>\
             <div class=\"wide\"><table><thead><tr><th>kind</th>{COLUMNS}</tr></thead><tbody>",
            Text(&mailbox.owner),
            Number(verified),
            Number(seen)
        );
        for (kind, counts) in &mailbox.kinds {
            put!(page, "<tr><th scope=\"row\">{}</th>", Text(kind));
            cells(page, counts);
            page.push_str("</tr>");
        }
        page.push_str("</tbody></table></div></details>");
    }
}
