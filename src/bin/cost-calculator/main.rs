//! `cost-calculator`: works with documents on the command line. It carries all
//! that it needs, so that it runs wherever it is copied to.

mod carried;

use cost_calculator::command::{self, Arguments, Desk as _, Machine};
use std::process::ExitCode;

fn main() -> ExitCode {
    let machine = Machine { carried: carried::text };
    let ended = command::run(Arguments::from_env(), &machine)
        .and_then(|going| going.map_or(Ok(()), |going| machine.go_on(going)));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            machine.note(&failure.to_string());
            failure.code().into()
        }
    }
}
