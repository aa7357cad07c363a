//! Lists the fields of every server function, from their source: a form with any other is refused.

use std::{env, error::Error, fmt::Write, fs, path::Path};

use syn::{FnArg, Item, ItemFn, Lit, LitStr, Pat};

const FOLDER: &str = "../app/src/api";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={FOLDER}");
    let mut table = String::from("&[");
    for entry in fs::read_dir(FOLDER)? {
        let file = syn::parse_file(&fs::read_to_string(entry?.path())?)?;
        for item in file.items {
            if let Item::Fn(function) = item
                && let Some(endpoint) = endpoint(&function)?
            {
                let fields: Vec<String> = function.sig.inputs.iter().filter_map(field).collect();
                write!(table, "(\"/rpc/{endpoint}\", &{fields:?}),")?;
            }
        }
    }
    table.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("fields.rs"), table)?;
    Ok(())
}

/// What a server function is called by.
fn endpoint(function: &ItemFn) -> syn::Result<Option<String>> {
    let mut endpoint = None;
    for attribute in function.attrs.iter().filter(|attribute| attribute.path().is_ident("server")) {
        attribute.parse_nested_meta(|meta| {
            let value = meta.value()?;
            if meta.path.is_ident("endpoint") {
                endpoint = Some(value.parse::<LitStr>()?.value());
                return Ok(());
            }
            value.parse::<Lit>().map(|_| ())
        })?;
    }
    Ok(endpoint)
}

fn field(argument: &FnArg) -> Option<String> {
    match argument {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(name) => Some(name.ident.to_string()),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}
