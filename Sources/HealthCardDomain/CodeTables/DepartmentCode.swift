/// The standard four-digit code of a department (标准科室代码): a main department, and a detail in the last two digits.
///
/// The main department must be one of the table. A detail that is not in the table is kept, because hospitals use
/// finer rows of the national list of diagnosis and treatment subjects; its name is then that of the main department.
package struct DepartmentCode: Sendable, Hashable, NamedCode {
    /// Four ASCII digits, such as `0304`.
    package let code: String

    /// Reads four digits of a known main department; anything else is `nil`, `-1` for "unmapped" included.
    package init?(_ code: String) {
        let bytes = Array(code.utf8)
        guard bytes.count == 4, bytes.allSatisfy({ (0x30...0x39).contains($0) }),
            DepartmentCode.names[DepartmentCode.mainCode(of: code)] != nil
        else { return nil }
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

    private var name: (chinese: String, english: String) {
        guard let name = DepartmentCode.names[code] ?? DepartmentCode.names[mainCode] else {
            preconditionFailure("The initializer accepts known main departments only.")
        }
        return name
    }

    private static func mainCode(of code: String) -> String { code.prefix(2) + "00" }
}
