//! The dashboards that every tenant has, of Lens panels that count events. Links narrow them by host and domain.

use domain::{
    Locale, TenantId,
    deep_links::{
        View,
        kibana::{self, field},
    },
};
use serde_json::{Value, json};

use super::{super::words::Words, saved::marked};

/// The form in which dashboards and panels are written; later ones of Kibana read it.
const TYPE_VERSION: &str = "8.9.0";
const CORE_VERSION: &str = "8.8.0";
/// The only layer of each panel, and its column of numbers.
const LAYER: &str = "events";
const REQUESTS: &str = "requests";

/// All of them, each with the mark of its make.
pub(super) fn all(tenant: &TenantId, locale: Locale) -> Vec<Value> {
    let say = Words(locale);
    let view = kibana::data_view(tenant);
    let made = [
        (View::MailFlow, say.mail_flow(), mail_flow(say)),
        (View::Hosts, say.hosts(), hosts(say)),
        (View::Tops, say.tops(), tops(say)),
    ];
    made.into_iter()
        .map(|(which, title, panels)| {
            let id = kibana::dashboard_id(tenant, which);
            marked(dashboard(&id, &view, (title, say.kept()), panels))
        })
        .collect()
}

/// What a panel is drawn as, and of what.
struct Panel {
    title: &'static str,
    /// Column, row, width and height; Kibana's grid has 48 columns.
    place: (u8, u8, u8, u8),
    kind: &'static str,
    visualization: Value,
    columns: Vec<(&'static str, Value)>,
}

fn dashboard(id: &str, view: &str, (title, description): (&str, &str), panels: Vec<Panel>) -> Value {
    let (panels, references): (Vec<_>, Vec<_>) = (1..)
        .zip(panels)
        .map(|(number, one)| {
            let number: u8 = number;
            (panel(&number.to_string(), view, one), reference(&format!("{number}:{}", source()), view))
        })
        .unzip();
    let options = json!({ "useMargins": true, "syncColors": true, "hidePanelTitles": false });
    let search = json!({ "query": query(), "filter": [] });
    json!({
        "type": "dashboard", "id": id, "coreMigrationVersion": CORE_VERSION,
        "typeMigrationVersion": TYPE_VERSION, "references": references,
        "attributes": {
            "title": title, "description": description, "timeRestore": false,
            "panelsJSON": json!(panels).to_string(), "optionsJSON": options.to_string(),
            "kibanaSavedObjectMeta": { "searchSourceJSON": search.to_string() },
        },
    })
}

fn panel(number: &str, view: &str, panel: Panel) -> Value {
    let (x, y, w, h) = panel.place;
    let order: Vec<_> = panel.columns.iter().map(|(name, _)| *name).collect();
    let columns: Value = panel.columns.into_iter().collect();
    json!({
        "version": TYPE_VERSION, "type": "lens", "panelIndex": number, "title": panel.title,
        "gridData": { "x": x, "y": y, "w": w, "h": h, "i": number },
        "embeddableConfig": {
            "enhancements": {},
            "attributes": {
                "title": "", "description": "", "type": "lens", "visualizationType": panel.kind,
                "references": [reference(&source(), view)],
                "state": {
                    "visualization": panel.visualization, "query": query(), "filters": [],
                    "datasourceStates": { "formBased": { "layers": { LAYER: {
                        "columns": columns, "columnOrder": order, "incompleteColumns": {},
                    } } } },
                    "internalReferences": [], "adHocDataViews": {},
                },
            },
        },
    })
}

/// How a panel names its data view.
fn source() -> String {
    format!("indexpattern-datasource-layer-{LAYER}")
}

fn reference(name: &str, view: &str) -> Value {
    json!({ "type": "index-pattern", "id": view, "name": name })
}

fn query() -> Value {
    json!({ "query": "", "language": "kuery" })
}

fn requests(say: Words) -> (&'static str, Value) {
    let column = json!({
        "label": say.requests(), "customLabel": true, "dataType": "number", "operationType": "count",
        "isBucketed": false, "scale": "ratio", "sourceField": "___records___",
        "params": { "emptyAsNull": true },
    });
    (REQUESTS, column)
}

fn time(say: Words) -> (&'static str, Value) {
    let column = json!({
        "label": say.time(), "customLabel": true, "dataType": "date", "operationType": "date_histogram",
        "isBucketed": true, "scale": "interval", "sourceField": field::AT,
        "params": { "interval": "auto", "includeEmptyRows": true, "dropPartials": false },
    });
    ("time", column)
}

/// So many values of a field that most requests have.
fn most(label: &str, field: &str, count: u8) -> (&'static str, Value) {
    let kind = if field == field::CLIENT { "ip" } else { "string" };
    let column = json!({
        "label": label, "customLabel": true, "dataType": kind, "operationType": "terms",
        "isBucketed": true, "scale": "ordinal", "sourceField": field,
        "params": {
            "size": count, "orderBy": { "type": "column", "columnId": REQUESTS }, "orderDirection": "desc",
            "otherBucket": true, "missingBucket": false, "parentFormat": { "id": "terms" },
            "include": [], "exclude": [], "includeIsRegex": false, "excludeIsRegex": false,
        },
    });
    ("by", column)
}

/// Requests over time, a colour for each value of a field.
fn over_time(
    say: Words,
    title: &'static str,
    place: (u8, u8, u8, u8),
    (label, field): (&str, &str),
) -> Panel {
    let visualization = json!({
        "preferredSeriesType": "bar_stacked", "legend": { "isVisible": true, "position": "right" },
        "valueLabels": "hide",
        "layers": [{
            "layerId": LAYER, "layerType": "data", "seriesType": "bar_stacked", "xAccessor": "time",
            "splitAccessor": "by", "accessors": [REQUESTS],
        }],
    });
    let columns = vec![most(label, field, 10), time(say), requests(say)];
    Panel { title, place, kind: "lnsXY", visualization, columns }
}

/// A table of the values of a field that most requests have.
fn table(say: Words, title: &'static str, (x, y): (u8, u8), field: &str) -> Panel {
    let visualization = json!({
        "layerId": LAYER, "layerType": "data",
        "columns": [{ "columnId": "by" }, { "columnId": REQUESTS }],
    });
    let columns = vec![most(title, field, 20), requests(say)];
    Panel { title, place: (x, y, 24, 16), kind: "lnsDatatable", visualization, columns }
}

fn mail_flow(say: Words) -> Vec<Panel> {
    vec![
        over_time(say, say.by_direction(), (0, 0, 48, 16), (say.direction(), field::DIRECTION)),
        over_time(say, say.by_host(), (0, 16, 48, 14), (say.host(), field::HOST)),
    ]
}

fn hosts(say: Words) -> Vec<Panel> {
    vec![
        over_time(say, say.by_host(), (0, 0, 48, 16), (say.host(), field::HOST)),
        table(say, say.hosts(), (0, 16), field::HOST),
        table(say, say.client_addresses(), (24, 16), field::CLIENT),
    ]
}

fn tops(say: Words) -> Vec<Panel> {
    vec![
        table(say, say.domain(), (0, 0), field::DOMAIN),
        table(say, say.client_addresses(), (24, 0), field::CLIENT),
        table(say, say.senders(), (0, 16), field::SENDER),
        table(say, say.recipients(), (24, 16), field::RECIPIENT),
    ]
}
