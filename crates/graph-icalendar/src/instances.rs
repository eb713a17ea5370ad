//! Occurrences listed one by one (Graph: `event: instances`): which of them say what the series does not.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use viaduc_fidelity::LossCode;
use viaduc_graph_types::{Event, EventId, EventType};
use viaduc_wire::List;

use crate::codes;
use crate::cx::Cx;
use crate::exceptions::Original;
use crate::stored::Stored;
use crate::uid;

/// What an instance can be told from.
pub(crate) struct Instances<'e> {
    series: &'e Event,
    exceptions: HashMap<&'e EventId, &'e Event>,
    /// The days that are deleted by somebody's word.
    deleted: HashSet<Date>,
}

/// What becomes of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is written, as an exception is.
    Written,
    /// The series or an exception says all that it says.
    Said,
    /// An exception of the same id says something else, and counts.
    Contradicted,
}

impl Fate {
    /// What is reported of an instance that is not written.
    pub(crate) fn code(self) -> Option<&'static LossCode> {
        match self {
            Self::Written => None,
            Self::Said => Some(&codes::INSTANCES),
            Self::Contradicted => Some(&codes::EXCEPTION_DROPPED),
        }
    }
}

impl<'e> Instances<'e> {
    pub(crate) fn of(series: &'e Event, stored: Option<&Stored>) -> Self {
        let mut known = Self { series, exceptions: HashMap::new(), deleted: HashSet::new() };
        if series.instances.is_empty() {
            return known;
        }
        let exceptions = series.exception_occurrences.iter();
        known.exceptions =
            exceptions.filter_map(|known| Some((known.id.as_ref()?, known))).collect();
        let told = series.cancelled_occurrences.iter().filter_map(|id| uid::occurrence_day(id));
        let stored = stored.map(|stored| stored.blob.deleted()).unwrap_or_default();
        known.deleted = told.chain(stored).collect();
        known
    }

    pub(crate) fn fate(&self, cx: &Cx<'_>, instance: &Event, original: &Original<'_>) -> Fate {
        if let Some(known) = instance.id.as_ref().and_then(|id| self.exceptions.get(id)) {
            let moved = news(instance.start.as_ref(), known.start.as_ref())
                || news(instance.end.as_ref(), known.end.as_ref());
            return if moved || says_more(instance, known) {
                Fate::Contradicted
            } else {
                Fate::Said
            };
        }
        let made = original.makes(cx, instance, self.series);
        let as_made = made.is_some_and(|day| !self.deleted.contains(&day));
        if as_made
            && instance.kind != Some(EventType::Exception)
            && !says_more(instance, self.series)
        {
            return Fate::Said;
        }
        Fate::Written
    }
}

/// Whether an instance says something else than what is written anyway, beside when it is.
fn says_more(instance: &Event, written: &Event) -> bool {
    news(instance.subject.as_ref(), written.subject.as_ref())
        || news(instance.body.as_ref(), written.body.as_ref())
        || news(instance.location.as_ref(), written.location.as_ref())
        || news(instance.is_all_day.as_ref(), written.is_all_day.as_ref())
        || news(instance.is_cancelled.as_ref(), written.is_cancelled.as_ref())
        || news(instance.is_reminder_on.as_ref(), written.is_reminder_on.as_ref())
        || news(
            instance.reminder_minutes_before_start.as_ref(),
            written.reminder_minutes_before_start.as_ref(),
        )
        || news(instance.sensitivity.as_ref(), written.sensitivity.as_ref())
        || news(instance.show_as.as_ref(), written.show_as.as_ref())
        || news(instance.importance.as_ref(), written.importance.as_ref())
        || more(&instance.attendees, &written.attendees)
        || more(&instance.attachments, &written.attachments)
        || more(&instance.categories, &written.categories)
}

/// A member that was not asked for is no news.
fn news<T: PartialEq>(own: Option<&T>, known: Option<&T>) -> bool {
    own.is_some() && own != known
}

fn more<T: PartialEq>(own: &List<T>, known: &List<T>) -> bool {
    !own.is_empty() && own != known
}
