//! The browser's entry: wakes the islands of a page that the server rendered.

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    app::islands::unwrap_translated();
    leptos::mount::hydrate_islands();
}
