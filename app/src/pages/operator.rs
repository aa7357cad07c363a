//! The operators' console.

pub(super) mod announcements;
pub(super) mod catalogue;
pub(super) mod compare;
pub(super) mod deep_links;
mod draft;
pub(super) mod features;
pub(super) mod first;
pub(super) mod glance;
pub(super) mod installation;
pub(super) mod invoices;
pub(super) mod jobs;
pub(super) mod keys;
pub(super) mod link_clients;
pub(super) mod link_templates;
pub(super) mod link_tenants;
pub(super) mod looks;
pub(super) mod operators;
pub(super) mod overrides;
pub(super) mod people;
pub(super) mod requests;
pub(super) mod support;
pub(super) mod tenants;
pub(super) mod usage_keys;
pub(super) mod webhooks;

use leptos::prelude::AnyView;

use super::Page;
use crate::context::Context;

/// A page of the console, made of what it shows.
fn desk_page(
    context: &Context,
    title: impl Into<String>,
    view: impl FnOnce(&Context, &str) -> AnyView + Send + 'static,
) -> Page {
    let (context, title) = (context.clone(), title.into());
    Page::new(title.clone(), move || view(&context, &title)).of_console()
}
