//! What several targets do with their bytes.

use std::sync::LazyLock;

use jiangxing::ledger::measure;
use jiangxing_ledger::{
    Decisions, Form, LedgerRules, Limits, Mapping, form_of, read_rules, read_within,
};

static RULES: LazyLock<LedgerRules> = LazyLock::new(|| {
    let text = include_str!("../../../rubrics/acftu-1p1pn-2024/ledger.toml");
    read_rules(text).expect("the rules that ship can be read")
});

/// Reads a ledger of one form, and goes all the way to what it comes to: bytes of another form are
/// left to another target.
pub fn ledger(bytes: &[u8], form: Form) {
    if form_of(bytes) != Some(form) {
        return;
    }
    let limits =
        Limits { unpacked: 4 << 20, cells: 50_000, characters: 4 << 20, ..Limits::default() };
    let Ok(tables) = read_within(bytes, limits) else { return };
    let cells: usize = tables.iter().flat_map(|table| &table.rows).map(|row| row.cells.len()).sum();
    assert!(cells <= limits.cells);
    let files = [(String::from("a"), tables)];
    let import =
        jiangxing_ledger::import(&files, &RULES, &Mapping::default(), &Decisions::default());
    if let Some(periods) = RULES.period.and_before(2025) {
        let measured = measure(&RULES.rules, &import.ledger, &[], periods, Some(40));
        assert_eq!(measured.now.len(), RULES.rules.indicators.len());
    }
}
