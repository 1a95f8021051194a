//! Greets people by the hour of their day: `Ada 9.5` gives `Good morning, Ada!`.

mod greeting;

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

const REFUSED: u8 = 1;
const NO_INPUT: u8 = 3;

fn main() -> ExitCode {
    ExitCode::from(run(io::stdin().lock(), io::stdout(), io::stderr()))
}

/// Answers every line and tells the exit code. A line that is refused does not stop those after it.
fn run(input: impl BufRead, mut out: impl Write, mut errors: impl Write) -> u8 {
    let (mut people, mut refused) = (0, 0);
    for line in input.lines() {
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                let _ = writeln!(errors, "reading names: {error}");
                return REFUSED;
            }
        };
        if line.trim().is_empty() {
            continue;
        }
        people += 1;
        let written = match greeting::greet(&line) {
            Ok(greeting) => writeln!(out, "{greeting}"),
            Err(why) => {
                refused += 1;
                writeln!(errors, "{}: {why}", line.trim())
            }
        };
        if written.is_err() {
            return REFUSED;
        }
    }
    if people == 0 {
        let _ = writeln!(
            errors,
            "no input: standard input ended before a name came; try: echo Ada 9.5 | docker run -i IMAGE"
        );
        return NO_INPUT;
    }
    u8::from(refused > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(input: &str) -> (u8, String, String) {
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        let code = run(input.as_bytes(), &mut out, &mut errors);
        (
            code,
            String::from_utf8(out).unwrap(),
            String::from_utf8(errors).unwrap(),
        )
    }

    #[test]
    fn every_line_is_answered() {
        let (code, out, errors) = told("Ada 9.5\n\nGrace 20\r\n");
        assert_eq!((code, errors.as_str()), (0, ""));
        assert_eq!(out, "Good morning, Ada!\nGood evening, Grace!\n");
    }

    #[test]
    fn a_refused_line_does_not_stop_the_next() {
        let (code, out, errors) = told("Ada noon\nGrace 13\n");
        assert_eq!((code, out.as_str()), (REFUSED, "Good afternoon, Grace!\n"));
        assert!(errors.starts_with("Ada noon: "));
    }

    #[test]
    fn the_end_of_input_before_a_name_is_told() {
        for nothing in ["", "\n \n"] {
            let (code, out, errors) = told(nothing);
            assert_eq!((code, out.as_str()), (NO_INPUT, ""));
            assert!(errors.starts_with("no input: "));
        }
    }
}
