/// Why the server did not start, for the person who started it.
enum StartFault: Error, CustomStringConvertible {
    case portTaken(Int)
    case softwareKeysRefused
    case keySecretMissing
    case machineSecretMissing(String)
    case devicePasswordMissing
    case profileUnreadable(String)
    case rootKeysMissing
    case databaseMissing(String)
    case notHardened
    case tracesNotOpened(String)
    case hl7Unreadable(String)
    /// Everything that is wrong with the file of the HL7 v2 settings.
    case hl7Mistakes(String, [String])
    case hl7PortTaken(Int)

    var description: String {
        switch self {
        case .portTaken(let port):
            "端口 \(port) 已被占用，请用 --port 另选 / port \(port) is taken: choose another with --port"
        case .softwareKeysRefused:
            """
            生产环境不使用软件根密钥：请用 --sdf-library 接入密码机，或以 --accept-software-keys 明确接受 / production \
            does not run on software root keys: name a device with --sdf-library, or accept them with \
            --accept-software-keys
            """
        case .keySecretMissing:
            """
            缺少根密钥文件的机器密钥或口令：--key-secret-file、XINGLIN_KEY_SECRET 或 XINGLIN_KEY_PASSPHRASE / the secret of \
            the root key file is missing: --key-secret-file, XINGLIN_KEY_SECRET or XINGLIN_KEY_PASSPHRASE
            """
        case .machineSecretMissing(let file):
            "找不到机器密钥文件，根密钥无法打开 / the machine secret is missing, and nothing else opens the root keys: \(file)"
        case .devicePasswordMissing:
            "缺少密码机私钥访问口令 XINGLIN_SDF_PASSWORD / the device's key password is missing: XINGLIN_SDF_PASSWORD"
        case .profileUnreadable(let name):
            "密码机配置不存在或不完整 / the device profile is missing, or not a whole profile in JSON: \(name)"
        case .rootKeysMissing:
            """
            尚无根密钥：请由两名密钥管理员执行 xinglin keys generate-root / there are no root keys: let two custodians run \
            xinglin keys generate-root
            """
        case .databaseMissing(let data):
            "数据文件夹中没有数据库，请核对 --data / there is no database in the data folder: check --data: \(data)"
        case .tracesNotOpened(let file):
            "无法写入追踪文件，请核对 --traces / the file of traces cannot be written: check --traces: \(file)"
        case .hl7Unreadable(let file):
            "无法读取 HL7 设置文件，请核对 --hl7 / the file of the HL7 v2 settings cannot be read: check --hl7: \(file)"
        case .hl7Mistakes(let file, let mistakes):
            "HL7 设置有误，请更正 / correct the HL7 v2 settings in \(file):\n" + mistakes.joined(separator: "\n")
        case .hl7PortTaken(let port):
            "HL7 端口 \(port) 已被占用，请在设置文件中另选 / the HL7 v2 port \(port) is taken: choose another in the settings"
        case .notHardened:
            "系统不允许关闭内存转储，进程不启动 / the system would not switch memory dumps off, so nothing was started"
        }
    }
}
