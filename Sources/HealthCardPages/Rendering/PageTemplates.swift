import Mustache

/// The templates of the pages, parsed and checked at start.
package struct PageTemplates: Sendable {
    private let library: MustacheLibrary
    /// Every word by its name, in each language.
    package let words: [Language: [String: String]]

    /// The templates of the pages.
    package init() throws(TemplateFault) {
        try self.init(files: PageFiles.templates)
    }

    /// Parses the templates and follows every name that can be followed without values.
    ///
    /// - Parameter files: the templates by name, in UTF-8.
    /// - Throws: `TemplateFault.unreadable`, `.partialMissing`, `.wordMissing`.
    package init(files: [String: [UInt8]]) throws(TemplateFault) {
        let words = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, Self.dictionary(of: $0.words)) })
        var library = MustacheLibrary()
        for (name, bytes) in files {
            guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
                throw .unreadable(template: name)
            }
            for partial in Self.names(after: ">", in: text) where files[partial] == nil {
                throw .partialMissing(template: name, partial: partial)
            }
            for word in Self.names(after: "t.", in: text) {
                for language in Language.allCases where words[language]?[word] == nil {
                    throw .wordMissing(template: name, word: word)
                }
            }
            do { try library.register(text, named: name) } catch { throw .unreadable(template: name) }
        }
        self.library = library
        self.words = words
    }

    /// Renders a template as UTF-8 text.
    ///
    /// - Throws: `TemplateFault.templateMissing`, `.valuesMissing`.
    package func render(_ name: String, _ values: PageValues, in language: Language) throws(TemplateFault) -> String {
        var values = values
        values["t"] = words[language]
        let scope = PageScope(values)
        guard let text = library.render(scope, withTemplate: name) else { throw .templateMissing(name) }
        guard scope.missed.isEmpty else { throw .valuesMissing(template: name, names: scope.missed) }
        return text
    }

    /// The names that stand in tags that begin with `prefix`.
    private static func names(after prefix: String, in text: String) -> [String] {
        text.split(separator: "{{").dropFirst(text.hasPrefix("{{") ? 0 : 1).compactMap { tag in
            guard let end = tag.firstRange(of: "}}") else { return nil }
            let inside = tag[..<end.lowerBound].drop { "{#^/& ".contains($0) }
            guard inside.hasPrefix(prefix) else { return nil }
            return String(inside.dropFirst(prefix.count).drop { $0 == " " })
        }
    }

    private static func dictionary(of words: Words) -> [String: String] {
        let pairs = Mirror(reflecting: words).children.compactMap { child -> (String, String)? in
            guard let label = child.label, let text = child.value as? String else { return nil }
            return (label, text)
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
