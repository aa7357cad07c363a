//! Tables as files: for programs, or as the spreadsheet of a language opens them with a double click.

use domain::Locale;

use crate::{Error, Result};

/// For whom a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// RFC 4180 and nothing else.
    Programs,
    /// With a byte-order mark, without which letters with accents break; in French, where a comma stands in
    /// numbers, with semicolons between cells.
    Spreadsheet(Locale),
}

impl Style {
    /// What stands before the first line.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Programs => "",
            Self::Spreadsheet(_) => "\u{feff}",
        }
    }

    const fn separator(self) -> u8 {
        match self {
            Self::Spreadsheet(Locale::Fr) => b';',
            Self::Programs | Self::Spreadsheet(Locale::En) => b',',
        }
    }

    /// Lines of cells, none of which is taken for a formula.
    pub fn lines<Row, Cell>(self, rows: impl IntoIterator<Item = Row>) -> Result<String>
    where
        Row: IntoIterator<Item = Cell>,
        Cell: AsRef<str>,
    {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.separator())
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(Vec::new());
        for row in rows {
            let cells = row.into_iter().map(|cell| harmless(cell.as_ref()));
            writer.write_record(cells).map_err(|_| Error::Internal)?;
        }
        let bytes = writer.into_inner().map_err(|_| Error::Internal)?;
        String::from_utf8(bytes).map_err(|_| Error::Internal)
    }

    /// A whole file: its mark, the names of its columns, its rows.
    pub fn file(self, head: &[&str], rows: Vec<Vec<String>>) -> Result<String> {
        let head = head.iter().map(|name| (*name).to_owned()).collect();
        let lines = self.lines(std::iter::once(head).chain(rows))?;
        Ok(format!("{}{lines}", self.mark()))
    }

    /// A number with two decimals, of hundredths.
    pub fn decimal(self, hundredths: i64) -> String {
        let mark = match self {
            Self::Spreadsheet(Locale::Fr) => ',',
            Self::Programs | Self::Spreadsheet(Locale::En) => '.',
        };
        let sign = if hundredths < 0 { "-" } else { "" };
        let hundredths = hundredths.unsigned_abs();
        format!("{sign}{}{mark}{:02}", hundredths / 100, hundredths % 100)
    }
}

/// A cell that no spreadsheet takes for a formula: an actor's name or a target may begin as one does. A number
/// below zero is none.
pub(crate) fn harmless(cell: &str) -> String {
    let is_number = cell.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|letter: char| letter.is_ascii_digit())
            && rest.bytes().all(|letter| letter.is_ascii_digit() || matches!(letter, b'.' | b','))
    });
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-x", "-1+cmd", "-", "@sum", "\t=1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["a=b", "-1", "-12,50", ""] {
            assert_eq!(harmless(cell), cell);
        }
    }

    #[test]
    fn a_french_spreadsheet_opens_it_and_an_english_one() {
        let rows = || vec![vec!["Élan; à côté, =1".to_owned(), "=1+1".to_owned(), "3".to_owned()]];
        let french = Style::Spreadsheet(Locale::Fr);
        let told = french.file(&["name", "formula", "count"], rows()).unwrap();
        assert_eq!(told, "\u{feff}name;formula;count\r\n\"Élan; à côté, =1\";'=1+1;3\r\n");
        let english = Style::Spreadsheet(Locale::En);
        let told = english.file(&["name", "formula", "count"], rows()).unwrap();
        assert_eq!(told, "\u{feff}name,formula,count\r\n\"Élan; à côté, =1\",'=1+1,3\r\n");
        let told = Style::Programs.file(&["name"], vec![]).unwrap();
        assert_eq!(told, "name\r\n");
        assert_eq!([french, english].map(|style| style.decimal(-1205)), ["-12,05", "-12.05"]);
    }
}
