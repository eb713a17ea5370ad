//! Code pages of Windows and DOS, by their numbers.

use encoding_rs::Encoding;

/// How bytes become characters.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CodePage {
    /// One that the web knows.
    Web(&'static Encoding),
    /// One of DOS: ASCII, and these characters from 0x80 on.
    Dos(&'static str),
}

/// What is taken where nothing is told: Windows-1252.
pub(crate) const WESTERN: CodePage = CodePage::Web(encoding_rs::WINDOWS_1252);

impl CodePage {
    /// The code page of a number; `None` if it is not known.
    pub(crate) fn find(number: u32) -> Option<Self> {
        let dos = match number {
            437 => Some(CP437),
            850 => Some(CP850),
            852 => Some(CP852),
            858 => Some(CP858),
            _ => None,
        };
        if let Some(characters) = dos {
            return Some(Self::Dos(characters));
        }
        let label = match number {
            866 => "ibm866",
            874 => "windows-874",
            932 => "shift_jis",
            936 | 20936 | 51936 => "gbk",
            949 | 51949 => "euc-kr",
            950 => "big5",
            1200 => "utf-16le",
            1201 => "utf-16be",
            1250 => "windows-1250",
            1251 => "windows-1251",
            1252 | 20127 | 28591 => "windows-1252",
            1253 => "windows-1253",
            1254 | 28599 => "windows-1254",
            1255 => "windows-1255",
            1256 => "windows-1256",
            1257 => "windows-1257",
            1258 => "windows-1258",
            10000 => "macintosh",
            10007 => "x-mac-cyrillic",
            20866 => "koi8-r",
            20932 | 51932 => "euc-jp",
            21866 => "koi8-u",
            28592 => "iso-8859-2",
            28593 => "iso-8859-3",
            28594 => "iso-8859-4",
            28595 => "iso-8859-5",
            28596 => "iso-8859-6",
            28597 => "iso-8859-7",
            28598 => "iso-8859-8",
            28603 => "iso-8859-13",
            28605 => "iso-8859-15",
            38598 => "iso-8859-8-i",
            50220..=50222 => "iso-2022-jp",
            54936 => "gb18030",
            65001 => "utf-8",
            _ => return None,
        };
        Encoding::for_label(label.as_bytes()).map(Self::Web)
    }

    /// The characters of `bytes`, and whether all of them are some.
    pub(crate) fn decode(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Self::Web(encoding) => {
                let (text, broken) = encoding.decode_without_bom_handling(bytes);
                (text.into_owned(), !broken)
            }
            Self::Dos(characters) => {
                let upper: Vec<char> = characters.chars().collect();
                let one = |byte: &u8| match byte.checked_sub(0x80) {
                    Some(at) => upper.get(usize::from(at)).copied().unwrap_or('\u{fffd}'),
                    None => char::from(*byte),
                };
                (bytes.iter().map(one).collect(), true)
            }
        }
    }
}

const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
const CP852: &str = "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
    └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}";
const CP858: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dos_pages_are_whole() {
        for page in [437, 850, 852, 858] {
            let Some(CodePage::Dos(characters)) = CodePage::find(page) else { panic!("{page}") };
            assert_eq!(characters.chars().count(), 128, "{page}");
        }
        let page = CodePage::find(850).unwrap();
        assert_eq!(page.decode(b"\x82t\x82 \xB5"), ("été Á".to_owned(), true));
    }

    #[test]
    fn windows_pages() {
        let text = |page, bytes: &[u8]| CodePage::find(page).unwrap().decode(bytes);
        assert_eq!(text(1252, b"\xE9\x80"), ("é€".to_owned(), true));
        assert_eq!(text(932, b"\x93\xFA\x96\x7B"), ("日本".to_owned(), true));
        assert_eq!(text(1251, b"\xCF\xF0"), ("Пр".to_owned(), true));
        assert_eq!(text(65001, b"\xC3\xA9\xFF"), ("é\u{fffd}".to_owned(), false));
        assert!(CodePage::find(37).is_none());
    }
}
