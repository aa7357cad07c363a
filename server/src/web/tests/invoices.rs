//! What the pages of an invoice say to whoever reads them, and what those of a credit note do not.

use axum::{Router, body::Body, http::Request};
use billing::{document::Transfer, text::DocumentText};
use domain::{Locale, operators::OperatorRole, permission::ViewInvoices};
use service::{
    Caller, Source, TeamAccess,
    invoices::{self, Billing, ContactForm},
};
use testkit::{Engine, World};

use super::{
    State,
    prices::{billing, contact, owing, owing_as},
    read, router_of, send, state,
};

const IBAN: &str = "FR7630006000011234567890189";
/// A few words of a page that says how to pay and what comes of paying late.
const PAYING: &[&str] = &["Due on", IBAN, "Late payment", "recovery costs", "early payment"];

async fn ask(app: &Router, path: &str, session: &str, locale: Locale) -> String {
    let request = Request::get(path)
        .header("accept", "text/html")
        .header("cookie", format!("parvis={session}; locale={locale}"))
        .body(Body::empty())
        .expect("a request");
    let response = send(app, request, None).await;
    assert_eq!(response.status(), 200, "{path}");
    String::from_utf8(read(response).await).expect("text")
}

async fn look(world: World) {
    let transfer = Some(Transfer { iban: IBAN.to_owned(), ..Transfer::default() });
    let service = world.other_server().await.with_billing(Billing { transfer, ..billing(true) });
    let (owner, invoice) = owing(&world, &service).await;
    let access = TeamAccess::<ViewInvoices>::enter(&service, &owner.caller, &owner.tenant.slug).await;
    let mut access = access.expect("an owner");
    let number = invoices::find(&mut access, &invoice).await.expect("an invoice").invoice.number;
    drop(access);
    let cli = Caller::local(Source::Cli);
    let note = invoices::credit(&service, &cli, &number).await.expect("a credit note").id.to_string();
    let (_, operator) = world.operator("bob@example.test", OperatorRole::Everything).await;
    let app = router_of(&State { service, ..state(&world) });

    let list = "/t/acme/plan/invoices";
    for (base, session) in [(list, &owner.session), ("/operator/invoices", &operator)] {
        let page = ask(&app, base, session, Locale::En).await;
        assert!(page.contains("data-kind=\"reference\""), "a number is not broken over lines: {page}");
        let page = ask(&app, &format!("{base}/{invoice}"), session, Locale::En).await;
        for words in PAYING.iter().chain(&["Lyon, France", ">20.00%<"]) {
            assert!(page.contains(words), "{base}: {words}");
        }
        let page = ask(&app, &format!("{base}/{note}"), session, Locale::En).await;
        assert!(page.contains(&number), "{base}: it names what it takes back");
        for words in PAYING {
            assert!(!page.contains(words), "{base}: {words}");
        }
    }
}

#[test]
fn nothing_is_to_be_paid_for_a_credit_note() {
    testkit::run(Engine::Sqlite, look);
}

/// Words that stand on every document.
fn words(language: Locale) -> Vec<&'static str> {
    let text = DocumentText(language);
    let said = app::text::Say(language);
    vec![
        text.issued(),
        text.due(),
        text.period(),
        text.seller(),
        text.buyer(),
        text.description(),
        text.amount(),
        text.net(),
        text.gross(),
        said.invoice_how(),
    ]
}

async fn one_whole(world: World) {
    let service = world.other_server().await.with_billing(billing(true));
    let form = ContactForm { language: "fr".to_owned(), ..contact() };
    let (owner, invoice) = owing_as(&world, &service, form).await;
    let (_, operator) = world.operator("bob@example.test", OperatorRole::Everything).await;
    let app = router_of(&State { service, ..state(&world) });
    for (base, session) in [("/t/acme/plan/invoices", &owner.session), ("/operator/invoices", &operator)] {
        let page = ask(&app, &format!("{base}/{invoice}"), session, Locale::En).await;
        let (before, rest) = page.split_once("<article").expect("a document");
        let (tag, rest) = rest.split_once('>').expect("its beginning");
        assert!(tag.contains("lang=\"fr\""), "{base}: {tag}");
        let (document, after) = rest.split_once("</article>").expect("its end");
        for word in words(Locale::Fr) {
            assert!(document.contains(word), "{base}: {word} stands on it: {document}");
        }
        assert!(document.contains(">20,00\u{a0}%<"), "{base}: {document}");
        for word in words(Locale::En) {
            assert!(!document.contains(&format!(">{word}<")), "{base}: {word} stands in it");
        }
        let say = app::text::Say(Locale::En);
        assert!(after.contains(say.invoice_electronic()), "{base}: {after}");
        let around = format!("{before}{after}");
        for word in words(Locale::Fr) {
            assert!(!around.contains(&format!(">{word}<")), "{base}: {word} stands around it");
        }
    }
}

#[test]
fn a_french_invoice_in_an_english_console_is_one_whole_in_french() {
    testkit::run(Engine::Sqlite, one_whole);
}
