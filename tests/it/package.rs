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

/// What a registry shows of what it is sent: nothing is asked of one.
#[test]
fn a_registry_has_something_to_show() {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    let metadata = ["metadata", "--no-deps", "--format-version=1", "--offline"];
    let told = cargo.args(metadata).current_dir(root()).output().unwrap().stdout;
    let told: serde_json::Value = serde_json::from_slice(&told).unwrap();
    let library = &told["packages"][0];
    let read = |file: &str| std::fs::read_to_string(root().join(file)).unwrap();
    let package: serde_json::Value =
        serde_json::from_str(&read("pkg/package.json")).unwrap();
    for manifest in [library, &package] {
        for field in ["description", "license"] {
            assert!(manifest[field].as_str().is_some_and(|t| !t.is_empty()), "{field}");
        }
        assert!(!manifest["keywords"].as_array().unwrap().is_empty());
    }
    // More than five a registry refuses, and what is longer.
    let keywords = library["keywords"].as_array().unwrap();
    assert!(keywords.len() <= 5);
    assert!(keywords.iter().all(|k| k.as_str().unwrap().len() <= 20));
    assert!(!library["categories"].as_array().unwrap().is_empty());
    let readme = library["readme"].as_str().unwrap();
    for file in [readme, "pkg/README.md"] {
        for target in read(file).split("](").skip(1) {
            let whole = target.starts_with("https://") || target.starts_with('#');
            assert!(whole, "{file}: a registry has nothing at {target:.40}");
        }
    }
    let text = read(readme);
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2).filter(|pair| pair[0] == "--example") {
        assert!(root().join(format!("examples/{}.rs", pair[1])).is_file(), "{}", pair[1]);
    }
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
