//! Alerts: what fires, when, who is told of it and how often; and the address that is asked every quarter.

mod mails;
mod rules;

use domain::{
    DAY, DomainId, HOUR, MINUTE, Micros,
    domains::{DomainKind, DomainsProblem},
    permission::{ListAlertRules, ManageAlerts, ManageSettings, ViewOverview},
    plans::Plan,
};
use service::{
    Service,
    alerts::{self, AlertFiring, RuleForm, looks},
    contacts::{self, ContactForm},
    domains::{self, Domain, DomainsForm},
    policy_agents::NewKey,
};
use store::Mode;
use testkit::{Batch, Mail, Member, World, rcpt};

pub(super) const SILENT: &str = "alr_00000000000000000000000001";
const FOREIGN: &str = "alr_00000000000000000000000004";

pub(super) async fn firing(world: &World, member: &Member) -> Vec<AlertFiring> {
    looks::firing(&mut world.access::<ViewOverview>(member).await).await.unwrap()
}

async fn history(world: &World, member: &Member) -> Vec<AlertFiring> {
    looks::history(&mut world.access::<ViewOverview>(member).await, "", 50).await.unwrap()
}

pub(super) async fn form(world: &World, member: &Member, id: &str) -> RuleForm {
    let rule = alerts::find(&mut world.access::<ListAlertRules>(member).await, id).await.unwrap();
    RuleForm::of(&rule)
}

pub(super) async fn update(world: &World, member: &Member, id: &str, form: &RuleForm) {
    alerts::update(world.access::<ManageAlerts>(member).await, id, form).await.unwrap();
}

/// Looks once a minute for so long.
pub(super) async fn look(world: &World, minutes: i64) {
    for _ in 0..minutes {
        world.advance(MINUTE);
        alerts::run(&world.service).await.unwrap();
    }
}

pub(super) async fn look_on(service: &Service) {
    alerts::run(service).await.unwrap();
}

/// A space with a host that was heard of just now.
pub(super) async fn space(world: &World) -> (Member, NewKey) {
    let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
    let key = world.enrol(&owner, "mx1").await;
    hear(world, &key, 1, world.now()).await;
    world.mails().await;
    (owner, key)
}

async fn hear(world: &World, key: &NewKey, seq: i64, at: Micros) {
    let seen = rcpt(at, &format!("m{seq}"), "a@elsewhere.test", "b@elsewhere.test");
    world.send(key, &Batch::new("s", seq).clock(world.now()).record(seen)).await.unwrap();
}

/// The new mails of alerts, and whom each went to.
async fn told(world: &World) -> Vec<Mail> {
    let mails = world.mails().await;
    mails.into_iter().filter(|mail| mail.links().iter().any(|link| link.ends_with("/alerts"))).collect()
}

async fn confirmed(world: &World, owner: &Member, kind: &str, email: &str) {
    let form = ContactForm { email: email.to_owned(), language: "en".to_owned(), ..ContactForm::default() };
    contacts::set(world.team_access::<ManageSettings>(owner).await, kind, &form).await.unwrap();
    world.service.run_due_jobs().await.unwrap();
    let mail = world.mails().await.into_iter().find(|mail| mail.to == email).unwrap();
    contacts::confirm(&world.service, &world.visitor(), &mail.token()).await.unwrap();
}

testkit::both_engines! {
    async fn a_silent_agent_fires_after_its_time_and_is_told_once_each_way(world: World) {
        let (owner, key) = space(&world).await;
        look(&world, 15).await;
        assert!(firing(&world, &owner).await.is_empty() && told(&world).await.is_empty());
        look(&world, 1).await;
        let [one] = &firing(&world, &owner).await[..] else { panic!("it fires") };
        assert_eq!((one.subject_name.as_str(), one.value, one.told_to.as_str()), ("mx1", 16, "ann@example.test"));
        let [mail] = &told(&world).await[..] else { panic!("one mail") };
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("ann@example.test", "Acme: Agent silent"));
        assert!(mail.text.contains("mx1") && mail.text.contains("16 minutes"), "{}", mail.text);
        look(&world, 30).await;
        assert!(told(&world).await.is_empty(), "one notice for one firing");

        hear(&world, &key, 2, world.now()).await;
        look(&world, 5).await;
        assert_eq!(firing(&world, &owner).await.len(), 1, "it was not well for long enough");
        look(&world, 1).await;
        assert!(firing(&world, &owner).await.is_empty());
        let [mail] = &told(&world).await[..] else { panic!("one mail") };
        assert!(mail.subject.contains("over"), "{}", mail.subject);
        let [over] = &history(&world, &owner).await[..] else { panic!("it is in the history") };
        assert_eq!(over.resolved_at, Some(world.now()));
        look(&world, 3).await;
        assert!(told(&world).await.is_empty());
    }

    async fn an_agent_that_comes_and_goes_is_one_firing(world: World) {
        let (owner, key) = space(&world).await;
        look(&world, 17).await;
        assert_eq!(told(&world).await.len(), 1);
        for seq in 2..5 {
            // Heard of, and off again before it was well for five minutes.
            hear(&world, &key, seq, world.now()).await;
            look(&world, 3).await;
            world.advance(14 * MINUTE);
            look(&world, 1).await;
        }
        assert!(told(&world).await.is_empty());
        assert_eq!((firing(&world, &owner).await.len(), history(&world, &owner).await.len()), (1, 0));
    }

    async fn quiet_hours_put_off_what_still_fires_when_they_end(world: World) {
        let (owner, _) = space(&world).await;
        let zone = world.access::<ListAlertRules>(&owner).await.zone().clone();
        let hour = |at: Micros| {
            let minute = (at - zone.day_start(zone.day_of(at))) / MINUTE;
            format!("{:02}:{:02}", minute / 60, minute % 60)
        };
        let form = RuleForm {
            quiet_from: hour(world.now() - HOUR),
            quiet_to: hour(world.now() + HOUR),
            ..form(&world, &owner, SILENT).await
        };
        update(&world, &owner, SILENT, &form).await;
        look(&world, 59).await;
        let [one] = &firing(&world, &owner).await[..] else { panic!("it fires") };
        assert_eq!(one.told_at, None);
        assert!(told(&world).await.is_empty());
        look(&world, 1).await;
        assert_eq!(told(&world).await.len(), 1, "told when they end");
    }

    async fn whoever_silences_or_sees_to_it_is_not_told(world: World) {
        let (owner, key) = space(&world).await;
        alerts::silence(world.access(&owner).await, SILENT, "1", "a new disk").await.unwrap();
        look(&world, 30).await;
        let [one] = &firing(&world, &owner).await[..] else { panic!("it fires") };
        assert!(told(&world).await.is_empty());
        alerts::acknowledge(world.access(&owner).await, one.id.as_str()).await.unwrap();
        alerts::acknowledge(world.access(&owner).await, one.id.as_str()).await.unwrap();
        look(&world, 40).await;
        assert!(told(&world).await.is_empty(), "somebody knows already");
        assert_eq!(firing(&world, &owner).await[0].acknowledged_by, "ann@example.test");
        hear(&world, &key, 2, world.now()).await;
        look(&world, 7).await;
        assert!(firing(&world, &owner).await.is_empty() && told(&world).await.is_empty());
    }

    async fn a_silence_that_is_over_tells_what_still_fires(world: World) {
        let (owner, _) = space(&world).await;
        alerts::silence(world.access(&owner).await, SILENT, "1", "a new disk").await.unwrap();
        look(&world, 59).await;
        assert!(told(&world).await.is_empty());
        alerts::unsilence(world.access(&owner).await, SILENT).await.unwrap();
        look(&world, 1).await;
        assert_eq!(told(&world).await.len(), 1);
    }

    async fn what_tells_of_a_broken_host_goes_to_no_mailbox_there(world: World) {
        let (owner, _) = space(&world).await;
        confirmed(&world, &owner, "technical", "zoe@acme.example").await;
        let form = DomainsForm { names: "acme.example".to_owned(), kind: "local".to_owned() };
        domains::add(world.access(&owner).await, form).await.unwrap();
        look(&world, 20).await;
        let mails = told(&world).await;
        assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["ann@example.test"]);

        let form = DomainsForm { names: "example.test".to_owned(), kind: "relay".to_owned() };
        domains::add(world.access(&owner).await, form).await.unwrap();
        let form = form_again(&world, &owner).await;
        update(&world, &owner, SILENT, &form).await;
        look(&world, 1).await;
        assert!(told(&world).await.is_empty());
        let [one] = &firing(&world, &owner).await[..] else { panic!("it fires") };
        assert_eq!((one.told_at, one.told_to.as_str()), (Some(world.now()), ""), "nobody is left, and it says so");
        let rule = alerts::find(&mut world.access::<ListAlertRules>(&owner).await, SILENT).await.unwrap();
        let told = alerts::telling::told(world.team_access(&owner).await, &rule).await.unwrap();
        assert_eq!(told, (Vec::new(), false));
    }

    async fn two_servers_tell_once(world: World) {
        let (owner, _) = space(&world).await;
        let other = world.other_server().await;
        world.advance(20 * MINUTE);
        let (one, two) = tokio::join!(alerts::run(&world.service), alerts::run(&other));
        one.unwrap();
        two.unwrap();
        look_on(&other).await;
        assert_eq!(firing(&world, &owner).await.len(), 1);
        assert_eq!(told(&world).await.len(), 1);
    }

    async fn foreign_attempts_of_the_last_full_hour_fire(world: World) {
        let (owner, key) = space(&world).await;
        let form = RuleForm { threshold: "3".to_owned(), ..form(&world, &owner, FOREIGN).await };
        update(&world, &owner, FOREIGN, &form).await;
        for seq in 2..7 {
            hear(&world, &key, seq, world.now()).await;
        }
        look(&world, 5).await;
        assert!(firing(&world, &owner).await.is_empty(), "the quarter is not full yet");
        world.advance(10 * MINUTE);
        hear(&world, &key, 7, world.now()).await;
        look(&world, 1).await;
        let [one] = &firing(&world, &owner).await[..] else { panic!("it fires") };
        assert_eq!((one.rule_id.as_str(), one.value, one.subject_name.as_str()), (FOREIGN, 6, ""));
    }

    async fn a_rule_that_is_switched_off_ends_what_it_fired(world: World) {
        let (owner, _) = space(&world).await;
        look(&world, 20).await;
        let form = RuleForm { is_enabled: false, ..form(&world, &owner, SILENT).await };
        update(&world, &owner, SILENT, &form).await;
        look(&world, 10).await;
        assert!(firing(&world, &owner).await.is_empty());
        assert_eq!(told(&world).await.len(), 1, "the end of what somebody switched off is told to nobody");
    }

    async fn the_emergency_address_is_elsewhere_and_asked_every_quarter(world: World) {
        let (owner, _) = space(&world).await;
        let form = DomainsForm { names: "acme.example".to_owned(), kind: "local".to_owned() };
        domains::add(world.access(&owner).await, form).await.unwrap();
        for email in ["zoe@acme.example", "zoe@desk.acme.example"] {
            let form = ContactForm { email: email.to_owned(), ..ContactForm::default() };
            let refused = contacts::set(world.team_access(&owner).await, "emergency", &form).await;
            assert_eq!(refused.unwrap_err().status(), 422, "{email}");
        }
        confirmed(&world, &owner, "emergency", "zoe@mail.test").await;
        let at = world.now();
        world.advance(76 * DAY);
        contacts::test_due(&world.service).await.unwrap();
        world.service.run_due_jobs().await.unwrap();
        assert!(world.mails().await.is_empty());
        world.advance(2 * DAY);
        contacts::test_due(&world.service).await.unwrap();
        contacts::test_due(&world.service).await.unwrap();
        world.service.run_due_jobs().await.unwrap();
        let [mail] = &world.mails().await[..] else { panic!("one mail") };
        assert_eq!(mail.to, "zoe@mail.test");
        let check = async || {
            contacts::emergency_check(&mut world.team_access::<ManageSettings>(&owner).await).await.unwrap().unwrap()
        };
        assert_eq!(check().await.checked_at, Some(at));
        contacts::confirm(&world.service, &world.visitor(), &mail.token()).await.unwrap();
        assert_eq!((check().await.checked_at, check().await.asked_at), (Some(world.now()), None));

        // Nobody answers the next time: the owners are told.
        world.advance(93 * DAY);
        look(&world, 1).await;
        let mails = told(&world).await;
        let overdue: Vec<&Mail> = mails.iter().filter(|mail| mail.subject.contains("Emergency")).collect();
        assert_eq!(overdue.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["ann@example.test"]);
    }

    async fn a_domain_of_the_emergency_address_is_taken_once_that_is_elsewhere(world: World) {
        let (owner, _) = space(&world).await;
        confirmed(&world, &owner, "emergency", "zoe@desk.mail.test").await;
        let add = async || {
            let names = "mail.test\nother.test".to_owned();
            let form = DomainsForm { names, kind: "local".to_owned() };
            domains::add(world.access(&owner).await, form).await.unwrap()
        };
        let done = add().await;
        assert_eq!(done.added.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["other.test"]);
        assert_eq!(done.refused[0].problem, DomainsProblem::HoldsEmergency.into());
        let form = ContactForm { email: "zoe@far.test".to_owned(), ..ContactForm::default() };
        contacts::set(world.team_access(&owner).await, "emergency", &form).await.unwrap();
        assert_eq!(add().await.added[0].name, "mail.test");
    }

    async fn an_emergency_address_that_came_to_be_on_an_own_domain_is_told(world: World) {
        let (owner, _) = space(&world).await;
        confirmed(&world, &owner, "emergency", "zoe@mail.test").await;
        look(&world, 1).await;
        assert!(told(&world).await.is_empty());
        // Both were written down at the same moment.
        let mut tx = world.store.tenant(&owner.tenant.location().unwrap(), Mode::Write).await.unwrap();
        let own = Domain {
            id: DomainId::new(1, 1),
            name: "mail.test".to_owned(),
            kind: DomainKind::Local,
            is_enabled: true,
            created_at: world.now(),
        };
        store::tenant::domains::insert(&mut tx, &own).await.unwrap();
        tx.commit().await.unwrap();
        world.advance(HOUR);
        look(&world, 1).await;
        assert!(told(&world).await.iter().any(|mail| mail.subject.contains("Emergency")));
    }
}

/// The same rule with another threshold, so that it begins anew.
async fn form_again(world: &World, owner: &Member) -> RuleForm {
    RuleForm { threshold: "5".to_owned(), ..form(world, owner, SILENT).await }
}
