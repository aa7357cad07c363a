//! Programs of a tenant read its data where it is kept: this tenant's, and nothing else.

use domain::{
    DAY, Error, MINUTE,
    audit::Deed,
    deep_links::kibana as names,
    permission::Role,
    plans::Plan,
    read_credentials::{
        MOST, ReadCredentialsError, ReadCredentialsProblem, ReadKind,
        ReadRefusal::{self, NotInPlan, NotOffered},
        ReadState::{Ended, Ending, Live, Pending},
    },
};
use serde_json::json;
use service::{
    Standing, TeamAccess,
    api_keys::Expiry,
    deep_links::{
        readers::{Address, Addresses},
        targets::{self, TargetForm},
    },
    permission::{ListApiKeys, ManageApiKeys},
    read_credentials::{self, NewCredential, ReadCredential, ReadForm, locally},
};
use testkit::{
    Engine, Member, World,
    influx::{self, InfluxDb},
};

use super::kibana::stub::{STORE, Stub};

async fn connect(world: &World, target: &str, (url, public): (&str, &str), (user, password): (&str, &str)) {
    let mut access = testkit::operate(&world.service).await;
    let revision = targets::find(&mut access, target).await.unwrap().connected.revision;
    drop(access);
    let form = TargetForm {
        mode: "on".to_owned(),
        public_url: public.to_owned(),
        internal_url: url.to_owned(),
        username: user.to_owned(),
        password: password.to_owned(),
        revision,
        ..TargetForm::default()
    };
    targets::save(testkit::operate(&world.service).await, target, &form).await.unwrap();
}

async fn connect_influx(world: &World) -> InfluxDb {
    let influx = InfluxDb::start();
    let login = (influx::ADMIN, influx::ADMIN_PASSWORD);
    connect(world, "influxdb", (&influx.url(), "https://influx.example:8086/"), login).await;
    influx
}

fn form(kind: ReadKind, name: &str) -> ReadForm {
    ReadForm { name: name.to_owned(), kind: kind.to_string(), expiry: Expiry::Never }
}

async fn make(world: &World, member: &Member, form: &ReadForm) -> Result<NewCredential, Error> {
    let access = world.enter_team::<ManageApiKeys>(member).await?;
    read_credentials::create(access, form).await
}

async fn rotate(world: &World, member: &Member, id: &str) -> Result<NewCredential, Error> {
    read_credentials::rotate(world.enter_team::<ManageApiKeys>(member).await?, id).await
}

async fn revoke(world: &World, member: &Member, one: &ReadCredential) -> Result<ReadCredential, Error> {
    let access = world.enter_team::<ManageApiKeys>(member).await?;
    read_credentials::revoke(access, one.id.as_str(), &one.name).await
}

async fn found(world: &World, member: &Member, id: &str) -> ReadCredential {
    let mut access: TeamAccess<ListApiKeys> = world.team_access(member).await;
    read_credentials::find(&mut access, id).await.unwrap()
}

async fn refusals(world: &World, member: &Member) -> Vec<(ReadKind, Option<ReadRefusal>)> {
    let standing = Standing::open(&world.service, &member.caller, &member.tenant.slug).await.unwrap();
    let offers = read_credentials::offers(&world.service, &standing).await.unwrap();
    offers.into_iter().map(|(kind, reach)| (kind, reach.err())).collect()
}

fn is_let_in(influx: &InfluxDb, made: &NewCredential) -> bool {
    let (status, told) = influx.ask(&made.login, &made.password, &made.reach.place, "SHOW MEASUREMENTS");
    status == 200 && told["error"].is_null() && told["results"][0]["error"].is_null()
}

testkit::both_engines! {
    async fn a_credential_reads_one_database_until_it_has_another_password_or_is_revoked(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let other = world.owner("bob@example.test", "Harbour", Plan::Professional).await;
        let influx = connect_influx(&world).await;
        let made = make(&world, &owner, &form(ReadKind::Influxdb, "statistics")).await.unwrap();
        let others = make(&world, &other, &form(ReadKind::Influxdb, "statistics")).await.unwrap();
        assert_eq!(made.credential.state, Live);
        assert_eq!(made.reach.address, "https://influx.example:8086/");
        let command = made.reach.command(&made.login);
        assert!(command.contains(&made.login) && command.contains("-ssl") && !command.contains(&made.password));
        assert!(is_let_in(&influx, &made) && is_let_in(&influx, &others));
        let (login, password) = (made.login.as_str(), made.password.as_str());
        for (place, statement) in [
            (others.reach.place.as_str(), "SHOW MEASUREMENTS"),
            (made.reach.place.as_str(), "DROP MEASUREMENT mail_flow"),
            (made.reach.place.as_str(), "SHOW USERS"),
            (made.reach.place.as_str(), "CREATE DATABASE mine"),
        ] {
            let (status, told) = influx.ask(login, password, place, statement);
            let is_refused = status == 403 || told["error"].is_string() || told["results"][0]["error"].is_string();
            assert!(is_refused, "{statement} in {place}: {told}");
        }
        let again = rotate(&world, &owner, made.credential.id.as_str()).await.unwrap();
        assert!(!is_let_in(&influx, &made), "the password before goes on");
        assert!(is_let_in(&influx, &again));
        assert_eq!(revoke(&world, &owner, &again.credential).await.unwrap().state, Ended);
        assert!(!is_let_in(&influx, &again) && is_let_in(&influx, &others));
        assert_eq!(rotate(&world, &owner, again.credential.id.as_str()).await.unwrap_err(), Error::NotFound);
        assert_eq!(rotate(&world, &owner, others.credential.id.as_str()).await.unwrap_err(), Error::NotFound);
        let trail = world.control_trail().await;
        for deed in [Deed::ReadCredentialsCreate, Deed::ReadCredentialsRotate, Deed::ReadCredentialsRevoke] {
            assert!(trail.iter().any(|entry| entry.action == deed.as_str()), "{deed}");
        }
    }

    async fn nothing_is_said_to_be_revoked_that_a_store_may_let_in(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let influx = connect_influx(&world).await;
        let made = make(&world, &owner, &form(ReadKind::Influxdb, "statistics")).await.unwrap();
        influx.stop();
        let away = ReadCredentialsError::StoreAway { kind: ReadKind::Influxdb };
        let late = make(&world, &owner, &form(ReadKind::Influxdb, "late")).await.unwrap_err();
        assert_eq!(late, away.into());
        let ending = revoke(&world, &owner, &made.credential).await.unwrap();
        assert_eq!((ending.state, ending.problem.is_empty()), (Ending, false));
        world.advance(MINUTE);
        read_credentials::sweep(&world.service).await.unwrap();
        assert_eq!(found(&world, &owner, ending.id.as_str()).await.state, Ending);
        influx.go_on();
        assert!(is_let_in(&influx, &made), "it does until the store is told");
        read_credentials::sweep(&world.service).await.unwrap();
        assert_eq!(found(&world, &owner, ending.id.as_str()).await.state, Ended);
        assert!(!is_let_in(&influx, &made));
        let mut access: TeamAccess<ListApiKeys> = world.team_access(&owner).await;
        let all = read_credentials::list(&mut access, "", 9).await.unwrap();
        drop(access);
        let late = all.iter().find(|one| one.name == "late").unwrap();
        assert_eq!(late.state, Pending);
        let works = rotate(&world, &owner, late.id.as_str()).await.unwrap();
        assert!(is_let_in(&influx, &works));
    }

    async fn credentials_end_with_their_day_their_plan_and_their_maker(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "ada@example.test", Role::Admin).await;
        let influx = connect_influx(&world).await;
        let expiry = Expiry::At(world.now() + DAY);
        let day = make(&world, &owner, &ReadForm { expiry, ..form(ReadKind::Influxdb, "a day") }).await.unwrap();
        let makers = make(&world, &admin, &form(ReadKind::Influxdb, "hers")).await.unwrap();
        let kept = make(&world, &owner, &form(ReadKind::Influxdb, "kept")).await.unwrap();
        let access = world.enter_team(&owner).await.unwrap();
        service::team::remove(access, admin.account().id.as_str(), "ada@example.test").await.unwrap();
        world.advance(DAY);
        read_credentials::sweep(&world.service).await.unwrap();
        assert!(!is_let_in(&influx, &day) && !is_let_in(&influx, &makers) && is_let_in(&influx, &kept));
        let trail = world.control_trail().await;
        let ended = trail.iter().filter(|entry| entry.action == Deed::ReadCredentialsEnd.as_str());
        assert_eq!(ended.count(), 2);
    }

    async fn who_may_not_read_makes_none_and_nobody_makes_too_many(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let free = world.owner("fred@example.test", "Fred", Plan::Free).await;
        let viewer = world.join(&owner.tenant, "vic@example.test", Role::Viewer).await;
        let refused = |kind, why| Error::from(ReadCredentialsError::ReadRefused { kind, why });
        let wanted = form(ReadKind::Influxdb, "statistics");
        assert_eq!(make(&world, &owner, &wanted).await.unwrap_err(), refused(ReadKind::Influxdb, NotOffered));
        let _influx = connect_influx(&world).await;
        assert_eq!(make(&world, &free, &wanted).await.unwrap_err(), refused(ReadKind::Influxdb, NotInPlan));
        assert!(matches!(make(&world, &viewer, &wanted).await.unwrap_err(), Error::Forbidden { .. }));
        for (name, kind) in [("", "influxdb"), ("x", "paper")] {
            let wrong = ReadForm { name: name.to_owned(), kind: kind.to_owned(), expiry: Expiry::Never };
            assert!(matches!(make(&world, &owner, &wrong).await.unwrap_err(), Error::Invalid { .. }));
        }
        for number in 0..MOST {
            make(&world, &owner, &form(ReadKind::Influxdb, &format!("number {number}"))).await.unwrap();
        }
        let many = ReadCredentialsProblem::TooManyReadCredentials { max: MOST };
        assert_eq!(make(&world, &owner, &wanted).await.unwrap_err(), Error::field("name", many));
    }

    async fn an_operator_makes_renews_and_revokes_one_that_a_member_answers_for(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let stranger = world.owner("bob@example.test", "Harbour", Plan::Professional).await;
        let influx = connect_influx(&world).await;
        let (service, slug) = (&world.service, owner.tenant.slug.as_str());
        let wanted = form(ReadKind::Influxdb, "statistics");
        for (slug, member) in [(slug, &stranger), ("nobody", &owner)] {
            let refused = locally::create(service, slug, member.account(), &wanted).await;
            assert_eq!(refused.unwrap_err(), Error::NotFound);
        }
        let made = locally::create(service, slug, owner.account(), &wanted).await.unwrap();
        assert_eq!(made.credential.account_email, "eve@example.test");
        let id = made.credential.id.as_str();
        assert!(is_let_in(&influx, &made));
        let renewed = locally::rotate(service, slug, id).await.unwrap();
        assert!(is_let_in(&influx, &renewed) && !is_let_in(&influx, &made));
        assert_eq!(locally::list(service, slug, 9).await.unwrap()[0].state, Live);
        assert_eq!(locally::list(service, &stranger.tenant.slug, 9).await.unwrap(), []);
        assert_eq!(locally::revoke(service, slug, id).await.unwrap().state, Ended);
        assert!(!is_let_in(&influx, &renewed));
        let trail = world.control_trail().await;
        let noted = trail.iter().filter(|entry| entry.action.starts_with("read-credentials."));
        assert_eq!(noted.count(), 3);
    }

    async fn a_user_of_elasticsearch_reads_one_data_stream(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let (stub, _) = Stub::start().await;
        connect(&world, "elasticsearch", (stub.roots().1, "https://search.example/"), STORE).await;
        let made = make(&world, &owner, &form(ReadKind::Elasticsearch, "search")).await.unwrap();
        let stream = names::data_stream(&owner.tenant.id);
        assert_eq!(stub.readers(), [(made.login.clone(), json!([stream]))]);
        assert!(made.reach.command(&made.login).contains(&stream));
        rotate(&world, &owner, made.credential.id.as_str()).await.unwrap();
        assert_eq!(revoke(&world, &owner, &made.credential).await.unwrap().state, Ended);
        assert_eq!(stub.readers(), []);
        stub.check();
    }

    async fn postgresql_is_offered_where_the_data_is_in_it_and_people_reach_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let known = refusals(&world, &owner).await;
        let is_named = known.iter().any(|(kind, _)| *kind == ReadKind::Postgresql);
        assert_eq!(is_named, world.engine == Engine::Postgres);
        assert!(known.iter().all(|(_, why)| *why == Some(NotOffered)), "{known:?}");
        if world.engine == Engine::Sqlite {
            let refused = ReadCredentialsError::ReadRefused { kind: ReadKind::Postgresql, why: NotOffered };
            let wanted = form(ReadKind::Postgresql, "statistics");
            assert_eq!(make(&world, &owner, &wanted).await.unwrap_err(), refused.into());
            return;
        }
        let public = Address::read("postgres://data.example/?sslmode=require").unwrap();
        let reading = Addresses { public: Some(public), replica: None };
        let service = world.other_server().await.with_reading(reading);
        let access = TeamAccess::enter(&service, &owner.caller, &owner.tenant.slug).await.unwrap();
        let made = read_credentials::create(access, &form(ReadKind::Postgresql, "statistics")).await.unwrap();
        assert!(made.reach.address.starts_with("data.example:5432/"), "{}", made.reach.address);
        assert_eq!(made.reach.place, owner.tenant.id.to_string());
        assert!(made.reach.command(&made.login).contains("sslmode=require"));
        let location = world.store.location(&owner.tenant.id);
        assert_eq!(world.store.list_readers(&location).await.unwrap(), [made.login.as_str()]);
        let access = TeamAccess::enter(&service, &owner.caller, &owner.tenant.slug).await.unwrap();
        let id = made.credential.id.as_str();
        assert_eq!(read_credentials::revoke(access, id, "statistics").await.unwrap().state, Ended);
        assert_eq!(world.store.list_readers(&location).await.unwrap(), [] as [&str; 0]);
    }
}

#[test]
fn an_address_of_postgresql_names_nobody() {
    for text in [
        "replica.example:5432",
        "http://replica.example/",
        "postgres://ann@replica.example/",
        "postgres://ann:secret@replica.example/",
        "postgres://replica.example/?sslmode=prefer",
        "postgres://replica.example/?password=secret",
    ] {
        assert!(Address::read(text).is_err(), "{text}");
    }
    let whole = Address::read("postgres://replica.example:6432/parvis?sslmode=verify-full").unwrap();
    let expected = Address {
        host: "replica.example".to_owned(),
        port: 6432,
        database: "parvis".to_owned(),
        ssl_mode: "verify-full".to_owned(),
    };
    assert_eq!(whole, expected);
}
