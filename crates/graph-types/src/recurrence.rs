use viaduc_wire::{self as wire, List};

use crate::{DayOfWeek, RecurrencePatternType, RecurrenceRangeType, WeekIndex};

wire::object! {
    /// How something repeats. Graph: patternedRecurrence.
    pub struct PatternedRecurrence {
        /// Pattern.
        pattern: Option<RecurrencePattern> = "pattern",
        /// Range.
        range: Option<RecurrenceRange> = "range",
    }
}

wire::object! {
    /// On which days. Graph: recurrencePattern.
    pub struct RecurrencePattern {
        /// The day of the month, 1 to 31.
        day_of_month: Option<i32> = "dayOfMonth",
        /// The days of the week.
        days_of_week: List<DayOfWeek> = "daysOfWeek",
        /// The day a week starts on, which matters every second week.
        first_day_of_week: Option<DayOfWeek> = "firstDayOfWeek",
        /// Which of those days in the month.
        index: Option<WeekIndex> = "index",
        /// Every how many days, weeks, months or years; 1 at least.
        interval: Option<i32> = "interval",
        /// The month, 1 to 12.
        month: Option<i32> = "month",
        /// Daily, weekly, monthly or yearly.
        kind: Option<RecurrencePatternType> = "type",
    }
}

wire::object! {
    /// From when until when. Graph: recurrenceRange.
    pub struct RecurrenceRange {
        /// The last day it may happen on. A day: `yyyy-MM-dd`; `0001-01-01` is none.
        end_date: Option<String> = "endDate",
        /// How many times; 0 is not numbered.
        number_of_occurrences: Option<i32> = "numberOfOccurrences",
        /// The zone of the two days; may be empty.
        recurrence_time_zone: Option<String> = "recurrenceTimeZone",
        /// The day the series starts on. A day: `yyyy-MM-dd`.
        start_date: Option<String> = "startDate",
        /// Type.
        kind: Option<RecurrenceRangeType> = "type",
    }
}
