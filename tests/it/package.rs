//! `pkg/` is what the sources beside it make.

#[path = "../../src/bin/xtask/sources.rs"]
mod sources;

use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_package_is_built_from_these_sources() {
    let manifest = std::fs::read_to_string(root().join("pkg/package.json"))
        .expect("pkg/ is not there: run `cargo xtask release`");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let built_from = manifest["sources"].as_str().unwrap();
    let sources = sources::hash(root()).unwrap();
    assert_eq!(built_from, sources, "pkg/ is stale: run `cargo xtask release`");
}

#[test]
fn the_hash_knows_every_source() {
    let folder = std::env::temp_dir().join(format!("sources-{}", std::process::id()));
    let write = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    };
    for name in ["Cargo.toml", "Cargo.lock", "package-lock.json"] {
        write(name, "1");
    }
    write("src/lib.rs", "fn a() {}");
    write("www/tea.json", "{}");
    let first = sources::hash(&folder).unwrap();
    write("src/bin/xtask/serve.rs", "fn serve() {}");
    assert_eq!(sources::hash(&folder).unwrap(), first, "serving changes no file");
    write("src/bin/xtask/bundle.rs", "fn bundle() {}");
    let second = sources::hash(&folder).unwrap();
    assert_ne!(second, first, "bundling does");
    write("www/tea.json", "{ }");
    let third = sources::hash(&folder).unwrap();
    assert_ne!(third, second);
    // The same bytes, cut into files elsewhere, are not the same sources.
    write("www/tea.json", "");
    write("www/tea.jsona", "{ }");
    assert_ne!(sources::hash(&folder).unwrap(), third);
    std::fs::remove_dir_all(folder).unwrap();
}
