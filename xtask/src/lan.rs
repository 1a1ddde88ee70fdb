//! Opening the app from a tablet on the same network.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::program;

/// This machine's addresses on its networks, the one that leads outside first.
pub(crate) fn addresses() -> Vec<IpAddr> {
    let mut addresses: Vec<IpAddr> = outward_address().into_iter().collect();
    let listed = program::output(program::command("hostname").arg("-I")).unwrap_or_default();
    for address in listed.split_whitespace().filter_map(|word| word.parse::<Ipv4Addr>().ok()) {
        if !address.is_loopback() && !addresses.contains(&IpAddr::V4(address)) {
            addresses.push(IpAddr::V4(address));
        }
    }
    addresses
}

/// The address a packet to elsewhere would leave by. None is sent: the system only chooses.
fn outward_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address set aside for documents: it belongs to nobody.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

/// `address` as a QR code for the terminal, dark on light whatever the terminal's own colours.
pub(crate) fn qr_code(address: &str) -> Option<String> {
    let code = QrCode::new(address).ok()?;
    let picture = code.render::<Dense1x2>().quiet_zone(true).build();
    let lines = picture.lines().map(|line| format!("  \x1b[30;107m{line}\x1b[0m\n"));
    Some(lines.collect())
}

/// What a tablet can and cannot do with an address that is neither https nor its own.
pub(crate) const LIMITS: &str = "\
注意：浏览器只在 https 或本机地址上允许离线使用和安装。通过上面的局域网地址打开时，
匠星可以填写、评分、打印，但不能离线，也不能安装到桌面。两种办法：
  1. 用 USB 连接安卓平板，运行 adb reverse tcp:端口 tcp:端口，在平板上打开 http://localhost:端口
  2. 把 target/site 整个文件夹放到任何 https 网站上（放在子目录也可以），从那里打开一次
Note: browsers allow offline use and installing only over https or from the device itself.
Opened by the address above, Jiangxing can assess, rate and print, but neither work offline nor be
installed. Two ways out:
  1. connect an Android tablet by USB, run adb reverse tcp:PORT tcp:PORT, open http://localhost:PORT
  2. put the folder target/site on any https site (a sub-folder will do) and open it there once
";

#[cfg(test)]
mod tests {
    use super::qr_code;

    #[test]
    fn an_address_becomes_a_square_picture() {
        let picture = qr_code("http://192.0.2.7:8000/").unwrap();
        assert!(picture.lines().count() > 10, "{picture}");
    }
}
