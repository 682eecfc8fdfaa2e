import CPQ
package import Storage

/// Where the database is: an address as libpq takes it, `postgres://user@host-a,host-b/database?option=value` or
/// `host=/run/postgresql dbname=xinglin`.
///
/// It holds no password. That lies in the file that `PGPASSFILE` or the option `passfile` names, readable by its owner
/// only, as libpq demands.
package struct PostgresAddress: Sendable {
    package let text: String

    /// - Throws: `StorageFault.settingRefused` for an address that libpq does not understand, or that holds a password:
    ///   addresses stand in command lines and logs.
    package init(_ text: String) throws(StorageFault) {
        guard let options = unsafe PQconninfoParse(text, nil) else {
            throw .settingRefused(name: "storage", found: "no address of PostgreSQL")
        }
        defer { unsafe PQconninfoFree(options) }
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if unsafe String(cString: keyword) == "password", unsafe option.pointee.val != nil {
                throw .settingRefused(name: "storage", found: "a password in the address")
            }
            unsafe option += 1
        }
        self.text = text
    }

    /// What libpq is told beside the address. What comes first can be overridden by the address, what comes last not.
    func keywords(connectSeconds: Int) -> [(name: String, value: String)] {
        [
            ("target_session_attrs", "read-write"), ("connect_timeout", String(connectSeconds)),
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "20000"), ("fallback_application_name", "xinglin"), ("dbname", text),
            ("client_encoding", "UTF8"),
        ]
    }
}
