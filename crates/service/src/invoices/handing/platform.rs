//! A platform that speaks the flow service of AFNOR XP Z12-013: a flow is searched by what we call it, submitted as a
//! form with the file, and asked for what became of it.

use serde_json::{Value, json};
use store::control::{invoice_handovers::HandoverState, invoices::Invoice};
use url::Url;

use crate::{
    Service,
    egress::{self, Failure, Method, Request, header},
    invoices::issuing::sha256,
};

const ANSWER_BYTES: usize = 256 * 1024;
const REASON: usize = 500;

/// Where a platform is asked, and the token that opens it.
#[derive(Clone)]
pub struct Platform {
    api: Url,
    token: String,
}

impl std::fmt::Debug for Platform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Platform").field("api", &self.api.as_str()).finish_non_exhaustive()
    }
}

#[derive(Debug, thiserror::Error)]
pub(super) enum PlatformError {
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("the platform answered {status}: {message}")]
    Refused { status: u16, message: String },
    #[error("the platform’s answer cannot be used: {0}")]
    Unusable(&'static str),
}

impl Platform {
    /// `api` is what stands before `/v1/flows`.
    pub fn new(api: &str, token: &str) -> Result<Self, &'static str> {
        let mut api = Url::parse(api).map_err(|_| "it is no address")?;
        if !matches!(api.scheme(), "https" | "http") || api.host().is_none() {
            return Err("it is no address of the web");
        }
        if !api.path().ends_with('/') {
            let path = format!("{}/", api.path());
            api.set_path(&path);
        }
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("the token is none");
        }
        Ok(Self { api, token: token.to_owned() })
    }

    /// The flow that bears our number, if the platform has one.
    pub(super) async fn find(
        &self,
        service: &Service,
        number: &str,
    ) -> Result<Option<String>, PlatformError> {
        let asked = json!({ "limit": 1, "where": { "trackingId": number } }).to_string();
        let told =
            self.ask(service, Method::POST, "v1/flows/search", Some(("application/json", asked.into())));
        let told = told.await?;
        let found = told["results"].as_array().ok_or(PlatformError::Unusable("no results"))?;
        found.first().map(flow_id).transpose()
    }

    /// Hands a document over; what the platform calls it from then on.
    pub(super) async fn submit(
        &self,
        service: &Service,
        invoice: &Invoice,
        pdf: &[u8],
    ) -> Result<String, PlatformError> {
        let info = json!({
            "trackingId": invoice.number,
            "name": format!("{}.pdf", invoice.number),
            "flowSyntax": "Factur-X",
            "flowProfile": "CIUS",
            "flowType": "CustomerInvoice",
            "processingRule": "B2B",
            "sha256": sha256(pdf),
        });
        let boundary = format!("parvis-{}", sha256(invoice.id.as_str().as_bytes()));
        let mut body = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"flowInfo\"\r\n\
             content-type: application/json\r\n\r\n{info}\r\n\
             --{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{}.pdf\"\r\n\
             content-type: application/pdf\r\n\r\n",
            invoice.number
        )
        .into_bytes();
        body.extend_from_slice(pdf);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={boundary}");
        flow_id(&self.ask(service, Method::POST, "v1/flows", Some((&kind, body))).await?)
    }

    /// What became of a flow, and why it was refused.
    pub(super) async fn look(
        &self,
        service: &Service,
        flow: &str,
    ) -> Result<(HandoverState, String), PlatformError> {
        let told = self.ask(service, Method::GET, &format!("v1/flows/{flow}"), None).await?;
        let said = &told["acknowledgement"];
        let state = match said["status"].as_str() {
            None | Some("Pending") => HandoverState::Submitted,
            Some("Ok") => HandoverState::Accepted,
            Some("Error") => HandoverState::Refused,
            Some(_) => return Err(PlatformError::Unusable("a status that is not known")),
        };
        let details = said["details"].as_array().into_iter().flatten();
        let reasons: Vec<&str> = details
            .filter_map(|one| one["reasonMessage"].as_str().or_else(|| one["reasonCode"].as_str()))
            .collect();
        Ok((state, reasons.join("; ").chars().take(REASON).collect()))
    }

    async fn ask(
        &self,
        service: &Service,
        method: Method,
        path: &str,
        body: Option<(&str, Vec<u8>)>,
    ) -> Result<Value, PlatformError> {
        let url = self.api.join(path).map_err(|_| PlatformError::Unusable("an address that cannot be"))?;
        let mut request = Request::new(method, url);
        let value = |text: &str| {
            header::HeaderValue::from_str(text)
                .map_err(|_| PlatformError::Unusable("a token that cannot be sent"))
        };
        let mut bearer = value(&format!("Bearer {}", self.token))?;
        bearer.set_sensitive(true);
        request.headers_mut().insert(header::AUTHORIZATION, bearer);
        request.headers_mut().insert(header::ACCEPT, value("application/json")?);
        if let Some((kind, bytes)) = body {
            request.headers_mut().insert(header::CONTENT_TYPE, value(kind)?);
            *request.body_mut() = Some(bytes.into());
        }
        let answer = service.egress().send_open(request).await?;
        let status = answer.status();
        let (bytes, is_whole) = egress::beginning(answer, ANSWER_BYTES).await?;
        let told: Value = serde_json::from_slice(&bytes).ok().filter(|_| is_whole).unwrap_or_default();
        if status.is_success() && told.is_object() {
            return Ok(told);
        }
        let message = told["errorMessage"].as_str().unwrap_or("nothing that can be read");
        let message = message.chars().take(300).collect();
        Err(PlatformError::Refused { status: status.as_u16(), message })
    }
}

/// What the platform calls a flow; it stands in addresses.
fn flow_id(told: &Value) -> Result<String, PlatformError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let id = told["flowId"].as_str().filter(|id| (1..=100).contains(&id.len()) && id.bytes().all(is_plain));
    id.map(str::to_owned).ok_or(PlatformError::Unusable("no flow that can be named"))
}
