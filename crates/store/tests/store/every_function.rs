//! A function of the store that no test calls would be one that runs on one engine only.

use std::path::{Path, PathBuf};

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The names of a file's public functions that talk to a database.
fn functions(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix("pub async fn ")?;
        rest.split(['(', '<']).next()
    })
}

#[test]
fn is_called_by_a_test() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests: String =
        rust_files(&here.join("tests")).iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let mut count = 0;
    let mut missing = Vec::new();
    for file in rust_files(&here.join("src")) {
        let source = std::fs::read_to_string(&file).unwrap();
        let area = file.file_stem().unwrap().to_str().unwrap();
        for name in functions(&source) {
            count += 1;
            // A free function is called through its area, a method on its value.
            let calls = [format!("{area}::{name}("), format!(".{name}("), format!("Store::{name}(")];
            let is_method = source.contains(&format!("    pub async fn {name}"));
            let is_called = calls
                .iter()
                .skip(usize::from(is_method))
                .any(|call| (is_method || call.starts_with(area)) && tests.contains(call.as_str()));
            if !is_called {
                missing.push(format!("{area}::{name}"));
            }
        }
    }
    assert!(missing.is_empty(), "no test in crates/store/tests calls {missing:?}");
    assert!(count > 70, "only {count} functions were found: has the source moved?");
}
