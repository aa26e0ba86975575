//! The commands where a script stands at the desk, as in Node.js.

use super::{Arguments, Browsers, Desk, Going, Painting, Trouble, run};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// What a script gives to work with. Its errors are those of Node.js, with
    /// their `code`.
    #[derive(Debug)]
    pub type Script;

    #[wasm_bindgen(method)]
    fn say(this: &Script, line: &str);
    #[wasm_bindgen(method)]
    fn note(this: &Script, line: &str);
    #[wasm_bindgen(method, catch)]
    fn read(this: &Script, file: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Script, file: &str, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn beside(this: &Script, file: &str, name: &str) -> String;
    #[wasm_bindgen(method)]
    fn carried(this: &Script, name: &str) -> Option<String>;
    /// The path of a browser: the one that the variable names, or the first that
    /// is found by its name or at its place.
    #[wasm_bindgen(method)]
    fn browser(
        this: &Script,
        variable: &str,
        names: Vec<String>,
        places: Vec<String>,
    ) -> Option<String>;
    /// Writes the picture of a page. False if the browser painted none.
    #[wasm_bindgen(method, catch)]
    fn paint(
        this: &Script,
        browser: &str,
        flags: Vec<String>,
        page: &str,
        out: &str,
    ) -> Result<bool, JsValue>;
}

impl Desk for Script {
    fn say(&self, line: &str) {
        self.say(line);
    }

    fn note(&self, line: &str) {
        self.note(line);
    }

    fn read(&self, file: &str) -> Result<String, Trouble> {
        self.read(file).map_err(|e| trouble(&e))
    }

    fn write(&self, file: &str, text: &str) -> Result<(), Trouble> {
        self.write(file, text).map_err(|e| trouble(&e))
    }

    fn beside(&self, file: &str, name: &str) -> String {
        self.beside(file, name)
    }

    fn carried(&self, name: &str) -> Option<String> {
        self.carried(name)
    }

    fn paint(&self, painting: &Painting<'_>) -> Result<(), String> {
        let list = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect();
        let (names, places) = (list(&Browsers::NAMES), list(&Browsers::PLACES));
        let browser = self.browser(Browsers::VARIABLE, names, places);
        let browser = browser.ok_or(Browsers::NONE)?;
        let Painting { page, out, .. } = painting;
        match self.paint(&browser, painting.flags(), page, out) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Browsers::FAILED.to_owned()),
            Err(error) => Err(trouble(&error).writing(out)),
        }
    }
}

/// A command that was begun.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Run {
    script: Script,
    going: Option<Going>,
    code: u8,
}

/// Does what the words say that were typed after the program's name.
#[wasm_bindgen]
pub fn command(words: Vec<String>, script: Script) -> Run {
    let words = words.into_iter().map(Into::into).collect();
    match run(Arguments::new(words), &script) {
        Ok(going) => Run { script, going, code: 0 },
        Err(failure) => {
            script.note(&failure.to_string());
            Run { script, going: None, code: failure.code() }
        }
    }
}

#[wasm_bindgen]
impl Run {
    /// What the program ends with, if it ends.
    #[wasm_bindgen(getter)]
    pub fn code(&self) -> u8 {
        self.code
    }

    /// Between two calls of [`Run::follow`], in milliseconds; nothing if there
    /// is nothing to follow.
    #[wasm_bindgen(getter)]
    pub fn pause(&self) -> Option<u32> {
        self.going.as_ref().map(|_| Going::PAUSE)
    }

    /// Looks at the document, and makes anew what comes of it.
    pub fn follow(&mut self) {
        if let Some(going) = &mut self.going {
            going.follow(&self.script);
        }
    }

    /// The ports that will do, in the order in which they are to be tried; none
    /// if no browser is answered.
    #[wasm_bindgen(getter)]
    pub fn ports(&self) -> Vec<u16> {
        self.going.as_ref().map(Going::ports).unwrap_or_default()
    }

    /// What is said once a browser is answered at a port, or if it cannot be.
    pub fn listening(&self, port: Option<u16>) -> String {
        let told = self.going.as_ref().map(|going| going.listening(port));
        told.unwrap_or_default()
    }

    /// What a browser is answered that asks a host for an address: status, type, and
    /// what is sent.
    pub fn answer(&self, host: &str, address: &str) -> Vec<String> {
        let Some(going) = &self.going else { return Vec::new() };
        let answer = going.answer(host, address);
        vec![answer.status.to_string(), answer.kind.to_owned(), answer.body]
    }
}

/// What Node.js throws, as a trouble.
fn trouble(error: &JsValue) -> Trouble {
    let part = |name: &str| {
        js_sys::Reflect::get(error, &JsValue::from_str(name)).ok()?.as_string()
    };
    match part("code").unwrap_or_default().as_str() {
        "ENOENT" | "ENOTDIR" => Trouble::Missing,
        "EACCES" | "EPERM" => Trouble::Forbidden,
        "EISDIR" => Trouble::Folder,
        "ERR_ENCODING_INVALID_ENCODED_DATA" => Trouble::NoText,
        _ => Trouble::Other(part("message").unwrap_or_default()),
    }
}
