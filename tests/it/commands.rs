//! The commands for authors and scripts, as they are typed.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/talking-therapies.json");

const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/first.json");

/// The program, started where nothing of these sources is.
pub(crate) fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_cost-calculator"));
    program.current_dir(std::env::temp_dir()).env_remove("CARGO_MANIFEST_DIR");
    program
}

/// Runs a command; gives what it printed, what it complained of, and what it
/// ended with.
fn ended(arguments: &[&str]) -> (String, String, i32) {
    let output = program().args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
}

/// The same, and whether it succeeded.
fn run(arguments: &[&str]) -> (String, String, bool) {
    let (printed, complaint, code) = ended(arguments);
    (printed, complaint, code == 0)
}

fn evaluate(arguments: &[&str]) -> Value {
    let arguments = [&["evaluate", DOCUMENT, "--json"], arguments].concat();
    let (printed, complaint, well) = run(&arguments);
    assert!(well, "{complaint}");
    serde_json::from_str(&printed).unwrap()
}

/// What a command that must fail complains of.
fn complaint(arguments: &[&str]) -> String {
    let (printed, complaint, well) = run(arguments);
    assert!(!well, "{arguments:?} printed {printed}");
    assert!(!complaint.contains("panicked"), "{complaint}");
    complaint
}

pub(crate) fn temporary(name: &str, text: &str) -> PathBuf {
    let file = std::env::temp_dir().join(format!("{}-{name}", std::process::id()));
    std::fs::write(&file, text).unwrap();
    file
}

fn with_file(name: &str, text: &str, with: impl FnOnce(&str)) {
    let file = temporary(name, text);
    with(file.to_str().unwrap());
    std::fs::remove_file(file).unwrap();
}

#[test]
fn every_value_has_a_unit_and_every_absence_a_reason() {
    let values = evaluate(&[]);
    for (id, metric) in values["metrics"].as_object().unwrap() {
        assert!(metric["unit"].is_string(), "{id}");
        assert_eq!(metric["value"].is_null(), metric["reason"].is_string(), "{id}");
        assert_eq!(metric["value"].is_null(), metric["text"] == "–", "{id}");
    }
    assert_eq!(values["metrics"]["cost_per_recovery"]["text"], "£2,830");
    assert_eq!(values["inputs"]["spend"]["value"], 9e8);
    assert_eq!(values["inputs"]["spend"]["unit"], "GBP");
}

#[test]
fn settings_are_plain_numbers_or_as_people_write() {
    for spelling in ["spend=1.2e9", "spend=1200000000", "spend=£1.2bn", "spend= 1,200m"]
    {
        let values = evaluate(&["--set", spelling]);
        assert_eq!(values["inputs"]["spend"]["value"], 1.2e9, "{spelling}");
    }
    for spelling in ["recovery_rate=0.55", "recovery_rate=55%", "recovery_rate=55 in 100"]
    {
        let values = evaluate(&["--set", spelling]);
        assert_eq!(values["inputs"]["recovery_rate"]["value"], 0.55, "{spelling}");
    }
    let values = evaluate(&["--set", "measure=reliable_recovery"]);
    assert_eq!(values["inputs"]["measure"]["value"], 1.0);
}

#[test]
fn a_period_a_preset_and_settings_apply_in_that_order() {
    let post = evaluate(&["--preset", "the_post"]);
    assert_eq!(post["metrics"]["cost_per_recovery"]["text"], "£2,680");
    let year = evaluate(&["--period", "2021/22"]);
    assert_eq!(year["metrics"]["cost_per_course"]["text"], "£1,132");
    let laid_over = evaluate(&["--period", "2021/22", "--preset", "wait_list"]);
    assert_eq!(laid_over["metrics"]["cost_per_course"]["text"], "£1,132");
    assert_eq!(laid_over["inputs"]["recovery_without_therapy"]["value"], 0.125);
    let told =
        complaint(&["evaluate", DOCUMENT, "--preset", "the_post", "--period", "2021/22"]);
    assert!(told.contains("leave --period out"), "{told}");
    let both = evaluate(&["--preset", "the_post", "--set", "spend=450000000"]);
    assert_eq!(both["metrics"]["cost_per_recovery"]["text"], "£1,340");
}

#[test]
fn what_is_not_there_is_told_with_what_is_near() {
    let evaluate = ["evaluate", DOCUMENT];
    for (arguments, said) in [
        (vec!["--preset", "the_pots"], "Did you mean “the_post”?"),
        (vec!["--period", "2021/2"], "Did you mean “2021/22”?"),
        (vec!["--set", "recovery_rat=0.5"], "Did you mean “recovery_rate”?"),
        (vec!["--set", "measure=luck"], "recovery, reliable_recovery"),
        (vec!["--set", "recovery_rate"], "ID=VALUE"),
        (vec!["--set", "recovery_rate=lots"], "“lots” is not a number"),
        (vec!["--set", "recovery_rate=7"], "is outside"),
        (vec!["--set", "recovery_rate=NaN"], "recovery_rate"),
        (vec!["--set", "recovery_rate=inf"], "recovery_rate"),
        (vec!["--set"], "A value is needed after --set"),
        (vec!["--presett", "the_post"], "Did you mean “--preset”?"),
        (vec!["another.json"], "one argument too many"),
    ] {
        let told = complaint(&[&evaluate[..], &arguments].concat());
        assert!(told.contains(said), "{arguments:?}: {told}");
    }
    assert!(complaint(&["evaluate"]).contains("which document"));
    assert!(
        complaint(&["evaluate", "nowhere.json"]).contains("nowhere.json cannot be read")
    );
    assert!(complaint(&["evalute"]).contains("Did you mean “evaluate”?"));
}

#[test]
fn check_tells_an_author_everything_at_once() {
    let (printed, _, well) = run(&["check", DOCUMENT]);
    assert!(well);
    assert!(printed.contains("42 of 42 published figures come out"), "{printed}");
    let (printed, _, well) = run(&["check", FIRST]);
    assert!(well && printed.ends_with("Nothing is wrong with it.\n"), "{printed}");

    let text = std::fs::read_to_string(DOCUMENT).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    document["answers"][0]["metric"] = "cost_per_recovry".into();
    document["metrics"][0]["formula"] = "referals * entered_share".into();
    document["default_period"] = "1066".into();
    with_file("broken.json", &document.to_string(), |file| {
        let told = complaint(&["check", file]);
        for said in
            ["Did you mean “cost_per_recovery”?", "Did you mean “referrals”?", "1066"]
        {
            assert!(told.contains(said), "{told}");
        }
    });
    with_file("comma.json", "{\n  \"format\": 1,,\n}", |file| {
        let told = complaint(&["check", file]);
        assert!(told.contains("is not JSON") && told.contains("line 2"), "{told}");
    });
}

#[test]
fn a_language_of_the_authors_own_is_spoken() {
    let french = concat!(env!("CARGO_MANIFEST_DIR"), "/www/languages/fr.json");
    let french = std::fs::read_to_string(french).unwrap();
    let own = french.replacen("\"fr\"", "\"it\"", 1);
    assert_ne!(own, french);
    let first = include_str!("../../www/first.json");
    let italian = first.replacen("en-GB", "it-IT", 1);
    let saving = |arguments: &[&str]| {
        let (printed, complaint, well) = run(arguments);
        assert!(well, "{complaint}");
        let values: Value = serde_json::from_str(&printed).unwrap();
        (values["metrics"]["saving"]["text"].as_str().unwrap().to_owned(), complaint)
    };
    with_file("own-it.json", &own, |language| {
        with_file("italian.json", &italian, |document| {
            // Without it numbers are those of English.
            let (english, _) = saving(&["evaluate", document, "--json"]);
            assert_eq!(english, "£972");
            let words = ["evaluate", document, "--json", "--language", language];
            let (text, told) = saving(&words);
            assert!(text.starts_with("972") && text.ends_with('£'), "{text}");
            assert_eq!(told, "");
            let out = temporary("italian.html", "");
            let page = out.to_str().unwrap();
            let (_, told, well) =
                run(&["bundle", document, "--out", page, "--language", language]);
            assert!(well, "{told}");
            let text = std::fs::read_to_string(&out).unwrap();
            // The plain form within it speaks it too; the script carries it.
            assert!(text.contains("<td>972"), "the plain form");
            std::fs::remove_file(&out).unwrap();
        });
        with_file("english.json", first, |document| {
            let (_, told) =
                saving(&["evaluate", document, "--json", "--language", language]);
            assert!(told.contains("was not needed") && told.contains("“it”"), "{told}");
        });
    });
    with_file("no-language.json", "{}", |language| {
        let told = complaint(&["check", DOCUMENT, "--language", language]);
        assert!(told.contains("is no language"), "{told}");
    });
    let told = complaint(&["check", DOCUMENT, "--language", "nowhere.json"]);
    assert!(told.contains("nowhere.json cannot be read"), "{told}");
}

#[test]
fn a_chart_becomes_a_picture() {
    let out = temporary("funnel.svg", "");
    let out_name = out.to_str().unwrap();
    let draw = |more: &[&str]| {
        let arguments =
            [&["render", DOCUMENT, "--chart", "funnel", "--svg", out_name], more]
                .concat();
        let (printed, complaint, well) = run(&arguments);
        assert!(well, "{complaint}");
        let picture = std::fs::read_to_string(Path::new(out_name)).unwrap();
        assert!(picture.starts_with("<svg") && picture.trim_end().ends_with("</svg>"));
        (printed, picture)
    };
    let (headline, light) = draw(&[]);
    assert!(light.contains(headline.lines().next().unwrap()), "{headline}");
    let (_, dark) = draw(&["--theme", "dark"]);
    assert_ne!(light, dark);
    let (_, narrow) = draw(&["--width", "320"]);
    assert!(narrow.contains("width=\"320\""));
    let (_, other) = draw(&["--set", "recovery_rate=0.8"]);
    assert_ne!(light, other);
    std::fs::remove_file(out_name).unwrap();
    let told = complaint(&["render", DOCUMENT, "--chart", "funel", "--svg", "x.svg"]);
    assert!(told.contains("Did you mean “funnel”?"), "{told}");
    assert!(complaint(&["render", DOCUMENT, "--svg", "x.svg"]).contains("--chart"));
}

/// Whoever reads JSON keeps the last of two values of one name.
#[test]
fn a_name_written_twice_is_told_and_read_as_a_page_reads_it() {
    let own = include_str!("../../www/maison.json");
    let twice = own.replacen("\"version\":", "\"version\": \"0\", \"version\":", 1);
    assert_ne!(own, twice);
    with_file("doubled.json", &twice, |file| {
        let said = complaint(&["check", file]);
        assert!(said.contains("“version” is written twice"), "{said}");
        let read: cost_calculator::document::Value =
            serde_json::from_str(&twice).unwrap();
        let page: Value = serde_json::from_str(&twice).unwrap();
        let version = cost_calculator::document::Value::Text(
            page["version"].as_str().unwrap().to_owned(),
        );
        assert_eq!(read.get("version"), Some(&version));
    });
}

/// What is sound may still say a thing where it is not so: `check` tries the
/// options of each chart, and compares each value shown with its mean.
#[test]
fn check_tells_what_is_worth_a_look() {
    let sound = run(&["check", DOCUMENT]).0;
    assert!(!sound.contains("Worth a look"), "{sound}");
    let text = std::fs::read_to_string(DOCUMENT).unwrap();
    let condition = "drawn[2015/16] and drawn(items) and drawn(recoveries) and ";
    assert!(text.contains(condition));
    with_file("unmentioned.json", &text.replace(condition, ""), |file| {
        let (printed, complaint, well) = run(&["check", file]);
        assert!(well, "{complaint}");
        let told = "charts, more, headlines: “Prescriptions have grown faster than \
                    recoveries since 2015/16” is also said with";
        assert!(printed.contains(told), "{printed}");
    });
}

#[test]
fn the_static_form_is_written_with_its_pictures() {
    let folder = std::env::temp_dir().join(format!("static-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let out = folder.join("form.html");
    let (printed, told, well) = run(&[
        "render",
        DOCUMENT,
        "--static",
        out.to_str().unwrap(),
        "--pictures",
        "https://blog.example/costs-{chart}.svg?v=1",
        "--home",
        "https://blog.example/post/",
        "--set",
        "spend=1e9",
    ]);
    assert!(well, "{told}");
    assert_eq!(printed.lines().count(), 4, "{printed}");
    let html = std::fs::read_to_string(&out).unwrap();
    for wanted in [
        "That is £3,145 a recovery",
        "<img src=\"https://blog.example/costs-funnel.svg?v=1\" alt=\"6 in 100 ",
        "<a href=\"https://blog.example/post/#talking-therapies:v=",
        "Assumption: Spend £1bn (the source: £900m).",
    ] {
        assert!(html.contains(wanted), "{wanted} is not in {html}");
    }
    let svg = std::fs::read_to_string(folder.join("costs-ladder.svg")).unwrap();
    assert!(svg.starts_with("<svg"));
    std::fs::remove_dir_all(&folder).unwrap();
    let refused = |more: &[&str]| complaint(&[&["render", DOCUMENT], more].concat());
    assert!(refused(&["--static", "x", "--chart", "funnel"]).contains("not both"));
    assert!(refused(&["--static", "x", "--svg", "x.svg"]).contains("--pictures"));
    assert!(refused(&["--static", "x", "--pictures", "a.svg"]).contains("{chart}"));
    assert!(refused(&["--chart", "funnel", "--svg", "x.gif"]).contains(".png"));
    assert!(
        refused(&["--chart", "funnel", "--svg", "x.svg", "--width", "0"]).contains("100")
    );
    assert!(refused(&["--chart", "funnel"]).contains("--png"));
}

#[test]
fn what_it_ends_with_tells_whose_the_mistake_is() {
    let code = |arguments: &[&str]| ended(arguments).2;
    assert_eq!(code(&["check", DOCUMENT]), 0);
    assert_eq!(code(&["check", "nowhere.json"]), 1);
    for typed in [&["chek", DOCUMENT][..], &["check"], &["check", DOCUMENT, "--json"]] {
        assert_eq!(code(typed), 2, "{typed:?}");
    }
    with_file("wrong.json", "{}", |file| {
        for command in ["check", "evaluate", "simulate", "bundle"] {
            let (printed, told, code) = ended(&[command, file]);
            assert_eq!((printed.as_str(), code), ("", 1), "{command}");
            assert!(told.contains("“format”"), "{told}");
        }
    });
}

#[test]
fn a_file_that_cannot_be_had_is_told_in_words() {
    let told = complaint(&["check", "nowhere.json"]);
    assert_eq!(told, "nowhere.json cannot be read: there is no such file.\n");
    let folder = std::env::temp_dir();
    let told = complaint(&["check", folder.to_str().unwrap()]);
    assert!(told.contains("cannot be read: it is a folder."), "{told}");
    let file = std::env::temp_dir().join(format!("{}-latin.json", std::process::id()));
    std::fs::write(&file, b"{\"title\": \"caf\xe9\"}").unwrap();
    let told = complaint(&["check", file.to_str().unwrap()]);
    assert!(told.contains("it is not a text in UTF-8"), "{told}");
    std::fs::remove_file(file).unwrap();
    let told = complaint(&["bundle", DOCUMENT, "--out", "no/such/folder.html"]);
    assert!(told.contains("cannot be written: there is no such folder"), "{told}");
    // As some editors write it.
    let marked = format!("\u{feff}{}", std::fs::read_to_string(DOCUMENT).unwrap());
    with_file("marked.json", &marked, |file| assert!(run(&["check", file]).2));
}

/// Every option is told of in its command's page, and every command in the list.
#[test]
fn every_command_helps() {
    let overview = run(&[]).0;
    assert_eq!(run(&["--help"]).0, overview);
    assert_eq!(run(&["help"]).0, overview);
    for command in cost_calculator::command::COMMANDS {
        let manual = command.manual;
        assert!(overview.contains(&manual.line()), "{}", manual.name);
        let (page, _, code) = ended(&[manual.name, "--help"]);
        assert_eq!(code, 0);
        assert_eq!(run(&["help", manual.name]).0, page);
        assert_eq!(run(&[manual.name, "-h"]).0, page);
        let words = manual.usage.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        for option in words.filter(|w| w.starts_with("--")) {
            let told = format!("\n  {option}");
            assert!(page.contains(&told), "{} {option}: {page}", manual.name);
        }
        assert!(page.lines().all(|l| l.chars().count() <= 200), "{page}");
    }
    assert!(complaint(&["help", "chek"]).contains("Did you mean “check”?"));
    assert_eq!(
        run(&["--version"]).0,
        concat!("cost-calculator ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

/// The program carries every language that the package has.
#[test]
fn every_language_is_carried() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = std::fs::read_to_string(root.join("www/maison.json")).unwrap();
    let languages = std::fs::read_dir(root.join("www/languages")).unwrap();
    let mut count = 0;
    for language in languages {
        let language = std::fs::read_to_string(language.unwrap().path()).unwrap();
        let parsed: Value = serde_json::from_str(&language).unwrap();
        let tag = parsed["language"].as_str().unwrap();
        let mut document: Value = serde_json::from_str(&own).unwrap();
        document["language"] = tag.into();
        with_file(&format!("{tag}.json"), &document.to_string(), |file| {
            let out = temporary(&format!("{tag}.js"), "");
            let bundle = ["bundle", file, "--out", out.to_str().unwrap()];
            let (_, told, well) = run(&bundle);
            assert!(well, "{told}");
            let script = std::fs::read_to_string(&out).unwrap();
            let packed = cost_calculator::publish::packed(&language).unwrap();
            assert!(script.contains(&packed), "{tag}");
            std::fs::remove_file(out).unwrap();
        });
        count += 1;
    }
    assert!(count >= 5);
    let shown = run(&["evaluate", root.join("www/maison.json").to_str().unwrap()]).0;
    assert!(shown.contains("1,97\u{a0}€"), "{shown}");
}

#[test]
fn a_bundle_is_the_document_and_the_calculator_in_one() {
    let text = std::fs::read_to_string(DOCUMENT).unwrap();
    let packed = cost_calculator::publish::packed(&text).unwrap();
    with_file("own.json", &text, |file| {
        let page = file.replace(".json", ".html");
        let (printed, told, well) = run(&["bundle", file]);
        assert!(well, "{told}");
        assert_eq!(printed.trim(), page);
        let html = std::fs::read_to_string(&page).unwrap();
        for part in
            [&packed, "<title>", "default-src 'none'", "That is £2,830 a recovery"]
        {
            assert!(html.contains(part), "{part}");
        }
        std::fs::remove_file(page).unwrap();
        assert!(complaint(&["bundle", file, "--out", file]).contains(".html or .js"));
        assert!(complaint(&["bundle", file, "--out", "x.png"]).contains(".html or .js"));
    });
    let twice = text.replacen("\"version\":", "\"version\": \"0\", \"version\":", 1);
    with_file("again.json", &twice, |file| {
        assert!(complaint(&["bundle", file]).contains("“version” is written twice"));
    });
}

/// Maintainers have the same under another name.
#[cfg(feature = "tool")]
#[test]
fn the_maintainers_tool_has_the_same_commands() {
    let tool = |arguments: &[&str]| {
        let mut tool = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let output = tool.args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    for arguments in [
        &["check", DOCUMENT][..],
        &["evaluate", DOCUMENT, "--set", "spend=1.2e9"],
        &["simulate", DOCUMENT, "--draws", "500"],
        &["sensitivity", DOCUMENT, "--metric", "cost_per_recovery", "--draws", "500"],
    ] {
        assert_eq!(tool(arguments), run(arguments).0, "{arguments:?}");
    }
    let help = tool(&["sensitivity", "--help"]);
    assert!(help.starts_with("cargo xtask sensitivity FILE --metric ID"), "{help}");
    assert!(tool(&["bench", "--help"]).contains("measure"));
}
