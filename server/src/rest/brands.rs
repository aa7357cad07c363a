use axum::{Json, extract::Path, http::StatusCode};
use domain::permission::ManageSettings;
use serde::{Deserialize, Serialize};
use service::brands::{self, BrandForm};
use utoipa::ToSchema;

use super::{
    Answer, Done,
    client::Client,
    input::Body,
    operations::{Operations, operation},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(get))
        .routes(operation!(set))
        .routes(operation!(remove))
        .routes(operation!(remove_logo))
}

/// What a space is called and looks like for its people.
#[derive(Debug, Serialize, ToSchema)]
struct Brand {
    /// Empty: there is none.
    name: String,
    /// The path of the logo; empty without one.
    logo: String,
    /// The address that mails are to come from; empty: your provider’s.
    sender: String,
    /// The host name at which the space is opened; empty: your provider’s.
    host: String,
    /// Whether the plan gives the space a brand. Without it what is saved is kept and not applied.
    is_applied: bool,
    /// Whether mails come from `sender`: its domain is proved, and the plan gives a brand.
    is_sender_applied: bool,
    /// Whether `host` opens the space, and links lead there: its domain is proved, and the plan gives a brand.
    is_host_applied: bool,
}

/// A brand as it is to be.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NewBrand {
    /// 1 to 60 letters.
    name: String,
    /// A PNG, JPEG or WebP picture in base 64, at most 256 KiB and 1,024 pixels across and down. Left out, the logo
    /// stays.
    logo: String,
    /// An address at a domain that the space has proved. Left out, mails come from your provider’s address.
    sender: String,
    /// A host name at a domain that the space has proved, or below one, which leads to your provider’s server. Left
    /// out, the space is opened at your provider’s address.
    host: String,
}

/// Show the brand.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/brand", operation_id = "brands.get", tag = "brands",
    responses((status = 200, body = Brand)))]
async fn get(client: Client<ManageSettings>, Path(tenant): Path<String>) -> Answer<Brand> {
    let kept = brands::find(&mut client.enter(&tenant).await?).await?;
    let logo = if kept.logo.is_empty() { String::new() } else { domain::areas::File::Logo.of_id(&kept.logo) };
    Ok(Json(Brand {
        name: kept.name,
        logo,
        sender: kept.sender,
        host: kept.host,
        is_applied: kept.is_applied,
        is_sender_applied: kept.is_sender_applied,
        is_host_applied: kept.is_host_applied,
    }))
}

/// Set the brand.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/brand", operation_id = "brands.set", tag = "brands",
    request_body = NewBrand, responses((status = 204)))]
async fn set(
    client: Client<ManageSettings>,
    Path(tenant): Path<String>,
    Body(brand): Body<NewBrand>,
) -> Done {
    let NewBrand { name, logo, sender, host } = brand;
    brands::set(client.enter(&tenant).await?, BrandForm { name, logo, sender, host }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remove the brand with its logo.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/brand", operation_id = "brands.remove", tag = "brands",
    responses((status = 204)))]
async fn remove(client: Client<ManageSettings>, Path(tenant): Path<String>) -> Done {
    brands::remove(client.enter(&tenant).await?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remove the logo alone.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/brand/logo", operation_id = "brands.remove-logo",
    tag = "brands", responses((status = 204)))]
async fn remove_logo(client: Client<ManageSettings>, Path(tenant): Path<String>) -> Done {
    brands::remove_logo(client.enter(&tenant).await?).await?;
    Ok(StatusCode::NO_CONTENT)
}
