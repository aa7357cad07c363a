//! Behind the link that the server prints while there is no operator.

use domain::Error;
use leptos::prelude::*;
use service::operators::{self, Asked};

use super::super::Page;
use crate::{
    components::{fields, layout},
    context::{Context, link},
};

pub(in crate::pages) async fn page(context: &Context) -> Result<Page, Error> {
    let token = context.query("token").to_owned();
    let asked = operators::check_link(&context.service, &context.caller, &token).await?;
    let kept = (asked == Asked::SignIn).then(|| token.clone());
    let context = context.clone();
    let say = context.say();
    let page = Page::new(context.title(), move || match asked {
        Asked::SignIn => {
            let href = link("/sign-in", &[("next", &context.here())]);
            let body = view! {
                <div class="form-actions"><a class="button" data-tone="primary" href=href>{say.sign_in()}</a></div>
                <p class="aside">{say.no_account()}" "<a href="/sign-up">{say.sign_up()}</a></p>
            };
            layout::card(&context, context.title(), say.operator_first_sign_in(), body)
        }
        Asked::Press => {
            let email = context.caller.account().map(|account| account.email.clone()).unwrap_or_default();
            let form = context.form("operators.become");
            let button = fields::submit(say.operator_first_button());
            let body = fields::form("operators.become", &form, &[("token", &token)], button);
            layout::card(&context, context.title(), &say.operator_first_lead(&email), body)
        }
    });
    Ok(Page { operator_link: kept, ..page.unlisted() })
}
