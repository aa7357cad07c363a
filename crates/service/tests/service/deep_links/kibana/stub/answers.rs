//! What Kibana and its Elasticsearch do with each request that the contract has.

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    super::super::{
        contract::fits,
        door::{Asked, Program, Told},
    },
    Inside, VERSION,
};

/// Texts of JSON in a dashboard, and what they are.
const TEXTS: [(&str, &str); 3] = [
    ("/panelsJSON", "Panels"),
    ("/optionsJSON", "Options"),
    ("/kibanaSavedObjectMeta/searchSourceJSON", "SearchSource"),
];

fn nothing() -> Told {
    (204, Value::Null)
}

fn none() -> Told {
    (404, json!({ "statusCode": 404, "error": "Not Found", "message": "Not Found" }))
}

fn bad(message: &str) -> Told {
    (400, json!({ "statusCode": 400, "error": "Bad Request", "message": message }))
}

fn found(value: Option<&Value>) -> Told {
    value.map_or_else(none, |value| (200, value.clone()))
}

impl Program for Inside {
    const HEADERS: &'static [&'static str] = &["kbn-xsrf"];

    fn is_write(method: &Method, path: &str) -> bool {
        method != Method::GET && !path.ends_with("/_export") && !path.ends_with("/_query/user")
    }

    fn act(&mut self, asked: &Asked<'_>) -> Result<Told, String> {
        if let Some(space) = asked.space
            && !self.spaces.contains_key(space)
        {
            return Err("in a space that is not there".to_owned());
        }
        if asked.path.starts_with("/api") && asked.path != "/api/status" {
            let actor = asked.headers.get("es-security-runas-user");
            self.actors.insert(actor.map(|actor| actor.to_str().unwrap().to_owned()));
        }
        match asked.path {
            "/" => Ok((200, json!({ "version": { "number": VERSION } }))),
            "/api/status" => {
                let status = json!({ "overall": { "level": "available" } });
                Ok((200, json!({ "version": { "number": VERSION }, "status": status })))
            }
            path if path.starts_with("/_index_template") || path.starts_with("/_data_stream") => {
                Ok(self.streams.act((asked.method, path), asked.values[0].clone(), &asked.body))
            }
            path if path.starts_with("/_security") => self.elasticsearch(asked),
            path if path.starts_with("/api/spaces") => Ok(self.space(asked)),
            path if path.starts_with("/api/security") => Ok(self.roles(asked)),
            path if path.starts_with("/api/data_views") => Ok(self.data_view(asked)),
            "/api/saved_objects/_export" => Ok(self.export(asked)),
            "/api/saved_objects/_import" => self.import(asked),
            "/api/features" => {
                let all = self.features.iter().map(|id| json!({ "id": id, "name": id, "privileges": {} }));
                Ok((200, all.collect()))
            }
            _ => Err("the stub does not do this".to_owned()),
        }
    }
}

impl Inside {
    fn space(&mut self, asked: &Asked<'_>) -> Told {
        let id = asked.values.first().cloned().unwrap_or_default();
        match asked.method {
            "GET" => found(self.spaces.get(&id)),
            "POST" => {
                let id = asked.body["id"].as_str().unwrap().to_owned();
                if self.spaces.contains_key(&id) {
                    return (409, json!({ "statusCode": 409, "message": "it exists already" }));
                }
                self.spaces.insert(id, asked.body.clone());
                (200, asked.body.clone())
            }
            "PUT" if asked.body["id"] != id.as_str() => bad("another space"),
            "PUT" => match self.spaces.get_mut(&id) {
                Some(space) => {
                    space.clone_from(&asked.body);
                    (200, asked.body.clone())
                }
                None => none(),
            },
            _ => {
                self.views.retain(|_, (of, _)| *of != id);
                self.dashboards.retain(|_, (of, _)| *of != id);
                if self.spaces.remove(&id).is_some() { nothing() } else { none() }
            }
        }
    }

    fn roles(&mut self, asked: &Asked<'_>) -> Told {
        let name = &asked.values[0];
        match asked.method {
            "GET" => found(self.roles.get(name)),
            "PUT" => {
                let entries = asked.body["kibana"].as_array().into_iter().flatten();
                for entry in entries {
                    let features = entry["feature"].as_object().unwrap();
                    if !features.keys().all(|id| self.features.iter().any(|known| known == id)) {
                        return bad("no such feature");
                    }
                }
                // It is read with more than was written.
                let mut role = asked.body.clone();
                let rest = json!({
                    "name": name, "metadata": {}, "transient_metadata": { "enabled": true },
                    "_transform_error": [], "_unrecognized_applications": [],
                });
                role.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
                for index in role["elasticsearch"]["indices"].as_array_mut().unwrap() {
                    index["allow_restricted_indices"] = json!(false);
                    index["privileges"].as_array_mut().unwrap().reverse();
                }
                self.roles.insert(name.clone(), role);
                nothing()
            }
            _ if self.roles.remove(name).is_some() => nothing(),
            _ => none(),
        }
    }

    fn data_view(&mut self, asked: &Asked<'_>) -> Told {
        let space = asked.space.unwrap();
        let view = &asked.body["data_view"];
        let Some(id) = asked.values.first() else {
            let mut all = self.views.iter();
            let same = all.find(|(_, (of, one))| of == space && one["name"] == view["name"]);
            if let Some(same) = same.map(|(id, _)| id.clone()) {
                if asked.body["override"] != true {
                    return bad("Duplicate data view");
                }
                self.views.remove(&same);
            }
            let id = view["id"].as_str().unwrap().to_owned();
            self.views.insert(id, (space.to_owned(), view.clone()));
            return (200, json!({ "data_view": view }));
        };
        let Some((_, known)) = self.views.get_mut(id).filter(|(of, _)| of == space) else { return none() };
        if asked.method == "POST" {
            known.as_object_mut().unwrap().extend(view.as_object().unwrap().clone());
        }
        let mut told = known.clone();
        told["fields"] = json!({});
        told["namespaces"] = json!([space]);
        (200, json!({ "data_view": told }))
    }

    fn export(&self, asked: &Asked<'_>) -> Told {
        let one = &asked.body["objects"][0];
        let found = one["id"].as_str().and_then(|id| self.dashboards.get(id));
        let found = found.filter(|(of, _)| Some(of.as_str()) == asked.space);
        let Some((_, found)) = found else {
            let mut missing = one.clone();
            missing["error"] = json!({ "statusCode": 404, "error": "Not Found", "message": "Not found" });
            let message = "Error fetching objects to export";
            let attributes = json!({ "objects": [missing] });
            return (400, json!({ "statusCode": 400, "message": message, "attributes": attributes }));
        };
        let mut told = found.clone();
        for (field, value) in
            [("managed", json!(false)), ("version", json!("WzEsMV0=")), ("updated_at", json!("now"))]
        {
            told[field] = value;
        }
        // Whoever reads it depends on no order.
        told["references"].as_array_mut().unwrap().reverse();
        (200, told)
    }

    fn import(&mut self, asked: &Asked<'_>) -> Result<Told, String> {
        let space = asked.space.unwrap();
        let overwrites = asked.query[0].1 == "true";
        let (mut errors, mut results) = (Vec::new(), Vec::new());
        for object in asked.body.as_array().unwrap() {
            let id = object["id"].as_str().unwrap();
            self.is_whole(object)?;
            let before = self.dashboards.get(id);
            let mut result = json!({ "id": id, "type": "dashboard" });
            // An id is one in all spaces: one that another has is given up.
            let id = if before.is_some_and(|(of, _)| of != space) {
                result["destinationId"] = json!(format!("{id}-instead"));
                format!("{id}-instead")
            } else {
                id.to_owned()
            };
            let is_there = |reference: &Value| {
                let view = reference["id"].as_str().and_then(|id| self.views.get(id));
                view.is_some_and(|(of, _)| of == space)
            };
            let is_missing = !object["references"].as_array().unwrap().iter().all(is_there);
            let error = match self.import_error {
                Some(error) => Some(error),
                None if is_missing => Some("missing_references"),
                None if before.is_some() && !overwrites => Some("conflict"),
                None => None,
            };
            if let Some(error) = error {
                errors.push(json!({ "id": id, "type": "dashboard", "error": { "type": error } }));
            } else {
                self.dashboards.insert(id, (space.to_owned(), object.clone()));
                results.push(result);
            }
        }
        let told = json!({
            "success": errors.is_empty(), "successCount": results.len(), "successResults": results,
            "errors": errors,
        });
        Ok((200, told))
    }

    /// Whether the texts of a dashboard are what they are to be, and every panel names its data view twice.
    fn is_whole(&self, object: &Value) -> Result<(), String> {
        for (place, schema) in TEXTS {
            let text = object["attributes"].pointer(place).and_then(Value::as_str);
            let value = serde_json::from_str(text.unwrap_or_default()).map_err(|error| error.to_string())?;
            fits(&self.contract, &json!({ "$ref": format!("#/components/schemas/{schema}") }), &value)?;
            for panel in value.as_array().into_iter().flatten() {
                let inside = &panel["embeddableConfig"]["attributes"]["references"][0];
                let name =
                    format!("{}:{}", panel["panelIndex"].as_str().unwrap(), inside["name"].as_str().unwrap());
                let mut outside = inside.clone();
                outside["name"] = json!(name);
                if !object["references"].as_array().unwrap().contains(&outside) {
                    return Err(format!("no reference {outside}"));
                }
            }
        }
        Ok(())
    }

    fn elasticsearch(&mut self, asked: &Asked<'_>) -> Result<Told, String> {
        if asked.method == "POST" {
            let prefix = asked.body["query"]["prefix"]["username"].as_str().unwrap();
            let size = asked.body["size"].as_u64().map_or(10, |size| usize::try_from(size).unwrap());
            let all = self.users.iter().filter(|(name, _)| name.starts_with(prefix));
            let users: Vec<_> = all.map(|(_, user)| user).take(size).collect();
            return Ok((200, json!({ "total": users.len(), "count": users.len(), "users": users })));
        }
        let name = &asked.values[0];
        if asked.path.starts_with("/_security/role") {
            let is_known = match asked.method {
                "PUT" => self.readers.insert(name.clone(), asked.body.clone()).is_some(),
                _ => self.readers.remove(name).is_some(),
            };
            let is_done = asked.method == "PUT" || is_known;
            return Ok((if is_done { 200 } else { 404 }, json!({ "found": is_known })));
        }
        match asked.method {
            "GET" => Ok(self.users.get(name).map_or((404, json!({})), |user| (200, json!({ name: user })))),
            "PUT" => {
                let roles = asked.body["roles"].as_array().unwrap();
                let is_one = |role: &str| self.roles.contains_key(role) || self.readers.contains_key(role);
                if let Some(role) = roles.iter().find(|role| !is_one(role.as_str().unwrap())) {
                    return Err(format!("{role} is no role"));
                }
                let user = json!({ "username": name, "roles": roles, "enabled": asked.body["enabled"] });
                let is_new = self.users.insert(name.clone(), user).is_none();
                match asked.body["password"].as_str() {
                    Some(password) => self.passwords.push(password.to_owned()),
                    None if is_new => return Err("a user without a password".to_owned()),
                    None => {}
                }
                Ok((200, json!({ "created": is_new })))
            }
            _ if self.users.remove(name).is_some() => Ok((200, json!({ "found": true }))),
            _ => Ok((404, json!({ "found": false }))),
        }
    }
}
