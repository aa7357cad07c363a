use sha2::{Digest, Sha256};
use store::{
    Mode, Tx,
    audit::{self, Broken, Entry, Filter, Flaw, Recorded},
    tenant::domains,
};
use testkit::{NOON, World};

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

/// The hash as anybody can compute it anew.
fn hash_of(entry: &Recorded) -> String {
    let mut text = serde_json::json!([
        entry.previous_hash,
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
    audit::hex(&Sha256::digest(text.to_string().as_bytes()))
}

/// What verifying answers: how many entries fit, or the first that does not.
async fn verdict(tx: &mut Tx) -> Result<i64, (i64, Flaw)> {
    let verified = audit::verify(tx).await.unwrap();
    verified.map(|chain| chain.entries).map_err(|Broken { number, flaw }| (number, flaw))
}

/// Three entries, then what somebody does to them behind the chain's back.
async fn tampered(world: &World, statements: &[&'static str]) -> Result<i64, (i64, Flaw)> {
    let mut tx = tenant_tx(world).await;
    append_three(tx.raw()).await;
    assert_eq!(verdict(tx.raw()).await, Ok(3));
    for statement in statements {
        tx.raw().tamper(statement).await.unwrap();
    }
    verdict(tx.raw()).await
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
            assert_eq!(verdict(tx).await, Ok(3));
            assert!(entries.iter().all(|entry| entry.hash == hash_of(entry)));
            let second = &entries[1];
            assert_eq!((second.number, second.action.as_str()), (2, "domains.update"));
            assert_eq!((&second.before, &second.after), (&None, &entry("").after));
            assert_eq!(second.address, "2001:db8::1");
            let page = audit::list(tx, 2, 1).await.unwrap();
            assert_eq!(page, entries[1..2]);
        }
    }

    async fn an_empty_chain_is_whole(world: World) {
        let mut tx = tenant_tx(&world).await;
        assert_eq!(verdict(tx.raw()).await, Ok(0));
    }

    async fn an_edit_shows(world: World) {
        let edit = "update audit_log set actor = 'nobody' where number = 2";
        assert_eq!(tampered(&world, &[edit]).await, Err((2, Flaw::Changed)));
    }

    async fn an_edit_of_the_decision_shows(world: World) {
        let edit = "update audit_log set decision = '{}' where number = 1";
        assert_eq!(tampered(&world, &[edit]).await, Err((1, Flaw::Changed)));
    }

    async fn an_edit_with_a_hash_to_match_shows_in_the_next(world: World) {
        let mut tx = tenant_tx(&world).await;
        append_three(tx.raw()).await;
        execute(tx.raw(), "update audit_log set target = 'dom_2' where number = 1").await.unwrap();
        let forged = hash_of(&audit::list(tx.raw(), 1, 1).await.unwrap()[0]);
        let update: &'static str = format!("update audit_log set hash = '{forged}' where number = 1").leak();
        execute(tx.raw(), update).await.unwrap();
        assert_eq!(verdict(tx.raw()).await, Err((2, Flaw::Changed)));
    }

    async fn a_removal_shows(world: World) {
        let removal = "delete from audit_log where number = 2";
        assert_eq!(tampered(&world, &[removal]).await, Err((2, Flaw::Missing)));
    }

    async fn a_cut_end_shows(world: World) {
        let cut = "delete from audit_log where number > 1";
        assert_eq!(tampered(&world, &[cut]).await, Err((2, Flaw::Truncated)));
    }

    async fn a_log_emptied_shows(world: World) {
        assert_eq!(tampered(&world, &["delete from audit_log"]).await, Err((1, Flaw::Truncated)));
    }

    async fn a_swap_shows(world: World) {
        let swap = [
            "update audit_log set number = -number where number in (1, 2)",
            "update audit_log set number = 3 + number where number < 0",
        ];
        assert_eq!(tampered(&world, &swap).await, Err((1, Flaw::Changed)));
    }

    async fn an_entry_nobody_appended_shows(world: World) {
        let columns = "at, actor, source, action, target, before, after, request_id, address, tenant_id,
            decision, previous_hash, hash";
        let mut tx = tenant_tx(&world).await;
        append_three(tx.raw()).await;
        for number in [4, 0] {
            let copy: &'static str = format!(
                "insert into audit_log (number, {columns}) select {number}, {columns} from audit_log where number = 3"
            )
            .leak();
            execute(tx.raw(), copy).await.unwrap();
            assert_eq!(verdict(tx.raw()).await, Err((number, Flaw::Foreign)));
        }
    }

    async fn another_end_shows(world: World) {
        let head = "update audit_head set hash = 'none'";
        assert_eq!(tampered(&world, &[head]).await, Err((3, Flaw::Head)));
    }

    async fn filters_choose_and_pages_join(world: World) {
        let mut tx = control(&world).await;
        let of = |number: i64, action: &str| Entry { at: NOON + number / 2, ..entry(action) };
        let camille = Entry { actor: "acc_2 <Camille@other.test>".to_owned(), ..of(2, "networks.add") };
        let entries = [
            Entry { tenant_id: Some("ten_a".to_owned()), ..of(0, "domains.add") },
            Entry { tenant_id: Some("ten_b".to_owned()), ..of(1, "domains.add") },
            Entry { tenant_id: Some("ten_a".to_owned()), target: "100%_sure".to_owned(), ..camille },
            Entry { tenant_id: Some("ten_a".to_owned()), source: "api".to_owned(), ..of(3, "access.refuse") },
            of(4, "domains-else.add"),
        ];
        for entry in &entries {
            audit::append(tx.raw(), entry).await.unwrap();
        }
        let all = || Filter { from: i64::MIN, to: i64::MAX, ..Filter::default() };
        let of_a = || Filter { tenant: Some("ten_a".to_owned()), ..all() };
        let text = str::to_owned;
        let cases = [
            (all(), vec![5, 4, 3, 2, 1]),
            (of_a(), vec![4, 3, 1]),
            (Filter { who: text("camille@"), ..all() }, vec![3]),
            (Filter { action: text("domains"), ..all() }, vec![2, 1]),
            (Filter { action: text("domains.add"), ..of_a() }, vec![1]),
            (Filter { action: text("domain"), ..all() }, vec![]),
            (Filter { outcome: text("refused"), ..all() }, vec![4]),
            (Filter { outcome: text("allowed"), ..of_a() }, vec![3, 1]),
            (Filter { source: text("api"), ..all() }, vec![4]),
            (Filter { text: text("100%_"), ..all() }, vec![3]),
            (Filter { text: text("%_%"), ..all() }, vec![]),
            (Filter { text: text("name"), ..of_a() }, vec![4, 3, 1]),
            (Filter { from: NOON + 1, to: NOON + 2, ..all() }, vec![4, 3]),
        ];
        for (filter, expected) in cases {
            let mut found = Vec::new();
            let mut before = (i64::MAX, i64::MAX);
            loop {
                let page = audit::search(tx.raw(), &filter, before, 2).await.unwrap();
                let Some(last) = page.last() else { break };
                before = (last.at, last.number);
                found.extend(page.iter().map(|entry| entry.number));
            }
            assert_eq!(found, expected, "{filter:?}");
        }
    }

    async fn an_entry_is_found_for_its_tenant_alone(world: World) {
        let mut tx = control(&world).await;
        let concerning = Entry { tenant_id: Some("ten_a".to_owned()), ..entry("tenants.create") };
        audit::append(tx.raw(), &concerning).await.unwrap();
        audit::append(tx.raw(), &entry("accounts.create")).await.unwrap();
        assert_eq!(audit::find(tx.raw(), 1, Some("ten_a")).await.unwrap().unwrap().action, "tenants.create");
        assert_eq!(audit::find(tx.raw(), 1, Some("ten_b")).await.unwrap(), None);
        assert_eq!(audit::find(tx.raw(), 2, Some("ten_a")).await.unwrap(), None);
        assert_eq!(audit::find(tx.raw(), 2, None).await.unwrap().unwrap().action, "accounts.create");
        assert_eq!(audit::find(tx.raw(), 3, None).await.unwrap(), None);
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
        assert_eq!(verdict(tx.raw()).await, Ok(2));
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
        assert_eq!(verdict(tx.raw()).await, Ok(12));
    }
}
