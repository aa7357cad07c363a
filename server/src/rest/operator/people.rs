use axum::{Json, extract::Path, http::StatusCode};
use domain::operators::{ManagePeople, ViewPeople};
use serde::{Deserialize, Serialize};
use service::operator_people;
use utoipa::{IntoParams, ToSchema};

use super::super::{
    Answer, Done,
    client::Desk,
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(end_session))
        .routes(operation!(end_sessions))
        .routes(operation!(lift_limits))
        .routes(operation!(reset_factors))
}

/// Somebody with an account.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorPerson {
    id: String,
    email: String,
    created_at: i64,
    has_second_factor: bool,
    /// How many spaces they belong to.
    spaces: i64,
}

impl From<operator_people::Found> for OperatorPerson {
    fn from(found: operator_people::Found) -> Self {
        Self {
            id: found.id.to_string(),
            email: found.email,
            created_at: found.created_at,
            has_second_factor: found.has_factor,
            spaces: found.spaces,
        }
    }
}

/// A person with their sessions, second factors and used-up allowances.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorPersonWhole {
    id: String,
    email: String,
    /// Their operator role, if they have one.
    operator: Option<String>,
    has_authenticator: bool,
    passkeys: usize,
    recovery_codes: i64,
    /// Slugs of their spaces.
    spaces: Vec<String>,
    sessions: Vec<PersonSession>,
    /// What they used up in part, such as sign-ins.
    limits: Vec<UsedLimit>,
}

/// Where somebody is signed in.
#[derive(Debug, Serialize, ToSchema)]
struct PersonSession {
    id: String,
    address: String,
    user_agent: String,
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
}

/// An allowance that is used up in part.
#[derive(Debug, Serialize, ToSchema)]
struct UsedLimit {
    /// Such as `sign-in`.
    kind: String,
    /// When all of it is there again.
    whole_at: i64,
}

/// Which people; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PeopleWanted {
    /// Part of the address.
    text: String,
}

/// List the people, by address.
#[utoipa::path(get, path = "/api/v1/operator/people", operation_id = "operator-people.list", tag = "operator",
    params(PeopleWanted, Paging), responses((status = 200, body = List<OperatorPerson>)))]
async fn list(
    desk: Desk<ViewPeople>,
    Narrowed(wanted, paging): Narrowed<PeopleWanted>,
) -> Answer<List<OperatorPerson>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let page = operator_people::list(&mut desk.enter().await?, &wanted.text, &after, limit).await?;
    Ok(Json(paging.read(&desk, page.people, page.next.as_deref())))
}

/// One person, by the id or the address.
#[utoipa::path(get, path = "/api/v1/operator/people/{id}", operation_id = "operator-people.find",
    tag = "operator", responses((status = 200, body = OperatorPersonWhole)))]
async fn find(desk: Desk<ViewPeople>, Path(id): Path<String>) -> Answer<OperatorPersonWhole> {
    let seen = operator_people::find(desk.enter().await?, &id).await?;
    let sessions = seen.sessions.into_iter().map(|session| PersonSession {
        id: session.id.to_string(),
        address: session.address,
        user_agent: session.user_agent,
        created_at: session.created_at,
        seen_at: session.seen_at,
        expires_at: session.expires_at,
    });
    let limits = seen.limits.into_iter().map(|used| UsedLimit {
        // What follows says whose it is.
        kind: used.key.rsplit_once(':').map_or(used.key.as_str(), |(kind, _)| kind).to_owned(),
        whole_at: used.used_until,
    });
    Ok(Json(OperatorPersonWhole {
        id: seen.account.id.to_string(),
        email: seen.account.email,
        operator: seen.operator.map(|role| role.to_string()),
        has_authenticator: seen.factors.authenticator.is_some(),
        passkeys: seen.factors.passkeys.len(),
        recovery_codes: seen.factors.codes_left,
        spaces: seen.spaces.into_iter().map(|tenant| tenant.slug).collect(),
        sessions: sessions.collect(),
        limits: limits.collect(),
    }))
}

/// End one session of a person.
#[utoipa::path(delete, path = "/api/v1/operator/people/{id}/sessions/{name}",
    operation_id = "operator-people.end-session", tag = "operator", responses((status = 204)))]
async fn end_session(desk: Desk<ManagePeople>, Path((id, name)): Path<(String, String)>) -> Done {
    operator_people::end_session(desk.enter().await?, &id, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End every session of a person.
#[utoipa::path(delete, path = "/api/v1/operator/people/{id}/sessions",
    operation_id = "operator-people.end-sessions", tag = "operator", responses((status = 204)))]
async fn end_sessions(desk: Desk<ManagePeople>, Path(id): Path<String>) -> Done {
    operator_people::end_sessions(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a person back every allowance of their own.
#[utoipa::path(delete, path = "/api/v1/operator/people/{id}/limits",
    operation_id = "operator-people.lift-limits", tag = "operator", responses((status = 204)))]
async fn lift_limits(desk: Desk<ManagePeople>, Path(id): Path<String>) -> Done {
    operator_people::lift_limits(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take every second factor away from somebody who lost them all, and end their sessions; a mail tells them.
#[utoipa::path(delete, path = "/api/v1/operator/people/{id}/factors",
    operation_id = "operator-people.reset-factors", tag = "operator", responses((status = 204)))]
async fn reset_factors(desk: Desk<ManagePeople>, Path(id): Path<String>) -> Done {
    operator_people::reset_factors(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
