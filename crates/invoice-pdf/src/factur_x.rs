//! Marks a PDF as Factur-X: its metadata names the attached XML. krilla writes neither, so both are put into what
//! it wrote, and whatever it would write otherwise is an error instead of a file that no reader takes.

use std::fmt::Write;

use crate::Fault;

const METADATA: &[u8] = b"/Type/Metadata/Subtype/XML>>\nstream\n";
const NAMESPACE: &str = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
const PROPERTIES: [(&str, &str); 4] = [
    ("DocumentFileName", "The name of the embedded XML document"),
    ("DocumentType", "The type of the hybrid document"),
    ("Version", "The version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", "The conformance level of the embedded XML document"),
];

pub fn mark(pdf: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let dictionary = find(&pdf, METADATA, 0).ok_or(Fault::NoPlace("metadata"))?;
    let start = dictionary + METADATA.len();
    let end = find(&pdf, b"\nendstream", start).ok_or(Fault::NoPlace("the end of its metadata"))?;
    let metadata =
        std::str::from_utf8(&pdf[start..end]).map_err(|_| Fault::NoPlace("text in its metadata"))?;
    let marked = described(metadata)?;

    let head = pdf[..dictionary].iter().rposition(|byte| *byte == b'<').ok_or(Fault::NoPlace("a length"))?;
    let (length_at, length) = number(&pdf, b"/Length ", head).ok_or(Fault::NoPlace("a length"))?;
    if length_at > dictionary || length != metadata.len() {
        return Err(Fault::NoPlace("the length of its metadata"));
    }
    let written = marked.len().to_string();
    let mut out = Vec::with_capacity(pdf.len() + marked.len() - metadata.len() + 8);
    out.extend_from_slice(&pdf[..length_at]);
    out.extend_from_slice(written.as_bytes());
    out.extend_from_slice(&pdf[length_at + length.to_string().len()..start]);
    out.extend_from_slice(marked.as_bytes());
    out.extend_from_slice(&pdf[end..]);
    let delta = out.len() - pdf.len();
    moved(out, length_at, delta)
}

/// The metadata with the schema of Factur-X and its four values.
fn described(metadata: &str) -> Result<String, Fault> {
    let mut properties = String::new();
    for (name, description) in PROPERTIES {
        let _ = write!(
            properties,
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
             <pdfaProperty:valueType>Text</pdfaProperty:valueType>\
             <pdfaProperty:category>external</pdfaProperty:category>\
             <pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
        );
    }
    let schema = format!(
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    );
    let values = format!(
        "<rdf:Description rdf:about=\"\" xmlns:fx=\"{NAMESPACE}\"><fx:DocumentType>INVOICE</fx:DocumentType>\
         <fx:DocumentFileName>{}</fx:DocumentFileName><fx:Version>1.0</fx:Version>\
         <fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>",
        crate::ATTACHMENT
    );
    let schemas = metadata.find("pdfaExtension:schemas").ok_or(Fault::NoPlace("a schema"))?;
    let bag = metadata[schemas..].find("<rdf:Bag>").ok_or(Fault::NoPlace("a schema"))? + schemas + 9;
    let close = metadata.rfind("</rdf:RDF>").filter(|close| *close > bag).ok_or(Fault::NoPlace("values"))?;
    let (before, between, after) = (&metadata[..bag], &metadata[bag..close], &metadata[close..]);
    Ok(format!("{before}{schema}{between}{values}{after}"))
}

/// Corrects the table of where objects stand, for all that stand behind what grew.
fn moved(mut pdf: Vec<u8>, behind: usize, delta: usize) -> Result<Vec<u8>, Fault> {
    let place = Fault::NoPlace("a table of its objects");
    let trailer = find_last(&pdf, b"startxref\n").ok_or(Fault::NoPlace("a trailer"))?;
    let (at, table) = number(&pdf, b"startxref\n", trailer).ok_or(Fault::NoPlace("a trailer"))?;
    let table = table + delta;
    if pdf.get(table..table + 5) != Some(b"xref\n".as_slice()) {
        return Err(place);
    }
    let (_, count) = number(&pdf, b"xref\n0 ", table).ok_or(Fault::NoPlace("a table of its objects"))?;
    let first = find(&pdf, b"\n", table + 5).ok_or(place)? + 1;
    for entry in 0..count {
        let start = first + entry * 20;
        let line = pdf.get(start..start + 20).ok_or(Fault::NoPlace("an object"))?;
        let offset = std::str::from_utf8(&line[..10]).ok().and_then(|offset| offset.parse::<usize>().ok());
        let offset = offset.ok_or(Fault::NoPlace("an object"))?;
        if line[17] == b'n' && offset > behind {
            pdf[start..start + 10].copy_from_slice(format!("{:010}", offset + delta).as_bytes());
        }
    }
    let end = at + (table - delta).to_string().len();
    pdf.splice(at..end, table.to_string().into_bytes());
    Ok(pdf)
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(what.len()).position(|window| window == what).map(|place| place + from)
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

/// The number behind a word, and where it stands.
fn number(bytes: &[u8], word: &[u8], from: usize) -> Option<(usize, usize)> {
    let start = find(bytes, word, from)? + word.len();
    let digits = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[start..start + digits]).ok()?.parse().ok().map(|number| (start, number))
}
