//! Fonts: what they say of the bytes that are written in them.

use std::collections::HashMap;

use crate::codepage::CodePage;

/// The code pages of the fonts, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Fonts {
    pages: HashMap<i32, CodePage>,
}

/// More fonts than any real text has.
const MAX: usize = 4096;

impl Fonts {
    pub(super) fn get(&self, font: i32) -> Option<CodePage> {
        self.pages.get(&font).copied()
    }

    /// `\fN … \fcharsetM` in the table of fonts.
    pub(super) fn charset(&mut self, font: i32, charset: i32) {
        if let Some(page) = page_of_charset(charset).filter(|_| self.pages.len() < MAX) {
            self.pages.insert(font, page);
        }
    }

    /// `\fN … \cpgM` in the table of fonts: stronger than a charset.
    pub(super) fn page(&mut self, font: i32, number: i32) {
        let page = u32::try_from(number).ok().and_then(CodePage::find);
        if let Some(page) = page.filter(|_| self.pages.len() < MAX) {
            self.pages.insert(font, page);
        }
    }
}

/// The code page of a charset of Windows' fonts; `None` for the default, symbols, and those nobody knows.
fn page_of_charset(charset: i32) -> Option<CodePage> {
    let page = match charset {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        255 => 437,
        _ => return None,
    };
    CodePage::find(page)
}
