import HealthCardServices
import ImportFiles

/// What imports say.
enum ImportWords {
    static func counts(_ counts: ImportJob.Counts) -> String {
        """
        共 \(counts.rows) 行：新增 \(counts.added)，未变 \(counts.unchanged)，更新 \(counts.changed)，名单内重复 \
        \(counts.repeated)，拒绝 \(counts.rejected) / \(counts.rows) rows: \(counts.added) added, \(counts.unchanged) \
        unchanged, \(counts.changed) changed, \(counts.repeated) repeated in the list, \(counts.rejected) rejected
        """
    }
}

extension FileRefusal {
    /// Why a file is refused as a whole, in both languages.
    var text: String {
        switch self {
        case .empty: "文件为空 / the file is empty"
        case .compressed:
            "压缩文件或电子表格不予读取，请另存为 CSV / a packed file or a spreadsheet is not read: save it as CSV"
        case .encoding: "编码须为 UTF-8 或 GB 18030 / the encoding must be UTF-8 or GB 18030"
        case .header: "首行不是表头 / the first line is no header"
        case .columnMissing(let column):
            "缺少列 \(column.rawValue)，可用 --map 指明 / the column \(column.rawValue) is missing: name it with --map"
        case .columnTwice(let column): "列 \(column.rawValue) 出现两次 / two headers stand for \(column.rawValue)"
        case .headerMissing(let header): "文件没有 --map 所指的表头 / the file has no such header: \(header)"
        case .place: "文件与已导入部分不符 / the file is not the one that was begun"
        }
    }
}
