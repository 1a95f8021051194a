//! What is said at which hour.

const HOURS_IN_A_DAY: f64 = 24.0;

/// The greeting for a line such as `Ada 9.5`: a name, then the hour of the day, which may lie before or after today.
pub fn greet(line: &str) -> Result<String, String> {
    let (name, hour) = line
        .trim()
        .rsplit_once(char::is_whitespace)
        .ok_or("wanted a name and an hour")?;
    let hour: f64 = hour.parse().map_err(|_| format!("{hour} is no hour"))?;
    if !hour.is_finite() {
        return Err(format!("{hour} is no hour"));
    }
    Ok(format!("{}, {}!", at(hour), name.trim_end()))
}

/// What people say at an hour; 25.5 is half past one of the next day.
fn at(hour: f64) -> &'static str {
    match hour.rem_euclid(HOURS_IN_A_DAY) {
        hour if hour < 5.0 => "Good night",
        hour if hour < 12.0 => "Good morning",
        hour if hour < 18.0 => "Good afternoon",
        _ => "Good evening",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_decides() {
        for (line, greeting) in [
            ("Ada 0", "Good night, Ada!"),
            ("Ada 9.5", "Good morning, Ada!"),
            ("Ada 12", "Good afternoon, Ada!"),
            ("Ada 23.9", "Good evening, Ada!"),
            ("Ada Lovelace  9", "Good morning, Ada Lovelace!"),
        ] {
            assert_eq!(greet(line), Ok(greeting.to_string()));
        }
    }

    #[test]
    fn hours_of_other_days_count_too() {
        assert_eq!(greet("Ada 33.5"), Ok("Good morning, Ada!".to_string()));
        assert_eq!(greet("Ada -14"), Ok("Good morning, Ada!".to_string()));
    }

    #[test]
    fn what_is_no_hour_is_refused() {
        assert_eq!(greet("Ada"), Err("wanted a name and an hour".to_string()));
        assert_eq!(greet("Ada noon"), Err("noon is no hour".to_string()));
        assert_eq!(greet("Ada inf"), Err("inf is no hour".to_string()));
    }
}
