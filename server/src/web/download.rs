//! `/download/parvis-agent`: the agent for hosts like this one, with its checksum.

use std::sync::Arc;

use app::context::AgentProgram;
use axum::{
    Router,
    body::Bytes,
    http::{HeaderValue, header},
    response::IntoResponse,
    routing::get,
};
use sha2::{Digest, Sha256};
use store::audit::hex;

use super::State;
use crate::{
    carried::{AGENT, Carried},
    settings::Settings,
};

/// The agent to hand out: the one the settings name, or the one this program carries.
pub(crate) fn find(settings: &Settings, carried: Option<&Carried>) -> Result<Option<AgentProgram>, String> {
    let bytes: Arc<[u8]> = if settings.download_agent.as_os_str().is_empty() {
        match carried.and_then(|carried| carried.file(AGENT)) {
            Some(bytes) => bytes.into(),
            None => return Ok(None),
        }
    } else {
        let path = &settings.download_agent;
        std::fs::read(path)
            .map_err(|error| format!("download_agent is wrong: {} cannot be read: {error}", path.display()))?
            .into()
    };
    let checksum = hex(&Sha256::digest(&bytes));
    Ok(Some(AgentProgram { bytes, checksum }))
}

pub(crate) fn router(agent: Option<&AgentProgram>) -> Router<State> {
    let Some(AgentProgram { bytes, checksum }) = agent.cloned() else { return Router::new() };
    let bytes = Bytes::from_owner(bytes);
    let sum = format!("{checksum}  {AGENT}\n");
    // The same address has another agent after an update.
    let headers = |kind: &'static str| {
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")]
            .map(|(name, value)| (name, HeaderValue::from_static(value)))
    };
    let attached =
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"parvis-agent\""));
    Router::new()
        .route(
            "/download/parvis-agent",
            get(async move || (headers("application/octet-stream"), [attached], bytes).into_response()),
        )
        .route(
            "/download/parvis-agent.sha256",
            get(async move || (headers("text/plain; charset=utf-8"), sum).into_response()),
        )
}
