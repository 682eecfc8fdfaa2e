/// Why a row cannot be taken, beyond the rules of a single person's form. The raw value is the stable code in the
/// rejects file.
package enum RowFault: String, Sendable, CaseIterable, Error {
    case formulaCell = "import_formula_cell"
    case cellTooLong = "import_cell_too_long"
    case rowTooLong = "import_row_too_long"
    case columnCount = "import_column_count"
    case notText = "import_not_text"
    case nul = "import_nul"
    case quote = "import_quote"
    case notObject = "import_not_object"
    case institutionUnknown = "import_institution_unknown"
    case indexTaken = "import_index_taken"
    case codeUnknown = "import_code_unknown"

    package var chinese: String {
        switch self {
        case .formulaCell: "单元格以公式字符（= + - @ 制表符）开头，可能在电子表格中执行"
        case .cellTooLong: "单元格过长"
        case .rowTooLong: "行过长，或引号未闭合"
        case .columnCount: "列数与表头不一致"
        case .notText: "含有不属于该编码的字节"
        case .nul: "含有空字符"
        case .quote: "引号位置不正确"
        case .notObject: "不是一行一个的 JSON 对象，或值不是文本"
        case .institutionUnknown: "机构未登记，请先导入机构"
        case .indexTaken: "该院内编号已属于另一人，请人工核对"
        case .codeUnknown: "代码不在代码表中"
        }
    }

    package var english: String {
        switch self {
        case .formulaCell: "The cell begins like a formula (= + - @ tab) and could run in a spreadsheet"
        case .cellTooLong: "The cell is too long"
        case .rowTooLong: "The row is too long, or a quote is not closed"
        case .columnCount: "The row has another number of columns than the header"
        case .notText: "There are bytes that are no text in this encoding"
        case .nul: "There is a NUL character"
        case .quote: "A quote stands where none may"
        case .notObject: "The line is no JSON object of texts"
        case .institutionUnknown: "The institution is not registered: import institutions first"
        case .indexTaken: "The patient number is another person's already: a person must look"
        case .codeUnknown: "The code is not in its table"
        }
    }
}
