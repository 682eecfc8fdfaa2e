import NIOCore
import SMCrypto

/// A file that browsers may keep for good: its name changes with its content.
struct PageAsset: Sendable {
    /// The last part of its address.
    let name: String
    let mediaType: String
    let body: ByteBuffer

    var path: String { "/assets/" + name }

    init(_ bytes: [UInt8], stem: String, ending: String, mediaType: String) {
        name = "\(stem)-\(Hex.lower(Array(SM3.hash(bytes).prefix(6)))).\(ending)"
        self.mediaType = mediaType
        body = ByteBuffer(bytes: bytes)
    }

    static let style = PageAsset(
        PageFiles.style,
        stem: "style",
        ending: "css",
        mediaType: "text/css; charset=utf-8"
    )
    static let script = PageAsset(
        PageFiles.script,
        stem: "app",
        ending: "js",
        mediaType: "text/javascript; charset=utf-8"
    )
    static let icon = PageAsset(PageFiles.icon, stem: "icon", ending: "svg", mediaType: "image/svg+xml")

    static let all = [style, script, icon]
}
