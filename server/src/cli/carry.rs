//! A program that carries its site and an agent.

use std::path::Path;

use super::print;

/// Appends them to the program.
pub(super) fn carry(program: &Path, site: &Path, agent: Option<&Path>) -> Result<(), String> {
    if !site.join("pkg").is_dir() {
        return Err(format!("{} is no built site; run `make build`", site.display()));
    }
    let hashes = program.with_file_name("hash.txt");
    let carried = crate::carried::append(program, site, &hashes, agent)
        .map_err(|error| format!("{} cannot carry its site: {error}", program.display()))?;
    print(&format!("{} carries its site: {} KiB more\n", program.display(), carried.div_ceil(1024)))
}
