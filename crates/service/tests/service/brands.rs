//! White label: a space's own name, logo and sender, while its plan gives them.

use domain::{
    DAY, Error, Problem,
    brands::{Brand, BrandsProblem, LogoKind},
    permission::{ManageSettings, Role},
    plans::{Feature, Plan, PlansError},
};
use service::{
    Caller, Service, Source, TeamAccess,
    brands::{self, BrandForm, Kept},
    encoding::base64,
    invitations::{self, InviteForm},
    invoices::{self, PaymentForm},
    password_resets,
    payments::{self, RefundForm},
    team::GrantForm,
    tenants,
};
use testkit::{Answers, Member, SmtpServer, World};

use crate::invoices::{billed, listed, put_on, run, server};

/// As much of a PNG as says what it is, 64 pixels by 32, and something of its own.
fn png(mark: u8) -> Vec<u8> {
    let start = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x40\x00\x00\x00\x20".to_vec();
    [start, vec![mark]].concat()
}

fn form(name: &str, logo: &[u8], sender: &str) -> BrandForm {
    BrandForm { name: name.to_owned(), logo: base64(logo), sender: sender.to_owned(), host: String::new() }
}

async fn enter(world: &World, member: &Member) -> Result<TeamAccess<ManageSettings>, Error> {
    world.enter_team(member).await
}

async fn set(world: &World, member: &Member, form: BrandForm) -> Result<(), Error> {
    brands::set(enter(world, member).await?, form).await
}

async fn kept(world: &World, member: &Member) -> Kept {
    brands::find(&mut enter(world, member).await.unwrap()).await.unwrap()
}

async fn plan(world: &World, member: &Member, plan: Plan) {
    let cli = Caller::local(Source::Cli);
    tenants::set_plan(&world.service, &cli, &member.tenant.slug, plan.as_str()).await.unwrap();
}

async fn invite(service: &Service, owner: &Member, email: &str) {
    let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
    let access = TeamAccess::enter(service, &owner.caller, &owner.tenant.slug).await.unwrap();
    let form = InviteForm { emails: email.to_owned(), grant };
    invitations::send(access, &form).await.unwrap();
}

testkit::both_engines! {
    async fn an_owner_sets_a_brand_and_pages_say_it(world: World) {
        let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
        let nothing = Kept {
            name: String::new(),
            logo: String::new(),
            sender: String::new(),
            host: String::new(),
            is_applied: false,
            is_sender_applied: false,
            is_host_applied: false,
            domains: Vec::new(),
        };
        assert_eq!(kept(&world, &owner).await, nothing);
        set(&world, &owner, form(" Acme Mail ", &png(1), "")).await.unwrap();
        let first = kept(&world, &owner).await;
        assert_eq!((first.name.as_str(), first.is_applied), ("Acme Mail", true));
        let brand = world.tenant(&owner.tenant.id).await.brand(world.now());
        assert_eq!(brand, Brand::own("Acme Mail", &first.logo));
        assert_eq!(brands::of_person(&world.service, &owner.caller).await.unwrap(), brand);
        let (kind, bytes) = brands::logo(&world.service, &first.logo).await.unwrap();
        assert_eq!((kind, bytes), (LogoKind::Png, png(1)));

        // Without a new picture the old one stays; a new one has another address.
        set(&world, &owner, form("Acme", &[], "")).await.unwrap();
        assert_eq!(kept(&world, &owner).await.logo, first.logo);
        set(&world, &owner, form("Acme", &png(2), "")).await.unwrap();
        let second = kept(&world, &owner).await.logo;
        assert_ne!(second, first.logo);
        assert_eq!(brands::logo(&world.service, &first.logo).await, Err(Error::NotFound));

        brands::remove_logo(enter(&world, &owner).await.unwrap()).await.unwrap();
        assert_eq!(brands::logo(&world.service, &second).await, Err(Error::NotFound));
        assert_eq!(kept(&world, &owner).await.name, "Acme");
        brands::remove(enter(&world, &owner).await.unwrap()).await.unwrap();
        assert_eq!(kept(&world, &owner).await, nothing);
        let deeds: Vec<_> = world.control_trail().await.into_iter().map(|entry| entry.action).collect();
        for (deed, times) in [("brands.set", 3), ("brands.remove-logo", 1), ("brands.remove", 1)] {
            assert_eq!(deeds.iter().filter(|one| *one == deed).count(), times, "{deed}");
        }
    }

    async fn one_picture_of_two_spaces_has_two_addresses(world: World) {
        let mut keys = Vec::new();
        for space in ["Acme", "Other"] {
            let owner = world.owner(&format!("ann@{space}.example"), space, Plan::Enterprise).await;
            set(&world, &owner, form(space, &png(1), "")).await.unwrap();
            keys.push(kept(&world, &owner).await.logo);
        }
        assert_ne!(keys[0], keys[1]);
    }

    async fn what_is_wrong_stands_at_its_field(world: World) {
        let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>";
        let wrong = [
            (form("", &[], ""), Error::field("name", Problem::Required)),
            (form(&"x".repeat(61), &[], ""), Error::field("name", Problem::TooLong { max: 60 })),
            (form("Acme", svg, ""), Error::field("logo", BrandsProblem::NotALogo)),
            (form("Acme", &vec![0; 262_145], ""), Error::field("logo", BrandsProblem::LogoTooHeavy { max: 262_144 })),
            (
                BrandForm { logo: "no base 64".to_owned(), ..form("Acme", &[], "") },
                Error::field("logo", BrandsProblem::NotALogo),
            ),
            (
                form("Acme", &[], "post@bank.example"),
                Error::field("sender", BrandsProblem::NotOwnDomain { domain: "bank.example".to_owned() }),
            ),
        ];
        for (form, expected) in wrong {
            assert_eq!(set(&world, &owner, form).await, Err(expected));
        }
        assert_eq!(kept(&world, &owner).await.name, "");
    }

    async fn others_than_those_who_manage_the_settings_set_none(world: World) {
        let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
        let viewer = world.join(&owner.tenant, "vic@acme.example", Role::Viewer).await;
        let refused = set(&world, &viewer, form("Mine", &[], "")).await.unwrap_err();
        assert_eq!(refused.forbidden().map(domain::permission::Permission::as_str), Some("manage-settings"));
        let stranger = world.owner("eve@other.example", "Other", Plan::Enterprise).await;
        let there = Member { tenant: owner.tenant.clone(), ..stranger };
        assert_eq!(set(&world, &there, form("Mine", &[], "")).await, Err(Error::NotFound));
    }

    async fn without_the_plan_it_is_kept_and_not_applied(world: World) {
        let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
        set(&world, &owner, form("Acme Mail", &png(1), "")).await.unwrap();
        let logo = kept(&world, &owner).await.logo;
        plan(&world, &owner, Plan::Professional).await;
        let without = kept(&world, &owner).await;
        assert_eq!((without.name.as_str(), &without.logo, without.is_applied), ("Acme Mail", &logo, false));
        assert_eq!(world.tenant(&owner.tenant.id).await.brand(world.now()), Brand::default());
        assert_eq!(brands::logo(&world.service, &logo).await, Err(Error::NotFound));
        let refused: Error = PlansError::NotInPlan { feature: Feature::WhiteLabel }.into();
        assert_eq!(set(&world, &owner, form("Acme", &[], "")).await, Err(refused));
        plan(&world, &owner, Plan::Enterprise).await;
        assert!(kept(&world, &owner).await.is_applied);
        assert!(brands::logo(&world.service, &logo).await.is_ok());
        // Whoever has lost the plan can still have it forgotten.
        plan(&world, &owner, Plan::Professional).await;
        brands::remove(enter(&world, &owner).await.unwrap()).await.unwrap();
        assert_eq!(kept(&world, &owner).await.name, "");
    }

    async fn mails_come_from_an_own_address_while_its_domain_is_proved(world: World) {
        let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
        world.set_proved(&owner.tenant, "acme.example", true).await;
        set(&world, &owner, form("Acme Mail", &[], "Post@Acme.example")).await.unwrap();
        let from = async |email: &str| {
            invite(&world.service, &owner, email).await;
            world.mail().await.from
        };
        assert_eq!(from("a@acme.example").await, "Acme Mail <Post@acme.example>");

        world.set_proved(&owner.tenant, "acme.example", false).await;
        let lost = kept(&world, &owner).await;
        assert_eq!((lost.is_applied, lost.is_sender_applied, lost.domains.len()), (true, false, 0));
        assert_eq!(from("b@acme.example").await, "Acme Mail <parvis@parvis.test>");
        // What is there may stay while the name is changed.
        set(&world, &owner, form("Acme Post", &[], &lost.sender)).await.unwrap();

        world.set_proved(&owner.tenant, "acme.example", true).await;
        assert_eq!(from("c@acme.example").await, "Acme Post <Post@acme.example>");
        plan(&world, &owner, Plan::Professional).await;
        world.mails().await;
        assert_eq!(from("d@acme.example").await, "Parvis <parvis@parvis.test>");
    }

    async fn what_the_seller_writes_about_invoices_comes_from_the_seller(world: World) {
        let service = server(&world).await;
        let cli = Caller::local(Source::Cli);
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        let invoice = listed(&service, &owner).await.remove(0);
        let first = world.mails().await.into_iter().find(|mail| mail.subject.contains(&invoice.number)).unwrap();
        assert_eq!(first.from, "Passerelle <parvis@parvis.test>", "a space without a brand");

        put_on(&service, &owner, "enterprise").await;
        world.set_proved(&owner.tenant, "acme.example", true).await;
        let host = "mail.acme.example".to_owned();
        set(&world, &owner, BrandForm { host, ..form("Acme Mail", &[], "post@acme.example") }).await.unwrap();
        service.run_due_jobs().await.unwrap();
        world.mails().await;
        // A reminder, a credit note and a refund.
        world.advance(40 * DAY);
        run(&service).await;
        invoices::pay(&service, &cli, &invoice.number, &PaymentForm::default()).await.unwrap();
        invoices::credit(&service, &cli, &invoice.number).await.unwrap();
        let back = RefundForm { reason: "Agreed".to_owned(), is_by_hand: true, ..RefundForm::default() };
        payments::refund(&service, &cli, &invoice.number, &back).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let mails = world.mails().await;
        let is_of = |start: &str| mails.iter().any(|mail| mail.subject.starts_with(start));
        assert!(is_of("La facture") && is_of("Avoir") && is_of("Remboursement"), "{mails:?}");
        for mail in mails {
            assert_eq!(mail.from, "Passerelle <parvis@parvis.test>");
            assert_eq!(mail.answers_to.as_deref(), Some("billing@passerelle.example"));
            assert!(mail.text.trim_end().ends_with("Passerelle"), "{}", mail.text);
            for said in [&mail.subject, &mail.text, &mail.html] {
                assert!(!said.to_lowercase().contains("parvis"), "{said}");
            }
            assert!(mail.links().iter().all(|link| link.starts_with("https://mail.acme.example/")), "{}", mail.text);
        }
        // All else comes under the brand.
        invite(&service, &owner, "zoe@acme.example").await;
        let invited = world.mail().await;
        assert_eq!((invited.from.as_str(), invited.answers_to), ("Acme Mail <post@acme.example>", None));
    }

    async fn a_domain_that_another_space_proved_is_no_sender(world: World) {
        let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
        let other = world.owner("bob@bank.example", "Bank", Plan::Enterprise).await;
        world.set_proved(&other.tenant, "bank.example", true).await;
        world.set_proved(&owner.tenant, "acme.example", true).await;
        for address in ["post@bank.example", "post@sub.acme.example", "post@acme.example.bank.example"] {
            let refused = set(&world, &owner, form("Acme", &[], address)).await.unwrap_err();
            let Error::Invalid { fields } = refused else { panic!("{address}") };
            assert_eq!((fields.len(), fields[0].field.as_str()), (1, "sender"), "{address}");
        }
    }

    async fn a_mail_server_that_refuses_the_sender_loses_no_mail(world: World) {
        let smtp = SmtpServer::start(Answers::default()).await;
        let service = world.server_with_smtp(&smtp.url).await;
        let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
        world.set_proved(&owner.tenant, "acme.example", true).await;
        set(&world, &owner, form("Acme Mail", &[], "post@acme.example")).await.unwrap();
        smtp.answer(Answers { sender: "553 5.7.1 <post@acme.example>: Sender address rejected: not owned", ..Answers::default() });
        invite(&service, &owner, "zoe@acme.example").await;
        service.run_due_jobs().await.unwrap();
        let mails = smtp.mails();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("<parvis@parvis.test>") && mails[0].contains("Acme Mail"), "{}", mails[0]);
    }

    async fn who_belongs_to_one_space_reads_its_name_in_mails_about_the_account(world: World) {
        let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
        set(&world, &owner, form("Acme Mail", &[], "")).await.unwrap();
        let reset = async || {
            password_resets::start(&world.service, &world.visitor(), "ann@acme.example").await.unwrap();
            world.mail().await
        };
        let mail = reset().await;
        assert_eq!(mail.from, "Acme Mail <parvis@parvis.test>");
        assert!(mail.text.trim_end().ends_with("Acme Mail"), "{}", mail.text);
        let form = tenants::SpaceForm { space: "Second".to_owned(), kind: "personal".to_owned(), ..Default::default() };
        tenants::open(&world.service, &owner.caller, form).await.unwrap();
        assert_eq!(reset().await.from, "Parvis <parvis@parvis.test>");
        assert_eq!(brands::of_person(&world.service, &owner.caller).await.unwrap(), Brand::default());
    }
}
