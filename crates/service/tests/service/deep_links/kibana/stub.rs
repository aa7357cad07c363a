//! A strict Kibana with its Elasticsearch: both answer what the committed contract has, with bodies that fit its closed
//! schemas, and keep what they were told, each thing in the space that the request named.

mod answers;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
};

use serde_json::{Value, json};
use service::deep_links::kibana::Kibana;
use url::Url;

use super::super::{
    door::{ADMIN, Door, PASSWORD},
    streams::Streams,
};

pub(in super::super) const VERSION: &str = "8.17.0";
/// The user of Elasticsearch, which is another than that of Kibana, with a password.
pub(in super::super) const STORE: (&str, &str) = ("parvis-store", "a secret of the store");

pub(in super::super) struct Inside {
    contract: Value,
    features: Vec<&'static str>,
    spaces: BTreeMap<String, Value>,
    roles: BTreeMap<String, Value>,
    /// Of all spaces: a space and what is in it.
    views: BTreeMap<String, (String, Value)>,
    dashboards: BTreeMap<String, (String, Value)>,
    users: BTreeMap<String, Value>,
    /// Roles of Elasticsearch that are no roles of Kibana.
    readers: BTreeMap<String, Value>,
    /// Passwords that users were given.
    passwords: Vec<String>,
    streams: Streams,
    /// As whom Kibana was asked; none: as whoever asked.
    actors: BTreeSet<Option<String>>,
    /// What becomes of every import.
    import_error: Option<&'static str>,
}

impl Default for Inside {
    fn default() -> Self {
        Self {
            contract: contract()["kibana"].take(),
            features: vec!["discover", "dashboard", "visualize"],
            spaces: BTreeMap::new(),
            roles: BTreeMap::new(),
            views: BTreeMap::new(),
            dashboards: BTreeMap::new(),
            users: BTreeMap::new(),
            readers: BTreeMap::new(),
            passwords: Vec::new(),
            streams: Streams::default(),
            actors: BTreeSet::new(),
            import_error: None,
        }
    }
}

fn contract() -> Value {
    let mut whole: Value = serde_json::from_str(include_str!("../../../contracts/kibana.json")).unwrap();
    let streams: Value = serde_json::from_str(include_str!("../../../contracts/elasticsearch.json")).unwrap();
    // Sinks ask the same Elasticsearch.
    for part in ["/paths", "/components/schemas"] {
        let known = whole["elasticsearch"].pointer_mut(part).and_then(Value::as_object_mut).unwrap();
        known.extend(streams.pointer(part).and_then(Value::as_object).unwrap().clone());
    }
    whole
}

#[derive(Clone)]
pub(in super::super) struct Stub {
    door: Door<Inside>,
    kibana: String,
    elasticsearch: String,
}

impl Deref for Stub {
    type Target = Door<Inside>;

    fn deref(&self) -> &Self::Target {
        &self.door
    }
}

impl Stub {
    pub(in super::super) async fn start() -> (Self, Kibana) {
        let (door, mut contract) = (Door::new(), contract());
        let kibana = door.open(contract["kibana"].take(), (ADMIN, PASSWORD)).await;
        let elasticsearch = door.open(contract["elasticsearch"].take(), STORE).await;
        let stub = Self { door, kibana, elasticsearch };
        let kibana = stub.with_password(PASSWORD);
        (stub, kibana)
    }

    /// Whoever asks Kibana with a password.
    pub(super) fn with_password(&self, password: &str) -> Kibana {
        let url = |root: &str| Url::parse(root).unwrap();
        let (user, inside) = STORE;
        Kibana::new((url(&self.kibana), ADMIN, password), (url(&self.elasticsearch), user, inside))
    }

    /// Where Kibana and its Elasticsearch are.
    pub(in super::super) fn roots(&self) -> (&str, &str) {
        (&self.kibana, &self.elasticsearch)
    }

    /// As whom Kibana was asked; none: as whoever asked.
    pub(in super::super) fn actors(&self) -> Vec<Option<String>> {
        self.see(|inside| inside.actors.iter().cloned().collect())
    }

    /// The users who have such a role, with the data streams that it reads.
    pub(in super::super) fn readers(&self) -> Vec<(String, Value)> {
        self.see(|inside| {
            let of = |name: &String| inside.readers.get(name).map(|role| role["indices"][0]["names"].clone());
            inside.users.keys().filter_map(|name| Some((name.clone(), of(name)?))).collect()
        })
    }

    /// All data streams, with how long they keep their documents.
    pub(in super::super) fn streams(&self) -> Vec<(String, String)> {
        self.see(|inside| inside.streams.kept.clone().into_iter().collect())
    }

    /// The names of all spaces, by their ids.
    pub(in super::super) fn spaces(&self) -> Vec<(String, String)> {
        self.see(|inside| {
            let name = |space: &Value| space["name"].as_str().unwrap().to_owned();
            inside.spaces.iter().map(|(id, space)| (id.clone(), name(space))).collect()
        })
    }

    /// How many roles, data views and dashboards a tenant has.
    pub(in super::super) fn of(&self, space: &str) -> (usize, usize, usize) {
        self.see(|inside| {
            let count =
                |all: &BTreeMap<String, (String, Value)>| all.values().filter(|(of, _)| of == space).count();
            let roles = inside.roles.keys().filter(|name| name.starts_with(space)).count();
            (roles, count(&inside.views), count(&inside.dashboards))
        })
    }

    /// The ids of everything in a space.
    pub(super) fn names_of(&self, space: &str) -> Vec<String> {
        self.see(|inside| {
            let all = inside.views.iter().chain(&inside.dashboards);
            all.filter(|(_, (of, _))| of == space).map(|(id, _)| id.clone()).collect()
        })
    }

    pub(super) fn titles(&self, space: &str) -> Vec<String> {
        self.see(|inside| {
            let all = inside.dashboards.values().filter(|(of, _)| of == space);
            all.map(|(_, one)| one["attributes"]["title"].as_str().unwrap().to_owned()).collect()
        })
    }

    /// All that is drawn and said in a space, as text.
    pub(super) fn shown(&self, space: &str) -> String {
        self.see(|inside| {
            let all = inside.views.values().chain(inside.dashboards.values());
            all.filter(|(of, _)| of == space).map(|(_, one)| one.to_string()).collect()
        })
    }

    /// Somebody changes a dashboard in Kibana.
    pub(super) fn edit(&self, id: &str, changes: Value) {
        self.see(|inside| {
            let attributes = inside.dashboards.get_mut(id).unwrap().1["attributes"].as_object_mut().unwrap();
            attributes.extend(changes.as_object().unwrap().clone());
        });
    }

    pub(super) fn description(&self, id: &str) -> String {
        self.see(|inside| inside.dashboards[id].1["attributes"]["description"].as_str().unwrap().to_owned())
    }

    pub(in super::super) fn role(&self, name: &str) -> Value {
        self.see(|inside| inside.roles[name].clone())
    }

    /// Somebody changes a role.
    pub(super) fn change_role(&self, name: &str, change: impl FnOnce(&mut Value)) {
        self.see(|inside| change(inside.roles.get_mut(name).unwrap()));
    }

    /// An operator changes a space.
    pub(super) fn change_space(&self, id: &str, field: &str, value: Value) {
        self.see(|inside| inside.spaces.get_mut(id).unwrap()[field] = value);
    }

    pub(super) fn space(&self, id: &str) -> Value {
        self.see(|inside| inside.spaces[id].clone())
    }

    /// A dashboard of somebody else.
    pub(super) fn add_dashboard(&self, space: &str, id: &str) {
        let one =
            json!({ "type": "dashboard", "id": id, "attributes": { "title": "Theirs" }, "references": [] });
        self.see(|inside| inside.dashboards.insert(id.to_owned(), (space.to_owned(), one)));
    }

    /// A data view of somebody else, of that name.
    pub(super) fn add_view(&self, space: &str, id: &str, name: &str) {
        let view = json!({ "id": id, "title": "other", "name": name });
        self.see(|inside| inside.views.insert(id.to_owned(), (space.to_owned(), view)));
    }

    pub(super) fn set_features(&self, features: &[&'static str]) {
        self.see(|inside| features.clone_into(&mut inside.features));
    }

    pub(super) fn refuse_imports(&self, error: Option<&'static str>) {
        self.see(|inside| inside.import_error = error);
    }

    /// All users, with their roles.
    pub(in super::super) fn users(&self) -> Vec<(String, Value)> {
        self.see(|inside| {
            inside.users.iter().map(|(name, user)| (name.clone(), user["roles"].clone())).collect()
        })
    }

    pub(super) fn disable(&self, login: &str) {
        self.see(|inside| inside.users.get_mut(login).unwrap()["enabled"] = json!(false));
    }

    pub(super) fn passwords(&self) -> Vec<String> {
        self.see(|inside| inside.passwords.clone())
    }
}
