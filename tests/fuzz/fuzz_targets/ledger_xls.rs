//! Any bytes as a ledger of this form: read within limits and imported, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| jiangxing_fuzz::ledger(bytes, jiangxing_ledger::Form::Xls));
