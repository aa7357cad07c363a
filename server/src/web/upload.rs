//! A form with a file: read as the form it would be without, the file's bytes in base 64 in its field.

use std::convert::Infallible;

use axum::{
    body::Bytes,
    http::{HeaderMap, header},
};
use domain::Error;
use futures::stream;
use multer::Multipart;
use service::encoding::base64;

/// The form of a body, as every other form is sent.
pub(super) async fn as_form(headers: &HeaderMap, body: Bytes) -> Result<Bytes, Error> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Ok(boundary) = multer::parse_boundary(kind) else { return Ok(body) };
    let unread = |error: multer::Error| {
        tracing::debug!(%error, "a form with a file cannot be read");
        Error::BadRequest { reason: "the form with its file cannot be read".to_owned() }
    };
    let mut parts = Multipart::new(stream::once(async { Ok::<_, Infallible>(body) }), boundary);
    let mut fields = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(unread)? {
        let Some(name) = part.name().map(str::to_owned) else { continue };
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.map_err(unread)?;
        let value = if is_file { base64(&bytes) } else { String::from_utf8_lossy(&bytes).into_owned() };
        fields.push((name, value));
    }
    Ok(form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    async fn read(kind: &'static str, body: &'static str) -> Result<String, Error> {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
        let form = as_form(&headers, Bytes::from_static(body.as_bytes())).await?;
        Ok(String::from_utf8(form.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_file_becomes_the_text_of_its_bytes() {
        let body = "--b\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\nbrands.set\r\n\
            --b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nÀ & b\r\n\
            --b\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"l.png\"\r\nContent-Type: image/png\r\n\r\nfoo\r\n\
            --b\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n\
            --b--\r\n";
        let form = read("multipart/form-data; boundary=b", body).await.unwrap();
        assert_eq!(form, "do=brands.set&name=%C3%80+%26+b&logo=Zm9v&none=");
    }

    #[tokio::test]
    async fn other_forms_stay_as_they_are_and_broken_ones_are_refused() {
        assert_eq!(read("application/x-www-form-urlencoded", "a=b").await.unwrap(), "a=b");
        for body in ["", "--b\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\nx", "a=b"] {
            assert_eq!(
                read("multipart/form-data; boundary=b", body).await.unwrap_err().status(),
                400,
                "{body}"
            );
        }
    }
}
