use viaduc_bluemind_types::{BmDateTime, Precision};
use viaduc_contentline::Property;
use viaduc_fidelity::Place;

use super::Cx;
use crate::codes::{BM_DATE, BM_FOLD, BM_FRACTION, BM_WORD, BM_ZONE};
use crate::when::{When, Zone, from_bm};

impl Cx {
    /// A date or time of BlueMind; what is wrong with it is reported.
    pub(super) fn when(&mut self, bm: &BmDateTime, place: &Place<'_>) -> Option<When> {
        let BmDateTime { iso8601, timezone, precision, other } = bm;
        self.unknown(other, place);
        let text = iso8601.as_deref().unwrap_or_default();
        let day = match precision {
            Some(Precision::Date) => true,
            Some(Precision::DateTime) => false,
            Some(unknown) => {
                self.losses.note(&BM_WORD, &place.key("precision"), unknown.as_str());
                text.len() == 10
            }
            None => text.len() == 10,
        };
        let read =
            from_bm(text, timezone.as_deref(), day).filter(|(when, _)| when.to_bm().is_some());
        let Some((when, lost_zone)) = read else {
            self.losses.note(&BM_DATE, place, text);
            return None;
        };
        if lost_zone {
            self.losses.note(&BM_ZONE, place, timezone.as_deref().unwrap_or_default());
        }
        if when.clock().subsec_nanosecond() != 0 {
            self.losses.report(&BM_FRACTION, place);
        }
        Some(when)
    }

    /// The property `name` with a date or time; its zone is noted.
    pub(super) fn date(&mut self, name: &'static str, when: &When) -> Property<'static> {
        self.dates(name, std::slice::from_ref(when))
    }

    /// The start of something: what repeats stays in its zone, whatever it costs.
    pub(super) fn start(
        &mut self,
        when: &When,
        repeats: bool,
        place: &Place<'_>,
    ) -> Property<'static> {
        match when {
            When::At(zone, at) if repeats && when.is_second() => {
                self.losses.report(&BM_FOLD, place);
                let first = When::local(zone, at.datetime());
                self.date("DTSTART", first.as_ref().unwrap_or(when))
            }
            When::Day(_) | When::Floating(_) | When::At(..) => self.date("DTSTART", when),
        }
    }

    /// The property `name` with dates or times that are all of one form: that of the first.
    pub(super) fn dates(&mut self, name: &'static str, whens: &[When]) -> Property<'static> {
        let second = whens.iter().any(When::is_second);
        let texts: Vec<String> = whens.iter().map(if second { utc } else { text }).collect();
        let property = Property::new(name, texts.join(","));
        match whens.first() {
            Some(When::At(zone, _)) if second => told(property, zone),
            Some(When::Day(_)) => property.with("VALUE", "DATE"),
            Some(When::At(zone, _)) if !zone.is_utc() => {
                for when in whens {
                    let year = when.clock().year();
                    let years = self.zones.entry(zone.id).or_insert((year, year));
                    *years = (years.0.min(year), years.1.max(year));
                }
                named(property.with("TZID", zone.id), zone)
            }
            Some(When::At(zone, _)) => named(property, zone),
            _ => property,
        }
    }

    /// COMPLETED is in UTC, as its type demands; a day and a floating time count as UTC and say so. The zone goes along where
    /// it is not that of `model`, in which it is read.
    pub(super) fn done(&self, done: &When, model: Option<&When>) -> Property<'static> {
        let property = Property::new("COMPLETED", utc(done));
        let read_in = match model {
            Some(When::At(zone, _)) => zone.name(),
            _ => "UTC",
        };
        match done {
            When::At(zone, _) if zone.name() != read_in => told(property, zone),
            When::At(..) => property,
            When::Day(_) => property.with("X-BLUEMIND-AS-IS", "DATE"),
            When::Floating(_) => property.with("X-BLUEMIND-AS-IS", "LOCAL"),
        }
    }
}

/// Whether both are times in zones, and the zones have other names.
pub(super) fn other_zone(one: Option<&BmDateTime>, two: Option<&BmDateTime>) -> bool {
    let zone = |bm: Option<&BmDateTime>| {
        let name = bm.filter(|bm| bm.precision != Some(Precision::Date))?.timezone.as_deref()?;
        Zone::of_bluemind(name).map(|zone| zone.name().to_owned())
    };
    matches!((zone(one), zone(two)), (Some(one), Some(two)) if one != two)
}

/// The name BlueMind has for a zone, beside the value.
fn told(property: Property<'static>, zone: &Zone) -> Property<'static> {
    property.with("X-BLUEMIND-TZID", zone.name().to_owned())
}

/// The same where iCalendar's name is another.
fn named(property: Property<'static>, zone: &Zone) -> Property<'static> {
    if zone.name() == zone.id { property } else { told(property, zone) }
}

fn text(when: &When) -> String {
    match when {
        When::At(zone, _) if zone.is_utc() => utc(when),
        When::Day(day) => day.strftime("%Y%m%d").to_string(),
        When::Floating(_) | When::At(..) => when.clock().strftime("%Y%m%dT%H%M%S").to_string(),
    }
}

/// The instant in UTC; days and floating times as if in UTC.
pub(super) fn utc(when: &When) -> String {
    let clock = match when {
        When::At(_, at) => jiff::tz::Offset::UTC.to_datetime(at.timestamp()),
        When::Day(_) | When::Floating(_) => when.clock(),
    };
    clock.strftime("%Y%m%dT%H%M%SZ").to_string()
}
