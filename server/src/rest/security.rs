//! How members sign in: what is demanded of them, whose addresses are let in, and the space's own provider.

use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    Error, FieldError,
    permission::{ManageOwners, ManageSecurity, ViewSecurity},
};
use serde::{Deserialize, Serialize};
use service::{
    TeamAccess,
    security::{self, count_without_second_factor},
    team::email_domains,
    tenant_providers::{self, Claim, Own, ProviderForm},
};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made,
    client::Client,
    input::{Body, lines},
    operations::{Operations, operation},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(rules))
        .routes(operation!(require_second_factor))
        .routes(operation!(allow_domains))
        .routes(operation!(forbid_domain))
        .routes(operation!(add_domain))
        .routes(operation!(verify_domain))
        .routes(operation!(delete_domain))
        .routes(operation!(register_provider))
        .routes(operation!(require_provider))
        .routes(operation!(delete_provider))
}

/// How members sign in.
#[derive(Debug, Serialize, ToSchema)]
struct SignInRules {
    second_factor_required: bool,
    /// How many members have none now.
    members_without_second_factor: i64,
    /// Only addresses at these may belong to the space; none: any. In lower-case A-label form (RFC 5891).
    allowed_domains: Vec<String>,
    /// The same in both forms, in the same order.
    allowed: Vec<AllowedDomain>,
    /// E-mail domains the space says are its own.
    domains: Vec<OwnDomain>,
    provider: Option<OwnProvider>,
}

/// An e-mail domain whose addresses may belong to the space.
#[derive(Debug, Serialize, ToSchema)]
struct AllowedDomain {
    /// The name in lower-case A-label form (RFC 5891).
    name: String,
    /// The name as people read it; the A-label form again where that could pass for another name.
    readable: String,
}

impl From<&str> for AllowedDomain {
    fn from(name: &str) -> Self {
        Self { readable: app::readable(name), name: name.to_owned() }
    }
}

/// What became of e-mail domains to allow.
#[derive(Debug, Serialize, ToSchema)]
struct AddedAllowed {
    /// In lower-case A-label form (RFC 5891).
    added: Vec<String>,
    /// The added ones in both forms, in the same order.
    allowed: Vec<AllowedDomain>,
    /// Entries that were not taken, and why; `line.number` counts them from 1.
    #[schema(value_type = Vec<super::openapi::FieldProblem>)]
    refused: Vec<FieldError>,
}

/// An e-mail domain with the TXT record that proves it.
#[derive(Debug, Serialize, ToSchema)]
struct OwnDomain {
    /// The name in lower-case A-label form (RFC 5891).
    name: String,
    /// The name as people read it; the A-label form again where that could pass for another name.
    readable: String,
    verified_at: Option<i64>,
    /// Since when the record of a proved domain is gone; a week later the domain counts no more.
    missing_since: Option<i64>,
    /// The name of the record, and what it must say.
    record: String,
    text: String,
}

impl From<Claim> for OwnDomain {
    fn from(claim: Claim) -> Self {
        let Claim { name, verified_at, missing_since, record, text } = claim;
        Self { readable: app::readable(&name), name, verified_at, missing_since, record, text }
    }
}

/// The space's own identity provider.
#[derive(Debug, Serialize, ToSchema)]
struct OwnProvider {
    id: String,
    title: String,
    issuer: String,
    client_id: String,
    /// Whether members with an address in a proved domain must come through it.
    required: bool,
    /// How many people are linked through it.
    linked: i64,
    /// What is to be registered there.
    redirect_uri: String,
}

impl From<Own> for OwnProvider {
    fn from(own: Own) -> Self {
        Self {
            id: own.id.to_string(),
            title: own.title,
            issuer: own.issuer,
            client_id: own.client_id,
            required: own.is_required,
            linked: own.linked,
            redirect_uri: own.redirect_uri,
        }
    }
}

/// Whether something is demanded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Demand {
    required: bool,
}

/// E-mail domains to allow.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AllowedDomains {
    #[schema(min_items = 1, max_items = 100)]
    names: Vec<String>,
}

/// An e-mail domain.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EmailDomain {
    #[schema(min_length = 1)]
    name: String,
}

/// An identity provider to register.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewProvider {
    #[schema(min_length = 1)]
    title: String,
    /// Its address; it must answer with what `OpenID` Connect Discovery asks.
    #[schema(min_length = 1)]
    issuer: String,
    #[schema(min_length = 1)]
    client_id: String,
    /// Kept encrypted, and never told again.
    #[schema(min_length = 1)]
    client_secret: String,
}

/// How members sign in.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/sign-in", operation_id = "security.rules", tag = "sign-in",
    responses((status = 200, body = SignInRules)))]
async fn rules(client: Client<ViewSecurity>, Path(tenant): Path<String>) -> Answer<SignInRules> {
    let mut access: TeamAccess<ViewSecurity> = client.enter(&tenant).await?;
    let found = tenant_providers::overview(&mut access).await?;
    let members_without_second_factor = count_without_second_factor(&mut access).await?;
    let tenant = access.tenant();
    Ok(Json(SignInRules {
        second_factor_required: tenant.requires_second_factor,
        members_without_second_factor,
        allowed_domains: tenant.email_domains.split_whitespace().map(str::to_owned).collect(),
        allowed: tenant.email_domains.split_whitespace().map(AllowedDomain::from).collect(),
        domains: found.domains.into_iter().map(OwnDomain::from).collect(),
        provider: found.provider.map(OwnProvider::from),
    }))
}

/// Demand a second factor of every member, or no longer. The maker of the key must have one.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/sign-in/second-factor",
    operation_id = "security.require-second-factor", tag = "sign-in", request_body = Demand,
    responses((status = 204)))]
async fn require_second_factor(
    client: Client<ManageSecurity>,
    Path(tenant): Path<String>,
    Body(demand): Body<Demand>,
) -> Done {
    let access: TeamAccess<ManageSecurity> = client.enter(&tenant).await?;
    security::require_second_factor(access, demand.required).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Allow e-mail domains: from then on only addresses at allowed ones are invited and let in. Good names are
/// added even when others are refused.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/sign-in/allowed-domains",
    operation_id = "team.add-email-domains", tag = "sign-in", request_body = AllowedDomains,
    responses((status = 201, body = AddedAllowed)))]
async fn allow_domains(
    client: Client<ManageSecurity>,
    Path(tenant): Path<String>,
    Body(new): Body<AllowedDomains>,
) -> Made<AddedAllowed> {
    let access: TeamAccess<ManageSecurity> = client.enter(&tenant).await?;
    let done = email_domains::add(access, &lines("names", &new.names)?).await?;
    if done.added.is_empty() {
        return Err(Error::Invalid { fields: done.refused }.into());
    }
    let added = done.added.iter().map(|name| name.as_str().to_owned()).collect();
    let allowed = done.added.iter().map(|name| AllowedDomain::from(name.as_str())).collect();
    Ok((StatusCode::CREATED, Json(AddedAllowed { added, allowed, refused: done.refused })))
}

/// Allow an e-mail domain no longer; with the last one gone, any address is let in again.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/sign-in/allowed-domains/{name}",
    operation_id = "team.remove-email-domain", tag = "sign-in", responses((status = 204)))]
async fn forbid_domain(client: Client<ManageSecurity>, Path((tenant, name)): Path<(String, String)>) -> Done {
    let access: TeamAccess<ManageSecurity> = client.enter(&tenant).await?;
    email_domains::remove(access, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that an e-mail domain is the space's own; the record that proves it is told from then on.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/sign-in/domains", operation_id = "email-domains.add",
    tag = "sign-in", request_body = EmailDomain, responses((status = 204)))]
async fn add_domain(
    client: Client<ManageSecurity>,
    Path(tenant): Path<String>,
    Body(new): Body<EmailDomain>,
) -> Done {
    let access: TeamAccess<ManageSecurity> = client.enter(&tenant).await?;
    tenant_providers::add_domain(access, &new.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Look the record of an e-mail domain up, and note that it is there.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/sign-in/domains/{name}/verify",
    operation_id = "email-domains.verify", tag = "sign-in", responses((status = 204)))]
async fn verify_domain(client: Client<ManageSecurity>, Path((tenant, name)): Path<(String, String)>) -> Done {
    let access: TeamAccess<ViewSecurity> = client.enter_for(&tenant).await?;
    let proof = tenant_providers::look_up(access, &name).await?;
    tenant_providers::verify_domain(client.enter(&tenant).await?, proof).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an e-mail domain out.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/sign-in/domains/{name}",
    operation_id = "email-domains.delete", tag = "sign-in", responses((status = 204)))]
async fn delete_domain(client: Client<ManageSecurity>, Path((tenant, name)): Path<(String, String)>) -> Done {
    let access: TeamAccess<ManageSecurity> = client.enter(&tenant).await?;
    tenant_providers::delete_domain(access, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Register the space's own identity provider, once it has answered. Only an owner does, by a key that may manage owners.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/sign-in/provider",
    operation_id = "tenant-providers.register", tag = "sign-in", request_body = NewProvider,
    responses((status = 204)))]
async fn register_provider(
    client: Client<(ManageOwners, ManageSecurity)>,
    Path(tenant): Path<String>,
    Body(new): Body<NewProvider>,
) -> Done {
    let NewProvider { title, issuer, client_id, client_secret } = new;
    let form = ProviderForm { title, issuer, client_id, client_secret };
    let probed = tenant_providers::probe(client.enter_for(&tenant).await?, form).await?;
    tenant_providers::register(client.enter_for(&tenant).await?, probed).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Demand the provider of members with an address in a proved domain, or no longer.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/sign-in/provider",
    operation_id = "tenant-providers.require", tag = "sign-in", request_body = Demand,
    responses((status = 204)))]
async fn require_provider(
    client: Client<ManageSecurity>,
    Path(tenant): Path<String>,
    Body(demand): Body<Demand>,
) -> Done {
    let access: TeamAccess<ManageSecurity> = client.enter(&tenant).await?;
    tenant_providers::require(access, demand.required).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete the space's provider; whoever came through it signs in another way from now on.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/sign-in/provider",
    operation_id = "tenant-providers.delete", tag = "sign-in", responses((status = 204)))]
async fn delete_provider(client: Client<ManageSecurity>, Path(tenant): Path<String>) -> Done {
    let access: TeamAccess<ManageSecurity> = client.enter(&tenant).await?;
    tenant_providers::delete(access).await?;
    Ok(StatusCode::NO_CONTENT)
}
