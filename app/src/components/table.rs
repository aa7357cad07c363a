use leptos::prelude::*;

/// A table that scrolls inside itself. `heads` are the columns' names, each with the kind of its values.
pub(crate) fn table(
    caption: &str,
    heads: &[(&str, &'static str)],
    body_id: &'static str,
    rows: Vec<AnyView>,
) -> AnyView {
    let (caption, label) = (caption.to_owned(), caption.to_owned());
    let heads: Vec<_> = heads
        .iter()
        .map(|(name, kind)| {
            let kind = (!kind.is_empty()).then_some(*kind);
            view! { <th scope="col" data-kind=kind>{(*name).to_owned()}</th> }
        })
        .collect();
    let live = (!body_id.is_empty()).then_some("");
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody id=(!body_id.is_empty()).then_some(body_id) data-live=live>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
