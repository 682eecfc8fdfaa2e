/// Why a vendor's library cannot be used. Found at start, before any key is touched.
package enum SDFLoadError: Error, Sendable, Equatable {
    /// There is no readable file at the path.
    case missing(path: String)
    /// The file is no shared library of this system.
    case notALibrary(path: String)
    /// The library was built for another processor.
    case wrongArchitecture(path: String, found: String, needed: String)
    /// The file ends before the library does: a copy that was cut off.
    case incomplete(path: String)
    /// The system's loader refused it; its own words, such as another library that is missing.
    case notLoadable(path: String, reason: String)
    /// A function that GM/T 0018 makes compulsory is not in the library.
    case symbolMissing(name: String)
    /// The standard asks for a password of at least 8 bytes; this one is shorter, or longer than 255.
    case passwordLength
}

extension SDFLoadError: CustomStringConvertible {
    /// One line for the operator, Chinese and English.
    package var description: String {
        switch self {
        case .missing(let path):
            "找不到密码机动态库或没有读取权限:\(path)。 / The device library is missing or unreadable: \(path)."
        case .notALibrary(let path):
            "该文件不是本系统的动态库:\(path)。 / This file is no shared library of this system: \(path)."
        case .wrongArchitecture(let path, let found, let needed):
            "密码机动态库的处理器架构不符(库为 \(found),本机为 \(needed)):\(path)。"
                + " / The device library was built for \(found), this machine is \(needed): \(path)."
        case .incomplete(let path):
            "密码机动态库文件不完整,请重新拷贝:\(path)。 / The device library is cut off, copy it again: \(path)."
        case .notLoadable(let path, let reason):
            "密码机动态库无法加载:\(path):\(reason)。 / The device library cannot be loaded: \(path): \(reason)."
        case .symbolMissing(let name):
            "密码机动态库缺少必备函数 \(name)。 / The device library lacks the compulsory function \(name)."
        case .passwordLength:
            "私钥访问口令应为 8 至 255 字节。 / The key-access password must have 8 to 255 bytes."
        }
    }
}
