//! The ends of the audit logs, to a receiver outside.

use service::{
    audit::{self, Loss, heads::Telling},
    domains::{self, DomainsForm},
};
use testkit::Member;

use super::*;

async fn add_domain(world: &World, owner: &Member, name: &str) {
    let form = DomainsForm { names: name.to_owned(), kind: "local".to_owned() };
    domains::add(world.access::<ManageMailFlow>(owner).await, form).await.unwrap();
}

/// The bodies that came, as a receiver adds each of them to a file as a line.
fn written(world: &World, receiver: &Stub) -> std::path::PathBuf {
    let bodies: Vec<String> = receiver.taken().into_iter().map(|taken| taken.body).collect();
    let file = world.folder().join("received");
    std::fs::write(&file, bodies.join("\n")).unwrap();
    file
}

fn lines(receiver: &Stub) -> Vec<usize> {
    let read = |body: &str| serde_json::from_str::<serde_json::Value>(body).unwrap();
    receiver
        .taken()
        .iter()
        .map(|taken| read(&taken.body)["data"]["heads"].as_array().unwrap().len())
        .collect()
}

testkit::both_engines! {
    /// A log that was set back to an older state, with the end it had then, fits by itself; what was received tells.
    async fn what_was_received_tells_of_a_log_set_back(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
        add_domain(&world, &owner, "early.test").await;
        let mut telling = Telling::default();
        let all = telling.tell(&service, HOUR).await.unwrap();
        service.run_due_jobs().await.unwrap();
        later(&world, &service, &receiver, HOUR).await;
        assert_eq!(telling.tell(&service, HOUR).await.unwrap(), 0, "nothing moved on");
        let older = audit::heads::gather(&service).await.unwrap().pop().unwrap();
        later(&world, &service, &receiver, HOUR).await;
        add_domain(&world, &owner, "late.test").await;
        assert_eq!(telling.tell(&service, HOUR).await.unwrap(), 1, "what moved on alone");
        service.run_due_jobs().await.unwrap();
        assert_eq!(lines(&receiver), [all, 1]);
        let file = written(&world, &receiver);
        assert_eq!(audit::compare(&service, &file).await, Ok(Vec::new()));
        let mut tx = world.tenant_tx(&owner.tenant).await;
        let cut = format!("delete from audit_log where number > {}", older.number);
        tx.raw().tamper(cut.leak()).await.unwrap();
        let back = format!(
            "update audit_heads set number = {}, hash = '{}', seal = '{}'", older.number, older.hash, older.seal
        );
        tx.raw().tamper(back.leak()).await.unwrap();
        tx.commit().await.unwrap();
        let found = audit::compare(&service, &file).await.unwrap();
        assert_eq!(found.iter().map(|one| (one.line, one.loss)).collect::<Vec<_>>(), [(2, Loss::CutOff)]);
        std::fs::write(&file, r#"{"type":"other.event","timestamp":"","data":{"heads":[]}}"#).unwrap();
        let found = audit::compare(&service, &file).await.unwrap();
        assert_eq!(found.iter().map(|one| one.loss).collect::<Vec<_>>(), [Loss::Unreadable]);
    }

    async fn of_two_servers_one_tells_in_an_interval_and_the_other_knows_what_was_told(world: World) {
        let receiver = Stub::start(&world).await;
        let one = server(&world, &receiver.url(), SECRET).await;
        let other = server(&world, &receiver.url(), SECRET).await;
        let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
        let (mut first, mut second) = (Telling::default(), Telling::default());
        assert!(first.tell(&one, HOUR).await.unwrap() > 1);
        assert_eq!(second.tell(&other, HOUR).await.unwrap(), 0, "it is on its way");
        one.run_due_jobs().await.unwrap();
        later(&world, &one, &receiver, HOUR).await;
        assert_eq!(first.tell(&one, HOUR).await.unwrap(), 0, "nothing moved on");
        add_domain(&world, &owner, "late.test").await;
        assert_eq!(second.tell(&other, HOUR).await.unwrap(), 0, "the hour is the first one's");
        later(&world, &one, &receiver, HOUR).await;
        assert_eq!(second.tell(&other, HOUR).await.unwrap(), 1, "what moved on alone, whoever told of the others");
        other.run_due_jobs().await.unwrap();
        later(&world, &one, &receiver, HOUR).await;
        assert_eq!(first.tell(&one, HOUR).await.unwrap(), 0, "the other has told it");
        later(&world, &one, &receiver, HOUR).await;
        assert_eq!(Telling::default().tell(&one, HOUR).await.unwrap(), 0, "nor is it told after a start");
        assert_eq!(receiver.taken().len(), 2);
    }

    async fn two_servers_at_the_same_time_tell_once(world: World) {
        let receiver = Stub::start(&world).await;
        let one = server(&world, &receiver.url(), SECRET).await;
        let other = server(&world, &receiver.url(), SECRET).await;
        let (mut first, mut second) = (Telling::default(), Telling::default());
        let (a, b) = tokio::join!(first.tell(&one, HOUR), second.tell(&other, HOUR));
        let (a, b) = (a.unwrap(), b.unwrap());
        assert!(a.min(b) == 0 && a.max(b) > 0, "{a} {b}");
        one.run_due_jobs().await.unwrap();
        assert_eq!(receiver.taken().len(), 1);
    }

    async fn while_the_receiver_is_away_one_message_waits_and_the_next_tells_of_all_since(world: World) {
        let receiver = Stub::start(&world).await;
        let service = server(&world, &receiver.url(), SECRET).await;
        let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
        let mut telling = Telling::default();
        receiver.answer((0..26).map(|_| Answer::of(500)));
        let all = telling.tell(&service, HOUR).await.unwrap();
        service.run_due_jobs().await.unwrap();
        later(&world, &service, &receiver, HOUR).await;
        assert_eq!(telling.tell(&service, HOUR).await.unwrap(), 0);
        for _ in 0..24 {
            later(&world, &service, &receiver, HOUR).await;
        }
        assert_eq!(sending(&service).await[0].state, JobState::Failed);
        add_domain(&world, &owner, "late.test").await;
        assert_eq!(telling.tell(&service, HOUR).await.unwrap(), all, "what was given up is told anew");
        service.run_due_jobs().await.unwrap();
        later(&world, &service, &receiver, HOUR).await;
        assert_eq!(telling.tell(&service, HOUR).await.unwrap(), 0, "it was taken");
        let page = looks::list_all(&mut testkit::operate(&service).await, &DeliveryQuery::default(), 10).await.unwrap();
        let states: Vec<_> = page.deliveries.iter().map(|delivery| delivery.state).collect();
        assert_eq!(states, [DeliveryState::Delivered, DeliveryState::Failed]);
    }
}
