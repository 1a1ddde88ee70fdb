//! Where a mark is drawn. The engine hands out positions from 0 to 1; a drawing wants them in
//! percent. Whole numbers only, so no float reaches the page.

/// `position` (0 to 1 with up to four digits) as a length of a drawing: `0.8495` is `84.95%`.
/// What cannot be read is drawn at the beginning.
pub fn length(position: &str) -> String {
    as_length(ten_thousandths(position).unwrap_or_default())
}

/// Where `part` lies on a line from nothing to `whole`, both as written by the engine. `None` when
/// one of them is not a plain decimal, or beyond the line.
pub fn length_of(part: &str, whole: &str) -> Option<String> {
    let part = ten_thousandths(part)?;
    let whole = ten_thousandths(whole)?;
    let place = part.checked_mul(10_000)?.checked_div(whole)?;
    (place <= 10_000).then(|| as_length(place))
}

fn as_length(ten_thousandths: u64) -> String {
    let whole = ten_thousandths / 100;
    let rest = ten_thousandths % 100;
    format!("{whole}.{rest:02}%")
}

/// The digits of a plain decimal, scaled by ten thousand; digits after the fourth are not drawn.
fn ten_thousandths(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut digits = String::from(whole);
    digits.extend(fraction.chars().chain("0000".chars()).take(4));
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_become_lengths() {
        assert_eq!(length("0"), "0.00%");
        assert_eq!(length("1"), "100.00%");
        assert_eq!(length("0.8495"), "84.95%");
        assert_eq!(length("0.0050"), "0.50%");
        assert_eq!(length("nonsense"), "0.00%");
    }

    #[test]
    fn a_cut_off_lies_where_its_share_of_the_full_points_is() {
        assert_eq!(length_of("90", "100").as_deref(), Some("90.00%"));
        assert_eq!(length_of("1", "3").as_deref(), Some("33.33%"));
        assert_eq!(length_of("101", "100"), None);
        assert_eq!(length_of("1", "0"), None);
        assert_eq!(length_of("1/3", "1"), None);
    }
}
