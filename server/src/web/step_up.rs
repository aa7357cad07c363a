//! A fresh proof of identity in the middle of a form: asked for when the form's function demands it, taken when
//! the same form comes back with it. What was typed waits on the page in between.

use app::{context::Site, pages};
use axum::{
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::Response,
};
use domain::Error;
use service::{
    Caller, second_factors, sessions,
    step_up::{self, Proof},
};

use super::{
    State,
    pages::{context, refuse, write},
};

type Fields = Vec<(String, String)>;

/// Takes the proof, if there is one, out of a form's fields.
pub(super) fn split(fields: Fields) -> (Fields, Option<Proof>) {
    let (proof, fields): (Fields, Fields) =
        fields.into_iter().partition(|(name, _)| pages::PROOF_FIELDS.contains(&name.as_str()));
    if proof.is_empty() {
        return (fields, None);
    }
    let [password, code, credential] = pages::PROOF_FIELDS
        .map(|field| proof.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone()));
    let filled = |value: Option<String>| value.filter(|value| !value.is_empty());
    let proof = match (filled(credential), filled(code)) {
        (Some(credential), _) => Proof::Factor(second_factors::Proof::Passkey(credential)),
        (None, Some(code)) => Proof::Factor(second_factors::Proof::Code(code)),
        (None, None) => Proof::Password(password.unwrap_or_default()),
    };
    (fields, Some(proof))
}

/// Takes the proof for the session; what follows in this request is asked by the session as it is then.
pub(super) async fn confirm(
    state: &State,
    parts: &mut Parts,
    proof: &Proof,
    carried: &mut HeaderMap,
) -> Result<(), Error> {
    let (Some(caller), Some(site)) = (parts.extensions.get::<Caller>(), parts.extensions.get::<Site>())
    else {
        return Err(Error::Internal);
    };
    let session = step_up::confirm(&state.service, caller, proof).await?;
    let cookie = site.secret_cookie(site.session_name(), &session.token, session.max_age);
    let person = sessions::find(&state.service, &session.token).await?;
    let caller = Caller { person, ..caller.clone() };
    parts.extensions.insert(caller);
    let cookie = HeaderValue::from_str(&cookie).map_err(|_| Error::Internal)?;
    carried.append(header::SET_COOKIE, cookie);
    Ok(())
}

/// The page that asks for the proof.
pub(super) async fn ask(
    state: &State,
    parts: &Parts,
    fields: Fields,
    error: Option<Error>,
    carried: HeaderMap,
) -> Response {
    let Some(context) = context(state, parts, None) else { return refuse(state, parts, &Error::Internal) };
    let page = match pages::step_up(&context, fields, error.map(in_form)).await {
        Ok(page) => page,
        Err(Error::SignInRequired) => pages::sign_in_first(&context),
        Err(error) => pages::fault(&context, &error),
    };
    write(&context, page, carried)
}

/// The proof's fields have names of their own in somebody else's form.
fn in_form(error: Error) -> Error {
    match error {
        Error::Invalid { mut fields } => {
            for field in &mut fields {
                field.field = format!("step_up_{}", field.field);
            }
            Error::Invalid { fields }
        }
        other => other,
    }
}
