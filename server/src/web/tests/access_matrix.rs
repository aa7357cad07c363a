//! The access matrix: every page, file, server function and REST operation, asked by everybody there is.
//!
//! `domain::areas` says for each what it takes. The answers are measured here through the whole router, and must
//! be what the named permission says. `docs/access-matrix.txt` is what was measured; `PARVIS_WRITE_MATRIX=1`
//! writes it anew.

pub(super) mod operations;

use std::{collections::BTreeMap, fmt::Write};

use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use domain::{
    JobId, MessageId,
    areas::{Action, File, Route},
    jobs::{JobKind, Priority},
    operators::{OperatorPermission, OperatorRole},
    permission::{ManageEnvironments, Permission, Role, ViewEvents},
    plans::Plan,
};
use service::{
    chance,
    control::{
        jobs::{self, NewJob},
        tenants::Tenant,
    },
    environments::{self, EnvironmentForm},
    events::{self, EventQuery},
};
use store::Mode;
use testkit::{Batch, Engine, Member, NOON, World, rcpt};

use super::{read, router, send};
use crate::rest::Listed;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/access-matrix.txt");

const HEAD: &str = "\
Who may do what: every page, file, server function and REST operation, asked by nobody who is signed in, by a
stranger to the space, by a member in each built-in role, and by an operator in each role who has shown a second
factor and belongs to no space; a REST operation with an API key that such a member made. `takes` is a permission, or `anyone`, `person` (signed in), `member` (of the space, in whatever
role), `key` (any API key), `agent-key` (a policy agent's) or `usage-key` (a provider's program's), or a permission of operators. 401: sign in, or show a key, first. 403: refused, with the reason. 404: for them
it does not exist. 303: led to another page that they may see. Measured by `cargo test`, which also checks that each line is what its permission says.
";

/// Things that may answer otherwise than their permission says: none.
const EXCEPTIONS: &[&str] = &[];

/// Values that a function can read; more than it asks for is passed over.
const VALUES: &[(&str, &str)] = &[
    ("name", "matrix"),
    ("target", "grafana"),
    ("store", "influxdb"),
    ("view", "hosts"),
    ("choice", "weekly"),
    ("names", "new.example"),
    ("kind", "local"),
    ("cidrs", "198.51.100.0/24"),
    ("label", "x"),
    ("time_zone", "UTC"),
    ("enabled", "true"),
    ("paused", "true"),
    ("confirm", ""),
    ("email", "matrix@example.test"),
    ("emails", "matrix@example.test"),
    ("role", "viewer"),
    ("scope", "tenant"),
    ("current", ""),
    ("new", ""),
    ("locale", "fr"),
    ("theme", "dark"),
    ("slug", "matrix"),
    ("token", "x"),
    ("code", "000000"),
    ("provider", "none"),
];

/// The columns of operators, who have shown a second factor and belong to no space.
const OPERATORS: &[(&str, OperatorRole)] = &[
    ("op-all", OperatorRole::Everything),
    ("op-help", OperatorRole::Support),
    ("op-bill", OperatorRole::Billing),
    ("op-infra", OperatorRole::Infrastructure),
];

/// Who asks, in the order of the columns, and with which session.
pub(super) struct Askers {
    columns: Vec<(&'static str, Option<String>)>,
    tenant: Tenant,
    pub(super) owner: Member,
    /// The account of a member who does not ask.
    target: String,
    ids: BTreeMap<&'static str, String>,
}

pub(super) async fn askers(world: &World, number: usize) -> Askers {
    let (email, name) = (format!("owner-{number}@example.test"), format!("Space {number}"));
    let owner = world.owner(&email, &name, Plan::Enterprise).await;
    let (_, stranger) = world.person(&format!("stranger-{number}@example.test")).await;
    let mut columns =
        vec![("nobody", None), ("stranger", Some(stranger)), ("owner", Some(owner.session.clone()))];
    for role in Role::ALL.iter().filter(|role| **role != Role::Owner) {
        let email = format!("{role}-{number}@example.test");
        let member = world.join(&owner.tenant, &email, *role).await;
        columns.push((role.as_str(), Some(member.session)));
    }
    for (column, role) in OPERATORS {
        let (_, session) = world.operator(&format!("{column}-{number}@example.test"), *role).await;
        columns.push((column, Some(session)));
    }
    let target = world.join(&owner.tenant, &format!("target-{number}@example.test"), Role::Viewer).await;
    let target = target.account().id.to_string();
    let mut asking = Askers { columns, tenant: owner.tenant.clone(), owner, target, ids: BTreeMap::new() };
    asking.fill(world).await;
    asking
}

impl Askers {
    /// Things whose pages and functions are asked for.
    async fn fill(&mut self, world: &World) {
        let key = world.enrol(&self.owner, "mx").await;
        let seen = rcpt(NOON, "m1", "alice@sender.example", "bob@tenant.test");
        world.send(&key, &Batch::new("s", 1).record(seen)).await.expect("a batch that is taken");
        let mut access = world.access::<ViewEvents>(&self.owner).await;
        let events = events::list(&mut access, &EventQuery::default()).await.expect("events");
        drop(access);
        let access = world.access::<ManageEnvironments>(&self.owner).await;
        let form = EnvironmentForm { name: "Live".to_owned() };
        let environment = environments::add(access, form).await.expect("an environment");
        self.ids.insert("policy-agents", key.agent.id.to_string());
        self.ids.insert("events", events.events[0].id.to_string());
        self.ids.insert("messages", MessageId::of(&events.events[0].id).to_string());
        // A rule that every space has.
        let rule = "alr_00000000000000000000000001";
        self.ids.insert("alerts", rule.to_owned());
        self.ids.insert("alert-rules", rule.to_owned());
        self.ids.insert("environments", environment.id.to_string());
        self.ids.insert("jobs", self.job(world).await);
    }

    /// A job of the space that waits.
    async fn job(&self, world: &World) -> String {
        let (id, tenant) = (chance::id(NOON, JobId::new), &self.tenant.id);
        let data = format!("{{\"tenant\":\"{tenant}\"}}");
        let new = NewJob {
            id: &id,
            kind: JobKind::RecountDays.as_str(),
            key: id.as_str(),
            data: &data,
            tenant: Some(tenant),
            priority: Priority::Bulk,
            run_at: NOON,
            asker: None,
        };
        let mut tx = world.store.control(Mode::Write).await.expect("a connection");
        jobs::insert(&mut tx, &new, NOON).await.expect("a job");
        tx.commit().await.expect("a job that is kept");
        id.to_string()
    }

    /// The id of a thing of an area, or one of nothing.
    fn id(&self, of: &str) -> String {
        let found = self.ids.iter().find(|(area, _)| of.contains(**area));
        found.map_or_else(|| "none".to_owned(), |(_, id)| id.clone())
    }

    fn path(&self, route: &'static str) -> String {
        let route = route
            .replace("{slug}", &self.tenant.slug)
            .replace("{target}", "grafana")
            .replace("{view}", "hosts")
            .replace("{id}", &self.id(route));
        route.replace("{token}", "x").replace("{provider}", "none")
    }

    pub(super) fn body(&self, action: Action) -> String {
        let id = self.id(action.as_str());
        let own = [("tenant", self.tenant.slug.as_str()), ("id", &id), ("account", &self.target)];
        let known = app::api::function(action).fields;
        let fields = VALUES.iter().copied().chain(own);
        let fields = fields.filter(|(name, _)| known.contains(&name.split('[').next().unwrap_or_default()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
    }
}

/// What an asker is answered.
async fn answer(world: &World, app: &Router, thing: &Thing, asking: &Askers, secret: Option<&str>) -> String {
    let session = secret.filter(|_| !matches!(thing, Thing::Operation(_)));
    let request = match thing {
        Thing::Page(route) => Request::get(asking.path(route.as_str())).body(Body::empty()),
        Thing::File(file) => Request::get(asking.path(file.as_str())).body(Body::empty()),
        Thing::Function(action) => Request::post(format!("/rpc/{action}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(asking.body(*action))),
        Thing::Operation(operation) => operations::request(operation, asking, secret),
    }
    .expect("a request");
    let before = refused(world).await;
    let response = send(app, request, session).await;
    let status = response.status().as_u16();
    let sent_to =
        response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap_or_default().to_owned());
    let is_stream =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
    let body = if is_stream { Vec::new() } else { read(response).await };
    let text = String::from_utf8_lossy(&body);
    match status {
        303 if sent_to.as_ref().is_some_and(|to| to.starts_with("/sign-in?next=")) => "401".to_owned(),
        303 if thing.is_page_of_space() => "303".to_owned(),
        401 if text.contains("sign-in-required") || text.contains("invalid-key") => "401".to_owned(),
        403 if thing.is_page_of_space() || thing.is_of_console() => "403".to_owned(),
        403 if text.contains("\"forbidden\"") => "403".to_owned(),
        // A thing that is not there is behind the gate; a tenant that is not there is noted as a refusal.
        404 if refused(world).await > before => "404".to_owned(),
        400 | 405 | 500.. => panic!("{thing} could not be asked: {status} {text}"),
        _ => "allow".to_owned(),
    }
}

async fn refused(world: &World) -> i64 {
    let mut tx = world.store.control(Mode::Read).await.expect("the control database");
    let select = "select count(*) from audit_log where action = 'access.refuse'";
    tx.raw().number(select).await.expect("a number")
}

enum Thing {
    Page(Route),
    File(File),
    Function(Action),
    Operation(Listed),
}

impl Thing {
    /// All that is declared, in the order of the table.
    fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Route::ALL.iter().map(|route| Self::Page(*route)).collect();
        all.extend(File::ALL.iter().map(|file| Self::File(*file)));
        all.extend(Action::ALL.iter().map(|action| Self::Function(*action)));
        let mut operations = crate::rest::listed();
        operations.sort_by(|one, other| one.name.cmp(&other.name));
        all.extend(operations.into_iter().map(Self::Operation));
        all
    }

    /// Whether it changes nothing, and takes no key of its own.
    const fn is_looked_at(&self) -> bool {
        matches!(self, Self::Page(_) | Self::File(_))
    }

    fn takes(&self) -> String {
        let takes = match self {
            Self::Page(route) => route.takes(),
            Self::File(file) => file.takes(),
            Self::Function(action) => action.takes(),
            Self::Operation(operation) => return operations::takes(operation).to_owned(),
        };
        takes.as_str().to_owned()
    }

    /// Whether it takes an operator, and a role of theirs is what may refuse it.
    fn is_of_console(&self) -> bool {
        self.takes().parse::<OperatorPermission>().is_ok()
    }

    fn is_of_operators_keys(&self) -> bool {
        matches!(self, Self::Operation(operation) if operation.key == "operator-key")
    }

    fn is_page_of_space(&self) -> bool {
        matches!(self, Self::Page(route) if route.is_of_space())
    }
}

impl std::fmt::Display for Thing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Page(route) => write!(f, "page {route}"),
            Self::File(file) => write!(f, "file {file}"),
            Self::Function(action) => write!(f, "function {action}"),
            Self::Operation(operation) => write!(f, "operation {}", operation.name),
        }
    }
}

/// What something takes must answer each asker so.
fn expected(takes: &str, asker: &str) -> Option<&'static str> {
    let role: Option<Role> = asker.parse().ok();
    let permission: Option<Permission> = takes.parse().ok();
    let operator = OPERATORS.iter().find(|(column, _)| *column == asker).map(|(_, role)| *role);
    if let Ok(permission) = takes.parse::<OperatorPermission>() {
        return Some(match operator {
            _ if asker == "nobody" => "401",
            Some(role) if role.may(permission) => "allow",
            Some(_) => "403",
            None => "404",
        });
    }
    Some(match (takes, asker, role) {
        ("anyone", ..) => "allow",
        ("agent-key" | "usage-key", ..) | (_, "nobody", _) => "401",
        ("person" | "key", ..) => "allow",
        (_, "stranger", _) => "404",
        _ if operator.is_some() => "404",
        ("member", ..) => "allow",
        (_, _, Some(role)) if permission.is_some_and(|permission| role.permissions().has(permission)) => {
            "allow"
        }
        (_, _, Some(_)) if permission.is_some() => "403",
        _ => return None,
    })
}

#[test]
fn is_what_the_permissions_say() {
    testkit::run(Engine::Sqlite, async |world: World| {
        let app = router(&world);
        let committed = std::fs::read_to_string(FILE).unwrap_or_default();
        let (mut text, mut wrong) = (format!("{HEAD}\n"), Vec::new());
        let mut asking = askers(&world, 0).await;
        for (number, thing) in Thing::all().into_iter().enumerate() {
            // What changes is asked in a space of its own: what one asker changed must not mislead the next thing.
            // Looking changes nothing, but an asker's refusals are written down up to a bound.
            if number > 0 && (!thing.is_looked_at() || number % 8 == 0) {
                asking = askers(&world, number).await;
            }
            if let Thing::Operation(operation) = &thing {
                operations::give_keys(&world, &mut asking, number, operation).await;
            }
            if number == 0 {
                let names: Vec<_> = asking.columns.iter().map(|(name, _)| format!("{name:<8}")).collect();
                let _ = writeln!(text, "{:<44} {:<22} {}", "", "takes", names.join(" ").trim_end());
            }
            let name = thing.to_string();
            let taken = thing.takes();
            let mut row = format!("{name:<44} {taken:<22}");
            for (asker, session) in &asking.columns {
                let answered = answer(&world, &app, &thing, &asking, session.as_deref()).await;
                let is_keyless = matches!(thing, Thing::Operation(_)) && session.is_none();
                let asker = if is_keyless { &"nobody" } else { asker };
                let wanted = expected(&taken, asker).map(|wanted| {
                    // A key that is no operator's opens nothing there, whoever has it.
                    if thing.is_of_operators_keys() && wanted == "404" { "401" } else { wanted }
                });
                // To be led to a page that one may see is as good as being told.
                let is_right = wanted == Some(&answered) || (wanted == Some("403") && answered == "303");
                if !is_right && !EXCEPTIONS.contains(&name.as_str()) {
                    wrong.push(format!("{name} takes {taken}, but answers {asker} with {answered}"));
                }
                let _ = write!(row, " {answered:<8}");
            }
            let _ = writeln!(text, "{}", row.trim_end());
        }
        if std::env::var_os("PARVIS_WRITE_MATRIX").is_some() {
            std::fs::write(FILE, &text).expect("the table to be written");
        }
        assert!(wrong.is_empty(), "what is declared and what is answered differ:\n{}", wrong.join("\n"));
        assert!(
            committed == text || std::env::var_os("PARVIS_WRITE_MATRIX").is_some(),
            "the table is old:\n{text}"
        );
    });
}
