use domain::{
    TenantId,
    audit::{Deed, Outcome, Target, TargetKind},
    principal::{Doer, Named, PrincipalKind},
};
use sha2::{Digest, Sha256};
use store::{
    Mode, Tx,
    audit::{self, Broken, Chain, Entry, Filter, Flaw, Key, Logged, Recorded, searching, verifying},
    tenant::domains,
};
use testkit::{NOON, World};

use crate::fixtures::{control, domain, execute, new_location, tenant_tx};

fn entry(action: Deed) -> Entry {
    Entry {
        at: NOON,
        doer: Doer { actor: Named::new(PrincipalKind::Person, "acc_1", "eve@example.test"), behalf: None },
        source: "page".to_owned(),
        action,
        outcome: action.outcome(),
        target: Target::new(TargetKind::Domain, "dom_1").called("own.test"),
        before: None,
        after: Some("{\"name\":\"é\"}".to_owned()),
        request_id: "r-1".to_owned(),
        address: "2001:db8::1".to_owned(),
        tenant_id: None,
        decision: None,
    }
}

fn tenant(number: u128) -> TenantId {
    TenantId::new(7, number)
}

/// What verifying answers: how many entries fit, or the first that does not.
async fn verdict(tx: &mut Tx, key: &Key) -> Result<i64, (i64, Flaw)> {
    verdict_of(tx, key, "").await
}

async fn verdict_of(tx: &mut Tx, key: &Key, chain: &str) -> Result<i64, (i64, Flaw)> {
    let verified = verifying::verify(tx, chain, std::slice::from_ref(key)).await.unwrap();
    verified.map(|chain| chain.entries).map_err(|Broken { number, flaw }| (number, flaw))
}

/// Three entries, then what somebody does to them behind the chain's back.
async fn tampered(world: &World, statements: &[&'static str]) -> Result<i64, (i64, Flaw)> {
    let mut tx = tenant_tx(world).await;
    let key = world.audit_key();
    append_three(&mut tx).await;
    assert_eq!(verdict(tx.raw(), &key).await, Ok(3));
    for statement in statements {
        tx.raw().tamper(statement).await.unwrap();
    }
    verdict(tx.raw(), &key).await
}

async fn append_three(tx: &mut impl Logged) -> Vec<Recorded> {
    for action in [Deed::DomainsAdd, Deed::DomainsUpdate, Deed::DomainsDelete] {
        audit::append(tx, &entry(action)).await.unwrap();
    }
    audit::list(tx.log().0, "", 0, 10).await.unwrap()
}

/// Writes an entry as version 1 did, after the last.
async fn append_old(tx: &mut Tx, number: i64, actor: &str) {
    let head = audit::list_heads(tx).await.unwrap().remove(0);
    let text = serde_json::json!([
        head.hash,
        number,
        NOON,
        actor,
        "page",
        "domains.refuse",
        "dom_1",
        null,
        "{\"name\":\"old.test\"}",
        "",
        ""
    ]);
    let hash = audit::hex(&Sha256::digest(text.to_string().as_bytes()));
    for statement in [
        format!(
            "insert into audit_log (chain, number, version, key_id, at, actor, actor_kind, actor_id, actor_label,
                 behalf_kind, behalf_id, behalf_label, source, action, outcome, target, target_kind, target_label,
                 after, request_id, address, previous_hash, hash)
             values ('', {number}, 1, '', {NOON}, '{actor}', '', '', '', '', '', '', 'page', 'domains.refuse',
                 'refused', 'dom_1', '', '', '{{\"name\":\"old.test\"}}', '', '', '{}', '{hash}')",
            head.hash
        ),
        format!("update audit_heads set number = {number}, hash = '{hash}', key_id = '', seal = '' where chain = ''"),
    ] {
        tx.tamper(statement.leak()).await.unwrap();
    }
}

testkit::both_engines! {
    async fn entries_come_back_whole_and_chained(world: World) {
        let key = world.audit_key();
        let mut in_control = control(&world).await;
        let mut in_tenant = tenant_tx(&world).await;
        for entries in [append_three(&mut in_control).await, append_three(&mut in_tenant).await] {
            assert_eq!(entries.len(), 3);
            let second = &entries[1];
            assert_eq!((second.number, second.action.as_str()), (2, "domains.update"));
            assert_eq!((second.version, second.key_id.as_str()), (2, key.id()));
            assert_eq!(second.previous_hash, entries[0].hash);
            assert_eq!(second.doer(), entry(Deed::DomainsUpdate).doer);
            assert_eq!((second.target_kind.as_str(), second.target.as_str()), ("domain", "dom_1"));
            assert_eq!((second.target_label.as_str(), second.outcome.as_str()), ("own.test", "allowed"));
            assert_eq!((&second.before, &second.after), (&None, &entry(Deed::DomainsAdd).after));
            assert_eq!(second.address, "2001:db8::1");
        }
        for tx in [in_control.raw(), in_tenant.raw()] {
            assert_eq!(verdict(tx, &key).await, Ok(3));
            assert_eq!(audit::list(tx, "", 2, 1).await.unwrap()[0].number, 2);
        }
    }

    async fn an_empty_chain_is_whole(world: World) {
        let mut tx = tenant_tx(&world).await;
        assert_eq!(verdict(tx.raw(), &world.audit_key()).await, Ok(0));
    }

    async fn an_edit_shows(world: World) {
        for edit in [
            "update audit_log set actor_label = 'nobody' where number = 2",
            "update audit_log set behalf_id = 'acc_2' where number = 2",
            "update audit_log set outcome = 'refused' where number = 2",
            "update audit_log set target_kind = 'network' where number = 2",
            "update audit_log set key_id = 'other' where number = 2",
            "update audit_log set version = 1, key_id = '' where number = 2",
        ] {
            let mut tx = tenant_tx(&world).await;
            append_three(&mut tx).await;
            tx.raw().tamper(edit).await.unwrap();
            let flaw = if edit.contains("'other'") { Flaw::UnknownKey } else { Flaw::Changed };
            assert_eq!(verdict(tx.raw(), &world.audit_key()).await, Err((2, flaw)), "{edit}");
        }
    }

    async fn an_edit_of_the_decision_shows(world: World) {
        let edit = "update audit_log set decision = '{}' where number = 1";
        assert_eq!(tampered(&world, &[edit]).await, Err((1, Flaw::Changed)));
    }

    /// Whoever makes the whole chain anew, as it was made before it was keyed, lacks the key for its end.
    async fn a_chain_made_anew_without_the_key_shows(world: World) {
        let mut tx = tenant_tx(&world).await;
        append_three(&mut tx).await;
        for statement in [
            "delete from audit_log",
            "update audit_heads set number = 0, hash = ''",
        ] {
            tx.raw().tamper(statement).await.unwrap();
        }
        append_old(tx.raw(), 1, "acc_1 <eve@example.test>").await;
        assert_eq!(verdict(tx.raw(), &world.audit_key()).await, Err((1, Flaw::Head)));
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
        let columns = "chain, version, key_id, at, actor, actor_kind, actor_id, actor_label, behalf_kind, behalf_id,
            behalf_label, source, action, outcome, target, target_kind, target_label, before, after, request_id,
            address, tenant_id, decision, previous_hash, hash";
        let mut tx = tenant_tx(&world).await;
        append_three(&mut tx).await;
        for number in [4, 0] {
            let copy: &'static str = format!(
                "insert into audit_log (number, {columns}) select {number}, {columns} from audit_log where number = 3"
            )
            .leak();
            execute(tx.raw(), copy).await.unwrap();
            assert_eq!(verdict(tx.raw(), &world.audit_key()).await, Err((number, Flaw::Foreign)));
        }
    }

    async fn another_end_shows(world: World) {
        for head in ["update audit_heads set hash = 'none'", "update audit_heads set seal = ''"] {
            assert_eq!(tampered(&world, &[head]).await, Err((3, Flaw::Head)), "{head}");
        }
        let mut tx = control(&world).await;
        append_three(&mut tx).await;
        tx.raw().tamper("delete from audit_heads").await.unwrap();
        assert_eq!(verdict(tx.raw(), &world.audit_key()).await, Err((0, Flaw::Head)));
    }

    /// What is left fits, and so would its end, were it not for the key.
    async fn a_cut_end_shows_also_when_the_head_is_reset(world: World) {
        let cut = [
            "delete from audit_log where number > 1",
            "update audit_heads set number = 1, hash = (select hash from audit_log where number = 1)",
        ];
        assert_eq!(tampered(&world, &cut).await, Err((1, Flaw::Head)));
    }

    async fn each_tenant_has_a_chain_and_addresses_stay_apart(world: World) {
        let key = world.audit_key();
        let mut tx = control(&world).await;
        append_three(&mut tx).await;
        for (number, action) in [(1, Deed::TenantsCreate), (2, Deed::TenantsCreate), (1, Deed::TeamLeave)] {
            let entry = Entry { tenant_id: Some(tenant(number)), ..entry(action) };
            audit::append(&mut tx, &entry).await.unwrap();
        }
        let heads = audit::list_heads(tx.raw()).await.unwrap();
        let ends: Vec<_> = heads.iter().map(|head| (head.chain.clone(), head.base, head.number)).collect();
        let (one, other) = (tenant(1).to_string(), tenant(2).to_string());
        assert_eq!(ends, [(String::new(), 0, 3), (one.clone(), 3, 5), (other.clone(), 3, 4)]);
        assert_eq!(verdict_of(tx.raw(), &key, &one).await, Ok(2));
        assert_eq!(verdict_of(tx.raw(), &key, &other).await, Ok(1));
        assert_eq!(verdict(tx.raw(), &key).await, Ok(3));
        let found = audit::find(tx.raw(), 4, Some(&one)).await.unwrap().unwrap();
        assert_eq!(found.tenant_id.as_deref(), Some(one.as_str()));
    }

    async fn filters_choose_and_pages_join(world: World) {
        let mut tx = tenant_tx(&world).await;
        let of = |number: i64, action: Deed| Entry { at: NOON + number / 2, ..entry(action) };
        let person = |id: &str, label: &str| Named::new(PrincipalKind::Person, id, label);
        let camille = Doer { actor: person("acc_2", "Camille@other.test"), behalf: None };
        let key = Doer {
            actor: Named::new(PrincipalKind::ApiKey, "key_1", "mx"),
            behalf: Some(person("acc_2", "camille@other.test")),
        };
        let target = Target::new(TargetKind::Network, "100%_sure").called("Réseau");
        let entries = [
            of(0, Deed::DomainsAdd),
            Entry { doer: key, ..of(1, Deed::DomainsAdd) },
            Entry { target, doer: camille, ..of(2, Deed::NetworksAdd) },
            Entry { source: "api".to_owned(), ..of(3, Deed::AccessRefuse) },
            of(4, Deed::DomainsDelete),
        ];
        for entry in &entries {
            audit::append(&mut tx, entry).await.unwrap();
        }
        let all = || Filter { from: i64::MIN, to: i64::MAX, ..Filter::default() };
        let text = str::to_owned;
        let cases = [
            (all(), vec![5, 4, 3, 2, 1]),
            (Filter { who: text("camille@"), ..all() }, vec![3, 2]),
            (Filter { who: text("key_"), ..all() }, vec![2]),
            (Filter { actions: vec![Deed::DomainsAdd, Deed::DomainsDelete], ..all() }, vec![5, 2, 1]),
            (Filter { actions: vec![Deed::DomainsAdd], ..all() }, vec![2, 1]),
            (Filter { outcome: Some(Outcome::Refused), ..all() }, vec![4]),
            (Filter { outcome: Some(Outcome::Allowed), ..all() }, vec![5, 3, 2, 1]),
            (Filter { source: text("api"), ..all() }, vec![4]),
            (Filter { text: text("100%_"), ..all() }, vec![3]),
            (Filter { text: text("seau"), ..all() }, vec![3]),
            (Filter { text: text("%_%"), ..all() }, vec![]),
            (Filter { text: text("name"), ..all() }, vec![5, 4, 3, 2, 1]),
            (Filter { from: NOON + 1, to: NOON + 2, ..all() }, vec![4, 3]),
            (Filter { tenant: Some(text("ten_a")), ..all() }, vec![]),
        ];
        for (filter, expected) in cases {
            let mut found = Vec::new();
            let mut before = (i64::MAX, i64::MAX);
            loop {
                let page = searching::search(tx.raw(), &filter, before, 2).await.unwrap();
                let Some(last) = page.last() else { break };
                before = (last.at, last.number);
                found.extend(page.iter().map(|entry| entry.number));
            }
            assert_eq!(found, expected, "{filter:?}");
        }
    }

    async fn rows_of_several_chains_come_as_they_were_written(world: World) {
        let mut tx = control(&world).await;
        for (of, action) in [(Some(1), Deed::TenantsCreate), (None, Deed::SessionsStart), (Some(1), Deed::TeamLeave)] {
            let entry = Entry { tenant_id: of.map(tenant), ..entry(action) };
            audit::append(&mut tx, &entry).await.unwrap();
        }
        let written = audit::list_as_written(tx.raw()).await.unwrap();
        let actions: Vec<&str> = written.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["tenants.create", "sessions.start", "team.leave"]);
    }

    async fn a_key_is_stored_once(world: World) {
        let mut tx = control(&world).await;
        for (id, sealed) in [("b", "first"), ("a", "other"), ("b", "second")] {
            audit::insert_key(&mut tx, id, sealed, NOON).await.unwrap();
        }
        let pair = |id: &str, sealed: &str| (id.to_owned(), sealed.to_owned());
        assert_eq!(audit::list_keys(&mut tx).await.unwrap(), [pair("a", "other"), pair("b", "first")]);
    }

    async fn an_entry_is_found_for_its_tenant_alone(world: World) {
        let mut tx = control(&world).await;
        let concerning = Entry { tenant_id: Some(tenant(1)), ..entry(Deed::TenantsCreate) };
        audit::append(&mut tx, &concerning).await.unwrap();
        audit::append(&mut tx, &entry(Deed::AccountsCreate)).await.unwrap();
        let (one, other) = (tenant(1).to_string(), tenant(2).to_string());
        let found = audit::find(tx.raw(), 1, Some(&one)).await.unwrap().unwrap();
        assert_eq!(found.action, "tenants.create");
        assert_eq!(audit::find(tx.raw(), 1, Some(&other)).await.unwrap(), None);
        assert_eq!(audit::find(tx.raw(), 2, Some(&one)).await.unwrap(), None);
        assert_eq!(audit::find(tx.raw(), 1, None).await.unwrap().unwrap().action, "accounts.create");
        assert_eq!(audit::find(tx.raw(), 3, None).await.unwrap(), None);
        let filter = Filter { tenant: Some(one), from: i64::MIN, to: i64::MAX, ..Filter::default() };
        let page = searching::search(tx.raw(), &filter, (i64::MAX, i64::MAX), 10).await.unwrap();
        assert_eq!(page, [found]);
    }

    async fn what_is_rolled_back_leaves_no_entry_and_no_hole(world: World) {
        let mut tx = control(&world).await;
        audit::append(&mut tx, &entry(Deed::DomainsAdd)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = control(&world).await;
        audit::append(&mut tx, &entry(Deed::DomainsUpdate)).await.unwrap();
        drop(tx);
        let mut tx = control(&world).await;
        audit::append(&mut tx, &entry(Deed::DomainsDelete)).await.unwrap();
        let entries = audit::list(tx.raw(), "", 0, 10).await.unwrap();
        assert_eq!(verdict(tx.raw(), &world.audit_key()).await, Ok(2));
        let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["domains.add", "domains.delete"]);
    }

    /// Each counts what is there and adds one unless there are three; were two to count at once, there
    /// would be more.
    async fn a_lock_keeps_true_what_was_read(world: World) {
        let location = new_location(&world.store, 1).await;
        let tasks: Vec<_> = (0..8)
            .map(|number| {
                let (store, location) = (world.store.clone(), location.clone());
                tokio::spawn(async move {
                    let mut tx = store.tenant(&location, Mode::Write).await.unwrap();
                    audit::lock(&mut tx, Chain::Main).await.unwrap();
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
        let mut tx = world.store.tenant(&location, Mode::Read).await.unwrap();
        assert_eq!(domains::list(&mut tx).await.unwrap().len(), 3);
    }

    async fn many_at_once_make_one_line(world: World) {
        let location = new_location(&world.store, 1).await;
        let tasks: Vec<_> = (0..12)
            .map(|_| {
                let (store, location) = (world.store.clone(), location.clone());
                tokio::spawn(async move {
                    let mut tx = store.tenant(&location, Mode::Write).await.unwrap();
                    audit::append(&mut tx, &entry(Deed::DomainsAdd)).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = world.store.tenant(&location, Mode::Read).await.unwrap();
        assert_eq!(verdict(tx.raw(), &world.audit_key()).await, Ok(12));
    }
}

testkit::on_postgres! {
    /// Each tenant's entries have an end of their own: whoever holds one keeps nobody else from writing.
    async fn two_tenants_write_at_once(world: World) {
        let mut held = control(&world).await;
        audit::lock(&mut held, Chain::Of(&tenant(1))).await.unwrap();
        let mut other = control(&world).await;
        let entry = Entry { tenant_id: Some(tenant(2)), ..entry(Deed::TeamLeave) };
        audit::append(&mut other, &entry).await.unwrap();
        audit::append(&mut other, &Entry { tenant_id: None, ..entry.clone() }).await.unwrap();
        other.commit().await.unwrap();
        held.commit().await.unwrap();
    }
}
