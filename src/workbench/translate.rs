//! Formulas of spreadsheets as formulas of documents.
//!
//! Signs bind differently there: `-2^2` is 4 and `2^3^2` is 64. What comes out
//! has parentheses wherever that matters.

use super::cell::At;
use super::tokens::{Token, UNREAD, tokens};
use crate::formula::FUNCTIONS;

/// What a cell that a formula names is in the document.
pub(super) trait Cells {
    /// The name of a cell's value, or why it has none.
    fn name(&self, at: &At) -> Result<String, String>;
    /// The cell that a name of the spreadsheet stands for.
    fn named(&self, name: &str) -> Option<At>;
    /// Whether a cell is empty: in a range it counts for nothing.
    fn is_empty(&self, at: &At) -> bool;
}

/// A formula of the document, or why there is none, without a capital or full
/// stop. `sheet` is where the formula stands.
pub(super) fn translate(
    text: &str,
    sheet: &str,
    cells: &dyn Cells,
) -> Result<String, String> {
    let text = ["of:=", "oooc:=", "msoxl:=", "="]
        .iter()
        .find_map(|p| text.strip_prefix(p))
        .unwrap_or(text);
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, sheet, cells, depth: 0 };
    let whole = parser.expression(0)?;
    match parser.peek() {
        None => Ok(whole.text),
        Some(token) => Err(format!("“{}” is not understood here", token.shown())),
    }
}

/// A part of what comes out, and how tightly it is bound.
struct Part {
    text: String,
    bound: u8,
}

const LOOSE: u8 = 0;
const COMPARED: u8 = 1;
const ADDED: u8 = 2;
const MULTIPLIED: u8 = 3;
const POWER: u8 = 5;
const WHOLE: u8 = 9;

impl Part {
    fn whole(text: impl Into<String>) -> Self {
        Self { text: text.into(), bound: WHOLE }
    }

    /// The text where something bound so tightly is needed.
    fn within(&self, bound: u8) -> String {
        if self.bound >= bound { self.text.clone() } else { format!("({})", self.text) }
    }
}

/// Deeper than anybody writes.
const DEPTH: usize = 60;
/// More cells than these are not written out one by one.
const RANGE: usize = 60;

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    sheet: &'a str,
    cells: &'a dyn Cells,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn sign(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(s)) if s == wanted);
        self.at += usize::from(found);
        found
    }

    fn expression(&mut self, loosest: u8) -> Result<Part, String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("its formula is too deep".to_owned());
        }
        let mut left = self.operand()?;
        while let Some(Token::Sign(sign)) = self.peek() {
            let Some((written, bound)) = operator(sign) else { break };
            if bound < loosest {
                break;
            }
            if sign == "&" {
                return Err("texts cannot be joined here".to_owned());
            }
            self.at += 1;
            // All bind to the left there, the power too.
            let right = self.expression(bound + 1)?;
            left = Part {
                text: format!(
                    "{} {written} {}",
                    left.within(bound + u8::from(bound == POWER || bound == COMPARED)),
                    right.within(bound + 1)
                ),
                bound,
            };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<Part, String> {
        let Some(token) = self.peek() else {
            return Err("its formula ends too early".to_owned());
        };
        self.at += 1;
        let part = match token {
            Token::Number(n) => Part::whole(n.to_string()),
            Token::Text(_) => {
                return Err("a text cannot stand in a formula here".to_owned());
            }
            Token::Cells(sheet, from, None) => {
                Part::whole(self.cells.name(&self.cell(sheet.as_deref(), from)?)?)
            }
            Token::Cells(..) => {
                return Err("a range can stand only in a function".to_owned());
            }
            Token::Sign(s) if s == "(" => {
                let inside = self.expression(LOOSE)?;
                self.close()?;
                Part::whole(format!("({})", inside.text))
            }
            Token::Sign(s) if s == "-" => {
                // Tighter than a power there, looser here.
                let of = self.expression(WHOLE - 1)?;
                Part::whole(format!("(-{})", of.within(WHOLE)))
            }
            Token::Sign(s) if s == "+" => self.expression(WHOLE - 1)?,
            Token::Name(name) => self.named(name)?,
            token => return Err(format!("“{}” is not understood here", token.shown())),
        };
        if self.sign("%") {
            return Ok(Part::whole(format!("({} / 100)", part.within(MULTIPLIED))));
        }
        Ok(part)
    }

    fn cell(&self, sheet: Option<&str>, cell: &str) -> Result<At, String> {
        At::parse(sheet.unwrap_or(self.sheet), cell).ok_or_else(|| UNREAD.to_owned())
    }

    fn close(&mut self) -> Result<(), String> {
        if self.sign(")") {
            Ok(())
        } else {
            Err("a parenthesis is not closed".to_owned())
        }
    }

    fn named(&mut self, name: &str) -> Result<Part, String> {
        if self.sign("(") {
            return self.call(&name.to_uppercase());
        }
        match name.to_uppercase().as_str() {
            "TRUE" => return Ok(Part::whole("1")),
            "FALSE" => return Ok(Part::whole("0")),
            _ => {}
        }
        let at = self
            .cells
            .named(name)
            .ok_or_else(|| format!("“{name}” is no single cell"))?;
        Ok(Part::whole(self.cells.name(&at)?))
    }

    /// What stands in the parentheses of a function; ranges cell by cell.
    fn arguments(&mut self) -> Result<Vec<Vec<Part>>, String> {
        let mut all = Vec::new();
        if self.sign(")") {
            return Ok(all);
        }
        loop {
            let next = self.tokens.get(self.at + 1);
            let ends =
                matches!(next, Some(Token::Sign(s)) if matches!(&**s, "," | ";" | ")"));
            match self.peek() {
                Some(Token::Cells(sheet, from, Some(to))) if ends => {
                    self.at += 1;
                    all.push(self.range(sheet.as_deref(), from, to)?);
                }
                _ => all.push(vec![self.expression(LOOSE)?]),
            }
            if !self.sign(",") && !self.sign(";") {
                break;
            }
        }
        self.close()?;
        Ok(all)
    }

    fn range(
        &self,
        sheet: Option<&str>,
        from: &str,
        to: &str,
    ) -> Result<Vec<Part>, String> {
        let (from, to) = (self.cell(sheet, from)?, self.cell(sheet, to)?);
        let (rows, columns) = (from.row..=to.row, from.column..=to.column);
        let cells = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
        let mut parts = Vec::new();
        for (row, column) in cells {
            let at = At { sheet: from.sheet.clone(), row, column };
            if self.cells.is_empty(&at) {
                continue;
            }
            if parts.len() >= RANGE {
                return Err(format!("its range has more than {RANGE} cells"));
            }
            parts.push(Part::whole(self.cells.name(&at)?));
        }
        Ok(parts)
    }

    fn call(&mut self, name: &str) -> Result<Part, String> {
        let given = self.arguments()?;
        let flat = || given.iter().flatten().collect::<Vec<_>>();
        let one = |i: usize| -> Result<&Part, String> {
            match given.get(i).map(Vec::as_slice) {
                Some([part]) => Ok(part),
                _ => Err(format!("{name} has other arguments than are known here")),
            }
        };
        let joined = |sign: &str, bound: u8, none: &str| {
            let parts: Vec<String> = flat().iter().map(|p| p.within(bound)).collect();
            match parts.as_slice() {
                [] => Part::whole(none),
                [only] => Part::whole(only.clone()),
                all => Part::whole(format!("({})", all.join(sign))),
            }
        };
        let lower = name.to_lowercase();
        let part = match name {
            "SUM" => joined(" + ", ADDED, "0"),
            "PRODUCT" => joined(" * ", MULTIPLIED, "1"),
            "AND" => joined(" and ", COMPARED, "1"),
            "OR" => joined(" or ", COMPARED, "0"),
            "AVERAGE" => {
                let count = flat().len();
                if count == 0 {
                    return Err("a mean of nothing has no value".to_owned());
                }
                Part {
                    text: format!("{} / {count}", joined(" + ", ADDED, "0").text),
                    bound: MULTIPLIED,
                }
            }
            "MIN" | "MAX" => match flat().as_slice() {
                [] => return Err(format!("{name} has nothing to choose from")),
                [only] => Part::whole(only.within(WHOLE)),
                all => {
                    let list: Vec<&str> = all.iter().map(|p| p.text.as_str()).collect();
                    Part::whole(format!("{lower}({})", list.join(", ")))
                }
            },
            "IF" => {
                let no = if given.len() == 2 { "0" } else { &one(2)?.text };
                Part::whole(format!("if({}, {}, {no})", one(0)?.text, one(1)?.text))
            }
            "NOT" => Part::whole(format!("if({}, 0, 1)", one(0)?.text)),
            "PI" => Part::whole(core::f64::consts::PI.to_string()),
            "POWER" => Part {
                text: format!(
                    "{} ^ {}",
                    one(0)?.within(POWER + 1),
                    one(1)?.within(POWER + 1)
                ),
                bound: POWER,
            },
            "LOG10" | "LOG" => {
                let base =
                    if name == "LOG" && given.len() == 2 { &one(1)?.text } else { "10" };
                Part {
                    text: format!("ln({}) / ln({base})", one(0)?.text),
                    bound: MULTIPLIED,
                }
            }
            "NPV" => npv(&flat())?,
            "PMT" if given.len() == 3 => {
                let (rate, n, present) = (one(0)?, one(1)?, one(2)?);
                Part::whole(format!(
                    "(-{} * {} / (1 - (1 + {}) ^ (-{})))",
                    present.within(WHOLE),
                    rate.within(WHOLE),
                    rate.within(WHOLE),
                    n.within(WHOLE)
                ))
            }
            "ABS" | "SQRT" | "EXP" | "LN" if FUNCTIONS.iter().any(|f| f.0 == lower) => {
                Part::whole(format!("{lower}({})", one(0)?.text))
            }
            _ => return Err(format!("there is no function {name} here")),
        };
        Ok(part)
    }
}

/// The value today of what comes at the end of each period.
fn npv(flat: &[&Part]) -> Result<Part, String> {
    let [rate, values @ ..] = flat else {
        return Err("NPV needs a rate and values".to_owned());
    };
    let term = |(i, value): (usize, &&Part)| {
        format!(
            "{} / (1 + {}) ^ {}",
            value.within(MULTIPLIED + 1),
            rate.within(WHOLE),
            i + 1
        )
    };
    let terms: Vec<String> = values.iter().enumerate().map(term).collect();
    Ok(Part::whole(format!("({})", terms.join(" + "))))
}

/// What an operator is here, and how tightly it binds.
fn operator(sign: &str) -> Option<(&'static str, u8)> {
    Some(match sign {
        "=" => ("==", COMPARED),
        "<>" => ("!=", COMPARED),
        "<" => ("<", COMPARED),
        "<=" => ("<=", COMPARED),
        ">" => (">", COMPARED),
        ">=" => (">=", COMPARED),
        "&" => ("&", ADDED),
        "+" => ("+", ADDED),
        "-" => ("-", ADDED),
        "*" => ("*", MULTIPLIED),
        "/" => ("/", MULTIPLIED),
        "^" => ("^", POWER),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::cell::column;
    use super::*;

    struct Letters;

    impl Cells for Letters {
        fn name(&self, at: &At) -> Result<String, String> {
            match at.sheet.as_str() {
                "S" | "Other" => {
                    Ok(format!("{}{}", column(at.column).to_lowercase(), at.row + 1))
                }
                other => Err(format!("no {other}")),
            }
        }

        fn named(&self, name: &str) -> Option<At> {
            (name == "rate").then(|| At { sheet: "S".to_owned(), row: 0, column: 25 })
        }

        fn is_empty(&self, at: &At) -> bool {
            at.row == 2
        }
    }

    fn said(formula: &str) -> String {
        translate(formula, "S", &Letters).unwrap_or_else(|e| format!("! {e}"))
    }

    #[test]
    fn formulas_are_those_that_were_meant() {
        for (there, here) in [
            ("=B2*$C$3", "b2 * c3"),
            ("-B1^2", "(-b1) ^ 2"),
            ("2^3^2", "(2 ^ 3) ^ 2"),
            ("A1-(B1-C1)", "a1 - (b1 - c1)"),
            ("A1/B1/C1", "a1 / b1 / c1"),
            ("A1/(B1*C1)", "a1 / (b1 * c1)"),
            ("5%*A1", "(5 / 100) * a1"),
            ("IF(A1<>0,B1/A1,0)", "if(a1 != 0, b1 / a1, 0)"),
            ("SUM(A1:A4)*2", "(a1 + a2 + a4) * 2"),
            ("AVERAGE(A1:A2)", "(a1 + a2) / 2"),
            ("max(0;A1)", "max(0, a1)"),
            ("Other!B2+'Other'!B4", "b2 + b4"),
            ("of:=[.B2]*[$Other.C4]", "b2 * c4"),
            ("of:=SUM([.B1:.B2])", "(b1 + b2)"),
            ("rate*2", "z1 * 2"),
            ("NPV(rate,A1,A2)", "(a1 / (1 + z1) ^ 1 + a2 / (1 + z1) ^ 2)"),
            ("NOT(A1>2)", "if(a1 > 2, 0, 1)"),
            ("1.5E3+A1", "1500 + a1"),
        ] {
            assert_eq!(said(there), here, "{there}");
        }
    }

    #[test]
    fn what_cannot_be_said_has_a_reason() {
        for (there, why) in [
            ("VLOOKUP(A1,B1:C9,2)", "! there is no function VLOOKUP here"),
            ("A1&B1", "! texts cannot be joined here"),
            ("IF(A1=\"yes\",1,0)", "! a text cannot stand in a formula here"),
            ("Nowhere!A1", "! no Nowhere"),
            ("something+1", "! “something” is no single cell"),
            ("(A1", "! a parenthesis is not closed"),
            ("", "! its formula ends too early"),
        ] {
            assert_eq!(said(there), why, "{there}");
        }
    }
}
