use leptos::prelude::*;

use crate::Fault;

/// Makes a tenant for somebody, who is invited as its owner.
#[server(prefix = "/rpc", endpoint = "operator-tenants.make")]
pub async fn make_tenant(
    #[server(default)] name: String,
    #[server(default)] slug: String,
    #[server(default)] kind: String,
    #[server(default)] email: String,
    #[server(default)] locale: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let form = service::operator_tenants::ForSomebody { name, slug, kind, email, locale };
    let tenant = service::operator_tenants::make(reply::operate().await?, form).await?;
    reply::done(Action::OperatorTenantsMake, &format!("/operator/tenants/{}", tenant.slug));
    Ok(())
}

/// Sets what the provider's own books call a tenant.
#[server(prefix = "/rpc", endpoint = "operator-tenants.set-reference")]
pub async fn set_reference(id: String, #[server(default)] reference: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_tenants::set_reference(reply::operate().await?, &id, &reference).await?;
    reply::done(Action::OperatorTenantsSetReference, &format!("/operator/tenants/{id}"));
    Ok(())
}

/// Puts a tenant on another plan.
#[server(prefix = "/rpc", endpoint = "operator-tenants.set-plan")]
pub async fn set_plan(id: String, #[server(default)] plan: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_tenants::set_plan(reply::operate().await?, &id, &plan).await?;
    reply::done(Action::OperatorTenantsSetPlan, &format!("/operator/tenants/{id}"));
    Ok(())
}

/// Suspends a tenant with a reason.
#[server(prefix = "/rpc", endpoint = "operator-tenants.suspend")]
pub async fn suspend_tenant(id: String, #[server(default)] reason: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_tenants::suspend(reply::operate().await?, &id, &reason).await?;
    reply::done(Action::OperatorTenantsSuspend, &format!("/operator/tenants/{id}"));
    Ok(())
}

/// Lets a suspended tenant go on.
#[server(prefix = "/rpc", endpoint = "operator-tenants.resume")]
pub async fn resume_tenant(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_tenants::resume(reply::operate().await?, &id).await?;
    reply::done(Action::OperatorTenantsResume, &format!("/operator/tenants/{id}"));
    Ok(())
}

/// Closes a tenant whose name was typed, to be purged after so many days.
#[server(prefix = "/rpc", endpoint = "operator-tenants.close")]
pub async fn close_tenant(
    id: String,
    #[server(default)] days: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_tenants::close(reply::operate().await?, &id, &days, &confirm).await?;
    reply::done(Action::OperatorTenantsClose, &format!("/operator/tenants/{id}"));
    Ok(())
}

/// Undoes a closing.
#[server(prefix = "/rpc", endpoint = "operator-tenants.reopen")]
pub async fn reopen_tenant(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::operator_tenants::reopen(reply::operate().await?, &id).await?;
    reply::done(Action::OperatorTenantsReopen, &format!("/operator/tenants/{id}"));
    Ok(())
}
