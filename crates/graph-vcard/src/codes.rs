use viaduc_fidelity::loss_codes;

loss_codes! {
    /// Every code of this crate.
    pub CODES = {
        /// A card needs a name to show; it was composed from the parts of the name, the company or an address.
        NAME_COMPOSED = ("graph.displayName.composed", Defaulted);
        /// There is nothing to compose a name from; `(no name)` was written.
        NAME_NONE = ("graph.displayName.none", Defaulted);
        /// Control characters, which no card can hold, were taken out.
        TEXT_CONTROL = ("graph.text.control", Repaired);
        /// U+FFFD stands in a text: half a surrogate pair came, or a character was lost before. It is written as it is.
        TEXT_REPLACED = ("graph.text.replaced", Preserved);
        /// A line break of a kind that a card does not know (a lone CR, VT, FF, U+0085, U+2028, U+2029); an ordinary one was written.
        TEXT_LINE_BREAK = ("graph.text.lineBreak", Approximated);
        /// A parameter of vCard 3.0 can hold neither quotes nor line breaks; apostrophes and spaces were written.
        TEXT_PARAMETER = ("graph.text.parameter", Approximated);
        /// Another member or MAPI property tells it otherwise; what that one says was written.
        SUPERSEDED = ("graph.value.superseded", Dropped);
        /// A date or time that cannot be read; it was left out.
        DATE_INVALID = ("graph.dateTime.invalid", Dropped);
        /// A day that came as an instant which is midnight nowhere we know: the nearest midnight's day was written. Or an instant with a
        /// fraction of a second, which cards have none of: it was cut off.
        DAY_ROUNDED = ("graph.dateTime.rounded", Repaired);
        /// An X.500 name of Exchange; the SMTP address it stands for was written.
        EMAIL_X500 = ("graph.emailAddress.x500", Repaired);
        /// An X.500 name that nobody could resolve; it stands in `X-MS-X500`, which is no e-mail address.
        EMAIL_UNRESOLVED = ("graph.emailAddress.unresolved", Preserved);
        /// Text that is no e-mail address; it stands in `X-MS-EMAIL`.
        EMAIL_INVALID = ("graph.emailAddress.invalid", Preserved);
        /// An e-mail address that came as a URI; `mailto:` before it was left out.
        EMAIL_SCHEME = ("graph.emailAddress.scheme", Repaired);
        /// The name beside an e-mail address is not that of the card; it stands in the parameter `X-NAME`.
        EMAIL_NAME = ("graph.emailAddress.name.extension", Preserved);
        /// A name beside no e-mail address at all; it stands in `X-MS-EMAIL`.
        EMAIL_MISSING = ("graph.emailAddress.missing", Preserved);
        /// The address is there already, or is none; the other name, label or type beside it, or the member of a list, was left out.
        EMAIL_REPEATED = ("graph.emailAddress.repeated", Dropped);
        /// The user's own label of an e-mail address; it stands in `X-ABLabel`.
        EMAIL_LABEL = ("graph.emailAddress.otherLabel.extension", Preserved);
        /// A messenger address without a scheme; `im:` was put before it.
        IM_SCHEME = ("graph.imAddress.scheme", Defaulted);
        /// What no URI may hold (RFC 3986 §2) was percent-encoded.
        URI_REPAIRED = ("graph.uri.repaired", Repaired);
        /// A kind of telephone that vCard has no word for; the number is a `TEL` with a type of our own.
        PHONE_TYPE = ("graph.phone.type.extension", Preserved);
        /// The language or the region of a telephone number; the number is written as it was typed.
        PHONE_REGION = ("graph.phone.region.dropped", Dropped);
        /// A web site's address is there already, or is none; the name beside it was left out.
        WEBSITE_REPEATED = ("graph.website.repeated", Dropped);
        /// A web site's name; it stands in `X-ABLabel`.
        WEBSITE_NAME = ("graph.website.displayName.extension", Preserved);
        /// The office stands as the extended address of the address at work.
        OFFICE = ("graph.officeLocation.address", Approximated);
        /// The photo is no image in base64; it was left out.
        PHOTO_INVALID = ("graph.photo.invalid", Dropped);
        /// The photo is larger than the limit; it was left out.
        PHOTO_LARGE = ("graph.photo.tooLarge", Dropped);
        /// Only the photo's properties are there, not its bytes.
        PHOTO_PROPERTIES = ("graph.photo.properties", Dropped);
        /// A member that this crate does not know, or whose value has a wrong type.
        MEMBER_UNKNOWN = ("graph.member.unknown", Dropped);
        /// A member stood more than once; only its last value was read.
        MEMBER_REPEATED = ("graph.member.repeated", Dropped);
        /// The initials; they stand in `X-INITIALS`.
        INITIALS = ("graph.contact.initials.extension", Preserved);
        /// A phonetic name; it stands in `X-PHONETIC-FIRST-NAME`, `X-PHONETIC-LAST-NAME` or `X-PHONETIC-ORG`.
        YOMI = ("graph.contact.yomi.extension", Preserved);
        /// The manager's name; it stands in `X-MANAGER`.
        MANAGER = ("graph.manager.extension", Preserved);
        /// The assistant's name; in vCard 3.0 it stands in `X-ASSISTANT`.
        ASSISTANT = ("graph.contact.assistantName.extension", Preserved);
        /// The spouse's name; in vCard 3.0 it stands in `X-SPOUSE`.
        SPOUSE = ("graph.contact.spouseName.extension", Preserved);
        /// A child's name; in vCard 3.0 it stands in `X-MS-CHILD`.
        CHILD = ("graph.contact.children.extension", Preserved);
        /// The anniversary; in vCard 3.0 it stands in `X-ANNIVERSARY`.
        ANNIVERSARY = ("graph.contact.weddingAnniversary.extension", Preserved);
        /// The gender; in vCard 3.0 it stands in `X-GENDER`.
        GENDER = ("graph.contact.gender.extension", Preserved);
        /// When the item was made; in vCard 3.0 it stands in `X-CREATED`.
        CREATED = ("graph.createdDateTime.extension", Preserved);
        /// The flag to follow up; it stands in `X-MS-FLAG` and, for its times, properties that start so.
        FLAG = ("graph.contact.flag.extension", Preserved);
        /// The contact is a favourite; that stands in `X-MS-FAVORITE`.
        FAVORITE = ("graph.contact.isFavorite.extension", Preserved);
        /// An open extension of some program; it was left out.
        OPEN_EXTENSION = ("graph.contact.extensions.dropped", Dropped);
        /// The private mark; in vCard 4.0, which has no `CLASS`, it stands in `X-CLASS`.
        SENSITIVITY = ("graph.contact.sensitivity.extension", Preserved);
        /// The mark "personal", which a card does not tell from "private"; that was written.
        SENSITIVITY_PERSONAL = ("graph.contact.sensitivity.personal", Approximated);
        /// A private mark of an unknown kind; it was taken for private.
        SENSITIVITY_UNKNOWN = ("graph.contact.sensitivity.unknown", Defaulted);
        /// A MAPI property that no card has a place for; it stands in an `X-` property.
        EXTENDED = ("graph.contact.extendedProperty.extension", Preserved);
        /// A MAPI property that this crate does not know; it was left out.
        EXTENDED_UNKNOWN = ("graph.contact.extendedProperty.unknown", Dropped);
        /// A member that is about the account or the list, not about whom the card shows; it was left out.
        DIRECTORY = ("graph.directoryObject.administration", Dropped);
        /// What a card has no place for; it stands in an `X-` property.
        DIRECTORY_EXTENSION = ("graph.directoryObject.extension", Preserved);
        /// A member of a group without any address or id; it was left out.
        MEMBER_NAMELESS = ("graph.group.members.unaddressed", Dropped);
        /// The name of a group's member; it stands in the parameter `X-CN`.
        MEMBER_NAME = ("graph.group.members.displayName.extension", Preserved);
        /// The name that a member of a personal list has in it; it stands in the parameter `X-CN`.
        LIST_MEMBER_NAME = ("graph.distributionList.members.name.extension", Preserved);
        /// A member of a personal list that is no base64 or whose entry ids cannot be read; what could be read of it was taken.
        LIST_MEMBER_UNREADABLE = ("graph.distributionList.members.unreadable", Dropped);
        /// A member of a personal list whom no SMTP address is known of; its name or what address it has stands in `X-MS-MEMBER`.
        LIST_MEMBER_UNRESOLVED = ("graph.distributionList.members.unresolved", Preserved);
        /// A member of a personal list is an item of the mailbox; it is written by what stands beside.
        LIST_MEMBER_ITEM = ("graph.distributionList.members.item", Approximated);
        /// What the one-off entry id beside a member of a personal list says otherwise than what was written of it.
        LIST_MEMBER_BESIDE = ("graph.distributionList.members.beside", Dropped);
        /// The stream of a large list cannot be read to its end, or holds more than its members; those that could be read, or those of the
        /// other properties, were taken.
        LIST_STREAM = ("graph.distributionList.stream.invalid", Dropped);
        /// A large list has its members in a stream; the older members beside it were left out.
        LIST_SUPERSEDED = ("graph.distributionList.members.superseded", Dropped);
        /// Who owns the group; a card has no place for it.
        OWNERS = ("graph.group.owners.dropped", Dropped);
    }
}
