/// Why the file of a key component is not taken. It says which file, and nothing of what is in it.
enum ComponentFileFault: Error, CustomStringConvertible {
    case unreadable(String)
    case tooOpen(String)

    var description: String {
        switch self {
        case .unreadable(let path): "无法读取密钥分量文件 / the file of a key component cannot be read: \(path)"
        case .tooOpen(let path):
            """
            密钥分量文件权限过宽：须为普通文件，权限 0600 / others may use the file of a key component: make it a plain file \
            with mode 0600: \(path)
            """
        }
    }
}
