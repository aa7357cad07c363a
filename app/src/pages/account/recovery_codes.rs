use domain::areas::Notice;
use leptos::prelude::*;
use service::second_factors::Factors;

use crate::{
    api::recovery_codes::ShownCodes,
    components::fields,
    context::{Context, noticed},
    islands::Copy,
};

pub(super) fn panel(context: &Context, factors: &Factors) -> AnyView {
    let say = context.say();
    let form = context.form("recovery-codes.renew");
    let button = view! {
        <p class="hint">{say.recovery_renew_hint()}</p>
        <div class="form-actions"><button class="button" type="submit">{say.recovery_renew()}</button></div>
    };
    view! {
        <section class="panel" id="recovery-codes">
            <header><h2>{say.recovery_codes()}</h2><p>{say.recovery_lead()}</p></header>
            <p>{say.recovery_left(&say.0.number(factors.codes_left))}</p>
            {fields::form("recovery-codes.renew", &form, &[], button)}
        </section>
    }
    .into_any()
}

/// The codes just made, for the one time they are shown.
pub(super) fn shown(context: &Context, codes: &ShownCodes) -> AnyView {
    let say = context.say();
    let text = codes.recovery_codes.join("\n");
    let file = format!("data:text/plain;charset=utf-8,{}", text.replace('\n', "%0A"));
    view! {
        <section class="secret" aria-label=say.recovery_codes()>
            <h2>{say.recovery_codes()}</h2>
            <p>{say.recovery_once()}</p>
            <pre id="shown-codes" tabindex="0"><code>{text}</code></pre>
            <div class="form-actions">
                <Copy target="shown-codes".to_owned() label=say.copy().to_owned() done=say.copied().to_owned()/>
                <a class="button" data-size="small" href=file download="recovery-codes.txt">{say.recovery_download()}</a>
                <a class="button" data-size="small" data-tone="primary" href=noticed("/account", Notice::FactorAdded)>{say.recovery_done()}</a>
            </div>
        </section>
    }
    .into_any()
}
