//! Inter in three weights: what it can write, and how wide that is.

use std::sync::LazyLock;

use krilla::text::Font;

/// A weight, as drawn and as measured.
pub struct Weight {
    pub font: Font,
    face: rustybuzz::Face<'static>,
}

pub struct Fonts {
    pub regular: Weight,
    pub semi_bold: Weight,
    pub bold: Weight,
}

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    Some(Fonts {
        regular: weight(include_bytes!("../fonts/Inter_400Regular.ttf"))?,
        semi_bold: weight(include_bytes!("../fonts/Inter_600SemiBold.ttf"))?,
        bold: weight(include_bytes!("../fonts/Inter_700Bold.ttf"))?,
    })
});

/// What stands for a letter that Inter lacks: seen, and never taken for another.
const MISSING: char = '\u{25a1}';

pub fn fonts() -> Option<&'static Fonts> {
    FONTS.as_ref()
}

fn weight(bytes: &'static [u8]) -> Option<Weight> {
    Some(Weight { font: Font::new(bytes.into(), 0)?, face: rustybuzz::Face::from_slice(bytes, 0)? })
}

impl Weight {
    /// The width of a text at a size, in points.
    #[expect(clippy::cast_precision_loss, reason = "advances of a line are far below 24 bits")]
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        let shaped = rustybuzz::shape(&self.face, &[], buffer);
        let advance: i32 = shaped.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        advance as f32 * size / self.face.units_per_em() as f32
    }
}

/// A text as it can be written: what steers direction or joins letters is left out, and a letter that the fonts
/// lack is replaced by a box. All of it then runs from left to right.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            letter if is_unseen(letter) => {}
            // Inter spaces both alike; not every weight has the narrow one.
            '\u{202f}' => shown.push('\u{a0}'),
            letter if has(letter) => shown.push(letter),
            _ => shown.push(MISSING),
        }
    }
    shown
}

/// Controls, and what steers direction, joins letters or picks their variants.
fn is_unseen(letter: char) -> bool {
    let steers =
        matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    steers || letter.is_control() || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ad}')
}

fn has(letter: char) -> bool {
    let glyph = fonts().and_then(|fonts| fonts.regular.face.glyph_index(letter));
    glyph.is_some_and(|glyph| glyph.0 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_missing_are_seen_and_what_steers_is_gone() {
        assert!(has(MISSING) && has('\u{a0}') && has('€') && has('Ž') && has('Я') && has('−') && has('’'));
        assert_eq!(shown("Œuvre & Söhne #strong[x]"), "Œuvre & Söhne #strong[x]");
        assert_eq!(shown("\u{202e}abc\u{0}\u{200d}"), "abc");
        assert_eq!(shown("שלום"), "□□□□");
        assert_eq!(shown("a👩‍💻b"), "a□□b");
    }
}
