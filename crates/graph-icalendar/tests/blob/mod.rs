//! A writer of MAPI's recurrence for the tests, from the layout in MS-OXOCAL §2.2.1.44: it knows nothing of the reader.

/// Every field of AppointmentRecurrencePattern that is not computed from another.
#[derive(Clone, Debug)]
pub(crate) struct Blob {
    pub(crate) frequency: u16,
    pub(crate) kind: u16,
    pub(crate) calendar: u16,
    pub(crate) period: u32,
    pub(crate) sliding: u32,
    pub(crate) specific: Vec<u32>,
    pub(crate) end_type: u32,
    pub(crate) count: u32,
    pub(crate) week_start: u32,
    pub(crate) removed: Vec<u32>,
    pub(crate) moved: Vec<u32>,
    pub(crate) start: u32,
    pub(crate) last: u32,
    /// StartTimeOffset, in minutes after midnight.
    pub(crate) time: u32,
    /// WriterVersion2.
    pub(crate) version: u32,
    pub(crate) changes: Vec<Change>,
}

/// ExceptionInfo with its ExtendedException. Times are minutes since 1601.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) original: u32,
    pub(crate) subject: Option<String>,
    pub(crate) meeting: Option<u32>,
    pub(crate) reminder_minutes: Option<u32>,
    pub(crate) reminder: Option<u32>,
    pub(crate) location: Option<String>,
    pub(crate) busy: Option<u32>,
    pub(crate) attachments: Option<u32>,
    pub(crate) all_day: Option<u32>,
    pub(crate) colour: Option<u32>,
    pub(crate) body: bool,
}

impl Blob {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.pattern();
        longs(&mut out, &[0x3006, self.version, self.time, self.time + 30]);
        word(&mut out, self.changes.len());
        for change in &self.changes {
            change.info(&mut out);
        }
        longs(&mut out, &[0]);
        for change in &self.changes {
            change.extended(&mut out, self.version);
        }
        longs(&mut out, &[0]);
        out
    }

    /// RecurrencePattern alone, as tasks have it.
    pub(crate) fn pattern(&self) -> Vec<u8> {
        let mut out = vec![4, 0x30, 4, 0x30];
        for number in [self.frequency, self.kind, self.calendar] {
            out.extend(number.to_le_bytes());
        }
        longs(&mut out, &[0, self.period, self.sliding]);
        longs(&mut out, &self.specific);
        longs(&mut out, &[self.end_type, self.count, self.week_start]);
        for days in [&self.removed, &self.moved] {
            longs(&mut out, &[u32::try_from(days.len()).unwrap()]);
            longs(&mut out, days);
        }
        longs(&mut out, &[self.start, self.last]);
        out
    }
}

impl Change {
    fn flags(&self) -> u16 {
        [
            self.subject.is_some(),
            self.meeting.is_some(),
            self.reminder_minutes.is_some(),
            self.reminder.is_some(),
            self.location.is_some(),
            self.busy.is_some(),
            self.attachments.is_some(),
            self.all_day.is_some(),
            self.colour.is_some(),
            self.body,
        ]
        .iter()
        .rev()
        .fold(0, |flags, flag| flags * 2 + u16::from(*flag))
    }

    fn info(&self, out: &mut Vec<u8>) {
        longs(out, &[self.start, self.end, self.original]);
        out.extend(self.flags().to_le_bytes());
        let narrow = |out: &mut Vec<u8>, text: &Option<String>| {
            let Some(text) = text else { return };
            word(out, text.chars().count() + 1);
            word(out, text.chars().count());
            out.extend(text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')));
        };
        let number = |out: &mut Vec<u8>, number: Option<u32>| longs(out, number.as_slice());
        narrow(out, &self.subject);
        number(out, self.meeting);
        number(out, self.reminder_minutes);
        number(out, self.reminder);
        narrow(out, &self.location);
        number(out, self.busy);
        number(out, self.attachments);
        number(out, self.all_day);
        number(out, self.colour);
    }

    fn extended(&self, out: &mut Vec<u8>, version: u32) {
        if version >= 0x3009 {
            longs(out, &[4, 0]);
        }
        longs(out, &[0]);
        if self.subject.is_none() && self.location.is_none() {
            return;
        }
        longs(out, &[self.start, self.end, self.original]);
        for text in [&self.subject, &self.location].into_iter().flatten() {
            let units: Vec<u16> = text.encode_utf16().collect();
            word(out, units.len());
            out.extend(units.into_iter().flat_map(u16::to_le_bytes));
        }
        longs(out, &[0]);
    }
}

fn longs(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn word(out: &mut Vec<u8>, number: usize) {
    out.extend(u16::try_from(number).unwrap().to_le_bytes());
}

/// Minutes from the start of 1601 to a local time, counted by hand.
pub(crate) fn minutes(year: u32, month: u32, day: u32, hour: u32, minute: u32) -> u32 {
    let divides = |by: u32, year: u32| year.is_multiple_of(by);
    let leap = |year| divides(4, year) && (!divides(100, year) || divides(400, year));
    let lengths = [31, 28 + u32::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let years: u32 = (1601..year).map(|year| 365 + u32::from(leap(year))).sum();
    let months: u32 = lengths.iter().take(usize::try_from(month).unwrap() - 1).sum();
    (years + months + day - 1) * 24 * 60 + hour * 60 + minute
}
