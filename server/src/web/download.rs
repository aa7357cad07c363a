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
    let (machine, is_static) =
        describe(&bytes).ok_or("download_agent is wrong: it is no program for Linux")?;
    let checksum = hex(&Sha256::digest(&bytes));
    Ok(Some(AgentProgram { machine, is_static, bytes, checksum }))
}

/// For which processors a program was built, and whether it asks for no library of its host (ELF-64, System V
/// ABI, chapter 4 and 5).
fn describe(program: &[u8]) -> Option<(&'static str, bool)> {
    const INTERPRETER: u64 = 3;
    let number = |at: usize, length: usize| {
        let bytes = program.get(at..at.checked_add(length)?)?;
        Some(bytes.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)))
    };
    // Of 64 bits, the lowest byte first.
    if program.get(..6)? != b"\x7fELF\x02\x01" {
        return None;
    }
    let machine = match number(18, 2)? {
        62 => "x86-64",
        183 => "AArch64",
        243 => "RISC-V",
        _ => return None,
    };
    let (first, size, count) = (number(32, 8)?, number(54, 2)?, number(56, 2)?);
    let mut is_static = true;
    for index in 0..count {
        let at = usize::try_from(first.checked_add(index * size)?).ok()?;
        is_static &= number(at, 4)? != INTERPRETER;
    }
    Some((machine, is_static))
}

pub(crate) fn router(agent: Option<&AgentProgram>) -> Router<State> {
    let Some(AgentProgram { bytes, checksum, .. }) = agent.cloned() else { return Router::new() };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_tells_what_it_runs_on() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        // Tests are built for this very machine, with its C library.
        assert_eq!(describe(&own).map(|(_, is_static)| is_static), Some(cfg!(target_feature = "crt-static")));
        let mut elsewhere = own[..64].to_vec();
        elsewhere[18..20].copy_from_slice(&183_u16.to_le_bytes());
        elsewhere[56..58].copy_from_slice(&[0, 0]);
        assert_eq!(describe(&elsewhere), Some(("AArch64", true)));
        for none in [&b""[..], b"#!/bin/sh", &own[..40], &own[..64]] {
            assert_eq!(describe(none), None);
        }
    }
}
