//! Links for people outside: what they show, when they end, and that nothing else is reached by them.

use domain::{
    DAY, Error, Locale, MINUTE, Problem, ShareLinkId,
    accounts::{AccountsError, AccountsProblem},
    permission::{CloseTenant, ListShareLinks, ManagePolicyAgents, ManageSharing, Permission, Role},
    plans::Plan,
    share_links::ShareLinksProblem,
};
use service::{
    Access, Caller,
    api_keys::{self, KeyForm},
    dashboards::OverviewQuery,
    policy_agents,
    share_links::{
        self, NewLink, OpenOutcome, ShareForm, ShareLink,
        open::{self, Look, Opened, Shown},
    },
    tenants,
};
use store::{
    Mode,
    control::{bindings, memberships},
};
use testkit::{Batch, Member, World, rcpt};

fn form(kind: &str) -> ShareForm {
    ShareForm {
        name: "For the board".to_owned(),
        kind: kind.to_owned(),
        days: "7".to_owned(),
        query: OverviewQuery { range: "24h".to_owned(), ..OverviewQuery::default() },
        ..ShareForm::default()
    }
}

async fn create(world: &World, member: &Member, form: ShareForm) -> NewLink {
    share_links::create(world.access(member).await, form).await.unwrap()
}

fn token(made: &NewLink) -> &str {
    made.url.rsplit('/').next().unwrap()
}

async fn look(world: &World, token: &str, proof: &str) -> Opened {
    let look = Look { token, proof, is_seen: true };
    open::open(&world.service, &world.visitor(), look).await.unwrap()
}

/// Presses the button, for a view.
async fn press(world: &World, made: &NewLink) -> Result<String, Error> {
    open::view(&world.service, &world.visitor(), token(made)).await.map(|pass| pass.value)
}

async fn shown(world: &World, made: &NewLink) -> Shown {
    match look(world, token(made), "").await {
        Opened::Shown(shown) => *shown,
        other => panic!("{other:?}"),
    }
}

async fn log(world: &World, member: &Member, made: &NewLink) -> (i64, Vec<OpenOutcome>) {
    let mut access = world.access::<ListShareLinks>(member).await;
    let (link, opens) = share_links::find(&mut access, made.link.id.as_str()).await.unwrap();
    (link.views, opens.into_iter().map(|open| open.outcome).rev().collect())
}

/// A space with one agent and one message.
async fn busy(world: &World, mark: &str) -> Member {
    let owner = world.owner(&format!("{mark}@example.test"), mark, Plan::Professional).await;
    send(world, &owner, &format!("{mark}-host"), 1).await;
    owner
}

async fn send(world: &World, owner: &Member, host: &str, count: i64) {
    let agent = world.enrol(owner, host).await;
    let record = |number: i64| rcpt(world.now(), &format!("{host}{number}"), "a@sender.test", "b@own.test");
    world.send(&agent, &Batch::new("spool-1", 1).records((0..count).map(record))).await.unwrap();
}

testkit::both_engines! {
    async fn a_snapshot_is_told_in_the_language_of_whoever_reads_it(world: World) {
        let mut owner = busy(&world, "acme").await;
        owner.caller.locale = Locale::Fr;
        for (range, french, english) in [
            ("24h", "13:00", "13:00"),
            ("7d", "15 nov. 2026", "15 Nov 2026"),
            ("12m", "décembre 2025", "December 2025"),
        ] {
            let query = OverviewQuery { range: range.to_owned(), ..OverviewQuery::default() };
            let made = create(&world, &owner, ShareForm { query, ..form("snapshot") }).await;
            for (locale, first) in [(Locale::Fr, french), (Locale::En, english)] {
                let reader = Caller { locale, ..world.visitor() };
                let look = Look { token: token(&made), proof: "", is_seen: true };
                let opened = open::open(&world.service, &reader, look).await.unwrap();
                let Opened::Shown(shown) = opened else { panic!("{opened:?}") };
                assert_eq!(shown.overview.steps[0], first, "{range} {locale:?}");
            }
        }
    }

    async fn visitor_sees_a_snapshot_as_it_was_and_live_numbers_as_they_are(world: World) {
        let owner = busy(&world, "acme").await;
        let snapshot = create(&world, &owner, form("snapshot")).await;
        let live = create(&world, &owner, form("live")).await;
        send(&world, &owner, "late-host", 2).await;
        let then = shown(&world, &snapshot).await;
        assert_eq!((then.overview.total.messages, then.space.as_str()), (1, "acme"));
        assert_eq!(shown(&world, &live).await.overview.total.messages, 3);
        // The choices of the filters name what the dashboard does not show.
        assert!(!format!("{then:?}").contains("late-host"));
        assert!(then.overview.agents.is_empty() && then.overview.domains.is_empty());
    }

    async fn visitor_sees_the_filters_alone(world: World) {
        let owner = busy(&world, "acme").await;
        send(&world, &owner, "secret-host", 5).await;
        for kind in ["snapshot", "live"] {
            let query = OverviewQuery { host: "acme-host".to_owned(), ..form(kind).query };
            let made = create(&world, &owner, ShareForm { query, ..form(kind) }).await;
            let shown = shown(&world, &made).await;
            assert_eq!(shown.overview.total.messages, 1, "{kind}");
            assert!(!format!("{shown:?}").contains("secret-host"), "{kind}");
        }
    }

    async fn visitor_with_a_wrong_link_learns_nothing(world: World) {
        let (a, b) = (busy(&world, "acme").await, busy(&world, "other").await);
        let (of_a, of_b) = (create(&world, &a, form("live")).await, create(&world, &b, form("live")).await);
        let [tenant, link, secret]: [&str; 3] = token(&of_a).split('-').collect::<Vec<_>>().try_into().unwrap();
        let [other_tenant, other_link, other_secret]: [&str; 3] =
            token(&of_b).split('-').collect::<Vec<_>>().try_into().unwrap();
        let cut = &secret[..31];
        for wrong in [
            format!("{other_tenant}-{link}-{secret}"), format!("{tenant}-{other_link}-{secret}"),
            format!("{tenant}-{link}-{other_secret}"), format!("{tenant}-{link}-{cut}"),
            format!("{tenant}-{link}-{secret}-x"), format!("{tenant}-{link}"), format!("{tenant}-{link}-"),
            "x".to_owned(), String::new(), format!("{}-{link}-{secret}", "0".repeat(26)),
        ] {
            assert!(matches!(look(&world, &wrong, "").await, Opened::Unknown), "{wrong}");
        }
        assert_eq!(log(&world, &a, &of_a).await, (0, vec![]));
        assert!(matches!(look(&world, token(&of_a), "").await, Opened::Shown(_)));
    }

    async fn links_end_by_time_by_hand_and_by_views(world: World) {
        let owner = busy(&world, "acme").await;
        let limited = create(&world, &owner, ShareForm { view_limit: "2".to_owned(), ..form("snapshot") }).await;
        let revoked = create(&world, &owner, form("snapshot")).await;
        let expiring = create(&world, &owner, form("snapshot")).await;
        for _ in 0..2 {
            press(&world, &limited).await.unwrap();
        }
        assert!(matches!(look(&world, token(&limited), "").await, Opened::UsedUp));
        assert_eq!(log(&world, &owner, &limited).await, (2, vec![OpenOutcome::Shown, OpenOutcome::Shown, OpenOutcome::UsedUp]));
        let id = revoked.link.id.as_str();
        share_links::revoke(world.access(&owner).await, id).await.unwrap();
        share_links::revoke(world.access(&owner).await, id).await.unwrap();
        assert!(matches!(look(&world, token(&revoked), "").await, Opened::Revoked));
        world.advance(7 * DAY);
        assert!(matches!(look(&world, token(&expiring), "").await, Opened::Expired));
        let trail = world.tenant_trail(&owner.tenant).await;
        let of_links: Vec<_> =
            trail.iter().map(|entry| entry.action.as_str()).filter(|action| action.starts_with("share")).collect();
        assert_eq!(of_links, ["share-links.create", "share-links.create", "share-links.create", "share-links.revoke"]);
        assert!(!format!("{trail:?}").contains(token(&limited).rsplit('-').next().unwrap()));
    }

    async fn a_limit_holds_however_many_open_it_at_once(world: World) {
        let owner = busy(&world, "acme").await;
        let made = create(&world, &owner, ShareForm { view_limit: "3".to_owned(), ..form("live") }).await;
        let tasks: Vec<_> = (0..12).map(|_| {
            let (service, visitor, token) = (world.service.clone(), world.visitor(), token(&made).to_owned());
            tokio::spawn(async move {
                loop {
                    match open::view(&service, &visitor, &token).await {
                        Err(Error::Unavailable { .. }) => {}
                        Err(error) => {
                            assert_eq!(error, Error::Accounts(AccountsError::LinkExpired));
                            return false;
                        }
                        Ok(_) => return true,
                    }
                }
            })
        }).collect();
        let mut views = 0;
        for task in tasks {
            views += i64::from(task.await.unwrap());
        }
        assert_eq!(views, 3);
        assert_eq!(log(&world, &owner, &made).await.0, 3);
    }

    async fn what_nobody_sees_is_no_view(world: World) {
        let owner = busy(&world, "acme").await;
        let made = create(&world, &owner, ShareForm { view_limit: "1".to_owned(), ..form("snapshot") }).await;
        for _ in 0..3 {
            let ahead = Look { token: token(&made), proof: "", is_seen: false };
            assert!(matches!(open::open(&world.service, &world.visitor(), ahead).await.unwrap(), Opened::Waiting));
        }
        let before = vec![OpenOutcome::Previewed; 3];
        assert_eq!(log(&world, &owner, &made).await, (0, before));
    }

    async fn whoever_presses_the_button_is_a_person_whatever_their_browser_calls_itself(world: World) {
        let owner = busy(&world, "acme").await;
        let password = "four calm herons wade".to_owned();
        let locked = ShareForm { password: password.clone(), ..form("snapshot") };
        let limited = ShareForm { view_limit: "1".to_owned(), ..form("snapshot") };
        for wanted in [form("live"), locked, limited] {
            let made = create(&world, &owner, wanted).await;
            let look = async |proof: &str| {
                let look = Look { token: token(&made), proof, is_seen: false };
                open::open(&world.service, &world.visitor(), look).await.unwrap()
            };
            assert!(!matches!(look("").await, Opened::Shown(_)));
            let pass = if made.link.password_hash.is_some() {
                open::unlock(&world.service, &world.visitor(), token(&made), &password).await.unwrap().value
            } else {
                press(&world, &made).await.unwrap()
            };
            assert!(matches!(look(&pass).await, Opened::Shown(_)));
        }
    }

    async fn a_limited_view_is_used_up_by_whoever_presses_the_button(world: World) {
        let owner = busy(&world, "acme").await;
        let made = create(&world, &owner, ShareForm { view_limit: "1".to_owned(), ..form("live") }).await;
        // A scanner that asks as a browser does, as often as it likes.
        for _ in 0..3 {
            assert!(matches!(look(&world, token(&made), "").await, Opened::Counted));
        }
        let pass = press(&world, &made).await.unwrap();
        // Its person looks for an hour, as often as they like, though it was the last; nobody else does.
        for _ in 0..3 {
            assert!(matches!(look(&world, token(&made), &pass).await, Opened::Shown(_)));
        }
        assert!(matches!(look(&world, token(&made), "").await, Opened::UsedUp));
        assert_eq!(press(&world, &made).await, Err(Error::Accounts(AccountsError::LinkExpired)));
        let (views, outcomes) = log(&world, &owner, &made).await;
        let count = |wanted| outcomes.iter().filter(|one| **one == wanted).count();
        assert_eq!((views, count(OpenOutcome::Previewed), count(OpenOutcome::Shown)), (1, 3, 1));
        let other = create(&world, &owner, ShareForm { view_limit: "1".to_owned(), ..form("live") }).await;
        assert!(matches!(look(&world, token(&other), &pass).await, Opened::Counted), "a pass is of one link");
        world.advance(61 * MINUTE);
        assert!(matches!(look(&world, token(&made), &pass).await, Opened::UsedUp));
        let revoked = share_links::revoke(world.access(&owner).await, other.link.id.as_str()).await;
        revoked.unwrap();
        assert_eq!(press(&world, &other).await, Err(Error::Accounts(AccountsError::LinkExpired)));
    }

    async fn a_password_and_a_limit_are_one_act(world: World) {
        let owner = busy(&world, "acme").await;
        let password = "four calm herons wade";
        let limited =
            ShareForm { password: password.to_owned(), view_limit: "1".to_owned(), ..form("snapshot") };
        let made = create(&world, &owner, limited).await;
        let (service, visitor) = (&world.service, world.visitor());
        assert_eq!(press(&world, &made).await, Err(Error::Accounts(AccountsError::LinkExpired)), "the password comes first");
        let proof = open::unlock(service, &visitor, token(&made), password).await.unwrap();
        assert!(matches!(look(&world, token(&made), &proof.value).await, Opened::Shown(_)));
        let (views, outcomes) = log(&world, &owner, &made).await;
        assert_eq!((views, outcomes), (1, vec![OpenOutcome::Unlocked, OpenOutcome::Shown]));
        assert!(matches!(open::unlock(service, &visitor, token(&made), password).await, Err(Error::Accounts(AccountsError::LinkExpired))));
    }

    async fn a_password_stands_before_the_dashboard(world: World) {
        let owner = busy(&world, "acme").await;
        let password = "four calm herons wade";
        let made = create(&world, &owner, ShareForm { password: password.to_owned(), ..form("snapshot") }).await;
        let other = create(&world, &owner, ShareForm { password: password.to_owned(), ..form("snapshot") }).await;
        let (service, visitor) = (&world.service, world.visitor());
        assert!(matches!(look(&world, token(&made), "").await, Opened::PasswordAsked));
        let wrong = open::unlock(service, &visitor, token(&made), "wrong").await;
        assert_eq!(wrong.map(|_| ()), Err(Error::field("password", AccountsProblem::WrongPassword)));
        let proof = open::unlock(service, &visitor, token(&made), password).await.unwrap();
        assert!(matches!(look(&world, token(&made), &proof.value).await, Opened::Shown(_)));
        // The proof is of this link, and for an hour.
        assert!(matches!(look(&world, token(&other), &proof.value).await, Opened::PasswordAsked));
        let last = if proof.value.ends_with('0') { "1" } else { "0" };
        let changed = format!("{}{last}", &proof.value[..proof.value.len() - 1]);
        for forged in [changed, format!("{}x", proof.value), "9".to_owned()] {
            assert!(matches!(look(&world, token(&made), &forged).await, Opened::PasswordAsked), "{forged}");
        }
        world.advance(61 * MINUTE);
        assert!(matches!(look(&world, token(&made), &proof.value).await, Opened::PasswordAsked));
        // Guesses are limited, and the limit does not tell whether the next one was right.
        for _ in 0..5 {
            open::unlock(service, &visitor, token(&made), "wrong").await.map(|_| ()).unwrap_err();
        }
        let limited = open::unlock(service, &visitor, token(&made), password).await.map(|_| ());
        assert!(matches!(limited, Err(Error::RateLimited { .. })));
        let elsewhere = Caller { address: "198.51.100.1".to_owned(), ..visitor };
        open::unlock(service, &elsewhere, token(&made), password).await.unwrap();
        let (_, outcomes) = log(&world, &owner, &made).await;
        assert_eq!(outcomes.iter().filter(|one| **one == OpenOutcome::WrongPassword).count(), 6);
        assert_eq!(outcomes[outcomes.len() - 2..], [OpenOutcome::TooManyGuesses, OpenOutcome::Unlocked]);
    }

    async fn a_link_shows_no_more_than_its_maker_may_see(world: World) {
        let owner = busy(&world, "acme").await;
        send(&world, &owner, "hidden-host", 4).await;
        let operator = world.join(&owner.tenant, "op@example.test", Role::Operator).await;
        let account = operator.account().id.clone();
        let live = create(&world, &operator, form("live")).await;
        assert_eq!(shown(&world, &live).await.overview.total.messages, 5);
        // Now only one agent is theirs to look at, though sharing is.
        let mut agents = world.access(&owner).await;
        let agents = policy_agents::list(&mut agents).await.unwrap();
        let own = agents.iter().find(|listed| listed.agent.name == "acme-host").unwrap().agent.id.clone();
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let tenant = &owner.tenant.id;
        bindings::delete(&mut tx, tenant, &account, "operator", &domain::decision::Scope::Tenant).await.unwrap();
        let part = domain::decision::Scope::Resource((&own).into());
        bindings::upsert(&mut tx, tenant, &account, "guest", &part, None, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        // Without the right to share, the link ends with the very next request.
        assert!(matches!(look(&world, token(&live), "").await, Opened::Revoked));
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        memberships::delete(&mut tx, tenant, &account).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(look(&world, token(&live), "").await, Opened::Revoked));
        // Whoever opens it tries nothing in the maker's name.
        let trail = world.control_trail().await;
        assert!(!trail.iter().any(|entry| entry.action == "access.refuse"), "{trail:?}");
    }

    async fn a_live_link_ends_with_the_key_that_made_it(world: World) {
        let owner = busy(&world, "acme").await;
        let wanted = [Permission::ViewOverview, Permission::ManageSharing].map(|one| one.to_string());
        let key = KeyForm { name: "board".to_owned(), permissions: wanted.to_vec(), ..KeyForm::default() };
        let key = api_keys::create(world.access(&owner).await, key).await.unwrap();
        let program = api_keys::authenticate(&world.service, &key.secret, world.visitor()).await.unwrap();
        let mut made = Vec::new();
        for kind in ["live", "snapshot"] {
            let access = Access::enter(&world.service, &program, "acme").await.unwrap();
            made.push(share_links::create(access, form(kind)).await.unwrap());
        }
        shown(&world, &made[0]).await;
        let revoke = api_keys::revoke(world.access(&owner).await, key.key.id.as_str(), "board");
        revoke.await.unwrap();
        assert!(matches!(look(&world, token(&made[0]), "").await, Opened::Revoked));
        // A snapshot asks for nothing any more.
        shown(&world, &made[1]).await;
    }

    async fn a_link_of_before_keys_were_kept_beside_links_ends_with_its_key_too(world: World) {
        let owner = busy(&world, "acme").await;
        let wanted = [Permission::ViewOverview, Permission::ManageSharing].map(|one| one.to_string());
        let key = KeyForm { name: "board".to_owned(), permissions: wanted.to_vec(), ..KeyForm::default() };
        let key = api_keys::create(world.access(&owner).await, key).await.unwrap();
        let program = api_keys::authenticate(&world.service, &key.secret, world.visitor()).await.unwrap();
        let access = Access::enter(&world.service, &program, "acme").await.unwrap();
        let made = share_links::create(access, form("live")).await.unwrap();
        let own = create(&world, &owner, form("live")).await;
        let location = owner.tenant.location().unwrap();
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        let text = "update share_links set key_id = null, created_by = maker_id || ' “board” of acc_1'";
        for undo in [text, "delete from migrations where number = 10"] {
            tx.raw().tamper(undo).await.unwrap();
        }
        tx.commit().await.unwrap();
        world.reopened().await.tenant(&location, Mode::Read).await.unwrap();
        shown(&world, &made).await;
        api_keys::revoke(world.access(&owner).await, key.key.id.as_str(), "board").await.unwrap();
        assert!(matches!(look(&world, token(&made), "").await, Opened::Revoked));
        shown(&world, &own).await;
    }

    async fn a_link_of_a_closed_space_says_so_and_opens_again_with_it(world: World) {
        let owner = busy(&world, "acme").await;
        let link = create(&world, &owner, form("live")).await;
        let limited = create(&world, &owner, ShareForm { view_limit: "1".to_owned(), ..form("snapshot") }).await;
        tenants::close(world.team_access::<CloseTenant>(&owner).await, "acme").await.unwrap();
        assert!(matches!(look(&world, token(&link), "").await, Opened::SpaceClosed));
        assert_eq!(press(&world, &limited).await.unwrap_err(), Error::NotFound);
        let wrong = format!("{}x", token(&link));
        assert!(matches!(look(&world, &wrong, "").await, Opened::Unknown), "it tells strangers nothing");
        tenants::reopen(world.team_access::<CloseTenant>(&owner).await).await.unwrap();
        shown(&world, &link).await;
        press(&world, &limited).await.unwrap();
    }

    async fn a_link_from_before_words_were_checked_shows_what_it_did(world: World) {
        let owner = busy(&world, "acme").await;
        let made = create(&world, &owner, form("live")).await;
        let query = r#"{"range":"fortnight","from":"","to":"","host":"","domain":"","measure":"weight"}"#;
        let old = ShareLink { id: ShareLinkId::new(1, 1), query: query.to_owned(), ..made.link.clone() };
        let mut tx = world.store.tenant(&owner.tenant.location().unwrap(), Mode::Write).await.unwrap();
        store::tenant::share_links::insert(&mut tx, &old, None).await.unwrap();
        tx.commit().await.unwrap();
        let (new, old) = (made.link.id.as_str().to_owned(), old.id.as_str().to_owned());
        let url = made.url.replace(new.trim_start_matches("shr_"), old.trim_start_matches("shr_"));
        let made = NewLink { url, ..made };
        assert_eq!(shown(&world, &made).await.overview.total.messages, 1);
    }

    async fn a_space_has_so_many_open_links_and_is_told_which_to_revoke(world: World) {
        let owner = busy(&world, "acme").await;
        let oldest = create(&world, &owner, ShareForm { name: "Oldest".to_owned(), ..form("live") }).await;
        let location = owner.tenant.location().unwrap();
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        for number in 1..share_links::OPEN {
            let number = u64::try_from(number).unwrap();
            let id = ShareLinkId::new(number, number.into());
            let link = ShareLink { id, name: "More".to_owned(), created_at: world.now() + 1, ..oldest.link.clone() };
            store::tenant::share_links::insert(&mut tx, &link, None).await.unwrap();
        }
        tx.commit().await.unwrap();
        let refused = share_links::create(world.access(&owner).await, form("live")).await.map(|_| ());
        let problem = Problem::ShareLinks(ShareLinksProblem::TooManyShareLinks { max: 100, first: "Oldest".to_owned() });
        assert_eq!(refused, Err(Error::field("name", problem)));
        share_links::revoke(world.access(&owner).await, oldest.link.id.as_str()).await.unwrap();
        create(&world, &owner, form("live")).await;
    }

    async fn whoever_may_not_share_makes_and_sees_no_link(world: World) {
        let owner = busy(&world, "acme").await;
        let made = create(&world, &owner, form("snapshot")).await;
        for role in [Role::Viewer, Role::Member, Role::Guest, Role::Billing] {
            let member = world.join(&owner.tenant, &format!("{role}@example.test"), role).await;
            let entered = world.enter::<ManageSharing>(&member).await;
            assert!(matches!(entered, Err(Error::Forbidden { .. })), "{role}");
            let entered = world.enter::<ListShareLinks>(&member).await;
            assert!(matches!(entered, Err(Error::Forbidden { .. })), "{role}");
        }
        let stranger = busy(&world, "other").await;
        let revoked = share_links::revoke(world.access(&stranger).await, made.link.id.as_str()).await;
        assert_eq!(revoked, Err(Error::NotFound));
        drop(world.access::<ManagePolicyAgents>(&stranger).await);
        shown(&world, &made).await;
    }

    async fn a_form_that_is_wrong_says_where(world: World) {
        let owner = busy(&world, "acme").await;
        let wrong = ShareForm {
            name: String::new(),
            kind: "movie".to_owned(),
            days: "91".to_owned(),
            password: "short".to_owned(),
            view_limit: "0".to_owned(),
            ..ShareForm::default()
        };
        let Err(Error::Invalid { fields }) =
            share_links::create(world.access(&owner).await, wrong).await.map(|_| ())
        else {
            panic!("it was taken");
        };
        let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["name", "kind", "days", "view_limit", "password"]);
        for days in ["", "0", "-1", "1.5", "soon"] {
            let form = ShareForm { days: days.to_owned(), ..form("live") };
            share_links::create(world.access(&owner).await, form).await.map(|_| ()).unwrap_err();
        }
        let unknown_host = OverviewQuery { host: "nowhere".to_owned(), ..OverviewQuery::default() };
        let form = ShareForm { query: unknown_host, ..form("live") };
        let refused = share_links::create(world.access(&owner).await, form).await.map(|_| ());
        assert_eq!(refused, Err(Error::field("host", Problem::NotAChoice)));
        // What it shows is told with the rest.
        let query = OverviewQuery {
            range: "custom".to_owned(),
            from: "2026-13-01".to_owned(),
            to: "soon".to_owned(),
            measure: "weight".to_owned(),
            ..OverviewQuery::default()
        };
        let wrong = ShareForm { query, days: "0".to_owned(), ..ShareForm::default() };
        let Err(Error::Invalid { fields }) =
            share_links::create(world.access(&owner).await, wrong).await.map(|_| ())
        else {
            panic!("it was taken");
        };
        let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["measure", "from", "to", "name", "kind", "days"]);
        assert!(share_links::list(&mut world.access(&owner).await).await.unwrap().is_empty());
    }
}
