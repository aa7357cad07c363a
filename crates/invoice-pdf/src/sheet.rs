//! Pages of paper: where text, lines and shades go before anything is drawn, so that each page can say how many
//! there are.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::text::TextDirection;

use crate::Fault;
use crate::fonts::{Fonts, Weight, shown};

/// A4, in points.
pub const WIDTH: f32 = 595.28;
pub const HEIGHT: f32 = 841.89;
pub const MARGIN: f32 = 46.0;
/// Below it stands only the foot.
pub const BOTTOM: f32 = HEIGHT - 62.0;

#[derive(Clone, Copy)]
pub enum Ink {
    Text,
    Muted,
    Accent,
    Rule,
    Shade,
}

impl Ink {
    fn fill(self) -> Fill {
        let (red, green, blue) = match self {
            Self::Text => (24, 24, 32),
            Self::Muted => (92, 94, 108),
            Self::Accent => (46, 70, 150),
            Self::Rule => (206, 208, 218),
            Self::Shade => (245, 246, 250),
        };
        let paint = rgb::Color::new(red, green, blue).into();
        Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
    }
}

#[derive(Clone, Copy)]
pub enum Face {
    Regular,
    SemiBold,
    Bold,
}

/// How a text is written.
#[derive(Clone, Copy)]
pub struct Style {
    pub face: Face,
    pub size: f32,
    pub ink: Ink,
}

impl Style {
    pub const fn new(face: Face, size: f32, ink: Ink) -> Self {
        Self { face, size, ink }
    }

    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.42
    }
}

enum Mark {
    Text { x: f32, y: f32, style: Style, text: String },
    Area { area: Rect, ink: Ink },
}

pub struct Sheets {
    fonts: &'static Fonts,
    pages: Vec<Vec<Mark>>,
    /// Where the next thing goes, from the top.
    pub y: f32,
}

impl Sheets {
    pub fn new(fonts: &'static Fonts) -> Self {
        Self { fonts, pages: vec![Vec::new()], y: MARGIN }
    }

    fn weight(&self, face: Face) -> &'static Weight {
        match face {
            Face::Regular => &self.fonts.regular,
            Face::SemiBold => &self.fonts.semi_bold,
            Face::Bold => &self.fonts.bold,
        }
    }

    pub fn width(&self, text: &str, style: Style) -> f32 {
        self.weight(style.face).width(text, style.size)
    }

    pub fn next_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }

    pub fn is_full(&self, height: f32) -> bool {
        self.y + height > BOTTOM
    }

    /// Writes one line whose letters stand on `y`.
    pub fn text(&mut self, x: f32, y: f32, style: Style, text: &str) {
        let mark = Mark::Text { x, y, style, text: shown(text) };
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Writes one line that ends at `right`.
    pub fn text_to(&mut self, right: f32, y: f32, style: Style, text: &str) {
        let width = self.width(&shown(text), style);
        self.text(right - width, y, style, text);
    }

    pub fn area(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        if let (Some(area), Some(page)) = (Rect::from_xywh(x, y, width, height), self.pages.last_mut()) {
            page.push(Mark::Area { area, ink });
        }
    }

    pub fn rule(&mut self, x: f32, y: f32, width: f32) {
        self.area(x, y, width, 0.6, Ink::Rule);
    }

    /// Breaks a text into lines that fit; a word that is longer than a line is cut.
    pub fn wrapped(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let text = shown(text);
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer, style) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.cut(word, style, width, &mut lines);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Cuts a word into lines and returns what is left of it.
    fn cut(&self, word: &str, style: Style, width: f32, lines: &mut Vec<String>) -> String {
        if self.width(word, style) <= width {
            return word.to_owned();
        }
        let (mut line, mut reached) = (String::new(), 0.0);
        let mut letters = [0; 4];
        for letter in word.chars() {
            let wide = self.width(letter.encode_utf8(&mut letters), style);
            if reached + wide > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                reached = 0.0;
            }
            line.push(letter);
            reached += wide;
        }
        line
    }

    /// Writes a text below the last, over pages where it must.
    pub fn paragraph(&mut self, x: f32, width: f32, style: Style, text: &str) {
        for line in self.wrapped(text, style, width) {
            if self.is_full(style.leading()) {
                self.next_page();
            }
            self.y += style.leading();
            self.text(x, self.y, style, &line);
        }
    }

    /// Draws all pages, each with a foot that says which it is of how many.
    pub fn draw(
        mut self,
        pdf: &mut krilla::Document,
        below: impl Fn(&mut Self, usize, usize),
    ) -> Result<(), Fault> {
        let pages = std::mem::take(&mut self.pages);
        let count = pages.len();
        for (place, page) in pages.into_iter().enumerate() {
            self.pages = vec![page];
            below(&mut self, place + 1, count);
            let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(Fault::Broken)?;
            let mut drawn = pdf.start_page_with(settings);
            let mut surface = drawn.surface();
            for mark in self.pages.pop().unwrap_or_default() {
                match mark {
                    Mark::Text { x, y, style, text } => {
                        surface.set_fill(Some(style.ink.fill()));
                        let font = self.weight(style.face).font.clone();
                        let start = Point::from_xy(x, y);
                        surface.draw_text(start, font, style.size, &text, false, TextDirection::LeftToRight);
                    }
                    Mark::Area { area, ink } => {
                        surface.set_fill(Some(ink.fill()));
                        let mut path = PathBuilder::new();
                        path.push_rect(area);
                        surface.draw_path(&path.finish().ok_or(Fault::Broken)?);
                    }
                }
            }
            surface.finish();
            drawn.finish();
        }
        Ok(())
    }
}
