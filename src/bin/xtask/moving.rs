//! `moving`: the moving picture of the README, from the built page.

use crate::{Outcome, build, process, root, tools};
use cost_calculator::command::Arguments;
use gif::{Encoder, Frame, Repeat};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::Command;

pub(crate) fn run(arguments: Arguments) -> Outcome {
    arguments.end()?;
    let out = build::www("moving.gif");
    build::site(false)?;
    let folder = root().join("target").join("moving");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let mut node = Command::new("node");
    node.current_dir(root()).arg("tests/browser/moving.mjs").arg(&folder);
    node.env("CHROMIUM", tools::chromium()?);
    let names: Vec<String> = serde_json::from_str(&process::read(&mut node)?)?;
    join(&folder, &names, &out)?;
    say!("{}", out.display());
    Ok(())
}

/// Pictures of one size, one after the other, without end. Each is kept as what
/// differs from the one before it.
fn join(folder: &Path, names: &[String], out: &Path) -> Outcome {
    let mut encoder: Option<Encoder<File>> = None;
    let mut before: Option<Picture> = None;
    for name in names {
        let picture = Picture::read(&folder.join(name))?;
        let stays = name.split(['-', '.']).nth(1).and_then(|t| t.parse::<u16>().ok());
        let encoder = match &mut encoder {
            Some(encoder) => encoder,
            None => {
                let (width, height) =
                    (picture.width.try_into()?, picture.height.try_into()?);
                let mut first = Encoder::new(File::create(out)?, width, height, &[])?;
                first.set_repeat(Repeat::Infinite)?;
                encoder.insert(first)
            }
        };
        let part =
            before.as_ref().map_or_else(|| picture.whole(), |b| picture.differing(b));
        let mut frame = picture.frame(part)?;
        // In hundredths of a second.
        frame.delay = stays.unwrap_or(100) / 10;
        encoder.write_frame(&frame)?;
        before = Some(picture);
    }
    Ok(())
}

/// Colours by row, four bytes each.
struct Picture {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

/// Columns and rows from one on and before another.
type Part = [usize; 4];

impl Picture {
    fn read(file: &Path) -> Outcome<Self> {
        let mut decoder = png::Decoder::new(BufReader::new(File::open(file)?));
        decoder.set_transformations(png::Transformations::ALPHA);
        let mut reader = decoder.read_info()?;
        let size = reader.output_buffer_size().ok_or("The picture is too large.")?;
        let mut bytes = vec![0; size];
        let info = reader.next_frame(&mut bytes)?;
        Ok(Self { width: info.width.try_into()?, height: info.height.try_into()?, bytes })
    }

    const fn whole(&self) -> Part {
        [0, self.width, 0, self.height]
    }

    /// The smallest part that holds all that differs; one dot at least.
    fn differing(&self, other: &Self) -> Part {
        let [mut left, mut right, mut top, mut bottom] = [self.width, 0, self.height, 0];
        let dots = self.bytes.chunks(4).zip(other.bytes.chunks(4)).enumerate();
        for (at, _) in dots.filter(|(_, (a, b))| a != b) {
            let (x, y) = (at % self.width, at / self.width);
            (left, right) = (left.min(x), right.max(x + 1));
            (top, bottom) = (top.min(y), bottom.max(y + 1));
        }
        if left < right { [left, right, top, bottom] } else { [0, 1, 0, 1] }
    }

    fn frame(&self, [left, right, top, bottom]: Part) -> Outcome<Frame<'static>> {
        let rows = self.bytes.chunks(4 * self.width).skip(top).take(bottom - top);
        let within = rows.filter_map(|row| row.get(4 * left..4 * right));
        let mut dots = within.flatten().copied().collect::<Vec<u8>>();
        let (width, height) = ((right - left).try_into()?, (bottom - top).try_into()?);
        // The best of 256 colours: it is made once.
        let mut frame = Frame::from_rgba_speed(width, height, &mut dots, 1);
        (frame.left, frame.top) = (left.try_into()?, top.try_into()?);
        Ok(frame)
    }
}
