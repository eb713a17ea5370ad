use std::fmt;

/// Why a repair is made, or that something was only seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// Seen and reported; nothing was changed.
    Info,
    /// Some mail client could not read the message. Not done where a DKIM body hash that verifies would break.
    Should,
    /// A server refuses the message, or destroys data in it. Done always, outside signed parts.
    Must,
}

impl Class {
    /// The class in lower case, as reports write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Should => "should",
            Self::Must => "must",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $variant:ident = ($name:literal, $class:ident); )+) => {
        /// What was repaired or seen. The names never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl Code {
            /// Every code, in the order of the rules.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that reports write, such as `EOL_LF`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The class that most edits of this code have; [`Edit::class`](crate::Edit::class) says which one has.
            #[must_use]
            pub fn class(self) -> Class {
                match self { $(Self::$variant => Class::$class),+ }
            }

            /// What it means, as a sentence or two.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii()),+ }
            }
        }
    };
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

codes! {
    /// Every line ended with a bare LF; all became CR LF.
    EolLf = ("EOL_LF", Must);
    /// Some lines ended with a bare LF; those became CR LF.
    EolMixed = ("EOL_MIXED", Must);
    /// A signed part had both kinds of line ends; the bare LF became CR LF, which its signature may not survive.
    SignedEolMixed = ("SIGNED_EOL_MIXED", Must);
    /// A binary part held line ends that no server stores unchanged; it was encoded as base64.
    EolReencoded = ("EOL_REENCODED", Must);
    /// A CR without LF: a space in headers, nothing before a field at the start of a line; CR LF where a text has no LF at all.
    EolCr = ("EOL_CR", Must);
    /// NUL characters were deleted (headers, ends of texts) or became spaces (inside texts).
    NulRemoved = ("NUL_REMOVED", Must);
    /// A binary part held NUL characters; it was encoded as base64.
    NulReencoded = ("NUL_REENCODED", Must);
    /// A byte order mark before the first header was deleted; UTF-16 became UTF-8.
    Bom = ("BOM", Must);
    /// Blank lines before the first header were deleted.
    LeadingBlank = ("LEADING_BLANK", Must);
    /// A `From ` line of an mbox file before the first header was deleted; the note keeps it.
    MboxFrom = ("MBOX_FROM", Should);
    /// A line among the headers is no header: folded again, kept as `X-Invalid-N`, or taken as the start of the body.
    HdrGarbage = ("HDR_GARBAGE", Must);
    /// White space between a header's name and its colon was deleted.
    HdrSpaceColon = ("HDR_SPACE_COLON", Must);
    /// A header without a name was kept as `X-Invalid-N`.
    HdrEmptyName = ("HDR_EMPTY_NAME", Must);
    /// The first line was a continuation; its leading white space was deleted.
    HdrOrphanFold = ("HDR_ORPHAN_FOLD", Must);
    /// A line of white space among the headers, which readers take differently, was deleted or became the blank line.
    HdrBlankFold = ("HDR_BLANK_FOLD", Should);
    /// No blank line ended the headers; it was added.
    HdrNoEnd = ("HDR_NO_END", Must);
    /// Raw 8-bit bytes in a header became encoded words (RFC 2047).
    Hdr8bit = ("HDR_8BIT", Must);
    /// Raw 8-bit bytes in an address header: names became encoded words, domains and mailboxes ASCII.
    Hdr8bitAddr = ("HDR_8BIT_ADDR", Must);
    /// Raw 8-bit bytes in a parameter became an extended value (RFC 2231).
    Param8bit = ("PARAM_8BIT", Must);
    /// A header line of more than 998 bytes was folded, or kept where it offers no place to fold.
    HdrLong = ("HDR_LONG", Should);
    /// More than 1000 header lines, or more than a megabyte of headers: servers may index only the first.
    HdrHuge = ("HDR_HUGE", Info);
    /// The date was missing; it was added from what the source or the `Received` headers say.
    DateAdded = ("DATE_ADDED", Should);
    /// The date could not be read; the old one was kept as `X-Original-Date` and a new one added.
    DateFixed = ("DATE_FIXED", Should);
    /// The date is before 1970, in the future, or could not be read and not be replaced; it was kept.
    DateSuspect = ("DATE_SUSPECT", Info);
    /// The Message-ID was missing; the source's was added, or one derived from the content.
    MsgidAdded = ("MSGID_ADDED", Should);
    /// The Message-ID has no proper form; it was kept.
    MsgidBad = ("MSGID_BAD", Info);
    /// The sender was missing; it was added from what is known.
    FromAdded = ("FROM_ADDED", Should);
    /// The sender is an X.500 name instead of an address; replaced where the table of identities knows it.
    AddrX500 = ("ADDR_X500", Should);
    /// A header that may stand once stood more often; the first was kept, others renamed or, if equal, deleted.
    HdrDup = ("HDR_DUP", Should);
    /// MIME headers without `MIME-Version`; it was added.
    MimeverAdded = ("MIMEVER_ADDED", Should);
    /// The content type could not be read; it was inferred.
    CtFixed = ("CT_FIXED", Should);
    /// The charset label was empty or unknown; a charset was detected and named.
    CharsetEmpty = ("CHARSET_EMPTY", Should);
    /// The text is not in the charset its label names; the label was changed, the bytes were not.
    CharsetRelabel = ("CHARSET_RELABEL", Should);
    /// A text with 8-bit characters named no charset; one was detected and named.
    CharsetAdded = ("CHARSET_ADDED", Should);
    /// 8-bit bytes under a 7-bit label; the label was changed.
    Cte8bit = ("CTE_8BIT", Should);
    /// A body line of more than 998 bytes; the part was encoded, or its base64 wrapped again.
    LineLong = ("LINE_LONG", Should);
    /// The transfer encoding's label was unknown or unclean; it was corrected, the part kept as base64, or a file taken out of uuencode.
    CteFixed = ("CTE_FIXED", Should);
    /// A multipart labelled base64 or quoted-printable: the label was corrected, or the encoding undone.
    CteComposite = ("CTE_COMPOSITE", Should);
    /// An embedded message in base64 or quoted-printable; the encoding was undone.
    Rfc822Decoded = ("RFC822_DECODED", Should);
    /// Broken base64 was decoded leniently and encoded again.
    B64Repaired = ("B64_REPAIRED", Should);
    /// Broken quoted-printable was corrected so that every reader decodes the same bytes.
    QpRepaired = ("QP_REPAIRED", Should);
    /// A multipart without a boundary; it was inferred, or the part became plain text.
    BndInferred = ("BND_INFERRED", Should);
    /// The declared boundary does not occur; the real one was inferred, or the part became plain text.
    BndMismatch = ("BND_MISMATCH", Should);
    /// The last boundary of a multipart was missing; it was added.
    BndUnclosed = ("BND_UNCLOSED", Should);
    /// A boundary is too long, has illegal characters, or can be mistaken for an outer one; it was renamed. Or its quotes do not close, or something stands behind them; they are put right.
    BndConflict = ("BND_CONFLICT", Should);
    /// Too many levels or parts for the servers; the rest was attached as one file.
    DepthCut = ("DEPTH_CUT", Must);
    /// The message breaks off in the middle of a part; it was closed.
    Truncated = ("TRUNCATED", Should);
    /// An encoded word (RFC 2047) that readers cannot decode was decoded leniently and encoded again.
    EwRepaired = ("EW_REPAIRED", Should);
    /// The file name stood only in `name`; `filename` was added.
    FnameAdded = ("FNAME_ADDED", Should);
    /// A file name with path separators, control characters or more than 255 bytes was made harmless.
    FnameSanitised = ("FNAME_SANITISED", Should);
    /// A winmail.dat became the parts that it wraps. What could not be read for sure stays beside them; the note tells why.
    TnefDecoded = ("TNEF_DECODED", Should);
    /// A winmail.dat part was kept as it is: it is none, it lay inside another, or a signature covers it.
    TnefKept = ("TNEF_KEPT", Info);
    /// A Content-ID without angle brackets, or with one of them, got both.
    CidFixed = ("CID_FIXED", Should);
    /// The message tells its Bcc; it was kept, in its owner's mailbox.
    BccKept = ("BCC_KEPT", Info);
    /// The message asks for a read receipt: store it with the keyword `$MDNSent`, so that none is sent.
    MdnSuppressed = ("MDN_SUPPRESSED", Info);
    /// Exchange delivered a note instead of the message ("Retrieval using the IMAP4 protocol failed"): fetch it again.
    SrcPlaceholder = ("SRC_PLACEHOLDER", Info);
    /// The message is larger than the limit given.
    TooLarge = ("TOO_LARGE", Info);
    /// There are no bytes at all.
    Empty = ("EMPTY", Info);
    /// A header on which BlueMind acts (`X-Bm-…`) came from outside; it was renamed.
    BmHeaderNeutralised = ("BM_HEADER_NEUTRALISED", Must);
    /// The last line had no line end; it was added.
    EofEol = ("EOF_EOL", Should);
    /// A signed part that no server stores unchanged was put, whole, into a cover message.
    SignedUnrepairableWrapped = ("SIGNED_UNREPAIRABLE_WRAPPED", Must);
    /// A DKIM body hash verified before the repairs and does not after them.
    DkimBrokenByRepair = ("DKIM_BROKEN_BY_REPAIR", Info);
    /// No DKIM body hash verified even before the repairs.
    DkimAlreadyBroken = ("DKIM_ALREADY_BROKEN", Info);
    /// A repair was left out because a DKIM body hash verifies; the note names it.
    DkimKept = ("DKIM_KEPT", Info);
    /// A part protected by Microsoft rights management: no reader outside can open it; it was kept.
    IrmOpaque = ("IRM_OPAQUE", Info);
}
