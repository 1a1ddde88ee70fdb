//! The headers that every answer carries, and why.

/// What the page may load and from where: its own files, and nothing else.
///
/// `wasm-unsafe-eval` allows WebAssembly to be compiled and nothing more; `blob:` and `data:` are
/// for pictures that the app itself makes. Inline script and inline style are refused.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; \
    script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; \
    img-src 'self' blob: data:; \
    connect-src 'self'; \
    worker-src 'self'; \
    manifest-src 'self'; \
    object-src 'none'; \
    base-uri 'none'; \
    form-action 'none'";

/// What only a header can say: the rest of the policy also works from a `<meta>` in the page.
pub const FRAME_ANCESTORS: &str = "frame-ancestors 'self'";

/// The other headers, name and content.
pub const SECURITY_HEADERS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];
