/// A medical institution that is connected to the platform (接入机构, `E02`).
package struct Institution: Sendable, Equatable {
    package let code: InstitutionCode
    package let nameChinese: String
    package let nameEnglish: String
    package let level: InstitutionLevel
    package let category: InstitutionCategory
    /// A GB/T 2260 region code, six digits.
    package let regionCode: String
    package let status: AccessStatus
    package let departments: [DepartmentCode]

    package init(
        code: InstitutionCode,
        nameChinese: String,
        nameEnglish: String,
        level: InstitutionLevel,
        category: InstitutionCategory,
        regionCode: String,
        status: AccessStatus,
        departments: [DepartmentCode]
    ) {
        self.code = code
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.level = level
        self.category = category
        self.regionCode = regionCode
        self.status = status
        self.departments = departments
    }
}
