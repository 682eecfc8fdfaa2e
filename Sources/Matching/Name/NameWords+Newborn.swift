extension NameWords {
    private struct Ending {
        let word: [UInt32]
        let sex: UInt8
        let order: UInt8
        /// Also a given name, so that it counts only for an infant or behind a whole name.
        let isLoose: Bool
    }

    private static func ending(_ word: StaticString, sex: UInt8 = 0, order: UInt8 = 0, loose: Bool = false) -> Ending {
        Ending(word: FoldedText.scalars(word), sex: sex, order: order, isLoose: loose)
    }

    /// The longest endings first, so that 之长子 is not read as 长子 with 之 left over.
    private static let endings: [Ending] = [
        ending("双胞胎之一", order: 1), ending("双胞胎之二", order: 2), ending("双胎之一", order: 1),
        ending("双胎之二", order: 2), ending("双胞胎"), ending("之男婴", sex: 1), ending("之女婴", sex: 2),
        ending("之婴儿"), ending("大婴儿", order: 1), ending("小婴儿", order: 2), ending("新生儿"), ending("的儿子", sex: 1),
        ending("的女儿", sex: 2), ending("的孩子"),
        ending("的小孩"), ending("小孩"), ending("的宝宝"), ending("之孩子"), ending("之宝宝"), ending("之长子", sex: 1, order: 11),
        ending("之长女", sex: 2, order: 11), ending("之次子", sex: 1, order: 12), ending("之次女", sex: 2, order: 12),
        ending("之大子", sex: 1, order: 1), ending("之大女", sex: 2, order: 1), ending("之二子", sex: 1, order: 2),
        ending("之二女", sex: 2, order: 2), ending("之小子", sex: 1, order: 2), ending("之小女", sex: 2, order: 2),
        ending("之三子", sex: 1, order: 13), ending("之三女", sex: 2, order: 13), ending("大宝宝", order: 1, loose: true),
        ending("小宝宝", order: 2, loose: true), ending("大毛毛", order: 1, loose: true),
        ending("小毛毛", order: 2, loose: true), ending("毛毛头", loose: true), ending("之儿", sex: 1),
        ending("之子", sex: 1), ending("之女", sex: 2), ending("之婴"), ending("之男", sex: 1, loose: true),
        ending("之大", order: 1, loose: true),
        ending("之小", order: 2, loose: true), ending("之一", order: 1, loose: true), ending("之二", order: 2, loose: true),
        ending("之三", order: 3, loose: true), ending("之宝", loose: true), ending("之毛", loose: true),
        ending("之孩", loose: true), ending("之囡", sex: 2, loose: true),
        ending("男婴", sex: 1), ending("女婴", sex: 2), ending("大婴", order: 1), ending("小婴", order: 2),
        ending("一婴", order: 1), ending("二婴", order: 2), ending("三婴", order: 3),
        ending("婴儿"), ending("婴", loose: true), ending("儿子", sex: 1), ending("女儿", sex: 2), ending("宝宝", loose: true),
        ending("毛毛", loose: true), ending("贝贝", loose: true), ending("囡囡", sex: 2, loose: true),
        ending("大毛", order: 1, loose: true), ending("小毛", order: 2, loose: true), ending("二毛", order: 2, loose: true),
        ending("大宝", order: 1, loose: true), ending("小宝", order: 2, loose: true), ending("二宝", order: 2, loose: true),
        ending("中宝", order: 3, loose: true),
        ending("大双", order: 1, loose: true), ending("小双", order: 2, loose: true),
        ending("双大", order: 1, loose: true), ending("双小", order: 2, loose: true), ending("毛头", loose: true),
        ending("大囡", sex: 2, order: 1, loose: true), ending("小囡", sex: 2, order: 2, loose: true),
    ]

    private static func isCompoundSurname(_ name: [UInt32]) -> Bool {
        name.count == 2 && SurnameTables.shared.isCompound(name[0], name[1])
    }

    /// Endings that are also parts of given names: they count in the first weeks of life or behind the guardian's name.
    private static let shortEndings: [Ending] = [
        ending("子", sex: 1), ending("女", sex: 2), ending("宝"),
        ending("毛"), ending("孩"), ending("儿"), ending("大", order: 1), ending("小", order: 2), ending("囡", sex: 2),
        ending("之"),
    ]
    /// What a child without a name is called all alone.
    private static let aloneOrders: [[UInt32]: UInt8] = [
        FoldedText.scalars("大毛"): 1, FoldedText.scalars("小毛"): 2, FoldedText.scalars("毛毛"): 0,
        FoldedText.scalars("宝宝"): 0, FoldedText.scalars("大宝"): 1, FoldedText.scalars("小宝"): 2,
        FoldedText.scalars("二宝"): 2, FoldedText.scalars("婴儿"): 0, FoldedText.scalars("新生儿"): 0,
        FoldedText.scalars("男婴"): 0, FoldedText.scalars("女婴"): 0,
    ]
    private static let sizes = FoldedText.scalars("大小")
    /// 之
    private static let of: UInt32 = 0x4E4B
    /// The longest first.
    private static let babyWords = [FoldedText.scalars("baby"), FoldedText.scalars("bb"), FoldedText.scalars("b")]
    /// Characters of a father's name behind the dot.
    private static let leastFather = 3
    /// Days after birth in which hardly a child has a name yet.
    private static let namelessDays: Int32 = 10
    private static let infancyDays: Int32 = 400

    /// What the name of a newborn holds.
    struct Newborn {
        var parent: [UInt32]
        var order: UInt8
        var sex: UInt8
    }

    /// Takes the parent's name and the mark of a newborn apart; `nil` for a name that is a name.
    ///
    /// - Parameters:
    ///   - tail: What stands from the first ASCII letter or digit behind the Han characters on, such as `bb大` or `2`.
    ///   - age: Days from birth to registration, if both are known.
    ///   - guardian: The guardian's name in standard characters without dots, or nothing.
    static func newborn(_ han: [UInt32], tail: [UInt32], age: Int32?, guardian: [UInt32]) -> Newborn? {
        let isInfant = age.map { $0 <= infancyDays } ?? false
        let isFresh = age.map { $0 <= namelessDays } ?? false
        if isInfant, let order = aloneOrders[han] { return Newborn(parent: [], order: order, sex: 0) }
        if let baby = baby(han, tail: tail, isInfant: isInfant) { return baby }
        var order = tail.last.map { orderSign($0) } ?? 0
        var rest = han
        // 王芳之B: nobody's name ends so.
        if rest.count >= 4, rest.last == of, order != 0, tail.count == 1 {
            return Newborn(parent: Array(rest.dropLast()), order: order, sex: 0)
        }
        // The order may stand behind the ending: 王芳之子甲, 王芳婴二, 王芳之女小.
        if rest.count >= 4, let last = rest.last, orderSign(last) != 0,
            endings.contains(where: { ends(rest.dropLast(), with: $0.word) }),
            !endings.contains(where: { ends(rest, with: $0.word) })
        {
            order = orderSign(last)
            rest.removeLast()
        }
        for ending in endings where rest.count > ending.word.count && ends(rest, with: ending.word) {
            var parent = Array(rest.dropLast(ending.word.count))
            if ending.isLoose, !isInfant, parent.count < 2 || isCompoundSurname(parent) { return nil }
            // 王芳之二婴
            if parent.count >= 3, parent.last == of { parent.removeLast() }
            return Newborn(parent: parent, order: ending.order != 0 ? ending.order : order, sex: ending.sex)
        }
        // Where a parent's card was read, the age is the parent's: then only the guardian's name tells, or a dot.
        let isOfParent = guardian.count >= 2 && plain(rest).count > guardian.count && plain(rest).starts(with: guardian)
        let behindDot = rest.lastIndex(of: FoldedText.middleDot).map { rest.count - 1 - $0 } ?? 0
        for ending in shortEndings where rest.count >= ending.word.count + 2 && ends(rest, with: ending.word) {
            // No father's name has 子 or 女 behind it; short names of some nations end so (沙马·阿子).
            let isOfDotted = behindDot > leastFather && ending.sex != 0
            guard isInfant || isOfParent || isOfDotted else { continue }
            var parent = Array(rest.dropLast(ending.word.count))
            // 王芳大女, where 王芳 is known, or of an infant: few mothers' names end in 大 or 小.
            let isKnown = plain(parent).dropLast().elementsEqual(guardian)
            let isSized = isInfant && parent.count >= 3 && parent.last.map(sizes.contains) == true
            if let last = parent.last, orderSign(last) != 0, isKnown || isSized {
                order = orderSign(last)
                parent.removeLast()
            }
            let isWhole = parent.count >= 3 && !isCompoundSurname(Array(parent.prefix(2))) && !parent.contains(0xB7)
            if plain(parent) == guardian || isFresh && !isCompoundSurname(parent) || isInfant && isWhole || isOfDotted {
                return Newborn(parent: parent, order: ending.order != 0 ? ending.order : order, sex: ending.sex)
            }
        }
        return nil
    }

    /// A name without its dots.
    private static func plain(_ name: [UInt32]) -> [UInt32] { name.filter { $0 != FoldedText.middleDot } }

    /// A baby that is called so in Latin letters behind its parent's name: `bb`, `baby2`, `bb大`, and `b` or `b1` for an
    /// infant.
    private static func baby(_ han: [UInt32], tail: [UInt32], isInfant: Bool) -> Newborn? {
        guard let word = babyWords.first(where: { tail.starts(with: $0) && ($0.count > 1 || isInfant) }) else {
            return nil
        }
        let sign = tail.dropFirst(word.count)
        let parent = han.dropLast(sign.reduce(0) { FoldedText.isHan($1) ? $0 + 1 : $0 })
        // 王芳之子B is the second.
        guard parent.count >= 2, parent.last != of, !endings.contains(where: { ends(parent, with: $0.word) }) else {
            return nil
        }
        guard let last = sign.last else { return Newborn(parent: Array(parent), order: 0, sex: 0) }
        guard sign.count == 1, orderSign(last) != 0 else { return nil }
        return Newborn(parent: Array(parent), order: orderSign(last), sex: 0)
    }

    private static func ends(_ name: some BidirectionalCollection<UInt32>, with word: [UInt32]) -> Bool {
        name.suffix(word.count).elementsEqual(word)
    }
}
