//! `hosts`: the package in the real hosts that pages live in. Each page is built
//! or served by its host itself and read in every engine that is here; one table
//! tells what came of it. Installs tools by the gigabyte, so `test` never does it.

use crate::{Outcome, build, process, root, tools};
use cost_calculator::command::{Arguments, did_you_mean};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What the command understands.
pub(crate) const USAGE: &str = "[NAME ...]";

/// What a host needs on this machine beside what npm and pip bring.
struct Need {
    /// A program that ends well where it is there.
    check: &'static [&'static str],
    /// Debian's packages of it.
    debian: &'static str,
}

const fn need(check: &'static [&'static str], debian: &'static str) -> Need {
    Need { check, debian }
}

/// One host, by the name that its test has for it.
struct Host {
    name: &'static str,
    needs: &'static [Need],
}

const fn host(name: &'static str) -> Host {
    Host { name, needs: &[] }
}

/// Hosts that one script of `tests/hosts` tries.
struct Matrix {
    name: &'static str,
    hosts: &'static [Host],
    read_in: Engines,
}

/// In what the pages of a host are read.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Engines {
    All,
    /// What comes of it is the same text in each.
    Chromium,
    /// No page is opened.
    None,
}

const MATRICES: [Matrix; 6] = [
    Matrix {
        name: "registries",
        hosts: &[host("npm"), host("cargo")],
        read_in: Engines::None,
    },
    Matrix {
        name: "sanitizers",
        hosts: &[host("sanitizers")],
        read_in: Engines::Chromium,
    },
    Matrix {
        name: "bundlers",
        hosts: &[
            host("vite"),
            host("vite-dev"),
            host("webpack"),
            host("rollup"),
            host("esbuild"),
            host("parcel"),
            host("next"),
            host("astro"),
            host("sveltekit"),
            host("nuxt"),
        ],
        read_in: Engines::All,
    },
    Matrix {
        name: "sites",
        hosts: &[
            Host { name: "hugo", needs: &[need(&["hugo", "version"], "hugo")] },
            Host { name: "jekyll", needs: &[need(&["jekyll", "--version"], "jekyll")] },
            host("eleventy"),
            host("astro-recipe"),
            host("docusaurus"),
            host("observable"),
            Host { name: "nginx", needs: &[need(&["nginx", "-v"], "nginx-light")] },
        ],
        read_in: Engines::All,
    },
    Matrix {
        name: "wordpress",
        hosts: &[Host {
            name: "wordpress",
            needs: &[
                need(
                    &[
                        "php",
                        "-r",
                        "exit(count(array_filter(['mysqli', 'dom', 'mbstring'], \
                         'extension_loaded')) === 3 ? 0 : 1);",
                    ],
                    "php-cli php-mysql php-xml php-mbstring",
                ),
                need(&["mariadbd", "--version"], "mariadb-server"),
                need(
                    &[
                        "php",
                        "-r",
                        "exit(is_file((getenv('WORDPRESS') ?: '/usr/share/wordpress') \
                         . '/wp-load.php') ? 0 : 1);",
                    ],
                    "wordpress wordpress-theme-twentytwentyone",
                ),
            ],
        }],
        read_in: Engines::All,
    },
    Matrix {
        name: "jupyter",
        hosts: &[Host {
            name: "jupyter",
            needs: &[need(&["python3", "-c", "import ensurepip, venv"], "python3-venv")],
        }],
        read_in: Engines::All,
    },
];

pub(crate) fn run(arguments: Arguments) -> Outcome {
    let names = arguments.names()?;
    let chosen = chosen(&names)?;
    tools::npm_packages()?;
    let chromium = tools::chromium()?;
    tools::other_engines();
    let mut table = Table::default();
    let mut possible = Vec::new();
    for (matrix, host) in chosen {
        let missing: Vec<&str> =
            host.needs.iter().filter(|n| !is_there(n)).map(|n| n.debian).collect();
        if missing.is_empty() {
            possible.push((matrix, host));
        } else {
            let why = format!("apt-get install {}", missing.join(" "));
            say!("{} cannot be tried: {why}", host.name);
            table.add(host.name, "–", Came::NotTried(why));
        }
    }
    let firefox = tools::firefox();
    let mut engines = vec!["chromium"];
    engines.extend(firefox.as_ref().map(|_| "firefox"));
    engines.extend(tools::webkit().then_some("webkit"));
    for engine in ["firefox", "webkit"].iter().filter(|e| !engines.contains(e)) {
        say!("{engine} is not here: no page is read in it.");
        table.add("all", engine, Came::NotTried("it is not installed".into()));
    }
    let (site, _) = build::site(false)?;
    // What the scripts write down, one line for each thing tried.
    let notes = root().join("target").join("hosts.jsonl");
    for matrix in &MATRICES {
        let hosts: Vec<&str> = possible
            .iter()
            .filter(|(of, _)| std::ptr::eq(*of, matrix))
            .map(|(_, host)| host.name)
            .collect();
        if hosts.is_empty() {
            continue;
        }
        say!("\n== {}: {} ==", matrix.name, hosts.join(", "));
        let read_in = match matrix.read_in {
            Engines::All => &*engines,
            Engines::Chromium => &["chromium"],
            Engines::None => &["–"],
        };
        std::fs::write(&notes, "")?;
        let script = root().join("tests/hosts").join(format!("{}.mjs", matrix.name));
        let mut node = Command::new("node");
        // A test that never ends has failed; the others are still told.
        node.args(["--test-reporter=spec", "--test-timeout=900000"]).arg(script);
        node.current_dir(root()).env("CHROMIUM", &chromium).env("PACKAGE", &site);
        node.env("XTASK", std::env::current_exe()?).env("TABLE", &notes);
        node.env("HOSTS", hosts.join(",")).env("ENGINES", read_in.join(","));
        node.envs(firefox.as_ref().map(|program| ("FIREFOX", program)));
        let well = process::run(&mut node).is_ok();
        table.add_notes(matrix.name, &hosts, read_in, &noted(&notes)?, well);
    }
    say!("\n{}", table.text());
    table.outcome()
}

/// The hosts of these names, which may be those of whole matrices; all, where there
/// are none.
fn chosen(names: &[String]) -> Outcome<Vec<(&'static Matrix, &'static Host)>> {
    let of =
        |matrix: &'static Matrix| matrix.hosts.iter().map(move |host| (matrix, host));
    let all: Vec<_> = MATRICES.iter().flat_map(of).collect();
    let known: Vec<&str> = all.iter().flat_map(|(m, h)| [m.name, h.name]).collect();
    if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
        let near = did_you_mean(name, &known);
        let lines = MATRICES.iter().map(|matrix| {
            let hosts: Vec<&str> = matrix.hosts.iter().map(|h| h.name).collect();
            format!("\n  {}: {}", matrix.name, hosts.join(", "))
        });
        let lines: String = lines.collect();
        return Err(format!("There is no host “{name}”.{near} There are:{lines}").into());
    }
    let asked = |name: &str| names.is_empty() || names.iter().any(|n| n == name);
    Ok(all.into_iter().filter(|(m, h)| asked(m.name) || asked(h.name)).collect())
}

fn is_there(need: &Need) -> bool {
    need.check.split_first().is_some_and(|(program, rest)| {
        process::read(Command::new(program).args(rest)).is_ok()
    })
}

/// The lines that a script wrote.
fn noted(file: &Path) -> Outcome<Vec<Value>> {
    let text = std::fs::read_to_string(file)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// What came of a host in an engine.
#[derive(Debug, PartialEq, Eq)]
enum Came {
    /// So many things were tried.
    Passed(usize),
    Failed(String),
    NotTried(String),
}

#[derive(Default)]
struct Table {
    rows: Vec<(String, String, Came)>,
}

impl Table {
    fn add(&mut self, host: &str, engine: &str, came: Came) {
        self.rows.push((host.to_owned(), engine.to_owned(), came));
    }

    /// A row for each host in each engine: one of which nothing was noted has failed,
    /// and so has a script that ended badly without saying of which.
    fn add_notes(
        &mut self,
        matrix: &str,
        hosts: &[&str],
        engines: &[&str],
        notes: &[Value],
        well: bool,
    ) {
        let mut told = well;
        for host in hosts {
            for engine in engines {
                let of: Vec<&Value> = notes
                    .iter()
                    .filter(|n| word(n, "host") == *host && word(n, "engine") == *engine)
                    .collect();
                let wrong = of.iter().find(|note| note.get("why").is_some());
                let came = match wrong {
                    Some(note) => {
                        let why = first_line(word(note, "why"));
                        Came::Failed(format!("{}: {why}", word(note, "what")))
                    }
                    None if of.is_empty() => {
                        Came::Failed("its test ended before it was tried".into())
                    }
                    None => Came::Passed(of.len()),
                };
                told |= matches!(came, Came::Failed(_));
                self.add(host, engine, came);
            }
        }
        if !told {
            let why = "its script ended badly, see above".to_owned();
            self.add(matrix, "–", Came::Failed(why));
        }
    }

    fn text(&self) -> String {
        let titles = ["host", "engine", "result", "why not"].map(str::to_owned);
        let mut lines = vec![titles];
        for (host, engine, came) in &self.rows {
            let (result, why) = match came {
                Came::Passed(1) => ("passed".to_owned(), ""),
                Came::Passed(n) => (format!("passed {n}"), ""),
                Came::Failed(why) => ("FAILED".to_owned(), &**why),
                Came::NotTried(why) => ("not tried".to_owned(), &**why),
            };
            lines.push([host.clone(), engine.clone(), result, why.to_owned()]);
        }
        let width = |column: usize| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let (a, b, c) = (width(0), width(1), width(2));
        let row = |[host, engine, result, why]: &[String; 4]| {
            let line = format!("{host:a$}  {engine:b$}  {result:c$}  {why}");
            line.trim_end().to_owned()
        };
        lines.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    /// Counts; whatever was tried must have passed, and something must have been.
    fn outcome(&self) -> Outcome {
        let count = |is: fn(&Came) -> bool| self.rows.iter().filter(|r| is(&r.2)).count();
        let passed = count(|c| matches!(c, Came::Passed(_)));
        let failed = count(|c| matches!(c, Came::Failed(_)));
        let not = self.rows.len() - passed - failed;
        say!("\n{passed} passed, {failed} failed, {not} not tried");
        if failed > 0 {
            Err("Not every host holds.".into())
        } else if passed == 0 {
            Err("Nothing was tried.".into())
        } else {
            Ok(())
        }
    }
}

fn word<'a>(note: &'a Value, name: &str) -> &'a str {
    note.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// What stands in the table of what may be a page of a tool's output.
fn first_line(why: &str) -> String {
    why.lines().find(|line| !line.trim().is_empty()).unwrap_or("no reason").trim().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(of: &[&str]) -> Vec<&'static str> {
        let names: Vec<String> = of.iter().map(|&n| n.to_owned()).collect();
        chosen(&names).unwrap().iter().map(|(_, host)| host.name).collect()
    }

    #[test]
    fn a_name_is_of_a_host_or_of_a_matrix() {
        assert_eq!(names(&["next", "hugo"]), ["next", "hugo"]);
        assert_eq!(names(&["registries", "jupyter"]), ["npm", "cargo", "jupyter"]);
        assert_eq!(
            names(&[]).len(),
            MATRICES.iter().map(|m| m.hosts.len()).sum::<usize>()
        );
        let told = chosen(&["hugi".to_owned()]).err().unwrap().to_string();
        assert!(told.contains("Did you mean “hugo”?") && told.contains("sites: hugo"));
    }

    #[test]
    fn every_matrix_is_a_script_that_knows_its_hosts() {
        for matrix in &MATRICES {
            let file = root().join("tests/hosts").join(format!("{}.mjs", matrix.name));
            let script = std::fs::read_to_string(&file).unwrap();
            for host in matrix.hosts {
                let known =
                    [format!("\"{}\"", host.name), format!("  {}: {{", host.name)];
                assert!(known.iter().any(|k| script.contains(k)), "{}", host.name);
            }
        }
    }

    #[test]
    fn what_is_not_noted_has_failed() {
        let mut table = Table::default();
        let note =
            |engine: &str| json!({ "host": "hugo", "engine": engine, "what": "a drag" });
        let mut wrong = note("firefox");
        wrong["why"] = json!("\nno number moved\nat line 3");
        let notes = [note("chromium"), note("chromium"), wrong];
        let engines = ["chromium", "firefox", "webkit"];
        table.add_notes("sites", &["hugo"], &engines, &notes, false);
        let came: Vec<&Came> = table.rows.iter().map(|row| &row.2).collect();
        assert_eq!(came[0], &Came::Passed(2));
        assert_eq!(came[1], &Came::Failed("a drag: no number moved".into()));
        assert!(matches!(came[2], Came::Failed(_)));
        assert!(
            table.text().contains("hugo  firefox   FAILED    a drag: no number moved")
        );
        assert!(table.outcome().is_err());
    }

    #[test]
    fn a_script_that_ends_badly_is_not_passed_over() {
        let mut table = Table::default();
        let note = json!({ "host": "npm", "engine": "–", "what": "published" });
        table.add_notes("registries", &["npm"], &["–"], &[note], false);
        assert_eq!(table.rows.len(), 2);
        assert!(table.outcome().is_err());
    }
}
