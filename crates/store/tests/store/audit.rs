use sha2::{Digest, Sha256};
use store::{
    Mode, Tx,
    audit::{self, Entry, Recorded},
    tenant::domains,
};
use testkit::NOON;

use crate::fixtures::{control, domain, execute, new_place, tenant_tx};

fn entry(action: &str) -> Entry {
    Entry {
        at: NOON,
        actor: "acc_1 <eve@example.test>".to_owned(),
        source: "page".to_owned(),
        action: action.to_owned(),
        target: "dom_1".to_owned(),
        before: None,
        after: Some("{\"name\":\"é\"}".to_owned()),
        request_id: "r-1".to_owned(),
        address: "2001:db8::1".to_owned(),
        tenant_id: None,
        decision: None,
    }
}

/// The chain as anybody can compute it anew; the number of the first entry that does not fit.
fn first_wrong(entries: &[Recorded]) -> Option<i64> {
    let mut previous = String::new();
    for (place, entry) in entries.iter().enumerate() {
        let mut text = serde_json::json!([
            previous,
            entry.number,
            entry.at,
            entry.actor,
            entry.source,
            entry.action,
            entry.target,
            entry.before,
            entry.after,
            entry.request_id,
            entry.address
        ]);
        if entry.tenant_id.is_some() || entry.decision.is_some() {
            let values = text.as_array_mut().unwrap();
            values.extend([serde_json::json!(entry.tenant_id), serde_json::json!(entry.decision)]);
        }
        let hash = audit::hex(&Sha256::digest(text.to_string().as_bytes()));
        let is_next = usize::try_from(entry.number).is_ok_and(|number| number == place + 1);
        if !is_next || entry.previous_hash != previous || entry.hash != hash {
            return Some(entry.number);
        }
        previous = hash;
    }
    None
}

async fn append_three(tx: &mut Tx) -> Vec<Recorded> {
    for action in ["domains.add", "domains.update", "domains.delete"] {
        audit::append(tx, &entry(action)).await.unwrap();
    }
    audit::list(tx, 0, 10).await.unwrap()
}

testkit::both_engines! {
    async fn entries_come_back_whole_and_chained(world: World) {
        let mut in_control = control(&world).await;
        let mut in_tenant = tenant_tx(&world).await;
        for tx in [in_control.raw(), in_tenant.raw()] {
            let entries = append_three(tx).await;
            assert_eq!(entries.len(), 3);
            assert_eq!(first_wrong(&entries), None);
            let second = &entries[1];
            assert_eq!((second.number, second.action.as_str()), (2, "domains.update"));
            assert_eq!((&second.before, &second.after), (&None, &entry("").after));
            assert_eq!(second.address, "2001:db8::1");
            let page = audit::list(tx, 2, 1).await.unwrap();
            assert_eq!(page, entries[1..2]);
        }
    }

    async fn an_edit_shows(world: World) {
        let mut tx = tenant_tx(&world).await;
        append_three(tx.raw()).await;
        execute(tx.raw(), "update audit_log set actor = 'nobody' where number = 2").await.unwrap();
        let entries = audit::list(tx.raw(), 0, 10).await.unwrap();
        assert_eq!(first_wrong(&entries), Some(2));
    }

    async fn a_removal_shows(world: World) {
        let mut tx = tenant_tx(&world).await;
        append_three(tx.raw()).await;
        execute(tx.raw(), "delete from audit_log where number = 2").await.unwrap();
        let entries = audit::list(tx.raw(), 0, 10).await.unwrap();
        assert_eq!(first_wrong(&entries), Some(3));
    }

    async fn a_swap_shows(world: World) {
        let mut tx = tenant_tx(&world).await;
        append_three(tx.raw()).await;
        let swap = "update audit_log set number = -number where number in (1, 2)";
        execute(tx.raw(), swap).await.unwrap();
        execute(tx.raw(), "update audit_log set number = 3 + number where number < 0").await.unwrap();
        let entries = audit::list(tx.raw(), 0, 10).await.unwrap();
        assert_eq!(entries.len(), 3);
        assert_eq!(first_wrong(&entries), Some(1));
    }

    async fn what_is_rolled_back_leaves_no_entry_and_no_hole(world: World) {
        let mut tx = control(&world).await;
        audit::append(tx.raw(), &entry("a")).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = control(&world).await;
        audit::append(tx.raw(), &entry("b")).await.unwrap();
        drop(tx);
        let mut tx = control(&world).await;
        audit::append(tx.raw(), &entry("c")).await.unwrap();
        let entries = audit::list(tx.raw(), 0, 10).await.unwrap();
        assert_eq!(first_wrong(&entries), None);
        let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["a", "c"]);
    }

    /// Each counts what is there and adds one unless there are three; were two to count at once, there
    /// would be more.
    async fn a_lock_keeps_true_what_was_read(world: World) {
        let place = new_place(&world.store, 1).await;
        let tasks: Vec<_> = (0..8)
            .map(|number| {
                let (store, place) = (world.store.clone(), place.clone());
                tokio::spawn(async move {
                    let mut tx = store.tenant(&place, Mode::Write).await.unwrap();
                    audit::lock(tx.raw()).await.unwrap();
                    if domains::list(&mut tx).await.unwrap().len() < 3 {
                        let domain = domain(number, &format!("d{number}.test"));
                        domains::insert(&mut tx, &domain).await.unwrap();
                    }
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = world.store.tenant(&place, Mode::Read).await.unwrap();
        assert_eq!(domains::list(&mut tx).await.unwrap().len(), 3);
    }

    async fn many_at_once_make_one_line(world: World) {
        let place = new_place(&world.store, 1).await;
        let tasks: Vec<_> = (0..12)
            .map(|_| {
                let (store, place) = (world.store.clone(), place.clone());
                tokio::spawn(async move {
                    let mut tx = store.tenant(&place, Mode::Write).await.unwrap();
                    audit::append(tx.raw(), &entry("at once")).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = world.store.tenant(&place, Mode::Read).await.unwrap();
        let entries = audit::list(tx.raw(), 0, 100).await.unwrap();
        assert_eq!((entries.len(), first_wrong(&entries)), (12, None));
    }
}
