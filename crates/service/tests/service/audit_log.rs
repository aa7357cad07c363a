//! Reading the log: one list of two chains, filters, pages, files, and whether the chains are whole.

use domain::{
    Error, Problem,
    audit::{Deed, Outcome, Target, TargetKind},
    domains::DomainKind,
    permission::{ManageMailFlow, Role, ViewAudit},
    plans::Plan,
    principal::{Doer, Named, PrincipalKind},
};
use service::{
    Caller, Source,
    audit::{self, AuditQuery, Broken, Chains, Entry, Flaw, Loss, Trail, export, heads},
    domains::{self, DomainsForm},
    encoding::sheets::Style,
    tenants::{self, SettingsForm},
};
use store::{Mode, audit::Entry as Written};
use testkit::{Member, World};

async fn list(world: &World, member: &Member, query: &AuditQuery) -> Vec<Entry> {
    audit::list(world.access(member).await, query, 1000).await.unwrap().entries
}

fn actions(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.recorded.action.as_str()).collect()
}

/// A space in which something of every kind happened.
async fn busy(world: &World, email: &str, space: &str, mark: &str) -> Member {
    let owner = world.owner(email, space, Plan::Professional).await;
    let form = DomainsForm { names: format!("{mark}.test\nb-{mark}.test"), kind: "local".to_owned() };
    let access = world.access::<ManageMailFlow>(&owner).await;
    let added = domains::add(access, form).await.unwrap().added;
    world.advance(1);
    let access = world.access::<ManageMailFlow>(&owner).await;
    domains::update(access, added[0].id.as_str(), DomainKind::Relay, true).await.unwrap();
    let form = SettingsForm { name: format!("{space} {mark}"), time_zone: "UTC".to_owned() };
    tenants::update_settings(world.team_access(&owner).await, form).await.unwrap();
    let viewer = world.join(&owner.tenant, &format!("viewer-{mark}@example.test"), Role::Viewer).await;
    world.enter::<ManageMailFlow>(&viewer).await.unwrap_err();
    owner
}

/// Runs one statement that the service never would.
async fn tamper(world: &World, owner: &Member, statement: &'static str) {
    let mut tx = world.tenant_tx(&owner.tenant).await;
    tx.raw().tamper(statement).await.unwrap();
    tx.commit().await.unwrap();
}

async fn is_missing(world: &World, member: &Member, id: &str) -> bool {
    audit::find(world.access(member).await, id).await.map(|_| ()) == Err(Error::NotFound)
}

testkit::both_engines! {
    async fn owner_sees_both_chains_as_one_list_newest_first(world: World) {
        let owner = busy(&world, "eve@example.test", "Acme", "canary").await;
        let entries = list(&world, &owner, &AuditQuery::default()).await;
        let mut times: Vec<i64> = entries.iter().map(|entry| entry.recorded.at).collect();
        assert!(times.is_sorted_by(|left, right| left >= right), "{times:?}");
        times.dedup();
        assert!(times.len() > 1);
        let found = actions(&entries);
        for action in ["domains.add", "domains.update", "tenants.create", "tenants.update-settings", "access.refuse"] {
            assert!(found.contains(&action), "{action}: {found:?}");
        }
        assert!(entries.iter().any(|entry| entry.trail == Trail::Own));
        assert!(entries.iter().any(|entry| entry.trail == Trail::Control));
    }

    async fn pages_join_without_losing_or_repeating(world: World) {
        let owner = busy(&world, "eve@example.test", "Acme", "canary").await;
        let whole: Vec<String> =
            list(&world, &owner, &AuditQuery::default()).await.iter().map(Entry::id).collect();
        for size in 1..4 {
            let mut query = AuditQuery::default();
            let mut joined = Vec::new();
            loop {
                let page = audit::list(world.access(&owner).await, &query, size).await.unwrap();
                joined.extend(page.entries.iter().map(Entry::id));
                let Some(next) = page.next else { break };
                query.before = next;
            }
            assert_eq!(joined, whole, "pages of {size}");
        }
    }

    async fn another_tenant_never_appears(world: World) {
        let a = busy(&world, "eve@example.test", "Acme", "canarya").await;
        let b = busy(&world, "bob@example.test", "Other", "canaryb").await;
        for (own, other, member) in [("canarya", "canaryb", &a), ("canaryb", "canarya", &b)] {
            let entries = list(&world, member, &AuditQuery::default()).await;
            let text = format!("{entries:?}");
            assert!(text.contains(own) && !text.contains(other), "{text}");
        }
        // Not by number either: an entry of another tenant is one that is not there.
        let of_b = list(&world, &b, &AuditQuery::default()).await;
        for entry in of_b.iter().filter(|entry| entry.trail == Trail::Control) {
            let found = audit::find(world.access(&a).await, &entry.id()).await;
            let own = found.is_ok_and(|(own, _)| own.recorded.hash != entry.recorded.hash);
            assert!(own || is_missing(&world, &a, &entry.id()).await, "{}", entry.id());
        }
        for entry in world.control_trail().await.iter().filter(|entry| entry.tenant_id.is_none()) {
            let id = format!("c{}", entry.number);
            let found = audit::find(world.access(&a).await, &id).await;
            assert!(found.is_ok_and(|(own, _)| own.recorded.tenant_id.is_some()) || is_missing(&world, &a, &id).await);
        }
    }

    async fn an_entry_has_an_address_and_says_what_changed(world: World) {
        let owner = busy(&world, "eve@example.test", "Acme", "canary").await;
        let query = AuditQuery { action: "domains.update".to_owned(), ..AuditQuery::default() };
        let listed = list(&world, &owner, &query).await.remove(0);
        let (entry, _) = audit::find(world.access(&owner).await, &listed.id()).await.unwrap();
        assert_eq!(entry, listed);
        assert_eq!(entry.thing(), "canary.test");
        let changed: Vec<_> =
            entry.differences().into_iter().filter(|one| one.before != one.after).collect();
        assert_eq!(changed.len(), 1);
        let one = &changed[0];
        assert_eq!((one.name.as_str(), one.before.as_deref(), one.after.as_deref()), ("kind", Some("local"), Some("relay")));
        assert!(entry.decision().unwrap().is_allowed());
        for id in ["", "x", "c", "0", "-1", "c-1", "999", "c999", "1e3", "+1"] {
            let found = audit::find(world.access(&owner).await, id).await;
            assert_eq!(found.map(|_| ()), Err(Error::NotFound), "{id}");
        }
    }

    async fn a_word_that_is_none_is_named_instead_of_finding_nothing(world: World) {
        let owner = busy(&world, "eve@example.test", "Acme", "canary").await;
        let query = AuditQuery {
            action: "domain".to_owned(),
            outcome: "maybe".to_owned(),
            source: "telnet".to_owned(),
            ..AuditQuery::default()
        };
        let refused = audit::list(world.access(&owner).await, &query, 10).await.unwrap_err();
        let Error::Invalid { fields } = refused else { panic!("{refused:?}") };
        let named: Vec<_> = fields.into_iter().map(|field| (field.field, field.problem)).collect();
        let expected = ["action", "outcome", "source"].map(|field| (field.to_owned(), Problem::NotAChoice));
        assert_eq!(named, expected);
    }

    async fn filters_narrow_the_list(world: World) {
        let owner = busy(&world, "eve@example.test", "Acme", "canary").await;
        let all = list(&world, &owner, &AuditQuery::default()).await.len();
        let of = |name: &str, value: &str| {
            let value = value.to_owned();
            let query = AuditQuery::default();
            match name {
                "who" => AuditQuery { who: value, ..query },
                "action" => AuditQuery { action: value, ..query },
                "outcome" => AuditQuery { outcome: value, ..query },
                "source" => AuditQuery { source: value, ..query },
                "from" => AuditQuery { from: value, ..query },
                "to" => AuditQuery { to: value, ..query },
                _ => AuditQuery { text: value, ..query },
            }
        };
        let found = async |name: &str, value: &str| list(&world, &owner, &of(name, value)).await;
        assert_eq!(actions(&found("who", "VIEWER-canary@").await), ["access.refuse"]);
        assert_eq!(actions(&found("action", "domains").await), ["domains.update", "domains.add", "domains.add"]);
        assert_eq!(actions(&found("outcome", "refused").await), ["access.refuse"]);
        assert_eq!(found("outcome", "allowed").await.len(), all - 1);
        assert!(found("source", "cli").await.iter().all(|entry| entry.recorded.actor_kind == "command-line"));
        assert_eq!(found("text", "B-CANARY").await.len(), 1);
        assert_eq!(found("from", "2026-11-21").await.len(), all);
        assert_eq!(found("from", "2026-11-22").await.len(), 0);
        assert_eq!(found("to", "2026-11-20").await.len(), 0);
        let refused = audit::list(world.access(&owner).await, &of("from", "yesterday"), 10).await;
        assert!(matches!(refused, Err(Error::Invalid { .. })));
    }

    async fn only_whoever_may_sees_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        for role in Role::ALL {
            let member = world.join(&owner.tenant, &format!("{role}@example.test"), *role).await;
            let may = role.permissions().has(domain::permission::Permission::ViewAudit);
            assert_eq!(world.enter::<ViewAudit>(&member).await.is_ok(), may, "{role}");
        }
    }

    async fn a_file_holds_the_whole_list(world: World) {
        let owner = busy(&world, "eve@example.test", "Acme", "canary").await;
        let page = export::chunk(&world.service, &owner.caller, &owner.tenant.slug, &AuditQuery::default()).await.unwrap();
        let csv = export::Format::Csv.lines(&page.entries, Style::Programs).unwrap();
        let columns = export::Format::Csv.head(Style::Programs).unwrap().split(',').count();
        let mut rows = 0;
        for record in csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes()).records() {
            assert_eq!(record.unwrap().len(), columns);
            rows += 1;
        }
        assert_eq!(rows, page.entries.len());
        let ndjson = export::Format::Ndjson.lines(&page.entries, Style::Programs).unwrap();
        let lines: Vec<serde_json::Value> = ndjson.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), page.entries.len());
        let update = lines.iter().find(|line| line["action"] == "domains.update").unwrap();
        assert_eq!((&update["before"]["kind"], &update["after"]["kind"]), (&"local".into(), &"relay".into()));
        let cli = Caller::local(Source::Cli);
        let local = export::chunk(&world.service, &cli, &owner.tenant.slug, &AuditQuery::default()).await.unwrap();
        assert_eq!(local.entries, page.entries);
        let nowhere = export::chunk(&world.service, &cli, "nowhere", &AuditQuery::default()).await;
        assert_eq!(nowhere.map(|_| ()), Err(Error::NotFound));
    }

    async fn verifying_names_the_chain_and_the_entry(world: World) {
        let a = busy(&world, "eve@example.test", "Acme", "canarya").await;
        busy(&world, "bob@example.test", "Other", "canaryb").await;
        let verdicts = audit::verify(&world.service, &Chains::All).await.unwrap();
        let names: Vec<_> = verdicts.iter().map(|verdict| verdict.tenant.as_deref()).collect();
        let (acme, other) = (Some("acme"), Some("other"));
        assert_eq!(names, [None, acme, acme, other, other]);
        assert!(verdicts.iter().all(|verdict| verdict.outcome.is_ok()), "{verdicts:?}");
        tamper(&world, &a, "update audit_log set actor_label = 'nobody' where number = 2").await;
        let verdicts = audit::verify(&world.service, &Chains::All).await.unwrap();
        let broken: Vec<_> = verdicts.iter().filter_map(|one| one.outcome.clone().err().map(|broken| (one.tenant.clone(), broken))).collect();
        assert_eq!(broken, [(Some("acme".to_owned()), Broken { number: 2, flaw: Flaw::Changed })]);
        let other = audit::verify(&world.service, &Chains::Tenant("other".to_owned())).await.unwrap();
        assert!(other[0].outcome.is_ok());
        assert!(audit::verify(&world.service, &Chains::Control).await.unwrap()[0].outcome.is_ok());
        assert_eq!(audit::verify(&world.service, &Chains::Tenant("nowhere".to_owned())).await, Err(Error::NotFound));
    }

    /// A chain that was set back to what it was, with the end it had then, fits by itself; what was kept tells.
    async fn what_was_kept_elsewhere_tells_of_a_log_set_back(world: World) {
        let owner = busy(&world, "eve@example.test", "Acme", "canary").await;
        let file = world.folder().join("heads");
        let mut kept = heads::Kept::default();
        let lines = heads::write(&world.service, &file, &mut kept).await.unwrap();
        assert_eq!(lines, 3, "of no tenant, of the tenant, and the tenant's own");
        assert_eq!(heads::write(&world.service, &file, &mut kept).await, Ok(0), "nothing moved on");
        assert_eq!(audit::compare(&world.service, &file).await, Ok(Vec::new()));
        let older = heads::gather(&world.service).await.unwrap().pop().unwrap();
        let form = DomainsForm { names: "late.test".to_owned(), kind: "local".to_owned() };
        domains::add(world.access(&owner).await, form).await.unwrap();
        assert_eq!(heads::write(&world.service, &file, &mut kept).await, Ok(1), "what moved on alone");
        assert_eq!(audit::compare(&world.service, &file).await, Ok(Vec::new()));
        let cut = format!("delete from audit_log where number > {}", older.number);
        let back = format!(
            "update audit_heads set number = {}, hash = '{}', seal = '{}'", older.number, older.hash, older.seal
        );
        tamper(&world, &owner, cut.leak()).await;
        tamper(&world, &owner, back.leak()).await;
        let slug = owner.tenant.slug.clone();
        let verdicts = audit::verify(&world.service, &Chains::Tenant(slug)).await.unwrap();
        assert!(verdicts.iter().all(|verdict| verdict.outcome.is_ok()), "the chain alone does not tell: {verdicts:?}");
        let found = audit::compare(&world.service, &file).await.unwrap();
        assert_eq!(found.iter().map(|one| (one.line, one.loss)).collect::<Vec<_>>(), [(4, Loss::CutOff)]);
        // Written anew, it is another entry.
        let form = DomainsForm { names: "other.test".to_owned(), kind: "local".to_owned() };
        domains::add(world.access(&owner).await, form).await.unwrap();
        let found = audit::compare(&world.service, &file).await.unwrap();
        assert_eq!(found.iter().map(|one| (one.line, one.loss)).collect::<Vec<_>>(), [(4, Loss::Changed)]);
    }

    async fn a_line_that_nobody_here_wrote_is_named(world: World) {
        busy(&world, "eve@example.test", "Acme", "canary").await;
        let mut lines = heads::gather(&world.service).await.unwrap();
        lines[0].number -= 1;
        lines[1].database = domain::TenantId::new(1, 1).to_string();
        let mut text: String = lines.iter().map(|line| serde_json::to_string(line).unwrap() + "\n").collect();
        text += "nonsense\n\n";
        let file = world.folder().join("heads");
        std::fs::write(&file, text).unwrap();
        let found = audit::compare(&world.service, &file).await.unwrap();
        let found: Vec<_> = found.iter().map(|one| (one.line, one.loss)).collect();
        assert_eq!(found, [(1, Loss::Foreign), (2, Loss::Gone), (4, Loss::Unreadable)]);
        assert!(audit::compare(&world.service, &world.folder().join("none")).await.is_err());
    }

    async fn a_name_that_is_a_formula_stays_text(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let mut tx = world.tenant_tx(&owner.tenant).await;
        let entry = Written {
            at: world.now() + 1,
            doer: Doer { actor: Named::new(PrincipalKind::Unknown, "", "=cmd|' /C calc'!A0"), behalf: None },
            source: "page".to_owned(),
            action: Deed::DomainsAdd,
            outcome: Outcome::Allowed,
            target: Target::new(TargetKind::Domain, "@sum(\"a\",1)"),
            before: None,
            after: None,
            request_id: String::new(),
            address: String::new(),
            tenant_id: None,
            decision: None,
        };
        store::audit::append(&mut tx, &entry).await.unwrap();
        tx.commit().await.unwrap();
        let entries = list(&world, &owner, &AuditQuery::default()).await;
        let csv = export::Format::Csv.lines(&entries[..1], Style::Programs).unwrap();
        assert!(csv.contains(",'=cmd|' /C calc'!A0,") && csv.contains("\"'@sum(\"\"a\"\",1)\""), "{csv}");
        drop(world.store.control(Mode::Read).await.unwrap());
    }
}
