use axum::{Json, extract::Path, http::StatusCode};
use domain::permission::ManageSettings;
use serde::{Deserialize, Serialize};
use service::contacts::{self, ContactForm};
use utoipa::ToSchema;

use super::{
    Answer, Done,
    client::Client,
    input::{Body, Query},
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(list)).routes(operation!(set))
}

/// Whom the operator writes to about a space.
#[derive(Debug, Serialize, ToSchema)]
struct Contact {
    /// `owner`, `billing`, `technical` or `emergency`.
    kind: String,
    name: String,
    email: String,
    phone: String,
    /// `en` or `fr`.
    language: String,
    changed_at: i64,
    /// Since when it is known that mail to the address is wanted there; until then the owners are written to.
    confirmed_at: Option<i64>,
}

/// A contact as it is to be. What is left out is not given.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NewContact {
    name: String,
    /// It is sent a link by which whoever reads it says that it is theirs.
    email: String,
    phone: String,
    /// `en` or `fr`.
    language: String,
}

/// List the contacts that were named.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/contacts", operation_id = "contacts.list", tag = "contacts",
    params(Paging), responses((status = 200, body = List<Contact>)))]
async fn list(
    client: Client<ManageSettings>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Contact>> {
    let mut access = client.enter(&tenant).await?;
    let listed = contacts::list(&mut access).await?;
    let listed = listed.into_iter().map(|contact| Contact {
        kind: contact.kind.to_string(),
        name: contact.name,
        email: contact.email,
        phone: contact.phone,
        language: contact.language.to_string(),
        changed_at: contact.changed_at,
        confirmed_at: contact.confirmed_at,
    });
    Ok(Json(paging.cut(&client, listed.collect(), |contact| contact.kind.as_str())?))
}

/// Name the owner, technical or emergency contact. The billing contact is set by `invoices.set-contact`.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/contacts/{kind}", operation_id = "contacts.set",
    tag = "contacts", request_body = NewContact, responses((status = 204)))]
async fn set(
    client: Client<ManageSettings>,
    Path((tenant, kind)): Path<(String, String)>,
    Body(contact): Body<NewContact>,
) -> Done {
    let access = client.enter(&tenant).await?;
    let NewContact { name, email, phone, language } = contact;
    contacts::set(access, &kind, &ContactForm { name, email, phone, language }).await?;
    Ok(StatusCode::NO_CONTENT)
}
