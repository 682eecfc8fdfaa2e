import Matching
import Testing

struct NameLevelTests {
    @Test(arguments: [
        ("张伟", "張偉", "exact"), ("张伟", "张 伟", "exact"), ("张伟", "张伟（退）", "exact"), ("张伟", "张伟1", "exact"),
        ("王芳芳", "王芳芳先生", "exact"), ("张伟", "章伟", "homophone"), ("陈佳怡", "陈嘉仪", "homophone"),
        ("单小军", "善小军", "homophone"), ("王子轩", "王子?", "rare-mark"), ("张晨阳", "张辰阳", "homophone"),
        ("张子涵", "张子轩", "one-character"), ("张伟", "李伟", "given-only"), ("王建", "王建国", "dropped"),
        ("王国建", "王建国", "swapped"), ("王伟强", "ZHANG SAN", "differs"), ("王伟强", "WANG WEIQIANG", "romanised"),
        ("王伟强", "weiqiang wang", "romanised"), ("吕布", "LYU BU", "romanised"), ("王伟强", "WANG ZIRAN", "differs"),
        ("王伟强", "Ziran Li", "differs"), ("王伟强", "wang weiqian", "incomparable"),
        ("王伟强", "WONG WAI KEUNG", "incomparable"), ("张伟", "李强", "differs"),
        ("张伟", "张敏", "surname-only"), ("买买提·阿不都拉", "买买提•阿不都拉", "exact"),
        ("买买提·阿不都拉", "买买提", "short-form"), ("李四（曾用名李小四）", "李小四", "exact"),
        ("吐尔逊·买买提", "图孙·麦麦提", "two-slips"), ("热比古丽·买买提", "热比古丽·麦买特", "near-sound"),
        ("热比古丽·买买提", "热比古丽·阿不力孜", "given-only"), ("帕提古丽·卡德尔", "阿曼姑丽·卡德尔", "differs"),
        ("乃古吾支嫫", "乃古伍果嫫", "one-character"), ("阿的五果么", "阿的土西么", "surname-only"), ("乃古吾支嫫", "乃古吾子莫", "near-sound"),
        ("阿木涵桐", "阿木·古莫", "differs"),
    ])
    func `names agree by the ways in which they are mistyped`(one: String, other: String, expected: String) {
        #expect(level(.name, record(one), record(other)) == expected)
        #expect(level(.name, record(other), record(one)) == expected)
    }

    @Test(arguments: [
        "", "患者", "无", "姓名", "***", "?", "先生",
    ])
    func `a placeholder is no name`(text: String) {
        #expect(record(text).kind == .nameless)
    }

    @Test(arguments: [
        ("王芳之子", "2024-05-30"), ("王芳之女", "2024-05-30"), ("王芳婴", "2024-05-30"), ("王芳宝宝", "2024-05-30"),
        ("王芳大毛", "2024-05-30"), ("王芳BB", "2024-05-30"), ("王芳之子2", "2024-05-30"), ("小毛", "2024-05-30"),
        ("王芳新生儿", ""), ("王芳子", "2024-05-30"), ("王芳小孩", "2024-05-30"), ("王芳小婴", "2024-05-30"),
        ("王芳之子（小）", "2024-05-30"), ("王芳BB", "1992-09-15"), ("王芳之宝", "1992-09-15"),
    ])
    func `a newborn goes by its mother's name`(name: String, birth: String) {
        #expect(record(name, birth: birth).kind == .newborn)
    }

    @Test(arguments: ["王小宝", "李宝宝", "张子女", "欧阳小毛", "陈一毛"])
    func `a grown person keeps a name that ends like a child's`(name: String) {
        #expect(record(name, birth: "1985-03-04").kind == .person)
    }

    @Test(arguments: ["无名氏", "无名氏1", "无名男", "未知", "身份不明", "某某", "昏迷病人", "120送", "unknown"])
    func `whom nobody knows is unidentified`(name: String) {
        let unknown = record(name, birth: "1990-01-01", phone: "13912340001")
        #expect(unknown.kind == .unidentified)
        #expect(unknown.blockKeys.isEmpty)
    }

    @Test(arguments: ["测试", "张三测试", "test", "TEST01", "测试患者"])
    func `a test patient is found by nobody`(name: String) {
        #expect(record(name).kind == .testPatient)
        #expect(record(name, number("11010519491231002")).blockKeys.isEmpty)
    }
}
