/// Why the file of root keys is not used. No case carries a path, a key or anything of a passphrase.
package enum RootKeyFileError: Error, Sendable, Equatable {
    /// There is no file, and it was not to be made.
    case missing
    /// Others than the owner may enter the folder: it must have mode 0700 and be this process's own.
    case folderTooOpen
    /// Others than the owner may read or write a file: it must be a plain file of mode 0600 and this process's own.
    case fileTooOpen
    /// It does not begin as such a file does.
    case notAKeyFile
    /// A later release wrote it.
    case newerVersion
    /// Its end is missing.
    case truncated
    /// Its bytes are not those that were written.
    case changed
    /// The passphrase or the machine secret is not the one it was sealed under.
    case wrongSecret
    /// It was sealed under a passphrase and a machine secret was given, or the other way round.
    case wrongKindOfSecret
    /// Three passphrases in a minute were wrong.
    case tooManyAttempts(secondsToWait: Int)
    /// A passphrase of fewer bytes, or a machine secret of fewer random bytes, than is taken.
    case secretTooShort(minimum: Int)
    /// Another process is writing it.
    case busy
    /// Another process sealed it anew under another secret: start again with that one.
    case sealedAnew
    /// It is full: destroyed keys keep their line, so that no version is ever used twice.
    case full
    /// The system would not read or write it.
    case inaccessible(systemError: Int32)
    /// libcrypto failed, or the service was closed.
    case failed
}

extension RootKeyFileError: CustomStringConvertible {
    /// Both languages in one line, for the message a process ends with.
    package var description: String { "\(chinese) / \(english)" }

    /// What is wrong and what to do, in Chinese.
    package var chinese: String {
        switch self {
        case .missing: "找不到根密钥文件"
        case .folderTooOpen: "根密钥文件夹权限过宽：须属于本进程的用户，权限 0700"
        case .fileTooOpen: "根密钥文件权限过宽：须为本进程用户的普通文件，权限 0600"
        case .notAKeyFile: "该文件不是根密钥文件"
        case .newerVersion: "根密钥文件由更新的版本写入：请使用该版本"
        case .truncated: "根密钥文件不完整：请从备份恢复"
        case .changed: "根密钥文件已被改动或损坏：请从备份恢复"
        case .wrongSecret: "口令或机器密钥不正确"
        case .wrongKindOfSecret: "根密钥文件要求另一种保护方式（口令或机器密钥）"
        case .tooManyAttempts(let seconds): "口令错误次数过多：请在 \(seconds) 秒后重试"
        case .secretTooShort(let minimum): "口令或机器密钥过短：至少 \(minimum) 字节"
        case .busy: "另一进程正在写入根密钥文件：请稍后重试"
        case .sealedAnew: "根密钥文件已用新的口令或机器密钥重新封存：请用新的重启"
        case .full: "根密钥文件已满"
        case .inaccessible(let code): "无法读写根密钥文件（系统错误 \(code)）"
        case .failed: "密码库故障或密码服务已关闭"
        }
    }

    /// What is wrong and what to do, in English.
    package var english: String {
        switch self {
        case .missing: "there is no root key file"
        case .folderTooOpen: "others may enter the folder of root keys: make it this user's own, with mode 0700"
        case .fileTooOpen: "others may use the root key file: make it a plain file of this user, with mode 0600"
        case .notAKeyFile: "this is not a root key file"
        case .newerVersion: "a newer release wrote the root key file: run that one"
        case .truncated: "the root key file is cut short: restore it from a backup"
        case .changed: "the root key file was changed or damaged: restore it from a backup"
        case .wrongSecret: "the passphrase or machine secret is wrong"
        case .wrongKindOfSecret: "the root key file wants the other kind of secret (passphrase or machine secret)"
        case .tooManyAttempts(let seconds): "too many wrong passphrases: try again in \(seconds) seconds"
        case .secretTooShort(let minimum): "the passphrase or machine secret is too short: at least \(minimum) bytes"
        case .busy: "another process is writing the root key file: try again"
        case .sealedAnew: "the root key file was sealed under another secret: start again with that one"
        case .full: "the root key file is full"
        case .inaccessible(let code): "the root key file cannot be read or written (system error \(code))"
        case .failed: "the cryptographic library failed, or the key service was closed"
        }
    }
}
