//! The demo on the command line.

use service::{Service, demo, tenants};

use super::{print, sentence};
use crate::{settings::Settings, web};

pub(super) async fn run(settings: &Settings, service: &Service, serve: bool) -> Result<(), String> {
    let is_filled = demo::is_filled(service).await.map_err(sentence)?;
    if is_filled && !serve {
        return Err("the demo is here already; it is made in an empty data folder".to_owned());
    }
    if !is_filled && !tenants::list(service, "", 1).await.map_err(sentence)?.is_empty() {
        return Err("there are spaces here already; the demo is made in an empty installation".to_owned());
    }
    if !is_filled {
        let events = demo::fill(service).await.map_err(sentence)?;
        print(&format!("The demo is ready: {events} events.\n"))?;
    }
    print(&format!(
        "Sign in at {}/sign-in as {} with the password: {}\n",
        service.public_url(),
        demo::emails().join(" or "),
        demo::PASSWORD
    ))?;
    if serve { web::serve(settings, service, true).await } else { Ok(()) }
}
