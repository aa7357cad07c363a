//! The built site: hashed files for ever, the others with an `ETag`.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use app::context::Site;
use axum::{
    Router,
    http::{HeaderValue, header},
};
use leptos::config::LeptosOptions;
use sha2::{Digest, Sha256};
use tower::ServiceBuilder;
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

use super::{State, download};
use crate::{carried::Carried, settings::Settings};

/// The script that draws charts, in the folder of the site.
const CHARTS: &str = "charts.js";

/// Finds the site: where the settings say, or in the program itself, or, of a build for development, beside it.
pub(crate) fn find(settings: &Settings) -> Result<Site, String> {
    let carried = Carried::find().map_err(|error| error.to_string())?;
    let carried_site = carried.as_ref().filter(|carried| carried.has_site());
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let beside = program.parent().map(Path::to_owned).unwrap_or_default();
    // What lies beside a release need not be of its build.
    let mut candidates = Vec::new();
    if cfg!(debug_assertions) {
        candidates = vec![beside.join("site"), beside.join("../site"), PathBuf::from("target/site")];
    }
    if !settings.site.as_os_str().is_empty() {
        candidates = vec![settings.site.clone()];
    } else if let Some(carried) = carried_site {
        let within = &settings.data;
        let folder = carried.unpack_site(within).map_err(|error| {
            format!("data is wrong: the site cannot be laid down in {}: {error}", within.display())
        })?;
        candidates = vec![folder];
    }
    let folder = candidates.iter().find(|folder| folder.join("pkg").is_dir()).ok_or_else(|| {
        let looked = if candidates.is_empty() { "this program".to_owned() } else { shown(&candidates) };
        format!("site is wrong: no built site in {looked}; run `make build`")
    })?;
    // The hashes are beside the program when it was built with the site, or beside the site.
    let beside_site = folder.join("hash.txt");
    let hashes = if carried_site.is_some() {
        [beside_site.clone(), beside_site]
    } else {
        [beside.join("hash.txt"), beside_site]
    };
    let hashes = hashes.into_iter().find(|file| file.is_file());
    let style_hash = hashes.as_ref().and_then(|file| {
        let text = std::fs::read_to_string(file).ok()?;
        text.lines().find_map(|line| line.strip_prefix("css:").map(|hash| hash.trim().to_owned()))
    });
    let is_watched = std::env::var_os("LEPTOS_WATCH").is_some();
    let options = LeptosOptions::builder()
        .output_name("parvis")
        .site_root(folder.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .hash_files(hashes.is_some())
        .hash_file(hashes.unwrap_or_default().to_string_lossy().into_owned().into())
        .build();
    Ok(Site {
        options: Arc::new(options),
        is_https: settings.is_https(),
        folder: folder.clone(),
        style_hash,
        charts: charts(&folder, is_watched),
        is_watched,
        is_whole: carried.is_some(),
        agent: download::find(settings, carried.as_ref())?,
    })
}

/// The address of the script that draws charts: by its content, so that browsers keep it for as long as it is the
/// same. While a build is watched it changes under its own name.
fn charts(folder: &Path, is_watched: bool) -> String {
    match std::fs::read(folder.join(CHARTS)) {
        Ok(bytes) if !is_watched => {
            let hash = store::audit::hex(&Sha256::digest(bytes));
            format!("/charts.{}.js", &hash[..16])
        }
        _ => format!("/{CHARTS}"),
    }
}

fn shown(folders: &[PathBuf]) -> String {
    folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ")
}

pub(crate) fn router(site: &Site) -> Router<State> {
    // A hashed name means the content never changes; an unhashed one is asked for anew each time.
    let lasting = if site.style_hash.is_some() { "public, max-age=31536000, immutable" } else { "no-cache" };
    let cached = |value: &'static str| {
        SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static(value))
    };
    let pkg = ServeDir::new(site.folder.join("pkg")).precompressed_br().precompressed_gzip();
    let mut router =
        Router::new().nest_service("/pkg", ServiceBuilder::new().layer(cached(lasting)).service(pkg));
    let charts = ServeFile::new(site.folder.join(CHARTS)).precompressed_br().precompressed_gzip();
    if site.charts.trim_start_matches('/') != CHARTS {
        let year = cached("public, max-age=31536000, immutable");
        router = router.route_service(&site.charts, ServiceBuilder::new().layer(year).service(charts));
    }
    let files = std::fs::read_dir(&site.folder).into_iter().flatten().flatten();
    for file in files.filter(|file| file.path().is_file()) {
        let name = file.file_name().to_string_lossy().into_owned();
        let is_packed = file.path().extension().is_some_and(|kind| kind == "br" || kind == "gz");
        if is_packed || name == "hash.txt" {
            continue;
        }
        let serve = ServeFile::new(file.path()).precompressed_br().precompressed_gzip();
        // A worker is bound by the policy of its own script, and has nobody to speak to but this server.
        let policy =
            HeaderValue::from_static("default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
        let policy = SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, policy);
        let serve = ServiceBuilder::new().layer(cached("public, max-age=600")).layer(policy).service(serve);
        router = router.route_service(&format!("/{name}"), serve);
    }
    router
}
