//! White label: nothing that a space's people read says the program's name.
//!
//! Programs keep theirs: `parvis-agent`, and whatever stands in code to be typed or copied.

use axum::{body::Body, http::Request, response::Response};
use domain::{
    Locale,
    areas::Route,
    permission::{ManageEnvironments, ManageInvoices, ManageSettings, Role, ViewEvents},
    plans::Plan,
};
use service::{
    Caller, Service, Source, TeamAccess,
    brands::{self, BrandForm},
    contacts,
    dashboards::OverviewQuery,
    encoding::base64,
    environments::{self, EnvironmentForm},
    events::{self, EventQuery},
    invitations::{self, InviteForm},
    invoices::{self, ContactForm},
    password_resets,
    share_links::{self, ShareForm},
    support::{self, QuestionForm},
    team::GrantForm,
    tenants,
};
use testkit::{Batch, Engine, Mail, Member, World, rcpt};

use super::{State, prices::billing, read, router_of, send, state};

/// A whole PNG of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\
    \x00\x00\x00\x0dIDAT\x78\x9c\x63\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99\x3d\x1d\x00\x00\x00\x00IEND\xae\x42\x60\x82";

/// What a text says of the program, where it says anything.
fn said(text: &str) -> Option<String> {
    let lower = text.to_lowercase().replace("parvis-agent", "").replace("parvis.test", "");
    let at = lower.find("parvis")?;
    let start = lower[..at].char_indices().rev().nth(60).map_or(0, |(place, _)| place);
    Some(lower[start..].chars().take(140).collect())
}

/// What a page shows: its text without what is code, and the words that browsers read out or show of its markup.
fn shown(html: &str) -> String {
    let mut text = html.to_owned();
    for (start, end) in
        [("<pre", "</pre>"), ("<code", "</code>"), ("<script", "</script>"), ("<style", "</style>")]
    {
        while let Some(from) = text.find(start) {
            let until = text[from..].find(end).map_or(text.len(), |until| from + until + end.len());
            text.replace_range(from..until, " ");
        }
    }
    let mut kept = String::new();
    for part in text.split('<') {
        let (tag, after) = part.split_once('>').unwrap_or(("", part));
        for word in ["alt=\"", "title=\"", "aria-label=\"", "content=\"", "placeholder=\"", "download=\""] {
            let mut rest = tag;
            while let Some((_, value)) = rest.split_once(word) {
                kept.push_str(value.split('"').next().unwrap_or_default());
                kept.push(' ');
                rest = value;
            }
        }
        kept.push_str(after);
        kept.push(' ');
    }
    kept
}

async fn team<P: domain::permission::May>(service: &Service, member: &Member) -> TeamAccess<P> {
    TeamAccess::enter(service, &member.caller, &member.tenant.slug).await.expect("an owner")
}

/// A space on a plan with a brand, with one of everything that its pages show.
struct Scene {
    owner: Member,
    agent: String,
    event: String,
    environment: String,
    question: String,
    invoice: String,
    share: String,
    invitation: String,
    contact: String,
    mails: Vec<Mail>,
}

async fn scene(world: &World, service: &Service) -> Scene {
    let owner = world.owner("ann@acme.example", "Acme", Plan::Starter).await;
    let invoice = bill(service, &owner).await;
    world.mails().await;
    let form = BrandForm { name: "Acme Mail".to_owned(), logo: base64(PIXEL), ..BrandForm::default() };
    brands::set(team::<ManageSettings>(service, &owner).await, form).await.expect("a brand");
    let key = world.enrol(&owner, "mx").await;
    let seen = rcpt(world.now(), "m1", "alice@sender.example", "bob@tenant.test");
    world.send(&key, &Batch::new("s", 1).record(seen)).await.expect("a batch");
    let events = events::list(&mut world.access::<ViewEvents>(&owner).await, &EventQuery::default()).await;
    let event = events.expect("events").events[0].id.to_string();
    let form = EnvironmentForm { name: "Live".to_owned() };
    let environment = environments::add(world.access::<ManageEnvironments>(&owner).await, form).await;
    let form = QuestionForm { subject: "Stuck".to_owned(), text: "Nothing arrives.".to_owned() };
    let question = support::ask(service, &owner.caller, &owner.tenant.slug, &form).await.expect("a question");
    let form = ShareForm {
        name: "Board".to_owned(),
        kind: "live".to_owned(),
        days: "7".to_owned(),
        query: OverviewQuery { range: "24h".to_owned(), ..OverviewQuery::default() },
        ..ShareForm::default()
    };
    let share = share_links::create(world.access(&owner).await, form).await.expect("a link");
    let mut mails = world.mails().await;

    let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
    let form = InviteForm { emails: "zoe@acme.example".to_owned(), grant };
    invitations::send(team(service, &owner).await, &form).await.expect("an invitation");
    let invited = world.mail().await;
    let form =
        contacts::ContactForm { email: "noc@acme.example".to_owned(), ..contacts::ContactForm::default() };
    contacts::set(team(service, &owner).await, "technical", &form).await.expect("a contact");
    let asked = world.mail().await;
    let (invitation, contact) = (invited.token(), asked.token());
    mails.extend([invited, asked]);
    Scene {
        agent: key.agent.id.to_string(),
        event,
        environment: environment.expect("an environment").id.to_string(),
        question: question.id.to_string(),
        invoice,
        share: share.url.rsplit('/').next().unwrap_or_default().to_owned(),
        invitation,
        contact,
        mails,
        owner,
    }
}

/// An invoice of the space, which is on a plan with a brand afterwards.
async fn bill(service: &Service, owner: &Member) -> String {
    let form = ContactForm {
        name: "Acme".to_owned(),
        buyer: "person".to_owned(),
        email: "ann@acme.example".to_owned(),
        street: "1 rue Haute".to_owned(),
        city: "Lyon".to_owned(),
        country: "FR".to_owned(),
        ..ContactForm::default()
    };
    invoices::set_contact(team::<ManageInvoices>(service, owner).await, form).await.expect("a contact");
    let cli = Caller::local(Source::Cli);
    for plan in ["professional", "enterprise"] {
        tenants::set_plan(service, &cli, &owner.tenant.slug, plan).await.expect("a plan");
        invoices::put_due(service).await.expect("what is due");
        service.run_due_jobs().await.expect("an invoice");
    }
    let listed = invoices::list(&mut team(service, owner).await).await.expect("a list");
    listed.first().expect("an invoice").id.to_string()
}

/// Asks as a member, or as nobody, in a language.
async fn ask(app: &axum::Router, path: &str, session: Option<&str>, locale: Locale) -> Response {
    let mut request =
        Request::get(path).header("accept", "text/html").body(Body::empty()).expect("a request");
    let session = session.map(|token| format!("parvis={token}; ")).unwrap_or_default();
    let cookie = format!("{session}locale={locale}").parse().expect("a cookie");
    request.headers_mut().insert("cookie", cookie);
    send(app, request, None).await
}

impl Scene {
    /// Every page of the space, and those that lead into it.
    fn pages(&self) -> Vec<(String, bool)> {
        let slug = &self.owner.tenant.slug;
        let mut pages = Vec::new();
        let message = self.event.replace("evt_", "msg_");
        for route in Route::ALL {
            let id = match route {
                Route::PolicyAgent => &self.agent,
                Route::Event => &self.event,
                Route::Message => &message,
                Route::Question => &self.question,
                Route::Invoice => &self.invoice,
                Route::Meter => "events",
                Route::Member => self.owner.account().id.as_str(),
                _ => &self.environment,
            };
            if route.is_of_space() {
                pages.push((route.of_space(slug).replace("{id}", id), true));
            }
        }
        for path in ["/account", "/account/sessions", "/account/delete", "/spaces", "/spaces/new", "/prove"] {
            pages.push((path.to_owned(), true));
        }
        let invitation = format!("/invitation?token={}", self.invitation);
        pages.push((invitation.clone(), false));
        pages.push((format!("/sign-in?next={}", invitation.replace('?', "%3F").replace('=', "%3D")), false));
        pages.push((format!("/share/{}", self.share), false));
        pages.push((format!("/confirm-contact?token={}", self.contact), false));
        pages.push((format!("/t/{slug}/no-such"), true));
        pages
    }
}

async fn walk(world: World) {
    let service = world.other_server().await.with_billing(billing(true));
    let scene = scene(&world, &service).await;
    let app = router_of(&State { service: service.clone(), ..state(&world) });
    let mut wrong = Vec::new();
    let mut branded = 0;
    for (path, is_signed_in) in scene.pages() {
        for locale in Locale::ALL {
            let session = is_signed_in.then_some(scene.owner.session.as_str());
            let response = ask(&app, &path, session, *locale).await;
            let status = response.status().as_u16();
            let led = response.headers().get("location").and_then(|to| to.to_str().ok()).map(str::to_owned);
            let text = shown(&String::from_utf8_lossy(&read(response).await));
            branded += i32::from(text.contains("Acme Mail"));
            if let Some(said) = said(&text) {
                wrong.push(format!("{path} ({status}, {locale}): {said}"));
            }
            // A page may lead to another one of the space, and never to sign in.
            let led = led.is_some_and(|led| !led.starts_with("/sign-in"));
            if !led && !text.contains("Acme Mail") {
                wrong.push(format!("{path} ({status}, {locale}) says no brand"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(branded > 100, "{branded} pages say the brand");

    // Mails of the space, and those about the account of somebody who belongs to it alone.
    let mut mails = scene.mails;
    password_resets::start(&service, &world.visitor(), "ann@acme.example").await.expect("a mail");
    let other = world.join(&scene.owner.tenant, "bob@acme.example", Role::Owner).await;
    tenants::close(world.team_access(&other).await, "Acme").await.expect("a closed space");
    mails.extend(world.mails().await);
    assert!(mails.len() >= 5, "{mails:?}");
    for mail in mails {
        assert!(mail.from.starts_with("Acme Mail <"), "{mail:?}");
        let whole = format!("{} {} {}", mail.subject, mail.text, shown(&mail.html));
        assert_eq!(said(&whole), None, "{mail:?}");
        assert!(mail.text.trim_end().ends_with("Acme Mail"), "{}", mail.text);
    }
}

#[test]
fn nothing_of_a_space_with_a_brand_says_the_programs_name() {
    testkit::run(Engine::Sqlite, walk);
}

async fn papers(world: World) {
    let service = world.other_server().await.with_billing(billing(true));
    let scene = scene(&world, &service).await;
    let app = router_of(&State { service, ..state(&world) });
    for kind in ["pdf", "xml", "json"] {
        let path = format!("/t/acme/plan/invoices/{}/{kind}", scene.invoice);
        let response = ask(&app, &path, Some(&scene.owner.session), Locale::En).await;
        assert_eq!(response.status(), 200, "{path}");
        let bytes = read(response).await;
        assert!(bytes.len() > 200, "{path}");
        assert_eq!(said(&String::from_utf8_lossy(&bytes)), None, "{path}");
    }
}

#[test]
fn no_paper_of_a_space_with_a_brand_says_the_programs_name() {
    testkit::run(Engine::Sqlite, papers);
}

/// What pages and mails are made of: whatever says the name says it through a brand.
#[test]
fn no_text_says_the_programs_name() {
    let texts = app::text::written()
        .chain(service::mails::written())
        .chain(service::deep_links::written())
        .chain(domain::text::written());
    let wrong: Vec<_> = texts
        .filter(|text| text.en.contains("Parvis") || text.fr.contains("Parvis"))
        .map(|text| text.name)
        .collect();
    assert_eq!(wrong, Vec::<&str>::new());
}

async fn logo(world: World) {
    let service = world.other_server().await.with_billing(billing(true));
    let scene = scene(&world, &service).await;
    let app = router_of(&State { service, ..state(&world) });
    let page = ask(&app, "/t/acme", Some(&scene.owner.session), Locale::En).await;
    let page = String::from_utf8(read(page).await).expect("text");
    let key = page.split("/logos/").nth(1).and_then(|rest| rest.split('"').next()).expect("a logo");
    let response = ask(&app, &format!("/logos/{key}"), None, Locale::En).await;
    let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-type"), "image/png");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(read(response).await, PIXEL);
    for other in ["", "x", &key[1..], &key.to_uppercase(), "..%2f..%2fetc%2fpasswd"] {
        assert_eq!(ask(&app, &format!("/logos/{other}"), None, Locale::En).await.status(), 404, "{other}");
    }
}

#[test]
fn a_logo_is_served_as_what_it_is_and_by_its_key_alone() {
    testkit::run(Engine::Sqlite, logo);
}

async fn upload(world: World) {
    let owner = world.owner("ann@acme.example", "Acme", Plan::Enterprise).await;
    let app = router_of(&state(&world));
    let field = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
    };
    let post = async |logo: &[u8]| {
        let head = b"--b\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\n\r\n";
        let body = [
            field("do", "brands.set"),
            field("tenant", "acme"),
            field("name", "Acme Mail"),
            head.to_vec(),
            logo.to_vec(),
            b"\r\n--b--\r\n".to_vec(),
        ];
        let request = Request::post("/t/acme/settings/brand")
            .header("content-type", "multipart/form-data; boundary=b")
            .header("sec-fetch-site", "same-origin")
            .header("accept", "text/html")
            .body(Body::from(body.concat()))
            .expect("a request");
        send(&app, request, Some(&owner.session)).await
    };
    assert_eq!(post(b"<svg/>").await.status(), 422);
    let mut heavy = PIXEL.to_vec();
    heavy.resize(256 * 1024 + 1, 0);
    assert_eq!(post(&heavy).await.status(), 422);
    heavy.pop();
    let done = post(&heavy).await;
    assert_eq!(done.status(), 303, "{:?}", read(done).await);
    let access = world.team_access::<ManageSettings>(&owner).await;
    let kept = brands::find(&mut { access }).await.expect("a brand");
    let (_, bytes) = brands::logo(&world.service, &kept.logo).await.expect("a logo");
    assert_eq!(bytes, heavy);
    heavy.resize(400 * 1024, 0);
    assert_eq!(post(&heavy).await.status(), 413);
}

#[test]
fn a_logo_is_chosen_as_a_file_without_any_script() {
    testkit::run(Engine::Sqlite, upload);
}

/// A space that somebody does not belong to says nothing of itself, its brand neither.
async fn stranger(world: World) {
    let service = world.other_server().await.with_billing(billing(true));
    scene(&world, &service).await;
    let (_, session) = world.person("eve@other.example").await;
    let app = router_of(&State { service, ..state(&world) });
    for (path, session) in [
        ("/t/acme", Some(session.as_str())),
        ("/t/acme", None),
        ("/sign-in?next=%2Ft%2Facme", None),
        ("/share/x", None),
    ] {
        let page = read(ask(&app, path, session, Locale::En).await).await;
        assert!(!String::from_utf8_lossy(&page).contains("Acme Mail"), "{path}");
    }
}

#[test]
fn a_stranger_learns_no_brand() {
    testkit::run(Engine::Sqlite, stranger);
}
