import Storage

extension CommandFailure {
    /// A failure of the database, with what to do about it. Faults name statements and rules, never a row's value.
    init(_ fault: StorageFault) {
        switch fault {
        case .schemaNewer(let found, let known):
            self.init(
                """
                数据库由更新的版本写入（迁移 \(found)，本版本为 \(known)）：请使用该版本 / a newer release wrote the database \
                (migration \(found), this one knows \(known)): run that release
                """
            )
        case .schemaOlder(let found, let known):
            self.init(
                """
                数据库尚待迁移（迁移 \(found)，本版本为 \(known)）：请先启动一次本版本的服务 / the database waits for migrations \
                (\(found) of \(known)): start this release's server once
                """
            )
        case .migrationChanged(let number):
            self.init(
                """
                数据库的第 \(number) 号迁移与本版本不同：请使用写入它的版本，或从备份恢复 / migration \(number) of the database is \
                not this release's: run the release that wrote it, or restore a backup
                """
            )
        case .transactionLost:
            self.init("磁盘读写出错，操作未生效：请检查磁盘后重试 / the disk failed, and nothing was done: see to it and try again")
        case .outOfSpace:
            self.init("磁盘已满，操作未生效：请清理后重试 / the disk is full, and nothing was done: make room and try again")
        case .engine(let code, let statement):
            self.init(
                """
                数据库故障（代码 \(code)）：请检查磁盘空间与文件权限后重试，文件损坏则从备份恢复 / the database failed (code \(code), \
                \(statement)): check disk space and file rights and try again, or restore a backup where it is damaged
                """
            )
        case .settingRefused(let name, let found):
            self.init(
                """
                数据库的设置 \(name)（现为“\(found)”）可能丢失已确认的写入或使其无法写入，因此不启动：请更正 / the database's setting \(name), \
                now '\(found)', may lose acknowledged writes or forbids them, so this does not start: change it
                """
            )
        case .readOnly:
            self.init(
                "数据库不可写：请检查文件权限与所在磁盘 / the database cannot be written: check the file's rights and its disk"
            )
        case .corruptRow(let statement, _), .statementRefused(let statement, _):
            self.init(
                """
                数据库内容与本版本不符：请使用写入它的版本，或从备份恢复 / the database is not as this release knows it (\(statement)): \
                run the release that wrote it, or restore a backup
                """
            )
        case .ruleBroken(_, let name):
            self.init(
                """
                数据库规则拒绝了写入，操作未生效：请联系开发者 / a rule of the database refused the write (\(name)), and nothing was \
                done: tell the developers
                """
            )
        case .server(let state, let statement):
            self.init(
                """
                数据库服务器报错（SQLSTATE \(state)）：请查看服务器日志后重试 / the database server failed (SQLSTATE \(state), \
                \(statement)): see its log and try again
                """
            )
        case .unreachable:
            self.init(
                """
                无法连接可写的数据库服务器：请检查 --storage 的地址、网络与服务器状态 / no database server that takes writes can be \
                reached: check the address of --storage, the network and the server
                """
            )
        case .contended, .overloaded:
            self.init("数据库繁忙，操作未生效：请稍后重试 / the database is busy, and nothing was done: try again later")
        case .outcomeUnknown:
            self.init(
                """
                提交时连接中断，结果未知：请先查询再重试 / the connection was cut while committing, and the outcome is not known: \
                look before you try again
                """
            )
        case .closed: self.init("数据库已关闭：请重试 / the database is closed: try again")
        }
    }
}
