//! Rows with something in every column, and the way to them.

use domain::{
    AccountId, DomainId, EventId, Locale, Micros, NetworkId, PolicyAgentId, ProviderId, SessionId, TenantId,
    direction::{Direction, Rule},
    domains::DomainKind,
    plans::TenantKind,
};
use store::{
    ControlTx, Location, Mode, Store, StoreError, TenantTx, Tx,
    control::{
        accounts::{self, Account},
        plan_versions,
        sessions::{Method, Session},
        tenant_providers::TenantProvider,
        tenants::{self, Tenant, TenantState},
    },
    tenant::{
        domains::Domain,
        events::Event,
        networks::Network,
        policy_agents::{self, AgentState, PolicyAgent},
    },
};
use testkit::{NOON, World};

pub(crate) fn is_taken<T>(result: Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::Taken))
}

/// Runs one statement that the store itself never would.
pub(crate) async fn execute(tx: &mut Tx, statement: &'static str) -> Result<u64, sqlx::Error> {
    Ok(match tx {
        Tx::Sqlite(tx) => sqlx::query(statement).execute(&mut **tx).await?.rows_affected(),
        Tx::Postgres(tx) => sqlx::query(statement).execute(&mut **tx).await?.rows_affected(),
        Tx::GivenBack => return Err(sqlx::Error::PoolClosed),
    })
}

/// Reads one number.
pub(crate) async fn number(tx: &mut Tx, select: &'static str) -> i64 {
    tx.number(select).await.unwrap()
}

pub(crate) async fn control(world: &World) -> ControlTx {
    world.store.control(Mode::Write).await.unwrap()
}

/// A tenant's new database, and a transaction in it.
pub(crate) async fn tenant_tx(world: &World) -> TenantTx {
    let location = new_location(&world.store, 1).await;
    world.store.tenant(&location, Mode::Write).await.unwrap()
}

pub(crate) async fn new_location(store: &Store, number: u64) -> Location {
    let location = store.location(&TenantId::new(number, 1));
    store.create_tenant(&location).await.unwrap();
    location
}

pub(crate) fn account(number: u64) -> Account {
    Account {
        id: AccountId::new(number, 1),
        email: format!("Person{number}@Example.test"),
        email_key: format!("person{number}@example.test"),
        password_hash: "hash".to_owned(),
        locale: Locale::Fr,
        is_operator: number % 2 == 1,
        created_at: NOON,
    }
}

pub(crate) async fn insert_account(tx: &mut ControlTx, number: u64) -> Account {
    let account = account(number);
    accounts::insert(tx, &account).await.unwrap();
    account
}

pub(crate) fn session(number: u64, account: &Account) -> Session {
    Session {
        id: SessionId::new(number, 1),
        token_hash: format!("token-{number}"),
        account_id: account.id.clone(),
        address: "2001:db8::1".to_owned(),
        user_agent: "Läufer/1.0".to_owned(),
        created_at: NOON,
        seen_at: NOON + 1,
        expires_at: NOON + 100,
        method: Method::Password,
        provider_id: None,
        second_factor_at: None,
        confirmed_at: NOON,
        view_as_tenant: None,
        view_as_account: None,
        only_tenant: None,
        began_at_host: false,
    }
}

pub(crate) async fn tenant(tx: &mut ControlTx, number: u64, slug: &str) -> Tenant {
    let plan = plan_versions::find_current(tx, "solo").await.unwrap().unwrap().into();
    Tenant {
        id: TenantId::new(number, 1),
        slug: slug.to_owned(),
        name: format!("Space {slug}"),
        kind: TenantKind::Personal,
        plan,
        time_zone: "Europe/Paris".to_owned(),
        location: format!("sqlite:{slug}.db"),
        state: TenantState::Preparing,
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
        created_at: NOON,
    }
}

pub(crate) async fn insert_tenant(tx: &mut ControlTx, number: u64, slug: &str) -> Tenant {
    let tenant = tenant(tx, number, slug).await;
    tenants::insert(tx, &tenant).await.unwrap();
    tenant
}

pub(crate) fn provider(number: u128, tenant: &TenantId) -> TenantProvider {
    TenantProvider {
        id: ProviderId::new(0, number),
        tenant_id: tenant.clone(),
        title: "Harbour ID".to_owned(),
        issuer: "https://id.example".to_owned(),
        client_id: "parvis".to_owned(),
        client_secret: "sealed".to_owned(),
        is_required: false,
        created_at: NOON,
    }
}

pub(crate) fn domain(number: u64, name: &str) -> Domain {
    Domain {
        id: DomainId::new(number, 1),
        name: name.to_owned(),
        kind: DomainKind::Relay,
        is_enabled: true,
        created_at: NOON,
    }
}

pub(crate) fn network(number: u64, cidr: &str) -> Network {
    Network {
        id: NetworkId::new(number, 1),
        cidr: cidr.to_owned(),
        label: "Büro".to_owned(),
        is_enabled: true,
        created_at: NOON,
    }
}

pub(crate) fn agent(number: u64, name: &str) -> PolicyAgent {
    PolicyAgent {
        id: PolicyAgentId::new(number, 1),
        name: name.to_owned(),
        time_zone: "Asia/Kolkata".to_owned(),
        environment_id: None,
        address: "192.0.2.1".to_owned(),
        is_pinned: true,
        key_prefix: "pva_…abcd".to_owned(),
        key_hash: format!("key-{number}"),
        state: AgentState::Active,
        version: String::new(),
        last_address: String::new(),
        last_seen_at: None,
        up_since: None,
        spool_depth: 0,
        dropped: 0,
        created_at: NOON,
        state_changed_at: NOON + 1,
        opening: String::new(),
        clock_offset: 0,
        refused_connections: 0,
    }
}

pub(crate) async fn insert_agent(tx: &mut TenantTx, number: u64, name: &str) -> PolicyAgent {
    let agent = agent(number, name);
    policy_agents::insert(tx, &agent).await.unwrap();
    agent
}

pub(crate) fn event(number: u64, agent: &PolicyAgent, at: Micros) -> Event {
    Event {
        id: EventId::new(number, 1),
        agent_id: agent.id.clone(),
        host: String::new(),
        at,
        received_at: at + 5,
        state: "RCPT".to_owned(),
        direction: Direction::Inbound,
        rule: Rule::ClientOutsideRecipientLocal,
        domain: "tenant.test".to_owned(),
        client_address: "2001:db8::7".to_owned(),
        client_name: "unknown".to_owned(),
        helo_name: "client.example.net".to_owned(),
        sender: "jürgen@sender.example".to_owned(),
        sender_domain: "sender.example".to_owned(),
        recipient: "\"odd local\"@tenant.test".to_owned(),
        recipient_domain: "tenant.test".to_owned(),
        recipient_count: 3,
        queue_id: "A2A609EA032".to_owned(),
        instance: format!("797e.{number}.0"),
        size: 5_000_000_000,
        sasl_method: "PLAIN".to_owned(),
        sasl_username: "alice".to_owned(),
        encryption_protocol: "TLSv1.3".to_owned(),
        record: "{\"at\":1}".to_owned(),
        messages: 1,
        recipients: 2,
    }
}
