//! `render`: a chart of a document or its card as a picture, or its static form.

use super::manual::{Manual, SCENARIO};
use super::subject::Subject;
use super::{Arguments, Command, Desk, End, Failure, Outcome, Painting, did_you_mean};
use crate::chart::{Palette, Scene};
use crate::document::Chart;
use crate::model::{Evaluation, Model};
use crate::statics::{self, Form, WIDTH};

pub(super) const COMMAND: Command = Command {
    manual: Manual {
        name: "render",
        usage: "FILE ((--chart ID | --card) [--svg OUT] [--png OUT] | --static OUT \
                [--pictures ADDRESS]) [--home ADDRESS] [--width N] [--theme light|dark] \
                [--preset ID] [--period P] [--set ID=VALUE ...]",
        what: "Draws a chart of a document or its card, or writes its static form.",
        more: &[OWN, SCENARIO],
    },
    run,
};

const OWN: &str = "  --chart ID       a picture of this chart
  --card           a picture of the sentence and the answers, 1200 by 630 pixels
  --svg OUT        write the picture as SVG
  --png OUT        write it as PNG; Chromium or Chrome paints it
  --static OUT     write the sentence, its table and the front charts, as HTML without
                   script and style
  --pictures ADDRESS
                   where the pictures of the static form will lie, with {chart} in the
                   place of a chart's id; they are written beside it
  --home ADDRESS   where the calculator lives
  --width N        the width of charts, from 100 to 10000 pixels
  --theme T        light or dark";

/// In an address of pictures: the id of the chart.
const PLACE: &str = "{chart}";
/// Pixels of a PNG for each of the picture's: as sharp as screens are now.
const SHARP: u32 = 2;
const NOWHERE: &str = "Say where to write the picture with --svg or --png.";

fn run(mut arguments: Arguments, desk: &dyn Desk) -> Outcome<End> {
    let card = arguments.flag("--card");
    let id = arguments.option::<String>("--chart")?;
    let svg = arguments.option::<String>("--svg")?;
    let png = arguments.option::<String>("--png")?;
    let page = arguments.option::<String>("--static")?;
    let pictures = arguments.option::<String>("--pictures")?.unwrap_or_default();
    let home = arguments.option::<String>("--home")?.unwrap_or_default();
    let width = arguments.option::<f64>("--width")?;
    let palette = match arguments.option::<String>("--theme")?.as_deref() {
        None | Some("light") => Palette::light(),
        Some("dark") => Palette::dark(),
        Some(other) => {
            let told = format!("--theme is light or dark, not “{other}”.");
            return Err(Failure::usage(told));
        }
    };
    if width.is_some_and(|w| !(100.0..=10_000.0).contains(&w)) {
        return Err(Failure::usage("--width is from 100 to 10000, in pixels."));
    }
    if card {
        if id.is_some() || page.is_some() {
            return Err(Failure::usage(
                "--card is a picture of its own: say it without --chart and --static.",
            ));
        }
        if svg.is_none() && png.is_none() {
            return Err(Failure::usage(NOWHERE));
        }
        let Subject { model, scenario, .. } = Subject::take(arguments, desk)?;
        let e = model.evaluate(&scenario);
        let home =
            statics::home(&home, &model.document().id, &model, &model.scenario(), &e);
        let scene = statics::card(&model, &e, &home);
        desk.say(&scene.summary);
        for out in [svg, png].into_iter().flatten() {
            // Of the size that feeds ask for, not twice.
            write(desk, &scene, &palette, (&out, 1))?;
        }
        return Ok(None);
    }
    match (id, page) {
        (Some(_), Some(_)) => Err(Failure::usage(
            "Say --chart for a picture or --static for the static form: not both.",
        )),
        (Some(_), None) if svg.is_none() && png.is_none() => Err(Failure::usage(NOWHERE)),
        (Some(id), None) => {
            let Subject { model, scenario, .. } = Subject::take(arguments, desk)?;
            let chart = chart_of(&model, &id)?;
            let e = model.evaluate(&scenario);
            let scene = statics::picture(&model, &e, chart, width.unwrap_or(640.0));
            desk.say(&scene.headline);
            for out in [svg, png].into_iter().flatten() {
                write(desk, &scene, &palette, (&out, SHARP))?;
            }
            Ok(None)
        }
        (None, Some(out)) => {
            if svg.or(png).is_some() {
                return Err(Failure::usage(
                    "--svg and --png are of one --chart; the pictures of a static form \
                     are those that --pictures names.",
                ));
            }
            let Subject { model, scenario, .. } = Subject::take(arguments, desk)?;
            let e = model.evaluate(&scenario);
            let home =
                statics::home(&home, &model.document().id, &model, &model.scenario(), &e);
            let form = Form {
                width: width.unwrap_or(WIDTH),
                palette,
                pictures: &pictures,
                home: &home,
            };
            form_of(desk, (&model, &e), &form, &out)
        }
        (None, None) => Err(Failure::usage(
            "Say which chart with --chart, --card for the sentence and the answers, or \
             --static for the whole in words and pictures.",
        )),
    }
}

fn chart_of<'a>(model: &'a Model, id: &str) -> Outcome<&'a Chart> {
    let charts = &model.document().charts;
    let found = charts.iter().find(|c| c.id == id);
    found.ok_or_else(|| {
        let ids: Vec<&str> = charts.iter().map(|c| c.id.as_str()).collect();
        let near = did_you_mean(id, &ids);
        let list = ids.join(", ");
        let told = format!("The document has no chart “{id}”.{near} There are: {list}.");
        Failure::usage(told)
    })
}

/// Writes the static form, and its pictures beside it under the names by which
/// it asks for them.
fn form_of(
    desk: &dyn Desk,
    (model, e): (&Model, &Evaluation),
    form: &Form<'_>,
    out: &str,
) -> Outcome<End> {
    let path = form.pictures.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    if !form.pictures.is_empty() && !name.contains(PLACE) {
        let told = format!("--pictures must have {PLACE} in the name of the file.");
        return Err(Failure::usage(told));
    }
    let html = statics::html(model, e, form)?;
    desk.write(out, html.trim_start()).map_err(|t| t.writing(out))?;
    desk.say(out);
    if form.pictures.is_empty() {
        return Ok(None);
    }
    let d = model.document();
    for chart in d.front.iter().filter_map(|id| d.chart(id)) {
        let scene = statics::picture(model, e, chart, form.width);
        let picture = desk.beside(out, &name.replace(PLACE, &chart.id));
        write(desk, &scene, &form.palette, (&picture, SHARP))?;
    }
    Ok(None)
}

/// Writes a picture as the ending of its file says.
fn write(
    desk: &dyn Desk,
    scene: &Scene,
    palette: &Palette,
    (out, sharp): (&str, u32),
) -> Outcome {
    let svg = scene.to_svg(palette)?;
    match out.rsplit_once('.').map(|(_, ending)| ending) {
        Some("svg") => desk.write(out, &svg).map_err(|t| t.writing(out))?,
        Some("png") => desk.paint(&Painting {
            page: &format!("<!doctype html><body style=\"margin:0\">{svg}"),
            size: (libm::ceil(scene.width), libm::ceil(scene.height)),
            sharp,
            out,
        })?,
        _ => return Err(Failure::usage(format!("{out}: a picture is .svg or .png."))),
    }
    desk.say(out);
    Ok(())
}
