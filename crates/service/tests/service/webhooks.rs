//! What a receiver outside gets, what becomes of it where it does not take it, and what nobody is made to ask.

mod guard;
mod heads;
mod receiver;

use domain::{
    DAY, HOUR, SECOND, TenantId,
    jobs::{Awaited, JobState, JobsError},
    permission::ManageMailFlow,
    plans::Plan,
    webhooks::{DeliveryState, Webhook},
};
use receiver::{Answer, SECRET, Stub};
use serde_json::json;
use service::{
    Access, Caller, Service, Source, accounts,
    egress::{Egress, Names},
    events,
    jobs::looks as jobs,
    networks::{self, NetworksForm},
    webhooks::{
        self, Parcel, Receiver, Webhooks,
        looks::{self, Delivery, DeliveryQuery},
    },
};
use store::Mode;
use testkit::{PASSWORD, World};

/// A server that may ask this machine.
async fn server(world: &World, url: &str, secrets: &str) -> Service {
    let egress = Egress::new(vec!["127.0.0.0/8".parse().unwrap()], Names::System);
    let audit_heads = Some(Receiver::new(url, secrets, &egress).unwrap());
    world.other_server().await.with_egress(egress).with_webhooks(Webhooks { audit_heads })
}

fn parcel<'a>(world: &World, key: &'a str, tenant: Option<&'a TenantId>) -> Parcel<'a> {
    Parcel {
        webhook: Webhook::AuditHeads,
        receiver: "",
        key,
        tenant,
        topic: "test.happened",
        at: world.now(),
        data: json!({ "number": 7 }),
    }
}

/// Asks for a message; its delivery, unless it was asked for before.
async fn ask(world: &World, service: &Service, key: &str, tenant: Option<&TenantId>) -> Option<String> {
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    let asked = webhooks::ask(service, &mut tx, &parcel(world, key, tenant)).await.unwrap();
    tx.commit().await.unwrap();
    asked.map(|id| id.to_string())
}

async fn find(service: &Service, id: &str) -> Delivery {
    looks::find_any(&mut testkit::operate(service).await, id).await.unwrap().0
}

/// Lets time go by, for the receiver too, and does what came due.
async fn later(world: &World, service: &Service, receiver: &Stub, by: i64) {
    world.advance(by);
    receiver.set_clock(world.now());
    service.run_due_jobs().await.unwrap();
}

/// All jobs that send, with their data and how they failed.
async fn sending(service: &Service) -> Vec<jobs::Job> {
    jobs::list_all(&mut testkit::operate(service).await, &jobs::JobQuery::default(), 100)
        .await
        .unwrap()
        .jobs
        .into_iter()
        .filter(|job| job.kind == "send-webhook")
        .collect()
}

testkit::both_engines! {
    async fn a_message_is_signed_and_sent_once_for_its_key_by_two_servers(world: World) {
        let receiver = Stub::start(&world).await;
        let one = server(&world, &receiver.url(), SECRET).await;
        let other = server(&world, &receiver.url(), SECRET).await;
        let id = ask(&world, &one, "first", None).await.unwrap();
        assert_eq!(ask(&world, &other, "first", None).await, None, "it was asked for before");
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        webhooks::ask(&one, &mut tx, &parcel(&world, "second", None)).await.unwrap();
        drop(tx);
        let (done, beside) = tokio::join!(one.run_due_jobs(), other.run_due_jobs());
        done.unwrap();
        beside.unwrap();
        let taken = receiver.taken();
        assert_eq!(taken.len(), 1, "what was not committed is not sent: {taken:?}");
        assert_eq!((taken[0].id.as_str(), taken[0].at), (id.as_str(), world.now() / SECOND));
        assert_eq!(
            taken[0].body,
            r#"{"data":{"number":7},"timestamp":"2026-11-21T12:00:00Z","type":"test.happened"}"#
        );
        let (delivery, tries) = looks::find_any(&mut testkit::operate(&one).await, &id).await.unwrap();
        assert_eq!((delivery.state, tries.len()), (DeliveryState::Delivered, 1));
        assert_eq!((tries[0].status, tries[0].host.as_str()), (Some(204), "127.0.0.1"));
        assert_eq!(ask(&world, &one, "first", None).await, None, "nor is it sent again when it is done");
        assert!(sending(&one).await.is_empty());
    }

    async fn what_a_receiver_fails_to_take_is_sent_again_under_its_id(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        receiver.answer([Answer { body: "out\nof\u{0} order".repeat(100_000), ..Answer::of(500) }]);
        let id = ask(&world, &service, "key", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let waiting = find(&service, &id).await;
        assert_eq!((waiting.state, waiting.status), (DeliveryState::Waiting, Some(500)));
        later(&world, &service, &receiver, SECOND).await;
        let taken = receiver.taken();
        assert_eq!(taken.len(), 2);
        assert_eq!((&taken[0].id, &taken[0].body), (&taken[1].id, &taken[1].body));
        assert_eq!(taken[0].at + 1, taken[1].at);
        let (delivery, tries) = looks::find_any(&mut testkit::operate(&service).await, &id).await.unwrap();
        assert_eq!((delivery.state, delivery.tries), (DeliveryState::Delivered, 2));
        assert_eq!(tries[0].error, "the receiver answered 500");
        assert!(tries[0].answer.starts_with("out of  order") && tries[0].answer.len() <= 300, "{:?}", tries[0]);
    }

    async fn a_receiver_that_is_never_there_is_given_up_after_a_day_and_operators_are_told(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        let cli = Caller::local(Source::Cli);
        accounts::create(&service, &cli, "op@example.test", PASSWORD, true).await.unwrap();
        receiver.answer((0..100).map(|_| Answer::of(500)));
        let id = ask(&world, &service, "key", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        for _ in 0..25 {
            later(&world, &service, &receiver, HOUR).await;
        }
        assert_eq!(find(&service, &id).await.state, DeliveryState::Failed);
        let mail = world.mail().await;
        assert_eq!(mail.to, "op@example.test");
        assert!(mail.text.contains("127.0.0.1: the receiver answered 500"), "{}", mail.text);
        assert!(!mail.text.contains("hidden"), "{}", mail.text);
    }

    async fn a_receiver_that_is_gone_is_asked_no_more_until_somebody_says_so(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        receiver.answer([Answer::of(410)]);
        let id = ask(&world, &service, "key", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let failed = find(&service, &id).await;
        assert_eq!(failed.state, DeliveryState::Failed);
        assert_eq!(failed.error, "the receiver answered 410 Gone: it wants nothing more at this address");
        later(&world, &service, &receiver, 2 * HOUR).await;
        assert_eq!(receiver.asked(), 1);
        looks::retry_any(testkit::operate(&service).await, &id).await.unwrap();
        let twice = looks::retry_any(testkit::operate(&service).await, &id).await;
        assert_eq!(twice.unwrap_err(), domain::Error::Jobs(JobsError::JobChanged));
        service.run_due_jobs().await.unwrap();
        assert_eq!(find(&service, &id).await.state, DeliveryState::Delivered);
        // What was taken may be sent once more too, for a receiver that has lost it.
        looks::retry_any(testkit::operate(&service).await, &id).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let ids: Vec<_> = receiver.taken().into_iter().map(|taken| taken.id).collect();
        assert_eq!(ids, [id.clone(), id.clone(), id]);
        let trail = world.control_trail().await;
        assert_eq!(trail.iter().filter(|entry| entry.action == "jobs.retry").count(), 2);
        assert_eq!(looks::retry_any(testkit::operate(&service).await, "dlv_x").await.unwrap_err(), domain::Error::NotFound);
    }

    async fn who_asks_to_be_left_alone_is_left_alone_and_not_for_ever(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        let after = |status, seconds: &str| Answer {
            headers: vec![("retry-after", seconds.to_owned())],
            ..Answer::of(status)
        };
        receiver.answer([after(503, "120"), after(429, "99999999999999999999"), after(429, "99999999")]);
        let id = ask(&world, &service, "key", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        later(&world, &service, &receiver, 100 * SECOND).await;
        assert_eq!((receiver.asked(), find(&service, &id).await.state), (1, DeliveryState::Waiting));
        assert_eq!(sending(&service).await[0].waits_for.as_deref(), Some(Awaited::ReceiverRest.as_str()));
        ask(&world, &service, "other", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        assert_eq!(receiver.asked(), 1, "nor is anything else sent there");
        later(&world, &service, &receiver, 21 * SECOND).await;
        assert_eq!(receiver.asked(), 3, "what is no number says nothing");
        later(&world, &service, &receiver, HOUR - SECOND).await;
        assert_eq!(receiver.asked(), 3);
        later(&world, &service, &receiver, SECOND).await;
        let taken = receiver.taken().len();
        assert!(taken >= 4, "an hour is the longest: {taken}");
        later(&world, &service, &receiver, HOUR).await;
        assert_eq!(find(&service, &id).await.state, DeliveryState::Delivered);
    }

    async fn a_redirect_is_not_followed(world: World) {
        let receiver = Stub::start(&world).await;
        let elsewhere = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        let location = vec![("location", elsewhere.url())];
        receiver.answer([Answer { headers: location, ..Answer::of(307) }]);
        let id = ask(&world, &service, "key", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        assert_eq!((receiver.asked(), elsewhere.asked()), (1, 0));
        let delivery = find(&service, &id).await;
        assert_eq!(delivery.state, DeliveryState::Waiting);
        assert!(delivery.error.contains("307, which leads elsewhere"), "{}", delivery.error);
    }

    async fn while_a_secret_is_replaced_both_are_known(world: World) {
        let receiver = Stub::start(&world).await;
        let new = webhooks::Secret::make();
        let service = server(&world, &receiver.url(), &format!("{new},{SECRET}")).await;
        ask(&world, &service, "old", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        receiver.know(&new);
        ask(&world, &service, "new", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        assert_eq!(receiver.taken().len(), 2);
    }

    async fn a_tenants_receiver_that_is_not_there_keeps_nobody_elses_messages_waiting(world: World) {
        let receiver = Stub::start(&world).await;
        let (one, other) = (TenantId::new(1, 1), TenantId::new(2, 1));
        // Nobody listens there any more.
        let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let dead = server(&world, &format!("http://{nobody}/"), SECRET).await;
        let first = ask(&world, &dead, "a1", Some(&one)).await.unwrap();
        let second = ask(&world, &dead, "a2", Some(&one)).await.unwrap();
        dead.run_due_jobs().await.unwrap();
        let (first, second) = (find(&dead, &first).await, find(&dead, &second).await);
        assert_eq!((first.tries, second.tries), (1, 0), "what does not answer is left alone");
        assert!(first.error.starts_with("there was no connection: "), "{}", first.error);
        // The same host, for another tenant.
        let alive = server(&world, &receiver.url(), SECRET).await;
        let theirs = ask(&world, &alive, "b", Some(&other)).await.unwrap();
        alive.run_due_jobs().await.unwrap();
        assert_eq!(find(&alive, &theirs).await.state, DeliveryState::Delivered);
        assert_eq!(receiver.asked(), 1);
        later(&world, &alive, &receiver, 5 * SECOND).await;
        later(&world, &alive, &receiver, 15 * SECOND).await;
        assert_eq!(receiver.taken().len(), 3, "and what waited is sent when it is there again");
    }

    async fn those_that_wait_for_a_host_come_one_after_the_other(world: World) {
        let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let service = server(&world, &format!("http://{nobody}/"), SECRET).await;
        let tenant = TenantId::new(1, 1);
        for key in ["a", "b", "c", "d", "e", "f"] {
            ask(&world, &service, key, Some(&tenant)).await.unwrap();
        }
        service.run_due_jobs().await.unwrap();
        world.advance(5 * SECOND);
        service.run_due_jobs().await.unwrap();
        let page = looks::list_all(&mut testkit::operate(&service).await, &DeliveryQuery::default(), 10).await.unwrap();
        assert_eq!(page.deliveries.iter().map(|delivery| delivery.tries).sum::<i64>(), 2, "one after each rest");
        let jobs = sending(&service).await;
        let taken: i64 = jobs.iter().map(|job| job.fence).sum();
        assert_eq!(taken, 8, "the one that was tried, and the first that waited");
        let mut turns: Vec<_> = jobs.iter().filter(|job| job.waits_for.is_some()).map(|job| job.run_at).collect();
        turns.sort_unstable();
        assert!(turns.len() == 5 && turns.windows(2).all(|two| two[1] - two[0] >= SECOND), "{turns:?}");
    }

    async fn who_says_so_has_a_message_sent_to_a_host_that_rests(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        let long = Answer { headers: vec![("retry-after", "3600".to_owned())], ..Answer::of(503) };
        receiver.answer([Answer::of(410), long]);
        let id = ask(&world, &service, "key", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        ask(&world, &service, "other", None).await.unwrap();
        service.run_due_jobs().await.unwrap();
        looks::retry_any(testkit::operate(&service).await, &id).await.unwrap();
        service.run_due_jobs().await.unwrap();
        assert_eq!(find(&service, &id).await.state, DeliveryState::Delivered);
    }

    async fn a_message_of_a_tenants_transaction_is_sent_once_and_only_if_it_is_committed(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
        let enter = || Access::<ManageMailFlow>::enter(&service, &owner.caller, &owner.tenant.slug);
        let mut access = enter().await.unwrap();
        webhooks::ask_within(&mut access, &parcel(&world, "lost", None)).await.unwrap();
        drop(access);
        for (key, cidr) in [("kept", "192.0.2.0/28"), ("kept", "198.51.100.0/28"), ("other", "203.0.113.0/28")] {
            let mut access = enter().await.unwrap();
            webhooks::ask_within(&mut access, &parcel(&world, key, None)).await.unwrap();
            networks::add(access, NetworksForm { cidrs: cidr.to_owned(), ..NetworksForm::default() }).await.unwrap();
        }
        events::retention::run(&service).await.unwrap();
        service.run_due_jobs().await.unwrap();
        assert_eq!(receiver.taken().len(), 2);
        let page = looks::list_all(&mut testkit::operate(&service).await, &DeliveryQuery::default(), 10).await.unwrap();
        let tenant = owner.tenant.id.to_string();
        assert!(page.deliveries.iter().all(|delivery| delivery.tenant_id.as_deref() == Some(&tenant)));
        assert_eq!(page.deliveries.len(), 2);
    }

    async fn secrets_and_addresses_are_nowhere(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        // What is read ends within the address, wherever in it.
        let cut = |more| Answer { body: "-".repeat(more) + &"{address}".repeat(100), ..Answer::of(404) };
        receiver.answer([Answer::of(404)].into_iter().chain((0..receiver::PATH.len()).map(cut)));
        let mut stored = Vec::new();
        for key in 0..=receiver::PATH.len() {
            let id = ask(&world, &service, &key.to_string(), None).await.unwrap();
            service.run_due_jobs().await.unwrap();
            let found = looks::find_any(&mut testkit::operate(&service).await, &id).await.unwrap();
            let answer = &found.1[0].answer;
            let is_blanked = answer.contains("****") && answer.chars().all(|letter| "-*".contains(letter));
            assert!(answer == "Cannot POST ****" || is_blanked, "{answer}");
            stored.push(format!("{found:?}"));
        }
        stored.push(format!("{:?}", sending(&service).await));
        let stored = stored.concat();
        assert!(stored.contains("send-webhook") && !stored.contains("hooks/"), "{stored}");
        let all = format!("{service:?} {stored}");
        for secret in ["MfKQ9r8GKYq", "hidden"] {
            assert!(!all.contains(secret), "{secret}: {all}");
        }
    }

    async fn deliveries_are_listed_and_forgotten_after_a_month(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        for key in ["a", "b", "c"] {
            ask(&world, &service, key, None).await.unwrap();
            world.advance(SECOND);
        }
        service.run_due_jobs().await.unwrap();
        let first = looks::list_all(&mut testkit::operate(&service).await, &DeliveryQuery::default(), 2).await.unwrap();
        assert_eq!(first.deliveries.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["c", "b"]);
        let query = DeliveryQuery { before: first.next.unwrap(), ..DeliveryQuery::default() };
        let rest = looks::list_all(&mut testkit::operate(&service).await, &query, 2).await.unwrap();
        assert_eq!((rest.deliveries.len(), rest.next), (1, None));
        let failed = DeliveryQuery { state: "failed".to_owned(), ..DeliveryQuery::default() };
        assert!(looks::list_all(&mut testkit::operate(&service).await, &failed, 2).await.unwrap().deliveries.is_empty());
        for wrong in [("gone", ""), ("", "x"), ("", "1.x")] {
            let (state, before) = (wrong.0.to_owned(), wrong.1.to_owned());
            looks::list_all(&mut testkit::operate(&service).await, &DeliveryQuery { state, before }, 2).await.unwrap_err();
        }
        world.advance(31 * DAY);
        events::retention::expire(&service).await.unwrap();
        assert!(looks::list_all(&mut testkit::operate(&service).await, &DeliveryQuery::default(), 2).await.unwrap().deliveries.is_empty());
    }

    async fn a_job_that_outlives_its_delivery_or_its_address_says_so(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        ask(&world, &service, "key", None).await.unwrap();
        // One that nobody gave an address.
        world.other_server().await.run_due_jobs().await.unwrap();
        let job = sending(&service).await.remove(0);
        assert_eq!(job.state, JobState::Failed);
        assert_eq!(job.error.as_deref(), Some("audit-heads has no address any more: nothing is sent to it"));
        world.advance(31 * DAY);
        events::retention::expire(&service).await.unwrap();
        jobs::wish_any(testkit::operate(&service).await, job.id.as_str(), jobs::Wish::Retry).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let error = sending(&service).await.remove(0).error.unwrap();
        assert!(error.contains("forgotten meanwhile"), "{error}");
        assert_eq!(receiver.asked(), 0);
    }

    async fn a_message_that_is_too_large_is_not_asked_for(world: World) {
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let data = json!({ "text": "x".repeat(webhooks::BODY_BYTES) });
        let large = Parcel { data, ..parcel(&world, "key", None) };
        webhooks::ask(&world.service, &mut tx, &large).await.unwrap_err();
    }
}
