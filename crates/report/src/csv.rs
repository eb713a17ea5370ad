//! RFC 4180, with cells that no spreadsheet runs.

use crate::{Counts, Report};

pub(crate) fn write(report: &Report) -> String {
    let mut text = String::from(
        "mailbox,kind,seen,written,unchanged,failed,removed,verified,missing,doubled,altered,losses\r\n",
    );
    for mailbox in &report.mailboxes {
        for (kind, counts) in &mailbox.kinds {
            let cells = [cell(&mailbox.mailbox), cell(kind), numbers(counts)];
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
    }
    text
}

fn numbers(counts: &Counts) -> String {
    let losses: u64 = counts.losses.values().sum();
    [
        counts.seen,
        counts.written,
        counts.unchanged,
        counts.failed,
        counts.removed,
        counts.verified,
        counts.missing,
        counts.doubled,
        counts.altered,
        losses,
    ]
    .map(|number| number.to_string())
    .join(",")
}

/// A quoted cell. One that begins like a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
