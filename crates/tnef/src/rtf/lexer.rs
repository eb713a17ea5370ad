//! The words of RTF (RTF 1.9.1, "RTF Syntax").

/// One piece of RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a [u8], Option<i32>),
    /// A control symbol other than a byte: `\~`, `\{`, `\*`.
    Symbol(u8),
    /// A byte of text: as it is, or written `\'hh`.
    Byte(u8),
}

/// Reads the pieces, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    rest: &'a [u8],
}

impl<'a> Lexer<'a> {
    pub(super) fn new(rtf: &'a [u8]) -> Self {
        Self { rest: rtf }
    }

    fn word(&mut self) -> Token<'a> {
        let letters = self.rest.iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        let (word, mut rest) = self.rest.split_at_checked(letters).unwrap_or((&[], &[]));
        let mut number = None;
        let (sign, digits) = match rest.split_first() {
            Some((b'-', digits)) => (-1, digits),
            _ => (1, rest),
        };
        let length = digits.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        if length > 0 {
            let (text, after) = digits.split_at_checked(length).unwrap_or((&[], &[]));
            let value = text.iter().fold(0_i64, |sum, b| sum * 10 + i64::from(b - b'0'));
            number = i32::try_from(sign * value).ok().or(Some(0));
            rest = after;
        }
        if let Some((b' ', after)) = rest.split_first() {
            rest = after;
        }
        self.rest = rest;
        if word.eq_ignore_ascii_case(b"bin") {
            let count = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.rest = self.rest.get(count..).unwrap_or_default();
        }
        Token::Word(word, number)
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            match first {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\r' | b'\n' | 0 => {}
                b'\\' => {
                    let (second, after) = rest.split_first()?;
                    if second.is_ascii_alphabetic() {
                        return Some(self.word());
                    }
                    self.rest = after;
                    if *second != b'\'' {
                        return Some(Token::Symbol(*second));
                    }
                    let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                    // A sign before one digit would be read as a number, too.
                    let hex = hex.filter(|two| two.bytes().all(|b| b.is_ascii_hexdigit()));
                    if let Some(byte) = hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                        self.rest = after.get(2..).unwrap_or_default();
                        return Some(Token::Byte(byte));
                    }
                }
                other => return Some(Token::Byte(*other)),
            }
        }
    }
}
