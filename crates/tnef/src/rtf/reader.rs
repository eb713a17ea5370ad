use super::fonts::Fonts;
use super::lexer::{Lexer, Token};
use crate::codepage::{CodePage, WESTERN};

/// What a text in RTF says, and what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rtf {
    /// What it was before it became RTF (MS-OXRTFEX): decides what `text` is.
    pub origin: Origin,
    /// The HTML it was made of; for the two other origins its text, with CR LF as line ends.
    pub text: String,
    /// Whether it looked like RTF, and all of its bytes were characters in their code pages.
    pub is_sound: bool,
}

/// What RTF was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// It is HTML in RTF's clothes (`\fromhtml1`).
    Html,
    /// It is plain text in RTF's clothes (`\fromtext`).
    Text,
    /// It was always RTF.
    Rtf,
}

/// Takes HTML or text out of RTF (MS-OXRTFEX 2.1, 3.1); of RTF that was neither, its text alone.
///
/// Any bytes are RTF here: what makes no sense is left out. Time and memory are linear in `rtf`.
///
/// ```
/// use viaduc_tnef::open;
/// let html = open(br"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 caf\'e9 \u8211?\htmlrtf }\htmlrtf0{\*\htmltag72 </p>}}");
/// assert_eq!(html.text, "<p>café –</p>");
/// ```
#[must_use]
pub fn open(rtf: &[u8]) -> Rtf {
    let origin = origin(rtf);
    let mut reader = Reader::new(origin);
    for token in Lexer::new(rtf) {
        reader.step(token);
        if reader.is_over {
            break;
        }
    }
    reader.flush();
    let is_rtf = rtf.trim_ascii_start().starts_with(b"{\\rtf");
    Rtf { origin, text: reader.out, is_sound: is_rtf && reader.is_sound }
}

/// It stands among the first words of the header (MS-OXRTFEX 2.1.3.1); nobody counts exactly.
fn origin(rtf: &[u8]) -> Origin {
    let mut words =
        Lexer::new(rtf).take(64).take_while(|t| !matches!(t, Token::Word(b"fonttbl", _)));
    let found = words.find_map(|token| {
        let Token::Word(word, number) = token else { return None };
        match word {
            b"fromhtml" if number != Some(0) => Some(Origin::Html),
            b"fromtext" => Some(Origin::Text),
            _ => None,
        }
    });
    found.unwrap_or(Origin::Rtf)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Destination {
    Text,
    /// A piece of the original HTML.
    Tag,
    /// The table of fonts.
    Fonts,
    /// What is not shown.
    Skipped,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    destination: Destination,
    /// Inside `\htmlrtf`: what only readers of RTF are to see.
    is_muted: bool,
    font: Option<i32>,
    /// How many bytes stand in for a character of `\u`.
    stand_ins: usize,
}

/// More levels than any real text has; deeper ones share one.
const MAX_GROUPS: usize = 1 << 12;

struct Reader {
    origin: Origin,
    out: String,
    is_sound: bool,
    is_over: bool,
    group: Group,
    outer: Vec<Group>,
    /// Levels beyond the limit.
    deeper: usize,
    /// Whether the group has just begun, and whether `\*` came.
    is_new: bool,
    is_starred: bool,
    /// Bytes that wait for the end of their run: a character may need several.
    pending: Vec<u8>,
    skip: usize,
    /// The first half of a character beyond U+FFFF.
    half: Option<u16>,
    page: CodePage,
    default_font: Option<i32>,
    fonts: Fonts,
}

impl Reader {
    fn new(origin: Origin) -> Self {
        let destination = Destination::Text;
        Self {
            origin,
            out: String::new(),
            is_sound: true,
            is_over: false,
            group: Group { destination, is_muted: false, font: None, stand_ins: 1 },
            outer: Vec::new(),
            deeper: 0,
            is_new: false,
            is_starred: false,
            pending: Vec::new(),
            skip: 0,
            half: None,
            page: WESTERN,
            default_font: None,
            fonts: Fonts::default(),
        }
    }

    fn step(&mut self, token: Token<'_>) {
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Symbol(b'*') => self.is_starred = self.is_new,
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Byte(byte) => self.byte(byte),
            Token::Word(word, number) => self.word(word, number),
        }
        if !matches!(token, Token::Open | Token::Symbol(b'*')) {
            (self.is_new, self.is_starred) = (false, false);
        }
    }

    fn open(&mut self) {
        self.flush();
        (self.skip, self.is_new, self.is_starred) = (0, true, false);
        if self.outer.len() < MAX_GROUPS {
            self.outer.push(self.group);
        } else {
            self.deeper += 1;
        }
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        if let Some(less) = self.deeper.checked_sub(1) {
            self.deeper = less;
        } else if let Some(group) = self.outer.pop() {
            self.group = group;
        }
        self.is_over = self.outer.is_empty();
    }

    fn is_shown(&self) -> bool {
        let shown = matches!(self.group.destination, Destination::Text | Destination::Tag);
        shown && !self.group.is_muted
    }

    fn byte(&mut self, byte: u8) {
        if let Some(less) = self.skip.checked_sub(1) {
            self.skip = less;
        } else if self.is_shown() {
            self.pending.push(byte);
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'{' | b'}' | b'\\' => self.byte(symbol),
            b'\r' | b'\n' => self.emit("\r\n", "\r\n"),
            b'~' => self.emit("&nbsp;", "\u{a0}"),
            b'_' => self.emit("&shy;", "\u{2011}"),
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        self.skip = 0;
        if self.starts_group(word) || self.group.destination == Destination::Skipped {
            return;
        }
        if self.group.destination == Destination::Fonts {
            self.font(word, number.unwrap_or(0));
            return;
        }
        match word {
            b"htmlrtf" => {
                self.flush();
                self.group.is_muted = self.origin == Origin::Html && number != Some(0);
            }
            b"u" => self.unicode(number.unwrap_or(0)),
            b"uc" => self.group.stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
            b"f" => {
                self.flush();
                self.group.font = number;
            }
            b"plain" => {
                self.flush();
                self.group.font = None;
            }
            b"deff" => self.default_font = number,
            b"ansicpg" => self.set_page(number),
            b"mac" => self.set_page(Some(10000)),
            b"pc" => self.set_page(Some(437)),
            b"pca" => self.set_page(Some(850)),
            _ => self.shown_word(word),
        }
    }

    /// Words that stand for characters (MS-OXRTFEX 2.1.3.1.4.1).
    fn shown_word(&mut self, word: &[u8]) {
        let (html, text) = match word {
            b"par" | b"line" => ("\r\n", "\r\n"),
            b"sect" | b"page" | b"row" | b"nestrow" => ("", "\r\n"),
            b"cell" | b"nestcell" => ("", "\t"),
            b"tab" => ("\t", "\t"),
            b"lquote" => ("&lsquo;", "\u{2018}"),
            b"rquote" => ("&rsquo;", "\u{2019}"),
            b"ldblquote" => ("&ldquo;", "\u{201c}"),
            b"rdblquote" => ("&rdquo;", "\u{201d}"),
            b"bullet" => ("&bull;", "\u{2022}"),
            b"endash" => ("&ndash;", "\u{2013}"),
            b"emdash" => ("&mdash;", "\u{2014}"),
            b"emspace" => ("&emsp;", "\u{2003}"),
            b"enspace" => ("&ensp;", "\u{2002}"),
            _ => return,
        };
        self.emit(html, text);
    }

    fn emit(&mut self, html: &str, text: &str) {
        if let Some(less) = self.skip.checked_sub(1) {
            self.skip = less;
            return;
        }
        if self.is_shown() {
            self.flush();
            self.out.push_str(if self.origin == Origin::Html { html } else { text });
        }
    }

    /// Whether `word` begins a group whose text is something else than the body's.
    fn starts_group(&mut self, word: &[u8]) -> bool {
        if !self.is_new {
            return false;
        }
        let destination = match word {
            b"htmltag" if self.is_starred && self.origin == Origin::Html => Destination::Tag,
            _ if self.is_starred => Destination::Skipped,
            b"fonttbl" => Destination::Fonts,
            b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"pntext" | b"listtext"
            | b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl"
            | b"footerr" | b"footerf" | b"filetbl" | b"fldinst" | b"listtable"
            | b"listoverridetable" | b"revtbl" | b"objdata" | b"objclass" | b"themedata"
            | b"datastore" | b"xe" | b"tc" | b"private" => Destination::Skipped,
            _ => return false,
        };
        // Inside what is not shown nothing is shown; a piece of HTML has no such pieces inside.
        if self.group.destination == Destination::Text {
            self.group.destination = destination;
        } else if self.is_starred && self.group.destination == Destination::Tag {
            self.group.destination = Destination::Skipped;
        }
        true
    }

    fn font(&mut self, word: &[u8], number: i32) {
        match (word, self.group.font) {
            (b"f", _) => self.group.font = Some(number),
            (b"fcharset", Some(font)) => self.fonts.charset(font, number),
            (b"cpg", Some(font)) => self.fonts.page(font, number),
            _ => {}
        }
    }

    fn set_page(&mut self, number: Option<i32>) {
        let page = number.and_then(|number| u32::try_from(number).ok()).and_then(CodePage::find);
        if let Some(page) = page {
            self.flush();
            self.page = page;
        }
    }

    /// A UTF-16 code unit, as a number with a sign.
    fn unicode(&mut self, number: i32) {
        if self.is_shown() {
            self.bytes_to_text();
            let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0xFFFD);
            let units: &[u16] = match self.half.take() {
                Some(first) => &[first, unit],
                None => &[unit],
            };
            if units.len() == 1 && (0xD800..0xDC00).contains(&unit) {
                self.half = Some(unit);
            } else {
                self.push_units(units);
            }
        }
        self.skip = self.group.stand_ins;
    }

    fn push_units(&mut self, units: &[u16]) {
        for read in char::decode_utf16(units.iter().copied()) {
            self.is_sound &= read.is_ok();
            self.out.push(read.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    /// Writes what waits.
    fn flush(&mut self) {
        self.bytes_to_text();
        if let Some(first) = self.half.take() {
            self.push_units(&[first]);
        }
    }

    fn bytes_to_text(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        if let Some(first) = self.half.take() {
            self.push_units(&[first]);
        }
        let font = self.group.font.or(self.default_font);
        let of_font = font.and_then(|font| self.fonts.get(font));
        let is_tag = self.group.destination == Destination::Tag;
        let page = of_font.filter(|_| !is_tag).unwrap_or(self.page);
        let (text, is_sound) = page.decode(&self.pending);
        self.is_sound &= is_sound;
        self.out.push_str(&text);
        self.pending.clear();
    }
}
