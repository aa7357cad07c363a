use leptos::prelude::*;

/// A table that scrolls inside itself; where it is narrow, each of its rows is a card (`table.css`). `heads` are
/// the columns' names, each with the kind of its values.
pub(crate) fn table(
    caption: &str,
    heads: &[(&str, &'static str)],
    body_id: &'static str,
    rows: Vec<AnyView>,
) -> AnyView {
    let (caption, label) = (caption.to_owned(), caption.to_owned());
    let names: Vec<&str> = heads.iter().map(|(name, _)| *name).collect();
    let rows: String = rows.into_iter().map(|row| labelled(&row.to_html(), &names)).collect();
    let heads: Vec<_> = heads
        .iter()
        .map(|(name, kind)| {
            let kind = (!kind.is_empty()).then_some(*kind);
            view! { <th scope="col" role="columnheader" data-kind=kind>{(*name).to_owned()}</th> }
        })
        .collect();
    let live = (!body_id.is_empty()).then_some("");
    // A card is no table any more to a browser; its roles keep it one for whoever hears it.
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=label>
            <table class="table" role="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody id=(!body_id.is_empty()).then_some(body_id) role="rowgroup" data-live=live inner_html=rows></tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A row in which each cell knows its column's name, and whether there is anything in it.
pub fn labelled(row: &str, names: &[&str]) -> String {
    let mut names = names.iter();
    let mut labelled = String::with_capacity(row.len() * 2);
    let mut rest = row;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        labelled.push_str(before);
        let end = tag.find([' ', '>']).unwrap_or(tag.len());
        let (name, after) = tag.split_at(end);
        labelled.push_str(name);
        match name {
            "<tr" => labelled.push_str(" role=\"row\""),
            "<td" | "<th" => {
                labelled.push_str(if name == "<td" { " role=\"cell\"" } else { " role=\"rowheader\"" });
                let label = names.next().map_or(String::new(), |name| escaped(name));
                labelled.extend([" data-label=\"", &label, "\""]);
                if is_empty(after) {
                    labelled.push_str(" data-empty");
                }
            }
            _ => {}
        }
        rest = after;
    }
    labelled.push_str(rest);
    labelled
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}

/// Whether a cell, from behind its tag's name on, shows nothing.
fn is_empty(cell: &str) -> bool {
    let inside = cell.split_once('>').and_then(|(_, inside)| inside.split_once("</t"));
    inside.is_some_and(|(inside, _)| inside.replace("<!>", "").trim().is_empty())
}

/// The forms of one row, behind a word in its last cell. Opened, they lie over what is below and move nothing.
pub(crate) fn row_forms(word: &str, is_open: bool, forms: impl IntoView) -> AnyView {
    view! {
        <details class="row-forms" open=is_open>
            <summary>{word.to_owned()}</summary>
            <div>{forms.into_any()}</div>
        </details>
    }
    .into_any()
}
