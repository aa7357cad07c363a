//! Six invoices as they are made for real, written for the validators in `scripts/factur-x` and looked at here.

#![expect(clippy::unwrap_used, reason = "the samples are written here")]

use billing::document::{self, Document, Kind, Reference, Transfer};
use billing::lines::{Basis, Line, Totals};
use billing::meters::Rate;
use billing::parties::Party;
use billing::periods::{Anchor, Interval};
use billing::vat::{self, Category, Rates, Treatment};
use billing::{Currency, Money};
use domain::Locale;
use domain::zones::{Zone, parse_date};

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn seller() -> Party {
    Party {
        name: "Passerelle Hébergement".into(),
        is_business: true,
        form: "SAS au capital de 10 000 €".into(),
        register: "RCS Paris 732 829 320".into(),
        street: "12 rue de l’Abbé Grégoire".into(),
        postcode: "75006".into(),
        city: "Paris".into(),
        country: "FR".into(),
        siren: Some("732829320".into()),
        vat_number: Some("FR44732829320".into()),
        email: "comptabilite@passerelle.example".into(),
    }
}

fn buyer(name: &str, country: &str, is_business: bool) -> Party {
    Party {
        name: name.into(),
        is_business,
        street: "3 Main Street".into(),
        postcode: "10115".into(),
        city: "Somewhere".into(),
        country: country.into(),
        email: "billing@customer.example".into(),
        ..Party::default()
    }
}

fn document(kind: Kind, number: &str, language: Locale, buyer: Party, mut lines: Vec<Line>) -> Document {
    let zone = Zone::parse("Europe/Paris").unwrap();
    document::describe(&mut lines, &zone, language);
    let totals = Totals::of(Currency::Eur, &lines).unwrap();
    let day = |text| parse_date(text).unwrap();
    Document {
        kind,
        number: number.into(),
        language,
        issued: day("2026-05-01"),
        due: day("2026-05-31"),
        from: day("2026-04-01"),
        to: day("2026-04-30"),
        notes: document::notes(&seller(), &buyer, &totals, "", language),
        seller: seller(),
        buyer,
        lines,
        totals,
        corrects: None,
        transfer: Some(Transfer {
            iban: "FR7630006000011234567890189".into(),
            bic: "AGRIFRPP".into(),
            holder: "Passerelle Hébergement".into(),
        }),
        brand: "Parvis".into(),
    }
}

fn shares(vat: Treatment) -> Vec<Line> {
    let zone = Zone::parse("Europe/Paris").unwrap();
    let anchor = Anchor { day: parse_date("2026-04-01").unwrap(), interval: Interval::Month };
    let period = anchor.period(&zone, zone.day_start(anchor.day));
    let middle = period.start + (period.end - period.start) * 7 / 20;
    let share = |price, from, to| Basis::Share { price, period: period.clone(), from, to };
    let rate = Rate { included: 10_000, per: 1000, price: eur(250) };
    let used = Basis::Use { meter: "actions".into(), window: period.clone(), used: 12_345, rate };
    let late =
        Basis::Late { meter: "actions".into(), window: period.clone(), invoiced: 11_000, used: 11_800, rate };
    [
        ("Solo", share(eur(1900), period.end, middle)),
        ("Pro", share(eur(4900), middle, period.end)),
        ("Actions", used),
        ("Actions", late),
    ]
    .into_iter()
    .map(|(title, basis)| Line::new(title, basis, vat).unwrap())
    .collect()
}

fn treated(buyer: &Party) -> Treatment {
    vat::treatment(&seller(), buyer, &Rates::usual())
}

/// The six: a French business, one elsewhere in the Union, one outside, a private person, a credit note, and
/// many lines with several rates over pages.
pub fn six() -> Vec<(&'static str, Document)> {
    let mut french = buyer("Atelier d’Été & Fils <SARL> #strong[inject]", "FR", true);
    french.siren = Some("404833048".into());
    french.vat_number = Some("FR83404833048".into());
    let mut german = buyer("Müller Söhne GmbH", "DE", true);
    german.vat_number = Some("DE123456789".into());
    let swiss = buyer("Zürcher Käse AG 🧀", "CH", true);
    let person = buyer("Zoë Łukasiewicz שלום", "FR", false);
    let mut credit = document(
        Kind::CreditNote,
        "AV-2026-0001",
        Locale::Fr,
        french.clone(),
        vec![Line::new("Pro", Basis::Stated { amount: eur(4900) }, treated(&french)).unwrap()],
    );
    credit.corrects =
        Some(Reference { number: "FA-2026-0001".into(), day: parse_date("2026-04-01").unwrap() });
    let many = (0..60).map(|place| {
        let vat = Treatment { category: Category::Standard, rate: [2000, 1000, 550][place % 3] };
        let title = if place == 7 {
            format!("{} {}", "Très longue désignation qui doit aller à la ligne".repeat(6), "x".repeat(200))
        } else {
            format!("Instance {place}")
        };
        Line::new(&title, Basis::Stated { amount: eur(1000 + place as i64 * 37) }, vat).unwrap()
    });
    vec![
        (
            "domestic",
            document(Kind::Invoice, "FA-2026-0001", Locale::Fr, french.clone(), shares(treated(&french))),
        ),
        (
            "union",
            document(Kind::Invoice, "FA-2026-0002", Locale::En, german.clone(), shares(treated(&german))),
        ),
        (
            "outside",
            document(Kind::Invoice, "FA-2026-0003", Locale::En, swiss.clone(), shares(treated(&swiss))),
        ),
        (
            "person",
            document(Kind::Invoice, "FA-2026-0004", Locale::Fr, person.clone(), shares(treated(&person))),
        ),
        ("credit", credit),
        ("many", document(Kind::Invoice, "FA-2026-0005", Locale::Fr, french, many.collect())),
    ]
}

#[test]
fn six_invoices_become_files() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("factur-x");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, document) in six() {
        let pdf = invoice_pdf::pdf(&document).unwrap();
        assert_eq!(pdf, invoice_pdf::pdf(&document).unwrap(), "made twice, it is the same");
        let xml = invoice_pdf::xml(&document).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), pdf).unwrap();
        std::fs::write(folder.join(format!("{name}.xml")), xml).unwrap();
    }
    let (_, mut proforma) = six().remove(0);
    proforma.kind = Kind::Proforma;
    proforma.number = String::new();
    assert_eq!(invoice_pdf::xml(&proforma), None);
    let pdf = invoice_pdf::pdf(&proforma).unwrap();
    assert!(!pdf.windows(10).any(|window| window == b"factur-x.x"), "a proforma carries no XML");
    std::fs::write(folder.join("proforma.pdf"), pdf).unwrap();
}

#[test]
fn a_document_is_read_again_as_it_was_frozen() {
    for (name, document) in six() {
        let kept = serde_json::to_string(&document).unwrap();
        assert_eq!(serde_json::from_str::<Document>(&kept).unwrap(), document, "{name}");
    }
}

#[test]
fn nothing_about_paying_is_shown_of_a_credit_note_and_its_xml_has_what_is_asked_for() {
    for (name, document) in six() {
        let about = document.shown_notes().filter(|text| text.note.is_about_paying()).count();
        let expected = if name == "credit" { (false, 0) } else { (true, 3) };
        assert_eq!((document.is_to_pay(), about), expected, "{name}");
        // Why there is no tax is told of every document.
        let others = |text: &&document::NoteText| !text.note.is_about_paying();
        assert_eq!(document.shown_notes().filter(others).count(), document.notes.len() - 3, "{name}");
        let xml = invoice_pdf::xml(&document).unwrap();
        assert!(["PMD", "PMT", "AAB"].iter().all(|code| xml.contains(code)), "{name}");
    }
}

#[test]
fn whatever_people_are_called_becomes_a_file() {
    for name in [
        "",
        "\u{0}\u{202e}\u{fffe}",
        "👩‍👩‍👧‍👦",
        &"x".repeat(5000),
        "]]>&<!--",
        "a\u{301}\u{301}\u{301}",
        "عربي",
        "\u{10ffff}",
    ] {
        let (_, mut document) = six().remove(0);
        document.buyer.name = name.to_owned();
        document.lines[0].title = name.repeat(3);
        let pdf = invoice_pdf::pdf(&document);
        assert!(pdf.is_ok(), "{name:?}: {pdf:?}");
    }
}

/// Figures for `make bench`, which asks for them by name.
#[test]
#[ignore = "milliseconds that an invoice takes: cargo test --release -p invoice-pdf -- --ignored --nocapture"]
fn milliseconds_an_invoice() {
    for (name, document) in six() {
        invoice_pdf::pdf(&document).unwrap();
        let mut took: Vec<_> = (0..50)
            .map(|_| {
                let begun = std::time::Instant::now();
                invoice_pdf::pdf(&document).unwrap();
                begun.elapsed()
            })
            .collect();
        took.sort_unstable();
        println!("an invoice as PDF, {name}: {:?}, slowest {:?}", took[25], took[49]);
    }
}
