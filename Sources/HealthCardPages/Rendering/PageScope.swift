import Mustache

/// The outermost scope of one rendering. It notes every name that nothing has a value for: a template engine renders
/// those as nothing, and a page with a hole must not reach anybody.
final class PageScope: MustacheParent {
    private let values: PageValues
    private(set) var missed: [String] = []

    init(_ values: PageValues) {
        self.values = values
    }

    func child(named name: String) -> Any? {
        let value = values[name]
        if value == nil { missed.append(name) }
        return value
    }
}
