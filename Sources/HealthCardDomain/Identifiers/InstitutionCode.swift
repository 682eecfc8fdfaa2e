/// The code of a medical institution (机构代码).
package struct InstitutionCode: Label {
    package static let maximumLength = 22

    package let text: String

    package init(trusted text: String) { self.text = text }
}
