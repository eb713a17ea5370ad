//! Names as they are met, and what they mean.

use viaduc_timezones::{Confidence, iana_to_windows, resolve, windows_names, windows_to_iana};

fn found(name: &str) -> Option<(&'static str, Confidence)> {
    resolve(name, None).map(|zone| (zone.id, zone.confidence))
}

#[test]
fn names_met_in_the_wild() {
    use Confidence::{Display, Exact, Obsolete, Offset, Windows};
    for (name, id, confidence) in [
        ("UTC", "Etc/UTC", Exact),
        ("tzone://Microsoft/Utc", "Etc/UTC", Exact),
        ("TZONE://MICROSOFT/UTC", "Etc/UTC", Exact),
        ("(UTC) Coordinated Universal Time", "Etc/UTC", Display),
        ("Coordinated Universal Time", "Etc/UTC", Display),
        ("Z", "Etc/UTC", Offset),
        ("europe/PARIS", "Europe/Paris", Exact),
        ("Asia/Calcutta", "Asia/Kolkata", Exact),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires", Exact),
        ("US/Pacific", "America/Los_Angeles", Exact),
        ("\"W. Europe Standard Time\"", "Europe/Berlin", Windows),
        (" romance  standard time ", "Europe/Paris", Obsolete),
        ("Pacific Daylight Time", "America/Los_Angeles", Obsolete),
        ("Kamchatka Standard Time", "Asia/Kamchatka", Obsolete),
        ("Mid-Atlantic Standard Time", "Etc/GMT+2", Obsolete),
        ("British Columbia Standard Time", "America/Vancouver", Windows),
        ("UTC-11", "Etc/GMT+11", Windows),
        ("/example.org/20250101_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia", Exact),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin", Display),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien", "Europe/Berlin", Display),
        ("(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris", "Europe/Paris", Display),
        ("(GMT-08:00) Pacific Time (US & Canada); Tijuana", "America/Los_Angeles", Display),
        ("(UTC-07:00) La Paz, Mazatlan", "America/Mazatlan", Display),
        ("(UTC-04:00) Georgetown, La Paz, Manaus, San Juan", "America/La_Paz", Display),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata", Display),
        ("(UTC+01:00) Casablanca", "Africa/Casablanca", Display),
        ("(UTC+02:00) Kiew", "Etc/GMT-2", Offset),
        ("(UTC+02:00) Vilnius", "Europe/Kyiv", Display),
        ("(UTC+07:00) Ho Chi Minh", "Asia/Ho_Chi_Minh", Display),
        ("(UTC+01:00) Nowhere", "Etc/GMT-1", Offset),
        ("GMT -0500 (Standard) / GMT -0400 (Daylight)", "Etc/GMT+5", Offset),
        ("+05:30", "Asia/Kolkata", Offset),
        ("UTC+1", "Etc/GMT-1", Offset),
    ] {
        assert_eq!(found(name), Some((id, confidence)), "{name}");
    }
}

#[test]
fn names_that_say_nothing() {
    for name in [
        "",
        "   ",
        "tzone://Microsoft/Custom",
        "Customized Time Zone",
        "Pandora Standard Time",
        "(",
        "(UTC",
        "(UTC+99:00) Paris",
        "+",
        "+1:2:3",
        "+00:45",
        "-\u{2212}",
        "/",
        "é",
        "\u{0}",
    ] {
        assert_eq!(found(name), None, "{name:?}");
    }
    assert_eq!(found(&"a,".repeat(1_000_000)), None);
}

#[test]
fn a_territory_names_its_own_city() {
    let city = |name, territory| windows_to_iana(name, Some(territory));
    assert_eq!(city("W. Europe Standard Time", "IT"), Some("Europe/Rome"));
    assert_eq!(city("Central European Standard Time", "pl"), Some("Europe/Warsaw"));
    assert_eq!(city("Central European Standard Time", "BR"), Some("Europe/Warsaw"));
    assert_eq!(
        resolve("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", Some("DK")).unwrap().id,
        "Europe/Copenhagen"
    );
}

#[test]
fn a_windows_name_comes_back_from_its_zone() {
    for name in windows_names() {
        let id = windows_to_iana(name, None).unwrap();
        let back = iana_to_windows(id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(windows_to_iana(back, None), Some(id), "{name}, {back}");
    }
    assert_eq!(iana_to_windows("Europe/Madrid"), Some("Romance Standard Time"));
    assert_eq!(iana_to_windows("Asia/Calcutta"), Some("India Standard Time"));
    assert_eq!(iana_to_windows("Asia/Kamchatka"), Some("Russia Time Zone 11"));
    assert_eq!(iana_to_windows("America/Edmonton"), Some("Alberta Standard Time"));
}
