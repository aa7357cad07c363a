//! The operations of the REST interface, as they are declared, and API keys to ask them with.

use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{
    decision::Scope,
    permission::{ManageApiKeys, Permission, Role},
    plans::Plan,
};
use serde_json::{Value, json};
use service::{
    api_keys::{self, KeyForm},
    control::bindings,
};
use store::Mode;
use testkit::{Member, World};

use super::{Askers, OPERATORS, VALUES};
use crate::rest::Listed;

/// The permission of an operation, or which kind of key lets in.
pub(super) fn takes(operation: &Listed) -> &str {
    operation.permissions.first().unwrap_or(&operation.key)
}

pub(super) fn request(
    operation: &Listed,
    asking: &Askers,
    key: Option<&str>,
) -> axum::http::Result<Request<Body>> {
    let path = operation.path.replace("{tenant}", &asking.tenant.slug);
    let id = if path.contains("/members/") { asking.target.clone() } else { asking.id(&path) };
    let mut query = form_urlencoded::Serializer::new(String::new());
    for parameter in operation.query.iter().filter(|one| one.is_required) {
        query.append_pair(&parameter.name, value(&parameter.name));
    }
    let address =
        format!("{}?{}", path.replace("{id}", &id).replace("{name}", value("name")), query.finish());
    let mut request = Request::builder().method(operation.method.as_str()).uri(address);
    if let Some(key) = key {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    match &operation.body {
        Some(schema) => {
            let body = Body::from(example("", schema).to_string());
            request.header(header::CONTENT_TYPE, "application/json").body(body)
        }
        None => request.body(Body::empty()),
    }
}

/// A value that a schema describes: what it demands, and nothing besides.
fn example(name: &str, schema: &Value) -> Value {
    if let Some(choice) = schema["enum"].get(0) {
        return choice.clone();
    }
    match schema["type"].as_str() {
        Some("object") => {
            let demanded = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            demanded
                .map(|field| (field.to_owned(), example(field, &schema["properties"][field])))
                .collect::<serde_json::Map<_, _>>()
                .into()
        }
        Some("array") => json!([example(name, &schema["items"])]),
        Some("boolean") => json!(true),
        Some("integer") => json!(1),
        _ if name == "permissions" => json!(Permission::ViewOverview),
        _ => json!(value(name)),
    }
}

/// A text for a field or parameter.
fn value(name: &str) -> &'static str {
    VALUES.iter().find(|(own, _)| *own == name).map_or("x", |(_, value)| value)
}

/// Gives each asker a key in the place of a session. Whoever makes a key may be given a smaller role later:
/// so each is made by an owner, who then becomes what the column says.
pub(super) async fn give_keys(world: &World, asking: &mut Askers, number: usize, operation: &Listed) {
    let takes_operator = operation.key == "operator-key";
    let mut columns = Vec::new();
    for (name, _) in std::mem::take(&mut asking.columns) {
        let email = format!("key-{name}-{number}@example.test");
        let operator = OPERATORS.iter().find(|(column, _)| *column == name && takes_operator);
        if let Some((_, role)) = operator {
            columns.push((name, Some(world.operator_key(&email, *role).await.1)));
            continue;
        }
        let key = match (name, name.parse::<Role>()) {
            (_, Ok(role)) => {
                let member = world.join(&asking.tenant, &email, Role::Owner).await;
                let key = key_of(world, &member).await;
                become_only(world, &member, role).await;
                Some(key)
            }
            ("stranger", _) => {
                let other = world.owner(&email, &format!("Other {number}"), Plan::Enterprise).await;
                Some(key_of(world, &other).await)
            }
            _ => None,
        };
        columns.push((name, key));
    }
    asking.columns = columns;
}

pub(in super::super) async fn key_of(world: &World, member: &Member) -> String {
    let access = world.access::<ManageApiKeys>(member).await;
    let permissions = Permission::ALL.iter().map(ToString::to_string).collect();
    let form = KeyForm { name: "matrix".to_owned(), permissions, ..KeyForm::default() };
    api_keys::create(access, form).await.expect("a key").secret
}

pub(in super::super) async fn become_only(world: &World, member: &Member, role: Role) {
    let (tenant, account) = (&member.tenant.id, &member.account().id);
    let mut tx = world.store.control(Mode::Write).await.expect("the control database");
    for held in bindings::list(&mut tx, tenant, account).await.expect("what they hold") {
        let taken = bindings::delete(&mut tx, tenant, account, held.role.key(), &held.scope);
        taken.await.expect("a role to be taken");
    }
    bindings::upsert(&mut tx, tenant, account, role.as_str(), &Scope::Tenant, None, world.now())
        .await
        .expect("a role");
    tx.commit().await.expect("a commit");
}
