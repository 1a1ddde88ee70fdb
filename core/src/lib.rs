//! Jiangxing.
