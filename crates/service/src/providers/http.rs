//! The one way this program asks a provider: no redirects, a deadline, an answer of bounded size.

use std::{pin::Pin, sync::Arc, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use reqwest::redirect::Policy;
use url::Url;

use super::{Provider, Providers, guard};

/// Discovery documents and key sets are a few kilobytes.
const ANSWER_BYTES: usize = 256 * 1024;

#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    #[error("refused: {0}")]
    Refused(&'static str),
    #[error("the answer is larger than {ANSWER_BYTES} bytes")]
    TooLarge,
    #[error(transparent)]
    Failed(#[from] reqwest::Error),
    #[error("the answer cannot be read")]
    Unreadable,
}

/// Two clients: one for what the operator wrote down, one for what tenants did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Http {
    open: reqwest::Client,
    guarded: reqwest::Client,
}

impl Http {
    pub(crate) fn new() -> Self {
        let builder = || {
            reqwest::Client::builder()
                .redirect(Policy::none())
                .connect_timeout(Duration::from_secs(5))
                .timeout(Duration::from_secs(10))
                .user_agent("Parvis")
        };
        let guarded = builder().dns_resolver(Arc::new(guard::PublicOnly)).no_proxy();
        Self { open: builder().build().unwrap_or_default(), guarded: guarded.build().unwrap_or_default() }
    }
}

/// A client for one provider's requests.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    is_guarded: bool,
}

impl Providers {
    pub(crate) fn client(&self, provider: &Provider) -> Client {
        let is_guarded = provider.tenant.is_some() && !self.allow_private;
        let http = if is_guarded { &self.http.guarded } else { &self.http.open };
        Client { http: http.clone(), is_guarded }
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
        if self.is_guarded {
            let url = Url::parse(&request.uri().to_string()).map_err(|_| HttpError::Refused("no address"))?;
            guard::check_public_url(&url).map_err(HttpError::Refused)?;
        }
        let request = reqwest::Request::try_from(request)?;
        let mut answer = self.http.execute(request).await.map_err(reqwest::Error::without_url)?;
        let mut response = http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > ANSWER_BYTES {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        response.body(body).map_err(|_| HttpError::Unreadable)
    }
}
