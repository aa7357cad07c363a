//! What is let go of next, of what the plan keeps for so many days.

use domain::zones::Zone;
use leptos::prelude::*;
use service::events::upcoming::{COUNTED, Kept, Upcoming};

use crate::{
    components::{plan_cards, table::table},
    text::Say,
};

pub(super) fn view(say: Say, upcoming: &[Upcoming], zone: &Zone) -> AnyView {
    let heads = [
        (say.retention_kind(), ""),
        (say.retention_days(), ""),
        (say.retention_oldest(), "time"),
        (say.retention_goes(), "time"),
        (say.retention_next(), "number"),
    ];
    let time = |at: Option<domain::Micros>| at.map_or_else(String::new, |at| zone.local_text(at, say.0));
    let rows: Vec<AnyView> = upcoming
        .iter()
        .map(|one| {
            let kind = match one.kept {
                Kept::Events => say.retention_events(),
                Kept::Messages => say.retention_messages(),
                Kept::LogLines => say.retention_log_lines(),
            };
            let next = if one.next > COUNTED {
                say.retention_more(&say.0.number(COUNTED))
            } else {
                say.0.number(one.next)
            };
            view! {
                <tr>
                    <th scope="row">{kind}</th>
                    <td>{plan_cards::days(say, one.days)}</td>
                    <td data-kind="time">{time(one.oldest)}</td>
                    <td data-kind="time">{time(one.goes_at)}</td>
                    <td data-kind="number">{next}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="panel" id="retention">
            <header><h2>{say.retention()}</h2><p>{say.retention_lead()}</p></header>
            {table(say.retention(), &heads, "", rows)}
        </section>
    }
    .into_any()
}
