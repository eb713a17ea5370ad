//! Every loss of both directions.

viaduc_fidelity::loss_codes! {
    /// Every loss code of this crate: `vcard.…` on the way to BlueMind, `bluemind.card.…` on the way back.
    pub CODES = {
        /// A component inside the card.
        COMPONENT = ("vcard.component", Dropped);
        /// The date of birth or anniversary has no year: 1604 was taken, as Outlook and Apple do, and is read back as none.
        YEARLESS = ("vcard.date.yearless", Approximated);
        /// The hour of birth or anniversary in a local or other zone; the day was kept.
        DATE_TIME = ("vcard.date.time", Dropped);
        /// The date of birth or anniversary is no full date, or after 2199, where BlueMind drops it.
        DATE_UNUSABLE = ("vcard.date.unusable", Dropped);
        /// The private or confidential mark of the card: who reads the book reads the card.
        CLASS = ("vcard.class.private", Dropped);
        /// A category no tag stands for, at which BlueMind would end the whole batch: it stands in the note.
        CATEGORY = ("vcard.categories.unknown", Preserved);
        /// The address stands in more than itself (a name, `mailto:`, an X.500 name): the bare address was taken.
        EMAIL_FORM = ("vcard.email.form", Repaired);
        /// No address BlueMind takes, which would refuse the whole card: it stands in the note.
        EMAIL_INVALID = ("vcard.email.invalid", Preserved);
        /// No name to show: the other names, the organisation or an address were taken.
        FN_MISSING = ("vcard.fn.missing", Defaulted);
        /// No certificate in a form that BlueMind takes (PEM or DER, X.509).
        KEY = ("vcard.key.unusable", Dropped);
        /// A kind of card BlueMind does not know; individual was taken.
        KIND = ("vcard.kind.unknown", Approximated);
        /// A link that runs something instead of leading somewhere: it stands in the note, where nobody clicks it.
        LINK_ACTIVE = ("vcard.link.active", Preserved);
        /// A member of a list that is no known card and has no address: BlueMind keeps it only if it is a list of this book.
        MEMBER_UNKNOWN = ("vcard.member.unknown", Approximated);
        /// More parts of a name than BlueMind has fields.
        NAME_PARTS = ("vcard.n.parts", Dropped);
        /// Something in the HTML of the note does more than show text: it was left out.
        NOTE_ACTIVE = ("vcard.note.active", Dropped);
        /// The plain note looks like markup: it was written as HTML that shows it as it is.
        NOTE_MARKUP = ("vcard.note.markup", Preserved);
        /// Several notes; they were joined.
        NOTES = ("vcard.note.several", Approximated);
        /// More levels of an organisation than BlueMind has fields: the last were joined.
        ORG_UNITS = ("vcard.org.units", Approximated);
        /// A parameter or label of something that has none in BlueMind: the language of a title.
        PARAMETER_LOST = ("vcard.property.parameter", Dropped);
        /// A semicolon in a parameter, which BlueMind removes: a comma was written.
        PARAMETER = ("vcard.parameter.semicolon", Approximated);
        /// The photo is only named by a link.
        PHOTO_LINK = ("vcard.photo.link", Dropped);
        /// The photo cannot be read.
        PHOTO_UNUSABLE = ("vcard.photo.unusable", Dropped);
        /// A property for people that BlueMind has no field for: it stands in the note, with a word before it.
        NOTED = ("vcard.property.noted", Preserved);
        /// A relative or colleague other than spouse, manager and assistant: it stands in the note.
        RELATED = ("vcard.related.noted", Preserved);
        /// A property that BlueMind has once; the first was taken.
        REPEATED = ("vcard.property.repeated", Dropped);
        /// A property BlueMind has no field for.
        PROPERTY = ("vcard.property.unknown", Dropped);
        /// When the card was made or changed: BlueMind keeps its own times.
        STAMP = ("vcard.stamp", Dropped);

        /// A text holds control characters, which no vCard can; they vanish.
        OUT_CONTROL = ("bluemind.card.text.control", Dropped);
        /// Carried in a property or parameter that ordinary readers do not know.
        OUT_EXTENSION = ("bluemind.card.extension", Preserved);
        /// A kind of card vCard has no name for; it was written as it stands.
        OUT_KIND = ("bluemind.card.kind.unknown", Preserved);
        /// A member of a list with neither address nor card.
        OUT_MEMBER = ("bluemind.card.member.empty", Dropped);
        /// The name of a parameter is none, or means something else in a vCard.
        OUT_PARAMETER = ("bluemind.card.parameter.name", Dropped);
        /// The card has a photo, but it was not given.
        OUT_PHOTO_ABSENT = ("bluemind.card.photo.absent", Dropped);
        /// The photo is no base64.
        OUT_PHOTO = ("bluemind.card.photo.unusable", Dropped);
        /// A date out of range.
        OUT_DATE = ("bluemind.card.date.unusable", Dropped);
        /// The note is HTML: its text stands in the note, the HTML in `X-NOTE-HTML`.
        OUT_NOTE_HTML = ("bluemind.card.note.html", Preserved);
        /// A member of the JSON that this crate does not know, or of a wrong type.
        OUT_UNKNOWN = ("bluemind.card.member.unknown", Dropped);
    }
}
