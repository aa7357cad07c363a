//! What a crash at the wrong moment leaves behind, and who repairs it.

use domain::{
    TenantId,
    decision::Scope,
    permission::{ManageMailFlow, Role, ViewMailFlow, ViewOverview},
    plans::{Plan, TenantKind},
};
use service::{
    Access, chance,
    control::{
        bindings, memberships, plan_versions,
        tenants::{self, Tenant, TenantState},
    },
    domains::{self, DomainsForm},
};
use store::Mode;
use testkit::{Member, World};

/// A tenant whose server died before it made the database.
pub(crate) async fn half_made(world: &World, slug: &str, state: TenantState) -> Member {
    let (caller, session) = world.person(&format!("{slug}@example.test")).await;
    let id = chance::id(world.now(), TenantId::new);
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    let plan = plan_versions::find_current(&mut tx, "starter").await.unwrap().unwrap().into();
    let tenant = Tenant {
        location: world.store.location(&id).to_string(),
        id,
        slug: slug.to_owned(),
        name: slug.to_owned(),
        kind: TenantKind::Company,
        plan,
        time_zone: "UTC".to_owned(),
        state,
        requires_second_factor: false,
        email_domains: String::new(),
        brand_name: String::new(),
        brand_logo: String::new(),
        brand_sender: String::new(),
        brand_host: String::new(),
        is_host_proved: false,
        frozen_before: None,
        frozen_days: None,
        closed_at: None,
        suspended_at: None,
        suspended_reason: String::new(),
        external_reference: String::new(),
        is_billed_elsewhere: false,
        purge_at: None,
        purged_at: None,
        created_at: world.now(),
    };
    tenants::insert(&mut tx, &tenant).await.unwrap();
    let account = &caller.account().unwrap().id;
    memberships::insert(&mut tx, &tenant.id, account, world.now()).await.unwrap();
    let role = Role::Owner.as_str();
    bindings::upsert(&mut tx, &tenant.id, account, role, &Scope::Tenant, None, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    Member { caller, tenant, session }
}

async fn set_preparing(world: &World, member: &Member) {
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    tenants::update_state(&mut tx, &member.tenant.id, TenantState::Preparing).await.unwrap();
    tx.commit().await.unwrap();
}

testkit::both_engines! {
    async fn a_tenant_without_its_database_gets_one_on_entry(world: World) {
        let owner = half_made(&world, "acme", TenantState::Preparing).await;
        let mut access = world.access::<ViewMailFlow>(&owner).await;
        assert_eq!(domains::list(&mut access).await.unwrap(), []);
        drop(access);
        assert_eq!(world.tenant(&owner.tenant.id).await.state, TenantState::Ready);
        let access = world.access::<ManageMailFlow>(&owner).await;
        let form = DomainsForm { names: "tenant.test".to_owned(), kind: "local".to_owned() };
        assert_eq!(domains::add(access, form).await.unwrap().added.len(), 1);
    }

    async fn a_tenant_with_its_database_keeps_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let form = DomainsForm { names: "tenant.test".to_owned(), kind: "local".to_owned() };
        domains::add(world.access(&owner).await, form).await.unwrap();
        // It died between making the database and writing down that it is there.
        set_preparing(&world, &owner).await;
        let mut access = world.access::<ViewMailFlow>(&owner).await;
        assert_eq!(domains::list(&mut access).await.unwrap().len(), 1);
        drop(access);
        assert_eq!(world.tenant(&owner.tenant.id).await.state, TenantState::Ready);
    }

    async fn strangers_repair_nothing(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let stranger = world.owner("mallory@example.test", "Other", Plan::Starter).await;
        set_preparing(&world, &owner).await;
        let entered = Access::<ViewOverview>::enter(&world.service, &stranger.caller, "acme").await;
        assert_eq!(entered.unwrap_err(), domain::Error::NotFound);
        assert_eq!(world.tenant(&owner.tenant.id).await.state, TenantState::Preparing);
    }

    async fn many_may_enter_at_once_and_all_find_it_made(world: World) {
        let owner = half_made(&world, "acme", TenantState::Preparing).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let tasks: Vec<_> = (0..8)
            .map(|number| {
                let caller = if number % 2 == 0 { owner.caller.clone() } else { viewer.caller.clone() };
                let server = world.service.clone();
                tokio::spawn(async move {
                    let mut access = Access::<ViewMailFlow>::enter(&server, &caller, "acme").await?;
                    domains::list(&mut access).await
                })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), Ok(vec![]));
        }
    }
}
