//! Calendars as they come: mostly sensible, sometimes not.

use std::fmt::Write as _;

use arbitrary::{Result, Unstructured};

const DATES: &[&str] = &[
    "20260311T090000",
    "20260311T090000Z",
    "20260329T023000",
    "20261025T023000",
    "20260311",
    "20260312T120000",
    "20260313",
    "19700101T000000Z",
    "99991231T235959",
    "00010101T000000Z",
    "20260401T000000",
    "soon",
    "",
    "20260230",
    "20260311T240000",
    "20260311T0900",
    "2026-03-11T09:00:00",
];
const ZONES: &[&str] = &[
    "Europe/Paris",
    "Europe/Berlin",
    "Romance Standard Time",
    "Asia/Calcutta",
    "Pacific/Kiritimati",
    "UTC",
    "Nowhere",
    "Our Town",
    "America/New_York",
    "Europe/London",
    "(UTC+01:00) Paris",
    "Etc/GMT-1",
    "+01:00",
];
const RULES: &[&str] = &[
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE;WKST=SU",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY;BYMONTHDAY=-1,15",
    "FREQ=YEARLY;BYYEARDAY=-1",
    "FREQ=YEARLY;BYWEEKNO=-1,20;BYDAY=MO",
    "FREQ=MONTHLY;BYDAY=-1FR,2TU",
    "FREQ=DAILY;COUNT=0;UNTIL=20260401",
    "FREQ=DAILY;UNTIL=20260401T000000Z",
    "FREQ=HOURLY;BYHOUR=25,3",
    "FREQ=WEEKLY;BYDAY=1MO,XX",
    "COUNT=1",
    "FREQ=SECONDLY;BYSECOND=60",
    "FREQ=DAILY;INTERVAL=99999999999",
    "FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=-2;INTERVAL=3",
    "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2147483647",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=-7,-6,-5,-4,-3,-2,-1",
];
const LINES: &[&str] = &[
    "SUMMARY:Council",
    "SUMMARY:",
    "SUMMARY:Two",
    "DESCRIPTION:Hello\\nhttps://valmont.example/ & <b>",
    "X-ALT-DESC;FMTTYPE=text/html:<p>Hi <b>you</b><br></p>",
    "X-ALT-DESC;FMTTYPE=text/html:<html><body><p onclick=x>A<script>b</script></p></body></html>",
    "X-ALT-DESC:plain",
    "STYLED-DESCRIPTION;FMTTYPE=text/html:<i>x</i>",
    "LOCATION:Hall\\, 2",
    "CLASS:PRIVATE",
    "CLASS:X",
    "STATUS:CANCELLED",
    "STATUS:COMPLETED",
    "STATUS:X",
    "PRIORITY:12",
    "PRIORITY:3",
    "SEQUENCE:4",
    "TRANSP:TRANSPARENT",
    "URL:https://valmont.example/",
    "CONFERENCE;VALUE=URI:https://meet.valmont.example/c",
    "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+33-1",
    "ORGANIZER;CN=Ada:mailto:ada@valmont.example",
    "ORGANIZER:/o=Town/cn=ada",
    "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:mailto:bob@valmont.example",
    "ATTENDEE:mailto:bob@valmont.example",
    "ATTENDEE;ROLE=CHAIR:mailto:ada@valmont.example",
    "ATTENDEE;CN=Zoe:nobody",
    "ATTENDEE;EMAIL=c@valmont.example:urn:x:1",
    "CATEGORIES:Travel,Town\\, hall",
    "CATEGORIES:,",
    "ATTACH:https://valmont.example/a.pdf",
    "ATTACH;VALUE=BINARY;ENCODING=BASE64:aGk=",
    "ATTACH:cid:x",
    "DURATION:P1DT1H",
    "DURATION:-PT1H",
    "DURATION:P99999W",
    "COMPLETED:20260401T000000Z",
    "PERCENT-COMPLETE:100",
    "PERCENT-COMPLETE:-4",
    "DTSTAMP:20260101T000000Z",
    "CREATED:20260101T000000Z",
    "LAST-MODIFIED:20260102T000000Z",
    "X-MINE;A=b:c",
    "X-MINE:d",
    "X-MINE#2:e",
    "GEO:1;2",
    "COMMENT:x",
    "COMMENT;LANGUAGE=fr:y",
    "EXRULE:FREQ=DAILY",
    "X-MICROSOFT-DISALLOW-COUNTER:TRUE",
    "X-BLUEMIND-DRAFT:TRUE",
    "X-BLUEMIND-CONFERENCE:{\"a\":\"b\"}",
    "X-BLUEMIND-COUNTERS:[]",
    "X-BLUEMIND-COUNTERS:[7]",
    "X-BLUEMIND-PROPERTY;X-KEY=a b:c",
    "X-BLUEMIND-PROPERTY;X-KEY=k;X-OF=series:v",
    "X-BLUEMIND-PROPERTY;X-KEY=SUMMARY:v",
    "X-BLUEMIND-PROPERTY;X-KEY=X-MINE#007:v",
    "X-BLUEMIND-CONFERENCE-ID:id",
    "RELATED-TO:x",
    "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM",
    "BEGIN:VALARM\nACTION:EMAIL\nTRIGGER;RELATED=END:PT0S\nSUMMARY:s\nEND:VALARM",
    "BEGIN:VALARM\nACTION:X\nTRIGGER;VALUE=DATE-TIME:20260311T080000Z\nEND:VALARM",
    "BEGIN:VALARM\nACTION:AUDIO\nEND:VALARM",
    "BEGIN:PARTICIPANT\nEND:PARTICIPANT",
];

/// A calendar of events and tasks whose lines are drawn from what is met, and sometimes from nowhere.
///
/// # Errors
/// When `u` has nothing left.
pub fn calendar_text(u: &mut Unstructured<'_>) -> Result<String> {
    let mut text = String::from(
        "BEGIN:VCALENDAR\nX-WR-CALNAME:Town\nBEGIN:VTIMEZONE\nTZID:Our Town\nBEGIN:STANDARD\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE\n",
    );
    for _ in 0..u.int_in_range(1..=4)? {
        let kind = if u.ratio(1, 4)? { "VTODO" } else { "VEVENT" };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "BEGIN:{kind}");
        if u.ratio(9, 10)? {
            let _ = writeln!(text, "UID:u{}", u.int_in_range(0..=1)?);
        }
        let _ = writeln!(text, "{}", dated(u, "DTSTART")?);
        for name in ["DTEND", "RECURRENCE-ID", "EXDATE", "RDATE", "DUE"] {
            if u.ratio(1, 3)? {
                let _ = writeln!(text, "{}", dated(u, name)?);
            }
        }
        if u.ratio(1, 2)? {
            let _ = writeln!(text, "RRULE:{}", u.choose(RULES)?);
        }
        for _ in 0..u.int_in_range(0..=12)? {
            if u.ratio(1, 30)? {
                let _ = writeln!(text, "{}", u.arbitrary::<String>()?);
            } else {
                let _ = writeln!(text, "{}", u.choose(LINES)?);
            }
        }
        let _ = writeln!(text, "END:{kind}");
    }
    text.push_str("END:VCALENDAR\n");
    Ok(text)
}

fn dated(u: &mut Unstructured<'_>, name: &str) -> Result<String> {
    let date = *u.choose(DATES)?;
    let zone = if u.ratio(1, 2)? { format!(";TZID={:?}", u.choose(ZONES)?) } else { String::new() };
    Ok(format!("{name}{zone}:{date}"))
}

/// Descriptions as users have them.
pub(super) const HTML: &[&str] = &[
    "<p>Hello <b>you</b></p>",
    "plain",
    "a<br>b",
    "<div style=\"color:red\">x</div>",
    "a &amp; b &lt;c&gt;",
    "<a href=\"https://valmont.example/?a=1&amp;b=2\">there</a>",
    "  odd   spaces ",
    "<ul><li>one</li></ul>\n<p>\u{a0}</p>",
    "https://valmont.example/x",
    "<img src=\"cid:1@x\">",
    "<a href=\"https://valmont.example/x\">https://valmont.example/x</a>",
];
