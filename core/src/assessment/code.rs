//! The unified social credit code (GB 32100-2015): does its check character fit?

use alloc::string::String;

/// The characters a code is written with; each stands for its place.
const CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

const LENGTH: usize = 18;

/// `code` without spaces, in half-width capitals.
pub(crate) fn normalised(code: &str) -> String {
    let half_width = |character: char| match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character).saturating_sub(0xfee0)).unwrap_or(character)
        }
        other => other,
    };
    let kept = code.chars().filter(|character| !character.is_whitespace() && *character != '-');
    kept.map(half_width).map(|character| character.to_ascii_uppercase()).collect()
}

/// Whether the last character of `code` follows from the others.
///
/// Source: GB 32100-2015, weights 3 to the power of the place, modulo 31; a remainder of 0 is
/// written `0`.
pub(crate) fn is_consistent(code: &str) -> bool {
    let code = normalised(code);
    let places: Option<alloc::vec::Vec<usize>> =
        code.chars().map(|character| CHARACTERS.find(character)).collect();
    let Some(places) = places.filter(|places| places.len() == LENGTH) else {
        return false;
    };
    let (Some(check), body) = (places.last(), places.iter().take(LENGTH.saturating_sub(1))) else {
        return false;
    };
    let (mut sum, mut weight) = (0_usize, 1_usize);
    for place in body {
        sum = sum.wrapping_add(place.wrapping_mul(weight)) % 31;
        weight = weight.wrapping_mul(3) % 31;
    }
    31_usize.wrapping_sub(sum) % 31 == *check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_character_fits_or_does_not() {
        for (code, fits) in [
            ("91350100M000100Y43", true),
            ("91350100M000100Y4Z", false),
            ("91110108551385082Q", true),
            ("121400000000000000", true),
            ("９１１１０１０８５５１３８５０８２ｑ", true),
            (" 9111 0108 5513 8508 2q", true),
            ("9111010855138508", false),
            ("", false),
        ] {
            assert_eq!(is_consistent(code), fits, "{code}");
        }
    }
}
