//! `serve`: the page on this machine's own address.

use crate::{Outcome, build};
use cost_calculator::command::{Arguments, PORTS, host, is_this_machine, listening};
use std::path::{Component, Path, PathBuf};
use tiny_http::{Header, Request, Response};

pub(crate) fn run(mut arguments: Arguments) -> Outcome {
    let draft = arguments.flag("--draft");
    let port = arguments.option::<u16>("--port")?;
    arguments.end()?;
    let (site, _) = build::site(draft)?;
    let ports = port.map_or_else(|| PORTS.collect(), |port| vec![port]);
    let (_, server) =
        listening(ports).ok_or("No port is free for it: say another with --port.")?;
    say!("The page is at http://{}/ (stop with Ctrl-C)", server.server_addr());
    for request in server.incoming_requests() {
        // A browser that went away is no reason to stop.
        let _ = answer(&site, request);
    }
    Ok(())
}

fn answer(site: &Path, request: Request) -> std::io::Result<()> {
    if !is_this_machine(host(&request)) {
        return request.respond(Response::empty(403));
    }
    let Some(file) = file_of(site, request.url()) else {
        let response = Response::from_string("There is no such page.");
        return request.respond(response.with_status_code(404));
    };
    let mut response = Response::from_data(std::fs::read(&file)?);
    for (name, value) in [("Content-Type", kind(&file)), ("Cache-Control", "no-cache")] {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

/// The file that an address names, if it is one of the site's.
fn file_of(site: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let inside = |c: Component<'_>| matches!(c, Component::Normal(_));
    if !Path::new(path).components().all(inside) {
        return None;
    }
    let file = site.join(path);
    let file = if file.is_dir() { file.join("index.html") } else { file };
    file.is_file().then_some(file)
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "text/plain; charset=utf-8",
    }
}
