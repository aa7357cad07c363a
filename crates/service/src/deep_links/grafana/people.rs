//! Who may look in Grafana: a user for each account, and what they are in an organisation.
//!
//! Users are made here and sign in by nothing but what the gateway says of them, so their password is chance that is kept
//! nowhere. Their name and address say nothing about a person: they are the same in every organisation.

use domain::AccountId;
use serde_json::{Value, json};

use super::{
    super::{AskError, Standing},
    Grafana, unusable, whole,
};
use crate::{Service, chance, egress::Method};

/// What that is called in an organisation.
const fn role(standing: Standing) -> &'static str {
    match standing {
        Standing::Viewer => "Viewer",
        Standing::Editor => "Editor",
    }
}

/// Somebody in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: i64,
    pub login: String,
    pub role: String,
}

/// What an account is called there.
pub fn login(account: &AccountId) -> &str {
    account.as_str()
}

impl Grafana {
    /// Sees to it that an account is this in an organisation; its id there.
    pub async fn enter(
        &self,
        service: &Service,
        org: i64,
        account: &AccountId,
        standing: Standing,
    ) -> Result<i64, AskError> {
        let login = login(account);
        let people = self.people(service, org).await?;
        if let Some(person) = people.into_iter().find(|person| person.login == login) {
            if person.role != role(standing) {
                self.change(service, org, person.id, standing).await?;
            }
            return Ok(person.id);
        }
        let id = self.user(service, account).await?;
        let body = json!({ "loginOrEmail": login, "role": role(standing) });
        let path = ["api", "orgs", &org.to_string(), "users"];
        let answer = self.ask(service, Method::POST, &path, None, Some(&body)).await?;
        if answer.status == 409 {
            // Another was quicker, with another role perhaps.
            self.change(service, org, id, standing).await?;
        } else {
            answer.done("let somebody in")?;
        }
        Ok(id)
    }

    /// Takes somebody out of an organisation; who is not in it stays out.
    pub async fn leave(&self, service: &Service, org: i64, id: i64) -> Result<(), AskError> {
        let path = ["api", "orgs", &org.to_string(), "users", &id.to_string()];
        let answer = self.ask(service, Method::DELETE, &path, None, None).await?;
        if answer.status == 404 { Ok(()) } else { answer.done("let somebody out").map(|_| ()) }
    }

    /// The same for an account; where there is no organisation, nobody is in it.
    pub async fn take_out(&self, service: &Service, org: i64, account: &AccountId) -> Result<(), AskError> {
        let people = match self.people(service, org).await {
            Err(AskError::Refused { status: 404, .. }) => return Ok(()),
            people => people?,
        };
        match people.into_iter().find(|person| person.login == login(account)) {
            Some(person) => self.leave(service, org, person.id).await,
            None => Ok(()),
        }
    }

    /// Who is in an organisation.
    pub async fn people(&self, service: &Service, org: i64) -> Result<Vec<Person>, AskError> {
        let path = ["api", "orgs", &org.to_string(), "users"];
        let answer = self.ask(service, Method::GET, &path, None, None).await?.done("say who is there")?;
        let people = answer.body.as_array().ok_or(unusable("no list of people"))?;
        let text = |person: &Value, field: &str| person[field].as_str().unwrap_or_default().to_owned();
        let person = |one: &Value| {
            Ok(Person { id: whole(&one["userId"])?, login: text(one, "login"), role: text(one, "role") })
        };
        people.iter().map(person).collect()
    }

    async fn change(&self, service: &Service, org: i64, id: i64, standing: Standing) -> Result<(), AskError> {
        let body = json!({ "role": role(standing) });
        let path = ["api", "orgs", &org.to_string(), "users", &id.to_string()];
        self.ask(service, Method::PATCH, &path, None, Some(&body)).await?.done("change a role").map(|_| ())
    }

    /// The user of an account, made where there is none.
    async fn user(&self, service: &Service, account: &AccountId) -> Result<i64, AskError> {
        let login = login(account);
        let body = json!({
            "login": login, "name": login, "email": format!("{login}@users.invalid"), "password": chance::token(),
        });
        let answer = self.ask(service, Method::POST, &["api", "admin", "users"], None, Some(&body)).await?;
        if answer.status != 412 {
            return whole(&answer.done("make a user")?.body["id"]);
        }
        let path = ["api", "users", "lookup"];
        let found = self.ask_for(service, &path, ("loginOrEmail", login)).await?.done("look for a user")?;
        whole(&found.body["id"])
    }
}
