//! A canvas that writes its letters last, by kind of type: to be told another
//! type is most of what a chart full of words costs.

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend,
    DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use web_sys::CanvasRenderingContext2d;

/// Draws by plotters' canvas, and letters by itself. They stand upright and
/// centred on their line, as all of a scene's do.
pub(super) struct Lettering {
    backend: CanvasBackend,
    context: CanvasRenderingContext2d,
    /// What is still to be written.
    texts: Vec<Text>,
}

struct Text {
    font: String,
    align: &'static str,
    colour: String,
    text: String,
    at: BackendCoord,
}

type Failure = <CanvasBackend as DrawingBackend>::ErrorType;
type Drawn = Result<(), DrawingErrorKind<Failure>>;

impl Lettering {
    pub(super) fn new(backend: CanvasBackend, context: CanvasRenderingContext2d) -> Self {
        context.set_text_baseline("middle");
        Self { backend, context, texts: Vec::new() }
    }
}

impl DrawingBackend for Lettering {
    type ErrorType = Failure;

    fn get_size(&self) -> (u32, u32) {
        self.backend.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.backend.ensure_prepared()
    }

    fn present(&mut self) -> Drawn {
        let texts = std::mem::take(&mut self.texts);
        let (mut align, mut colour) = ("", "");
        for (at, first) in texts.iter().enumerate() {
            let font = &first.font;
            if texts.iter().take(at).any(|t| t.font == *font) {
                continue;
            }
            self.context.set_font(font);
            for text in texts.iter().filter(|t| t.font == *font) {
                if text.align != align {
                    align = text.align;
                    self.context.set_text_align(align);
                }
                if text.colour != colour {
                    colour = &text.colour;
                    self.context.set_fill_style_str(colour);
                }
                // Nothing can be wrong with finite coordinates.
                let (x, y) = text.at;
                let _ = self.context.fill_text(&text.text, f64::from(x), f64::from(y));
            }
        }
        self.backend.present()
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn {
        self.backend.draw_pixel(at, colour)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.backend.draw_rect(from, to, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.backend.draw_path(path, style)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.backend.fill_polygon(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.backend.draw_circle(centre, radius, style, fill)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Drawn {
        let font = format!(
            "{} {}px {}",
            style.style().as_str(),
            style.size(),
            style.family().as_str()
        );
        let align = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "center",
        };
        let (r, g, b) = style.color().rgb;
        let colour = format!("rgb({r},{g},{b})");
        self.texts.push(Text { font, align, colour, text: text.to_owned(), at });
        Ok(())
    }
}
