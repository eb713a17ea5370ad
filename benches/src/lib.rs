//! Inputs shared by the benchmarks: made up, and of the size that users have.

/// The kinds of [`event`]s.
pub const EVENTS: [&str; 3] = ["weekly", "single", "outlook"];

/// An event of about 5 kB with fifteen attendees and an HTML body: a weekly series, a single meeting, or a single meeting whose
/// body is HTML as Outlook writes it.
#[must_use]
pub fn event(kind: &str) -> String {
    let attendees: Vec<String> = (0..15)
        .map(|n| {
            format!(
                r#"{{"type":"required","status":{{"response":"accepted","time":"2026-02-01T08:00:00Z"}},"emailAddress":{{"name":"Person number {n}","address":"person{n}@valmont.example"}}}}"#
            )
        })
        .collect();
    let repeats = r#""type":"seriesMaster","recurrence":{"pattern":{"type":"weekly","interval":1,"month":0,"dayOfMonth":0,"daysOfWeek":["monday"],
        "firstDayOfWeek":"monday","index":"first"},"range":{"type":"noEnd","startDate":"2026-03-02",
        "endDate":"0001-01-01","recurrenceTimeZone":"Romance Standard Time","numberOfOccurrences":0}}"#;
    let repeats =
        if kind == "weekly" { repeats } else { r#""type":"singleInstance","recurrence":null"# };
    let body = if kind == "outlook" { outlook_body() } else { plain_body() };
    format!(
        r#"{{"id":"AAMk1","iCalUId":"040000008200E00074C5B7101A82E00800000000D0A1B2C3D4E5DA01000000000000000010000000AABBCCDDEEFF00112233445566778899",
        "changeKey":"Ck1","subject":"Weekly meeting","createdDateTime":"2026-01-05T08:00:00Z","lastModifiedDateTime":"2026-02-01T09:30:00Z",
        "isAllDay":false,"isOrganizer":true,"responseRequested":true,"bodyPreview":"Ordre du jour",
        "sensitivity":"normal","showAs":"busy","importance":"normal","isReminderOn":true,"reminderMinutesBeforeStart":15,
        "start":{{"dateTime":"2026-03-02T08:00:00.0000000","timeZone":"UTC"}},
        "end":{{"dateTime":"2026-03-02T09:00:00.0000000","timeZone":"UTC"}},
        "originalStartTimeZone":"Romance Standard Time","originalEndTimeZone":"Romance Standard Time",{repeats},
        "location":{{"displayName":"Salle du conseil"}},"categories":["Conseil"],
        "organizer":{{"emailAddress":{{"name":"Claire Dupont","address":"claire.dupont@valmont.example"}}}},
        "body":{{"contentType":"html","content":{}}},
        "attendees":[{}]}}"#,
        serde_json::Value::from(body),
        attendees.join(",")
    )
}

fn plain_body() -> String {
    let paragraph = "<p class=\"x\">Ordre du jour&nbsp;: <b>budget</b>, voirie, &eacute;cole.</p>";
    format!("<html><body>{}</body></html>", paragraph.repeat(20))
}

fn outlook_body() -> String {
    let head = "<html>\r\n<head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\r\n<style>\r\n<!--\r\np.MsoNormal, li.MsoNormal, div.MsoNormal\r\n\t{margin:0cm;\r\n\tfont-size:11.0pt;\r\n\tfont-family:\"Calibri\",sans-serif}\r\n-->\r\n</style></head>\r\n<body lang=\"FR\" style=\"word-wrap:break-word\">\r\n<div class=\"WordSection1\">\r\n";
    let paragraph = "<p class=\"MsoNormal\"><span style=\"color:#1F497D\">Bonjour, voir <a href=\"https://valmont.example/ordre\">l’ordre du jour</a>.</span></p>\r\n";
    format!("{head}{}</div>\r\n</body>\r\n</html>\r\n", paragraph.repeat(9))
}

/// The kinds of [`contact`]s.
pub const CONTACTS: [&str; 3] = ["filled", "crowded", "spare"];

/// A contact as Graph answers it, every member of v1.0 there: as people fill it, with all that a contact can hold, or with a name and
/// addresses only.
#[must_use]
pub fn contact(kind: &str) -> String {
    let filled = r#""title":null,"middleName":null,"generation":null,"nickName":null,"fileAs":"Marchand, Hélène","initials":null,
    "businessPhones":["+33 1 99 00 00 01"],"homePhones":[],"mobilePhone":"06 99 00 00 02","imAddresses":[],"children":[],
    "companyName":"Mairie de Valmont","jobTitle":"Maire","department":"Cabinet","officeLocation":null,"profession":null,
    "assistantName":null,"manager":null,"spouseName":null,"yomiCompanyName":null,"yomiGivenName":null,"yomiSurname":null,
    "businessHomePage":null,"homeAddress":{},"otherAddress":{},"birthday":"1970-05-17T00:00:00Z",
    "businessAddress":{"street":"1 place de la Mairie\nBâtiment B","city":"Valmont","postalCode":"99000","countryOrRegion":"France"},
    "personalNotes":"Deux lignes;\navec, des signes","categories":["Élus"],"#;
    let crowded = r#""title":"Dr.","middleName":"Marie","generation":"Jr.","nickName":"Léna","fileAs":"Marchand, Hélène","initials":"H.M.",
    "businessPhones":["+33 1 99 00 00 01","+33 1 99 00 00 11"],"homePhones":["+33 1 99 00 00 03"],"mobilePhone":"06 99 00 00 02",
    "imAddresses":["sip:helene@valmont.example"],"children":["Emma","Félix"],"companyName":"Mairie de Valmont","jobTitle":"Maire",
    "department":"Cabinet","officeLocation":"Bureau 12","profession":"Juriste","assistantName":"Chloé Petit","manager":"Bruno Leroy",
    "spouseName":"Denis Marchand","yomiCompanyName":"ヴァルモン","yomiGivenName":"エレーヌ","yomiSurname":"マルシャン",
    "businessHomePage":"https://valmont.example/","homeAddress":{"street":"2 rue du Pont","city":"Valmont","postalCode":"99000"},
    "otherAddress":{"street":"3 quai","city":"Port","countryOrRegion":"France"},"birthday":"1970-05-16T22:00:00Z",
    "businessAddress":{"street":"1 place de la Mairie\nBâtiment B","city":"Valmont","postalCode":"99000","countryOrRegion":"France"},
    "personalNotes":"Deux lignes;\navec, des signes","categories":["Élus","Amis"],"#;
    let spare = r#""title":null,"middleName":null,"generation":null,"nickName":null,"fileAs":null,"initials":null,"businessPhones":[],
    "homePhones":[],"mobilePhone":null,"imAddresses":[],"children":[],"companyName":null,"jobTitle":null,"department":null,
    "officeLocation":null,"profession":null,"assistantName":null,"manager":null,"spouseName":null,"yomiCompanyName":null,
    "yomiGivenName":null,"yomiSurname":null,"businessHomePage":null,"homeAddress":{},"otherAddress":{},"businessAddress":{},
    "birthday":null,"personalNotes":"","categories":[],"#;
    let members = match kind {
        "crowded" => crowded,
        "spare" => spare,
        _ => filled,
    };
    format!(
        r#"{{"@odata.etag":"W/\"EQAAABYAAACd9nJ/tVysQos2hTfspaWRAADTJYq\"","id":"AAMkAGI2TG93AAAyBwAAACd9nJatVysQos2hTfspaWRAAADTH2qAAA=",
    "createdDateTime":"2026-01-05T08:00:00Z","lastModifiedDateTime":"2026-02-01T09:30:00Z",
    "changeKey":"EQAAABYAAACd9nJ/tVysQos2hTfspaWRAADTJYq","parentFolderId":"AAMkAGI2TG93AAAuAAAAAAiQ8W967B7TKBjgx9rVEURBAQCd9nI=",
    "displayName":"Hélène Marchand","givenName":"Hélène","surname":"Marchand",{members}
    "emailAddresses":[{{"name":"Hélène Marchand","address":"helene.marchand@valmont.example"}},{{"name":"maire@valmont.example","address":"maire@valmont.example"}}]}}"#
    )
}

/// A message of about a mebibyte, nearly all of it base64.
#[must_use]
pub fn large_message() -> Vec<u8> {
    let mut message = String::from(
        "From: a@valmont.example\r\nTo: b@valmont.example\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n\
         Message-ID: <1@valmont.example>\r\nSubject: Plan\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\nContent-Type: text/plain\r\n\r\nThe plan.\r\n\
         --b1\r\nContent-Type: application/pdf; name=plan.pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n",
    );
    for _ in 0..13_000 {
        message.push_str(&"QUJDREVGR0hJSktM".repeat(4));
        message.push_str("QUJDREVGR0hJ\r\n");
    }
    message.push_str("--b1--\r\n");
    message.into_bytes()
}

/// A message of two kilobytes, as Exchange makes them.
#[must_use]
pub fn small_message() -> Vec<u8> {
    let received = "Received: from a.valmont.example (192.0.2.1) by b.valmont.example\r\n (192.0.2.2) with SMTP; Mon, 2 Mar 2026 08:00:00 +0000\r\n";
    let mut message = received.repeat(4);
    message.push_str(
        "From: \"Claire Dupont\" <claire.dupont@valmont.example>\r\nTo: <hugo.petit@valmont.example>\r\n\
         Subject: =?utf-8?q?R=C3=A9union?=\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n\
         Message-ID: <2@valmont.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n",
    );
    message.push_str(
        &"Bonjour, la r=C3=A9union est d=C3=A9plac=C3=A9e au lundi suivant.\r\n".repeat(20),
    );
    message.into_bytes()
}
