//! Invitations in mail: the `text/calendar` part beside the text.

use super::mime::Letter;
use super::prng::Prng;
use crate::ids;

/// Makes a letter an invitation by its sender.
pub(crate) fn enclose(prng: &mut Prng, letter: &mut Letter) {
    let day = 1 + prng.below(28);
    let month = 1 + prng.below(12);
    let hour = 8 + prng.below(9);
    let uid = format!("{}@valmont.example", ids::letters(&["invitation", &letter.seed], 20));
    let attendees: String = letter
        .to
        .iter()
        .map(|(_, address)| {
            format!("ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{address}\r\n")
        })
        .collect();
    let text = format!(
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\n\
         BEGIN:VEVENT\r\nORGANIZER:mailto:{}\r\n{attendees}UID:{uid}\r\nDTSTAMP:20260101T080000Z\r\n\
         DTSTART:2026{month:02}{day:02}T{hour:02}0000Z\r\nDTEND:2026{month:02}{day:02}T{hour:02}3000Z\r\n\
         SUMMARY:Invitation\r\nSEQUENCE:0\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        letter.from.1
    );
    letter.html =
        Some(format!("<html><body>{}</body></html>", letter.text.replace("\r\n", "<br>\r\n")));
    letter.subject = format!("Invitation : {}", letter.subject);
    letter.calendar = Some(("REQUEST", text));
}
