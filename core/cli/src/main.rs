//! The `jiangxing` command line.
fn main() {}
