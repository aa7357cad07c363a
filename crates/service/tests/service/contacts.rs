//! A tenant's contacts: named by its admins, confirmed by whoever reads mail there, and written to from then on.

use domain::{
    DAY, Error, Problem,
    contacts::{ContactKind, ContactsProblem},
    permission::{ManageInvoices, ManageSettings, Role, ViewInvoices},
    plans::Plan,
};
use service::{
    Caller, Service, Source, TeamAccess,
    contacts::{self, Contact, ContactForm},
    invoices,
};
use testkit::{Member, World};

fn form(email: &str) -> ContactForm {
    ContactForm {
        name: "Zoé Martin".to_owned(),
        email: email.to_owned(),
        phone: "+33 1 23 45 67 89".to_owned(),
        language: "fr".to_owned(),
    }
}

async fn enter(service: &Service, member: &Member) -> TeamAccess<ManageSettings> {
    TeamAccess::enter(service, &member.caller, &member.tenant.slug).await.unwrap()
}

async fn listed(service: &Service, member: &Member) -> Vec<Contact> {
    contacts::list(&mut enter(service, member).await).await.unwrap()
}

async fn set(service: &Service, member: &Member, kind: &str, form: &ContactForm) -> Result<(), Error> {
    contacts::set(enter(service, member).await, kind, form).await
}

/// The new mails that ask an address whether it is a contact's.
async fn asked(world: &World, email: &str) -> Vec<testkit::Mail> {
    world.service.run_due_jobs().await.unwrap();
    let links =
        |mail: &testkit::Mail| mail.links().iter().any(|link| link.contains("/confirm-contact?token="));
    world.mails().await.into_iter().filter(|mail| mail.to == email && links(mail)).collect()
}

testkit::both_engines! {
    async fn a_contact_is_named_asked_and_confirmed_once(world: World) {
        let (service, visitor) = (&world.service, world.visitor());
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        set(service, &owner, "technical", &form("zoe@acme.example")).await.unwrap();
        let [mail] = &asked(&world, "zoe@acme.example").await[..] else { panic!("one mail") };
        assert!(mail.subject.contains("Acme") && mail.text.contains("Technique"), "{}", mail.text);
        let token = mail.token();
        let (space, contact) = contacts::linked(service, &token).await.unwrap();
        assert_eq!((space.as_str(), contact.kind), ("Acme", ContactKind::Technical));
        assert_eq!(listed(service, &owner).await[0].confirmed_at, None, "looking confirms nothing");
        contacts::confirm(service, &visitor, &token).await.unwrap();
        assert_eq!(listed(service, &owner).await[0].confirmed_at, Some(world.now()));
        let again = contacts::confirm(service, &visitor, &token).await;
        assert_eq!(again.unwrap_err().status(), 410);

        // The same address needs no new proof, another one does.
        set(service, &owner, "technical", &form("zoe@acme.example")).await.unwrap();
        assert_eq!(asked(&world, "zoe@acme.example").await.len(), 0);
        set(service, &owner, "technical", &form("max@acme.example")).await.unwrap();
        assert_eq!(listed(service, &owner).await[0].confirmed_at, None);
        assert_eq!(asked(&world, "max@acme.example").await.len(), 1);
    }

    async fn a_link_leads_no_further_when_another_was_sent_or_its_week_is_over(world: World) {
        let (service, visitor) = (&world.service, world.visitor());
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        set(service, &owner, "emergency", &form("zoe@acme.example")).await.unwrap();
        let first = asked(&world, "zoe@acme.example").await[0].token();
        contacts::resend(enter(service, &owner).await, "emergency").await.unwrap();
        let second = asked(&world, "zoe@acme.example").await[0].token();
        assert_eq!(contacts::confirm(service, &visitor, &first).await.unwrap_err().status(), 410);
        world.advance(7 * DAY);
        assert_eq!(contacts::confirm(service, &visitor, &second).await.unwrap_err().status(), 410);
        assert_eq!(contacts::confirm(service, &visitor, "").await.unwrap_err().status(), 410);
    }

    async fn ones_own_address_is_proved_already(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        set(&world.service, &owner, "owner", &form("ann@example.test")).await.unwrap();
        assert_eq!(listed(&world.service, &owner).await[0].confirmed_at, Some(world.now()));
        assert_eq!(asked(&world, "ann@example.test").await.len(), 0);
    }

    async fn what_is_wrong_is_said_at_its_field_and_billing_has_a_form_of_its_own(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let service = &world.service;
        let wrong = ContactForm { name: "x".repeat(201), language: "xx".to_owned(), ..form("nobody") };
        let error = set(service, &owner, "owner", &wrong).await.unwrap_err();
        let Error::Invalid { fields } = &error else { panic!("{error:?}") };
        let named: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(named, ["name", "email", "language"]);
        assert_eq!(fields[0].problem, Problem::TooLong { max: 200 });
        for kind in ["billing", "nobody", ""] {
            assert_eq!(set(service, &owner, kind, &form("a@acme.example")).await, Err(Error::NotFound));
        }
        let viewer = world.join(&owner.tenant, "vera@example.test", Role::Viewer).await;
        let entered = TeamAccess::<ManageSettings>::enter(service, &viewer.caller, &owner.tenant.slug).await;
        assert_eq!(entered.err().map(|error| error.status()), Some(403));
    }

    async fn what_cannot_be_a_telephone_number_is_refused_at_its_field(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let with = |phone: &str| ContactForm { phone: phone.to_owned(), ..form("") };
        for phone in ["abc", "hello <b>", "1234", "+33 1 23 45 67 89 or at noon"] {
            let refused = set(&world.service, &owner, "owner", &with(phone)).await;
            assert_eq!(refused, Err(Error::field("phone", ContactsProblem::NotAPhone)), "{phone}");
        }
        set(&world.service, &owner, "owner", &with("(0)1.23/45-67")).await.unwrap();
        set(&world.service, &owner, "owner", &with(" ")).await.unwrap();
        let billing = async |form: invoices::ContactForm| {
            let access = TeamAccess::<ManageInvoices>::enter(&world.service, &owner.caller, &owner.tenant.slug);
            invoices::set_contact(access.await.unwrap(), form).await
        };
        let wrong = invoices::ContactForm { phone: "abc".to_owned(), ..crate::invoices::contact() };
        assert_eq!(billing(wrong).await, Err(Error::field("phone", ContactsProblem::NotAPhone)));
        // The numbers that businesses have are none of a private person's.
        let person = invoices::ContactForm { buyer: "person".to_owned(), ..crate::invoices::contact() };
        let Err(Error::Invalid { fields }) = billing(person).await else { panic!("taken") };
        let told: Vec<_> = fields.iter().map(|field| (field.field.as_str(), &field.problem)).collect();
        let theirs = Problem::from(ContactsProblem::OfABusiness);
        assert_eq!(told, [("siren", &theirs), ("vat_number", &theirs)]);
    }

    async fn asking_is_bounded(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let mut refused = None;
        for number in 0..40 {
            let form = form(&format!("zoe{number}@acme.example"));
            if let Err(error) = set(&world.service, &owner, "technical", &form).await {
                refused = Some((number, error));
                break;
            }
        }
        let (number, error) = refused.expect("there is an end to it");
        assert!(number >= 10 && matches!(error, Error::RateLimited { .. }), "{number} {error:?}");
    }

    async fn invoices_go_to_the_billing_contact_once_it_is_confirmed(world: World) {
        let service = crate::invoices::server(&world).await;
        let owner = crate::invoices::billed(&world, &service, "Acme").await;
        crate::invoices::put_on(&service, &owner, "professional").await;
        crate::invoices::run(&service).await;
        let mails = world.mails().await;
        let invoices: Vec<&str> =
            mails.iter().filter(|mail| mail.subject.contains("FA-")).map(|mail| mail.to.as_str()).collect();
        assert_eq!(invoices, ["Acme@example.test"], "the owner, until the address is confirmed");
        let asks = |mail: &&testkit::Mail| mail.to == "compta@acme.example";
        let token = mails.iter().find(asks).unwrap().token();
        contacts::confirm(&service, &world.visitor(), &token).await.unwrap();
        let access = TeamAccess::<ViewInvoices>::enter(&service, &owner.caller, &owner.tenant.slug);
        let number = invoices::list(&mut access.await.unwrap()).await.unwrap()[0].number.clone();
        invoices::credit(&service, &Caller::local(Source::Cli), &number).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let mails = world.mails().await;
        let note = mails.iter().find(|mail| mail.subject.contains("AV-")).unwrap();
        assert_eq!(note.to, "compta@acme.example");
        // The form of the billing contact keeps what is proved.
        let access = TeamAccess::<ManageInvoices>::enter(&service, &owner.caller, &owner.tenant.slug);
        invoices::set_contact(access.await.unwrap(), crate::invoices::contact()).await.unwrap();
        assert!(listed(&service, &owner).await[0].confirmed_at.is_some());
    }
}
