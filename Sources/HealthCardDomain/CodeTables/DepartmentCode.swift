/// The standard four-digit code of a department (标准科室代码): a main department, and a detail in the last two digits.
///
/// The main department must be one of the table. A detail that is not in the table is kept, because hospitals use
/// finer rows of the national list of diagnosis and treatment subjects; its name is then that of the main department.
package struct DepartmentCode: Sendable, Hashable, NamedCode {
    /// Four ASCII digits, such as `0304`.
    package let code: String

    /// Reads four digits of a known main department; anything else is `nil`, `-1` for "unmapped" included.
    package init?(_ code: String) {
        guard code.utf8.count == 4 else { return nil }
        var number = 0
        for byte in code.utf8 {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        guard DepartmentCode.isMain[number / 100] else { return nil }
        self.code = code
    }

    /// The code of the main department, ending in `00`.
    package var mainCode: String { DepartmentCode.mainCode(of: code) }

    /// The name of the department, or of its main department where the detail is not in the table.
    package var nameChinese: String { name.chinese }

    /// The name of the department, or of its main department where the detail is not in the table.
    package var nameEnglish: String { name.english }

    /// Every department that has a name of its own, in the order of the codes.
    package static let named: [DepartmentCode] = names.keys.sorted().compactMap(DepartmentCode.init)

    /// Whether a main department begins with the two digits that are the index. An institution's departments are read at
    /// every scan, so this is no look-up of a text.
    private static let isMain = (0..<100).map { names[($0 < 10 ? "0" : "") + "\($0)00"] != nil }

    private var name: (chinese: String, english: String) {
        guard let name = DepartmentCode.names[code] ?? DepartmentCode.names[mainCode] else {
            preconditionFailure("The initializer accepts known main departments only.")
        }
        return name
    }

    private static func mainCode(of code: String) -> String { code.prefix(2) + "00" }
}
