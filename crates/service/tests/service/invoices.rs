//! What tenants are invoiced: to whom, how much, and once, whoever dies in between.

mod elsewhere;
mod handing;
pub(crate) mod runs;
mod settling;

use std::{
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use billing::{document::Transfer, parties::Party};
use domain::{
    DAY, Error, InvoiceId, Problem,
    invoices::InvoicesProblem,
    permission::{ManageInvoices, Role, ViewInvoices},
    plans::Plan,
};
use service::{
    Caller, Service, Source,
    control::invoices::{Invoice, InvoiceKind},
    invoices::{self, Billing, ContactForm, Draft},
    plans::subscriptions,
    tenants,
};
use testkit::{Member, World};

pub(crate) fn billing() -> Billing {
    Billing {
        seller: Party {
            name: "Passerelle".to_owned(),
            is_business: true,
            form: "SAS au capital de 10 000 €".to_owned(),
            street: "12 rue des Ponts".to_owned(),
            postcode: "75006".to_owned(),
            city: "Paris".to_owned(),
            country: "FR".to_owned(),
            siren: Some("732829320".to_owned()),
            vat_number: Some("FR44732829320".to_owned()),
            email: "billing@passerelle.example".to_owned(),
            ..Party::default()
        },
        transfer: Some(Transfer { iban: "FR7630006000011234567890189".to_owned(), ..Transfer::default() }),
        ..Billing::default()
    }
}

pub(crate) fn contact() -> ContactForm {
    ContactForm {
        name: "Acme SARL".to_owned(),
        buyer: "business".to_owned(),
        email: "compta@acme.example".to_owned(),
        language: "fr".to_owned(),
        street: "1 rue Haute".to_owned(),
        postcode: "69001".to_owned(),
        city: "Lyon".to_owned(),
        country: "fr".to_owned(),
        siren: "404 833 048".to_owned(),
        vat_number: "FR83 404833048".to_owned(),
        ..ContactForm::default()
    }
}

pub(crate) async fn server(world: &World) -> Service {
    world.other_server().await.with_billing(billing())
}

pub(crate) async fn put_on(service: &Service, member: &Member, plan: &str) {
    let cli = Caller::local(Source::Cli);
    tenants::set_plan(service, &cli, &member.tenant.slug, plan).await.unwrap();
}

pub(crate) async fn run(service: &Service) {
    invoices::put_due(service).await.unwrap();
    service.run_due_jobs().await.unwrap();
}

async fn looks(service: &Service, member: &Member) -> service::TeamAccess<ViewInvoices> {
    service::TeamAccess::enter(service, &member.caller, &member.tenant.slug).await.unwrap()
}

static EXPORTED: AtomicUsize = AtomicUsize::new(0);

pub(crate) async fn listed(service: &Service, member: &Member) -> Vec<Invoice> {
    let mut access = looks(service, member).await;
    let listed = invoices::list(&mut access).await.unwrap();
    // What is exported is computed again by `scripts/recompute`.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("invoices");
    std::fs::create_dir_all(&folder).unwrap();
    for invoice in &listed {
        let (_, json) = invoices::json(&mut access, invoice.id.as_str()).await.unwrap();
        // Worlds give the same ids.
        let file = folder.join(format!("issued-{}.json", EXPORTED.fetch_add(1, Ordering::Relaxed)));
        std::fs::write(file, json).unwrap();
    }
    listed
}

async fn draft(service: &Service, member: &Member) -> Draft {
    let mut access = looks(service, member).await;
    invoices::draft(&mut access, domain::Locale::En).await.unwrap().unwrap()
}

async fn set_contact(service: &Service, member: &Member, form: ContactForm) -> Result<(), Error> {
    let access = service::TeamAccess::<ManageInvoices>::enter(service, &member.caller, &member.tenant.slug);
    invoices::set_contact(access.await?, form).await
}

pub(crate) async fn billed(world: &World, service: &Service, name: &str) -> Member {
    let owner = world.owner(&format!("{name}@example.test"), name, Plan::Starter).await;
    set_contact(service, &owner, contact()).await.unwrap();
    owner
}

testkit::both_engines! {
    async fn without_a_contact_there_is_a_proforma_and_then_the_invoice(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        run(&service).await;
        assert_eq!(listed(&service, &owner).await, []);
        world.advance(domain::HOUR);
        put_on(&service, &owner, "professional").await;
        let next = draft(&service, &owner).await;
        assert!(next.totals.net > 0 && next.totals.net <= 4900);
        assert_eq!(next.missing.len(), 5);
        run(&service).await;
        let proforma = &listed(&service, &owner).await[..];
        assert_eq!(proforma.len(), 1);
        assert_eq!((proforma[0].kind, proforma[0].number.as_str()), (InvoiceKind::Proforma, ""));

        set_contact(&service, &owner, contact()).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let issued = listed(&service, &owner).await;
        assert_eq!(issued.len(), 1, "the invoice takes the proforma's place");
        let invoice = &issued[0];
        assert_eq!((invoice.kind, invoice.number.as_str()), (InvoiceKind::Invoice, "FA-2026-0001"));
        assert_eq!(invoice.net, next.totals.net);
        assert_eq!(invoice.tax, (invoice.net * 20 + 50) / 100);
        let seen = invoices::find(&mut looks(&service, &owner).await, invoice.id.as_str()).await.unwrap();
        assert_eq!(seen.document.number, "FA-2026-0001");
        assert_eq!(seen.document.buyer.siren.as_deref(), Some("404833048"));
        for line in &seen.document.lines {
            assert_eq!(line.basis.total().unwrap().minor, line.total, "each line follows from what it says");
        }
        let (name, pdf) = invoices::pdf(looks(&service, &owner).await, invoice.id.as_str()).await.unwrap();
        assert!(name == "FA-2026-0001.pdf" && pdf.starts_with(b"%PDF-1.7"));
        let again = invoices::pdf(looks(&service, &owner).await, invoice.id.as_str()).await.unwrap();
        assert_eq!(again.1, pdf);
        let xml = invoices::xml(&mut looks(&service, &owner).await, invoice.id.as_str()).await.unwrap().1;
        assert!(xml.contains("<ram:ID>FA-2026-0001</ram:ID>"));
        let csv = invoices::csv(&mut looks(&service, &owner).await).await.unwrap();
        assert!(csv.contains("FA-2026-0001,invoice,"), "{csv}");
        let mails = world.mails().await;
        // Until whoever reads mail at the contact's address says that it is theirs, the owners are written to.
        let is_theirs = |mail: &&testkit::Mail| mail.to == "ann@example.test" && mail.subject.contains("FA-");
        let mail = mails.iter().find(is_theirs).unwrap();
        assert!(mail.subject.contains("FA-2026-0001"), "{}", mail.subject);
        run(&service).await;
        let again: Vec<InvoiceId> = listed(&service, &owner).await.into_iter().map(|invoice| invoice.id).collect();
        assert_eq!(again.len(), 1, "asked twice, nothing more is owed");
        assert_eq!(again[0], issued[0].id);
    }

    async fn each_period_costs_its_price_and_a_change_the_difference(world: World) {
        let service = server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        world.advance(32 * DAY);
        run(&service).await;
        let nets: Vec<i64> = listed(&service, &owner).await.iter().map(|invoice| invoice.net).collect();
        assert_eq!(nets.len(), 2);
        assert_eq!(nets[0], 4900, "a whole period, whole");
        // What is taken back waits for the next invoice instead of being one below zero.
        put_on(&service, &owner, "starter").await;
        assert!(draft(&service, &owner).await.totals.net < 0);
        run(&service).await;
        assert_eq!(listed(&service, &owner).await.len(), 2);
        put_on(&service, &owner, "professional").await;
        assert_eq!(draft(&service, &owner).await.totals.net, 0, "back at once, nothing is owed");
    }

    async fn invoices_are_for_those_who_may_see_them(world: World) {
        let service = server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        let id = listed(&service, &owner).await[0].id.clone();
        let other = billed(&world, &service, "Other").await;
        let foreign = invoices::find(&mut looks(&service, &other).await, id.as_str()).await;
        assert_eq!(foreign.unwrap_err(), Error::NotFound);
        let biller = world.join(&owner.tenant, "bill@example.test", Role::Billing).await;
        assert_eq!(listed(&service, &biller).await.len(), 1);
        set_contact(&service, &biller, contact()).await.unwrap();
        let member = world.join(&owner.tenant, "mem@example.test", Role::Member).await;
        let refused = service::TeamAccess::<ViewInvoices>::enter(&service, &member.caller, &owner.tenant.slug);
        assert!(matches!(refused.await, Err(Error::Forbidden { .. })));
        assert!(matches!(set_contact(&service, &member, contact()).await, Err(Error::Forbidden { .. })));
    }

    async fn what_cannot_stand_on_an_invoice_is_refused_at_its_field(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let wrong = ContactForm {
            siren: "123".to_owned(), vat_number: "FR45732829320".to_owned(), country: "France".to_owned(),
            email: "nobody".to_owned(), name: "x".repeat(201), ..contact()
        };
        let Err(Error::Invalid { fields }) = set_contact(&service, &owner, wrong).await else { panic!("taken") };
        let problem = |name: &str| fields.iter().find(|field| field.field == name).map(|field| field.problem.clone());
        assert_eq!(problem("vat_number"), Some(InvoicesProblem::Mistyped.into()));
        assert!(problem("siren").is_some() && problem("email").is_some() && problem("country").is_some());
        assert_eq!(problem("name"), Some(Problem::TooLong { max: 200 }));
    }

    async fn without_billing_nobody_is_invoiced_now_or_later(world: World) {
        let off = world.other_server().await.with_billing(Billing { is_on: false, ..billing() });
        let owner = billed(&world, &off, "Acme").await;
        put_on(&off, &owner, "professional").await;
        run(&off).await;
        assert_eq!(listed(&off, &owner).await, []);
        let service = server(&world).await;
        assert_eq!(draft(&service, &owner).await.totals.net, 0);
    }

    async fn what_was_issued_is_not_shown_or_reminded_of_where_nothing_is_billed(world: World) {
        let service = server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        let issued = listed(&service, &owner).await;
        let off = world.other_server().await.with_billing(Billing { is_on: false, ..billing() });
        assert_eq!(listed(&off, &owner).await, []);
        let hidden = invoices::find(&mut looks(&off, &owner).await, issued[0].id.as_str()).await;
        assert_eq!(hidden.unwrap_err(), Error::NotFound);
        world.advance(40 * DAY);
        run(&off).await;
        let mails = world.mails().await;
        assert_eq!(mails.iter().filter(|mail| mail.subject.contains(&issued[0].number)).count(), 1);
        // Nothing is paid for, so whatever costs less comes at once, too.
        let seen = subscriptions::find(&mut looks(&off, &owner).await).await.unwrap();
        assert_eq!((seen.had_until, seen.invoiced_until, seen.invoiced_from), (None, None, None));
    }
}
