//! An answer as JavaScript has it → an answer as the engine takes it.

use jiangxing::live::{Live, Value};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;

/// What is said of one field.
pub(crate) enum Said {
    /// A simple value.
    Value(Value),
    /// A response as the file has it (JSON).
    Response(String),
}

/// What `answer` says to `field`.
pub(crate) fn said(live: &Live, field: usize, answer: &JsValue) -> Said {
    if answer.is_null() || answer.is_undefined() {
        return Said::Value(Value::Nothing);
    }
    if let Some(number) = answer.as_f64() {
        return from_number(live, field, number);
    }
    if let Some(yes) = answer.as_bool() {
        return Said::Value(Value::Yes(yes));
    }
    if let Some(text) = answer.as_string() {
        return match live.level(field, &text) {
            Some(place) => Said::Value(Value::Level(place)),
            None => Said::Response(valued(answer)),
        };
    }
    Said::Response(response(answer))
}

/// The response that `answer` is to something that takes no simple value.
pub(crate) fn whole(answer: &JsValue) -> String {
    if answer.is_null() || answer.is_undefined() || answer.is_object() {
        return response(answer);
    }
    valued(answer)
}

/// A response object as JSON: `null` for what JSON has no form for.
pub(crate) fn response(answer: &JsValue) -> String {
    JSON::stringify(answer).ok().and_then(|text| text.as_string()).unwrap_or_else(|| "null".into())
}

/// `{ "value": answer }` as JSON.
fn valued(answer: &JsValue) -> String {
    let object = Object::new();
    // A new object takes any key.
    let _ = Reflect::set(&object, &"value".into(), answer);
    response(&object)
}

fn from_number(live: &Live, field: usize, number: f64) -> Said {
    let decimal = decimal(number);
    if live.has_levels(field) {
        let written =
            decimal.filter(|(_, places)| *places == 0).map(|(digits, _)| digits.to_string());
        if let Some(place) = written.and_then(|written| live.level(field, &written)) {
            return Said::Value(Value::Level(place));
        }
    } else if let Some((digits, places)) = decimal {
        return Said::Value(Value::Decimal { digits, places });
    }
    // What JSON writes as nothing is told as the text it is.
    Said::Response(valued(&match number.is_finite() {
        true => number.into(),
        false => number.to_string().into(),
    }))
}

/// The most places that are tried.
const MOST_PLACES: u32 = 9;

/// The decimal that JavaScript writes `number` as, in digits and how many of them stand behind the
/// point; `None` where it has more than 15 digits or is none.
///
/// A float stands for the shortest decimal that is nearest to it. No other of at most 15 digits is as
/// near, so that one that divides out to the float is that decimal.
fn decimal(number: f64) -> Option<(i64, u32)> {
    // Nothing below nothing is nothing.
    let number = number + 0.0;
    let mut power = 1.0;
    for places in 0..=MOST_PLACES {
        let digits = (number * power).round();
        if digits.abs() >= 1e15 || !digits.is_finite() {
            return None;
        }
        if (digits / power).total_cmp(&number).is_eq() {
            // Whole, and small enough.
            return Some((digits as i64, places));
        }
        power *= 10.0;
    }
    None
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test says so by failing")]
mod tests {
    use super::decimal;

    #[test]
    fn a_float_is_the_decimal_it_is_written_as() {
        for text in [
            "0",
            "1",
            "-1",
            "12.5",
            "0.1",
            "0.3",
            "85.1",
            "94.95",
            "1.005",
            "33.333333333",
            "4.35",
            "123456.789",
            "999999999999999",
            "-0.7",
            "2.675",
            "100000000000.25",
        ] {
            let (digits, places) = decimal(text.parse().unwrap()).unwrap();
            let sign = if digits < 0 { "-" } else { "" };
            let written = format!("{:0>1$}", digits.abs(), places as usize + 1);
            let (whole, rest) = written.split_at(written.len() - places as usize);
            let point = if rest.is_empty() { "" } else { "." };
            assert_eq!(format!("{sign}{whole}{point}{rest}"), text);
        }
        assert_eq!(decimal(-0.0), Some((0, 0)));
        for text in ["NaN", "inf", "1e15", "0.1234567891", "1e300", "1e-12"] {
            assert_eq!(decimal(text.parse().unwrap()), None, "{text}");
        }
    }
}
