//! How providers are asked: on the operator's word as it is written down, on a tenant's through the guard.

use std::pin::Pin;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};

use super::Provider;
use crate::{
    Service,
    egress::{self, Egress, Failure},
};

/// Discovery documents and key sets are a few kilobytes.
const ANSWER_BYTES: usize = 256 * 1024;

#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    #[error("the answer is larger than {ANSWER_BYTES} bytes")]
    TooLarge,
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("the request cannot be sent")]
    Unsendable,
    #[error("the answer cannot be read")]
    Unreadable,
}

/// A client for one provider's requests.
#[derive(Clone)]
pub(crate) struct Client {
    egress: Egress,
    is_guarded: bool,
}

impl Service {
    pub(crate) fn client(&self, provider: &Provider) -> Client {
        let is_guarded = provider.tenant.is_some() && !self.providers().allow_private;
        Client { egress: self.egress().clone(), is_guarded }
    }
}

impl<'c> AsyncHttpClient<'c> for Client {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

impl Client {
    pub(crate) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let request = egress::Request::try_from(request).map_err(|_| HttpError::Unsendable)?;
        let answer = if self.is_guarded {
            self.egress.send(request).await
        } else {
            self.egress.send_open(request).await
        }?;
        let mut response = http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        match egress::beginning(answer, ANSWER_BYTES).await? {
            (body, true) => response.body(body).map_err(|_| HttpError::Unreadable),
            (_, false) => Err(HttpError::TooLarge),
        }
    }
}
