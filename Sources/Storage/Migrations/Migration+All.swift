extension Migration {
    /// Every migration of this release, in order.
    package static let all: [Migration] = [
        Migration(number: 1, name: "registry", statements: registryStatements),
        Migration(number: 2, name: "consents", statements: consentStatements),
        Migration(number: 3, name: "bulk", statements: bulkStatements),
        Migration(number: 4, name: "order of uses", statements: useOrderStatements),
        Migration(number: 5, name: "months", statements: monthStatements),
        Migration(number: 6, name: "announced", statements: announcedStatements),
        Migration(number: 7, name: "main index", statements: indexStatements),
        Migration(number: 8, name: "callers of the index", statements: indexCallerStatements),
        Migration(number: 9, name: "subscriptions", statements: subscriptionStatements),
        Migration(number: 10, name: "reviewing", statements: reviewingStatements),
        Migration(number: 11, name: "match models", statements: modelStatements),
        Migration(number: 12, name: "conversion", statements: conversionStatements),
        Migration(number: 13, name: "survivors", statements: survivorStatements),
    ]
}
