use viaduc_bluemind_types::VCardParameter;
use viaduc_contentline::Parameter;
use viaduc_wire::List;

use super::{Line, Reader};
use crate::EXACT;
use crate::codes::{PARAMETER, PARAMETER_LOST};

/// Parameters that tell how the value is written, or that this crate itself wrote for a field.
const CONSUMED: [&str; 10] = [
    "VALUE",
    "ENCODING",
    "CHARSET",
    "X-EXT",
    "X-BM-DEFAULT",
    "X-BM-EXACT",
    "X-BM-VALUE",
    "X-APPLE-OMIT-YEAR",
    "BASE64",
    "QUOTED-PRINTABLE",
];

/// TYPE values that BlueMind knows, and some that it is given in vain but reads in lower case.
const TYPES: [&str; 14] = [
    "cell", "dom", "fax", "home", "internet", "intl", "msg", "pager", "parcel", "postal", "pref",
    "text", "voice", "work",
];

/// No line that means something has more parameters; of further ones none is told exactly.
pub(crate) const MOST_EXACT: usize = 64;

impl Reader<'_> {
    /// The parameters of a line as BlueMind keeps them: one object for each value.
    pub(super) fn parameters(&mut self, line: &Line<'_>) -> List<VCardParameter> {
        let mut list = Vec::new();
        let parameters = &line.property.parameters;
        for (at, parameter) in parameters.iter().enumerate() {
            if is_added(parameter, parameters.get(at + 1))
                || CONSUMED.iter().any(|name| parameter.is(name))
            {
                continue;
            }
            if parameter.values.is_empty() {
                // vCard 2.1 writes `TEL;HOME;VOICE:`.
                self.push(&mut list, "TYPE", &parameter.name, line);
            } else if parameter.is("TYPE") {
                for value in parameter.values.iter().flat_map(|value| value.split(',')) {
                    self.push(&mut list, "TYPE", value, line);
                }
            } else {
                for value in &parameter.values {
                    self.push(&mut list, &parameter.name, value, line);
                }
                if at < MOST_EXACT
                    && let [value] = parameter.values.as_slice()
                    && let Some(told) = EXACT.told(line.property, &parameter.name, value)
                    && !told.trim().is_empty()
                    && let Some(last) = list.last_mut()
                {
                    last.value = Some(told.replace(';', ","));
                }
            }
        }
        if let Some(label) = line.label {
            self.push(&mut list, "X-ABLABEL", label, line);
        }
        super::list(list)
    }

    /// Reports the parameters of what is kept without any.
    pub(super) fn lost_parameters(&mut self, name: &str, line: &Line<'_>) {
        let form: &[&str] = match name {
            "UID" | "PRODID" | "SOURCE" | "TITLE" | "ROLE" | "ORG" | "NOTE" | "X-NOTE-HTML"
            | "CATEGORIES" | "BDAY" | "ANNIVERSARY" | "X-ANNIVERSARY" | "X-SPOUSE"
            | "X-MANAGER" | "X-ASSISTANT" => &[],
            "MEMBER" | "X-ADDRESSBOOKSERVER-MEMBER" => &["CN", "X-CN"],
            "PHOTO" => &["TYPE", "MEDIATYPE", "JPEG", "PNG", "GIF"],
            "RELATED" => &["TYPE"],
            _ => return,
        };
        for parameter in &line.property.parameters {
            let told = CONSUMED.iter().chain(form).any(|name| parameter.is(name))
                || parameter.name.get(..5).is_some_and(|own| own.eq_ignore_ascii_case("X-BM-"));
            if !told {
                self.losses.note(&PARAMETER_LOST, line.place, &parameter.name);
            }
        }
        if let Some(label) = line.label {
            self.losses.note(&PARAMETER_LOST, line.place, label);
        }
    }

    fn push(&mut self, list: &mut Vec<VCardParameter>, label: &str, value: &str, line: &Line<'_>) {
        let value = value.trim();
        if value.is_empty() || label.is_empty() {
            return;
        }
        let mut value = value.to_owned();
        if label == "TYPE" {
            value = type_word(&value).unwrap_or(value);
        }
        let is_label = label.eq_ignore_ascii_case("LABEL") && line.property.is("ADR");
        if is_label && line.property.parameter_values("LABEL").count() == 1 {
            // RFC 6350 §6.3.1 breaks its lines as a text does.
            value = value.replace("\\n", "\n").replace("\\N", "\n");
        }
        if value.contains(';') {
            self.losses.report(&PARAMETER, line.place);
            value = value.replace(';', ",");
        }
        list.push(VCardParameter {
            label: Some(label.to_owned()),
            value: Some(value),
            ..VCardParameter::default()
        });
    }
}

/// A known type in BlueMind's spelling.
fn type_word(value: &str) -> Option<String> {
    let lower = value.to_ascii_lowercase();
    match lower.as_str() {
        "ttytdd" | "tty-tdd" | "textphone" => Some("textphone".to_owned()),
        "video" => Some(lower),
        known if TYPES.contains(&known) => Some(lower),
        _ => None,
    }
}

/// Whether this is the preference that stands right before `DEFAULT=true`: written for other readers, since BlueMind has
/// its own mark.
fn is_added(preference: &Parameter<'_>, next: Option<&Parameter<'_>>) -> bool {
    next.is_some_and(|next| is(next, "DEFAULT", "true"))
        && (is(preference, "PREF", "1") || is(preference, "TYPE", "pref"))
}

fn is(parameter: &Parameter<'_>, name: &str, value: &str) -> bool {
    parameter.is(name) && matches!(parameter.values.as_slice(), [only] if only == value)
}
