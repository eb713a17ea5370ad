//! Words to words: privacy, availability, importance (Graph: sensitivity, freeBusyStatus, importance).

use viaduc_contentline::Component;
use viaduc_fidelity::Place;
use viaduc_graph_types::{Event, Importance, Sensitivity, ShowAs};
use viaduc_wire::Other;

use crate::codes;
use crate::cx::{Cx, push};

/// CLASS (RFC 5545 §3.8.1.3). What is not understood is private; of what is not told at all nothing is written, but an
/// exception is as private as its series then.
pub(crate) fn class(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    (sensitivity, other): (Option<&Sensitivity>, &Other),
    series: Option<&Event>,
    at: &Place<'_>,
) {
    let at = at.key("sensitivity");
    match sensitivity {
        Some(Sensitivity::Normal | Sensitivity::Private | Sensitivity::Confidential) => {}
        Some(Sensitivity::Personal) => cx.report(&codes::CLASS_PERSONAL, &at),
        Some(word) => cx.note(&codes::CLASS_UNKNOWN, &at, word.as_str()),
        None if other.get("sensitivity").is_some() => cx.report(&codes::CLASS_UNKNOWN, &at),
        None => {}
    }
    let told = class_of(sensitivity, other);
    let of_series = |series: &Event| class_of(series.sensitivity.as_ref(), &series.other);
    if let Some(class) = told.or_else(|| of_series(series?)) {
        push(to, "CLASS", class);
    }
}

fn class_of(sensitivity: Option<&Sensitivity>, other: &Other) -> Option<&'static str> {
    match sensitivity {
        Some(Sensitivity::Normal) => Some("PUBLIC"),
        Some(Sensitivity::Confidential) => Some("CONFIDENTIAL"),
        Some(_) => Some("PRIVATE"),
        // There, but no word at all.
        None => other.get("sensitivity").map(|_| "PRIVATE"),
    }
}

/// TRANSP (RFC 5545 §3.8.2.7) and Exchange's finer word beside it.
pub(crate) fn show_as(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    show_as: Option<&ShowAs>,
    at: &Place<'_>,
) {
    let (transparent, word) = match show_as {
        Some(ShowAs::Free) => (true, "FREE"),
        Some(ShowAs::Tentative) => (false, "TENTATIVE"),
        Some(ShowAs::Busy) => (false, "BUSY"),
        Some(ShowAs::Oof) => (false, "OOF"),
        Some(ShowAs::WorkingElsewhere) => (true, "WORKINGELSEWHERE"),
        None | Some(ShowAs::Unknown) => (false, ""),
        Some(word) => {
            cx.note(&codes::SHOW_AS_UNKNOWN, &at.key("showAs"), word.as_str());
            (false, "")
        }
    };
    push(to, "TRANSP", if transparent { "TRANSPARENT" } else { "OPAQUE" });
    if !word.is_empty() {
        push(to, "X-MICROSOFT-CDO-BUSYSTATUS", word);
    }
}

/// PRIORITY (RFC 5545 §3.8.1.9) as Exchange writes it, and its own number beside it.
pub(crate) fn importance(
    cx: &mut Cx<'_>,
    to: &mut Component<'_>,
    importance: Option<&Importance>,
    at: &Place<'_>,
) {
    let (priority, number) = match importance {
        Some(Importance::Low) => ("9", "0"),
        Some(Importance::Normal) => ("5", "1"),
        Some(Importance::High) => ("1", "2"),
        Some(word) => {
            cx.note(&codes::IMPORTANCE_UNKNOWN, &at.key("importance"), word.as_str());
            return;
        }
        None => return,
    };
    push(to, "PRIORITY", priority);
    push(to, "X-MICROSOFT-CDO-IMPORTANCE", number);
}
