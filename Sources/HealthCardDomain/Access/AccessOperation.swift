/// What a caller may be allowed to do. One word per act; the access table (`AccessTable`) says who may.
package enum AccessOperation: String, Sendable, CaseIterable, Comparable {
    case cardRegister = "card.register"
    case cardRead = "card.read"
    case cardCancel = "card.cancel"
    case cardResume = "card.resume"
    case cardPreissue = "card.preissue"
    case codeGenerate = "code.generate"
    case codeScan = "code.scan"
    case looksRead = "looks.read"
    case lookDispute = "look.dispute"
    case personQuery = "person.query"
    case personUpdate = "person.update"
    case usesUpload = "uses.upload"
    case figuresRead = "figures.read"
    case indexRegister = "index.register"
    case indexReview = "index.review"
    case indexQuality = "index.quality"
    case accessFile = "access.file"
    case recordsDrop = "records.drop"
    case registryExport = "registry.export"
    case keysRead = "keys.read"
    case keysManage = "keys.manage"
    case signIn = "sign-in"

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
