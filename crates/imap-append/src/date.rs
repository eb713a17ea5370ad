//! INTERNALDATE (RFC 3501 §9, `date-time`).

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `17-Jul-1996 02:44:25 +0000`: always in UTC, the day with two digits (which every parser reads, unlike the space
/// that the grammar also allows), years before 1 as year 1.
pub(crate) fn write(at: Timestamp) -> String {
    let civil = Offset::UTC.to_datetime(at);
    let year = civil.year().max(1);
    let month = usize::try_from(civil.month()).ok().and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    format!(
        "{:02}-{}-{year:04} {:02}:{:02}:{:02} +0000",
        civil.day(),
        month.unwrap_or(&"Jan"),
        civil.hour(),
        civil.minute(),
        civil.second()
    )
}

/// Reads what a server wrote; the day may have one digit, two, or a space before it.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.trim().split_once(' ')?;
    let (time, zone) = rest.trim().split_once(' ')?;
    let mut date = date.splitn(3, '-');
    let day = date.next()?.parse().ok()?;
    let month = date.next()?;
    let month = MONTHS.iter().position(|known| known.eq_ignore_ascii_case(month))? + 1;
    let year = date.next()?.parse().ok()?;
    let mut time = time.splitn(3, ':').map(|part| part.parse::<i8>().ok());
    let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
    let second = second.min(59);
    let civil =
        DateTime::new(year, i8::try_from(month).ok()?, day, hour, minute, second, 0).ok()?;
    let utc = Offset::UTC.to_timestamp(civil).ok()?;
    utc.checked_sub(SignedDuration::from_mins(offset(zone.trim())?)).ok()
}

fn offset(zone: &str) -> Option<i64> {
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    Some(sign * (number / 100 * 60 + number % 100))
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn both_ways() {
        let at = "1996-07-07T02:44:25Z".parse().unwrap();
        assert_eq!(write(at), "07-Jul-1996 02:44:25 +0000");
        for same in [
            "07-Jul-1996 02:44:25 +0000",
            " 7-jul-1996 04:44:25 +0200",
            "6-Jul-1996 20:14:25 -0630",
        ] {
            assert_eq!(read(same), Some(at), "{same}");
        }
        for wrong in [
            "",
            "7-Jul-1996",
            "7-Jul-1996 02:44 +0000",
            "31-Feb-1996 00:00:00 +0000",
            "7-Jul-1996 1:1:1 é",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
