//! `render`: a chart of a document or its card as a picture, or its static form.

use crate::arguments::{Arguments, did_you_mean};
use crate::scenario::Subject;
use crate::{Outcome, process, tools};
use cost_calculator::Model;
use cost_calculator::chart::{Palette, Scene};
use cost_calculator::document::Chart;
use cost_calculator::model::Evaluation;
use cost_calculator::statics::{self, Form, WIDTH};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What it understands beside a document and a scenario.
pub(crate) const USAGE: &str = "FILE ((--chart ID | --card) [--svg OUT] [--png OUT] | \
                                --static OUT [--pictures ADDRESS]) [--home ADDRESS] [--width N] \
                                [--theme light|dark] [--preset ID] [--period P] \
                                [--set ID=VALUE ...]";

/// In an address of pictures: the id of the chart.
const PLACE: &str = "{chart}";
/// Pixels of a PNG for each of the picture's: as sharp as screens are now.
const SHARP: u32 = 2;
const NOWHERE: &str = "Say where to write the picture with --svg or --png.";

pub(crate) fn run(mut arguments: Arguments) -> Outcome {
    let card = arguments.flag("--card");
    let id = arguments.option::<String>("--chart")?;
    let svg = arguments.option::<PathBuf>("--svg")?;
    let png = arguments.option::<PathBuf>("--png")?;
    let page = arguments.option::<PathBuf>("--static")?;
    let pictures = arguments.option::<String>("--pictures")?.unwrap_or_default();
    let home = arguments.option::<String>("--home")?.unwrap_or_default();
    let width = arguments.option::<f64>("--width")?;
    let palette = match arguments.option::<String>("--theme")?.as_deref() {
        None | Some("light") => Palette::light(),
        Some("dark") => Palette::dark(),
        Some(other) => {
            return Err(format!("--theme is light or dark, not “{other}”.").into());
        }
    };
    if width.is_some_and(|w| !(100.0..=10_000.0).contains(&w)) {
        return Err("--width is from 100 to 10000, in pixels.".into());
    }
    if card {
        if id.is_some() || page.is_some() {
            return Err("--card is a picture of its own: say it without --chart and \
                        --static."
                .into());
        }
        if svg.is_none() && png.is_none() {
            return Err(NOWHERE.into());
        }
        let Subject { model, scenario, .. } = Subject::take(arguments)?;
        let e = model.evaluate(&scenario);
        let home =
            statics::home(&home, &model.document().id, &model, &model.scenario(), &e);
        let scene = statics::card(&model, &e, &home);
        say!("{}", scene.summary);
        for out in [svg, png].into_iter().flatten() {
            // Of the size that feeds ask for, not twice.
            write(&scene, &palette, &out, 1)?;
        }
        return Ok(());
    }
    match (id, page) {
        (Some(_), Some(_)) => {
            Err("Say --chart for a picture or --static for the static form: not both."
                .into())
        }
        (Some(_), None) if svg.is_none() && png.is_none() => Err(NOWHERE.into()),
        (Some(id), None) => {
            let Subject { model, scenario, .. } = Subject::take(arguments)?;
            let chart = chart_of(&model, &id)?;
            let e = model.evaluate(&scenario);
            let scene = statics::picture(&model, &e, chart, width.unwrap_or(640.0));
            say!("{}", scene.headline);
            for out in [svg, png].into_iter().flatten() {
                write(&scene, &palette, &out, SHARP)?;
            }
            Ok(())
        }
        (None, Some(out)) => {
            if svg.or(png).is_some() {
                return Err("--svg and --png are of one --chart; the pictures of a \
                            static form are those that --pictures names."
                    .into());
            }
            let Subject { model, scenario, .. } = Subject::take(arguments)?;
            let e = model.evaluate(&scenario);
            let home =
                statics::home(&home, &model.document().id, &model, &model.scenario(), &e);
            let form = Form {
                width: width.unwrap_or(WIDTH),
                palette,
                pictures: &pictures,
                home: &home,
            };
            form_of(&model, &e, &form, &out)
        }
        (None, None) => Err(
            "Say which chart with --chart, --card for the sentence and the answers, or \
                 --static for the whole in words and pictures."
                .into(),
        ),
    }
}

fn chart_of<'a>(model: &'a Model, id: &str) -> Outcome<&'a Chart> {
    let charts = &model.document().charts;
    let found = charts.iter().find(|c| c.id == id);
    found.ok_or_else(|| {
        let ids: Vec<&str> = charts.iter().map(|c| c.id.as_str()).collect();
        let near = did_you_mean(id, &ids);
        let list = ids.join(", ");
        format!("The document has no chart “{id}”.{near} There are: {list}.").into()
    })
}

/// Writes the static form, and its pictures beside it under the names by which
/// it asks for them.
fn form_of(model: &Model, e: &Evaluation, form: &Form<'_>, out: &Path) -> Outcome {
    let path = form.pictures.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    if !form.pictures.is_empty() && !name.contains(PLACE) {
        return Err(
            format!("--pictures must have {PLACE} in the name of the file.").into()
        );
    }
    let html = statics::html(model, e, form)?;
    std::fs::write(out, html.trim_start()).map_err(|e| unwritten(out, &e))?;
    say!("{}", out.display());
    if form.pictures.is_empty() {
        return Ok(());
    }
    let d = model.document();
    for chart in d.front.iter().filter_map(|id| d.chart(id)) {
        let scene = statics::picture(model, e, chart, form.width);
        write(
            &scene,
            &form.palette,
            &out.with_file_name(name.replace(PLACE, &chart.id)),
            SHARP,
        )?;
    }
    Ok(())
}

/// Writes a picture as the ending of its file says.
fn write(scene: &Scene, palette: &Palette, out: &Path, sharp: u32) -> Outcome {
    let svg = scene.to_svg(palette)?;
    match out.extension().and_then(|e| e.to_str()) {
        Some("svg") => std::fs::write(out, svg).map_err(|e| unwritten(out, &e))?,
        Some("png") => paint(scene, &svg, out, sharp)?,
        _ => return Err(format!("{}: a picture is .svg or .png.", out.display()).into()),
    }
    say!("{}", out.display());
    Ok(())
}

/// Paints an SVG by the browser that the tests use too.
fn paint(scene: &Scene, svg: &str, out: &Path, sharp: u32) -> Outcome {
    let chromium = tools::chromium()?;
    let folder =
        std::env::temp_dir().join(format!("cost-calculator-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (page, painted) = (folder.join("chart.html"), folder.join("chart.png"));
    std::fs::write(&page, format!("<!doctype html><body style=\"margin:0\">{svg}"))?;
    let (width, height) = (libm::ceil(scene.width), libm::ceil(scene.height));
    let mut command = Command::new(chromium);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]);
    command.arg(format!("--force-device-scale-factor={sharp}"));
    command.arg(format!("--window-size={width},{height}"));
    command.arg(format!("--screenshot={}", painted.display()));
    command.arg(&page).stdout(Stdio::null()).stderr(Stdio::null());
    process::run(&mut command)?;
    // Not by renaming: they may be on two disks.
    let copied = std::fs::copy(&painted, out).map_err(|e| unwritten(out, &e));
    std::fs::remove_dir_all(&folder)?;
    copied?;
    Ok(())
}

fn unwritten(out: &Path, error: &std::io::Error) -> Box<dyn std::error::Error> {
    format!("{} cannot be written: {error}.", out.display()).into()
}
