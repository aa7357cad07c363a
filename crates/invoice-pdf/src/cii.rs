//! The XML of an invoice: Cross Industry Invoice in the profile EN 16931, as Factur-X and the French reform ask.

use std::fmt::Write;

use billing::document::{Document, Note, why_no_tax};
use billing::lines::Line;
use billing::money::decimal;
use billing::parties::Party;
use billing::vat::{Category, Treatment};
use domain::zones::date_text;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<rsm:CrossIndustryInvoice xmlns:rsm=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\" \
xmlns:ram=\"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100\" \
xmlns:qdt=\"urn:un:unece:uncefact:data:standard:QualifiedDataType:100\" \
xmlns:udt=\"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100\">";

/// Elements are written in the order of the schema, which asks for it.
struct Xml(String);

impl Xml {
    fn text(&mut self, name: &str, text: &str) {
        self.with(name, "", text);
    }

    fn with(&mut self, name: &str, attributes: &str, text: &str) {
        let _ = write!(self.0, "<{name}{attributes}>{}</{name}>", escaped(text));
    }

    fn within(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let _ = write!(self.0, "<{name}>");
        inside(self);
        let _ = write!(self.0, "</{name}>");
    }

    fn day(&mut self, name: &str, day: i32) {
        self.within(name, |xml| {
            xml.with("udt:DateTimeString", " format=\"102\"", &date_text(day).replace('-', ""));
        });
    }
}

/// The XML of a document; a proforma has none, since it is no invoice.
pub fn xml(document: &Document) -> Option<String> {
    let code = document.kind.code()?;
    let mut xml = Xml(HEAD.to_owned());
    xml.within("rsm:ExchangedDocumentContext", |xml| {
        // S1: an invoice for services that is handed in.
        xml.within("ram:BusinessProcessSpecifiedDocumentContextParameter", |xml| xml.text("ram:ID", "S1"));
        xml.within("ram:GuidelineSpecifiedDocumentContextParameter", |xml| {
            xml.text("ram:ID", "urn:cen.eu:en16931:2017");
        });
    });
    xml.within("rsm:ExchangedDocument", |xml| {
        xml.text("ram:ID", &document.number);
        xml.text("ram:TypeCode", code);
        xml.day("ram:IssueDateTime", document.issued);
        // Why there is no tax stands with the tax.
        for note in document.notes.iter().filter(|note| note.note != Note::NoTax) {
            xml.within("ram:IncludedNote", |xml| {
                xml.text("ram:Content", &note.text);
                xml.text("ram:SubjectCode", note.note.as_str());
            });
        }
    });
    xml.within("rsm:SupplyChainTradeTransaction", |xml| {
        for (place, line) in document.lines.iter().enumerate() {
            xml.within("ram:IncludedSupplyChainTradeLineItem", |xml| self::line(xml, document, place, line));
        }
        let is_outside = document.lines.iter().any(|line| line.vat.category == Category::Outside);
        xml.within("ram:ApplicableHeaderTradeAgreement", |xml| {
            xml.within("ram:SellerTradeParty", |xml| party(xml, &document.seller, is_outside, true));
            xml.within("ram:BuyerTradeParty", |xml| party(xml, &document.buyer, is_outside, false));
        });
        xml.within("ram:ApplicableHeaderTradeDelivery", |xml| {
            xml.within("ram:ActualDeliverySupplyChainEvent", |xml| {
                xml.day("ram:OccurrenceDateTime", document.issued);
            });
        });
        xml.within("ram:ApplicableHeaderTradeSettlement", |xml| settlement(xml, document));
    });
    xml.0.push_str("</rsm:CrossIndustryInvoice>");
    Some(xml.0)
}

fn line(xml: &mut Xml, document: &Document, place: usize, line: &Line) {
    let amount = |minor| document.money(minor).plain();
    xml.within("ram:AssociatedDocumentLineDocument", |xml| {
        xml.text("ram:LineID", &(place + 1).to_string());
    });
    xml.within("ram:SpecifiedTradeProduct", |xml| {
        xml.text("ram:Name", &line.title);
        if !line.detail.is_empty() {
            xml.text("ram:Description", &line.detail);
        }
    });
    xml.within("ram:SpecifiedLineTradeAgreement", |xml| {
        xml.within("ram:NetPriceProductTradePrice", |xml| {
            xml.text("ram:ChargeAmount", &amount(line.unit));
            if line.per > 1 {
                xml.with("ram:BasisQuantity", " unitCode=\"C62\"", &line.per.to_string());
            }
        });
    });
    xml.within("ram:SpecifiedLineTradeDelivery", |xml| {
        xml.with("ram:BilledQuantity", " unitCode=\"C62\"", &line.quantity.to_string());
    });
    xml.within("ram:SpecifiedLineTradeSettlement", |xml| {
        xml.within("ram:ApplicableTradeTax", |xml| {
            xml.text("ram:TypeCode", "VAT");
            xml.text("ram:CategoryCode", line.vat.category.as_str());
            rate(xml, line.vat);
        });
        xml.within("ram:SpecifiedTradeSettlementLineMonetarySummation", |xml| {
            xml.text("ram:LineTotalAmount", &amount(line.total));
        });
    });
}

/// What lies outside of the tax has no rate, not even none.
fn rate(xml: &mut Xml, vat: Treatment) {
    if vat.category != Category::Outside {
        xml.text("ram:RateApplicablePercent", &decimal(i64::from(vat.rate), 2));
    }
}

fn party(xml: &mut Xml, party: &Party, is_outside: bool, is_seller: bool) {
    xml.text("ram:Name", &party.name);
    if is_seller && !legal(party).is_empty() {
        xml.text("ram:Description", &legal(party));
    }
    if let Some(siren) = &party.siren {
        xml.within("ram:SpecifiedLegalOrganization", |xml| xml.with("ram:ID", " schemeID=\"0002\"", siren));
    }
    xml.within("ram:PostalTradeAddress", |xml| {
        if !party.postcode.is_empty() {
            xml.text("ram:PostcodeCode", &party.postcode);
        }
        xml.text("ram:LineOne", &party.street);
        xml.text("ram:CityName", &party.city);
        xml.text("ram:CountryID", &party.country);
    });
    xml.within("ram:URIUniversalCommunication", |xml| match &party.siren {
        Some(siren) if party.country == "FR" => xml.with("ram:URIID", " schemeID=\"0225\"", siren),
        _ => xml.with("ram:URIID", " schemeID=\"EM\"", &party.email),
    });
    // An invoice outside of the tax may name no number of it (BR-O-02).
    if let Some(number) = party.vat_number.as_ref().filter(|_| !is_outside) {
        xml.within("ram:SpecifiedTaxRegistration", |xml| xml.with("ram:ID", " schemeID=\"VA\"", number));
    } else if let Some(siren) = party.siren.as_ref().filter(|_| is_seller && !is_outside) {
        xml.within("ram:SpecifiedTaxRegistration", |xml| xml.with("ram:ID", " schemeID=\"FC\"", siren));
    }
}

/// Form, capital and register of a company.
fn legal(party: &Party) -> String {
    [party.form.as_str(), party.register.as_str()]
        .iter()
        .filter(|text| !text.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(", ")
}

fn settlement(xml: &mut Xml, document: &Document) {
    let amount = |minor| document.money(minor).plain();
    let totals = &document.totals;
    xml.text("ram:PaymentReference", &document.number);
    xml.text("ram:InvoiceCurrencyCode", totals.currency.as_str());
    if let Some(transfer) = &document.transfer {
        xml.within("ram:SpecifiedTradeSettlementPaymentMeans", |xml| {
            xml.text("ram:TypeCode", "58");
            xml.within("ram:PayeePartyCreditorFinancialAccount", |xml| {
                xml.text("ram:IBANID", &transfer.iban.replace(' ', ""));
                xml.text("ram:AccountName", &transfer.holder);
            });
            if !transfer.bic.is_empty() {
                xml.within("ram:PayeeSpecifiedCreditorFinancialInstitution", |xml| {
                    xml.text("ram:BICID", &transfer.bic);
                });
            }
        });
    }
    for tax in &totals.taxes {
        let category = tax.treatment.category;
        xml.within("ram:ApplicableTradeTax", |xml| {
            xml.text("ram:CalculatedAmount", &amount(tax.tax));
            xml.text("ram:TypeCode", "VAT");
            if let Some(why) = why_no_tax(category, document.language) {
                xml.text("ram:ExemptionReason", why);
            }
            xml.text("ram:BasisAmount", &amount(tax.base));
            xml.text("ram:CategoryCode", category.as_str());
            if let Some(code) = exemption(category) {
                xml.text("ram:ExemptionReasonCode", code);
            }
            rate(xml, tax.treatment);
        });
    }
    xml.within("ram:BillingSpecifiedPeriod", |xml| {
        xml.day("ram:StartDateTime", document.from);
        xml.day("ram:EndDateTime", document.to);
    });
    xml.within("ram:SpecifiedTradePaymentTerms", |xml| xml.day("ram:DueDateDateTime", document.due));
    xml.within("ram:SpecifiedTradeSettlementHeaderMonetarySummation", |xml| {
        xml.text("ram:LineTotalAmount", &amount(totals.net));
        xml.text("ram:TaxBasisTotalAmount", &amount(totals.net));
        let currency = format!(" currencyID=\"{}\"", totals.currency);
        xml.with("ram:TaxTotalAmount", &currency, &amount(totals.tax));
        xml.text("ram:GrandTotalAmount", &amount(totals.gross));
        xml.text("ram:DuePayableAmount", &amount(totals.gross));
    });
    if let Some(corrected) = &document.corrects {
        xml.within("ram:InvoiceReferencedDocument", |xml| {
            xml.text("ram:IssuerAssignedID", &corrected.number);
            xml.within("ram:FormattedIssueDateTime", |xml| {
                let day = date_text(corrected.day).replace('-', "");
                xml.with("qdt:DateTimeString", " format=\"102\"", &day);
            });
        });
    }
}

const fn exemption(category: Category) -> Option<&'static str> {
    match category {
        Category::Standard | Category::Zero => None,
        Category::Exempt => Some("VATEX-FR-FRANCHISE"),
        Category::ReverseCharge => Some("VATEX-EU-AE"),
        Category::Outside => Some("VATEX-EU-O"),
    }
}

/// What XML 1.0 can hold: signs are escaped, and what it forbids is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}
