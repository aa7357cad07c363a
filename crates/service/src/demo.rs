//! A realistic installation to look at: a company with three mail hosts and a freelancer, with a year of mail.

mod ends;
mod invoices;
mod mails;
mod team;
mod usage;

use domain::{
    DAY, EventId, HOUR, Locale, Micros, SECOND,
    domains::DomainKind,
    permission::ManageSettings,
    plans::{Feature, Plan, Span, TenantKind},
};
use store::{
    control::{accounts::Account, tenants::Tenant},
    tenant::{
        domains::{self, Domain},
        environments,
        events::Event,
        gaps::{self, Gap, GapCause},
        networks::{self, Network},
        policy_agents::{self, AgentState, PolicyAgent, Sighting},
        usage_counters::{self, Counter},
    },
};

pub use self::invoices::Past;
use self::mails::{Dice, Mail, mails_of};
use crate::{
    Access, Caller, OrInternal, Result, Service, Source, accounts, chance,
    events::{
        ingest::{classify, mail_flow, store_events},
        outcomes::Outcomes,
        rollups::Tally,
    },
    invoices::ContactForm,
    plans::subscriptions::Every,
    quotas::windows::{self, ALWAYS},
    tenants::{self, TenantForm},
};

/// The password of every demo account; the demo is for looking at, never for real data.
pub const PASSWORD: &str = "quiet harbour lantern moss";

struct Sketch {
    email: &'static str,
    locale: Locale,
    name: &'static str,
    slug: &'static str,
    kind: TenantKind,
    plan: Plan,
    domains: &'static [(&'static str, DomainKind)],
    networks: &'static [(&'static str, &'static str)],
    hosts: &'static [&'static str],
    /// An address inside the first network.
    inside: &'static str,
    /// Messages on a busy working day.
    busy_day: i64,
}

const SKETCHES: &[Sketch] = &[
    Sketch {
        email: "camille@brasserie-du-canal.example",
        locale: Locale::Fr,
        name: "Brasserie du Canal",
        slug: "brasserie-du-canal",
        kind: TenantKind::Company,
        plan: Plan::Professional,
        domains: &[
            ("brasserie-du-canal.example", DomainKind::Local),
            ("bières-du-canal.example", DomainKind::Local),
            ("amis-du-houblon.example", DomainKind::Relay),
        ],
        networks: &[
            ("192.0.2.0/25", "Canal street"),
            ("2001:db8:2::/48", "Canal street"),
            ("198.51.100.32/28", "Brewery"),
        ],
        hosts: &["mx1", "mx2", "submission"],
        inside: "192.0.2.10",
        busy_day: 260,
    },
    Sketch {
        email: "alex@alexmoreau.example",
        locale: Locale::En,
        name: "Alex Moreau",
        slug: "alex-moreau",
        kind: TenantKind::Personal,
        plan: Plan::Solo,
        domains: &[("alexmoreau.example", DomainKind::Local)],
        networks: &[("203.0.113.40/32", "Home")],
        hosts: &["mail"],
        inside: "203.0.113.40",
        busy_day: 30,
    },
];

/// The addresses of the demo's people.
pub fn emails() -> Vec<&'static str> {
    SKETCHES.iter().map(|sketch| sketch.email).collect()
}

/// The demo's operator, and the secret of their authenticator app in base 32.
pub const OPERATOR: &str = "ops@provider.example";
pub const OPERATOR_SECRET: &str = "OBQXE5TJOMQGIZLNN4QG64DFOJQXI33S";
const OPERATOR_BYTES: &[u8; 20] = b"parvis demo operator";

async fn operator(service: &Service) -> Result<()> {
    let caller = Caller::local(Source::Cli);
    let account = accounts::create(service, &caller, OPERATOR, PASSWORD, true).await?;
    crate::authenticators::insert_known(service, &account.id, OPERATOR_BYTES).await
}

/// Whether this installation holds the whole demo; its operator is made last.
pub async fn is_filled(service: &Service) -> Result<bool> {
    Ok(accounts::find_by_email(service, OPERATOR).await?.is_some())
}

/// Makes the demo's people, spaces, a year of their invoices and so many days of their mail, and returns how many events
/// that were.
pub async fn fill(service: &Service, past: &Past, days: i32) -> Result<u64> {
    let opened = bill(service, past).await?;
    let mut made = 0;
    for (number, (sketch, (tenant, owner))) in SKETCHES.iter().zip(opened).enumerate() {
        let caller = Caller { locale: sketch.locale, ..Caller::local(Source::Cli) };
        if sketch.kind == TenantKind::Company {
            team::fill(service, &caller, &tenant, &owner).await?;
        }
        let access = Access::<ManageSettings>::local(service, &caller, tenant.clone()).await?;
        made += fill_tenant(access, sketch, 42 + number as u64, days).await?;
        usage::write_days(service, &caller, &tenant).await?;
        if number == 0 {
            usage::report(service, &caller, &tenant).await?;
        }
    }
    operator(service).await?;
    Ok(made)
}

/// Opens the demo's spaces a year ago, and lets them be invoiced since.
async fn bill(service: &Service, past: &Past) -> Result<Vec<(Tenant, Account)>> {
    let mut opened = Vec::new();
    for sketch in SKETCHES {
        let caller = Caller { locale: sketch.locale, ..Caller::local(Source::Cli) };
        let owner = accounts::create(&past.service, &caller, sketch.email, PASSWORD, false).await?;
        let form = TenantForm {
            name: sketch.name.to_owned(),
            slug: sketch.slug.to_owned(),
            kind: sketch.kind,
            plan: Some(sketch.plan.as_str().to_owned()),
            every: Every::Month,
        };
        let tenant = tenants::create(&past.service, &caller, form, &owner).await?;
        invoices::set_contact(&past.service, &tenant, contact(sketch)).await?;
        opened.push((tenant, owner));
    }
    let billed: Vec<_> = opened.iter().map(|(tenant, _)| tenant.clone()).collect();
    invoices::pass(past, service.now(), &billed).await?;
    Ok(opened)
}

/// Whom a space's invoices are made out to.
fn contact(sketch: &Sketch) -> ContactForm {
    let is_company = sketch.kind == TenantKind::Company;
    let (buyer, siren) = if is_company { ("business", "404833048") } else { ("person", "") };
    ContactForm {
        name: sketch.name.to_owned(),
        buyer: buyer.to_owned(),
        email: sketch.email.to_owned(),
        language: sketch.locale.to_string(),
        street: "1 quai du Canal".to_owned(),
        postcode: "67000".to_owned(),
        city: "Strasbourg".to_owned(),
        country: "FR".to_owned(),
        siren: siren.to_owned(),
        ..ContactForm::default()
    }
}

async fn fill_tenant(
    mut access: Access<ManageSettings>,
    sketch: &Sketch,
    seed: u64,
    days: i32,
) -> Result<u64> {
    declare(&mut access, sketch).await?;
    let mut agents = Vec::new();
    for host in sketch.hosts {
        agents.push(enrol(&mut access, host).await?);
    }
    let (now, zone) = (access.now(), access.zone().clone());
    let flow = mail_flow(access.tx()).await?;
    let mut dice = Dice(seed);
    let mut made = 0;
    for agent in &agents {
        let mut tally = Tally::default();
        let mut stored = Vec::new();
        let mut id = chance::ids(now, EventId::new);
        let today = zone.day_of(now);
        for day in today - days + 1..=today {
            for mail in mails_of(sketch, &zone, day, agents.len(), &mut dice) {
                if mail.at > now - 5 * SECOND {
                    continue;
                }
                for record in mail.records(sketch, &mut dice) {
                    let line = serde_json::to_string(&record).unwrap_or_default();
                    let event = classify(&flow, &tally, &agent.id, id(), record.at, &record, &line);
                    stored.push(tally.add(event, &zone));
                }
            }
        }
        let mut outcomes = Outcomes::default();
        ends::tell(&mut tally, &mut outcomes, (&zone, now), &mut Dice(seed + made));
        outcomes.store(access.tx(), now).await?;
        made += stored.len() as u64;
        // Older events are past the plan's retention; their counts stay, as they would have.
        let kept = now - access.entitlements().retention_days() * DAY;
        stored.retain(|event| event.at >= kept);
        tally.messages.retain(|_, message| message.at >= kept);
        tally.recipients.retain(|recipient| recipient.at >= kept);
        write(&mut access, &stored, &tally).await?;
        see(&mut access, agent, now).await?;
    }
    if let [first, ..] = agents.as_slice() {
        let at = now - 3 * DAY;
        let stopped = Gap {
            agent_id: first.id.clone(),
            from_at: at,
            to_at: at + 5 * HOUR,
            cause: GapCause::Stopped,
            lost: 0,
        };
        gaps::insert(access.tx(), &stopped).await.or_internal()?;
    }
    // What agents sent stands in no audit log.
    access.commit_piece().await?;
    Ok(made)
}

/// Keeps the demo's mail coming in while the server runs, so that its pages live.
pub async fn live(service: &Service) {
    let mut dice = Dice(7);
    for number in 0.. {
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        for sketch in SKETCHES {
            if let Err(error) = receive(service, sketch, number, &mut dice).await {
                tracing::warn!(%error, "the demo could not receive a mail");
            }
        }
    }
}

/// Lets one host of a demo space see one mail now.
async fn receive(service: &Service, sketch: &Sketch, number: usize, dice: &mut Dice) -> Result<()> {
    let tenant = tenants::find_by_slug(service, sketch.slug).await?;
    let mut access = Access::<ManageSettings>::local(service, &Caller::local(Source::Job), tenant).await?;
    let (now, zone) = (access.now(), access.zone().clone());
    let flow = mail_flow(access.tx()).await?;
    let agents = policy_agents::list(access.tx()).await.or_internal()?;
    let chosen = dice.roll(agents.len());
    let mut id = chance::ids(now, EventId::new);
    for (place, agent) in agents.iter().enumerate() {
        see(&mut access, agent, now).await?;
        if place == chosen {
            let (mut tally, mut stored) = (Tally::default(), Vec::new());
            for record in (Mail { at: now - SECOND, number }).records(sketch, dice) {
                let line = serde_json::to_string(&record).unwrap_or_default();
                let event = classify(&flow, &tally, &agent.id, id(), now, &record, &line);
                stored.push(tally.add(event, &zone));
            }
            let mut outcomes = Outcomes::default();
            ends::tell(&mut tally, &mut outcomes, (&zone, now), dice);
            outcomes.store(access.tx(), now).await?;
            write(&mut access, &stored, &tally).await?;
        }
    }
    let tenant = access.commit_piece().await?;
    service.live().notify(&tenant);
    Ok(())
}

async fn declare(access: &mut Access<ManageSettings>, sketch: &Sketch) -> Result<()> {
    let now = access.now();
    for (name, kind) in sketch.domains {
        let name = domain::domains::DomainName::parse(name)
            .map_or_else(|_| (*name).to_owned(), |name| name.as_str().to_owned());
        let domain = Domain {
            id: chance::id(now, domain::DomainId::new),
            name,
            kind: *kind,
            is_enabled: true,
            created_at: now,
        };
        domains::insert(access.tx(), &domain).await.or_internal()?;
    }
    for (cidr, label) in sketch.networks {
        let network = Network {
            id: chance::id(now, domain::NetworkId::new),
            cidr: (*cidr).to_owned(),
            label: (*label).to_owned(),
            is_enabled: true,
            created_at: now,
        };
        networks::insert(access.tx(), &network).await.or_internal()?;
    }
    Ok(())
}

async fn enrol(access: &mut Access<ManageSettings>, host: &str) -> Result<PolicyAgent> {
    let now = access.now();
    let environments = environments::list(access.tx()).await.or_internal()?;
    let environment_id = environments
        .into_iter()
        .find(|found| found.name == team::environment_of(host))
        .map(|found| found.id.to_string());
    let agent = PolicyAgent {
        id: chance::id(now, domain::PolicyAgentId::new),
        name: host.to_owned(),
        time_zone: access.tenant().time_zone.clone(),
        environment_id,
        address: String::new(),
        is_pinned: false,
        key_prefix: "pva_…demo".to_owned(),
        // No key has this hash, so nobody can send as a demo agent.
        key_hash: "none".to_owned(),
        state: AgentState::Active,
        version: String::new(),
        last_address: String::new(),
        last_seen_at: None,
        up_since: None,
        spool_depth: 0,
        dropped: 0,
        created_at: now - 365 * DAY,
        state_changed_at: now - 365 * DAY,
        opening: String::new(),
        clock_offset: 0,
        refused_connections: 0,
    };
    policy_agents::insert(access.tx(), &agent).await.or_internal()?;
    Ok(agent)
}

async fn see(access: &mut Access<ManageSettings>, agent: &PolicyAgent, now: Micros) -> Result<()> {
    let sighting = Sighting {
        version: env!("CARGO_PKG_VERSION"),
        address: "192.0.2.10",
        seen_at: now,
        up_since: Some(now - 11 * DAY),
        spool_depth: 0,
        newly_dropped: 0,
        opening: "",
        clock_offset: 0,
        refused_connections: 0,
    };
    policy_agents::update_seen(access.tx(), &agent.id, &sighting).await.or_internal()
}

async fn write(access: &mut Access<ManageSettings>, stored: &[Event], tally: &Tally) -> Result<()> {
    let today = windows::around(Span::Day, access.zone(), access.now(), &ALWAYS);
    let tx = access.tx();
    store_events(tx, stored, tally).await?;
    let bytes = stored.iter().map(|event| event.record.len() as i64).sum();
    let events = stored.iter().filter(|event| today.contains(&event.at)).count() as i64;
    let kept = Counter { used: bytes, ..Counter::empty(Feature::StoredBytes.as_str(), "", &ALWAYS) };
    let taken = Counter { used: events, ..Counter::empty(Feature::Events.as_str(), "", &today) };
    usage_counters::add(tx, &[kept, taken]).await.or_internal()
}
