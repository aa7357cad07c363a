//! An operation is said once: by its handler, with the description above it and the permission among its
//! arguments. Its route and its entry in the description of the interface are both made of that.

use axum::handler::Handler;
use utoipa::openapi::security::SecurityRequirement;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::client::Arguments;
use crate::web::State;

/// The operations of an area.
pub(super) type Operations = OpenApiRouter<State>;

/// The operation of a handler, by its name.
macro_rules! operation {
    ($handler:ident) => {
        $crate::rest::operations::secured($handler, utoipa_axum::routes!($handler))
    };
}
pub(super) use operation;

/// Says of an operation what its handler takes. It is given once more for its type alone.
pub(super) fn secured<H, T>(_handler: H, operation: UtoipaMethodRouter<State>) -> UtoipaMethodRouter<State>
where
    H: Handler<T, State>,
    T: Arguments,
{
    let (schemas, mut paths, router) = operation;
    let takes: Vec<String> = T::takes().into_iter().map(str::to_owned).collect();
    for (path, item) in &mut paths.paths {
        let key = if path.starts_with(super::OPERATORS) { "operator-key" } else { "key" };
        let methods = [&mut item.get, &mut item.post, &mut item.put, &mut item.delete];
        for operation in methods.into_iter().flatten() {
            operation.security = Some(vec![SecurityRequirement::new(key, takes.clone())]);
        }
    }
    (schemas, paths, router)
}
