//! Documents as files: the XML of EN 16931, and a PDF that carries it (Factur-X).
//!
//! Both are made from a frozen [`Document`] alone and come out the same, byte for byte, every time.

mod cii;
mod factur_x;
mod fonts;
mod layout;
mod sheet;

use billing::document::Document;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::metadata::{DateTime, Metadata};
use krilla::{Data, SerializeSettings};

pub use cii::xml;

/// The name under which readers look for the XML in a PDF.
pub const ATTACHMENT: &str = "factur-x.xml";

/// Why a PDF could not be made. None of them follows from what people typed.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("the PDF is not what PDF/A-3 asks for: {0}")]
    NotArchival(String),
    #[error("the PDF has no place for {0}: its writer has changed")]
    NoPlace(&'static str),
    #[error("a font or a measure cannot be read")]
    Broken,
}

/// The document as a PDF/A-3B; an invoice or a credit note carries its XML.
pub fn pdf(document: &Document) -> Result<Vec<u8>, Fault> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_B)
        .finish()
        .map_err(|_| Fault::Broken)?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut pdf = krilla::Document::new_with(settings);
    let date = date(document.issued);
    let title = layout::title(document);
    pdf.set_metadata(
        Metadata::new()
            .title(fonts::shown(&title))
            .language(document.language.as_str().to_owned())
            .authors(vec![fonts::shown(&document.seller.name)])
            .creation_date(date)
            .document_id(document.number.clone()),
    );
    let xml = xml(document);
    if let Some(xml) = &xml {
        let file = EmbeddedFile {
            path: ATTACHMENT.to_owned(),
            mime_type: MimeType::new("text/xml"),
            description: Some(title),
            association_kind: AssociationKind::Alternative,
            data: Data::from(xml.clone().into_bytes()),
            modification_date: Some(date),
            compress: Some(true),
            location: None,
        };
        pdf.embed_file(file).ok_or(Fault::NoPlace("a file"))?;
    }
    layout::draw(document, &mut pdf)?;
    let bytes = pdf.finish().map_err(|error| Fault::NotArchival(format!("{error:?}")))?;
    if xml.is_some() { factur_x::mark(bytes) } else { Ok(bytes) }
}

fn date(day: i32) -> DateTime {
    let text = domain::zones::date_text(day);
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u16>().ok());
    let small = |part: Option<u16>| part.and_then(|part| u8::try_from(part).ok()).unwrap_or(1);
    DateTime::new(part(0..4).unwrap_or(1970)).month(small(part(5..7))).day(small(part(8..10)))
}
