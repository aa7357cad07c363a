//! The settings of a Grafana elsewhere.

use super::Snippet;

/// What is written into the settings of a Grafana elsewhere that people open by signing in here. Its secret is not known
/// here; `tenant` is the space whose members alone it is for.
pub fn sign_in(issuer: &str, client: &str, tenant: Option<&str>) -> Snippet {
    let roles = match tenant {
        Some(_) => "role_attribute_path = role\n",
        // With a role of its own each would be that in every organisation.
        None => {
            "\
org_attribute_path = groups
; For each space a pair, with the number of its organisation:
org_mapping = ten_...:2:Viewer ten_...-editors:2:Editor
"
        }
    };
    let text = format!(
        "\
[auth.generic_oauth]
enabled = true
name = Parvis
client_id = {client}
; The file holds the secret that was shown once, and nothing else.
client_secret = $__file{{/etc/grafana/parvis.secret}}
scopes = openid profile email groups offline_access
auth_url = {issuer}/authorize
token_url = {issuer}/token
api_url = {issuer}/userinfo
auth_style = InHeader
use_pkce = true
; Whoever left is out when a token is renewed, within five minutes.
use_refresh_token = true
login_attribute_path = preferred_username
allow_assign_grafana_admin = false
role_attribute_strict = true
{roles}"
    );
    Snippet { file: "grafana.ini", text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grafana_elsewhere_is_told_where_people_sign_in_and_never_the_secret() {
        let issuer = "https://console.example/oidc";
        let value = |text: &str, key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(&format!("{key} = ")));
            line.map(str::to_owned)
        };
        let one = sign_in(issuer, "lcl_1", Some("ten_1")).text;
        for (key, expected) in [
            ("client_id", "lcl_1"),
            ("auth_url", "https://console.example/oidc/authorize"),
            ("use_refresh_token", "true"),
            ("role_attribute_path", "role"),
        ] {
            assert_eq!(value(&one, key).as_deref(), Some(expected), "{key}");
        }
        let all = sign_in(issuer, "lcl_1", None).text;
        assert_eq!(value(&all, "org_attribute_path").as_deref(), Some("groups"));
        assert_eq!(value(&all, "role_attribute_path"), None);
    }
}
