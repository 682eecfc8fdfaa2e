import ArgumentParser

/// `xinglin keys`: the life of keys. `docs/keys.md` has the hierarchy and each ceremony.
struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "密钥管理: list, make, rotate and destroy keys; every act is in the audit log.",
        subcommands: [
            KeysList.self, KeysEnrol.self, KeysGenerate.self, KeysActivate.self, KeysRotate.self, KeysArchive.self,
            KeysDestroy.self, KeysGenerateRoot.self, KeysRotateRoot.self, KeysDestroyRoot.self,
            KeysExportPublic.self, KeysGrant.self, KeysImport.self, KeysRewrap.self, KeysReseal.self,
        ]
    )
}
