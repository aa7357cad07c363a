//! Operators connect the programs that links lead to, and each says how it is.

use domain::{
    Error, HOUR, MINUTE, Problem, SECOND,
    audit::Deed,
    brands::BrandsProblem,
    deep_links::{
        DeepLinksError, DeepLinksProblem,
        targets::{Finding, LinkMode, LinkState},
    },
    operators::{ManageDeepLinks, OperatorRole, OperatorsError, ViewDeepLinks},
    permission::ManageSettings,
    plans::Plan,
};
use service::{
    Caller, OperatorAccess, Service, TeamAccess,
    brands::{self, BrandForm},
    deep_links::targets::{self, Connected, Found, TargetForm},
};
use testkit::World;

use super::{
    program::{self, Ill, Kind, Program},
    stub::{ADMIN, Fault, PASSWORD, Stub},
};

async fn read(world: &World, target: &str) -> Connected {
    targets::find(&mut testkit::operate(&world.service).await, target).await.unwrap().connected
}

async fn save(world: &World, target: &str, form: TargetForm) -> Result<(), Error> {
    targets::save(testkit::operate(&world.service).await, target, &form).await
}

/// As it is saved now, with what is changed.
async fn change(
    world: &World,
    target: &str,
    change: impl FnOnce(TargetForm) -> TargetForm,
) -> Result<(), Error> {
    let now = read(world, target).await;
    let form = TargetForm {
        mode: now.mode.to_string(),
        flavor: now.flavor.to_string(),
        source: now.source.to_string(),
        public_url: now.public_url,
        internal_url: now.internal_url,
        username: now.username,
        password: String::new(),
        revision: now.revision,
    };
    save(world, target, change(form)).await
}

async fn probe(world: &World, target: &str) -> Result<Found, Error> {
    let probed = targets::probe(testkit::operate(&world.service).await, target).await?;
    targets::note(testkit::operate(&world.service).await, probed).await
}

/// What is wrong with it, and how it is.
async fn found(world: &World, target: &str) -> (Option<Finding>, LinkState) {
    let found = probe(world, target).await.unwrap();
    (found.finding, found.state)
}

fn down(finding: Finding) -> (Option<Finding>, LinkState) {
    (Some(finding), LinkState::Down)
}

const READY: (Option<Finding>, LinkState) = (None, LinkState::Ready);

fn grafana(root: &str) -> TargetForm {
    TargetForm {
        mode: "gateway".to_owned(),
        public_url: "https://grafana.example".to_owned(),
        internal_url: root.to_owned(),
        username: ADMIN.to_owned(),
        password: PASSWORD.to_owned(),
        revision: 1,
        ..TargetForm::default()
    }
}

/// A Grafana with this world's clock, connected.
async fn connected(world: &World) -> Stub {
    let (stub, _) = Stub::start().await;
    stub.set_clock(world.now());
    save(world, "grafana", grafana(&stub.root())).await.unwrap();
    stub
}

/// Another program, connected with the right credential.
async fn program(world: &World, kind: Kind) -> (Program, &'static str) {
    let program = Program::start(world, kind).await;
    let (target, mode, public_url, flavor) = match kind {
        Kind::Influxdb => ("influxdb", "on", "", ""),
        Kind::Elasticsearch | Kind::Opensearch => ("elasticsearch", "on", "", ""),
        Kind::Kibana => ("kibana", "gateway", "https://kibana.example/", "kibana"),
        Kind::Dashboards => ("kibana", "gateway", "https://kibana.example/", "opensearch"),
    };
    let form = TargetForm {
        mode: mode.to_owned(),
        flavor: flavor.to_owned(),
        source: String::new(),
        public_url: public_url.to_owned(),
        internal_url: program.root(),
        username: program::USER.to_owned(),
        password: program::PASSWORD.to_owned(),
        revision: read(world, target).await.revision,
    };
    save(world, target, form).await.unwrap();
    (program, target)
}

async fn entries(world: &World, deed: Deed) -> usize {
    world.control_trail().await.iter().filter(|entry| entry.action == deed.as_str()).count()
}

fn problem(field: &str, problem: impl Into<Problem>) -> Result<(), Error> {
    Err(Error::field(field, problem))
}

testkit::both_engines! {
    async fn an_operator_connects_grafana_and_sees_how_it_is(world: World) {
        let stub = connected(&world).await;
        assert_eq!(read(&world, "grafana").await.state, LinkState::Unknown);
        assert_eq!(found(&world, "grafana").await, READY);
        let now = read(&world, "grafana").await;
        assert_eq!((now.version.as_str(), now.mode, now.has_password), ("13.0.0", LinkMode::Gateway, true));
        assert_eq!((now.since, now.probed_at), (Some(world.now()), Some(world.now())));
        assert_eq!(now.public_url, "https://grafana.example/");
        let whole = targets::find(&mut testkit::operate(&world.service).await, "grafana").await.unwrap();
        assert!(whole.snippets.iter().any(|one| one.text.contains("root_url = https://grafana.example/\n")));
        // Neither what is shown nor the log tells the password.
        let trail = world.control_trail().await;
        assert!(!format!("{whole:?} {trail:?}").contains(PASSWORD));
        assert_eq!(entries(&world, Deed::DeepLinksSave).await, 1);
        assert_eq!(entries(&world, Deed::DeepLinksProbe).await, 1);
        stub.check();
    }

    async fn the_same_saved_twice_is_saved_once_and_an_empty_password_keeps_what_is_kept(world: World) {
        let stub = connected(&world).await;
        let before = read(&world, "grafana").await;
        save(&world, "grafana", grafana(&stub.root())).await.unwrap();
        change(&world, "grafana", |form| form).await.unwrap();
        assert_eq!(read(&world, "grafana").await, before);
        assert_eq!(entries(&world, Deed::DeepLinksSave).await, 1);
        change(&world, "grafana", |form| TargetForm { public_url: "https://other.example/".to_owned(), ..form }).await.unwrap();
        assert_eq!(found(&world, "grafana").await, READY, "with the password that was kept");
        stub.check();
    }

    async fn a_kept_password_goes_to_no_other_server(world: World) {
        let stub = connected(&world).await;
        let elsewhere = Program::start(&world, Kind::Elasticsearch).await;
        let server = stub.root().trim_end_matches('/').to_owned();
        let to = |root: String| move |form| TargetForm { internal_url: root, ..form };
        for root in [elsewhere.root(), stub.root().replace("http:", "https:"), stub.root().replace("127.0.0.1", "localhost")] {
            let refused = problem("password", DeepLinksProblem::PasswordForAnother { server: server.clone() });
            assert_eq!(change(&world, "grafana", to(root)).await, refused);
        }
        // Off is no way around it, and nor is an address that is emptied first.
        let off = TargetForm { mode: "off".to_owned(), internal_url: elsewhere.root(), ..grafana("") };
        let off = TargetForm { password: String::new(), revision: read(&world, "grafana").await.revision, ..off };
        assert_eq!(save(&world, "grafana", off.clone()).await, problem("password", DeepLinksProblem::PasswordForAnother { server }));
        save(&world, "grafana", TargetForm { internal_url: String::new(), username: String::new(), ..off }).await.unwrap();
        assert!(!read(&world, "grafana").await.has_password);
        let back = |form| TargetForm { mode: "gateway".to_owned(), internal_url: elsewhere.root(), username: ADMIN.to_owned(), ..form };
        assert_eq!(change(&world, "grafana", back).await, problem("password", Problem::Required));
        let typed = |form| TargetForm { password: "another one".to_owned(), ..back(form) };
        change(&world, "grafana", typed).await.unwrap();
        assert_eq!(elsewhere.asked(), []);
    }

    async fn of_two_operators_at_once_the_second_is_told(world: World) {
        let stub = connected(&world).await;
        let revision = read(&world, "grafana").await.revision;
        let typed = |mode: &str| TargetForm { mode: mode.to_owned(), revision, ..grafana(&stub.root()) };
        let (one, other) =
            tokio::join!(save(&world, "grafana", typed("plain")), save(&world, "grafana", typed("off")));
        let refused = Err(DeepLinksError::TargetChanged.into());
        assert!(one != other && [&one, &other].contains(&&refused), "{one:?} {other:?}");
        // What was found is noted of what was asked, and of nothing that stands there since.
        let to = |mode: &str| { let mode = mode.to_owned(); move |form| TargetForm { mode, ..form } };
        change(&world, "grafana", to("gateway")).await.unwrap();
        let probed = targets::probe(testkit::operate(&world.service).await, "grafana").await.unwrap();
        change(&world, "grafana", to("plain")).await.unwrap();
        let noted = targets::note(testkit::operate(&world.service).await, probed).await;
        assert_eq!(noted.unwrap_err(), DeepLinksError::TargetChanged.into());
        assert_eq!(read(&world, "grafana").await.state, LinkState::Unknown);
    }

    async fn whoever_does_not_hold_the_permission_neither_sees_nor_changes_them(world: World) {
        let enter = async |caller: &Caller| {
            let view = OperatorAccess::<ViewDeepLinks>::enter(&world.service, caller).await.map(|_| ());
            let manage = OperatorAccess::<ManageDeepLinks>::enter(&world.service, caller).await.map(|_| ());
            assert_eq!(view, manage);
            view
        };
        for role in OperatorRole::ALL {
            let (operator, _) = world.operator(&format!("{role}@example.test"), *role).await;
            let holds = matches!(role, OperatorRole::Everything | OperatorRole::Infrastructure);
            let refused = matches!(enter(&operator).await, Err(Error::Operators(OperatorsError::OperatorRoleLacks { .. })));
            assert_eq!(refused, !holds, "{role}");
        }
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        assert_eq!(enter(&owner.caller).await, Err(Error::NotFound));
        assert_eq!(enter(&world.visitor()).await, Err(Error::SignInRequired));
    }

    async fn each_field_says_what_is_wrong_with_it(world: World) {
        let nothing = save(&world, "grafana", TargetForm::default()).await;
        assert_eq!(nothing, problem("mode", Problem::NotAChoice));
        assert_eq!(save(&world, "nothing", TargetForm::default()).await, Err(Error::NotFound));
        let empty = TargetForm { mode: "gateway".to_owned(), revision: 1, ..TargetForm::default() };
        let Err(Error::Invalid { fields }) = save(&world, "grafana", empty).await else { panic!("it is empty") };
        let fields: Vec<_> = fields.iter().map(|one| (one.field.as_str(), one.problem.clone())).collect();
        let required = ["public_url", "internal_url", "username", "password"].map(|field| (field, Problem::Required));
        assert_eq!(fields, required);
        let whole = grafana("http://grafana:3000");
        for (form, expected) in [
            (TargetForm { mode: "on".to_owned(), ..whole.clone() }, problem("mode", Problem::NotAChoice)),
            (TargetForm { internal_url: "grafana:3000".to_owned(), ..whole.clone() }, problem("internal_url", DeepLinksProblem::NotAWebAddress)),
            (TargetForm { internal_url: "http://a:b@grafana".to_owned(), ..whole.clone() }, problem("internal_url", DeepLinksProblem::AddressAlone)),
            (TargetForm { username: "a:b".to_owned(), ..whole.clone() }, problem("username", Problem::NotPlain)),
            (TargetForm { password: "a\nb".to_owned(), ..whole.clone() }, problem("password", Problem::NotPlain)),
            (TargetForm { password: "a".repeat(201), ..whole.clone() }, problem("password", Problem::TooLong { max: 200 })),
        ] {
            assert_eq!(save(&world, "grafana", form).await, expected);
        }
        // Of a store, too, an address for people is one.
        let store = TargetForm { mode: "on".to_owned(), public_url: "grafana:3000".to_owned(), ..whole };
        assert_eq!(save(&world, "influxdb", store).await, problem("public_url", DeepLinksProblem::NotAWebAddress));
        assert_eq!(entries(&world, Deed::DeepLinksSave).await, 0);
    }

    async fn this_server_stands_before_a_host_that_is_nobody_elses(world: World) {
        let _stub = connected(&world).await;
        let owner = world.owner("olga@acme.example", "Acme", Plan::Enterprise).await;
        world.set_proved(&owner.tenant, "acme.example", true).await;
        let take = async |host: &str| {
            let access = TeamAccess::<ManageSettings>::enter(&world.service, &owner.caller, &owner.tenant.slug).await.unwrap();
            brands::set(access, BrandForm { name: "Acme".to_owned(), host: host.to_owned(), ..BrandForm::default() }).await
        };
        take("mail.acme.example").await.unwrap();
        let kibana = TargetForm { internal_url: "http://kibana:5601".to_owned(), ..grafana("") };
        let at = |url: &str| TargetForm { public_url: url.to_owned(), ..kibana.clone() };
        for host in ["mail.acme.example", "grafana.example"] {
            let refused = problem("public_url", DeepLinksProblem::HostOfAnother { host: host.to_owned() });
            assert_eq!(save(&world, "kibana", at(&format!("https://{host}:8443"))).await, refused);
        }
        save(&world, "kibana", at("https://kibana.acme.example")).await.unwrap();
        assert_eq!(take("kibana.acme.example").await, problem("host", BrandsProblem::HostTaken));
    }

    async fn a_password_that_is_removed_is_missed_and_what_is_off_is_not_asked(world: World) {
        let stub = connected(&world).await;
        for _ in 0..2 {
            targets::remove_credential(testkit::operate(&world.service).await, "grafana").await.unwrap();
        }
        assert_eq!(entries(&world, Deed::DeepLinksRemoveCredential).await, 1);
        assert_eq!(found(&world, "grafana").await, down(Finding::NoCredential));
        change(&world, "grafana", |form| TargetForm { mode: "plain".to_owned(), username: String::new(), ..form }).await.unwrap();
        assert_eq!(found(&world, "grafana").await, READY, "a plain link needs none");
        let asked = stub.asked();
        change(&world, "grafana", |form| TargetForm { mode: "off".to_owned(), ..form }).await.unwrap();
        assert_eq!(probe(&world, "grafana").await.unwrap_err(), DeepLinksError::TargetOff.into());
        assert_eq!(stub.asked(), asked);
        stub.check();
    }

    async fn every_minute_one_server_looks_and_a_state_keeps_its_beginning(world: World) {
        let stub = connected(&world).await;
        let other = world.other_server().await;
        let began = world.now();
        let due = async |service: &Service| targets::probe_due(service).await.unwrap();
        let (one, two) = tokio::join!(due(&world.service), due(&other));
        assert_eq!(one + two, 1, "one of them looks");
        world.advance(MINUTE - SECOND);
        assert_eq!(due(&other).await, 0);
        world.advance(SECOND);
        assert_eq!(due(&other).await, 1);
        let now = read(&world, "grafana").await;
        assert_eq!((now.state, now.since, now.probed_at), (LinkState::Ready, Some(began), Some(world.now())));
        stub.stop().await;
        world.advance(MINUTE);
        assert_eq!(due(&world.service).await, 1);
        let now = read(&world, "grafana").await;
        assert_eq!((now.state, now.finding, now.since), (LinkState::Down, Some(Finding::Unreachable), Some(world.now())));
        // What nobody asked for leaves no entry in the log.
        assert_eq!(entries(&world, Deed::DeepLinksProbe).await, 0);
        change(&world, "grafana", |form| TargetForm { mode: "off".to_owned(), ..form }).await.unwrap();
        world.advance(MINUTE);
        assert_eq!(due(&world.service).await, 0);
    }

    async fn influxdb_says_whether_one_tenant_could_read_another(world: World) {
        let (influxdb, target) = program(&world, Kind::Influxdb).await;
        assert_eq!(found(&world, target).await, READY);
        assert_eq!(read(&world, target).await.version, "1.8.10");
        influxdb.set_may(false);
        assert_eq!(found(&world, target).await, down(Finding::NotAllowed));
        influxdb.set_open(true);
        assert_eq!(found(&world, target).await, down(Finding::OpenToAll));
        influxdb.set_version("v2.7.1");
        assert_eq!(found(&world, target).await, down(Finding::UnsupportedVersion));
        influxdb.check();
    }

    async fn elasticsearch_says_whether_it_is_open_and_which_it_is(world: World) {
        let (elasticsearch, target) = program(&world, Kind::Elasticsearch).await;
        assert_eq!(found(&world, target).await, READY);
        elasticsearch.set_version("7.17.0");
        assert_eq!(found(&world, target).await, down(Finding::UnsupportedVersion));
        elasticsearch.set_version("8.17.0");
        elasticsearch.set_may(false);
        assert_eq!(found(&world, target).await, down(Finding::NotAllowed));
        elasticsearch.set_open(true);
        assert_eq!(found(&world, target).await, down(Finding::OpenToAll));
        elasticsearch.check();
        let (opensearch, target) = program(&world, Kind::Opensearch).await;
        assert_eq!(found(&world, target).await, READY);
        opensearch.check();
    }

    async fn kibana_tells_its_version_to_whoever_may_know_it(world: World) {
        let (kibana, target) = program(&world, Kind::Kibana).await;
        assert_eq!(found(&world, target).await, READY);
        assert_eq!(read(&world, target).await.version, "8.17.0");
        change(&world, target, |form| TargetForm { password: "wrong".to_owned(), ..form }).await.unwrap();
        assert_eq!(found(&world, target).await, down(Finding::WrongCredential));
        targets::remove_credential(testkit::operate(&world.service).await, target).await.unwrap();
        assert_eq!(found(&world, target).await, down(Finding::NoCredential));
        kibana.check();
        let (dashboards, target) = program(&world, Kind::Dashboards).await;
        assert_eq!(found(&world, target).await, READY);
        dashboards.check();
    }
}

testkit::on_sqlite! {
    async fn what_is_wrong_with_grafana_is_told_by_a_word(world: World) {
        let stub = connected(&world).await;
        change(&world, "grafana", |form| TargetForm { password: "wrong".to_owned(), ..form }).await.unwrap();
        assert_eq!(found(&world, "grafana").await, down(Finding::WrongCredential));
        change(&world, "grafana", |form| TargetForm { password: PASSWORD.to_owned(), ..form }).await.unwrap();
        for (fault, finding) in [
            (Fault::Html, Finding::NotReady),
            (Fault::Refused, Finding::NotReady),
            (Fault::Lost, Finding::NotReady),
            (Fault::Cut, Finding::Unreachable),
        ] {
            for behind in 0..2 {
                stub.fail(stub.asked() + behind, fault);
                assert_eq!(found(&world, "grafana").await, down(finding), "{fault:?} at {behind}");
            }
        }
        stub.set_clock(world.now() - HOUR);
        assert_eq!(found(&world, "grafana").await, (Some(Finding::ClockDiffers), LinkState::Ready));
        assert_eq!(read(&world, "grafana").await.skew, Some(-HOUR));
        stub.check();
        stub.stop().await;
        assert_eq!(found(&world, "grafana").await, down(Finding::Unreachable));
    }

    async fn what_is_slow_is_waited_for_five_seconds(world: World) {
        let stub = connected(&world).await;
        stub.fail(stub.asked(), Fault::Silent);
        let (influxdb, target) = program(&world, Kind::Influxdb).await;
        influxdb.set_ill(Some(Ill::Never));
        let (grafana, influxdb) = tokio::join!(found(&world, "grafana"), found(&world, target));
        assert_eq!((grafana, influxdb), (down(Finding::Late), down(Finding::Late)));
    }

    async fn what_answers_in_a_programs_place_is_told(world: World) {
        for kind in [Kind::Influxdb, Kind::Elasticsearch, Kind::Kibana] {
            let (program, target) = program(&world, kind).await;
            for (ill, finding) in [
                (Ill::Html, Finding::NotReady),
                (Ill::OtherPage, Finding::OtherProgram),
                (Ill::Redirects, Finding::Redirected),
            ] {
                program.set_ill(Some(ill));
                let told = found(&world, target).await;
                assert_eq!(told, down(finding), "{kind:?} {ill:?}");
            }
            program.set_ill(None);
            program.set_clock(world.now() + HOUR);
            assert_eq!(found(&world, target).await, (Some(Finding::ClockDiffers), LinkState::Ready), "{kind:?}");
        }
    }
}
