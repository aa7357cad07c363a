//! `decide` with its explanation, and the `cedar-policy` crate on the same policies and requests, on one core; and
//! reading what a tenant has of the catalogue.

use std::{hint::black_box, str::FromStr, time::Instant};

use cedar_policy::{Authorizer, Context as CedarContext, Entities, EntityUid, PolicySet, Request};
use domain::{
    EnvironmentId, PolicyAgentId,
    decision::{Actor, Binding, Context, Decision, Resource, RoleName, Scope, decide},
    permission::{Permission, Role},
    plans::Entitlements,
    resources::{Path, ResourceId},
};

const BINDINGS: u64 = 20;
const NOW: i64 = 1_795_262_400_000_000;
const ROUNDS: u32 = 9;

fn environment(number: u64) -> EnvironmentId {
    EnvironmentId::new(number, 1)
}

fn agent(number: u64) -> PolicyAgentId {
    PolicyAgentId::new(number, 1)
}

/// A role for each of twenty environments, each until some day: operators and viewers by turns.
fn actor() -> Actor {
    let bindings = (0..BINDINGS).map(|number| {
        let role = role(number);
        Binding {
            role: RoleName::BuiltIn(role),
            permissions: role.permissions(),
            scope: Scope::Environment(environment(number)),
            ends_at: Some(NOW + 1),
        }
    });
    Actor { is_member: true, bindings: bindings.collect(), ceiling: None }
}

const fn role(number: u64) -> Role {
    if number % 2 == 1 { Role::Operator } else { Role::Viewer }
}

/// The same as twenty policies.
fn policies() -> PolicySet {
    let policies = (0..BINDINGS).map(|number| {
        let actions: Vec<_> =
            role(number).permissions().iter().map(|permission| format!("Action::\"{permission}\"")).collect();
        format!(
            "permit(principal == Account::\"one\", action in [{}], resource in Environment::\"{}\")
             when {{ context.now < {} }};",
            actions.join(", "),
            environment(number),
            NOW + 1
        )
    });
    policies.collect::<String>().parse().expect("policies")
}

/// The space, its environments, and an agent in each.
fn entities() -> Entities {
    let mut all = vec![entity("Account", "one", None)];
    for number in 0..=BINDINGS {
        let id = environment(number).to_string();
        all.push(entity("Environment", &id, None));
        all.push(entity("PolicyAgent", agent(number).as_str(), Some(&id)));
    }
    Entities::from_json_value(serde_json::Value::Array(all), None).expect("entities")
}

fn entity(kind: &str, id: &str, parent: Option<&str>) -> serde_json::Value {
    let parents: Vec<_> =
        parent.iter().map(|id| serde_json::json!({ "type": "Environment", "id": id })).collect();
    serde_json::json!({ "uid": { "type": kind, "id": id }, "attrs": {}, "parents": parents })
}

/// What is asked: allowed by the last binding, refused for the role, outside of every scope.
const CASES: [(&str, Permission, u64, bool); 3] = [
    ("allowed by the last of 20", Permission::ManagePolicyAgents, 19, true),
    ("refused, the role does not give it", Permission::ManagePolicyAgents, 18, false),
    ("refused, outside of every scope", Permission::ViewEvents, BINDINGS, false),
];

fn main() {
    let (actor, context) = (actor(), Context::at(NOW));
    let (policies, entities, authorizer) = (policies(), entities(), Authorizer::new());
    println!("decide with explanation, {BINDINGS} bindings, one core; nanoseconds per call, median of {ROUNDS} rounds");
    println!("{:<36} {:>10} {:>14} {:>8}", "", "decide", "cedar-policy", "ratio");
    let mut is_reached = true;
    for (name, permission, number, is_allowed) in CASES {
        let (id, place) = (agent(number), environment(number));
        let path = Path::of(ResourceId::from(&id), Some(place));
        let resource = Resource::At(&path);
        let ours = || -> Decision { decide(black_box(&actor), permission, black_box(resource), &context) };
        let request = request(permission, &id);
        let theirs = || authorizer.is_authorized(black_box(&request), &policies, &entities);
        assert_eq!(ours().is_allowed(), is_allowed, "{name}");
        assert_eq!(theirs().decision() == cedar_policy::Decision::Allow, is_allowed, "{name}");
        let (ours, theirs) = (median(200_000, ours), median(2_000, theirs));
        let ratio = theirs / ours;
        is_reached &= ours < 1000.0 && ratio >= 10.0;
        println!("{name:<36} {ours:>10.0} {theirs:>14.0} {ratio:>7.0}x");
    }
    println!("under 1 microsecond and at least 10 times faster: {}", if is_reached { "yes" } else { "NO" });
    resolve();
}

/// What the largest plan of the first catalogue gives, as its text stands there.
const VERSION: &str = include_str!("enterprise.json");

/// All that a tenant has, as each request reads it: of its version's text alone, and with overrides.
fn resolve() {
    let overridden = "domains -1 40\nretention-days 1795262400000001 30";
    let plain = median(50_000, || Entitlements::read(black_box(VERSION), "", NOW));
    let replaced = median(50_000, || Entitlements::read(black_box(VERSION), black_box(overridden), NOW));
    assert_eq!(Entitlements::read(VERSION, overridden, NOW).retention_days(), 30);
    println!("\nall entitlements of a tenant; nanoseconds, median of {ROUNDS} rounds");
    println!("{:<36} {plain:>10.0}\n{:<36} {replaced:>10.0}", "of its version", "with two overrides");
    println!("under 5 microseconds: {}", if plain.max(replaced) < 5000.0 { "yes" } else { "NO" });
}

fn request(permission: Permission, agent: &PolicyAgentId) -> Request {
    let uid = |text: String| EntityUid::from_str(&text).expect("an entity");
    let context = CedarContext::from_json_value(serde_json::json!({ "now": NOW }), None).expect("a context");
    Request::new(
        uid("Account::\"one\"".to_owned()),
        uid(format!("Action::\"{permission}\"")),
        uid(format!("PolicyAgent::\"{agent}\"")),
        context,
        None,
    )
    .expect("a request")
}

/// Nanoseconds per call.
fn median<T>(calls: u32, mut call: impl FnMut() -> T) -> f64 {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            for _ in 0..calls {
                black_box(call());
            }
            started.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[rounds.len() / 2]
}
