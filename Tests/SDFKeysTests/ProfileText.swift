/// A whole profile, to be spoilt by tests.
enum ProfileText {
    static let standard2012 = """
        {
            "name": "spoilt",
            "coordinateBytes": 64,
            "cipher": [
                { "field": "x", "bytes": 64 },
                { "field": "y", "bytes": 64 },
                { "field": "hash", "bytes": 32 },
                { "field": "length", "bytes": 4 },
                { "field": "text", "bytes": 1 }
            ],
            "algorithms": { "sm3": "0x00000001", "sm4CBC": "0x00000402" },
            "mac": "none",
            "keys": { "signing": [1, 2, 3], "sealSignature": 8, "wrapping": 1 },
            "onePassBytes": 8192,
            "connectionErrors": [{ "from": "0x01000003", "to": "0x01000004" }]
        }
        """
}
