//! Names and numbers of persons, so that they can be shown.

/// A name with its first character alone; of more than two also the last.
pub fn mask_name(name: &str) -> String {
    let count = name.chars().count();
    let keeps = |index: usize| index == 0 || (count > 2 && index.saturating_add(1) == count);
    name.chars().enumerate().map(|(index, each)| if keeps(index) { each } else { '*' }).collect()
}

/// A number of a person with its last two characters alone.
pub fn mask_number(number: &str) -> String {
    let count = number.chars().count();
    let hides = |index: usize| index.saturating_add(2) < count || count < 4;
    number.chars().enumerate().map(|(index, each)| if hides(index) { '*' } else { each }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_masked_is_not_to_be_read() {
        for (name, masked) in
            [("王伟", "王*"), ("欧阳建国", "欧**国"), ("张三丰", "张*丰"), ("李", "李"), ("", "")]
        {
            assert_eq!(mask_name(name), masked);
        }
        assert_eq!(mask_number("11010519491231002X"), "****************2X");
        assert_eq!(mask_number("123"), "***");
    }
}
