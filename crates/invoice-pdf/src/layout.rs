//! How a document looks on paper.

use billing::countries;
use billing::document::{Document, Kind};
use billing::lines::Line;
use billing::money::decimal;
use billing::parties::Party;
use billing::text::DocumentText;
use billing::vat::Category;
use domain::Locale;
use domain::zones::local_date;

use crate::Fault;
use crate::fonts::fonts;
use crate::sheet::{BOTTOM, Face, HEIGHT, Ink, MARGIN, Sheets, Style, WIDTH};

const RIGHT: f32 = WIDTH - MARGIN;
const INNER: f32 = RIGHT - MARGIN;

const PLAIN: Style = Style::new(Face::Regular, 9.0, Ink::Text);
const STRONG: Style = Style::new(Face::SemiBold, 9.0, Ink::Text);
const SMALL: Style = Style::new(Face::Regular, 7.8, Ink::Muted);
const LABEL: Style = Style::new(Face::SemiBold, 7.6, Ink::Muted);
const TITLE: Style = Style::new(Face::Bold, 20.0, Ink::Text);
const BRAND: Style = Style::new(Face::Bold, 12.0, Ink::Accent);
const TOTAL: Style = Style::new(Face::Bold, 11.5, Ink::Text);

/// Where the columns of numbers end.
const AMOUNT: f32 = RIGHT - 8.0;
const VAT: f32 = AMOUNT - 78.0;
const PRICE: f32 = VAT - 46.0;
const QUANTITY: f32 = PRICE - 96.0;
/// How wide a description is.
const DESCRIPTION: f32 = QUANTITY - 58.0 - MARGIN - 8.0;

/// What the document is, and which.
pub fn title(document: &Document) -> String {
    format!("{} {}", name(document), document.number).trim_end().to_owned()
}

const fn name(document: &Document) -> &'static str {
    let text = DocumentText(document.language);
    match document.kind {
        Kind::Invoice => text.invoice(),
        Kind::CreditNote => text.credit_note(),
        Kind::Proforma => text.proforma(),
    }
}

pub fn draw(document: &Document, pdf: &mut krilla::Document) -> Result<(), Fault> {
    let mut sheets = Sheets::new(fonts().ok_or(Fault::Broken)?);
    head(&mut sheets, document);
    table(&mut sheets, document);
    totals(&mut sheets, document);
    notes(&mut sheets, document);
    sheets.draw(pdf, |sheets, page, pages| foot(sheets, document, page, pages))
}

fn head(sheets: &mut Sheets, document: &Document) {
    let text = DocumentText(document.language);
    let locale = document.language;
    sheets.text(MARGIN, MARGIN + 12.0, BRAND, &document.brand);
    sheets.y = MARGIN + 28.0;
    sheets.paragraph(MARGIN, INNER, TITLE, &title(document));
    sheets.y += 10.0;
    let period = text.days(&local_date(document.from, locale), &local_date(document.to, locale));
    let mut facts = vec![(text.issued(), local_date(document.issued, locale))];
    if document.is_to_pay() {
        facts.push((text.due(), local_date(document.due, locale)));
    }
    facts.push((text.period(), period));
    let top = sheets.y;
    for (place, (label, fact)) in facts.iter().enumerate() {
        let x = MARGIN + [0.0, 130.0, 260.0][place.min(2)];
        sheets.text(x, top + 10.0, LABEL, label);
        sheets.text(x, top + 23.0, PLAIN, fact);
    }
    sheets.y = top + 30.0;
    if let Some(corrected) = &document.corrects {
        sheets.y += 4.0;
        let sentence = text.corrects(&corrected.number, &local_date(corrected.day, locale));
        sheets.paragraph(MARGIN, INNER, PLAIN, &sentence);
    }
    if document.kind == Kind::Proforma {
        sheets.y += 4.0;
        sheets.paragraph(MARGIN, INNER, STRONG, text.no_invoice());
    }
    sheets.y += 16.0;
    let top = sheets.y;
    let half = INNER / 2.0 - 14.0;
    party(sheets, MARGIN, half, text.seller(), &document.seller, locale);
    let left = sheets.y;
    sheets.y = top;
    party(sheets, MARGIN + INNER / 2.0 + 14.0, half, text.buyer(), &document.buyer, locale);
    sheets.y = sheets.y.max(left) + 22.0;
}

fn party(sheets: &mut Sheets, x: f32, width: f32, label: &str, party: &Party, locale: Locale) {
    let text = DocumentText(locale);
    sheets.y += 8.0;
    sheets.text(x, sheets.y, LABEL, label);
    sheets.y += 3.0;
    sheets.paragraph(x, width, STRONG, &party.name);
    let place = format!("{} {}", party.postcode, party.city);
    for line in [party.street.as_str(), place.trim(), countries::name(&party.country, locale)] {
        sheets.paragraph(x, width, PLAIN, line);
    }
    sheets.y += 3.0;
    sheets.paragraph(x, width, SMALL, &party.form);
    sheets.paragraph(x, width, SMALL, &party.register);
    if let Some(siren) = &party.siren {
        sheets.paragraph(x, width, SMALL, &text.siren(siren));
    }
    if let Some(number) = &party.vat_number {
        sheets.paragraph(x, width, SMALL, &text.vat_number(number));
    }
    sheets.paragraph(x, width, SMALL, &party.email);
}

fn table(sheets: &mut Sheets, document: &Document) {
    columns(sheets, document.language);
    for line in &document.lines {
        let title = sheets.wrapped(&line.title, PLAIN, DESCRIPTION);
        let detail = sheets.wrapped(&line.detail, SMALL, DESCRIPTION);
        row(sheets, document, line, &title, &detail);
    }
    sheets.y += 6.0;
}

fn columns(sheets: &mut Sheets, locale: Locale) {
    let text = DocumentText(locale);
    sheets.area(MARGIN, sheets.y, INNER, 20.0, Ink::Shade);
    let y = sheets.y + 13.0;
    sheets.text(MARGIN + 8.0, y, LABEL, text.description());
    sheets.text_to(QUANTITY, y, LABEL, text.quantity());
    sheets.text_to(PRICE, y, LABEL, text.unit_price());
    sheets.text_to(VAT, y, LABEL, text.vat());
    sheets.text_to(AMOUNT, y, LABEL, text.amount());
    sheets.y += 24.0;
}

/// A line of the table. It stays on one page unless it is longer than a page.
fn row(sheets: &mut Sheets, document: &Document, line: &Line, title: &[String], detail: &[String]) {
    let styled = title.iter().map(|text| (PLAIN, text)).chain(detail.iter().map(|text| (SMALL, text)));
    let height = styled.clone().map(|(style, _)| style.leading()).sum::<f32>() + 8.0;
    let is_page = height > BOTTOM - MARGIN - 40.0;
    if !is_page && sheets.is_full(height) {
        sheets.next_page();
        columns(sheets, document.language);
    }
    let first = sheets.y + PLAIN.leading();
    numbers(sheets, document, line, first);
    for (style, text) in styled {
        if sheets.is_full(style.leading()) {
            sheets.next_page();
            columns(sheets, document.language);
        }
        sheets.y += style.leading();
        sheets.text(MARGIN + 8.0, sheets.y, style, text);
    }
    sheets.y += 7.0;
    sheets.rule(MARGIN, sheets.y, INNER);
    sheets.y += 1.0;
}

fn numbers(sheets: &mut Sheets, document: &Document, line: &Line, y: f32) {
    let locale = document.language;
    sheets.text_to(QUANTITY, y, PLAIN, &locale.number(line.quantity));
    let price = document.amount(line.unit);
    if line.per > 1 {
        let text = DocumentText(locale);
        sheets.text_to(PRICE, y, SMALL, &text.unit_price_per(&price, &locale.number(line.per)));
    } else {
        sheets.text_to(PRICE, y, PLAIN, &price);
    }
    let rate = match line.vat.category {
        Category::Standard | Category::Zero => percent(line.vat.rate, locale),
        _ => "–".to_owned(),
    };
    sheets.text_to(VAT, y, PLAIN, &rate);
    sheets.text_to(AMOUNT, y, PLAIN, &document.amount(line.total));
}

/// A rate as people write it: `20 %`, `5,5 %`.
fn percent(rate: u32, locale: Locale) -> String {
    let number = decimal(i64::from(rate), 2);
    let number = number.trim_end_matches('0').trim_end_matches('.');
    match locale {
        Locale::Fr => format!("{}\u{a0}%", number.replace('.', ",")),
        Locale::En => format!("{number}%"),
    }
}

fn totals(sheets: &mut Sheets, document: &Document) {
    let (text, totals) = (DocumentText(document.language), &document.totals);
    let mut rows = vec![(text.net().to_owned(), totals.net)];
    for tax in &totals.taxes {
        let base = document.amount(tax.base);
        let label = match tax.treatment.category {
            Category::Standard | Category::Zero => {
                text.tax(&percent(tax.treatment.rate, document.language), &base)
            }
            _ => text.no_tax(&base),
        };
        rows.push((label, tax.tax));
    }
    rows.push((text.gross().to_owned(), totals.gross));
    if sheets.is_full(rows.iter().map(|_| 16.0).sum::<f32>() + 40.0) {
        sheets.next_page();
    }
    let x = MARGIN + INNER * 0.45;
    for (label, amount) in rows {
        sheets.y += 16.0;
        sheets.text(x, sheets.y, PLAIN, &label);
        sheets.text_to(AMOUNT, sheets.y, PLAIN, &document.amount(amount));
    }
    sheets.y += 9.0;
    sheets.area(x - 8.0, sheets.y, RIGHT - x + 8.0, 26.0, Ink::Shade);
    let label = if document.kind == Kind::CreditNote { text.to_credit() } else { text.to_pay() };
    sheets.text(x, sheets.y + 17.0, TOTAL, label);
    sheets.text_to(AMOUNT, sheets.y + 17.0, TOTAL, &document.amount(totals.gross));
    sheets.y += 40.0;
}

fn notes(sheets: &mut Sheets, document: &Document) {
    let text = DocumentText(document.language);
    if let Some(transfer) = document.transfer.as_ref().filter(|_| document.is_to_pay()) {
        if sheets.is_full(80.0) {
            sheets.next_page();
        }
        sheets.paragraph(MARGIN, INNER, STRONG, text.pay_by_transfer());
        sheets.paragraph(MARGIN, INNER, PLAIN, &text.holder(&transfer.holder));
        sheets.paragraph(MARGIN, INNER, PLAIN, &text.iban(&grouped(&transfer.iban)));
        if !transfer.bic.is_empty() {
            sheets.paragraph(MARGIN, INNER, PLAIN, &text.bic(&transfer.bic));
        }
        if !document.number.is_empty() {
            sheets.paragraph(MARGIN, INNER, PLAIN, &text.reference(&document.number));
        }
        sheets.y += 12.0;
    }
    for note in document.shown_notes() {
        sheets.paragraph(MARGIN, INNER, SMALL, &note.text);
    }
}

/// An IBAN in its groups of four.
fn grouped(iban: &str) -> String {
    let letters: Vec<char> = iban.chars().filter(|letter| !letter.is_whitespace()).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn foot(sheets: &mut Sheets, document: &Document, page: usize, pages: usize) {
    let text = DocumentText(document.language);
    sheets.rule(MARGIN, HEIGHT - 44.0, INNER);
    let (page, pages) = (page.to_string(), pages.to_string());
    let counted = text.page(&page, &pages);
    let room = INNER - sheets.width(&counted, SMALL) - 16.0;
    let seller = [&document.seller.name, &document.seller.form, &document.seller.register];
    let seller: Vec<&str> = seller.iter().map(|text| text.as_str()).filter(|text| !text.is_empty()).collect();
    let seller = sheets.wrapped(&format!("{} · {}", title(document), seller.join(", ")), SMALL, room);
    if let Some(line) = seller.first() {
        sheets.text(MARGIN, HEIGHT - 31.0, SMALL, line);
    }
    sheets.text_to(RIGHT, HEIGHT - 31.0, SMALL, &counted);
}
