use leptos::prelude::*;

/// Takes away what a translator wrapped the texts of islands into before they woke: an island finds its
/// texts only where the server put them. What it translated stays, and it may translate again.
pub fn unwrap_translated() {
    let Ok(fonts) = document().query_selector_all("leptos-island font") else { return };
    for place in 0..fonts.length() {
        let Some(wrapper) = fonts.item(place) else { continue };
        let Some(parent) = wrapper.parent_node() else { continue };
        while let Some(child) = wrapper.first_child() {
            if parent.insert_before(&child, Some(&wrapper)).is_err() {
                break;
            }
        }
        let _ = parent.remove_child(&wrapper);
        parent.normalize();
    }
}
