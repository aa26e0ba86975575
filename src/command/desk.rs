//! What a command needs of the machine that it works on.

/// Where a command reads, writes and speaks.
pub trait Desk {
    /// Says a line of what was asked for.
    fn say(&self, line: &str);

    /// Says a line beside it, which another program does not read.
    fn note(&self, line: &str);

    /// The text of a file.
    ///
    /// # Errors
    /// If it cannot be read: why.
    fn read(&self, file: &str) -> Result<String, Trouble>;

    /// Writes a file, over what was there.
    ///
    /// # Errors
    /// If it cannot be written: why.
    fn write(&self, file: &str, text: &str) -> Result<(), Trouble>;

    /// The name of a file in the folder of another.
    fn beside(&self, file: &str, name: &str) -> String;

    /// A text file of the package, by its name there.
    fn carried(&self, name: &str) -> Option<String>;

    /// Paints a page as a PNG.
    ///
    /// # Errors
    /// If there is no browser, or the picture cannot be written.
    fn paint(&self, painting: &Painting<'_>) -> Result<(), String>;
}

/// Why a file cannot be read or written, in words that are the same wherever a
/// command runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is none, or no folder for it.
    Missing,
    /// Whoever asks may not.
    Forbidden,
    /// It is a folder.
    Folder,
    /// What is in it is no text.
    NoText,
    /// Something else, as the machine calls it.
    Other(String),
}

impl Trouble {
    /// Why `file` cannot be read, as a sentence.
    #[must_use]
    pub fn reading(&self, file: &str) -> String {
        let why = match self {
            Self::Missing => "there is no such file",
            other => other.why(),
        };
        format!("{file} cannot be read: {why}.")
    }

    /// Why `file` cannot be written, as a sentence.
    #[must_use]
    pub fn writing(&self, file: &str) -> String {
        let why = match self {
            Self::Missing => "there is no such folder",
            other => other.why(),
        };
        format!("{file} cannot be written: {why}.")
    }

    fn why(&self) -> &str {
        match self {
            Self::Missing => "it is not there",
            Self::Forbidden => "this is not allowed",
            Self::Folder => "it is a folder",
            Self::NoText => "it is not a text in UTF-8",
            Self::Other(told) => told,
        }
    }
}

/// A page to be painted, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Painting<'a> {
    /// The page, as HTML.
    pub page: &'a str,
    /// Its width and height, in CSS pixels.
    pub size: (f64, f64),
    /// Pixels of the picture for each of the page's.
    pub sharp: u32,
    /// The file to write.
    pub out: &'a str,
}

impl Painting<'_> {
    /// What a browser is told, but for the file to write and the page.
    #[must_use]
    pub fn flags(&self) -> Vec<String> {
        let (width, height) = self.size;
        let fixed = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"];
        let mut flags: Vec<String> = fixed.map(str::to_owned).into();
        flags.push(format!("--force-device-scale-factor={}", self.sharp));
        flags.push(format!("--window-size={width},{height}"));
        flags
    }
}

/// The browsers that can paint, and where they are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Browsers;

impl Browsers {
    /// In this variable somebody may say which.
    pub const VARIABLE: &str = "CHROMIUM";
    /// By these names on the path.
    pub const NAMES: [&str; 4] =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    /// And at these places.
    pub const PLACES: [&str; 3] = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    /// What is said where there is none.
    pub const NONE: &str = "A PNG is painted by Chromium or Chrome, which is not here: \
                            install one, or set CHROMIUM to the path of one. SVG needs none.";
    /// What is said where it does not.
    pub const FAILED: &str = "The browser painted no picture.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_for_what_it_is() {
        let trouble = Trouble::Missing;
        assert_eq!(trouble.reading("a"), "a cannot be read: there is no such file.");
        assert_eq!(trouble.writing("a"), "a cannot be written: there is no such folder.");
    }
}
