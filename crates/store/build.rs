//! The migrations are compiled in; a new one, or another text, compiles this crate anew.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
