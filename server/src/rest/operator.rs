//! REST under `/api/v1/operator`: what operators do in their console, on the same services, with keys of their own.

mod announcements;
mod availability;
mod catalogue;
mod deep_links;
mod features;
mod installation;
mod invoices;
mod jobs;
mod keys;
mod link_clients;
mod link_tenants;
mod looks;
mod people;
mod requests;
mod support;
mod tenants;
mod usage_keys;
mod webhooks;

use super::operations::Operations;

pub(super) fn operations() -> Operations {
    Operations::new()
        .merge(announcements::operations())
        .merge(availability::operations())
        .merge(catalogue::operations())
        .merge(deep_links::operations())
        .merge(link_clients::operations())
        .merge(features::operations())
        .merge(installation::operations())
        .merge(invoices::operations())
        .merge(jobs::operations())
        .merge(keys::operations())
        .merge(link_tenants::operations())
        .merge(looks::operations())
        .merge(people::operations())
        .merge(requests::operations())
        .merge(support::operations())
        .merge(tenants::operations())
        .merge(usage_keys::operations())
        .merge(webhooks::operations())
}
