//! The service's own source, for rules about what it may and must call.

use std::path::Path;

/// Each file of the service without its unit tests: its path, and its text.
pub(crate) fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut files) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().display().to_string();
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                files.push((name, text));
            }
        }
    }
    assert!(files.len() > 20, "has the source moved?");
    files.sort();
    files
}

/// A file's functions, each with its body, by the indentation that `rustfmt` gives them.
pub(crate) fn functions(text: &str) -> Vec<(String, String)> {
    let mut functions = Vec::new();
    let mut current: Option<(String, usize, String)> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if let Some((name, depth, body)) = &mut current {
            body.push_str(line);
            body.push('\n');
            if indent == *depth && line.trim_start().starts_with('}') {
                functions.push((std::mem::take(name), std::mem::take(body)));
                current = None;
            }
            continue;
        }
        let words = line.trim_start();
        let is_function =
            words.starts_with("fn ") || words.starts_with("async fn ") || words.starts_with("pub");
        let name =
            words.split_once("fn ").filter(|_| is_function && !words.ends_with(';') && words.contains("fn "));
        if let Some((_, rest)) = name {
            let name = rest.split(['(', '<']).next().unwrap_or_default().to_owned();
            current = Some((name, indent, String::new()));
        }
    }
    functions
}
