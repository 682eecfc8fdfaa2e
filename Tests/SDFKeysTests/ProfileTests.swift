import SDFKeys
import SoftDevices
import Testing

struct ProfileTests {
    @Test func `three profiles ship, one for each software device`() {
        #expect(SDFProfile.shipped.keys.sorted() == ["odd", "standard-2012", "standard-2023"])
        for model in SoftModel.allCases { #expect(model.profile.name == model.profileName) }
        #expect(SDFProfile.shipped["standard-2023"]?.mac == .hmac)
        #expect(SDFProfile.shipped["standard-2012"]?.mac == SDFMacWay.none)
    }

    @Test func `an operator's own profile is read`() throws {
        let profile = try SDFProfile(json: Array(ProfileText.standard2012.utf8))
        #expect(profile.name == "spoilt")
    }

    @Test(arguments: [
        ("\"coordinateBytes\": 64", "\"coordinateBytes\": 31"),
        ("\"coordinateBytes\": 64", "\"coordinateBytes\": 257"),
        ("{ \"field\": \"x\", \"bytes\": 64 }", "{ \"field\": \"y\", \"bytes\": 64 }"),
        ("{ \"field\": \"x\", \"bytes\": 64 }", "{ \"field\": \"x\", \"bytes\": 31 }"),
        ("{ \"field\": \"x\", \"bytes\": 64 }", "{ \"field\": \"x\", \"bytes\": 1025 }"),
        ("{ \"field\": \"x\", \"bytes\": 64 },", ""),
        ("{ \"field\": \"length\", \"bytes\": 4 }", "{ \"field\": \"length\", \"bytes\": 8 }"),
        ("{ \"field\": \"text\", \"bytes\": 1 }", "{ \"field\": \"text\", \"bytes\": 0 }"),
        ("{ \"field\": \"text\", \"bytes\": 1 }", "{ \"field\": \"text\", \"bytes\": -1 }"),
        ("0x00000402", "402"), ("0x00000402", "0x1FFFFFFFF"), ("0x00000402", "0xZ"),
        ("\"mac\": \"none\"", "\"mac\": \"cmac\""),
        ("[1, 2, 3]", "[]"), ("[1, 2, 3]", "[1, 1]"), ("[1, 2, 3]", "[1, 8]"), ("[1, 2, 3]", "[-1]"),
        ("\"onePassBytes\": 8192", "\"onePassBytes\": 8191"), ("\"onePassBytes\": 8192", "\"onePassBytes\": 0"),
        ("\"name\": \"spoilt\",", ""),
    ])
    func `a profile no device can have is refused`(part: String, spoilt: String) throws {
        try #require(ProfileText.standard2012.contains(part))
        let json = ProfileText.standard2012.replacing(part, with: spoilt)
        #expect(throws: (any Error).self) { try SDFProfile(json: Array(json.utf8)) }
    }
}
