//! Today's date and time: the only clock in the project.

use std::fmt;

/// A moment by the device's clock, with the offset from universal time that held there:
/// `2026-03-01T14:03:22+08:00`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(String);

impl Stamp {
    /// The moment that `text` writes.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Hours, minutes and seconds: `14:03:22`.
    pub fn time(&self) -> &str {
        self.0.get(11..19).unwrap_or_default()
    }

    /// Year, month and day: `2026-03-01`.
    pub fn date(&self) -> &str {
        self.0.get(..10).unwrap_or_default()
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Now, by the device's clock.
pub fn now() -> Stamp {
    let date = js_sys::Date::new_0();
    let east = -date.get_timezone_offset();
    let sign = if east < 0.0 { '-' } else { '+' };
    let east = whole(east.abs());
    let (year, month, day) =
        (date.get_full_year(), date.get_month().saturating_add(1), date.get_date());
    let (hour, minute, second) = (date.get_hours(), date.get_minutes(), date.get_seconds());
    Stamp(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{:02}:{:02}",
        east / 60,
        east % 60
    ))
}

/// A small count of minutes, which the browser hands over as a float.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an offset from universal time is at most a day of minutes"
)]
fn whole(minutes: f64) -> u32 {
    minutes as u32
}
