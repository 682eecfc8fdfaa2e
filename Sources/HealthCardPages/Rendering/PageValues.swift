/// What a template is given: text, numbers, `Bool`, lists and dictionaries. A thing that is absent is `false`, so that
/// a name the template uses is always there.
package typealias PageValues = [String: any Sendable]

/// `value`, or `false` where there is none.
func orFalse(_ value: (any Sendable)?) -> any Sendable { value ?? false }
