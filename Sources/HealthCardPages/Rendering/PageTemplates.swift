import Mustache
import Synchronization

/// The templates of the pages: checked at start, parsed when the first page is asked for, since parsing them took an
/// eighth of a start.
package struct PageTemplates: Sendable {
    private final class Parsed: Sendable {
        let library = Mutex<MustacheLibrary?>(nil)
    }

    private let texts: [String: String]
    private let parsed = Parsed()
    /// Every word by its name, in each language.
    package let words: [Language: [String: String]]

    /// The templates of the pages.
    package init() throws(TemplateFault) {
        try self.init(files: PageFiles.templates)
    }

    /// Reads the templates and follows every name that can be followed without values.
    ///
    /// - Parameter files: the templates by name, in UTF-8.
    /// - Throws: `TemplateFault.unreadable`, `.partialMissing`, `.wordMissing`.
    package init(files: [String: [UInt8]]) throws(TemplateFault) {
        let words = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, Self.dictionary(of: $0.words)) })
        var texts: [String: String] = [:]
        for (name, bytes) in files {
            guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
                throw .unreadable(template: name)
            }
            for tag in Self.tags(in: bytes) {
                if let partial = Self.name(in: tag, after: ">"), files[partial] == nil {
                    throw .partialMissing(template: name, partial: partial)
                }
                guard let word = Self.name(in: tag, after: "t.") else { continue }
                for language in Language.allCases where words[language]?[word] == nil {
                    throw .wordMissing(template: name, word: word)
                }
            }
            texts[name] = text
        }
        self.texts = texts
        self.words = words
    }

    /// Parses the templates, if none of their pages was asked for before.
    ///
    /// - Throws: `TemplateFault.unreadable`.
    package func parse() throws(TemplateFault) { _ = try library() }

    private func library() throws(TemplateFault) -> MustacheLibrary {
        try parsed.library.withLock { known throws(TemplateFault) in
            if let known { return known }
            var library = MustacheLibrary()
            for (name, text) in texts {
                do { try library.register(text, named: name) } catch { throw .unreadable(template: name) }
            }
            known = library
            return library
        }
    }

    /// Renders a template as UTF-8 text.
    ///
    /// - Throws: `TemplateFault.templateMissing`, `.valuesMissing`, `.unreadable`.
    package func render(_ name: String, _ values: PageValues, in language: Language) throws(TemplateFault) -> String {
        var values = values
        values["t"] = words[language]
        let scope = PageScope(values)
        guard let text = try library().render(scope, withTemplate: name) else { throw .templateMissing(name) }
        guard scope.missed.isEmpty else { throw .valuesMissing(template: name, names: scope.missed) }
        return text
    }

    /// What stands between the braces of each tag, without its mark. By bytes: by characters this took half of the
    /// start of a server's pages.
    private static func tags(in text: [UInt8]) -> [ArraySlice<UInt8>] {
        var tags: [ArraySlice<UInt8>] = []
        var opened: Int?
        var index = 0
        while index + 1 < text.count {
            switch (text[index], text[index + 1], opened) {
            case (UInt8(ascii: "{"), UInt8(ascii: "{"), _):
                opened = index + 2
                index += 2
            case (UInt8(ascii: "}"), UInt8(ascii: "}"), let start?):
                tags.append(text[start..<index].drop { "{#^/& ".utf8.contains($0) })
                opened = nil
                index += 2
            default: index += 1
            }
        }
        return tags
    }

    /// The name in a tag that begins with `prefix`.
    private static func name(in tag: ArraySlice<UInt8>, after prefix: String) -> String? {
        guard tag.starts(with: prefix.utf8) else { return nil }
        return String(decoding: tag.dropFirst(prefix.utf8.count).drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
    }

    private static func dictionary(of words: Words) -> [String: String] {
        let pairs = Mirror(reflecting: words).children.compactMap { child -> (String, String)? in
            guard let label = child.label, let text = child.value as? String else { return nil }
            return (label, text)
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
