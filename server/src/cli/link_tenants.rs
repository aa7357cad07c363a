//! What tenants have in connected programs, and how their events arrive in stores, on the command line.

use domain::{Locale, zones::rfc3339};
use service::{
    Service,
    deep_links::{
        provisioning::{self, LinkQuery},
        sinks::{self, FlowQuery, Tending},
    },
};

use super::{operator, print, sentence};

/// Tenants that are listed at once.
const PAGE: usize = 200;

#[derive(Debug, Default, clap::Args)]
pub(super) struct Narrowing {
    /// Those in one state.
    #[arg(long, default_value = "")]
    state: String,
    /// Those whose name or slug holds this.
    #[arg(long, default_value = "")]
    text: String,
    /// Those behind this slug.
    #[arg(long, default_value = "")]
    after: String,
}

pub(super) async fn tenants(service: &Service, target: &str, wanted: Narrowing) -> Result<(), String> {
    let Narrowing { state, text, after } = wanted;
    let query = LinkQuery { text, state, after };
    let page = provisioning::list(&mut operator(service).await?, target, &query, PAGE).await;
    let page = page.map_err(sentence)?;
    let lines = page.links.iter().map(|one| {
        let since = rfc3339(one.link.since);
        let place = if one.link.place.is_empty() { "-" } else { &one.link.place };
        format!("{}\t{}\t{since}\t{place}\t{}\n", one.slug, one.link.state, one.link.problem)
    });
    print(&lines.chain(page.next.iter().map(|next| more(next))).collect::<String>())
}

/// How to see the next page.
fn more(next: &str) -> String {
    format!("there are more: --after {next}\n")
}

pub(super) async fn prepare(service: &Service, target: &str, tenant: Option<&str>) -> Result<(), String> {
    let access = operator(service).await?;
    let job = match tenant {
        Some(slug) => provisioning::prepare(access, target, slug).await,
        None => provisioning::prepare_all(access, target).await,
    };
    let job = job.map_err(sentence)?;
    print(&format!("{job}\nthe server does it; `parvis jobs show {job}` says how far it is\n"))
}

pub(super) async fn flows(service: &Service, store: &str, wanted: Narrowing) -> Result<(), String> {
    let Narrowing { state, text, after } = wanted;
    let query = FlowQuery { text, state, after };
    let page = sinks::list(&mut operator(service).await?, store, &query, PAGE).await.map_err(sentence)?;
    let lines = page.flows.iter().map(|one| {
        let flow = one.flow.flow();
        let states: Vec<&str> = flow.states().iter().map(|state| state.as_str()).collect();
        let (waiting, lost, rejected) = (flow.waiting, flow.lost, flow.rejected);
        let seen = rfc3339(one.flow.seen_at);
        let states = states.join(",");
        format!("{}\t{states}\t{waiting}\t{lost}\t{rejected}\t{seen}\t{}\n", one.slug, flow.problem)
    });
    print(&lines.chain(page.next.iter().map(|next| more(next))).collect::<String>())
}

pub(super) async fn flow(service: &Service, store: &str, tenant: &str) -> Result<(), String> {
    let one = sinks::one(operator(service).await?, store, tenant).await.map_err(sentence)?;
    let Some(flow) = one.flow() else { return print("nothing was sent there yet\n") };
    let kind = sinks::sink(store).map_err(sentence)?;
    let told = flow.states().into_iter().map(|state| {
        let sentence = state.sentence(Locale::En, sinks::store_of(kind), &flow, rfc3339);
        format!("{state}\t{sentence}\n")
    });
    let problem = (!flow.problem.is_empty()).then(|| format!("problem\t{}\n", flow.problem));
    let aside = one.rejected.iter();
    let aside = aside.map(|(event, reason, at)| format!("rejected\t{event}\t{}\t{reason}\n", rfc3339(*at)));
    print(&told.chain(problem).chain(aside).collect::<String>())
}

pub(super) async fn tend(
    service: &Service,
    (store, tenant): (&str, &str),
    tending: Tending,
) -> Result<(), String> {
    let job = sinks::tend(operator(service).await?, store, tenant, &tending).await.map_err(sentence)?;
    print(&format!("{job}\n"))
}
