//! The rules of pages that no single page shows.

use app::{api::function, context::safe_path, labelled};
use domain::areas::Action;

#[test]
fn every_action_has_the_function_of_its_name() {
    for action in Action::ALL {
        assert_eq!(function(*action).path, format!("/rpc/{action}"), "{action:?}");
    }
    assert_eq!(function(Action::DomainsAdd).fields, ["tenant", "names", "kind"]);
    assert_eq!(function(Action::PasskeysStartProof).fields, [""; 0]);
}

#[test]
fn every_server_function_is_declared() {
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        let name = path.trim_start_matches("/rpc/");
        assert!(name.parse::<Action>().is_ok(), "{name} is missing in domain::areas::Action");
    }
}

#[test]
fn only_paths_of_this_site_are_followed_after_sign_in() {
    assert_eq!(safe_path("/t/acme?range=7d"), Some("/t/acme?range=7d"));
    for path in
        ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "", "/a\r\nSet-Cookie: x"]
    {
        assert_eq!(safe_path(path), None, "{path}");
    }
}

#[test]
fn each_cell_of_a_table_knows_its_columns_name() {
    let row =
        "<tr><th scope=\"row\"><a href=\"/x\">mx1</a></th><td> </td><td data-kind=\"number\">7</td></tr>";
    let expected = "<tr role=\"row\"><th role=\"rowheader\" data-label=\"Host\" scope=\"row\"><a href=\"/x\">mx1</a></th>\
                    <td role=\"cell\" data-label=\"&quot;In&quot; &amp; out\" data-empty> </td>\
                    <td role=\"cell\" data-label=\"Today\" data-kind=\"number\">7</td></tr>";
    assert_eq!(labelled(row, &["Host", "\"In\" & out", "Today"]), expected);
}
