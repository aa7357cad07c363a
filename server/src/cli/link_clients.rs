//! The programs that people open by signing in here, on the command line.

use service::{
    Service,
    deep_links::oidc::clients::{self, ClientForm, Registered},
};

use super::{operator, print, sentence};

fn line(one: &Registered) -> String {
    let space = if one.space.is_empty() { "-" } else { &one.space };
    format!("{}\t{}\t{space}\t{}\n", one.id, one.name, one.redirects.join(" "))
}

pub(super) async fn list(service: &Service) -> Result<(), String> {
    let found = clients::list(&mut operator(service).await?).await.map_err(sentence)?;
    print(&found.iter().map(line).collect::<String>())
}

pub(super) async fn show(service: &Service, id: &str) -> Result<(), String> {
    let whole = clients::find(&mut operator(service).await?, id).await.map_err(sentence)?;
    print(&format!("{}\n--- {}\n{}", line(&whole.registered), whole.snippet.file, whole.snippet.text))
}

pub(super) async fn add(
    service: &Service,
    name: String,
    redirects: &[String],
    space: Option<String>,
) -> Result<(), String> {
    let form = ClientForm { name, redirects: redirects.join("\n"), space: space.unwrap_or_default() };
    let (made, secret) = clients::add(operator(service).await?, &form).await.map_err(sentence)?;
    print(&format!("client id  {}\nsecret     {secret}\n", made.id))
}

pub(super) async fn change(
    service: &Service,
    id: &str,
    name: String,
    redirects: &[String],
) -> Result<(), String> {
    let form = ClientForm { name, redirects: redirects.join("\n"), space: String::new() };
    clients::change(operator(service).await?, id, &form).await.map_err(sentence)?;
    print(&format!("{id} is changed\n"))
}

pub(super) async fn renew_secret(service: &Service, id: &str) -> Result<(), String> {
    let (_, secret) = clients::renew_secret(operator(service).await?, id).await.map_err(sentence)?;
    print(&format!("{secret}\n"))
}

pub(super) async fn remove(service: &Service, id: &str) -> Result<(), String> {
    clients::remove(operator(service).await?, id).await.map_err(sentence)?;
    print(&format!("{id} is removed\n"))
}
