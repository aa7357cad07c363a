//! What operators do with tenants, and what their people notice of it.

use domain::{
    DAY, Error, MINUTE, Problem,
    operators::{EndTenants, ManageTenants, OperatorRole, OperatorsError, ViewTenants},
    permission::{ManageMailFlow, ManageSettings, ViewOverview},
    plans::Plan,
    tenants::TenantsError,
};
use service::{
    OperatorAccess, TeamAccess,
    domains::{self, DomainsForm},
    operator_tenants::{self as tenants, Condition, ForSomebody, TenantQuery},
};
use testkit::{Batch, Member, NOON, PASSWORD, World, operate, rcpt};

async fn slugs(world: &World, text: &str, condition: &str) -> Vec<String> {
    let mut access = operate::<ViewTenants>(&world.service).await;
    let query =
        TenantQuery { text: text.to_owned(), condition: condition.to_owned(), ..TenantQuery::default() };
    let page = tenants::list(&mut access, &query, 10).await.unwrap();
    page.tenants.into_iter().map(|tenant| tenant.slug).collect()
}

async fn add_domain(world: &World, member: &Member) -> Result<(), Error> {
    let access = world.enter::<ManageMailFlow>(member).await?;
    let form = DomainsForm { names: "new.example".to_owned(), kind: "local".to_owned() };
    domains::add(access, form).await.map(|_| ())
}

fn suspended(reason: &str) -> Error {
    Error::Tenants(TenantsError::SpaceSuspended { reason: reason.to_owned() })
}

testkit::both_engines! {
    async fn a_tenant_is_found_by_its_owners_address_and_seen_without_its_data(world: World) {
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        world.owner("other@example.test", "Quay", Plan::Starter).await;
        assert_eq!(slugs(&world, "OLGA@", "").await, ["harbour"]);
        assert_eq!(slugs(&world, "", "active").await, ["harbour", "quay"]);
        assert_eq!(slugs(&world, "nothing", "").await, [""; 0]);
        let seen = tenants::find(operate(&world.service).await, &owner.tenant.slug).await.unwrap();
        assert_eq!((seen.owners, seen.members), (vec!["olga@example.test".to_owned()], 1));
        assert!(seen.usage.iter().all(|usage| usage.used == 0) && !seen.usage.is_empty());
        let (help, _) = world.operator("sam@example.test", OperatorRole::Support).await;
        let refused = OperatorAccess::<ManageTenants>::enter(&world.service, &help).await.unwrap_err();
        assert!(matches!(refused, Error::Operators(OperatorsError::OperatorRoleLacks { .. })));
    }

    async fn a_suspended_tenant_is_read_and_changes_nothing_until_it_goes_on(world: World) {
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        let key = world.enrol(&owner, "mx").await;
        let (ann, _) = world.operator("ann@example.test", OperatorRole::Everything).await;
        let enter = async || OperatorAccess::<EndTenants>::enter(&world.service, &ann).await.unwrap();
        let empty = tenants::suspend(enter().await, "harbour", " ").await;
        assert_eq!(empty.unwrap_err(), Error::field("reason", Problem::Required));
        tenants::suspend(enter().await, "harbour", "The invoice of May is open").await.unwrap();
        world.enter::<ViewOverview>(&owner).await.unwrap();
        assert_eq!(add_domain(&world, &owner).await.unwrap_err(), suspended("The invoice of May is open"));
        let seen = rcpt(NOON, "m1", "alice@sender.example", "bob@tenant.test");
        let sent = world.send(&key, &Batch::new("s", 1).record(seen.clone())).await;
        assert_eq!(sent.unwrap_err(), suspended("The invoice of May is open"));
        let mail = world.mail().await;
        assert!(mail.text.contains("The invoice of May is open"), "{}", mail.text);
        assert_eq!(slugs(&world, "", "suspended").await, ["harbour"]);
        // In the tenant's own chain and in the installation's, under the operator's name.
        let trail = world.control_trail().await;
        let noted: Vec<_> = trail.iter().filter(|entry| entry.action == "tenants.suspend").collect();
        assert_eq!(noted.len(), 2);
        assert_eq!(noted[0].tenant_id.as_deref(), Some(owner.tenant.id.as_str()));
        assert_eq!((noted[1].tenant_id.as_deref(), noted[1].chain.as_str()), (None, ""));
        assert!(noted.iter().all(|entry| entry.actor_kind == "operator" && entry.actor_label == "ann@example.test"));
        let resume = OperatorAccess::<ManageTenants>::enter(&world.service, &ann).await.unwrap();
        tenants::resume(resume, "harbour").await.unwrap();
        add_domain(&world, &owner).await.unwrap();
        world.send(&key, &Batch::new("s", 1).record(seen)).await.unwrap();
    }

    async fn somebody_is_invited_as_the_owner_of_a_space_made_for_them(world: World) {
        let (ann, _) = world.operator("ann@example.test", OperatorRole::Everything).await;
        let access = OperatorAccess::<ManageTenants>::enter(&world.service, &ann).await.unwrap();
        let form = ForSomebody {
            name: "Boulangerie".to_owned(), kind: "company".to_owned(), email: "bea@example.test".to_owned(),
            locale: "fr".to_owned(), ..ForSomebody::default()
        };
        let tenant = tenants::make(access, form).await.unwrap();
        let token = world.mail().await.token();
        let shown = service::invitations::show(&world.service, &world.visitor(), &token).await.unwrap();
        assert_eq!((shown.space.as_str(), shown.given.role.key()), ("Boulangerie", "owner"));
        service::invitations::accept(&world.service, &world.visitor(), &token, PASSWORD).await.unwrap();
        let seen = tenants::find(operate(&world.service).await, &tenant.slug).await.unwrap();
        assert_eq!(seen.owners, ["bea@example.test"]);
    }

    async fn a_closed_tenant_is_purged_when_its_time_is_over_and_its_row_stays(world: World) {
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        add_domain(&world, &owner).await.unwrap();
        let wrong = tenants::close(operate(&world.service).await, "harbour", "30", "Quay").await.unwrap_err();
        assert!(matches!(wrong, Error::Invalid { .. }));
        let never = tenants::close(operate(&world.service).await, "harbour", "0", "Harbour").await.unwrap_err();
        assert_eq!(never, Error::field("days", Problem::OutOfRange { min: 1, max: 365 }));
        tenants::close(operate(&world.service).await, "harbour", "30", "Harbour").await.unwrap();
        assert_eq!(slugs(&world, "", "closed").await, ["harbour"]);
        let by_owner = TeamAccess::enter(&world.service, &owner.caller, "harbour").await.unwrap();
        let refused = service::tenants::reopen(by_owner).await.unwrap_err();
        assert_eq!(refused, Error::Tenants(TenantsError::ClosedByOperator));
        world.advance(30 * DAY + MINUTE);
        world.service.run_due_jobs().await.unwrap();
        assert_eq!(slugs(&world, "", "").await, [""; 0]);
        assert_eq!(slugs(&world, "", Condition::Purged.as_str()).await, ["harbour"]);
        assert_eq!(world.enter::<ManageSettings>(&owner).await.unwrap_err(), Error::NotFound);
        let location = owner.tenant.location().unwrap();
        assert!(world.store.tenant(&location, store::Mode::Read).await.is_err(), "its database is gone");
        let trail = world.control_trail().await;
        let noted = trail.iter().rfind(|entry| entry.action == "tenants.purge").unwrap();
        assert!(noted.before.as_deref().unwrap().contains("\"domains\":1"), "{:?}", noted.before);
        assert_eq!(tenants::reopen(operate(&world.service).await, "harbour").await.unwrap_err(), Error::NotFound);
    }

    async fn a_closing_is_undone_in_time_and_nothing_is_purged(world: World) {
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        tenants::close(operate(&world.service).await, "harbour", "7", "Harbour").await.unwrap();
        world.advance(6 * DAY);
        tenants::reopen(operate(&world.service).await, "harbour").await.unwrap();
        world.advance(10 * DAY);
        world.service.run_due_jobs().await.unwrap();
        assert_eq!(slugs(&world, "", "active").await, ["harbour"]);
        let again = world.tenant(&owner.tenant.id).await;
        assert_eq!((again.closed_at, again.purge_at, again.purged_at), (None, None, None));
    }
}
