//! A fresh proof of identity in the middle of a form: asked for when the form's function demands it, taken when
//! the same form comes back with it. What was typed waits on the page in between.

use app::{
    context::Site,
    pages::{self, Asked},
};
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

/// What a form says of the proof, beside what it is for.
pub(super) enum Shown {
    Proof(Proof),
    /// A code is to be mailed first.
    SendCode,
}

/// Takes the proof, if there is one, out of a form's fields.
pub(super) fn split(fields: Fields) -> (Fields, Option<Shown>) {
    let (proof, fields): (Fields, Fields) =
        fields.into_iter().partition(|(name, _)| pages::PROOF_FIELDS.contains(&name.as_str()));
    if proof.is_empty() {
        return (fields, None);
    }
    let sent = pages::PROOF_FIELDS
        .map(|field| proof.iter().find(|(name, value)| name == field && !value.is_empty()))
        .map(|found| found.map(|(_, value)| value.clone()));
    let is_mailed = proof.iter().any(|(name, _)| name == pages::PROOF_FIELDS[4]);
    let shown = match sent {
        [_, _, _, _, _, Some(_)] => Shown::SendCode,
        [_, _, Some(credential), ..] => {
            Shown::Proof(Proof::Factor(second_factors::Proof::Passkey(credential)))
        }
        [_, Some(code), ..] => Shown::Proof(Proof::Factor(second_factors::Proof::Code(code))),
        [_, _, _, Some(code), ..] => Shown::Proof(Proof::Factor(second_factors::Proof::RecoveryCode(code))),
        [_, _, _, _, Some(code), _] => Shown::Proof(Proof::Mailed(code)),
        [None, ..] if is_mailed => Shown::Proof(Proof::Mailed(String::new())),
        [password, ..] => Shown::Proof(Proof::Password(password.unwrap_or_default())),
    };
    (fields, Some(shown))
}

/// Does what a form says of the proof; what comes of it is shown on the page that asks, unless the form can go on.
pub(super) async fn take(
    state: &State,
    parts: &mut Parts,
    shown: &Shown,
    carried: &mut HeaderMap,
) -> Result<(), Asked> {
    match shown {
        Shown::Proof(proof) => {
            let is_mailed = matches!(proof, Proof::Mailed(_));
            let confirmed = confirm(state, parts, proof, carried).await;
            confirmed.map_err(|error| Asked { error: Some(error), is_mailed })
        }
        Shown::SendCode => {
            let Some(caller) = parts.extensions.get::<Caller>() else {
                return Err(Asked { error: Some(Error::Internal), is_mailed: false });
            };
            let error = step_up::mail(&state.service, caller).await.err();
            Err(Asked { is_mailed: error.is_none(), error })
        }
    }
}

/// Takes the proof for the session; what follows in this request is asked by the session as it is then.
async fn confirm(
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
    let caller = Caller { principal: person.into(), ..caller.clone() };
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
    asked: Asked,
    carried: HeaderMap,
) -> Response {
    let Some(context) = context(state, parts, None) else {
        return refuse(state, parts, &Error::Internal).await;
    };
    let asked = Asked { error: asked.error.map(in_form), ..asked };
    let page = match pages::step_up(&context, fields, asked).await {
        Ok(page) => page,
        Err(Error::SignInRequired) => pages::sign_in_first(&context),
        Err(error) => pages::fault(&context, &error),
    };
    write(&context, page, carried).await
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
